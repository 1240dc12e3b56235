"""Answers of bytes: to a file that is there only when it is complete, or in pieces, and counted."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import httpx2
import pytest

from .bitwise import Answer, Pieces, begun, cut, ended, methods, one_of_each_kind, started, told
from .cases import OPERATIONS, first
from .flavours import Flavour, Reply, Server, expected, on_the_wire, package
from .test_socket import Loopback, client, hanging_up
from .values import json_equal

CONTENT = bytes(range(256)) * 20
SIZE = str(len(CONTENT))
kinds = pytest.mark.parametrize(("operation", "method"), one_of_each_kind(methods("bytes")))
downloads = pytest.mark.parametrize(("operation", "method"), methods("bytes"))


def status(operation: str) -> int:
    """A status of a success."""
    return next((int(one) for one in OPERATIONS[operation]["successes"] if one.isdigit()), 200)


def answer(operation: str, pieces: Pieces, size: str = SIZE) -> Answer:
    """A server that answers with bytes, and says how many they are."""
    return Answer(status(operation), pieces, content_length=size, x_request_id="id-1")


def in_pieces(flavour: Flavour, download: Any, size: int) -> list[bytes]:
    """The pieces of a download."""
    return flavour.items(download.iter_bytes(size))


@downloads
def test_a_file_holds_all_of_it(operation: str, method: str, flavour: Flavour, tmp_path: Path) -> None:
    server, target = answer(operation, cut(CONTENT, 100)), tmp_path / "file"
    target.write_bytes(b"old")
    assert flavour.run(begun(flavour, server, operation, method).to_file(target)) == target
    assert target.read_bytes() == CONTENT
    assert os.listdir(tmp_path) == ["file"] and server.pieces.is_closed


@downloads
@pytest.mark.parametrize("then", [None, httpx2.ReadError("broken")])
@pytest.mark.parametrize("old", [[], ["file"]])
def test_a_download_that_is_cut_off_leaves_everything_as_it_was(
    old: list[str], then: Exception | None, operation: str, method: str, flavour: Flavour, tmp_path: Path
) -> None:
    for name in old:
        (tmp_path / name).write_bytes(b"old")
    pieces = cut(CONTENT[:1000], 100)
    pieces.then = then
    with pytest.raises(package.APIConnectionError, match=f"broke off after 1000 of {SIZE} bytes") as error:
        flavour.run(begun(flavour, answer(operation, pieces), operation, method).to_file(tmp_path / "file"))
    assert error.value.request_id == "id-1" and pieces.is_closed
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [(name, b"old") for name in old]


@downloads
def test_pieces_are_of_the_size_that_is_asked_for(operation: str, method: str, flavour: Flavour) -> None:
    server = answer(operation, cut(CONTENT, 100))
    pieces = in_pieces(flavour, begun(flavour, server, operation, method), 1000)
    assert [len(piece) for piece in pieces] == [1000] * 5 + [120] and b"".join(pieces) == CONTENT
    again = begun(flavour, answer(operation, cut(CONTENT, 100)), operation, method)
    assert (again.size, again.status_code, again.request_id) == (len(CONTENT), status(operation), "id-1")
    assert flavour.run(again.read()) == CONTENT


@downloads
def test_less_than_was_promised_is_an_error_however_it_is_read(operation: str, method: str, flavour: Flavour) -> None:
    for size in ("1001", "999"):
        with pytest.raises(package.APIConnectionError, match=f"1000 of {size} bytes"):
            flavour.run(begun(flavour, answer(operation, cut(CONTENT[:1000], 7), size), operation, method).read())
        with pytest.raises(package.APIConnectionError, match=f"1000 of {size} bytes"):
            server = answer(operation, cut(CONTENT[:1000], 7), size)
            in_pieces(flavour, begun(flavour, server, operation, method), 100)


@downloads
def test_an_error_in_place_of_the_bytes_makes_no_file(
    operation: str, method: str, flavour: Flavour, tmp_path: Path
) -> None:
    server = Server(Reply(404, {"message": "no such thing"}))
    with pytest.raises(package.NotFoundError, match="no such thing"):
        flavour.run(begun(flavour, server, operation, method).to_file(tmp_path / "file"))
    assert os.listdir(tmp_path) == []


@downloads
def test_leaving_early_closes_the_answer(operation: str, method: str, flavour: Flavour) -> None:
    server = answer(operation, cut(CONTENT, 100))
    ended(flavour, begun(flavour, server, operation, method))
    assert server.pieces.is_closed and server.pieces.given == 0


@downloads
def test_bytes_are_asked_for_as_the_document_says(operation: str, method: str, flavour: Flavour) -> None:
    server = answer(operation, cut(CONTENT, 100))
    ended(flavour, begun(flavour, server, operation, method))
    assert server.request.headers["accept"] == told(operation, method)["accept"]
    assert json_equal(expected(first(operation, "request-minimal"))) == on_the_wire(server.request)


@kinds
def test_a_server_that_dies_half_way_leaves_no_file(
    operation: str, method: str, flavour: Flavour, tmp_path: Path
) -> None:
    loopback = Loopback()

    def handle(request: Any) -> None:
        request.send_response(status(operation))
        request.send_header("content-length", SIZE)
        request.end_headers()
        for start in range(0, 1000, 100):
            request.wfile.write(CONTENT[start : start + 100])
        request.wfile.flush()
        hanging_up(request)

    loopback.handle = handle
    own = client(flavour, loopback.url)
    try:
        with pytest.raises(package.APIConnectionError):
            flavour.run(started(flavour, own, operation, method).to_file(tmp_path / "file"))
        assert os.listdir(tmp_path) == []
    finally:
        flavour.run(own.close())
        loopback.close()
