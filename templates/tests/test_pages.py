"""Pages are walked to their end, each asked for as the one before it and with what that one told."""

from __future__ import annotations

import copy
import json
import warnings
from operator import attrgetter
from typing import Any
from urllib.parse import parse_qsl

import pytest

from .cases import OPERATIONS, callable_operations, first, has
from .flavours import Flavour, Reply, Server, package, smallest
from .values import dumped, is_array, is_object, json_equal

HERE = "/a-page-behind-the-first"


def at(body: Any, way: str) -> Any:
    """What stands at a way of wire names."""
    for step in filter(None, way.split(".")):
        body = body.get(step) if is_object(body) else body[-1] if body else None
    return body


def with_value(body: Any, way: str, value: object) -> Any:
    """A copy with a value at a way of wire names."""
    if not way:
        return value
    made = copy.deepcopy(body)
    *steps, last = way.split(".")
    at(made, ".".join(steps))[last] = value
    return made


class Book:
    """Three pages of an operation, the second one empty where that is not the end, as replies of a server."""

    def __init__(self, operation: str) -> None:
        self.operation, self.how = operation, OPERATIONS[operation]["pages"]
        whole = first(operation, "response-maximal")
        self.whole, self.status = whole["body"], whole["status"]
        self.item = at(self.whole, self.how.get("items", ""))[0]
        self.is_counted = self.how["style"] in ("offset", "page")

    def page(self, count: int, number: int, *, last: bool = False, told: str = "") -> Reply:
        """A page with so many items."""
        body = with_value(self.whole, self.how.get("items", ""), [self.item] * count)
        if "more" in self.how:
            body = with_value(body, self.how["more"], not last)
        if "total" in self.how:
            body = with_value(body, self.how["total"], 10**6)
        told = told or (f"t/{number}" if self.how["style"] == "token" else self.url(number))
        headers: dict[str, str] = {}
        if self.how["style"] == "link":
            headers = {} if last else {"link": f'<{told}>; rel="next"'}
        elif "header" in self.how:
            headers = {self.how["header"]: "" if last else told}
        elif not self.is_counted and "-1" not in self.how["next"]:
            body = with_value(body, self.how["next"], None if last else told)
        return Reply(self.status, body, headers=headers)

    def url(self, number: int) -> str:
        """The URL of a later page, below that of the API."""
        return f"?seen={number}"

    def replies(self) -> list[Reply]:
        """Pages of two, none and one, or of two and three and none where an empty page is the end."""
        if self.is_counted:
            return [self.page(2, 1), self.page(3, 2), self.page(0, 3, last=True)]
        return [self.page(2, 1), self.page(0, 2), self.page(1, 3, last=True)]

    def counts(self) -> list[int]:
        """The items of each page."""
        return [2, 3, 0] if self.is_counted else [2, 0, 1]


def is_walkable(operation: str) -> bool:
    """Whether the fixtures have an answer with an item."""
    how: dict[str, Any] = OPERATIONS[operation].get("pages", {})
    if not how or "-1" in how.get("next", "") or not has(operation, "response-maximal"):
        return False  # of which the ids of made-up items are all the same
    items = at(first(operation, "response-maximal").get("body"), how.get("items", ""))
    return is_array(items) and bool(items)


WALKABLE = [operation for operation in callable_operations() if is_walkable(operation)]
paged = pytest.mark.parametrize("operation", WALKABLE)


def walked(flavour: Flavour, server: Server, operation: str, method: str, **limit: int) -> list[Any]:
    """The items or pages that a call walks over."""

    async def main() -> list[Any]:
        return [one async for one in getattr(found, method)(**limit)]

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", package.RequestWarning)
        method_of = attrgetter(operation)(flavour.client(server, max_retries=0))
        found = method_of(**smallest(operation), extra_headers={"x-told": "1"})
        return list(getattr(found, method)(**limit)) if flavour.name == "sync" else list(flavour.run(main()))


def question(request: Any) -> dict[str, Any]:
    """What a request asks for."""
    body: dict[str, Any] = json.loads(request.content) if request.content else {}
    return {
        "path": request.url.raw_path.partition(b"?")[0],
        "query": sorted(parse_qsl(str(request.url.query, "ascii"))),  # a credential comes last
        "body": body,
    }


@paged
def test_the_items_of_all_pages_come_in_order(operation: str, flavour: Flavour) -> None:
    book = Book(operation)
    items = walked(flavour, Server(*book.replies()), operation, "iter_items")
    assert [json_equal(book.item) == dumped(item) for item in items] == [True] * sum(book.counts())


@paged
def test_each_page_is_asked_for_with_what_the_one_before_it_told_and_all_else_as_it_was(
    operation: str, flavour: Flavour
) -> None:
    book = Book(operation)
    server = Server(*book.replies())
    assert len(walked(flavour, server, operation, "iter_pages")) == 3
    assert [request.headers["x-told"] for request in server.requests] == [
        "1",
        "1",
        "1",
    ], "options are those of the call"
    asked = [question(request) for request in server.requests]
    start = int(dict(asked[0]["query"]).get(book.how["parameter"], book.how["first"])) if book.is_counted else 0
    steps: dict[str, list[Any]] = {
        "token": ["t/1", "t/2"],
        "offset": [start + 2, start + 5],
        "page": [start + 1, start + 2],
    }
    counts = [str(told) for told in steps.get(book.how["style"], [])]
    for number, told in enumerate(counts, 1):
        expected = copy.deepcopy(asked[0])
        if book.how["in_body"]:
            expected["body"][book.how["parameter"]] = told if book.how["style"] == "token" else int(told)
        else:
            others = [pair for pair in expected["query"] if pair[0] != book.how["parameter"]]
            pairs: list[tuple[str, str]] = [*others, (book.how["parameter"], told)]
            expected["query"] = sorted(pairs)
        assert asked[number] == expected
    if not counts:
        assert [dict(one["query"]).get("seen") for one in asked] == [None, "1", "2"]


@paged
def test_a_page_is_read_like_any_answer_and_nothing_is_asked_beyond_a_limit(operation: str, flavour: Flavour) -> None:
    book = Book(operation)
    server = Server(*book.replies())
    pages = walked(flavour, server, operation, "iter_pages", limit=2)
    assert [json_equal(reply.body) == dumped(page) for reply, page in zip(book.replies(), pages, strict=False)] == [
        True
    ] * 2
    assert len(server.requests) == 2
    server = Server(*book.replies())
    assert len(walked(flavour, server, operation, "iter_items", limit=2)) == 2
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "operation", [one for one in WALKABLE if OPERATIONS[one]["pages"]["style"] in ("token", "url", "link")]
)
def test_a_page_that_was_there_already_is_an_error_of_the_tree(operation: str, flavour: Flavour) -> None:
    book = Book(operation)
    told = "t/1" if book.how["style"] == "token" else book.url(1)
    server = Server(book.page(1, 1, told=told), book.page(1, 2, told=told))
    with pytest.raises(package.APIError, match="was there already"):
        walked(flavour, server, operation, "iter_items")
    assert len(server.requests) == 2


@pytest.mark.parametrize("operation", [one for one in WALKABLE if OPERATIONS[one]["pages"]["style"] in ("url", "link")])
def test_no_credential_follows_a_page_to_another_host(operation: str, flavour: Flavour) -> None:
    server = Server(Book(operation).page(1, 1, told=f"https://elsewhere.example{HERE}"))
    with pytest.raises(package.APIError, match="not below"):
        walked(flavour, server, operation, "iter_items")
    assert len(server.requests) == 1
