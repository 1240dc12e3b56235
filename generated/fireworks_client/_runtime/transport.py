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

_ends: ContextVar[float] = ContextVar("_ends")  # the monotonic time at which the attempt under way must end


class Transport:
    """Sends for a sync client."""

    def __init__(self, own: httpx2.Client | None) -> None:
        self._own = None if own is None else _of_kind(own, "Client")
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
        ends = time.monotonic() + step.limit
        _ends.set(ends)
        try:
            response = client.send(_built(client, step), stream=True, follow_redirects=False)
            pieces: list[bytes] = []
            try:
                for piece in response.iter_bytes():
                    pieces.append(piece)
                    if time.monotonic() > ends:
                        return Failure("exchange", "too late", timed_out=True)
            finally:
                response.close()
            return _answer(response, b"".join(pieces))
        except Exception as error:
            return _failure(error)

    def close(self) -> None:
        """Close the connections; a client that the caller brought stays open."""
        self._closed = True
        if client := self._clients.pop(os.getpid(), None):
            client.close()

    def _client(self) -> httpx2.Client:
        if self._own or self._closed:
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
        self._own = None if own is None else _of_kind(own, "AsyncClient")
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

        client, reached = self._client(), [""]

        async def note(event: str, info: object) -> None:
            if event.endswith((".connect_tcp.started", ".send_request_headers.started")):
                reached.append(event)

        try:
            with anyio.move_on_after(step.limit):
                response = await client.send(_built(client, step, note), stream=True, follow_redirects=False)
                try:
                    content = await response.aread()
                finally:
                    await response.aclose()
                return _answer(response, content)
            return Failure("connect" if "connect_tcp" in reached[-1] else "exchange", "too late", timed_out=True)
        except Exception as error:
            return _failure(error)

    async def close(self) -> None:
        """Close the connections of this event loop; a client that the caller brought stays open."""
        self._closed = True
        if client := self._clients.pop(_loop(), None):
            await client.aclose()

    def _client(self) -> httpx2.AsyncClient:
        import httpx2

        if self._own or self._closed:
            return _open(self._own, self._closed)
        return self._clients.get(_loop()) or self._clients.setdefault(_loop(), _set_up(httpx2.AsyncClient))


def _loop() -> object:
    """The event loop that runs (asyncio) or its token (trio)."""
    from anyio.lowlevel import current_token

    token: object = current_token()
    return getattr(token, "native_token", token)  # anyio wraps it since 4.11


def _of_kind(own: C, kind: str) -> C:
    """A client that the caller brought. TypeError for a client of another library, or for sync in place of async."""
    import httpx2

    if not issubclass(type(own), getattr(httpx2, kind)):
        raise TypeError(f"http_client must be an httpx2.{kind}, not a {type(own).__module__}.{type(own).__name__}")
    return own


def _open(own: C | None, closed: bool) -> C:
    """The client that the caller brought, if it can still be used."""
    if own is None or closed or own.is_closed:
        raise ConfigurationError("this client is closed; make a new one")
    return own


def _set_up(kind: type[C]) -> C:
    """A client of the HTTP library as we use it: no limits of its own, one TLS context for all."""
    try:
        client: C = kind(verify=_tls(), timeout=None)
    except (OSError, ValueError, ImportError) as error:
        raise ConfigurationError(f"no HTTP client ({error}); look at SSL_CERT_FILE and HTTPS_PROXY") from None
    return client


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

    message = f"{type(error).__name__}: {error}".removesuffix(": ")
    match error:
        case httpx2.TimeoutException():
            connecting = isinstance(error, (httpx2.ConnectTimeout, httpx2.PoolTimeout))
            return Failure("connect" if connecting else "exchange", message, timed_out=True)
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
    while error is not None and not isinstance(error, ssl.SSLError):
        error = error.__cause__ or error.__context__
    return error is not None and not isinstance(error, ssl.SSLEOFError)


class _Timed:
    """A network backend or stream of httpcore2 whose every operation ends with the attempt."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def connect_tcp(self, **given: Any) -> _Timed:
        return _Timed(self._inner.connect_tcp(**{**given, "timeout": _left()}))

    def start_tls(self, **given: Any) -> _Timed:
        return _Timed(self._inner.start_tls(**{**given, "timeout": _left()}))

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        piece: bytes = self._inner.read(max_bytes, _left())
        return piece

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        for start in range(0, len(buffer), 16_384):
            self._inner.write(buffer[start : start + 16_384], _left())


def _left() -> float:
    """The seconds that one socket operation may take now."""
    return max(_ends.get() - time.monotonic(), 0.001)
