"""The ways from a page to the next, by tables: also those that this document happens not to use."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from .cases import SETTINGS
from .flavours import BASE_PATH, KEYS, WHERE, Flavour, Reply, Server, package
from .test_parts import HAS, part

HOME = str(WHERE.get("base_url") or SETTINGS["base_url"]).rstrip("/")
if_paged = pytest.mark.parametrize("has", [True] if "pages" in HAS else [], ids=str)


class Shelf(Server):
    """Answers by the query (or the body) with the page that is kept under it."""

    def __init__(self, pages: Mapping[str, Any], links: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self.pages, self.links = pages, links or {}
        self.header = "link"
        self.asked: list[str] = []

    def __call__(self, request: Any) -> Any:
        target = request.url.raw_path.decode().removeprefix(f"{BASE_PATH}/things").lstrip("?")
        told = target if request.method == "GET" else request.content.decode()
        self.asked.append(told)
        headers = {self.header: self.links[told]} if told in self.links else {}
        return Reply(200, self.pages[told], headers=headers).response()


def call(*query: Any, body: object = None, **more: Any) -> Any:
    """The question for a first page."""
    return part("call").Call(
        operation="things.list", method="GET" if body is None else "POST", template="/things", path=("/things",),
        query=query, body=part("encode").Body(body) if isinstance(body, dict) else body,
        **{"answers": {"200": part("decode").JsonDecoder(lambda: object)}, "security": (), **more},
    )  # fmt: skip


def first(flavour: Flavour, shelf: Shelf, asked: Any = None, options: Any = None, **paging: Any) -> Any:
    """The first page of a client; pages are objects with `things`, or lists where `things` is not asked for."""
    from . import toys

    pages, client = part("pages"), flavour.client(shelf, max_retries=0)
    if is_list := "items" not in paging:
        kind: Any = pages.ListPage if flavour.name == "sync" else pages.AsyncListPage
    else:
        kind = toys.pages()[flavour.name]
    asked = asked or call()
    if is_list:
        asked = replace(asked, answers={"200": part("decode").JsonDecoder(lambda: list[str])})
    made = pages.paged(client, asked, pages.Paging(**paging), kind, options or {})
    return flavour.run(client.send(made, options or {}))


def items(flavour: Flavour, page: Any, method: str = "iter_items", **limit: int) -> list[Any]:
    """What a page walks over."""

    async def main() -> list[Any]:
        return [one async for one in getattr(page, method)(**limit)]

    return list(getattr(page, method)(**limit)) if flavour.name == "sync" else list(flavour.run(main()))


def things(*names: str, **more: Any) -> dict[str, Any]:
    """A page."""
    return {"things": list(names), **more}


def spelled(url: str) -> str:
    """A URL with its host in capitals and the port that goes without saying."""
    scheme, _, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    usual = "" if ":" in host else ":443" if scheme == "https" else ":80"
    return f"{scheme}://{host.upper()}{usual}{slash}{path}"


TOKEN: dict[str, Any] = {"style": "token", "items": ("things",), "next": ("next",), "parameter": "page token"}
OFFSET: dict[str, Any] = {"style": "offset", "items": ("things",), "parameter": "offset"}
PAGE: dict[str, Any] = {"style": "page", "items": ("things",), "parameter": "page", "first": 1}
URL: dict[str, Any] = {"style": "url", "items": ("things",), "next": ("next",)}
META = {**TOKEN, "next": ("meta", "cursor"), "more": ("meta", "more"), "parameter": "after"}
AT = "page%20token="
WALKS: list[tuple[str, dict[str, Any], dict[str, Any], list[str]]] = [
    ("a token", TOKEN, {"": things("a", next="t/1"), f"{AT}t%2F1": things(next="t2"), f"{AT}t2": things("c", next="")},
     ["a", "c"]),
    ("a token that is a number", TOKEN, {"": things("a", next=7), f"{AT}7": {}}, ["a"]),
    ("a flag", META, {"": things("a", meta={"cursor": "c1", "more": True}), "after=c1": things("b", meta={"cursor": "c2",
     "more": False})}, ["a", "b"]),
    ("a cursor in a free object", {**TOKEN, "next": ("next", "cursor")},
     {"": things("a", next={"cursor": "c"}), f"{AT}c": things("b", next={})}, ["a", "b"]),
    ("no flag", META, {"": things("a", meta={"cursor": "c1"}), "after=c1": things("b", meta={})}, ["a", "b"]),
    ("the last item", {**TOKEN, "next": ("things", "-1"), "parameter": "after"},
     {"": things("a", "b"), "after=b": things("c"), "after=c": things()}, ["a", "b", "c"]),
    ("an offset", OFFSET, {"": things("a", "b"), "offset=2": things("c"), "offset=3": things()}, ["a", "b", "c"]),
    ("an offset from one", {**OFFSET, "first": 1}, {"": things("a", "b"), "offset=3": things()}, ["a", "b"]),
    ("a total", {**OFFSET, "total": ("total",)}, {"": things("a", total=2), "offset=1": things("b", total=2)}, ["a", "b"]),
    ("a total missing", {**OFFSET, "total": ("total",)}, {"": things("a"), "offset=1": things()}, ["a"]),
    ("a page number", PAGE, {"": things("a"), "page=2": things("b"), "page=3": things()}, ["a", "b"]),
    ("a page number from nought", {**PAGE, "first": 0}, {"": things("a"), "page=1": things()}, ["a"]),
    ("a page number with a total", {**PAGE, "total": ("total",)},
     {"": things("a", total=2), "page=2": things("b", total=2)}, ["a", "b"]),
    ("a page number with a total that nobody counted", {**PAGE, "total": ("total",)},
     {"": things("a", total=0), "page=2": things("b", total=0), "page=3": things(total=0)}, ["a", "b"]),
    ("an offset with a total that nobody counted", {**OFFSET, "total": ("total",)},
     {"": things("a", "b", total=0), "offset=2": things("c", total=0), "offset=3": things()}, ["a", "b", "c"]),
    ("an offset from one with a total", {**OFFSET, "first": 1, "total": ("total",)},
     {"": things("a", "b", total=3), "offset=3": things("c", total=3)}, ["a", "b", "c"]),
    ("items that are alike", OFFSET, {"": things("a"), "offset=1": things("a"), "offset=2": things()}, ["a", "a"]),
    ("a URL", URL, {"": things("a", next=f"{HOME}/things?at=2%2F3&size=2"), "at=2%2F3&size=2": things("b")}, ["a", "b"]),
    ("a path", URL, {"": things("a", next=f"{BASE_PATH}/things?at=2"), "at=2": things("b", next="")}, ["a", "b"]),
    ("a URL with the usual port", URL, {"": things("a", next=f"{spelled(HOME)}/things?at=2"), "at=2": things("b")}, ["a", "b"]),
    ("a query", URL, {"": things("a", next="?at=2&&b"), "at=2&b=": things("b", next=None)}, ["a", "b"]),
    ("a URL of another path", URL, {"": things("a", next=f"{HOME}/things/more?at=2"), "/more?at=2": things("b")}, ["a", "b"]),
    ("a way that breaks off at a list", {**TOKEN, "next": ("things", "x")}, {"": things("a")}, ["a"]),
    ("a bare list", {"style": "offset", "parameter": "offset"}, {"": ["a"], "offset=1": []}, ["a"]),
]  # fmt: skip


@pytest.mark.parametrize(("paging", "pages", "found"), [walk[1:] for walk in WALKS] if "pages" in HAS else [],
                         ids=[walk[0] for walk in WALKS] if "pages" in HAS else None)  # fmt: skip
def test_a_walk_ends_where_the_api_says(paging: Any, pages: Any, found: list[str], flavour: Flavour) -> None:
    shelf = Shelf(pages)
    assert items(flavour, first(flavour, shelf, **paging)) == found
    assert shelf.asked == list(pages)


ENDS: list[tuple[str, dict[str, Any], Any, dict[str, Any], str]] = [
    ("a token again", TOKEN, [], {"": things("a", next="1"), f"{AT}1": things("b", next="1")}, "was there already"),
    ("a token of the start", TOKEN, [("page%20token", "1")], {f"{AT}1": things("b", next="1")}, "was there already"),
    ("a token that has no form", TOKEN, [], {"": things("a", next={"deep": 1})}, "cannot be asked for"),
    ("no count", OFFSET, [], {"": things("a", "b"), "offset=2": things("a", "b")}, "it is the page before it once more"),
    ("no count among items that are alike", OFFSET, [], {"": things("a"), **{f"offset={at}": things("a") for at in (1, 2, 3, 4)}},
     "it is the page before it once more"),
    ("no page number", PAGE, [], {"": things("a", "b"), "page=2": things("a", "b")}, "it is the page before it once more"),
    ("no number", PAGE, [("page", "x")], {"page=x": things("a")}, "page is no number to count on from"),
    ("another host", URL, [], {"": things("a", next="https://evil.test/things")}, "the next page is not below"),
    ("another scheme's host", URL, [], {"": things("a", next="//evil.test/things")}, "the next page is not below"),
    ("another port", URL, [], {"": things("a", next=f"{HOME.partition('//')[0]}//evil:9/")}, "is not below"),
    ("steps out of the base", URL, [], {"": things("a", next=f"{HOME}/things/../../admin")}, "the next page is not below"),
    ("escaped steps", URL, [], {"": things("a", next=f"{HOME}/%2E%2e/admin")}, "the next page is not below"),
    ("an escaped step that stays", URL, [], {"": things("a", next=f"{HOME}/%2E/things")}, "the next page is not below"),
    ("an escaped slash", URL, [], {"": things("a", next=f"{HOME}/x%2F..%2fadmin")}, "the next page is not below"),
    ("a backslash", URL, [], {"": things("a", next=f"{HOME}/..\\admin")}, "the next page is not below"),
    ("a user", URL, [], {"": things("a", next=HOME.replace("//", "//me@") + "/things")}, "the next page is not below"),
    ("no URL", URL, [], {"": things("a", next="http://[")}, "has no URL that can be read"),
    ("a number for a URL", URL, [], {"": things("a", next=7)}, "has no URL that can be read"),
]  # fmt: skip


@pytest.mark.parametrize(("paging", "query", "pages", "says"), [end[1:] for end in ENDS] if "pages" in HAS else [],
                         ids=[end[0] for end in ENDS] if "pages" in HAS else None)  # fmt: skip
def test_a_next_page_that_leads_nowhere_is_an_error_of_the_tree(
    paging: Any, query: Any, pages: Any, says: str, flavour: Flavour
) -> None:
    hidden = "".join(KEYS.values())  # which this server repeats in every page
    shelf = Shelf({asked: {**page, "note": hidden} for asked, page in pages.items()})
    page = first(flavour, shelf, call(*query), **paging)
    with pytest.raises(package.ResponseValidationError, match=says) as error:
        items(flavour, page)
    assert (error.value.operation, error.value.path) == ("things.list", ".".join(paging.get("next", ())))
    assert (error.value.method, error.value.template, error.value.attempts) == ("GET", "/things", 1)
    assert error.value.expected == "another page"
    assert [key for key in KEYS.values() if key in f"{error.value.text}{error.value.body}"] == []
    assert shelf.asked == list(pages)


@if_paged
def test_a_header_may_have_the_next_token_or_url_and_an_empty_one_ends_the_walk(has: bool, flavour: Flavour) -> None:
    paging: dict[str, Any] = {"style": "token", "header": "X-Next", "parameter": "at"}
    for told, asked in (("t/1", "at=t%2F1"), (" 2 ", "at=2")):
        shelf = Shelf({"": ["a"], asked: ["b"]}, {"": told, asked: ""})
        shelf.header = "x-next"
        assert (items(flavour, first(flavour, shelf, **paging)), shelf.asked) == (["a", "b"], ["", asked])
    shelf = Shelf({"": ["a"], "at=2": ["b"]}, {"": f"{HOME}/things?at=2"})
    shelf.header = "x-next"
    page = first(flavour, shelf, style="url", header="X-Next")
    assert page.has_next_page() is has and items(flavour, page) == ["a", "b"]
    shelf = Shelf({"": ["a"], "at=1": ["b"]}, {"": "1", "at=1": "1"})
    shelf.header = "x-next"
    with pytest.raises(package.ResponseValidationError, match="was there already") as error:
        items(flavour, first(flavour, shelf, **paging))
    assert error.value.path == "X-Next"


LINKS = [
    ('<?page=2>; rel="next"', True), ("<?page=2>; rel=next", True), ('<?page=2>; rel="last next"', True),
    ('<?page=9>; rel="last", <?page=2>; title="a,b"; REL="NEXT"', True), ('<?page=2>;rel="next last"', True),
    ("<?page=2>; rel", False), ("<?page=2>; rel=prev", False), ("<x>; rel=nextish", False), ("", False), ("rel=next", False),
    ('<a>; rel="prev last"', False), ("<?page=2>; rel='next'", True), ('<?page=2>; title="rel=next"', False),
    ('<?page=9>; title="a, <b>; rel=next"; rel="prev", <?page=2>; rel = "next"', True),
    ('<?page=9>; title="; rel=next"; rel=last', False), ('<?page=9>; rel="last"; rel="next"', False),
    ('<?page=2>; flag; title="say \\"<x>\\""; rel=next', True), ("<things?page=2> ;rel=next;x=y", True),
]  # fmt: skip


@pytest.mark.parametrize(("link", "leads"), LINKS if "pages" in HAS else [])
def test_a_header_may_link_to_the_next_page(link: str, leads: bool, sync: Flavour) -> None:
    shelf = Shelf({"": ["a"], "page=2": ["b"]}, {"": link})
    assert items(sync, first(sync, shelf, style="link")) == (["a", "b"] if leads else ["a"])


@if_paged
def test_a_page_of_a_list_is_a_sequence_of_its_own_items(has: bool, flavour: Flavour) -> None:
    page = first(flavour, Shelf({"": ["a", "b"], "offset=2": []}), style="offset", parameter="offset")
    assert (page.items, page[0], page[-1:], len(page), bool(page)) == (["a", "b"], "a", ["b"], 2, has)
    assert page == type(page)(["a", "b"]) and page != type(page)(["a"])
    assert not type(page)([]) and "'a', 'b'" in repr(page)


@if_paged
def test_a_token_may_travel_in_the_body_with_all_else_that_is_there(has: bool, flavour: Flavour) -> None:
    shelf = Shelf({'{"q":"x"}': things("a", next="t"), '{"q":"x","token":"t"}': things("b")})
    asked = call(body={"q": "x"})
    assert items(flavour, first(flavour, shelf, asked, **{**TOKEN, "parameter": "token", "in_body": has})) == ["a", "b"]
    shelf = Shelf({'{"at":4}': things("a"), '{"at":5}': things()})
    counted = {**OFFSET, "parameter": "at", "in_body": has}
    assert items(flavour, first(flavour, shelf, call(body={"at": 4}), **counted)) == ["a"]
    shelf = Shelf({"[7]": things("a"), '{"at":1}': things()})  # a list holds no count: it begins anew
    assert items(flavour, first(flavour, shelf, call(body=part("encode").Body([7])), **counted)) == ["a"]


@if_paged
def test_a_count_goes_on_from_where_the_caller_began_and_all_else_stays(has: bool, flavour: Flavour) -> None:
    pages = {"limit=2&offset=4": things("e", "f"), "limit=2&offset=6": things("g", total=7)}
    page = first(flavour, Shelf(pages), call(("limit", "2"), ("offset", "4")), **{**OFFSET, "total": ("total",)})
    assert items(flavour, page) == ["e", "f", "g"]
    page = first(flavour, Shelf({"page=4": things("a"), "page=5": things()}), call(("page", "4")), **PAGE)
    assert items(flavour, page) == ["a"]
    shelf = Shelf({"page=2": things("c", "d", total=4)})
    assert items(flavour, first(flavour, shelf, call(("page", "2")), **{**PAGE, "total": ("total",)})) == ["c", "d"]
    shelf = Shelf({"off%20set=4": things("a"), "off%20set=5": things()})
    paging = {**OFFSET, "parameter": "off set"}
    assert items(flavour, first(flavour, shelf, call(("off%20set", "4")), **paging)) == ["a"]


@if_paged
def test_an_extra_token_begins_the_walk_and_does_not_stop_it(has: bool, flavour: Flavour) -> None:
    shelf = Shelf({"q=1&token=t1&x=2": things("a", next="t2"), "q=1&token=t2&x=2": things("b")})
    options = {"extra_query": {"token": "t1", "x": 2}}
    paging = {**TOKEN, "parameter": "token"}
    assert items(flavour, first(flavour, shelf, call(("q", "1")), options, **paging)) == ["a", "b"]
    shelf = Shelf({"q=1&at=1&x=2": things("a", next="?at=2"), "at=2&x=2": things("b")})
    options = {"extra_query": {"at": 1, "x": 2}}
    assert items(flavour, first(flavour, shelf, call(("q", "1")), options, **URL)) == ["a", "b"]
    shelf = Shelf({"token=t1": things("a", next="t1")})
    with pytest.raises(package.ResponseValidationError, match="was there already"):
        items(flavour, first(flavour, shelf, call(), {"extra_query": {"token": "t1"}}, **paging))
    assert shelf.asked == ["token=t1"]
    shelf = Shelf({"q=1": things("a")})
    options = {"extra_query": {"token": None}}
    assert items(flavour, first(flavour, shelf, call(("q", "1")), options, **paging)) == ["a"]


@if_paged
def test_what_cannot_be_asked_is_told_although_a_token_was_given(has: bool, flavour: Flavour) -> None:
    fault = part("faults").Fault("size", "parameter", "no")
    with pytest.raises(package.RequestValidationError) as error:
        first(flavour, Shelf({}), call(fault), {"extra_query": {"token": "t1"}}, **{**TOKEN, "parameter": "token"})
    assert (has, [one.path for one in error.value.faults]) == (True, ["size"])


@if_paged
def test_pages_are_turned_one_by_one_and_have_limits(has: bool, flavour: Flavour) -> None:
    pages = {"": things("a", "b", next="1"), f"{AT}1": things(next="2"), f"{AT}2": things("c")}
    page = first(flavour, Shelf(pages), **TOKEN)
    assert page.has_next_page() is has
    last = flavour.run(flavour.run(page.get_next_page()).get_next_page())
    assert (last.things, last.has_next_page()) == (["c"], False)
    with pytest.raises(LookupError, match="ask has_next_page"):
        flavour.run(last.get_next_page())
    for limit, asked in ((0, 0), (1, 0), (2, 1), (3, 2), (4, 2)):
        shelf = Shelf(pages)
        page = first(flavour, shelf, **TOKEN)
        assert len(items(flavour, page, "iter_pages", limit=limit)) == min(limit, 3)
        assert len(shelf.asked) == 1 + asked
    for limit, asked in ((0, 0), (1, 0), (2, 0), (3, 2), (4, 2)):
        shelf = Shelf(pages)
        page = first(flavour, shelf, **TOKEN)
        assert len(items(flavour, page, limit=limit)) == min(limit, 3)
        assert len(shelf.asked) == 1 + asked


@if_paged
def test_pages_that_are_not_asked_for_yet_are_asked_for_as_they_are_walked(has: bool, asynchronous: Flavour) -> None:
    shelf = Shelf({"": things("a", "b", next="1"), f"{AT}1": things("c")})

    async def first_page() -> Any:
        return page

    page = first(asynchronous, shelf, **TOKEN)
    waiting = part("pages").AsyncPages(first_page)

    async def main() -> list[Any]:
        return [(await waiting).things, [one async for one in waiting], [one async for one in page]]

    assert asynchronous.run(main()) == [["a", "b"], ["a", "b", "c"], ["a", "b", "c"]]
    for limit, pages in ((0, 0), (1, 1), (2, 2), (3, 2)):
        assert len(items(asynchronous, waiting, "iter_pages", limit=limit)) == pages
    for limit in (0, 1, 2, 3):
        assert items(asynchronous, waiting, limit=limit) == ["a", "b", "c"][:limit]


@if_paged
def test_a_request_is_checked_once_and_not_with_every_page(has: bool, flavour: Flavour) -> None:
    told: list[object] = []
    for paging, pages in (
        (TOKEN, {"": things("a", next="1"), f"{AT}1": things("b")}),
        (URL, {"": things("a", next="?a=1"), "a=1": things("b")}),
    ):
        assert items(flavour, first(flavour, Shelf(pages), call(check=told.append), **paging)) == ["a", "b"]

    def checked(tree: object, at: str, found: Any) -> None:
        told.append(tree)

    body = part("encode").Body({}, check=checked)
    paging = {**TOKEN, "parameter": "t", "in_body": True}
    shelf = Shelf({"{}": things("a", next="1"), '{"t":"1"}': things("b")})
    assert items(flavour, first(flavour, shelf, call(body=body), **paging)) == ["a", "b"]
    shelf = Shelf({"{}": things("a", next="1")})
    page = first(flavour, shelf, call(body=body), **TOKEN)
    shelf.pages = {"{}": things("b")}
    assert items(flavour, page) == ["a", "b"]
    assert len(told) == 4
    shelf = Shelf({"{}": things("a", next="?a=1")})
    page = first(flavour, shelf, call(body=body), **URL)
    shelf.pages = {"{}": things("b")}
    assert (items(flavour, page), len(told)) == (["a", "b"], 5)


@if_paged
def test_a_copy_of_a_page_turns_and_a_pickled_one_is_the_last(has: bool, sync: Flavour) -> None:
    page = first(sync, Shelf({"": things("a", next="1"), f"{AT}1": things("b")}), **TOKEN)
    for other in (copy.copy(page), copy.deepcopy(page)):
        assert other.has_next_page() is has and items(sync, other) == ["a", "b"]
    again = pickle.loads(pickle.dumps(first(sync, Shelf({"": ["a"]}), style="link")))
    assert (list(again.items), again.has_next_page()) == (["a"], False)
    told = [repr(one) for one in dict[str, Any](page.__dict__).values()]
    assert [one for one in told if "book=" in one or "seen=" in one or "before=" in one] == []
    assert part("pages").items_of(type(page)(things=["a"], next="1")) == []
    assert not type(page)(things=["a"], next="1").has_next_page()
