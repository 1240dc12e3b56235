"""The connections of a client: how many calls use them at once, who waits for a turn, and when they are closed.

A call that waits for its turn has sent nothing. Closing lets the calls under way end; those that wait are refused.
"""

from __future__ import annotations

import functools
import ssl
import sys
import threading
from typing import TYPE_CHECKING, TypeVar

from .errors import ConfigurationError
from .sockets import laid_over

if TYPE_CHECKING:
    import httpx2

C = TypeVar("C", "httpx2.Client", "httpx2.AsyncClient")

AT_ONCE = 100  # connections of a default client, of which each serves one call at a time


class Connections:
    """The HTTP client of one process, ours or the caller's, whose limits are its own."""

    def __init__(self, client: httpx2.Client, *, ours: bool = True) -> None:
        self.client, self.ours, self.limit = client, ours, AT_ONCE if ours else sys.maxsize
        self.headers = {name.lower(): value for name, value in client.headers.raw} if ours else {}
        self._turns = threading.Condition()
        self._taken, self._closing = 0, False

    def take_turn(self, seconds: float) -> bool:
        """Wait until there is a connection for one more call; False where none came free in time."""
        with self._turns:
            if self._taken >= self.limit:
                self._turns.wait_for(lambda: self._closing or self._taken < self.limit, seconds)
            if self._closing:
                raise closed()
            free = self._taken < self.limit
            self._taken += free
            return free

    def give_back(self) -> None:
        """End a turn; the last one closes where the client was closed meanwhile."""
        with self._turns:
            self._taken -= 1
            self._turns.notify()
            last = self._closing and not self._taken
        if last:
            self.client.close()

    def close(self) -> None:
        """Close now, or with the last call under way."""
        with self._turns:
            self._closing, idle = True, not self._taken
            self._turns.notify_all()
        if idle:
            self.client.close()


class AsyncConnections:
    """The same for one event loop; turns come in the order in which they were asked for."""

    def __init__(self, client: httpx2.AsyncClient, *, ours: bool = True) -> None:
        import anyio

        self.client, self.ours, self.limit = client, ours, AT_ONCE if ours else sys.maxsize
        self.headers = {name.lower(): value for name, value in client.headers.raw} if ours else {}
        self._turns = anyio.Semaphore(self.limit, fast_acquire=True)
        self._closing = False

    async def take_turn(self) -> None:
        """Wait until there is a connection for one more call."""
        await self._turns.acquire()
        if self._closing:
            await self.give_back()
            raise closed()

    async def give_back(self) -> None:
        """End a turn; the last one closes where the client was closed meanwhile."""
        self._turns.release()
        if self._closing:
            await self._close_if_idle()

    async def close(self) -> None:
        """Close now, or with the last call under way."""
        self._closing = True
        await self._close_if_idle()

    async def _close_if_idle(self) -> None:
        import anyio

        if self.ours and self._turns.value == self.limit:
            with anyio.CancelScope(shield=True):
                await self.client.aclose()


def closed() -> ConfigurationError:
    """The error of a call on a client that was closed."""
    return ConfigurationError("this client is closed; make a new one")


def of_kind(own: C, kind: str) -> C:
    """A client that the caller brought. TypeError for a client of another library, or for sync in place of async."""
    import httpx2

    if not issubclass(type(own), getattr(httpx2, kind)):
        raise TypeError(f"http_client must be an httpx2.{kind}, not a {type(own).__module__}.{type(own).__name__}")
    return own


def set_up(kind: type[C], url: str) -> C:
    """A client of the HTTP library as we use it: no limits of its own, one TLS context for all.

    For an http:// URL no certificates are read, and none is trusted.
    """
    import httpx2

    limits = httpx2.Limits(max_connections=AT_ONCE, max_keepalive_connections=AT_ONCE)
    try:
        trusted = tls() if url.startswith("https:") else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        client: C = kind(verify=trusted, timeout=None, limits=limits)
    except (OSError, ValueError, ImportError) as error:
        raise ConfigurationError(f"no HTTP client ({error}); look at SSL_CERT_FILE and HTTPS_PROXY") from None
    laid_over(client)
    return client


@functools.cache
def tls() -> ssl.SSLContext:
    """The TLS context of all default clients: reading the certificates costs 30 ms."""
    import httpx2

    return httpx2.create_ssl_context()
