"""The connection of a stream: when it is given back, to whom, and when not yet."""

from __future__ import annotations

import asyncio
import gc
import socket
import threading
import time

import httpx2
import pytest

from templates.runtime.client import SyncClient
from templates.runtime.streams import AsyncStream, Stream
from tests.runtime.serving import Flavour, Server, answer, async_client, hang, serving, sync_client
from tests.runtime.ticking import CHUNKED, TICKS, TWO, Tick, chunks, events, flavours, read, sends, stays, watch


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


def test_an_async_stream_that_nobody_holds_any_more_gives_its_connection_back() -> None:
    async def main() -> None:
        async with async_client(base_url=server.url) as client:
            async for item in AsyncStream(client, watch(), events(), {}):
                assert item == TICKS[0]
                break
            gc.collect()
            await asyncio.sleep(0.05)
            (connections,) = client._transport._of_loop.values()  # pyright: ignore[reportPrivateUsage]
            assert connections._turns.value == connections.limit  # pyright: ignore[reportPrivateUsage]

    with serving(sends(CHUNKED, *chunks(TWO, 1000), then=hang)) as server:
        asyncio.run(main())


@flavours
def test_a_loop_that_was_left_may_be_taken_up_again(flavour: Flavour) -> None:
    items: list[Tick] = []

    async def main() -> None:
        async with async_client(base_url=server.url) as client:
            stream = AsyncStream(client, watch(), events(), {})
            async for item in stream:
                items.append(item)
                break
            items.extend([item async for item in stream])

    with serving(answer(body=TWO.encode())) as server:
        if flavour == "async":
            asyncio.run(main())
        else:
            with sync_client(base_url=server.url) as client:
                stream = Stream(client, watch(), events(), {})
                items = [next(stream), *stream]
    assert items == TICKS


def test_an_async_stream_that_is_lost_unread_is_told() -> None:
    async def main() -> None:
        async with async_client(base_url=server.url) as client:
            stream = await AsyncStream(client, watch(), events(), {})
            inner = stream._body  # pyright: ignore[reportPrivateUsage]
            with pytest.warns(ResourceWarning, match="neither read nor closed"):
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
