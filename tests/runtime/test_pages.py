"""Pages: which is the next one, how it is asked for, and what ends the walk."""

from __future__ import annotations

import asyncio
import copy
import json
import pickle
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qsl

import httpx2
import pytest

from templates.runtime.call import Call, Pair
from templates.runtime.decode import JsonDecoder
from templates.runtime.encode import Body
from templates.runtime.errors import APIError, ResponseValidationError
from templates.runtime.faults import Faults
from templates.runtime.model import ResponseModel
from templates.runtime.options import RequestOptions
from templates.runtime.pages import AsyncListPage, AsyncPage, AsyncPages, Page, Paging, paged
from templates.runtime.turning import items_of
from tests.runtime.serving import KEY, async_client, sync_client

TOKEN = Paging(style="token", items=("things",), next=("next",), parameter="pageToken")


class Meta(ResponseModel):
    cursor: str | None = None
    more: bool | None = None


class Answer(ResponseModel):
    things: list[str] | None = None
    next: str | None = None
    total: int | None = None
    meta: Meta | None = None


class Things(Answer, Page[str]):
    def __iter__(self) -> Any:
        return self.iter_items()


class AsyncThings(Answer, AsyncPage[str]):
    pass


@dataclass
class Shelf:
    """A server that answers by the query (or the body) with the page that is kept under it."""

    pages: Mapping[str, Any]
    links: Mapping[str, str] = field(default_factory=dict[str, str])
    asked: list[str] = field(default_factory=list[str])

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        target = request.url.raw_path.decode().removeprefix("/v1/things").lstrip("?")
        told = target if request.method == "GET" else request.content.decode()
        self.asked.append(told)
        assert request.headers["authorization"] == f"Bearer {KEY}"
        headers = {"link": self.links[told]} if told in self.links else {}
        return httpx2.Response(200, json=self.pages[told], headers=headers)


def call(*query: Pair, body: object = None) -> Call[Any]:
    return Call(
        operation="things.list",
        method="GET" if body is None else "POST",
        template="/v1/things",
        path=("/v1/things",),
        query=query,
        body=None if body is None else Body(body),
        answers={"200": JsonDecoder(lambda: Answer)},
    )


def first(shelf: Shelf, paging: Paging = TOKEN, asked: Call[Any] | None = None, kind: Any = Things) -> Any:
    """The first page, asked for by a sync client."""
    client = sync_client(httpx2.Client(transport=httpx2.MockTransport(shelf)))
    options: RequestOptions = {"max_retries": 0}
    return client.send(paged(client, asked or call(("size", "2")), paging, kind, options), options)


def of_list(asked: Call[Any]) -> Call[Any]:
    return replace(asked, answers={"200": JsonDecoder(lambda: list[str])})


CHAIN: dict[str, Any] = {
    "size=2": {"things": ["a", "b"], "next": "t/1", "total": 3},
    "size=2&pageToken=t%2F1": {"things": [], "next": "t2"},
    "size=2&pageToken=t2": {"things": ["c"], "next": ""},
}


def test_iterating_gives_the_items_of_all_pages_and_an_empty_page_with_a_token_is_not_the_last() -> None:
    shelf = Shelf(CHAIN)
    assert list(first(shelf)) == ["a", "b", "c"]
    assert shelf.asked == ["size=2", "size=2&pageToken=t%2F1", "size=2&pageToken=t2"]


def test_a_page_is_the_answer_itself() -> None:
    page = first(Shelf(CHAIN))
    assert (page.things, page.next, page.total, page.drift) == (["a", "b"], "t/1", 3, ())
    assert page.model_dump(exclude_unset=True) == CHAIN["size=2"]
    assert page == Things(things=["a", "b"], next="t/1", total=3)


def test_pages_are_turned_one_by_one() -> None:
    page = first(Shelf(CHAIN))
    assert page.has_next_page()
    last = page.get_next_page().get_next_page()
    assert (last.things, last.has_next_page()) == (["c"], False)
    with pytest.raises(LookupError, match="ask has_next_page"):
        last.get_next_page()


def test_pages_and_items_have_limits_beyond_which_nothing_is_asked() -> None:
    shelf = Shelf(CHAIN)
    page = first(shelf)
    assert [one.things for one in page.iter_pages(limit=2)] == [["a", "b"], []]
    assert list(page.iter_items(limit=2)) == ["a", "b"]
    assert list(page.iter_items(limit=0)) == list(page.iter_pages(limit=0)) == []
    assert shelf.asked == ["size=2", "size=2&pageToken=t%2F1"]


def test_the_same_holds_for_whoever_awaits() -> None:
    shelf = Shelf(CHAIN)

    async def main() -> None:
        client = async_client(httpx2.AsyncClient(transport=httpx2.MockTransport(shelf)))
        made = paged(client, call(("size", "2")), TOKEN, AsyncThings, {})
        pages: AsyncPages[AsyncThings, str] = AsyncPages(lambda: client.send(made, {}))
        assert shelf.asked == []
        page = await pages
        assert (page.things, page.total, page.has_next_page()) == (["a", "b"], 3, True)
        assert (await page.get_next_page()).things == []
        assert [one async for one in pages] == [one async for one in page] == ["a", "b", "c"]
        assert [one.things async for one in pages.iter_pages(limit=2)] == [["a", "b"], []]
        assert [one.things async for one in page.iter_pages()] == [["a", "b"], [], ["c"]]
        del shelf.asked[:]
        assert [one async for one in pages.iter_items(limit=2)] == ["a", "b"]
        assert [one async for one in pages.iter_items(limit=0)] == []
        assert [one async for one in pages.iter_pages(limit=0)] == []
        assert shelf.asked == ["size=2"]

    asyncio.run(main())


@pytest.mark.parametrize("token", ["t1", "t2"])
def test_a_token_that_was_there_already_is_an_error_of_the_tree(token: str) -> None:
    pages: dict[str, Any] = {
        "": {"things": ["a"], "next": "t1"},
        "pageToken=t1": {"things": ["b"], "next": "t2"},
        "pageToken=t2": {"things": ["c"], "next": token},
    }
    found: list[str] = []
    with pytest.raises(ResponseValidationError, match="asks for a page that was there already") as error:
        found.extend(first(Shelf(pages), asked=call()).iter_items())
    assert isinstance(error.value, APIError)
    assert (error.value.operation, error.value.path, error.value.status_code) == ("things.list", "next", 200)
    assert KEY not in repr(vars(error.value))


def test_a_token_that_the_caller_began_with_counts_as_there() -> None:
    shelf = Shelf({"pageToken=t1": {"things": ["b"], "next": "t1"}})
    with pytest.raises(ResponseValidationError, match="already"):
        list(first(shelf, asked=call(("pageToken", "t1"))))


def test_a_token_among_the_extra_query_begins_the_walk_and_does_not_stop_it() -> None:
    shelf = Shelf({"q=1&pageToken=t1": {"things": ["a"], "next": "t2"}, "q=1&pageToken=t2": {"things": ["b"]}})
    client = sync_client(httpx2.Client(transport=httpx2.MockTransport(shelf)))
    options: RequestOptions = {"extra_query": {"pageToken": "t1"}}
    page = client.send(paged(client, call(("q", "1")), TOKEN, Things, options), options)
    assert list(page) == ["a", "b"]


def test_a_token_may_be_a_number_and_a_part_of_the_answer_may_be_missing() -> None:
    shelf = Shelf({"": {"things": ["a"], "next": 7}, "pageToken=7": {}})
    assert [one.things for one in first(shelf, asked=call()).iter_pages()] == [["a"], None]


def test_a_token_that_no_parameter_can_hold_is_an_error_of_the_tree() -> None:
    page = first(Shelf({"": {"things": ["a"], "next": {"deep": 1}}}), asked=call())
    with pytest.raises(ResponseValidationError, match="cannot be asked for"):
        page.has_next_page()


def test_a_token_may_travel_in_the_body_with_all_else_that_is_there() -> None:
    paging = replace(TOKEN, in_body=True)
    shelf = Shelf({'{"q":"x"}': {"things": ["a"], "next": "t1"}, '{"q":"x","pageToken":"t1"}': {"things": ["b"]}})
    assert list(first(shelf, paging, call(body={"q": "x"}))) == ["a", "b"]


def test_a_cursor_may_lie_deeper_and_a_flag_ends_the_walk_although_there_is_one() -> None:
    paging = Paging(style="token", items=("things",), next=("meta", "cursor"), more=("meta", "more"), parameter="after")
    pages = {
        "": {"things": ["a"], "meta": {"cursor": "c1", "more": True}},
        "after=c1": {"things": ["b"], "meta": {"cursor": "c2", "more": False}},
    }
    assert list(first(Shelf(pages), paging, call())) == ["a", "b"]


def test_the_last_item_may_be_the_cursor_and_no_item_is_none() -> None:
    paging = Paging(style="token", items=("things",), next=("things", "-1"), parameter="after")
    shelf = Shelf({"": {"things": ["a", "b"]}, "after=b": {"things": ["c"]}, "after=c": {"things": []}})
    assert list(first(shelf, paging, call())) == ["a", "b", "c"]


def test_an_offset_counts_items_until_a_page_is_empty_or_the_total_is_there() -> None:
    paging = Paging(style="offset", items=("things",), parameter="offset")
    pages: dict[str, Any] = {"limit=2&offset=4": {"things": ["e", "f"]}, "limit=2&offset=6": {"things": ["g"]},
             "limit=2&offset=7": {"things": []}}  # fmt: skip
    asked = call(("limit", "2"), ("offset", "4"))
    assert list(first(Shelf(pages), paging, asked)) == ["e", "f", "g"]
    shelf = Shelf({"limit=2&offset=4": {"things": ["e", "f"], "total": 6}})
    assert list(first(shelf, replace(paging, total=("total",)), asked)) == ["e", "f"]


def test_a_page_number_begins_where_the_api_begins_to_count() -> None:
    paging = Paging(style="page", items=("things",), parameter="page", first=1)
    shelf = Shelf({"": {"things": ["a"]}, "page=2": {"things": ["b"]}, "page=3": {"things": []}})
    assert list(first(shelf, paging, call())) == ["a", "b"]
    shelf = Shelf({"": {"things": ["a"]}, "page=1": {"things": []}})
    assert list(first(shelf, replace(paging, first=0), call())) == ["a"]


def test_a_server_that_does_not_count_is_found_out() -> None:
    paging = Paging(style="offset", items=("things",), parameter="offset")
    same, alike = {"things": ["a", "b"]}, {"things": ["a"]}
    with pytest.raises(ResponseValidationError, match="the page before it once more"):
        list(first(Shelf({"": same, "offset=2": same}), paging, call()))
    pages = {"": alike, **{f"offset={at}": alike for at in range(1, 5)}}
    with pytest.raises(ResponseValidationError, match="the page before it once more"):
        list(first(Shelf(pages), paging, call()))


def test_pages_of_items_that_are_alike_are_walked_as_long_as_the_count_goes_on() -> None:
    paging = Paging(style="offset", items=("things",), parameter="offset")
    pages: dict[str, Any] = {"": {"things": ["a", "a"]}, "offset=2": {"things": ["a", "a"]}, "offset=4": {"things": []}}
    assert list(first(Shelf(pages), paging, call())) == ["a", "a", "a", "a"]


@pytest.mark.parametrize("total", [0, 1])
def test_a_total_less_than_what_came_was_not_counted_and_ends_nothing(total: int) -> None:
    paging = Paging(style="offset", items=("things",), parameter="offset", total=("total",))
    pages: dict[str, Any] = {
        "": {"things": ["a", "b"], "total": total},
        "offset=2": {"things": ["c"], "total": total},
        "offset=3": {"things": [], "total": total},
    }
    assert list(first(Shelf(pages), paging, call())) == ["a", "b", "c"]


@pytest.mark.parametrize(("first_page", "asked"), [(1, ""), (0, ""), (1, "page=1")])
def test_a_total_ends_pages_that_are_numbered_so_that_none_behind_the_last_is_asked_for(
    first_page: int, asked: str
) -> None:
    paging = Paging(style="page", items=("things",), parameter="page", first=first_page, total=("total",))
    second = f"page={first_page + 1}"
    shelf = Shelf({asked: {"things": ["a", "b"], "total": 3}, second: {"things": ["c"], "total": 3}})
    assert list(first(shelf, paging, call(("page", "1")) if asked else call())) == ["a", "b", "c"]
    assert shelf.asked == [asked, second]


def test_a_total_ends_numbered_pages_that_were_begun_in_the_middle() -> None:
    paging = Paging(style="page", items=("things",), parameter="page", first=1, total=("total",))
    pages = {"page=3": {"things": ["e", "f"], "total": 7}, "page=4": {"things": ["g"], "total": 7}}
    assert list(first(Shelf(pages), paging, call(("page", "3")))) == ["e", "f", "g"]


def test_a_count_that_is_no_number_is_an_error_of_the_tree() -> None:
    paging = Paging(style="page", items=("things",), parameter="page", first=1)
    with pytest.raises(ResponseValidationError, match="page is no number"):
        list(first(Shelf({"page=x": {"things": ["a"]}}), paging, call(("page", "x"))))


@pytest.mark.parametrize("whole_client", [True, False])
def test_a_number_among_the_extra_query_begins_the_count(whole_client: bool) -> None:
    shelf = Shelf({"page=4": {"things": ["a"]}, "page=5": {"things": []}})
    client = sync_client(httpx2.Client(transport=httpx2.MockTransport(shelf)))
    extra: RequestOptions = {"extra_query": {"page": 4}}
    client, options = (client.with_options(**extra), RequestOptions()) if whole_client else (client, extra)
    paging = Paging(style="page", items=("things",), parameter="page", first=1)
    assert list(client.send(paged(client, call(), paging, Things, options), options)) == ["a"]


def test_a_bare_list_is_awaited_too() -> None:
    shelf = Shelf({"": ["a"], "offset=1": []})

    async def main() -> list[str]:
        client = async_client(httpx2.AsyncClient(transport=httpx2.MockTransport(shelf)))
        made = paged(client, of_list(call()), Paging(style="offset", parameter="offset"), AsyncListPage[str], {})
        page = await client.send(made, {})
        assert page == AsyncListPage(["a"])
        return [item async for item in page]

    assert asyncio.run(main()) == ["a"]


def test_a_page_that_was_copied_still_turns_and_one_that_was_pickled_is_the_last() -> None:
    page = first(Shelf(CHAIN))
    assert list(copy.copy(page)) == list(copy.deepcopy(page)) == ["a", "b", "c"]
    again = pickle.loads(pickle.dumps(page))
    assert again == page and not again.has_next_page()


def test_a_page_that_no_call_answered_has_no_next_one_and_its_turn_shows_no_key() -> None:
    page = Things(things=["a"], next="t1")
    assert (page.has_next_page(), items_of(page)) == (False, [])
    assert KEY not in f"{first(Shelf(CHAIN)).__dict__}"


def test_warnings_of_the_request_come_once_and_not_with_every_page() -> None:
    told: list[Faults] = []

    def note(found: Faults) -> None:
        told.append(found)

    asked = replace(call(), check=note)
    pages = {"": {"things": ["a"], "next": "t1"}, "pageToken=t1": {"things": ["b"]}}
    assert list(first(Shelf(pages), asked=asked)) == ["a", "b"]
    assert len(told) == 1


def test_the_raw_answer_of_a_page_parses_to_the_page() -> None:
    shelf = Shelf(CHAIN)
    client = sync_client(httpx2.Client(transport=httpx2.MockTransport(shelf)))
    raw = client.raw(paged(client, call(("size", "2")), TOKEN, Things, {}), {})
    assert json.loads(raw.content) == CHAIN["size=2"]
    assert list(raw.parse()) == ["a", "b", "c"]
    assert [dict(parse_qsl(one)).get("size") for one in shelf.asked] == ["2", "2", "2"]
