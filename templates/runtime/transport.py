"""The only input and output of the package, and the only module that imports httpx2 (at the first request).

Two drivers of `exchange`, sync and async. No server can outlast the limit of an attempt by dripping: the sync side lays
the time left over every socket operation, the async side cancels. With a caller's own sync `http_client` the time is
looked at between the pieces of the body only.
"""

from __future__ import annotations

import functools
import os
import ssl
import time
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakKeyDictionary

from .answer import Answer, Headers
from .errors import ConfigurationError
from .exchange import Send, Steps
from .retry import Failure, Outcome

if TYPE_CHECKING:
    import httpx2

C = TypeVar("C", "httpx2.Client", "httpx2.AsyncClient")

_ends: ContextVar[float] = ContextVar("_ends", default=float("inf"))


class Transport:
    """Sends for a sync client."""

    def __init__(self, own: httpx2.Client | None) -> None:
        self._own = _of_kind(own, "Client")
        self._clients: dict[int, httpx2.Client] = {}  # by process: a forked child must not share sockets
        self._closed = False

    def run(self, steps: Steps) -> Answer:
        """Drive a call to its end."""
        outcome: Outcome | None = None
        while not isinstance(step := steps.send(outcome), Answer):
            outcome = None
            if isinstance(step, Send):
                outcome = self.attempt(step)
            else:
                time.sleep(step.seconds)
        return step

    def attempt(self, step: Send) -> Outcome:
        """Make one attempt."""
        client = self._client()
        try:
            with _ending(step.limit) as ends:
                response = client.send(_built(client, step), stream=True, follow_redirects=False)
                try:
                    content = b"".join(_until(ends, response.iter_bytes()))
                finally:
                    response.close()
            return _answer(response, content)
        except Exception as error:
            return _failure(error)

    def close(self) -> None:
        """Close the connections; a client that the caller brought stays open."""
        self._closed = True
        client = self._clients.pop(os.getpid(), None)
        if client is not None:
            client.close()

    def _client(self) -> httpx2.Client:
        if self._own is not None or self._closed:
            return _open(self._own, self._closed)
        # No lock, which could be held at a fork: of two threads that come first, one client is thrown away unused.
        return self._clients.get(os.getpid()) or self._clients.setdefault(os.getpid(), self._made())

    def _made(self) -> httpx2.Client:
        import httpx2

        client = _set_up(httpx2.Client)
        for transport in (vars(client).get("_transport"), *vars(client).get("_mounts", {}).values()):
            pool: Any = getattr(transport, "_pool", None)
            if hasattr(pool, "_network_backend"):  # httpx2 has no public way in; without it only the body is timed
                pool._network_backend = _Timed(pool._network_backend)
        return client


class AsyncTransport:
    """Sends for an async client."""

    def __init__(self, own: httpx2.AsyncClient | None) -> None:
        self._own = _of_kind(own, "AsyncClient")
        self._clients: WeakKeyDictionary[object, httpx2.AsyncClient] = WeakKeyDictionary()  # by event loop
        self._closed = False

    async def run(self, steps: Steps) -> Answer:
        """Drive a call to its end."""
        import anyio

        outcome: Outcome | None = None
        while not isinstance(step := steps.send(outcome), Answer):
            outcome = None
            if isinstance(step, Send):
                outcome = await self.attempt(step)
            else:
                await anyio.sleep(step.seconds)
        return step

    async def attempt(self, step: Send) -> Outcome:
        """Make one attempt."""
        import anyio

        client, reached = self._client(), _Reached()
        try:
            with anyio.move_on_after(step.limit):
                response = await client.send(_built(client, step, reached.note), stream=True, follow_redirects=False)
                try:
                    content = await response.aread()
                finally:
                    await response.aclose()
                return _answer(response, content)
            return Failure("connect" if reached.connecting else "exchange", "too late", timed_out=True)
        except Exception as error:
            return _failure(error)

    async def close(self) -> None:
        """Close the connections of this event loop; a client that the caller brought stays open."""
        self._closed = True
        client = self._clients.pop(_loop(), None)
        if client is not None:
            await client.aclose()

    def _client(self) -> httpx2.AsyncClient:
        import httpx2

        if self._own is not None or self._closed:
            return _open(self._own, self._closed)
        return self._clients.get(_loop()) or self._clients.setdefault(_loop(), _set_up(httpx2.AsyncClient))


class _Reached:
    """How far an attempt came, as the HTTP library traces it."""

    connecting = False

    async def note(self, event: str, info: Mapping[str, object]) -> None:
        if event.endswith(".connect_tcp.started"):
            self.connecting = True
        elif event.endswith(".send_request_headers.started"):
            self.connecting = False


def _loop() -> object:
    """The event loop that runs (asyncio) or its token (trio)."""
    from anyio.lowlevel import current_token

    token: object = current_token()
    return getattr(token, "native_token", token)  # anyio wraps it since 4.11


def _of_kind(own: C | None, kind: str) -> C | None:
    """A client that the caller brought. TypeError for a client of another library, or for sync in place of async."""
    if own is not None:
        import httpx2

        if not isinstance(own, getattr(httpx2, kind)):
            raise TypeError(f"http_client must be an httpx2.{kind}, not a {type(own).__module__}.{type(own).__name__}")
    return own


def _open(own: C | None, closed: bool) -> C:
    """The client that the caller brought, if it can still be used."""
    if own is None or closed or own.is_closed:
        raise ConfigurationError("this client is closed; make a new one")
    return own


def _set_up(kind: Callable[..., C]) -> C:
    """A client of the HTTP library as we use it: no limits of its own, one TLS context for all."""
    try:
        return kind(verify=_tls(), timeout=None)
    except (OSError, ValueError, ImportError) as error:
        raise ConfigurationError(
            f"the HTTP client cannot be set up ({error}); see SSL_CERT_FILE and HTTPS_PROXY"
        ) from None


@functools.cache
def _tls() -> ssl.SSLContext:
    """The TLS context of all default clients: reading the certificates costs 30 ms."""
    import httpx2

    return httpx2.create_ssl_context()


def _built(client: httpx2.Client | httpx2.AsyncClient, step: Send, trace: object = None) -> httpx2.Request:
    """The request in the library's form. Header values go out as UTF-8."""
    request = step.request
    built = client.build_request(
        request.method,
        request.url,
        headers=[(name.encode("ascii"), value.encode("utf-8")) for name, value in request.headers.items()],
        content=request.content,
        timeout=step.limit,
        extensions={"trace": trace} if trace else None,
    )
    for name in request.removed:
        built.headers.pop(name, None)
    return built


def _answer(response: httpx2.Response, content: bytes) -> Answer:
    """The response as plain data."""
    pairs = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers.raw]
    return Answer(response.status_code, Headers(pairs), content)


def _failure(error: Exception) -> Failure:
    """What an exception of the library, of TLS or of the system means; any other passes on."""
    import httpx2

    message = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    match error:
        case _Late():
            return Failure("exchange", message, timed_out=True)
        case httpx2.ConnectTimeout() | httpx2.PoolTimeout():
            return Failure("connect", message, timed_out=True)
        case httpx2.TimeoutException():
            return Failure("exchange", message, timed_out=True)
        case httpx2.ConnectError() | httpx2.ProxyError():
            return Failure("hopeless" if _is_refused_tls(error) else "connect", message)
        case httpx2.UnsupportedProtocol() | httpx2.LocalProtocolError() | httpx2.InvalidURL() | httpx2.CookieConflict():
            return Failure("hopeless", message)
        case httpx2.HTTPError() | httpx2.StreamError() | OSError():
            return Failure("exchange", message)
        case _:
            raise error


def _is_refused_tls(error: BaseException | None) -> bool:
    """Whether TLS itself failed, which no repetition mends; a connection lost on the way is not that."""
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return not isinstance(error, ssl.SSLEOFError)
        error = error.__cause__ or error.__context__
    return False


class _Late(Exception):
    """The attempt's time is over."""


@contextmanager
def _ending(limit: float) -> Generator[float]:
    """Let every socket operation within end in time. Gives the monotonic time at which the attempt ends."""
    ends = time.monotonic() + limit
    token = _ends.set(ends)
    try:
        yield ends
    finally:
        _ends.reset(token)


def _until(ends: float, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces of a body, as long as there is time."""
    for piece in pieces:
        if time.monotonic() > ends:
            raise _Late
        yield piece


def _left(timeout: float | None) -> float:
    """The time that one socket operation may take now."""
    left = max(_ends.get() - time.monotonic(), 0.001)
    return left if timeout is None else min(timeout, left)


class _Timed:
    """A network stream or backend of httpcore2 whose every operation ends with the attempt."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def connect_tcp(self, host: str, port: int, timeout: float | None = None, **more: Any) -> _Timed:
        return _Timed(self._inner.connect_tcp(host, port, timeout=_left(timeout), **more))

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> _Timed:
        return _Timed(self._inner.start_tls(ssl_context, server_hostname, _left(timeout)))

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        piece: bytes = self._inner.read(max_bytes, _left(timeout))
        return piece

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        for start in range(0, len(buffer), 16_384):
            self._inner.write(buffer[start : start + 16_384], _left(timeout))
