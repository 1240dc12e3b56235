"""What the world does to a client: proxies, old connections, strange servers, many threads, and who may read the logs."""

from __future__ import annotations

import asyncio
import copy
import logging
import pickle
import socket
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from templates.runtime.answer import Answer, Headers
from templates.runtime.client import SyncClient
from templates.runtime.credentials import Scheme
from templates.runtime.errors import APIConnectionError, APIError, APIStatusError, APITimeoutError, Asked
from templates.runtime.errors import (
    ConfigurationError,
    RequestValidationError,
    ResponseValidationError,
    UndecodableBody,
)
from templates.runtime.faults import Fault
from templates.runtime.log_lines import hide_in_logs
from templates.runtime.transport import Transport
from tests.runtime.serving import FLAVOURS, KEY, SERVICE, Flavour, Server, answer, async_client, drip, hang, make_thing
from tests.runtime.serving import send, serving, sync_client

both = pytest.mark.parametrize("flavour", FLAVOURS)
ROOT = Path(__file__).parents[2]
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"


# --- proxies and addresses -------------------------------------------------------------------------------------------


@both
def test_the_proxy_of_the_environment_is_used(flavour: Flavour, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(answer()) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        monkeypatch.delenv("NO_PROXY", raising=False)
        assert send(flavour, "http://acme.test", make_thing({})).parse() == {}
    assert proxy.seen[0].startswith(
        b"POST http://acme.test/v1/accounts/my-account/things HTTP/1.1\r\nhost: acme.test\r\n"
    )


@both
def test_a_tunnel_through_a_proxy_is_timed_and_the_key_goes_through_it_only(
    flavour: Flavour, monkeypatch: pytest.MonkeyPatch
) -> None:
    def tunnel(server: Server, connection: socket.socket) -> None:
        server.seen.append(connection.recv(65536))
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        server.closing.wait(5)

    with serving(tunnel) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        with pytest.raises(APITimeoutError):
            send(flavour, "https://acme.test", make_thing({}), timeout=0.5, max_retries=0)
    assert proxy.seen[0].startswith(b"CONNECT acme.test:443 HTTP/1.1\r\n")
    assert KEY.encode() not in proxy.seen[0]


@both
def test_the_password_of_a_proxy_is_in_no_error(flavour: Flavour, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    for proxy in (f"http://user:proxy-secret@127.0.0.1:{port}", "gopher://user:proxy-secret@127.0.0.1:1"):
        monkeypatch.setenv("HTTP_PROXY", proxy)
        with pytest.raises((APIConnectionError, ConfigurationError)) as error:
            send(flavour, "http://acme.test", make_thing({}), max_retries=0)
        assert "proxy-secret" not in f"{error.value} {error.value!r} {vars(error.value)}"


@both
def test_an_address_of_ipv6_can_be_called(flavour: Flavour) -> None:
    if not socket.has_ipv6:
        return
    seen: list[bytes] = []

    def accept() -> None:
        connection, _ = listener.accept()
        with connection:
            seen.append(connection.recv(65536))
            connection.sendall(OK)

    try:
        listener = socket.create_server(("::1", 0), family=socket.AF_INET6)
    except OSError:
        return
    with listener:
        thread = threading.Thread(target=accept)
        thread.start()
        port = listener.getsockname()[1]
        assert send(flavour, f"http://[::1]:{port}", make_thing({})).parse() == {}
        thread.join()
    assert f"\r\nhost: [::1]:{port}\r\n".encode() in seen[0]


# --- servers ---------------------------------------------------------------------------------------------------------


@both
def test_a_connection_that_the_server_closed_meanwhile_costs_no_call(flavour: Flavour) -> None:
    def once(server: Server, connection: socket.socket) -> None:
        server.request(connection)
        connection.sendall(OK)  # which promises to stay

    async def main(url: str) -> None:
        async with async_client(base_url=url) as client:
            for _ in range(3):
                assert await client.send(make_thing({}), {}) == {}
                await asyncio.sleep(0.1)

    with serving(once) as server:
        if flavour == "async":
            asyncio.run(main(server.url))
        else:
            with sync_client(base_url=server.url) as client:
                for _ in range(3):
                    assert client.send(make_thing({}), {}) == {}
                    time.sleep(0.1)
        assert len(server.seen) == 3


@both
def test_an_answer_that_never_begins_ends_with_the_attempt(flavour: Flavour) -> None:
    began = time.monotonic()
    with serving(drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n", every=0.01)) as server:
        with pytest.raises(APITimeoutError):
            send(flavour, server.url, make_thing({}), timeout=0.5)
    assert time.monotonic() - began < 2
    assert len(server.seen) == 1


@both
def test_headers_without_end_are_an_error_of_the_tree(flavour: Flavour) -> None:
    with serving(drip(b"HTTP/1.1 200 OK\r\n", b"X-More: " + b"x" * 50_000 + b"\r\n", every=0.001)) as server:
        with pytest.raises(APIConnectionError):
            send(flavour, server.url, make_thing({}), timeout=5)
    assert len(server.seen) == 1


@both
@pytest.mark.parametrize("said", ["-5", "nan", "inf", "1e9", "5, 10", "Wed, 21 Oct 2015 07:28:00 GMT", "soon", "\xff"])
def test_a_strange_retry_after_neither_fails_nor_holds_up_a_call(flavour: Flavour, said: str) -> None:
    head = f"HTTP/1.1 503 X\r\nContent-Length: 0\r\nConnection: close\r\nRetry-After: {said}\r\n\r\n".encode("latin-1")

    def busy(server: Server, connection: socket.socket) -> None:
        server.request(connection)
        connection.sendall(head)

    began = time.monotonic()
    with serving(busy, answer()) as server:
        assert send(flavour, server.url, make_thing({})).parse() == {}
    assert time.monotonic() - began < 2


@both
def test_limits_that_no_clock_can_hold_are_no_limits(flavour: Flavour) -> None:
    with serving(answer()) as server:
        assert send(flavour, server.url, make_thing({}), timeout=1e300, deadline=1e300).parse() == {}


# --- threads and tasks -----------------------------------------------------------------------------------------------


def test_a_cancelled_call_is_not_repeated() -> None:
    async def main(url: str) -> None:
        async with async_client(base_url=url) as client:
            task = asyncio.create_task(client.send(make_thing(method="GET"), {"max_retries": 5}))
            await asyncio.sleep(0.3)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            await asyncio.sleep(0.7)

    with serving(hang) as server:
        asyncio.run(main(server.url))
    assert len(server.seen) == 1


def test_a_pause_before_a_repetition_can_be_cancelled() -> None:
    async def main(url: str) -> None:
        async with async_client(base_url=url) as client:
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(client.send(make_thing({}), {}), 0.5)

    began = time.monotonic()
    with serving(answer(503, b"", {"Retry-After": "30"})) as server:
        asyncio.run(main(server.url))
    assert time.monotonic() - began < 2
    assert len(server.seen) == 1


def test_sixteen_threads_may_make_the_first_call_of_a_process_together() -> None:
    code = """
import json, sys, threading
from tests.runtime.serving import answer, serving, sync_client
from templates.runtime.call import Call, segment
def call():
    from templates.runtime.decode import JsonDecoder
    def wanted():
        from tests.runtime.shapes import Thing
        return Thing
    return Call(operation="things.get", method="GET", template="/things/{name}", path=("/things/", segment("name", "n")),
                answers={"200": JsonDecoder(wanted)})
def one():
    start.wait()
    try:
        results.append(client.send(call(), {}).name)
    except BaseException as error:
        results.append(repr(error))
results, start = [], threading.Barrier(16)
with serving(answer(200, json.dumps({"name": "n", "parent": {"name": "p"}}).encode())) as server:
    with sync_client(base_url=server.url) as client:
        threads = [threading.Thread(target=one) for _ in range(16)]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
print(results == ["n"] * 16 or results)
"""
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (run.stdout, run.stderr) == ("True\n", "")


# --- errors and logs -------------------------------------------------------------------------------------------------


ANSWER = Answer(409, Headers([("X-Request-Id", "r-1")]), b'{"code": 6, "message": "exists", "details": [{"a": 1}]}')
ASKED = Asked("things.make", "POST", "/things", 2)
ERRORS = [
    APIError("m", asked=ASKED),
    APITimeoutError("m", asked=ASKED, hint="h"),
    APIStatusError.of(ANSWER, asked=ASKED, hint="h"),
    ResponseValidationError(UndecodableBody("r", path="p", expected="e", got=[1]), ANSWER, asked=ASKED),
    RequestValidationError([Fault("a.b", "maxLength", "too long", source="line 1")], asked=ASKED),
    ConfigurationError("m"),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_every_error_survives_pickling_and_copying(error: APIError) -> None:
    for other in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert type(other) is type(error)
        assert (str(other), other.args) == (str(error), error.args)
        assert dict(vars(other), headers=dict(other.headers)) == dict(vars(error), headers=dict(error.headers))


@both
def test_no_key_is_in_any_log_of_a_call_over_real_sockets(flavour: Flavour, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with serving(answer(503, b"", {"Retry-After": "0"}), answer()) as server:
        send(flavour, server.url, make_thing({"a": "body-value"}))
    assert len([record for record in caplog.records if record.name.startswith("httpcore2")]) > 5
    assert KEY not in caplog.text and "body-value" not in caplog.text


def test_a_key_in_the_query_is_in_no_log_of_a_call_over_real_sockets(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    service = replace(SERVICE, schemes=(Scheme("query", "key", "api_key"),), guard=hide_in_logs)
    with serving(answer()) as server:
        with SyncClient(service, Transport(None), given={"api_key": KEY}, base_url=server.url, options={}) as client:
            client.send(make_thing(), {})
    assert f"?key={KEY} HTTP/1.1".encode() in server.seen[0]
    assert KEY not in caplog.text
