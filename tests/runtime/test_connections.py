"""How the calls of a client share its connections, and what goes over them."""

from __future__ import annotations

import asyncio
import gc
import gzip
import os
import socket
import threading
import time
import warnings
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial

import pytest

from templates.runtime import connections
from templates.runtime.errors import APIConnectionError, APIStatusError, APITimeoutError, ConfigurationError
from templates.runtime.options import RequestOptions
from tests.runtime.serving import FLAVOURS, Flavour, Server, answer, async_client, hang, make_thing, send, serving
from tests.runtime.serving import sync_client

both = pytest.mark.parametrize("flavour", FLAVOURS)
PATIENT: RequestOptions = {"timeout": 0.35, "max_retries": 0}
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"


def after(seconds: float) -> Callable[[Server, socket.socket], None]:
    """Answer every request of a connection after a while."""

    def behaviour(server: Server, connection: socket.socket) -> None:
        while True:
            server.request(connection)
            server.closing.wait(seconds)
            connection.sendall(OK)

    return behaviour


def at_once(flavour: Flavour, url: str, *options: RequestOptions) -> list[object]:
    """The results or errors of calls with these options, which begin in this order and run together."""
    if flavour == "async":

        async def main() -> list[object]:
            async with async_client(base_url=url) as client:
                tasks = [asyncio.create_task(client.send(make_thing({}), each)) for each in options]
                return list[object](await asyncio.gather(*tasks, return_exceptions=True))

        return asyncio.run(main())
    with sync_client(base_url=url) as client, ThreadPoolExecutor(len(options)) as pool:
        futures: list[Future[dict[str, object]]] = []
        for each in options:
            futures.append(pool.submit(partial(client.send, make_thing({}), each)))
            time.sleep(0.01)
        return [future.exception() or future.result() for future in futures]


@both
def test_waiting_for_a_free_connection_does_not_count_as_part_of_an_attempt(
    flavour: Flavour, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "AT_ONCE", 2)
    with serving(after(0.2)) as server:
        assert at_once(flavour, server.url, *[PATIENT] * 6) == [{}] * 6
        assert len(server.seen) == 6


@both
def test_waiting_for_a_free_connection_ends_at_the_deadline_and_sends_nothing(
    flavour: Flavour, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "AT_ONCE", 1)
    with serving(after(2.0)) as server:
        results = at_once(flavour, server.url, {}, {"deadline": 0.4})
        assert len(server.seen) == 1
    assert results[0] == {}
    assert type(results[1]) is APITimeoutError
    assert "none of 1 connections free within 0.4 s (left of deadline=0.4)" in str(results[1])


@both
def test_closing_lets_the_call_under_way_end_and_refuses_the_one_that_waits(
    flavour: Flavour, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "AT_ONCE", 1)

    async def main(url: str) -> list[object]:
        client = async_client(base_url=url)
        tasks = [asyncio.create_task(client.send(make_thing({}), {})) for _ in range(2)]
        await asyncio.sleep(0.2)
        await client.close()
        return list[object](await asyncio.gather(*tasks, return_exceptions=True))

    with serving(after(1.5)) as server:
        if flavour == "async":
            results = asyncio.run(main(server.url))
        else:
            client = sync_client(base_url=server.url)
            with ThreadPoolExecutor(2) as pool:
                futures = [pool.submit(partial(client.send, make_thing({}), {})) for _ in range(2)]
                time.sleep(0.2)
                client.close()
                results = [future.exception() or future.result() for future in futures]
    assert {} in results
    assert [str(result) for result in results if result != {}] == ["this client is closed; make a new one"]
    assert len(server.seen) == 1


def test_cancelled_calls_leave_every_connection_free(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "AT_ONCE", 3)

    async def main(url: str) -> None:
        async with async_client(base_url=url) as client:
            for pause in (0.0, 0.001, 0.01, 0.05):
                tasks = [asyncio.create_task(client.send(make_thing({}), {})) for _ in range(20)]
                await asyncio.sleep(pause)
                for task in tasks:
                    task.cancel()
                assert {type(each) for each in await asyncio.gather(*tasks, return_exceptions=True)} == {
                    asyncio.CancelledError
                }
            sent = (client.with_options(timeout=2, max_retries=0).send(make_thing({}), {}) for _ in range(9))
            assert await asyncio.gather(*sent) == [{}] * 9

    with serving(after(0.1)) as server:
        asyncio.run(main(server.url))


@both
def test_head_and_body_leave_in_one_piece(flavour: Flavour) -> None:
    pieces: list[bytes] = []

    def first(server: Server, connection: socket.socket) -> None:
        pieces.append(connection.recv(65536))
        connection.sendall(OK)

    with serving(first) as server:
        send(flavour, server.url, make_thing({"a": 1}))
    assert pieces[0].startswith(b"POST /v1/accounts/my-account/things HTTP/1.1\r\nhost: 127.0.0.1:")
    assert pieces[0].endswith(b'\r\n\r\n{"a":1}')


@both
def test_a_large_body_arrives_whole(flavour: Flavour) -> None:
    text = "é" * 300_000
    with serving(answer()) as server:
        assert send(flavour, server.url, make_thing({"text": text})).parse() == {}
    assert server.seen[0].endswith(f'{{"text":"{text}"}}'.encode())


@both
def test_an_answer_that_comes_before_the_body_is_read_is_heard(flavour: Flavour) -> None:
    def refuse(server: Server, connection: socket.socket) -> None:
        connection.recv(100)
        connection.sendall(b"HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(1_000_000):
            pass

    with serving(refuse) as server, pytest.raises(APIStatusError) as error:
        send(flavour, server.url, make_thing({"text": "x" * 5_000_000}))
    assert error.value.status_code == 413


@both
def test_a_body_that_unpacks_without_end_is_not_unpacked(flavour: Flavour) -> None:
    packed = gzip.compress(b" " * 300_000_000, 9)
    with serving(answer(200, packed, {"Content-Encoding": "gzip"})) as server:
        with pytest.raises(APIConnectionError, match="the body unpacks to 67108864 bytes and more") as error:
            send(flavour, server.url, make_thing(method="GET"))
    assert error.value.attempts == 1


@both
def test_a_failure_that_is_not_packed_as_it_says_keeps_its_status(flavour: Flavour) -> None:
    with serving(answer(403, b"<p>no", {"Content-Encoding": "gzip"})) as server:
        with pytest.raises(APIStatusError, match="403") as error:
            send(flavour, server.url, make_thing(method="GET"))
    assert (error.value.text, error.value.attempts) == ("", 1)
    with serving(answer(200, b"<p>no", {"Content-Encoding": "gzip"})) as server:
        with pytest.raises(APIConnectionError, match="DecodingError"):
            send(flavour, server.url, make_thing())


@both
def test_a_packed_body_is_unpacked_and_a_huge_one_that_is_not_packed_is_read(flavour: Flavour) -> None:
    packed = gzip.compress(b'{"a": 1}')
    with serving(answer(200, packed, {"Content-Encoding": "gzip"})) as server:
        assert send(flavour, server.url, make_thing()).parse() == {"a": 1}
    with serving(answer(200, b'{"a": 1}' + b" " * 70_000_000)) as server:
        assert send(flavour, server.url, make_thing()).parse() == {"a": 1}


@both
def test_a_cookie_is_not_sent_back(flavour: Flavour) -> None:
    with serving(answer(503, b"", {"Set-Cookie": "a=1", "Retry-After": "0"}), answer()) as server:
        send(flavour, server.url, make_thing({}))
    assert len(server.seen) == 2
    assert b"cookie" not in server.seen[1].lower()


def test_event_loops_that_are_over_leave_no_connections_behind() -> None:
    with serving(after(0)) as server:
        client = async_client(base_url=server.url)

        async def once() -> dict[str, object]:
            return await client.send(make_thing({}), {})

        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)  # of asyncio, for what its loop did not close
            for _ in range(5):
                assert asyncio.run(once()) == {}
                gc.collect()
            assert len(client._transport._of_loop) == 1  # pyright: ignore[reportPrivateUsage]
            del client
            gc.collect()


def test_threads_with_event_loops_of_their_own_share_a_client() -> None:
    results: list[object] = []
    with serving(after(0.05)) as server:
        client = async_client(base_url=server.url)

        async def twice() -> None:
            results.extend(await asyncio.gather(*(client.send(make_thing({}), {}) for _ in range(2))))

        threads = [threading.Thread(target=lambda: asyncio.run(twice())) for _ in range(8)]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            del client
            gc.collect()
    assert results == [{}] * 16


def test_a_call_that_is_interrupted_frees_its_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "AT_ONCE", 1)
    with serving(hang, answer()) as server, sync_client(base_url=server.url) as client:
        interrupting = threading.Timer(0.3, os.kill, (os.getpid(), 2))
        interrupting.start()
        with pytest.raises(KeyboardInterrupt):
            client.send(make_thing(method="GET"), {})
        assert client.send(make_thing({}), {}) == {}
    assert len(server.seen) == 2


def test_a_closed_client_says_so() -> None:
    client = sync_client()
    client.close()
    with pytest.raises(ConfigurationError, match="this client is closed"):
        client.send(make_thing(), {})
