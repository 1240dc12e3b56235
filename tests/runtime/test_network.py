"""What the transports do over real sockets."""

from __future__ import annotations

import asyncio
import os
import socket
import ssl
import time
import warnings
from pathlib import Path

import pytest

from templates.runtime import connections
from templates.runtime.errors import APIConnectionError, APITimeoutError, ConfigurationError, ConflictError
from templates.runtime.errors import InternalServerError
from tests.runtime.serving import FLAVOURS, Flavour, answer, async_client, cut, drip, hang, make_thing, reset, send
from tests.runtime.serving import serving, speak_plain, sync_client

TLS = Path(__file__).parent / "tls"  # a key and certificate for localhost that nothing else trusts
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n"

both = pytest.mark.parametrize("flavour", FLAVOURS)


@both
def test_a_call_goes_out_as_written_and_its_answer_comes_back(flavour: Flavour) -> None:
    with serving(answer(200, b'{"a": 1}', {"X-Request-Id": "r-1"})) as server:
        got = send(flavour, server.url + "/prefix/", make_thing({"name": "é"}, account_id="a/b c?é"))
        assert (got.status_code, got.request_id, got.parse()) == (200, "r-1", {"a": 1})
        assert 0 < got.elapsed < 5
    head, _, body = server.seen[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /prefix/v1/accounts/a%2Fb%20c%3F%C3%A9/things HTTP/1.1\r\n")
    assert b"authorization: bearer sk-very-secret-0123456789\r\n" in head.lower() + b"\r\n"
    assert b"content-type: application/json\r\n" in head.lower() + b"\r\n"
    assert body == '{"name":"é"}'.encode()


@both
@pytest.mark.parametrize("where", ["body", "headers"])
@pytest.mark.parametrize("option", ["timeout", "deadline"])
def test_a_server_that_drips_cannot_outlast_the_limit(flavour: Flavour, where: str, option: str) -> None:
    dripping = drip(HEAD, b"x") if where == "body" else drip(b"HTTP/1.1 200 OK\r\n", b"X-More: 1\r\n")
    started = time.monotonic()
    with serving(dripping) as server, pytest.raises(APITimeoutError) as error:
        if option == "timeout":
            send(flavour, server.url, make_thing(), timeout=0.3, max_retries=0)
        else:
            send(flavour, server.url, make_thing(), deadline=0.3)
    assert time.monotonic() - started < 8
    assert "no complete answer within 0.3 s" in str(error.value)
    assert option in str(error.value)


@both
def test_a_deadline_spans_all_attempts(flavour: Flavour) -> None:
    started = time.monotonic()
    with serving(hang) as server, pytest.raises(APITimeoutError) as error:
        send(flavour, server.url, make_thing(method="GET"), timeout=0.2, deadline=0.5, max_retries=1000)
    assert time.monotonic() - started < 8
    assert error.value.attempts >= 1


@both
def test_a_reset_is_repeated_for_get_only(flavour: Flavour) -> None:
    with serving(reset, answer()) as server:
        assert send(flavour, server.url, make_thing(method="GET")).parse() == {}
        assert len(server.seen) == 2
    with serving(reset, answer()) as server, pytest.raises(APIConnectionError) as error:
        send(flavour, server.url, make_thing({}))
    assert len(server.seen) == 1
    assert type(error.value) is APIConnectionError


@both
def test_a_body_cut_short_is_an_error_of_the_tree(flavour: Flavour) -> None:
    with serving(cut) as server, pytest.raises(APIConnectionError, match="POST /v1/accounts/{account_id}/things: "):
        send(flavour, server.url, make_thing())


@both
def test_an_attempt_that_found_no_server_is_repeated_even_for_post(flavour: Flavour) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(APIConnectionError) as error:
        send(flavour, f"http://127.0.0.1:{port}", make_thing(), max_retries=1)
    assert error.value.attempts == 2
    assert f"cannot connect to 127.0.0.1:{port}: ConnectError" in str(error.value)
    assert error.value.__cause__ is None


@both
def test_tls_with_a_plain_server_fails_at_once(flavour: Flavour) -> None:
    with serving(speak_plain) as server, pytest.raises(APIConnectionError, match="cannot connect") as error:
        send(flavour, server.url.replace("http:", "https:"), make_thing(method="GET"))
    assert error.value.attempts == 1


@both
def test_tls_works_is_timed_too_and_a_stranger_is_refused_at_once(
    flavour: Flavour, monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger, known = ssl.create_default_context(), ssl.create_default_context(cafile=TLS / "authority.pem")
    monkeypatch.setattr(connections, "tls", lambda: known)
    with serving(answer(), drip(b"HTTP/1.1 200 OK\r\n", b"X-More: 1\r\n"), answer(), tls=TLS / "server.pem") as server:
        assert send(flavour, server.url, make_thing()).parse() == {}
        with pytest.raises(APITimeoutError):
            send(flavour, server.url, make_thing(), timeout=0.3)
        monkeypatch.setattr(connections, "tls", lambda: stranger)
        with pytest.raises(APIConnectionError, match="CERTIFICATE_VERIFY_FAILED") as error:
            send(flavour, server.url, make_thing(method="GET"))
    assert error.value.attempts == 1


@both
def test_a_409_after_a_lost_answer_says_that_the_thing_may_exist(flavour: Flavour) -> None:
    exists = answer(409, b'{"code": 6, "status": "ALREADY_EXISTS", "message": "thing exists"}', {"X-Request-Id": "r-9"})
    with serving(reset, exists) as server, pytest.raises(ConflictError) as error:
        send(flavour, server.url, make_thing({}), retry_unsafe=True)
    assert str(error.value) == (
        "POST /v1/accounts/{account_id}/things: 409 ALREADY_EXISTS: thing exists\n"
        "  (an earlier attempt of this call got no answer and may have been carried out)   request id r-9"
    )
    with serving(exists) as server, pytest.raises(ConflictError) as error:
        send(flavour, server.url, make_thing({}))
    assert "earlier" not in str(error.value)


@both
def test_a_redirect_is_not_followed_and_only_its_host_is_told(flavour: Flavour) -> None:
    there = {"Location": "https://user:pw@elsewhere.test:444/path?signature=abc"}
    with serving(answer(307, b"", there)) as server, pytest.raises(Exception) as error:
        send(flavour, server.url, make_thing({}))
    assert len(server.seen) == 1
    assert "a redirect to elsewhere.test:444, which is not followed" in str(error.value)
    assert "pw" not in str(error.value) and "signature" not in str(error.value)


@both
def test_an_error_that_repeats_the_key_is_redacted(flavour: Flavour) -> None:
    echo = answer(500, b'{"error": "bad key sk-very-secret-0123456789"}', {"X-Echo": "sk-very-secret-0123456789"})
    with serving(echo) as server, pytest.raises(InternalServerError) as error:
        send(flavour, server.url, make_thing())
    shown = f"{error.value} {error.value!r} {error.value.headers!r} {error.value.text} {error.value.body!r}"
    assert "sk-very" not in shown
    assert error.value.reason == "bad key [redacted]"


def test_a_connection_is_used_again_and_a_second_close_does_nothing() -> None:
    connections = 0

    def keep(server: object, connection: socket.socket) -> None:
        nonlocal connections
        connections += 1
        while connection.recv(65536):
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")

    with serving(keep) as server:
        client = sync_client(base_url=server.url)
        other = client.with_options(timeout=5)
        assert [client.send(make_thing(), {}), other.send(make_thing(), {})] == [{}, {}]
        other.close()
        assert client.send(make_thing(), {}) == {}
        client.close()
        client.close()
    assert connections == 1
    with pytest.raises(ConfigurationError, match="this client is closed"):
        client.send(make_thing(), {})


def test_default_clients_share_one_tls_context() -> None:
    assert connections.tls() is connections.tls()


def test_an_async_client_works_in_a_second_event_loop() -> None:
    with serving(answer()) as server:
        client = async_client(base_url=server.url)

        async def once() -> dict[str, object]:
            return await client.send(make_thing(), {})

        async def last() -> None:
            await client.send(make_thing(), {})
            await client.close()
            await client.close()
            with pytest.raises(ConfigurationError, match="this client is closed"):
                await client.send(make_thing(), {})

        assert asyncio.run(once()) == {}
        asyncio.run(last())


def test_cancellation_passes_and_frees_the_connection() -> None:
    async def main(url: str) -> None:
        async with async_client(base_url=url) as client:
            task = asyncio.create_task(client.send(make_thing(method="GET"), {}))
            await asyncio.sleep(0.2)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert await client.send(make_thing(), {}) == {}

    with serving(hang, answer()) as server:
        asyncio.run(main(server.url))
    assert len(server.seen) == 2


def test_an_outer_timeout_passes_too() -> None:
    async def main(url: str) -> None:
        async with async_client(base_url=url) as client:
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.2):
                    await client.send(make_thing(method="GET"), {})

    with serving(hang) as server:
        asyncio.run(main(server.url))


def test_a_forked_child_opens_connections_of_its_own() -> None:
    def keep(server: object, connection: socket.socket) -> None:
        while connection.recv(65536):
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")

    with serving(keep) as server, sync_client(base_url=server.url) as client:
        assert client.send(make_thing(), {}) == {}
        parents = client._transport._of_process[os.getpid()]  # pyright: ignore[reportPrivateUsage]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # from 3.12 on, of forking beside the server's thread
            child = os.fork()
        if child == 0:
            try:
                sent = client.send(make_thing(), {}) == {}
                own = client._transport._of_process[os.getpid()] is not parents  # pyright: ignore[reportPrivateUsage]
                os._exit(0 if sent and own else 1)
            finally:
                os._exit(2)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert client.send(make_thing(), {}) == {}


@both
def test_an_address_without_tls_costs_no_reading_of_certificates(
    flavour: Flavour, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "tls", lambda: pytest.fail("certificates were read"))
    with serving(answer()) as server:
        assert send(flavour, server.url, make_thing()).parse() == {}
