"""Streams over real sockets: servers that send slowly, in odd chunks, and die half-way."""

from __future__ import annotations

import asyncio
import gzip
import socket
import threading
import time
from typing import Literal

import pytest

from templates.runtime.call import Call
from templates.runtime.decode import JsonDecoder
from templates.runtime.errors import APIConnectionError, APIError, APITimeoutError, RateLimitError
from templates.runtime.errors import ResponseValidationError
from templates.runtime.events import EventCutter, EventDecoder, ServerEvent
from templates.runtime.model import ResponseModel
from templates.runtime.sequences import LineCutter
from templates.runtime.streams import AsyncStream, Stream
from tests.runtime.serving import KEY, Flavour, Server, answer, async_client, serving, sync_client
from tests.runtime.ticking import CHUNKED, HEAD, TICKS, TWO, Tick, chunks, events, flavours, read, sends, stays, watch


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


class Counted(ResponseModel):
    event: Literal["counted"]
    data: int


class Said(ResponseModel):
    event: Literal["said"]
    data: str


@flavours
def test_data_that_may_be_json_or_text_is_what_the_document_says_of_its_event(flavour: Flavour) -> None:
    answers = {"200": JsonDecoder["Counted | Said"](lambda: Counted | Said)}
    call: Call[Counted | Said] = Call(operation="t.e", method="GET", template="/", path=("/",), answers=answers)
    text = "event: counted\ndata: 12\n\nevent: said\ndata: 12\n\nevent: said\ndata: twelve\n\nevent: new\ndata: 12\n\n"
    with serving(answer(body=text.encode())) as server:
        items = read(flavour, server.url, call=call, cutter=EventCutter(whole="json")).items
    assert [item.data for item in items] == [12, "12", "twelve", 12]
    assert [bool(item.drift) for item in items] == [False, False, False, True]
