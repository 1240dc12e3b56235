"""Pages whose answer has the URL of the next one, in the body or in the header Link."""

from __future__ import annotations

from dataclasses import replace

import httpx2
import pytest

from templates.runtime.client import SyncClient
from templates.runtime.credentials import Scheme
from templates.runtime.errors import ResponseValidationError
from templates.runtime.options import RequestOptions
from templates.runtime.pages import ListPage, Paging, paged
from templates.runtime.transport import Transport
from tests.runtime.serving import KEY, SERVICE, sync_client
from tests.runtime.test_pages import Shelf, Things, call, first, of_list


@pytest.mark.parametrize(
    "url", ["http://acme.test/v1/things?at=2%2F3&size=2", "/v1/things?at=2%2F3&size=2", "things?at=2%2F3&size=2"]
)
def test_the_answer_may_have_the_url_of_the_next_page(url: str) -> None:
    paging = Paging(style="url", items=("things",), next=("next",))
    shelf = Shelf({"size=2": {"things": ["a"], "next": url}, "at=2%2F3&size=2": {"things": ["b"]}})
    assert list(first(shelf, paging)) == ["a", "b"]


@pytest.mark.parametrize(
    "url",
    ["http://ACME.test/v1/things?at=2", "http://acme.test:80/v1/things?at=2", "https://Acme.Test:443/v1/things?at=2"],
)
def test_a_host_may_be_written_in_any_case_and_with_its_usual_port(url: str) -> None:
    paging = Paging(style="url", items=("things",), next=("next",))
    shelf = Shelf({"size=2": {"things": ["a"], "next": url}, "at=2": {"things": ["b"]}})
    assert list(first(shelf, paging)) == ["a", "b"]


@pytest.mark.parametrize("steps", ["..", "%2e%2e", ".%2E", "x/../..", "x%2f..", "..%5c..", ".", "%2E"])
def test_a_url_with_steps_in_it_is_not_asked_for_although_it_begins_like_the_base(steps: str) -> None:
    shelf = Shelf({"size=2": {"things": ["a"], "next": f"http://acme.test/v1/{steps}/admin"}})
    paging = Paging(style="url", items=("things",), next=("next",))
    client = sync_client(httpx2.Client(transport=httpx2.MockTransport(shelf)), base_url="http://acme.test/v1")
    asked = replace(call(("size", "2")), path=("/things",))
    with pytest.raises(ResponseValidationError, match="the next page is not below http://acme.test/v1"):
        list(client.send(paged(client, asked, paging, Things, {}), {}))
    assert shelf.asked == ["size=2"]


def test_a_url_that_repeats_the_credential_sends_it_once() -> None:
    seen: list[str] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(request.url.query.decode())
        link = f"/v1/things?page=2&key={KEY}" if len(seen) == 1 else None
        return httpx2.Response(200, json={"things": ["a"], "next": link})

    service = replace(SERVICE, schemes=(Scheme("query", "key", "api_key"),))
    transport = Transport(httpx2.Client(transport=httpx2.MockTransport(answer)))
    client = SyncClient(service, transport, given={"api_key": KEY}, base_url="http://acme.test", options={})
    paging = Paging(style="url", items=("things",), next=("next",))
    assert list(client.send(paged(client, call(), paging, Things, {}), {})) == ["a", "a"]
    assert seen == [f"key={KEY}", f"page=2&key={KEY}"]


@pytest.mark.parametrize("whole_client", [True, False])
def test_what_was_added_to_the_first_query_does_not_overrule_the_url_of_the_next_page(whole_client: bool) -> None:
    shelf = Shelf({"page=1&x=a%20b": {"things": ["a"], "next": "?page=2&x=a+b"}, "page=2&x=a%20b": {"things": ["b"]}})
    client = sync_client(httpx2.Client(transport=httpx2.MockTransport(shelf)))
    extra: RequestOptions = {"extra_query": {"page": 1, "x": "a b"}}
    client, options = (client.with_options(**extra), RequestOptions()) if whole_client else (client, extra)
    paging = Paging(style="url", items=("things",), next=("next",))
    assert list(client.send(paged(client, call(), paging, Things, options), options)) == ["a", "b"]


@pytest.mark.parametrize("url", ["https://evil.test/v1/things", "//evil.test/v1", "http://acme.test:99/v1", "http://["])
def test_a_url_elsewhere_is_an_error_of_the_tree_so_that_the_credential_stays_here(url: str) -> None:
    paging = Paging(style="url", items=("things",), next=("next",))
    with pytest.raises(ResponseValidationError, match="the next page"):
        list(first(Shelf({"size=2": {"things": ["a"], "next": url}}), paging))


def test_a_header_may_link_to_the_next_page_of_a_bare_list() -> None:
    link = (
        '<http://acme.test/v1/things?page=9>; rel="last", <http://acme.test/v1/things?page=2>; title="a,b"; rel="next"'
    )
    shelf = Shelf({"size=2": ["a"], "page=2": ["b"]}, {"size=2": link})
    page = first(shelf, Paging(style="link"), of_list(call(("size", "2"))), ListPage)
    assert (page.items, list(page), repr(page)) == (["a"], ["a", "b"], "ListPage(['a'])")
    assert page == ListPage(["a"]) and page != ListPage(["b"])
    assert (page[0], page[-1:], len(page), bool(ListPage[str]([]))) == ("a", ["a"], 1, False)


@pytest.mark.parametrize(
    "link",
    [
        *("<http://acme.test/v1/things?page=2>; rel=prev", "<x>; rel=nextish", "", "rel=next", '<a>; rel="prev last"'),
        *('<x>; title="; rel=next"; rel=last', '<x>; title="rel=next"', '<x>; rel="last"; rel="next"', "<" * 60_000),
    ],
)
def test_a_header_that_links_elsewhere_is_no_next_page(link: str) -> None:
    shelf = Shelf({"size=2": ["a"]}, {"size=2": link})
    assert list(first(shelf, Paging(style="link"), of_list(call(("size", "2"))), ListPage)) == ["a"]


@pytest.mark.parametrize(
    "link",
    [
        '</v1/things?page=2>; rel="last next"',
        "</v1/things?page=2>; REL='Next'",
        '<?page=9>; title="say \\"<x>; rel=next\\", or not"; rel=prev , <?page=2> ; flag; rel = "next"; hreflang=en',
        '<things?page=9>; rel=first, <things?page=2>; title="a;b,c"; rel=next',
    ],
)
def test_a_relation_may_be_one_of_several_and_quotes_may_hold_anything(link: str) -> None:
    shelf = Shelf({"size=2": ["a"], "page=2": []}, {"size=2": link})
    assert first(shelf, Paging(style="link"), of_list(call(("size", "2"))), ListPage).has_next_page()
