"""Streams over real sockets: servers that send slowly, in odd chunks, and die half-way."""

from __future__ import annotations

import asyncio
import gc
import gzip
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Unpack

import httpx2
import pytest

from templates.runtime.call import Call
from templates.runtime.client import SyncClient
from templates.runtime.decode import JsonDecoder
from templates.runtime.errors import APIConnectionError, APIError, APITimeoutError, RateLimitError
from templates.runtime.errors import ResponseValidationError
from templates.runtime.events import EventDecoder, EventCutter, ServerEvent
from templates.runtime.model import ResponseModel
from templates.runtime.options import RequestOptions
from templates.runtime.sequences import Cutter, LineCutter
from templates.runtime.streams import AsyncStream, Stream
from tests.runtime.serving import FLAVOURS, KEY, Flavour, Server, answer, async_client, hang, serving, sync_client

Behaviour = Callable[[Server, socket.socket], None]
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nX-Request-Id: r-1\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
flavours = pytest.mark.parametrize("flavour", FLAVOURS)


class Tick(ResponseModel):
    n: int
    word: str | None = None


def watch(method: str = "GET") -> Call[Tick]:
    """A call whose answer is a stream of ticks."""
    template = "/v1/ticks"
    answers = {"200": JsonDecoder[Tick](lambda: Tick)}
    return Call(operation="ticks.watch", method=method, template=template, path=(template,), answers=answers)


def events() -> EventCutter:
    return EventCutter(end="[DONE]")


@dataclass
class Read:
    """What came of reading a stream: its items, the error that ended it, and what it told."""

    items: list[Any] = field(default_factory=list[Any])
    error: BaseException | None = None
    stream: Stream[Any] | AsyncStream[Any] | None = None
    seconds: float = 0.0


def read(
    flavour: Flavour, url: str, *, most: int = 1 << 30, call: Call[Any] | None = None, cutter: Cutter | None = None,
    **options: Unpack[RequestOptions],
) -> Read:  # fmt: skip
    """Read the stream of a server, `most` items of it, and close the client."""
    found, began = Read(), time.monotonic()

    def reading(client: SyncClient) -> None:
        with Stream(client, call or watch(), cutter or events(), options) as found.stream:
            for item in found.stream:
                found.items.append(item)
                if len(found.items) == most:
                    break

    async def main() -> None:
        async with async_client(base_url=url) as client:
            async with AsyncStream(client, call or watch(), cutter or events(), options) as found.stream:
                async for item in found.stream:
                    found.items.append(item)
                    if len(found.items) == most:
                        break

    try:
        if flavour == "sync":
            with sync_client(base_url=url) as client:
                reading(client)
        else:
            asyncio.run(main())
    except APIError as error:
        found.error = error
    found.seconds = time.monotonic() - began
    return found


def sends(*pieces: bytes, pause: float = 0.0, then: Behaviour | None = None) -> Behaviour:
    """Answer in pieces, each sent for itself."""

    def behaviour(server: Server, connection: socket.socket) -> None:
        server.request(connection)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for piece in pieces:
            connection.sendall(piece)
            server.closing.wait(pause)
        if then is not None:
            then(server, connection)

    return behaviour


def chunks(text: str, size: int) -> list[bytes]:
    """A text in chunks of so many bytes, without the last one."""
    content = text.encode()
    pieces = [content[start : start + size] for start in range(0, len(content), size)]
    return [b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces]


def stays(server: Server, connection: socket.socket) -> None:
    """Stay on the line and say nothing."""
    server.closing.wait(5)


TWO = 'data: {"n": 1, "word": "é🙂"}\n\n: ping\n\ndata: {"n": 2}\n\n'
TICKS = [Tick(n=1, word="é🙂"), Tick(n=2)]


@flavours
@pytest.mark.parametrize("size", [1, 3, 1000])
def test_items_come_typed_however_small_the_chunks_are(flavour: Flavour, size: int) -> None:
    with serving(sends(CHUNKED, *chunks(TWO, size), b"0\r\n\r\n")) as server:
        found = read(flavour, server.url)
    assert (found.items, found.error) == (TICKS, None)
    assert found.stream is not None
    assert (found.stream.status_code, found.stream.request_id) == (200, "r-1")
    assert (found.stream.headers["content-type"], found.stream.event) == ("text/event-stream", "message")


@flavours
def test_an_item_is_there_before_the_next_one_is_sent(flavour: Flavour) -> None:
    came = threading.Event()

    def waits(server: Server, connection: socket.socket) -> None:
        assert came.wait(5), "the second item is only sent once the first one was read"
        connection.sendall(b'data: {"n": 2}\n\n')

    def reading(item: Tick) -> Tick:
        came.set()
        return item

    with serving(sends(HEAD + b"\r\n", b'data: {"n": 1}\n\n', then=waits)) as server:
        if flavour == "sync":
            with sync_client(base_url=server.url) as client:
                numbers = [reading(item).n for item in Stream(client, watch(), events(), {})]
        else:

            async def main() -> list[int]:
                async with async_client(base_url=server.url) as client:
                    return [reading(item).n async for item in AsyncStream(client, watch(), events(), {})]

            numbers = asyncio.run(main())
    assert numbers == [1, 2]


@flavours
def test_a_stream_may_be_empty(flavour: Flavour) -> None:
    with serving(answer(body=b"")) as server:
        found = read(flavour, server.url)
    assert (found.items, found.error) == ([], None)


@flavours
@pytest.mark.parametrize("size", [1, 1000])
def test_a_stream_that_breaks_off_says_at_which_item(flavour: Flavour, size: int) -> None:
    with serving(sends(CHUNKED, *chunks(TWO + "data: ", size))) as server:
        found = read(flavour, server.url)
    assert found.items == TICKS
    assert type(found.error) is APIConnectionError
    assert "broke off at item 3" in str(found.error) and found.error.request_id == "r-1"


@flavours
def test_an_answer_that_ends_within_an_item_broke_off_though_no_length_was_promised(flavour: Flavour) -> None:
    with serving(sends(HEAD + b"Connection: close\r\n\r\n", (TWO + 'data: {"n": 3}\n').encode())) as server:
        found = read(flavour, server.url)
    assert found.items == TICKS
    assert "broke off at item 3: the answer ended within an item" in str(found.error)


@flavours
def test_a_malformed_item_is_named_and_nothing_is_read_behind_it(flavour: Flavour) -> None:
    text = 'data: {"n": 1}\n\ndata: {"n": \n\ndata: {"n": 3}\n\n'
    with serving(answer(body=text.encode())) as server:
        found = read(flavour, server.url)
    assert found.items == [Tick(n=1)]
    assert type(found.error) is ResponseValidationError
    assert "item 2 of the stream" in str(found.error) and found.error.text == '{"n": '


@flavours
def test_what_the_document_does_not_know_is_kept_and_told(flavour: Flavour) -> None:
    with serving(answer(body=b'data: {"n": "x", "new": 1}\n\n')) as server:
        (item,) = read(flavour, server.url).items
        strict = read(flavour, server.url, strict_responses=True)
    assert item.model_extra == {"new": 1}
    assert sorted(drift.path for drift in item.drift) == ["n", "new"]
    assert type(strict.error) is ResponseValidationError and strict.items == []


@flavours
@pytest.mark.parametrize(
    "text",
    ['data: {"error": {"message": "too hot", "type": "overloaded"}}\n\n', 'event: error\ndata: {"message": "too hot", "code": "overloaded"}\n\n'],
)  # fmt: skip
def test_an_error_that_the_server_sends_as_an_item_is_an_error(flavour: Flavour, text: str) -> None:
    with serving(answer(body=b'data: {"n": 1}\n\n' + text.encode())) as server:
        found = read(flavour, server.url)
    assert (found.items, type(found.error)) == ([Tick(n=1)], APIError)
    assert "the server ended the stream with an error: overloaded: too hot" in str(found.error)


@flavours
def test_an_error_that_the_document_describes_is_an_item(flavour: Flavour) -> None:
    with serving(answer(body=b'event: error\ndata: {"n": 1, "word": "\\"error\\""}\n\n')) as server:
        found = read(flavour, server.url)
    assert (found.items, found.error) == ([Tick(n=1, word='"error"')], None)


@flavours
def test_a_status_that_is_no_success_raises_before_any_item(flavour: Flavour) -> None:
    with serving(answer(429, b'{"error": {"message": "slowly"}}', {"Retry-After": "0"})) as server:
        found = read(flavour, server.url, max_retries=1)
    assert type(found.error) is RateLimitError and found.error.reason == "slowly"
    assert len(server.seen) == 2


@flavours
def test_asking_is_repeated_and_reading_is_not(flavour: Flavour) -> None:
    with serving(answer(503, b"", {"Retry-After": "0"}), sends(CHUNKED, *chunks(TWO, 9))) as server:
        found = read(flavour, server.url)
    assert found.items == TICKS and type(found.error) is APIConnectionError
    assert len(server.seen) == 2


@flavours
def test_silence_longer_than_the_timeout_ends_a_stream(flavour: Flavour) -> None:
    with serving(sends(CHUNKED, *chunks(TWO, 1000), then=stays)) as server:
        found = read(flavour, server.url, timeout=0.3)
    assert found.items == TICKS and found.seconds < 3
    assert type(found.error) is APITimeoutError and "no item 3 within 0.3 s (timeout)" in str(found.error)


@flavours
def test_a_server_that_drips_half_an_item_cannot_outlast_the_timeout(flavour: Flavour) -> None:
    dripping = [b"data: {", *[b" "] * 40]
    with serving(sends(HEAD + b"\r\n", *dripping, pause=0.05)) as server:
        found = read(flavour, server.url, timeout=0.3)
    assert type(found.error) is APITimeoutError and found.seconds < 1.5


@flavours
def test_keep_alives_start_the_timeout_anew_but_not_the_deadline(flavour: Flavour) -> None:
    pings = [b": ping\n"] * 12
    ends = sends(HEAD + b"\r\n", *pings, b'data: {"n": 1}\n\n', pause=0.05)
    with serving(ends) as server:
        found = read(flavour, server.url, timeout=0.3)
        late = read(flavour, server.url, deadline=0.3, timeout=None)
    assert (found.items, found.error) == ([Tick(n=1)], None)
    assert type(late.error) is APITimeoutError and "deadline=0.3" in str(late.error)


@flavours
def test_the_callers_own_time_between_items_is_not_counted(flavour: Flavour) -> None:
    items: list[Tick] = []

    async def main() -> None:
        async with async_client(base_url=server.url) as client:
            async for item in AsyncStream(client, watch(), events(), {"timeout": 0.2}):
                await asyncio.sleep(0.25)
                items.append(item)

    with serving(answer(body=TWO.encode())) as server:
        if flavour == "async":
            asyncio.run(main())
        else:
            with sync_client(base_url=server.url) as client:
                for item in Stream(client, watch(), events(), {"timeout": 0.2}):
                    time.sleep(0.25)
                    items.append(item)
    assert items == TICKS


@flavours
def test_leaving_early_closes_the_connection(flavour: Flavour) -> None:
    gone = threading.Event()

    def sees(server: Server, connection: socket.socket) -> None:
        connection.settimeout(5)
        if connection.recv(1) == b"":
            gone.set()

    with serving(sends(CHUNKED, *chunks(TWO, 1000), then=sees)) as server:
        assert read(flavour, server.url, most=1).items == TICKS[:1]
        assert gone.wait(5)


def test_a_stream_that_nobody_holds_any_more_gives_its_connection_back() -> None:
    with serving(sends(CHUNKED, *chunks(TWO, 1000), then=hang)) as server, sync_client(base_url=server.url) as client:
        for item in Stream(client, watch(), events(), {}):
            assert item == TICKS[0]
            break
        gc.collect()
        (connections,) = client._transport._of_process.values()  # pyright: ignore[reportPrivateUsage]
        assert connections._taken == 0  # pyright: ignore[reportPrivateUsage]


def test_an_async_stream_that_is_lost_is_told() -> None:
    async def main() -> None:
        async with async_client(base_url=server.url) as client:
            stream = await AsyncStream(client, watch(), events(), {})
            inner = stream._body  # pyright: ignore[reportPrivateUsage]
            with pytest.warns(ResourceWarning, match="neither read to its end nor closed"):
                del stream
                gc.collect()
            assert inner is not None
            await inner.close()

    with serving(sends(CHUNKED, *chunks(TWO, 1000), then=hang)) as server:
        asyncio.run(main())


def test_a_task_that_is_cancelled_while_it_waits_closes_the_connection() -> None:
    async def main() -> None:
        async with async_client(base_url=server.url) as client:
            stream = AsyncStream(client, watch(), events(), {})
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.3):
                    async for _ in stream:
                        pass
            assert stream._body is not None and stream._body.is_closed  # pyright: ignore[reportPrivateUsage]

    with serving(sends(CHUNKED, *chunks(TWO, 1000), then=hang)) as server:
        asyncio.run(main())


def both_calls(flavour: Flavour, url: str) -> list[list[Tick]]:
    """Two streams, one after the other, of one client."""
    if flavour == "sync":
        with sync_client(base_url=url) as client:
            return [list(Stream(client, watch(), events(), {})) for _ in range(2)]

    async def main() -> list[list[Tick]]:
        async with async_client(base_url=url) as client:
            return [[item async for item in AsyncStream(client, watch(), events(), {})] for _ in range(2)]

    return asyncio.run(main())


@flavours
def test_a_connection_whose_stream_was_read_to_its_end_serves_the_next_call(flavour: Flavour) -> None:
    def twice(server: Server, connection: socket.socket) -> None:
        for _ in range(2):
            server.request(connection)
            connection.sendall(CHUNKED)
            for chunk in chunks(TWO + "data: [DONE]\n\n", 1000):
                connection.sendall(chunk)
            time.sleep(0.02)
            connection.sendall(b"0\r\n\r\n")

    with serving(twice, answer(500)) as server:
        assert both_calls(flavour, server.url) == [TICKS, TICKS]


@flavours
def test_a_server_that_stays_on_the_line_after_the_last_item_keeps_nobody(flavour: Flavour) -> None:
    with serving(sends(CHUNKED, *chunks(TWO + "data: [DONE]\n\n", 1000), then=stays)) as server:
        found = read(flavour, server.url)
    assert found.items == TICKS and found.seconds < 2


@flavours
def test_a_packed_stream_is_unpacked_as_it_comes(flavour: Flavour) -> None:
    with serving(answer(body=gzip.compress(TWO.encode()), headers={"Content-Encoding": "gzip"})) as server:
        assert read(flavour, server.url).items == TICKS


@flavours
def test_lines_and_events_without_a_type_are_streams_too(flavour: Flavour) -> None:
    with serving(answer(body=b'{"n": 1}\n{"n": 2}')) as server:
        assert read(flavour, server.url, cutter=LineCutter()).items == [Tick(n=1), Tick(n=2)]
        broken = read(flavour, server.url, cutter=LineCutter(), call=watch("POST"))
    assert broken.error is None
    raw: Call[ServerEvent] = Call(
        operation="t.raw", method="GET", template="/", path=("/",), answers={"200": EventDecoder()}
    )
    with serving(answer(body=b"event: a\ndata: 1\n\n")) as server:
        found = read(flavour, server.url, cutter=EventCutter(whole="event"), call=raw)
    assert found.items == [ServerEvent("1", "a")]


@flavours
def test_no_credential_that_the_server_repeats_is_in_the_error(flavour: Flavour) -> None:
    text = f'data: {{"error": {{"message": "bad key {KEY}"}}}}\n\n'
    with serving(answer(body=text.encode())) as server:
        error = read(flavour, server.url).error
    assert isinstance(error, APIError)
    assert KEY not in f"{error}{error.text}{error.body}"


def test_a_stream_that_has_not_begun_says_how_to_begin() -> None:
    stream = AsyncStream(async_client(), watch(), events(), {})
    with pytest.raises(RuntimeError, match="await it"):
        stream.status_code  # noqa: B018
    assert repr(stream) == "<AsyncStream: 0 items so far>"


def test_a_client_of_the_callers_own_streams_too() -> None:
    def handle(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, content=TWO.encode())

    with httpx2.Client(transport=httpx2.MockTransport(handle)) as http, sync_client(http) as client:
        assert list(Stream(client, watch(), events(), {})) == TICKS

    async def main() -> list[Tick]:
        async with httpx2.AsyncClient(transport=httpx2.MockTransport(handle)) as http, async_client(http) as client:
            return [item async for item in AsyncStream(client, watch(), events(), {})]

    assert asyncio.run(main()) == TICKS


def test_closing_a_client_lets_a_stream_under_way_come_to_its_end() -> None:
    with serving(sends(CHUNKED, *chunks(TWO, 9), b"0\r\n\r\n", pause=0.01)) as server:
        client: SyncClient = sync_client(base_url=server.url)
        stream = Stream(client, watch(), events(), {})
        client.close()
        assert list(stream) == TICKS
