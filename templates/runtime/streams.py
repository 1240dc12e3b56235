"""Answers that are a stream of items: each is read and typed as it comes.

Iterating reads; the connection is given back at the end, at an error, or by `close`, which the end of a `with` block does.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import AsyncGenerator, Generator, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, cast

from .answer import problem_of
from .call import Call, status_entry
from .errors import APIError, ResponseValidationError, UndecodableBody
from .faults import is_tree
from .incoming import AsyncBody, Incoming, Told, async_opened, opened
from .retry import Failure
from .sequences import Cutter, Unfinished

if TYPE_CHECKING:
    from .client import AsyncClient, SyncClient
    from .options import RequestOptions

T = TypeVar("T")

LARGEST_ITEM = 256 * 1024 * 1024  # bytes: what is larger has no end
MORE: Any = object()  # in place of an item: bytes are needed first
END: Any = object()  # in place of an item: there are no more


class _Reading(Generic[T]):
    """The part of a stream that does no I/O: bytes go in, items come out. `count` are those that came out."""

    def __init__(self, client: SyncClient | AsyncClient, call: Call[T], cutter: Cutter, body: Incoming) -> None:
        self.count, self.cutter = 0, cutter
        self._client, self._call, self._body = client, call, body
        self._items: Iterator[bytes] = iter(())
        self._signs, self._is_ended = 0, False

    def next(self) -> T:
        """The next item, MORE or END. Raises any error of the tree where the item is none."""
        try:
            for content in self._items:
                self.count += 1
                return self._read(content)
        except Unfinished:
            raise self._broken(Failure("exchange", "the answer ended within an item")) from None
        except UndecodableBody as undecodable:
            raise self._undecodable(undecodable, b"") from None
        if self._is_ended or self.cutter.is_over:
            return cast(T, END)
        if self.cutter.held > LARGEST_ITEM:
            raise self._broken(Failure("exchange", f"an item of more than {LARGEST_ITEM} bytes"))
        if self.cutter.signs != self._signs:  # the server is alive
            self._signs = self.cutter.signs
            self._body.wait_anew()
        return cast(T, MORE)

    def take(self, came: bytes | Failure | None) -> None:
        """Take what came: bytes, None at the end. Raises for a failure."""
        if isinstance(came, Failure):
            raise self._broken(came)
        self._is_ended = came is None
        self._items = self.cutter.end() if came is None else self.cutter.feed(came)

    def _read(self, content: bytes) -> T:
        if self.cutter.other and not self._is_described(content) and self._is_described(self.cutter.other):
            content = self.cutter.other
        answer, exchange = replace(self._body.head, content=content), self._body.exchange
        if b'"error"' in content or self.cutter.event == "error":
            self._raise_what_the_server_tells(content)
        try:
            return self._client._decoded(self._call, exchange, answer).value  # pyright: ignore[reportPrivateUsage]
        except ResponseValidationError as error:
            error.hint = f"item {self.count} of the stream"
            raise

    def _raise_what_the_server_tells(self, content: bytes) -> None:
        """Raise APIError where an item that the document does not describe tells of an error."""
        head, exchange = self._body.head, self._body.exchange
        if not self._is_described(content):
            answer = replace(head, content=content).redacted(exchange.request.secrets)
            text = answer.content.decode("utf-8", "replace")
            with suppress(ValueError, RecursionError):
                body: object = json.loads(answer.content)
                if self.cutter.event != "error" and not (is_tree(body) and body.get("error")):
                    return
                said = problem_of(body, text, rpc=exchange.rpc)
                message = ": ".join(filter(None, ["the server ended the stream with an error", said.code, said.reason]))
                error = APIError(message, asked=exchange.asked, answer=answer, hint=f"item {self.count} of the stream")
                error.body = body
                raise error from None

    def _is_described(self, content: bytes) -> bool:
        """Whether an item is as the document says."""
        answers = self._call.answers
        decoder = status_entry(answers, self._body.head.status_code) or next(iter(answers.values()))
        try:
            decoder.decode(content, "", True)
        except UndecodableBody:
            return False
        return True

    def _undecodable(self, undecodable: UndecodableBody, content: bytes) -> ResponseValidationError:
        answer = replace(self._body.head, content=content)
        return ResponseValidationError(undecodable, answer, asked=self._body.exchange.asked)

    def _broken(self, failure: Failure) -> APIError:
        number = self.count + 1
        return self._body.broken(failure, f"no item {number}" if failure.timed_out else f"broke off at item {number}")


class _Told(Told):
    """What a stream tells of the answer that it reads."""

    _reading: _Reading[Any] | None = None

    @property
    def event(self) -> str:
        """The name of the event that the last item came in; "" where items are no events."""
        return self._reading.cutter.event if self._reading else ""

    @property
    def last_event_id(self) -> str:
        """The id of the last event that had one: what `Last-Event-ID` asks for more with."""
        return self._reading.cutter.last_event_id if self._reading else ""

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self._reading.count if self._reading else 0} items so far>"


class Stream(_Told, Generic[T]):
    """Items as they come. Making one sends the request; an answer that is no success raises at once.

    `timeout` bounds the wait for each item (a keep-alive starts it anew), `deadline` all of them.
    """

    def __init__(self, client: SyncClient, call: Call[T], cutter: Cutter, options: RequestOptions) -> None:
        self._has_begun = self._body = opened(client, call, options)
        self._reading = self._items = _Reading(client, call, cutter, self._body)

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> T:
        if self._body.is_closed:
            raise StopIteration
        self._body.wait_anew()
        try:
            while (item := self._items.next()) is MORE:
                self._items.take(self._body.pull())
        except BaseException:
            self._body.close()
            raise
        if item is END:
            self._body.finish()
            raise StopIteration
        return item

    def close(self) -> None:
        """Give the connection back; a second time does nothing."""
        self._body.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def __del__(self) -> None:
        with suppress(Exception):  # of which a stream that never began is one
            self._body.close()


class AsyncStream(_Told, Generic[T]):
    """Items as they come. The request is sent when it is awaited, iterated or entered, whichever comes first.

    `timeout` bounds the wait for each item (a keep-alive starts it anew), `deadline` all of them.
    """

    def __init__(self, client: AsyncClient, call: Call[T], cutter: Cutter, options: RequestOptions) -> None:
        self._client, self._call, self._cutter, self._options = client, call, cutter, options
        self._body: AsyncBody | None = None
        self._pump: AsyncGenerator[T, None] | None = None

    async def _opened(self) -> tuple[AsyncBody, _Reading[T]]:
        if self._body is None:
            self._has_begun = self._body = await async_opened(self._client, self._call, self._options)
            self._reading = _Reading(self._client, self._call, self._cutter, self._body)
        return self._body, cast("_Reading[T]", self._reading)

    async def _awaited(self) -> Self:
        await self._opened()
        return self

    def __await__(self) -> Generator[Any, None, Self]:
        return self._awaited().__await__()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> T:
        body, items = await self._opened()
        if self._pump is None:
            self._pump = _pumped(body, items)
        return await anext(self._pump)

    async def close(self) -> None:
        """Give the connection back; a second time does nothing."""
        if self._body is not None:
            await self._body.close()

    async def __aenter__(self) -> Self:
        return await self._awaited()

    async def __aexit__(self, *exception: object) -> None:
        await self.close()

    def __del__(self) -> None:
        if self._body is not None and self._pump is None and not self._body.is_closed:
            warnings.warn(f"{self!r} was neither read nor closed", ResourceWarning, source=self, stacklevel=1)


async def _pumped(body: AsyncBody, items: _Reading[T]) -> AsyncGenerator[T, None]:
    """The items of a stream. Event loops end a generator that nobody holds any more, and that gives the connection back."""
    try:
        while not body.is_closed:
            body.wait_anew()
            while (item := items.next()) is MORE:
                items.take(await body.pull())
            if item is END:
                await body.finish()
                return
            yield item
    finally:
        await body.close()
