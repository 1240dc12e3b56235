"""Over a real socket: what a server really receives, and what a server really does wrong."""

from __future__ import annotations

import http.server
import json
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from .cases import OPERATIONS, Case, cases, one_of_each_method
from .flavours import KEYS, PARAMETERS, Flavour, as_written, expected, package, smallest, success
from .values import json_equal

LARGEST = 12  # cases; the rest of them went through the same code in-process

Handle = Callable[[http.server.BaseHTTPRequestHandler], None]


class Loopback:
    """A server on the loopback interface; `seen` are method, raw path, headers and body of each request."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, str, dict[str, str], bytes]] = []
        self.handle: Handle = lambda request: None
        owner = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_one_request(self) -> None:
                try:
                    super().handle_one_request()
                except OSError:
                    self.close_connection = True

            def answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length") or 0))
                headers = {name.lower(): value for name, value in self.headers.items()}
                owner.seen.append((self.command, self.path, headers, body))
                owner.handle(self)

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = do_OPTIONS = do_TRACE = do_QUERY = answer

            def log_message(self, format: str, *args: object) -> None:
                """Nothing: a test that passes says nothing."""

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)
        self.thread.start()

    def close(self) -> None:
        """Stop serving."""
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def loopback() -> Iterator[Loopback]:
    """A server for one test."""
    server = Loopback()
    yield server
    server.close()


def answering(operation: str) -> Handle:
    """Answers the smallest success."""

    def handle(request: http.server.BaseHTTPRequestHandler) -> None:
        reply = success(operation)
        content = (json.dumps(reply.body) if reply.text is None else reply.text).encode()
        request.send_response(reply.status)
        request.send_header("content-type", "application/json")
        request.send_header("content-length", str(len(content)))
        request.end_headers()
        if request.command != "HEAD":
            request.wfile.write(content)

    return handle


def hanging_up(request: http.server.BaseHTTPRequestHandler) -> None:
    """Closes the connection without a word."""
    request.close_connection = True
    request.connection.close()


def breaking_off(request: http.server.BaseHTTPRequestHandler) -> None:
    """Closes the connection in the middle of the body."""
    request.send_response(200)
    request.send_header("content-length", "1000")
    request.end_headers()
    request.wfile.write(b'{"half": ')
    request.wfile.flush()
    hanging_up(request)


def dripping(request: http.server.BaseHTTPRequestHandler) -> None:
    """Sends a byte of the body now and then, for ever."""
    request.send_response(200)
    request.send_header("content-length", "1000")
    request.end_headers()
    dripping_on(request)


def dripping_on(request: http.server.BaseHTTPRequestHandler) -> None:
    """Sends a byte now and then."""
    for _ in range(200):
        request.wfile.write(b" ")
        request.wfile.flush()
        time.sleep(0.05)


def dripping_headers(request: http.server.BaseHTTPRequestHandler) -> None:
    """Sends a byte of a header now and then, for ever."""
    request.send_response(200)
    request.flush_headers()
    request.wfile.write(b"x-much: ")
    dripping_on(request)


def chunked(operation: str) -> Handle:
    """Answers the smallest success in chunks of a byte."""

    def handle(request: http.server.BaseHTTPRequestHandler) -> None:
        reply = success(operation)
        request.send_response(reply.status)
        request.send_header("transfer-encoding", "chunked")
        request.end_headers()
        if request.command == "HEAD":
            return
        for byte in (json.dumps(reply.body) if reply.text is None else reply.text).encode():
            request.wfile.write(b"1\r\n" + bytes([byte]) + b"\r\n")
        request.wfile.write(b"0\r\n\r\n")

    return handle


def client(flavour: Flavour, url: str, **options: Any) -> Any:
    """A client with an HTTP client of its own."""
    return flavour.client_class(**{**KEYS, **PARAMETERS, "base_url": url, "max_retries": 0, **options})


def call(flavour: Flavour, url: str, operation: str, **options: Any) -> Any:
    """What the smallest request gives."""
    own = client(flavour, url, **options)
    try:
        return flavour.call(own, operation, smallest(operation))
    finally:
        flavour.run(own.close())


methods = pytest.mark.parametrize("operation", one_of_each_method())


def struck(*faults: Handle) -> list[tuple[Handle, str]]:
    """Each fault with an operation of each method that it can strike: an answer to HEAD has no body (RFC 9110, 9.3.2)."""
    return [
        (fault, operation)
        for fault in faults
        for operation in one_of_each_method()
        if OPERATIONS[operation]["method"] != "HEAD" or fault not in (breaking_off, dripping)
    ]


@pytest.mark.parametrize("case", [*cases("request-documented"), *cases("request-m")][:LARGEST], ids=str)
def test_the_server_receives_what_the_document_writes(case: Case, flavour: Flavour, loopback: Loopback) -> None:
    loopback.handle = answering(case.operation)
    own = client(flavour, loopback.url, validate="off")
    flavour.call(own, case.operation, case["arguments"])
    flavour.run(own.close())
    ((method, path, headers, body),) = loopback.seen
    assert json_equal(expected(case)) == as_written(method, path, body, headers.get("content-type", ""))
    assert headers["host"] == loopback.url.removeprefix("http://")


@pytest.mark.parametrize("case", cases("request-parameter", lambda case: not case.refused)[:LARGEST], ids=str)
def test_a_path_reaches_the_server_as_it_was_escaped(case: Case, flavour: Flavour, loopback: Loopback) -> None:
    loopback.handle = answering(case.operation)
    own = client(flavour, loopback.url, validate="off")
    flavour.call(own, case.operation, case["arguments"])
    flavour.run(own.close())
    ((method, path, headers, body),) = loopback.seen
    assert json_equal(expected(case)) == as_written(method, path, body, headers.get("content-type", ""))


@methods
def test_an_answer_may_come_in_pieces(operation: str, flavour: Flavour, loopback: Loopback) -> None:
    loopback.handle = chunked(operation)
    whole = call(flavour, loopback.url, operation)
    loopback.handle = answering(operation)
    assert call(flavour, loopback.url, operation) == whole


@pytest.mark.parametrize(("fault", "operation"), struck(hanging_up, breaking_off))
def test_a_connection_that_breaks_is_a_connection_error(
    fault: Handle, operation: str, flavour: Flavour, loopback: Loopback
) -> None:
    loopback.handle = fault
    with pytest.raises(package.APIConnectionError) as error:
        call(flavour, loopback.url, operation)
    assert not isinstance(error.value, package.APITimeoutError)


@pytest.mark.parametrize("options", [{"timeout": 0.2}, {"deadline": 0.2, "timeout": None}])
@pytest.mark.parametrize(("fault", "operation"), struck(dripping, dripping_headers))
def test_a_server_that_drips_cannot_outlast_the_time_given(
    fault: Handle, options: dict[str, float | None], operation: str, flavour: Flavour, loopback: Loopback
) -> None:
    loopback.handle = fault
    began = time.monotonic()
    with pytest.raises(package.APITimeoutError):
        call(flavour, loopback.url, operation, **options)
    assert time.monotonic() - began < 6


@pytest.mark.parametrize(("fault", "operation"), struck(dripping))
def test_nor_can_it_with_an_http_client_of_the_callers_own(
    fault: Handle, operation: str, flavour: Flavour, loopback: Loopback
) -> None:
    loopback.handle = fault
    own = flavour.http_class()
    began = time.monotonic()
    with pytest.raises(package.APITimeoutError):
        call(flavour, loopback.url, operation, deadline=0.2, http_client=own)
    assert time.monotonic() - began < 6
    flavour.run(own.close() if flavour.name == "sync" else own.aclose())


@methods
def test_a_server_that_is_not_there_is_a_connection_error(operation: str, flavour: Flavour) -> None:
    server = Loopback()
    server.close()
    with pytest.raises(package.APIConnectionError, match="cannot connect"):
        call(flavour, server.url, operation)


@methods
def test_connections_are_kept_between_calls(operation: str, flavour: Flavour, loopback: Loopback) -> None:
    ports: set[int] = set()
    answer = answering(operation)

    def handle(request: http.server.BaseHTTPRequestHandler) -> None:
        ports.add(request.client_address[1])
        answer(request)

    loopback.handle = handle
    own = client(flavour, loopback.url)
    for _ in range(3):
        flavour.call(own, operation, smallest(operation))
    flavour.run(own.close())
    assert (len(ports), len(loopback.seen)) == (1, 3)
