"""The only input and output of the package. httpx2 is imported at the first request.

Two drivers of `exchange`, sync and async. No server can outlast the limit of an attempt by dripping: the sync side lays
the time left over every socket operation, the async side cancels. With a caller's own sync `http_client` the time is
looked at between the pieces of the body only, and waiting for one of its connections counts.
"""

from __future__ import annotations

import functools
import os
import ssl
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit
from weakref import WeakKeyDictionary

from .answer import Answer, Headers
from .connections import AsyncConnections, Connections, closed, of_kind, set_up
from .exchange import Send, Steps
from .request import Request
from .retry import Failure, Outcome
from .sockets import Attempt, under_way

if TYPE_CHECKING:
    import httpx2

LARGE, DENSE = 64 * 1024 * 1024, 100  # a body beyond so many bytes that was packed so tightly is a trap
TRAP = Failure("hopeless", f"the body unpacks to {LARGE} bytes and more, over {DENSE} times of what was sent")


class Transport:
    """Sends for a sync client."""

    def __init__(self, own: httpx2.Client | None) -> None:
        self._own = None if own is None else Connections(of_kind(own, "Client"), ours=False)
        self._of_process: dict[int, Connections] = {}  # a forked child must not share sockets
        self._closed = False

    @property
    def own(self) -> httpx2.Client | None:
        """The client that the caller brought."""
        return self._own.client if self._own else None

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
        """Make one attempt, as soon as there is a connection for it."""
        connections, patience = self._connections(step.request.url), step.left()
        if not connections.take_turn(patience):
            return _no_turn(connections.limit, patience)
        attempt, response = _begun(step), None
        try:
            request = _built(connections, step.request, attempt)
            auth = _auth(step.request)
            response = connections.client.send(request, auth=auth, stream=True, follow_redirects=False)
            content = bytearray()
            try:
                for piece in _pieces(connections, response):
                    content += piece
                    if _is_trap(content, response):
                        return TRAP
                    if time.monotonic() > attempt.ends:
                        return _too_late(attempt)
            finally:
                response.close()
            return _answer(response, content, attempt)
        except Exception as error:
            return _unreadable(error, response, attempt) or _failure(error, attempt)
        finally:
            connections.give_back()

    def close(self) -> None:
        """Close the connections, now or with the last call under way; a client that the caller brought stays open."""
        self._closed = True
        if connections := self._of_process.pop(os.getpid(), None):
            connections.close()

    def _connections(self, url: str) -> Connections:
        if self._closed or (self._own and self._own.client.is_closed):
            raise closed()
        if known := self._own or self._of_process.get(os.getpid()):
            return known
        import httpx2

        # No lock, which could be held at a fork: of two threads that come first, one client is thrown away unused.
        return self._of_process.setdefault(os.getpid(), Connections(set_up(httpx2.Client, url)))


class AsyncTransport:
    """Sends for an async client."""

    def __init__(self, own: httpx2.AsyncClient | None) -> None:
        self._own = None if own is None else of_kind(own, "AsyncClient")
        self._of_loop: WeakKeyDictionary[object, AsyncConnections] = WeakKeyDictionary()
        self._closed = False

    @property
    def own(self) -> httpx2.AsyncClient | None:
        """The client that the caller brought."""
        return self._own

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
        """Make one attempt, as soon as there is a connection for it."""
        import anyio

        connections, patience, attempt = self._connections(step.request.url), step.left(), None
        with anyio.CancelScope(deadline=anyio.current_time() + patience) as scope:
            await connections.take_turn()
            try:
                attempt = _begun(step)
                scope.deadline = anyio.current_time() + attempt.limit
                return await _answered(connections, step.request, attempt)
            finally:
                await connections.give_back()
        return _too_late(attempt) if attempt else _no_turn(connections.limit, patience)

    async def close(self) -> None:
        """Close the connections of this event loop, now or with the last call under way.

        A client that the caller brought stays open.
        """
        self._closed = True
        if connections := self._of_loop.pop(_loop(), None):
            await connections.close()

    def _connections(self, url: str) -> AsyncConnections:
        if self._closed or (self._own and self._own.is_closed):
            raise closed()
        if known := self._of_loop.get(_loop()):
            return known
        import httpx2

        for loop in [loop for loop in self._of_loop if _is_over(loop)]:
            del self._of_loop[loop]  # its connections hold on to it, and would be held for ever
        made = AsyncConnections(self._own or set_up(httpx2.AsyncClient, url), ours=self._own is None)
        return self._of_loop.setdefault(_loop(), made)


async def _answered(connections: AsyncConnections, request: Request, attempt: Attempt) -> Outcome:
    response = None
    try:
        built = _built(connections, request, attempt)
        response = await connections.client.send(built, auth=_auth(request), stream=True, follow_redirects=False)
        content = bytearray()
        try:
            async for piece in _pieces(connections, response):
                content += piece
                if _is_trap(content, response):
                    return TRAP
        finally:
            await response.aclose()
        return _answer(response, content, attempt)
    except Exception as error:
        return _unreadable(error, response, attempt) or _failure(error, attempt)


def _loop() -> object:
    """The event loop that runs (asyncio) or its token (trio)."""
    from anyio.lowlevel import current_token

    token: object = current_token()
    return getattr(token, "native_token", token)  # anyio wraps it since 4.11


def _is_over(loop: object) -> bool:
    is_closed = getattr(loop, "is_closed", None)  # asyncio's; trio has none
    return is_closed is not None and is_closed()


def _begun(step: Send) -> Attempt:
    """The attempt that begins now."""
    limit = min(step.timeout, step.left())
    attempt = Attempt(limit, time.monotonic() + limit)
    under_way.set(attempt)
    return attempt


def _built(connections: Connections | AsyncConnections, request: Request, attempt: Attempt) -> httpx2.Request:
    """The request in the library's form. Header values go out as UTF-8."""
    fields = {name.encode("ascii"): value.encode("utf-8") for name, value in request.headers.items()}
    extensions: dict[str, Any] = {"timeout": dict.fromkeys(("connect", "read", "write", "pool"), attempt.limit)}
    if connections.ours:
        return _written(request, {**connections.headers, **fields}, extensions)
    if isinstance(connections, AsyncConnections):
        extensions["trace"] = attempt.note
    built = connections.client.build_request(
        request.method, request.url, headers=list(fields.items()), content=request.content, extensions=extensions
    )
    built.url = _with_params(request.url, connections.client.params)
    for name in request.removed:
        built.headers.pop(name, None)
    return built


def _with_params(url: str, params: httpx2.QueryParams) -> httpx2.URL:
    """The URL as it is written, and behind it the parameters of a caller's client that it does not name itself.

    Left to `build_request`, the client's parameters would take the place of the whole query.
    """
    named = {name for name, _ in parse_qsl(urlsplit(url).query, keep_blank_values=True)}
    more = urlencode([(name, value) for name, value in params.multi_items() if name not in named])
    return _url(f"{url}{'&' if '?' in url else '?'}{more}" if more else url)


def _auth(request: Request) -> Any:
    """None where the request carries a credential: a caller's client may sign only what nobody has signed."""
    import httpx2

    return None if request.is_authenticated else httpx2.USE_CLIENT_DEFAULT


def _written(request: Request, fields: Mapping[bytes, bytes], extensions: Mapping[str, Any]) -> httpx2.Request:
    """The request for a client of ours, as it goes out: ten times as fast as having it merged with a client's settings.

    Cookies that a server has set are not among these: a call sends what it says, whatever was before.
    """
    import httpx2

    url, content = _url(request.url), request.content or b""
    fields = {b"host": url.netloc, **fields}
    if b"transfer-encoding" not in fields and (content or request.method in ("POST", "PUT", "PATCH")):
        fields.setdefault(b"content-length", b"%d" % len(content))  # RFC 9110, section 8.6
    for name in request.removed:
        fields.pop(name.encode(), None)
    stream = httpx2.ByteStream(content)
    return httpx2.Request(request.method, url, headers=list(fields.items()), stream=stream, extensions=extensions)


@functools.lru_cache(maxsize=256)
def _url(text: str) -> httpx2.URL:
    """A URL, parsed: most calls ask for one that was asked for before."""
    import httpx2

    return httpx2.URL(text)


def _pieces(connections: Connections | AsyncConnections, response: httpx2.Response) -> Any:
    """The body as it comes, unpacked; an async iterator for an async client.

    Where nothing is packed the stream is the body, unless a hook of a caller's client has read it.
    """
    if connections.ours and "content-encoding" not in response.headers:
        return response.stream
    return response.iter_bytes() if isinstance(connections, Connections) else response.aiter_bytes()


def _is_trap(content: bytearray, response: httpx2.Response) -> bool:
    """Whether a body is small on the wire and huge in memory."""
    packed = len(content) > LARGE and "content-encoding" in response.headers
    return packed and len(content) > DENSE * response.num_bytes_downloaded


def _answer(response: httpx2.Response, content: bytearray, attempt: Attempt) -> Answer:
    """The response as plain data."""
    pairs = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers.raw]
    return Answer(response.status_code, Headers(pairs), bytes(content), attempt.elapsed())


def _unreadable(error: Exception, response: httpx2.Response | None, attempt: Attempt) -> Answer | None:
    """A failure of the server's whose body is not packed as it says: its status counts all the same."""
    import httpx2

    is_failure = response is not None and response.status_code >= 400 and isinstance(error, httpx2.DecodingError)
    return _answer(response, bytearray(), attempt) if response is not None and is_failure else None


def _no_turn(limit: int, waited: float) -> Failure:
    """That all connections were in use until the call had to end."""
    return Failure("connect", f"none of {limit} connections free", timed_out=True, limit=waited)


def _too_late(attempt: Attempt) -> Failure:
    """That the time of an attempt is up. It counts as not connected only where nothing was sent for sure."""
    if attempt.stage == "connecting":
        return Failure("connect", "no connection", timed_out=True, limit=attempt.limit)
    return Failure("exchange", "no complete answer", timed_out=True, limit=attempt.limit)


def _failure(error: Exception, attempt: Attempt) -> Failure:
    """What an exception of the library, of TLS or of the system means; any other passes on."""
    import httpx2

    message = f"{type(error).__name__}: {error}".removesuffix(": ")
    match error:
        case httpx2.ConnectTimeout() | httpx2.PoolTimeout():
            return Failure("connect", "no connection", timed_out=True, limit=attempt.limit)
        case httpx2.TimeoutException():
            return Failure("exchange", "no complete answer", timed_out=True, limit=attempt.limit)
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
