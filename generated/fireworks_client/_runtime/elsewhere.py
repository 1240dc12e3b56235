"""Files to addresses that a server gave, such as signed URLs: retried and failing like any call, without credentials.

Such an address is a secret itself: it stands in no message and no line of a log. Connections are made for the purpose,
unless the caller brought an HTTP client, whose own headers, parameters and cookies are not sent. Of an attempt no socket operation may take longer than `timeout`; it may take
as long as it wants in all, for a file may be large, but `deadline` ends everything.
"""

from __future__ import annotations

import math
import ssl
import threading
import time
from collections.abc import AsyncIterable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from .answer import Answer, Headers
from .call import Call
from .errors import APIError, APITimeoutError, Asked, ConfigurationError
from .exchange import Exchange, Send
from .log_lines import kept_out_of_logs
from .options import RequestOptions, Settings
from .request import Request
from .retry import Failure, Outcome

if TYPE_CHECKING:
    import httpx2

    from .client import AsyncClient, SyncClient


class Stopped(Exception):
    """The sending was stopped from another thread."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is put to an address: `name` tells of it in messages, `operation` is the method that does it."""

    operation: str
    name: str
    url: str = field(repr=False)
    headers: Mapping[str, str]

    @property
    def secrets(self) -> tuple[str, ...]:
        """The texts that must not be shown: the address, its query, and each long value in it."""
        import httpx2

        query = urlsplit(self.url).query
        texts = {self.url, query, *(value for _, value in parse_qsl(query))}
        with suppress(httpx2.InvalidURL):
            texts |= {str(httpx2.URL(self.url)), httpx2.URL(self.url).query.decode("ascii")}
        return tuple(sorted((text for text in texts if len(text) > 7), key=len, reverse=True))

    def exchange(self, settings: Settings) -> Exchange:
        """The life of the call that puts it there."""
        if urlsplit(self.url).scheme not in ("http", "https") or not urlsplit(self.url).netloc:
            raise APIError(f"{self.name!r}: the server gave an address that is none", asked=Asked(self.operation))
        call: Call[object] = Call(operation=self.operation, method="PUT", template=repr(self.name), path=(), answers={})
        return Exchange(call, Request("PUT", self.url, self.headers, None, secrets=self.secrets), settings)


class Elsewhere:
    """Puts files from as many threads as you like, until `stop`. `ends` is the monotonic time at which all must be over."""

    def __init__(self, client: SyncClient, options: RequestOptions, ends: float) -> None:
        import httpx2

        self._settings, self._ends = _settings_of(client, options), ends
        own = client._transport.own  # pyright: ignore[reportPrivateUsage]
        self._http, self._is_ours = own or _made(httpx2.Client), own is None
        self._stopped = threading.Event()
        self._streams: list[Any] = []

    @property
    def left(self) -> float | None:
        """The seconds that are left, None without end."""
        return _left(self._ends)

    def put(self, parcel: Parcel, content: Iterable[bytes]) -> None:
        """Put a file; `content` can be iterated anew for each attempt. Raises Stopped, or any error of the tree."""
        with kept_out_of_logs(parcel.secrets):
            steps = parcel.exchange(_until(self._settings, self._ends)).steps()
            outcome: Outcome | None = None
            while not isinstance(step := steps.send(outcome), Answer):
                self.check()
                outcome = None
                if isinstance(step, Send):
                    outcome = self._attempt(parcel, content)
                else:
                    self._stopped.wait(step.seconds)

    def check(self) -> None:
        """Raise Stopped where it was stopped, APITimeoutError where the time is up."""
        if self._stopped.is_set():
            raise Stopped
        if time.monotonic() > self._ends:
            raise APITimeoutError("the deadline is over before everything is sent")

    def stop(self) -> None:
        """Let every thread that puts something come to its end at once: their sockets are shut."""
        self._stopped.set()
        for stream in list(self._streams):
            _shut(stream)

    def close(self) -> None:
        """Close the connections; a client that the caller brought stays open."""
        if self._is_ours:
            self._http.close()

    def _attempt(self, parcel: Parcel, content: Iterable[bytes]) -> Outcome:
        request = _built(parcel, _Checked(content, self), self._settings, {"trace": self._note})
        try:
            response = self._http.send(request, auth=None, follow_redirects=False)
            return _answer(response)
        except Exception as error:
            self.check()
            return _failure(error, self._settings.timeout or 0.0)

    def _note(self, event: str, info: Mapping[str, Any]) -> None:
        """Keep the connections that are made, so that they can be shut."""
        if event.endswith((".connect_tcp.complete", ".start_tls.complete")):
            self._streams.append(info["return_value"])
            if self._stopped.is_set():
                _shut(info["return_value"])


class AsyncElsewhere:
    """Puts files from as many tasks as you like; cancelling a task ends its attempt."""

    def __init__(self, client: AsyncClient, options: RequestOptions, ends: float) -> None:
        import httpx2

        self._settings, self._ends = _settings_of(client, options), ends
        own = client._transport.own  # pyright: ignore[reportPrivateUsage]
        self._http, self._is_ours = own or _made(httpx2.AsyncClient), own is None

    @property
    def left(self) -> float | None:
        """The seconds that are left, None without end."""
        return _left(self._ends)

    async def put(self, parcel: Parcel, content: AsyncIterable[bytes]) -> None:
        """Put a file; `content` can be iterated anew for each attempt. Raises any error of the tree."""
        import anyio

        with kept_out_of_logs(parcel.secrets):
            steps = parcel.exchange(_until(self._settings, self._ends)).steps()
            outcome: Outcome | None = None
            while not isinstance(step := steps.send(outcome), Answer):
                outcome = None
                if isinstance(step, Send):
                    outcome = await self._attempt(parcel, content)
                else:
                    await anyio.sleep(step.seconds)

    async def close(self) -> None:
        """Close the connections; a client that the caller brought stays open."""
        if self._is_ours:
            await self._http.aclose()

    async def _attempt(self, parcel: Parcel, content: AsyncIterable[bytes]) -> Outcome:
        import anyio

        request = _built(parcel, content, self._settings, {})
        limit = max(self._ends - time.monotonic(), 0.001)
        try:
            with anyio.move_on_after(limit):
                return _answer(await self._http.send(request, auth=None, follow_redirects=False))
        except Exception as error:
            return _failure(error, self._settings.timeout or 0.0)
        return Failure("exchange", "no complete answer", timed_out=True, limit=limit)


def _settings_of(client: SyncClient | AsyncClient, options: RequestOptions) -> Settings:
    settings = client._settings.merged(options)  # pyright: ignore[reportPrivateUsage]
    return replace(settings, extra_headers={}, extra_query={}, extra_body={})  # these are for the API


def _left(ends: float) -> float | None:
    return max(ends - time.monotonic(), 0.0) if ends < math.inf else None


def _until(settings: Settings, ends: float) -> Settings:
    """The settings with what is left of the time as their deadline."""
    left = ends - time.monotonic()
    return replace(settings, deadline=max(left, 0.001) if left < math.inf else None)


@dataclass(frozen=True, slots=True)
class _Checked:
    """Content that ends where the sending is stopped or its time is up. It is no generator, so it may be sent twice."""

    content: Iterable[bytes]
    sender: Elsewhere

    def __iter__(self) -> Iterator[bytes]:
        for piece in self.content:
            self.sender.check()
            yield piece


def _made(kind: Any) -> Any:
    try:
        return kind(timeout=None)
    except (OSError, ValueError, ImportError) as error:
        raise ConfigurationError(f"no HTTP client ({error}); look at SSL_CERT_FILE and HTTPS_PROXY") from None


def _built(
    parcel: Parcel,
    content: Iterable[bytes] | AsyncIterable[bytes],
    settings: Settings,
    extensions: Mapping[str, Any],
) -> httpx2.Request:
    """The request: the address as it is and the parcel's own headers. Headers, parameters and cookies of a caller's client
    are for the API: they would be told to a stranger, and break the signature.

    Its connection serves no other, so that it can be shut without harm.
    """
    import httpx2

    return httpx2.Request(
        "PUT",
        parcel.url,
        headers={**parcel.headers, "connection": "close"},
        content=content,
        extensions={"timeout": httpx2.Timeout(settings.timeout).as_dict(), **extensions},
    )


def _answer(response: httpx2.Response) -> Answer:
    pairs = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers.raw]
    return Answer(response.status_code, Headers(pairs), response.content)


def _failure(error: Exception, timeout: float) -> Failure:
    """What an exception of the library or of the system means; any other passes on."""
    import httpx2

    message = f"{type(error).__name__}: {error}".removesuffix(": ")
    match error:
        case httpx2.ConnectTimeout() | httpx2.PoolTimeout():
            return Failure("connect", "no connection", timed_out=True, limit=timeout)
        case httpx2.TimeoutException():
            return Failure("exchange", "no complete answer", timed_out=True, limit=timeout)
        case httpx2.ConnectError() | httpx2.ProxyError():
            return Failure("hopeless" if isinstance(error.__context__, ssl.SSLError) else "connect", message)
        case httpx2.UnsupportedProtocol() | httpx2.LocalProtocolError() | httpx2.InvalidURL():
            return Failure("hopeless", message)
        case httpx2.HTTPError() | httpx2.StreamError() | OSError():
            return Failure("exchange", message)
        case _:
            raise error


def _shut(stream: Any) -> None:
    """Shut the socket of a stream, which wakes the thread that waits for it."""
    connection = stream.get_extra_info("socket")
    with suppress(OSError, AttributeError):
        connection.shutdown(2)  # SHUT_RDWR
