"""An answer whose body is still to come: it keeps its connection until it is read to its end or closed.

A call begins as every other does, retries included; once a success has begun, nothing is repeated. Then `timeout` bounds
each wait, and `deadline` all of it.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from .answer import Answer, Headers
from .exchange import LONGEST_LIMIT, Exchange, Send
from .retry import Failure, Outcome
from .sockets import Attempt, under_way
from .transport import DENSE, LARGE, TRAP, AsyncTransport, Transport
from .transport import _answer, _auth, _begun, _built, _failure  # pyright: ignore[reportPrivateUsage]
from .transport import _is_trap, _no_turn, _pieces, _too_late  # pyright: ignore[reportPrivateUsage]

if TYPE_CHECKING:
    import httpx2

    from .call import Call, Decoder
    from .client import AsyncClient, SyncClient
    from .connections import AsyncConnections, Connections
    from .errors import APIError
    from .options import RequestOptions

T = TypeVar("T")

LAST_PIECE = 0.1  # seconds that the end of an answer may take, of which nothing is wanted any more


@dataclass(slots=True, eq=False)
class Incoming:
    """The part of an answer under way that does no I/O. `head` is the answer without its body."""

    exchange: Exchange
    head: Answer
    attempt: Attempt
    ends: float
    response: httpx2.Response
    unpacked: int = 0
    is_closed: bool = False

    def wait_anew(self, seconds: float | None = None) -> None:
        """Begin a wait: `timeout` counts from now."""
        now, limit = time.monotonic(), seconds or self.exchange.settings.timeout or LONGEST_LIMIT
        self.attempt.limit = max(min(limit, self.ends - now), 0.001)
        self.attempt.ends = now + self.attempt.limit

    def broken(self, failure: Failure, said: str) -> APIError:
        """The error that tells of a failure within the body; it tells the request's id as well."""
        failure = failure._replace(
            stage="exchange", message=said if failure.timed_out else f"{said}: {failure.message}"
        )
        error = self.exchange.error(failure)
        error.headers, error.request_id = self.head.headers, self.head.request_id
        return error

    def noted(self, piece: bytes) -> bytes | Failure:
        """A piece of the body, or why it is the last one."""
        self.unpacked += len(piece)
        packed = self.unpacked > LARGE and "content-encoding" in self.head.headers
        if packed and self.unpacked > DENSE * self.response.num_bytes_downloaded:
            return TRAP
        return self.too_late() if time.monotonic() > self.attempt.ends else piece

    def too_late(self) -> Failure:
        """That the time of a wait is up."""
        return Failure("exchange", "nothing came", timed_out=True, limit=self.attempt.limit)


@dataclass(slots=True, eq=False)
class Body(Incoming):
    """The body for a sync client."""

    connections: Connections | None = None
    pieces: Iterator[bytes] | None = None

    def pull(self) -> bytes | Failure | None:
        """The next bytes, None at the end."""
        assert self.pieces is not None, "an answer that came has a body"
        under_way.set(self.attempt)
        try:
            piece = next(self.pieces, None)
        except Exception as error:
            return _failure(error, self.attempt)
        return piece if piece is None else self.noted(piece)

    def finish(self) -> None:
        """Close, reading what little is left: a connection whose answer was read to its end serves the next call."""
        if not self.is_closed:
            self.wait_anew(LAST_PIECE)
            while isinstance(self.pull(), bytes):
                pass
        self.close()

    def close(self) -> None:
        """Give the connection back; a second time does nothing."""
        if not self.is_closed:
            self.is_closed = True
            assert self.connections is not None
            try:
                self.response.close()
            finally:
                self.connections.give_back()


@dataclass(slots=True, eq=False)
class AsyncBody(Incoming):
    """The body for an async client."""

    connections: AsyncConnections | None = None
    pieces: AsyncIterator[bytes] | None = None

    async def pull(self) -> bytes | Failure | None:
        """The next bytes, None at the end."""
        import anyio

        assert self.pieces is not None, "an answer that came has a body"
        with anyio.CancelScope(deadline=anyio.current_time() + self.attempt.left()):
            try:
                piece = await anext(self.pieces, None)
            except Exception as error:
                return _failure(error, self.attempt)
            return piece if piece is None else self.noted(piece)
        return self.too_late()

    async def finish(self) -> None:
        """Close, reading what little is left: a connection whose answer was read to its end serves the next call."""
        if not self.is_closed:
            self.wait_anew(LAST_PIECE)
            while isinstance(await self.pull(), bytes):
                pass
        await self.close()

    async def close(self) -> None:
        """Give the connection back; a second time does nothing."""
        import anyio

        if not self.is_closed:
            self.is_closed = True
            assert self.connections is not None
            with anyio.CancelScope(shield=True):
                try:
                    await self.response.aclose()
                finally:
                    await self.connections.give_back()


def instead(call: Call[Any], *, accept: str, answers: Mapping[str, Decoder[T]]) -> Call[T]:
    """The same request, asking for another form of its answer."""
    return replace(call, accept=accept, answers=answers)


class Told:
    """What an answer under way tells before it is read."""

    _has_begun: Incoming | None = None

    @property
    def status_code(self) -> int:
        """The status of the answer."""
        return self._begun.head.status_code

    @property
    def headers(self) -> Headers:
        """The header fields of the answer."""
        return self._begun.head.headers

    @property
    def request_id(self) -> str | None:
        """The id by which the server's people can find the request."""
        return self._begun.head.request_id

    @property
    def _begun(self) -> Incoming:
        if self._has_begun is None:
            raise RuntimeError("the answer has not begun: await it, or enter its `async with` block")
        return self._has_begun


def opened(client: SyncClient, call: Call[Any], options: RequestOptions) -> Body:
    """Ask, until a success begins. Raises any error of the tree."""
    exchange = client._exchange(call, options)  # pyright: ignore[reportPrivateUsage]
    steps, outcome, body = exchange.steps(), None, None
    while not isinstance(step := steps.send(outcome), Answer):
        outcome = None
        if isinstance(step, Send):
            outcome, body = _attempt(client._transport, exchange, step)  # pyright: ignore[reportPrivateUsage]
        else:
            time.sleep(step.seconds)
    assert body is not None, "a success has a body"
    return body


def _attempt(transport: Transport, exchange: Exchange, step: Send) -> tuple[Outcome, Body | None]:
    """Make one attempt: what is no success is read at once, like any answer."""
    connections = transport._connections(step.request.url)  # pyright: ignore[reportPrivateUsage]
    patience, body = step.left(), None
    if not connections.take_turn(patience):
        return _no_turn(connections.limit, patience), None
    attempt = _begun(step)
    try:
        built, auth = _built(connections, step.request, attempt), _auth(step.request)
        response = connections.client.send(built, auth=auth, stream=True, follow_redirects=False)
        if response.is_success:
            head = _answer(response, bytearray(), attempt)
            body = Body(exchange, head, attempt, step.ends, response)
            body.connections, body.pieces = connections, iter(_pieces(connections, response))
            return head, body
        content = bytearray()
        try:
            for piece in _pieces(connections, response):
                content += piece
                if _is_trap(content, response):
                    return TRAP, None
                if time.monotonic() > attempt.ends:
                    return _too_late(attempt), None
        finally:
            response.close()
        return _answer(response, content, attempt), None
    except Exception as error:
        return _failure(error, attempt), None
    finally:
        if body is None:
            connections.give_back()


async def async_opened(client: AsyncClient, call: Call[Any], options: RequestOptions) -> AsyncBody:
    """Ask, until a success begins. Raises any error of the tree."""
    import anyio

    exchange = client._exchange(call, options)  # pyright: ignore[reportPrivateUsage]
    steps, outcome, body = exchange.steps(), None, None
    while not isinstance(step := steps.send(outcome), Answer):
        outcome = None
        if isinstance(step, Send):
            transport = client._transport  # pyright: ignore[reportPrivateUsage]
            outcome, body = await _async_attempt(transport, exchange, step)
        else:
            await anyio.sleep(step.seconds)
    assert body is not None, "a success has a body"
    return body


async def _async_attempt(transport: AsyncTransport, exchange: Exchange, step: Send) -> tuple[Outcome, AsyncBody | None]:
    import anyio

    connections = transport._connections(step.request.url)  # pyright: ignore[reportPrivateUsage]
    patience, attempt, body = step.left(), None, None
    with anyio.CancelScope(deadline=anyio.current_time() + patience) as scope:
        await connections.take_turn()
        try:
            attempt = _begun(step)
            scope.deadline = anyio.current_time() + attempt.limit
            outcome, body = await _async_answered(connections, exchange, step, attempt)
            return outcome, body
        finally:
            if body is None:
                await connections.give_back()
    return _too_late(attempt) if attempt else _no_turn(connections.limit, patience), None


async def _async_answered(
    connections: AsyncConnections, exchange: Exchange, step: Send, attempt: Attempt
) -> tuple[Outcome, AsyncBody | None]:
    try:
        built, auth = _built(connections, step.request, attempt), _auth(step.request)
        response = await connections.client.send(built, auth=auth, stream=True, follow_redirects=False)
        if response.is_success:
            head = _answer(response, bytearray(), attempt)
            body = AsyncBody(exchange, head, attempt, step.ends, response)
            body.connections, body.pieces = connections, aiter(_pieces(connections, response))
            return head, body
        content = bytearray()
        try:
            async for piece in _pieces(connections, response):
                content += piece
                if _is_trap(content, response):
                    return TRAP, None
        finally:
            await response.aclose()
        return _answer(response, content, attempt), None
    except Exception as error:
        return _failure(error, attempt), None
