"""Answers that are one page of several, and the walk over all of them.

What a paged method returns is the answer itself, with methods that ask for more: iterating over it gives the items of
this page and of all that follow. An empty page is not the last one as long as it tells of another.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Coroutine, Generator, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, cast, overload

from .turning import Paging as Paging
from .turning import items_of, next_of, turned
from .turning import paged as paged

if TYPE_CHECKING:
    from .client import AsyncClient, SyncClient

T = TypeVar("T")
A = TypeVar("A", bound="AsyncPage[Any]")


class Page(Generic[T]):
    """One page; iterating gives the items of this page and of all that follow, which are asked for when it gets there."""

    def __iter__(self) -> Iterator[T]:
        return self.iter_items()

    def has_next_page(self) -> bool:
        """Whether the answer tells of another page."""
        return next_of(self) is not None

    def get_next_page(self) -> Self:
        """Ask for the next page, with all else as it was asked for this one. LookupError behind the last one."""
        turn, call = turned(self)
        return cast(Self, cast("SyncClient", turn.book.client).raw(call, turn.book.options_for(call)).parse())

    def iter_pages(self, *, limit: int | None = None) -> Iterator[Self]:
        """This page and those that follow, `limit` pages at most."""
        return islice(_pages(self), limit)

    def iter_items(self, *, limit: int | None = None) -> Iterator[T]:
        """The items of this page and of those that follow, `limit` items at most."""
        return islice((item for page in _pages(self) for item in items_of(page)), limit)


S = TypeVar("S", bound=Page[Any])


def _pages(page: S) -> Iterator[S]:
    while True:
        yield page
        if next_of(page) is None:
            return
        page = page.get_next_page()


class AsyncPage(Generic[T]):
    """One page; iterating with `async for` gives the items of this page and of all that follow."""

    def __aiter__(self) -> AsyncIterator[T]:
        return self.iter_items()

    def has_next_page(self) -> bool:
        """Whether the answer tells of another page."""
        return next_of(self) is not None

    async def get_next_page(self) -> Self:
        """Ask for the next page, with all else as it was asked for this one. LookupError behind the last one."""
        turn, call = turned(self)
        client = cast("AsyncClient", turn.book.client)
        return cast(Self, (await client.raw(call, turn.book.options_for(call))).parse())

    async def iter_pages(self, *, limit: int | None = None) -> AsyncIterator[Self]:
        """This page and those that follow, `limit` pages at most."""
        page, left = self, limit
        while left is None or left > 0:
            yield page
            left = None if left is None else left - 1
            if left == 0 or next_of(page) is None:
                return
            page = await page.get_next_page()

    async def iter_items(self, *, limit: int | None = None) -> AsyncIterator[T]:
        """The items of this page and of those that follow, `limit` items at most."""
        left = limit
        if left == 0:
            return
        async for page in self.iter_pages():
            for item in items_of(page):
                yield item
                left = None if left is None else left - 1
                if left == 0:
                    return


class AsyncPages(Generic[A, T]):
    """Pages that are not asked for yet: awaiting gives the first page, `async for` the items of all."""

    def __init__(self, first: Callable[[], Coroutine[Any, Any, A]]) -> None:
        self._first = first

    def __await__(self) -> Generator[Any, None, A]:
        return self._first().__await__()

    def __aiter__(self) -> AsyncIterator[T]:
        return self.iter_items()

    async def iter_pages(self, *, limit: int | None = None) -> AsyncIterator[A]:
        """All pages, `limit` at most."""
        if limit != 0:
            async for page in (await self).iter_pages(limit=limit):
                yield page

    async def iter_items(self, *, limit: int | None = None) -> AsyncIterator[T]:
        """The items of all pages, `limit` items at most."""
        if limit != 0:
            async for item in (await self).iter_items(limit=limit):
                yield item


class _Listed(Generic[T]):
    """What the pages of bare lists have in common."""

    def __init__(self, items: list[T]) -> None:
        self.items = items

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.items!r})"

    def __len__(self) -> int:
        return len(self.items)

    @overload
    def __getitem__(self, index: int) -> T: ...

    @overload
    def __getitem__(self, index: slice) -> list[T]: ...

    def __getitem__(self, index: int | slice) -> T | list[T]:
        """An item of this page, or several."""
        return self.items[index]

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self.items == vars(other)["items"]

    __hash__ = None  # type: ignore[assignment]


class ListPage(_Listed[T], Page[T]):
    """One page of an answer that is a list: `items`, a length and an index are those of this page."""


class AsyncListPage(_Listed[T], AsyncPage[T]):
    """One page of an answer that is a list: `items`, a length and an index are those of this page."""
