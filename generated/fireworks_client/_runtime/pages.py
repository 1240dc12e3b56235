"""Answers that are one page of several, and the way from each page to the next.

What a paged method returns is the answer itself, with methods that ask for more: iterating over it gives the items of
this page and of all that follow. An empty page is not the last one as long as it tells of another.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Coroutine, Generator, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, Literal, Self, TypeAlias, TypeVar, cast, overload
from urllib.parse import unquote, urljoin, urlsplit

from .answer import Answer
from .call import Call, Pair, quoted, scalar
from .decode import JsonDecoder
from .encode import Body
from .errors import Asked, ResponseValidationError, UndecodableBody
from .faults import Fault, is_tree
from .model import is_array
from .options import RequestOptions

if TYPE_CHECKING:
    from .client import AsyncClient, SyncClient
    from .request import Request

T = TypeVar("T")
P = TypeVar("P")
A = TypeVar("A", bound="AsyncPage[Any]")
Style: TypeAlias = Literal["token", "offset", "page", "url", "link"]

_TURN = "__turn__"
_LINK = re.compile(r"<([^>]*)>([^<]*)")
_IS_NEXT = re.compile(r';\s*rel\s*=\s*(?:next\b|"(?:[^"]*\s)?next(?:\s[^"]*)?")', re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """How the next page is asked for.

    "token": what the answer has at `next` goes into `parameter`. "offset": `parameter` counts the items before the
    page, from `first`. "page": it counts the pages, from `first`. "url": the answer has the URL of the next page at
    `next`. "link": the header Link has it (RFC 8288). `items`, `next`, `more` and `total` are Python names on the way
    through the answer ("-1" means the last item), which is the list itself without `items`. `more`, where there is one,
    is false on the last page; `total` counts the items of all pages.
    """

    style: Style
    items: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    parameter: str = ""
    in_body: bool = False
    first: int = 0
    more: tuple[str, ...] = ()
    total: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """What all pages of one question have in common; `kind` is their class."""

    client: SyncClient | AsyncClient
    paging: Paging
    kind: Callable[..., Any]
    options: RequestOptions

    def page(self, call: Call[Any], seen: frozenset[object], before: bytes = b"") -> Call[Any]:
        """The call with its answer as a page. `before` is the page before it, which a count must lead away from."""
        known = seen | {_key(call)}

        def then(value: Any, answer: Answer, request: Request) -> Any:
            page = value if self.paging.items else self.kind(value)
            turn = Turn(self, call, answer, request, known)
            vars(page)[_TURN] = turn
            if before and answer.content == before and items_of(page):
                raise turn.refusal("it is the page before it once more")
            return page

        decoder: JsonDecoder[Any] = JsonDecoder(lambda: self.kind)
        return replace(
            call, answers=dict.fromkeys(call.answers, decoder) if self.paging.items else call.answers, then=then
        )


@dataclass(frozen=True, slots=True)
class Turn:
    """All that turning a page takes; `seen` holds what its chain of pages was asked for with."""

    book: Book = field(repr=False)
    call: Call[Any]
    answer: Answer
    request: Request
    seen: frozenset[object] = field(repr=False)

    def __deepcopy__(self, memo: object) -> Turn:
        return self

    def __reduce__(self) -> tuple[object, ...]:
        return _no_turn, ()  # a client cannot be pickled: such a page comes back without a next one

    def refusal(self, reason: str) -> ResponseValidationError:
        """The error of an answer whose next page cannot be asked for."""
        asked = Asked(self.call.operation, self.call.method, self.call.template, 1)
        undecodable = UndecodableBody(reason, path=".".join(self.book.paging.next), expected="another page")
        return ResponseValidationError(undecodable, self.answer.redacted(self.request.secrets), asked=asked)

    def next_call(self, page: object) -> Call[Any] | None:
        """The call for the next page; None behind the last one. ResponseValidationError for one that was had already."""
        call = self._following(page)
        if call is None:
            return None
        if _key(call) in self.seen:
            raise self.refusal("it asks for a page that was there already")
        is_counted = self.book.paging.style in ("offset", "page")
        return self.book.page(call, self.seen, self.answer.content if is_counted else b"")

    def _following(self, page: object) -> Call[Any] | None:
        paging, found = self.book.paging, _at(page, self.book.paging.next)
        if paging.more and _at(page, paging.more) is False:
            return None
        match paging.style:
            case "token":
                return None if found in (None, "") else self._asked_with(found)
            case "offset" | "page":
                return self._counted(page)
            case "url":
                return self._linked(found)
            case "link":
                return self._linked(_next_link(self.answer.headers.get("link", "")))

    def _counted(self, page: object) -> Call[Any] | None:
        """The call for the next number, until a page is empty or all that is counted was there."""
        paging, count = self.book.paging, len(items_of(page))
        total = _at(page, paging.total) if paging.total else None
        given = _given(self.call, paging)
        try:
            start = paging.first if given is None else int(cast(str, given))
        except (ValueError, TypeError):
            raise self.refusal(f"{paging.parameter} is no number to count on from") from None
        position = start + (count if paging.style == "offset" else 1)
        is_last = paging.style == "offset" and isinstance(total, int) and position >= total
        return None if not count or is_last else self._asked_with(position)

    def _asked_with(self, value: object) -> Call[Any]:
        """The call with another value of the parameter. What was checked once is not checked, nor warned of, again."""
        name, call = self.book.paging.parameter, replace(self.call, check=None)
        if self.book.paging.in_body:
            body = self.call.body or Body({})
            tree = dict(body.tree) if is_tree(body.tree) else dict[str, object]()
            return replace(call, body=Body({**tree, name: value}, write=body.write))
        try:
            query = _with_pair(call, name, value)
        except ValueError as refusal:
            raise self.refusal(f"the next page cannot be asked for: {refusal}") from None
        return replace(call, query=query, body=_unchecked(call.body))

    def _linked(self, link: object) -> Call[Any] | None:
        """The call for a URL, which must lie below the base URL: the credential goes nowhere else."""
        if link in (None, ""):
            return None
        here = self.request.url.partition("?")[0]
        base = here.removesuffix("".join(part for part in self.call.path if isinstance(part, str)))
        try:
            target = urlsplit(urljoin(here, cast(str, link)))
            home = urlsplit(base)
        except (ValueError, TypeError, AttributeError):
            raise self.refusal("the next page has no URL that can be read") from None
        if target.netloc != home.netloc or not target.path.startswith(f"{home.path}/"):
            raise self.refusal(f"the next page is not below {base}")
        pairs = (pair.partition("=")[::2] for pair in target.query.split("&") if pair)
        path = target.path.removeprefix(home.path)
        return replace(self.call, path=(path,), query=tuple(pairs), check=None, body=_unchecked(self.call.body))


def paged(
    client: SyncClient | AsyncClient, call: Call[Any], paging: Paging, kind: Callable[..., P], options: RequestOptions
) -> Call[P]:
    """The call with its answer as a page of the class `kind`, which a list is put into."""
    extra = dict(options.get("extra_query", {}))
    if not paging.in_body and paging.parameter in extra:  # on the first page only: it would keep the others from coming
        value = extra.pop(paging.parameter)
        options = {**options, "extra_query": extra}
        call = call if value is None else replace(call, query=_with_pair(call, paging.parameter, value))
    return Book(client, paging, kind, options).page(call, frozenset())


def _key(call: Call[Any]) -> object:
    """What a call asks for, so that the same question is known again."""
    return call.path, tuple(sorted(map(repr, call.query))), repr(call.body.tree) if call.body is not None else ""


def _with_pair(call: Call[Any], name: str, value: object) -> tuple[Pair | Fault, ...]:
    """The query with one value of a parameter. ValueError for a value that has no form in a URL."""
    pair = quoted(name), quoted(scalar(value))
    return (*(one for one in call.query if isinstance(one, Fault) or one[0] != pair[0]), pair)


def _unchecked(body: Body | None) -> Body | None:
    return None if body is None else Body(body.tree, write=body.write)


def _given(call: Call[Any], paging: Paging) -> object:
    """The value of the parameter that turns pages, as it was sent; None where it was not."""
    if paging.in_body:
        return call.body.tree.get(paging.parameter) if call.body is not None and is_tree(call.body.tree) else None
    name = quoted(paging.parameter)
    return next((unquote(one[1]) for one in call.query if not isinstance(one, Fault) and one[0] == name), None)


def _next_link(header: str) -> str | None:
    """The target of the link to the next page in a header Link."""
    return next((found[1] for found in _LINK.finditer(header) if _IS_NEXT.search(found[2])), None)


def _at(value: object, way: tuple[str, ...]) -> object:
    """What stands at the end of a way through an answer, "-1" being a last item; None where the way breaks off."""
    for name in way:
        if is_array(value):
            value = value[-1] if value and name == "-1" else None
            continue
        value = value.get(name) if is_tree(value) else getattr(value, name, None)
    return value


def _turn_of(page: object) -> Turn | None:
    turn: Turn | None = vars(page).get(_TURN)
    return turn


def _no_turn() -> None:
    return None


def items_of(page: object) -> list[Any]:
    """The items of one page; of a list without items, or of a page that no call answered, none."""
    turn = _turn_of(page)
    found = None if turn is None else _at(page, turn.book.paging.items or ("items",))
    return found if is_array(found) else []


def _next_of(page: object) -> Call[Any] | None:
    turn = _turn_of(page)
    return None if turn is None else turn.next_call(page)


def _turned(page: object) -> tuple[Turn, Call[Any]]:
    turn = _turn_of(page)
    call = None if turn is None else turn.next_call(page)
    if turn is None or call is None:
        raise LookupError("there is no page behind this one: ask has_next_page() first")
    return turn, call


class Page(Generic[T]):
    """One page; iterating gives the items of this page and of all that follow, which are asked for when it gets there."""

    def __iter__(self) -> Iterator[T]:
        return self.iter_items()

    def has_next_page(self) -> bool:
        """Whether the answer tells of another page."""
        return _next_of(self) is not None

    def get_next_page(self) -> Self:
        """Ask for the next page, with all else as it was asked for this one. LookupError behind the last one."""
        turn, call = _turned(self)
        return cast(Self, cast("SyncClient", turn.book.client).raw(call, turn.book.options).parse())

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
        if _next_of(page) is None:
            return
        page = page.get_next_page()


class AsyncPage(Generic[T]):
    """One page; iterating with `async for` gives the items of this page and of all that follow."""

    def __aiter__(self) -> AsyncIterator[T]:
        return self.iter_items()

    def has_next_page(self) -> bool:
        """Whether the answer tells of another page."""
        return _next_of(self) is not None

    async def get_next_page(self) -> Self:
        """Ask for the next page, with all else as it was asked for this one. LookupError behind the last one."""
        turn, call = _turned(self)
        return cast(Self, (await cast("AsyncClient", turn.book.client).raw(call, turn.book.options)).parse())

    async def iter_pages(self, *, limit: int | None = None) -> AsyncIterator[Self]:
        """This page and those that follow, `limit` pages at most."""
        page, left = self, limit
        while left is None or left > 0:
            yield page
            left = None if left is None else left - 1
            if left == 0 or _next_of(page) is None:
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
