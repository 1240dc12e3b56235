"""The network side of default clients: no operation outlasts its attempt, and a request leaves in one piece.

httpx2 limits each operation for itself, so that a server may drip for ever, and sends head and body one after the other.
`laid_over` puts itself between httpx2's pools and their sockets.
"""

from __future__ import annotations

import select
import time
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Literal, cast

AT_ONCE = 16_384  # bytes: a slow reader is looked after between two writes


@dataclass(slots=True, eq=False, repr=False)
class Attempt:
    """The attempt under way: its seconds, the monotonic time at which they are over, and how far it came, if known."""

    limit: float
    ends: float
    stage: Literal["", "connecting", "sending"] = ""

    def left(self) -> float:
        """The seconds that one operation may take now."""
        return max(self.ends - time.monotonic(), 0.001)

    def elapsed(self) -> float:
        """The seconds since it began."""
        return time.monotonic() - self.ends + self.limit

    async def note(self, event: str, info: object) -> None:
        """Note how far a client comes that is not ours (httpx2's extension "trace")."""
        if event.endswith(".connect_tcp.started"):
            self.stage = "connecting"
        elif event.endswith(".send_request_headers.started"):
            self.stage = "sending"


under_way: ContextVar[Attempt] = ContextVar("under_way")


def laid_over(client: Any) -> None:
    """Time a client of httpx2, which has no public way in: without it only the body is timed in a sync client."""
    own = cast("dict[str, Any]", vars(client))
    transports: list[object] = [own.get("_transport"), *cast("dict[object, object]", own.get("_mounts", {})).values()]
    for transport in transports:
        pool: Any = getattr(transport, "_pool", None)
        if hasattr(pool, "_network_backend"):
            timed = Timed if hasattr(pool, "close") else AsyncTimed
            pool._network_backend = timed(pool._network_backend)


class _Layer:
    """A network backend or stream of httpcore2 with something over it. `held` is what is not yet sent."""

    def __init__(self, inner: Any) -> None:
        self._inner, self._held = inner, bytearray()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def taken(self) -> bytes:
        """What was held, to be sent now."""
        under_way.get().stage = "sending"
        held, self._held = bytes(self._held), bytearray()
        return held


class Timed(_Layer):
    """The sync one: each socket operation may take the time that is left."""

    def connect_tcp(self, host: str, port: int, timeout: float | None = None, **given: Any) -> Timed:
        under_way.get().stage = "connecting"
        return Timed(self._inner.connect_tcp(host, port, under_way.get().left(), **given))

    def start_tls(self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None) -> Timed:
        return Timed(self._inner.start_tls(ssl_context, server_hostname, under_way.get().left()))

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        if self._held:
            try:
                self.send()
            except Exception as error:
                if not _may_be_answered(error):
                    raise
        piece: bytes = self._inner.read(max_bytes, under_way.get().left())
        return piece

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._held += buffer
        if len(self._held) > AT_ONCE:
            self.send()

    def send(self) -> None:
        """Send what is held."""
        held = self.taken()
        for start in range(0, len(held), AT_ONCE):
            self._inner.write(held[start : start + AT_ONCE], under_way.get().left())


class AsyncTimed(_Layer):
    """The async one: the attempt is cancelled when its time is up, so no operation needs a limit of its own."""

    _socket: Any = None

    def get_extra_info(self, info: str) -> Any:
        """Before each request the pool asks every idle connection for "is_readable", and anyio is slow to tell."""
        if info != "is_readable":
            return self._inner.get_extra_info(info)
        if self._socket is None:
            self._socket = self._inner.get_extra_info("socket")
        return _is_readable(self._socket.fileno())

    async def connect_tcp(self, host: str, port: int, timeout: float | None = None, **given: Any) -> AsyncTimed:
        under_way.get().stage = "connecting"
        return AsyncTimed(await self._inner.connect_tcp(host, port, None, **given))

    async def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> AsyncTimed:
        return AsyncTimed(await self._inner.start_tls(ssl_context, server_hostname, None))

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        if self._held:
            try:
                await self._inner.write(self.taken(), None)
            except Exception as error:
                if not _may_be_answered(error):
                    raise
        piece: bytes = await self._inner.read(max_bytes, None)
        return piece

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._held += buffer
        if len(self._held) > AT_ONCE:
            await self._inner.write(self.taken(), None)


def _is_readable(number: int) -> bool:
    """Whether a socket that nobody writes to has something to read, or was closed: then it is of no more use."""
    if number < 0 or not hasattr(select, "poll"):  # Windows has none
        return number < 0 or bool(select.select([number], [], [], 0)[0])
    poll = select.poll()
    poll.register(number, select.POLLIN)
    return bool(poll.poll(0))


def _may_be_answered(error: Exception) -> bool:
    """Whether to look for an answer all the same, as httpcore2 does: a server may answer and close before it read all."""
    import httpcore2

    return isinstance(error, httpcore2.WriteError)
