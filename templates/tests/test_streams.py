"""Answers of many items: each comes typed and in order, however the bytes are split, and what goes wrong says at which item."""

from __future__ import annotations

import importlib
import json
import time
from typing import Any

import httpx2
import pytest

from .bitwise import Answer, begun, cut, ended, methods, one_of_each_kind, started, told
from .cases import Case, cases, first, has
from .flavours import Flavour, Reply, Server, expected, on_the_wire, package
from .test_socket import Loopback, client
from .values import drift_of, dumped, is_model, json_equal

STREAMS = methods("events", "lines", "records")
METHODS = dict(STREAMS)
CASES = [case for case in cases("stream-") if case.operation in METHODS]
WHOLE = [case for case in CASES if not case.raises]
SHOWN = [one for one in STREAMS if has(one[0], "stream-items")]
streams = pytest.mark.parametrize(("operation", "method"), SHOWN)
kinds = pytest.mark.parametrize(("operation", "method"), one_of_each_kind(SHOWN))


def answer(case: Case, *, size: int = 1 << 20, then: Exception | None = None) -> Answer:
    """The server of a case; its answer comes in pieces of so many bytes, and breaks off with an exception."""
    pieces = cut(case["text"].encode(), size)
    pieces.then = then
    return Answer(case["status"], pieces, content_type=case["media_type"], x_request_id="id-1")


def plain(item: Any, case: Case) -> Any:
    """An item as its fixture writes it."""
    if told(case.operation, METHODS[case.operation]).get("is_bare"):
        return {name: value for name in ("event", "id", "data", "retry") if (value := getattr(item, name)) is not None}
    return dumped(item)


def wanted(case: Case) -> list[Any]:
    """The items of a case, equal as JSON."""
    return [json_equal(item) for item in case["items"]]


@pytest.mark.parametrize("case", WHOLE, ids=str)
def test_items_come_typed_and_in_order(case: Case, flavour: Flavour) -> None:
    server = answer(case)
    stream = begun(flavour, server, case.operation, METHODS[case.operation])
    items = flavour.items(stream)
    assert wanted(case) == [plain(item, case) for item in items]
    models = [item for item in items if is_model(item)]
    assert [bool(list(drift_of(item))) for item in models] == [bool(case.get("is_drift"))] * len(models)
    assert server.pieces.is_closed and flavour.items(stream) == []


@pytest.mark.parametrize("size", [1, 2, 3, 7])
@pytest.mark.parametrize("case", [case for case in WHOLE if case["items"]], ids=str)
def test_items_are_the_same_however_the_bytes_are_split(case: Case, size: int, flavour: Flavour) -> None:
    items = flavour.items(begun(flavour, answer(case, size=size), case.operation, METHODS[case.operation]))
    assert wanted(case) == [plain(item, case) for item in items]


@pytest.mark.parametrize("end", ["\r", "\r\n"])
@pytest.mark.parametrize(
    "case",
    [case for case in WHOLE if case.name == "items" and told(case.operation, METHODS[case.operation])["kind"] == "events"],
    ids=str,
)  # fmt: skip
def test_events_may_end_their_lines_in_any_way_and_have_comments_between_them(
    case: Case, end: str, flavour: Flavour
) -> None:
    text = "\ufeff: hello\n\n" + case["text"].replace("\n\n", "\n\n: ping\n\n")
    server = Answer(case["status"], cut(text.replace("\n", end).encode(), 5))
    items = flavour.items(begun(flavour, server, case.operation, METHODS[case.operation]))
    assert wanted(case) == [plain(item, case) for item in items]


@pytest.mark.parametrize("case", [case for case in CASES if case.raises], ids=str)
def test_what_goes_wrong_half_way_is_an_error_of_the_tree_that_names_the_item(case: Case, flavour: Flavour) -> None:
    server, items = answer(case, size=11), list[Any]()
    stream = begun(flavour, server, case.operation, METHODS[case.operation])
    with pytest.raises(package.APIError) as error:
        while True:
            items.append(flavour.run(one(flavour, stream)))
    assert type(error.value).__name__ == case.raises
    assert f"item {case['number']}" in str(error.value) and case.get("says", "") in str(error.value)
    assert error.value.request_id == "id-1"
    assert wanted(case) == [plain(item, case) for item in items]
    assert server.pieces.is_closed and flavour.items(stream) == []


def one(flavour: Flavour, stream: Any) -> Any:
    """The next item."""
    return next(stream) if flavour.name == "sync" else anext(stream)


@pytest.mark.parametrize("case", [case for case in WHOLE if case.name == "items"], ids=str)
def test_a_connection_that_breaks_half_way_is_a_connection_error(case: Case, flavour: Flavour) -> None:
    server = answer(case, size=13, then=httpx2.ReadError("broken"))
    stream, items = begun(flavour, server, case.operation, METHODS[case.operation]), list[Any]()
    with pytest.raises(package.APIConnectionError, match=f"broke off at item {len(case['items']) + 1}: "):
        while True:
            items.append(flavour.run(one(flavour, stream)))
    assert wanted(case) == [plain(item, case) for item in items]
    assert len(server.requests) == 1 and server.pieces.is_closed


@pytest.mark.parametrize("case", [case for case in WHOLE if case.name == "items"], ids=str)
def test_leaving_early_closes_the_answer(case: Case, flavour: Flavour) -> None:
    server = answer(case, size=1)
    stream = begun(flavour, server, case.operation, METHODS[case.operation])
    enter, leave = ("__enter__", "__exit__") if flavour.name == "sync" else ("__aenter__", "__aexit__")
    assert flavour.run(getattr(stream, enter)()) is stream
    assert json_equal(case["items"][0]) == plain(flavour.run(one(flavour, stream)), case)
    assert not server.pieces.is_closed and server.pieces.given <= len(server.pieces.pieces)
    flavour.run(getattr(stream, leave)(None, None, None))
    assert server.pieces.is_closed and flavour.items(stream) == []
    assert len(server.requests) == 1


@streams
def test_an_error_in_place_of_a_stream_raises_before_any_item(operation: str, method: str, flavour: Flavour) -> None:
    server = Server(Reply(404, {"message": "no such thing"}))
    with pytest.raises(package.NotFoundError, match="no such thing"):
        begun(flavour, server, operation, method)
    assert len(server.requests) == 1


@streams
def test_asking_is_repeated_like_any_call(operation: str, method: str, flavour: Flavour) -> None:
    case = first(operation, "stream-items")
    busy, fine = Reply(503, {}, headers={"retry-after": "0"}), Reply(case["status"], text=case["text"])
    server = Server(busy, fine)
    stream = begun(flavour, server, operation, method)
    assert wanted(case) == [plain(item, case) for item in flavour.items(stream)]
    assert len(server.requests) == 2


@pytest.mark.parametrize("way", ["", "with_raw_response."])
@streams
def test_a_stream_tells_of_its_answer_before_it_is_read(
    operation: str, method: str, way: str, flavour: Flavour
) -> None:
    case = first(operation, "stream-items")
    stream = started(flavour, flavour.client(answer(case)), operation, method, way)
    assert (stream.status_code, stream.request_id) == (case["status"], "id-1")
    assert stream.headers["Content-Type"] == case["media_type"]
    assert wanted(case) == [plain(item, case) for item in flavour.items(stream)]


@streams
def test_a_stream_is_asked_for_as_the_document_says(operation: str, method: str, flavour: Flavour) -> None:
    server, known = answer(first(operation, "stream-items")), told(operation, method)
    ended(flavour, begun(flavour, server, operation, method))
    assert server.request.headers["accept"] == known["accept"]
    minimal = dict(expected(first(operation, "request-minimal")))
    assert json_equal(with_flag(minimal, known.get("flag"))) == unordered(on_the_wire(server.request))


def with_flag(request: dict[str, Any], flag: dict[str, str] | None) -> dict[str, Any]:
    """A request that asks for a stream as well, where that is said in it."""
    if flag is None:
        return unordered(request)
    wire, has_body = flag["wire"], flag["in"] == "body"
    query = "" if has_body else "&".join(filter(None, [request["query"], f"{wire}=true"]))
    parts = {
        "body": {**request.get("body", {}), wire: True},
        "form": [*request.get("form", []), [wire, "true"]],
        "parts": [*request.get("parts", []), {"name": wire, "content": "true"}],
    }
    kind = next((kind for kind in parts if kind in request), "body")
    return unordered({**request, **({kind: parts[kind]} if has_body else {"query": query})})


def unordered(request: dict[str, Any]) -> dict[str, Any]:
    """A request in which the order of fields and parameters is told no more."""
    sorts: dict[str, Any] = {key: sorted(request[key], key=str) for key in ("form", "parts") if key in request}
    return {**request, **sorts, "query": "&".join(sorted(request["query"].split("&")))}


@kinds
def test_a_silent_server_cannot_outlast_the_time_given(operation: str, method: str, flavour: Flavour) -> None:
    case, loopback = first(operation, "stream-items"), Loopback()

    def handle(request: Any) -> None:
        request.send_response(case["status"])
        request.send_header("content-type", case["media_type"])
        request.end_headers()
        for byte in case["text"].encode():
            request.wfile.write(bytes([byte]))
        time.sleep(1)
        request.close_connection = True

    loopback.handle = handle
    own = client(flavour, loopback.url, timeout=0.3)
    try:
        stream, items = started(flavour, own, operation, method), list[Any]()
        began = time.monotonic()
        with pytest.raises(package.APITimeoutError, match=f"no item {len(case['items']) + 1} within"):
            while True:
                items.append(flavour.run(one(flavour, stream)))
        assert time.monotonic() - began < 1
        assert wanted(case) == [plain(item, case) for item in items]
    finally:
        flavour.run(own.close())
        loopback.close()


@kinds
def test_a_server_that_dies_half_way_is_a_connection_error(operation: str, method: str, flavour: Flavour) -> None:
    case, loopback = first(operation, "stream-items"), Loopback()

    def handle(request: Any) -> None:
        request.send_response(case["status"])
        request.send_header("transfer-encoding", "chunked")
        request.end_headers()
        for byte in case["text"].encode():
            request.wfile.write(b"1\r\n" + bytes([byte]) + b"\r\n")
        request.close_connection = True
        request.connection.close()

    loopback.handle = handle
    own = client(flavour, loopback.url)
    try:
        stream, items = started(flavour, own, operation, method), list[Any]()
        with pytest.raises(package.APIConnectionError) as error:
            while True:
                items.append(flavour.run(one(flavour, stream)))
        assert not isinstance(error.value, package.APITimeoutError)
        assert wanted(case) == [plain(item, case) for item in items]
    finally:
        flavour.run(own.close())
        loopback.close()


@streams
def test_the_fake_server_streams_too(operation: str, method: str, flavour: Flavour) -> None:
    server = importlib.import_module(f"{package.__name__}.testing").FakeServer()
    made = server.client(max_retries=0) if flavour.name == "sync" else server.async_client(max_retries=0)
    case = first(operation, "stream-items")
    server.answer(operation, case["items"], times=2)
    for _ in range(2):
        items = flavour.items(started(flavour, made, operation, method))
        assert wanted(case) == [plain(item, case) for item in items]
    assert json.dumps([request.status for request in server.calls(operation)]) == "[200, 200]"
    assert all(len(flavour.items(started(flavour, made, operation, method))) >= 1 for _ in range(2))
    server.malform(operation)
    with pytest.raises(package.APIError):
        flavour.items(started(flavour, made, operation, method))
