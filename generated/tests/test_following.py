"""What a later page is asked for with: the form of the first question, a body, and each key once."""

from __future__ import annotations

from typing import Any

import pytest

from .flavours import Flavour, Reply
from .test_parts import part
from .test_service import client, service
from .test_turning import OFFSET, TOKEN, URL, Shelf, call, first, if_paged, items, things


def lines(tree: Any) -> tuple[bytes, str]:
    """A body in a form of its own."""
    return ";".join(f"{key}={tree[key]}" for key in tree).encode(), "text/x-lines"


@if_paged
def test_a_later_page_is_asked_for_in_the_form_of_the_first(has: bool, flavour: Flavour) -> None:
    body = part("encode").Body({"q": "x"}, write=lines)
    shelf = Shelf({"q=x": things("a", next="t"), "q=x;token=t": things("b")})
    assert items(
        flavour, first(flavour, shelf, call(body=body), **{**TOKEN, "parameter": "token", "in_body": has})
    ) == ["a", "b"]
    for paging, told in ((TOKEN, "t"), (URL, "?t")):
        shelf = Shelf({"q=x": things("a", next=told)})
        page = first(flavour, shelf, call(body=body), **paging)
        shelf.pages = {"q=x": things("b")}
        assert (items(flavour, page), shelf.asked) == (["a", "b"], ["q=x", "q=x"])


@if_paged
@pytest.mark.parametrize("paging", [TOKEN, OFFSET])
def test_a_question_without_a_body_gets_one_where_the_token_travels_there(
    paging: dict[str, Any], has: bool, flavour: Flavour
) -> None:
    shelf = Shelf({"": things("a", next="t")})
    page = first(flavour, shelf, call(), **{**paging, "in_body": has})
    shelf.pages = {"": things()}
    assert (items(flavour, page), len(shelf.asked)) == (["a"], 2)


@if_paged
def test_a_key_in_the_query_of_a_link_is_not_sent_twice(has: bool, flavour: Flavour) -> None:
    from . import toys

    scheme = part("credentials").Scheme("query", "the key", "one")
    other = part("credentials").Scheme("header", "at", "two")
    shelf = Shelf({})
    shelf.__class__ = type("Keys", (Shelf,), {"__call__": by_query})
    talks = client(flavour, shelf, service(scheme, other), one="s3cret", two="t")
    for security in ((("one",),), (("one", "two"),)):
        shelf.pages = {
            "the%20key=s3cret": things("a", next="/v1/things?the+key=s3cret&at=2"),
            "at=2&the%20key=s3cret": things("b"),
        }
        asked = part("pages").paged(
            talks, call(security=security), part("pages").Paging(**URL), toys.pages()[flavour.name], {}
        )
        assert items(flavour, flavour.run(talks.send(asked, {}))) == ["a", "b"]
    open_to_all = client(flavour, shelf, service())
    shelf.pages = {"": things("a", next="/v1/things?the+key=x"), "the+key=x": things("b")}
    asked = part("pages").paged(
        open_to_all, call(security=None), part("pages").Paging(**URL), toys.pages()[flavour.name], {}
    )
    assert (has, items(flavour, flavour.run(open_to_all.send(asked, {})))) == (True, ["a", "b"])


def by_query(shelf: Shelf, request: Any) -> Any:
    """The page that is kept under a query."""
    return Reply(200, shelf.pages[request.url.raw_path.decode().partition("?")[2]]).response()
