"""The way from a page to the next: what the next one is asked for with, and what ends the walk."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias, TypeVar, cast
from urllib.parse import unquote, unquote_plus

from .answer import Answer
from .call import Call, Pair, quoted, scalar
from .credentials import chosen
from .decode import JsonDecoder
from .encode import Body
from .errors import Asked, ResponseValidationError, UndecodableBody
from .faults import Fault, is_tree
from .links import below, next_link
from .model import is_array
from .options import RequestOptions

if TYPE_CHECKING:
    from .client import AsyncClient, SyncClient
    from .request import Request

P = TypeVar("P")
Style: TypeAlias = Literal["token", "offset", "page", "url", "link"]

_TURN = "__turn__"
_TIMES = 5  # a page may be like the one before it, where its items are; so many in a row are not turned at all


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """How the next page is asked for.

    "token": what the answer has at `next`, or in its header field `header`, goes into `parameter`. "offset": `parameter` counts the items before the
    page, from `first`. "page": it counts the pages, from `first`. "url": the answer has the URL of the next page
    there. "link": the header Link has it (RFC 8288). `items`, `next`, `more` and `total` are Python names on the way
    through the answer ("-1" means the last item), which is the list itself without `items`. `more`, where there is one,
    is false on the last page; `total` counts the items of all pages, and ends the walk when exactly so many came.
    """

    style: Style
    items: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    header: str = ""
    parameter: str = ""
    in_body: bool = False
    first: int = 0
    more: tuple[str, ...] = ()
    total: tuple[str, ...] = ()


class Before(NamedTuple):
    """The pages before one that is counted: the last one, how often it came in a row, and the items of all, if known."""

    content: bytes = b""
    times: int = 0
    items: int | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """What all pages of one question have in common; `kind` is their class."""

    client: SyncClient | AsyncClient
    paging: Paging
    kind: Callable[..., Any]
    options: RequestOptions

    def page(self, call: Call[Any], seen: frozenset[object], before: Before = Before()) -> Call[Any]:
        """The call with its answer as a page. A count must lead away from what was `before`."""
        known = seen | {_key(call)}

        def then(value: Any, answer: Answer, request: Request) -> Any:
            page = value if self.paging.items else self.kind(value)
            turn = Turn(self, call, answer, request, known, before)
            vars(page)[_TURN] = turn
            if turn.times > 1 and (_differ(items_of(page)) or turn.times == _TIMES):
                raise turn.refusal("it is the page before it once more")
            return page

        decoder: JsonDecoder[Any] = JsonDecoder(lambda: self.kind)
        return replace(
            call, answers=dict.fromkeys(call.answers, decoder) if self.paging.items else call.answers, then=then
        )

    def options_for(self, call: Call[Any]) -> RequestOptions:
        """The options of a later page: what leads to it counts, and not what was added to the query of the first."""
        added = self.client._settings.merged(self.options).extra_query  # pyright: ignore[reportPrivateUsage]
        said: dict[str, list[str]] = {}
        for pair in call.query if added else ():
            name = "" if isinstance(pair, Fault) else unquote_plus(pair[0])
            if name in added and (name == self.paging.parameter or self.paging.style in ("url", "link")):
                said.setdefault(name, []).append(unquote_plus(cast(Pair, pair)[1]))
        return (
            {**self.options, "extra_query": {**self.options.get("extra_query", {}), **said}} if said else self.options
        )


@dataclass(frozen=True, slots=True)
class Turn:
    """All that turning a page takes; `seen` holds what its chain of pages was asked for with."""

    book: Book = field(repr=False)
    call: Call[Any]
    answer: Answer
    request: Request
    seen: frozenset[object] = field(repr=False)
    before: Before = field(repr=False)

    @property
    def times(self) -> int:
        """How often this page came in a row."""
        return self.before.times + 1 if self.before.content == self.answer.content else 1

    def __deepcopy__(self, memo: object) -> Turn:
        return self

    def __reduce__(self) -> tuple[object, ...]:
        return _no_turn, ()  # a client cannot be pickled: such a page comes back without a next one

    def refusal(self, reason: str) -> ResponseValidationError:
        """The error of an answer whose next page cannot be asked for."""
        asked = Asked(self.call.operation, self.call.method, self.call.template, 1)
        where = self.book.paging.header or ".".join(self.book.paging.next)
        undecodable = UndecodableBody(reason, path=where, expected="another page")
        return ResponseValidationError(undecodable, self.answer.redacted(self.request.secrets), asked=asked)

    def next_call(self, page: object) -> Call[Any] | None:
        """The call for the next page; None behind the last one. ResponseValidationError for one that was had already."""
        call = self._following(page)
        if call is None:
            return None
        if _key(call) in self.seen:
            raise self.refusal("it asks for a page that was there already")
        is_counted = self.book.paging.style in ("offset", "page")
        before = Before(self.answer.content, self.times, self._came(page)) if is_counted else Before()
        return self.book.page(call, self.seen, before)

    def _following(self, page: object) -> Call[Any] | None:
        paging = self.book.paging
        found = self.answer.headers.get(paging.header, "").strip() if paging.header else _at(page, paging.next)
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
                return self._linked(next_link(self.answer.headers.get("link", "")))

    def _counted(self, page: object) -> Call[Any] | None:
        """The call for the next number, until a page is empty or all that is counted was there.

        A total that is less than what came was not counted (some servers say 0), and ends nothing.
        """
        paging, count = self.book.paging, len(items_of(page))
        position = self._start() + (count if paging.style == "offset" else 1)
        is_last = bool(paging.total) and _at(page, paging.total) == self._came(page)
        return None if not count or is_last else self._asked_with(position)

    def _start(self) -> int:
        """The number that this page was asked for with."""
        given = _given(self.call, self.book.paging)
        try:
            return self.book.paging.first if given is None else int(cast(str, given))
        except (ValueError, TypeError):
            raise self.refusal(f"{self.book.paging.parameter} is no number to count on from") from None

    def _came(self, page: object) -> int:
        """The items of the API up to the end of this page; those before the first of a walk are taken for full pages."""
        count, before = len(items_of(page)), self.before.items
        if before is None:
            before = (self._start() - self.book.paging.first) * (count if self.book.paging.style == "page" else 1)
        return before + count

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
            path, pairs = below(base, here, link)
        except ValueError as refusal:
            raise self.refusal(str(refusal)) from None
        held = self.book.client._identity.credentials  # pyright: ignore[reportPrivateUsage]
        keys = {one.wire for one in chosen(self.call.security, held) or () if one.header is None}
        query = tuple(pair for pair in pairs if unquote_plus(pair[0]) not in keys)  # which the call brings itself
        return replace(self.call, path=(path,), query=query, check=None, body=_unchecked(self.call.body))


def paged(
    client: SyncClient | AsyncClient, call: Call[Any], paging: Paging, kind: Callable[..., P], options: RequestOptions
) -> Call[P]:
    """The call with its answer as a page of the class `kind`, which a list is put into."""
    extra = client._settings.merged(options).extra_query  # pyright: ignore[reportPrivateUsage]
    if not paging.in_body and extra.get(paging.parameter) is not None:  # there the walk begins
        with suppress(ValueError):  # a value that has no form in a URL is refused with all else that is wrong
            call = replace(call, query=_with_pair(call, paging.parameter, extra[paging.parameter]))
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


def _differ(items: list[Any]) -> bool:
    """Whether there are several items and no two alike: then they are not found on another page as well."""
    return 1 < len(items) == len(set(map(repr, items)))


def _at(value: object, way: tuple[str, ...]) -> object:
    """What stands at the end of a way through an answer, "-1" being a last item; None where the way breaks off."""
    for name in way:
        if is_array(value):
            value = value[-1] if value and name == "-1" else None
            continue
        value = value.get(name) if is_tree(value) else getattr(value, name, None)
    return value


def turn_of(page: object) -> Turn | None:
    turn: Turn | None = vars(page).get(_TURN)
    return turn


def _no_turn() -> None:
    return None


def items_of(page: object) -> list[Any]:
    """The items of one page; of a list without items, or of a page that no call answered, none."""
    turn = turn_of(page)
    found = None if turn is None else _at(page, turn.book.paging.items or ("items",))
    return found if is_array(found) else []


def next_of(page: object) -> Call[Any] | None:
    turn = turn_of(page)
    return None if turn is None else turn.next_call(page)


def turned(page: object) -> tuple[Turn, Call[Any]]:
    turn = turn_of(page)
    call = None if turn is None else turn.next_call(page)
    if turn is None or call is None:
        raise LookupError("there is no page behind this one: ask has_next_page() first")
    return turn, call
