"""Downloads over real sockets: to a file that is there only when it is complete, and in pieces."""

from __future__ import annotations

import asyncio
import gzip
import os
import stat
import time
from pathlib import Path
from typing import Any, Unpack

import pytest

from templates.runtime.call import Call
from templates.runtime.decode import BytesDecoder
from templates.runtime.downloads import AsyncDownload, Download
from templates.runtime.errors import APIConnectionError, APITimeoutError, NotFoundError
from templates.runtime.options import RequestOptions
from tests.runtime.serving import FLAVOURS, Flavour, answer, async_client, cut, drip, serving, sync_client

CONTENT = bytes(range(256)) * 2_000
flavours = pytest.mark.parametrize("flavour", FLAVOURS)


def picture() -> Call[bytes]:
    """A call whose answer is bytes."""
    answers = {"200": BytesDecoder()}
    return Call(operation="p.get", method="GET", template="/p", path=("/p",), answers=answers, accept="image/png")


def run(flavour: Flavour, url: str, method: str, *given: Any, **options: Unpack[RequestOptions]) -> Any:
    """What a method of a download gives; a list of what it gives one after the other."""

    async def main() -> Any:
        async with async_client(base_url=url) as client:
            found = getattr(AsyncDownload(client, picture(), options), method)(*given)
            return [one async for one in found] if hasattr(found, "__aiter__") else await found

    if flavour == "async":
        return asyncio.run(main())
    with sync_client(base_url=url) as client:
        found = getattr(Download(client, picture(), options), method)(*given)
        return list(found) if hasattr(found, "__next__") else found


@flavours
def test_a_file_holds_all_of_it_and_replaces_what_had_its_name(flavour: Flavour, tmp_path: Path) -> None:
    target = tmp_path / "picture.png"
    target.write_bytes(b"old")
    with serving(answer(body=CONTENT)) as server:
        assert run(flavour, server.url, "to_file", target) == target
    assert target.read_bytes() == CONTENT
    assert os.listdir(tmp_path) == ["picture.png"]


@flavours
def test_a_file_has_the_rights_that_any_new_file_has(flavour: Flavour, tmp_path: Path) -> None:
    (tmp_path / "other").touch()
    with serving(answer(body=b"1")) as server:
        run(flavour, server.url, "to_file", str(tmp_path / "one"))
    assert stat.S_IMODE((tmp_path / "one").stat().st_mode) == stat.S_IMODE((tmp_path / "other").stat().st_mode)


@flavours
def test_what_a_link_points_to_is_written(flavour: Flavour, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real" / "file")
    with serving(answer(body=b"1")) as server:
        run(flavour, server.url, "to_file", tmp_path / "link")
    assert (tmp_path / "real" / "file").read_bytes() == b"1" and (tmp_path / "link").is_symlink()


@flavours
@pytest.mark.parametrize("old", [b"old", None])
def test_a_download_that_is_cut_off_leaves_the_file_as_it_was(
    flavour: Flavour, old: bytes | None, tmp_path: Path
) -> None:
    target = tmp_path / "picture.png"
    if old is not None:
        target.write_bytes(old)
    with serving(cut) as server, pytest.raises(APIConnectionError, match="broke off after 10 of 100 bytes"):
        run(flavour, server.url, "to_file", target)
    assert os.listdir(tmp_path) == ([] if old is None else ["picture.png"])
    assert old is None or target.read_bytes() == old


@flavours
@pytest.mark.parametrize(("method", "given"), [("read", ()), ("iter_bytes", (7,))])
def test_a_download_that_is_cut_off_is_an_error_however_it_is_read(
    flavour: Flavour, method: str, given: tuple[int, ...]
) -> None:
    with serving(cut) as server, pytest.raises(APIConnectionError, match="broke off after 10 of 100 bytes"):
        run(flavour, server.url, method, *given)


@flavours
def test_a_status_that_is_no_success_raises_and_makes_no_file(flavour: Flavour, tmp_path: Path) -> None:
    with serving(answer(404, b'{"message": "no such picture"}')) as server:
        with pytest.raises(NotFoundError, match="no such picture"):
            run(flavour, server.url, "to_file", tmp_path / "picture.png")
    assert os.listdir(tmp_path) == []


@flavours
def test_a_file_that_cannot_be_written_is_the_systems_error(flavour: Flavour, tmp_path: Path) -> None:
    with serving(answer(body=CONTENT)) as server:
        with pytest.raises(FileNotFoundError):
            run(flavour, server.url, "to_file", tmp_path / "none" / "picture.png")
        with pytest.raises(IsADirectoryError, match="give the name of a file"):
            run(flavour, server.url, "to_file", tmp_path)
    assert os.listdir(tmp_path) == []


@flavours
def test_pieces_are_of_the_size_that_is_asked_for(flavour: Flavour) -> None:
    with serving(answer(body=CONTENT)) as server:
        pieces: list[bytes] = run(flavour, server.url, "iter_bytes", 1_000)
        assert run(flavour, server.url, "read") == CONTENT
    assert b"".join(pieces) == CONTENT and {len(piece) for piece in pieces} == {1_000}


@flavours
def test_a_large_file_may_take_longer_than_the_timeout_but_not_than_the_deadline(flavour: Flavour) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n"
    with serving(drip(head, b"x")) as server:
        assert run(flavour, server.url, "read", timeout=0.3) == b"x" * 12
        began = time.monotonic()
        with pytest.raises(APITimeoutError, match="nothing more after . of 12 bytes within .* s .*deadline=0.3"):
            run(flavour, server.url, "read", deadline=0.3, timeout=None)
        assert time.monotonic() - began < 2


@flavours
def test_silence_longer_than_the_timeout_ends_a_download(flavour: Flavour) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\nxyz"
    with serving(drip(head, b"x", every=5)) as server:
        with pytest.raises(APITimeoutError, match=r"nothing more after 3 of 12 bytes within 0.2 s \(timeout\)"):
            run(flavour, server.url, "read", timeout=0.2)


@flavours
def test_what_comes_packed_is_written_unpacked(flavour: Flavour, tmp_path: Path) -> None:
    with serving(answer(body=gzip.compress(CONTENT), headers={"Content-Encoding": "gzip"})) as server:
        run(flavour, server.url, "to_file", tmp_path / "picture.png")
    assert (tmp_path / "picture.png").read_bytes() == CONTENT


@flavours
def test_a_download_tells_what_it_is_before_it_is_read(flavour: Flavour, tmp_path: Path) -> None:
    def told(download: Download | AsyncDownload) -> tuple[object, ...]:
        return download.status_code, download.size, download.media_type, download.request_id

    async def main() -> tuple[object, ...]:
        async with async_client(base_url=server.url) as client, AsyncDownload(client, picture(), {}) as download:
            return told(download)

    with serving(answer(body=CONTENT, headers={"Content-Type": "image/png", "X-Request-Id": "r-1"})) as server:
        if flavour == "async":
            found = asyncio.run(main())
        else:
            with sync_client(base_url=server.url) as client, Download(client, picture(), {}) as download:
                found = told(download)
    assert found == (200, len(CONTENT), "image/png", "r-1")
    assert b"accept: image/png" in server.seen[0].lower()


def test_a_part_is_not_taken_for_the_whole(tmp_path: Path) -> None:
    with serving(answer(body=CONTENT)) as server, sync_client(base_url=server.url) as client:
        with Download(client, picture(), {}) as download:
            assert next(iter(download))
            with pytest.raises(RuntimeError, match="not the whole"):
                download.to_file(tmp_path / "picture.png")
            with pytest.raises(RuntimeError, match="not the whole"):
                download.read()
    assert os.listdir(tmp_path) == []
