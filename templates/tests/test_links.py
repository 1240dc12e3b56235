"""Which URL of an answer leads to the next page, and which may be asked for: the credential goes nowhere else."""

from __future__ import annotations

from typing import Any

import pytest

from .test_parts import HAS, part

if_linked = pytest.mark.parametrize("has", [True] if "links" in HAS else [], ids=str)
HERE = "https://a.example/v1/things?at=1"


@if_linked
@pytest.mark.parametrize(("header", "target"), [
    ('<https://a.example/2>; rel="next"', "https://a.example/2"), ("<2>;rel=next", "2"), ("<2>; rel='next'", "2"), ("<2>; REL=NEXT", "2"),
    ('<1>; rel="prev", <2>; rel="next"', "2"), ('<2>; rel="last next"', "2"), ('<2>; title="a, b; rel=prev"; rel="next"', "2"),
    ('<2>; title="a \\" b"; rel=next', "2"), ('<2>; rel="prev"; rel="next"', None), ('<2>; rel="nextish"', None), ("<2>", None),
    ('<2>; rel', None), ("", None), ("2; rel=next", None), ('<2> ; rel = "next"', "2"), ('<2>; rel=""', None),
])  # fmt: skip
def test_the_link_to_the_next_page_is_found_as_its_standard_writes_it(
    header: str, target: str | None, has: bool
) -> None:
    assert part("links").next_link(header) == target


@if_linked
@pytest.mark.parametrize(("base", "link", "path", "query"), [
    ("https://a.example/v1", "https://a.example/v1/things?at=2", "/things", (("at", "2"),)),
    ("https://a.example/v1", "?at=a%20b&x&y=", "/things", (("at", "a%20b"), ("x", ""), ("y", ""))),
    ("https://a.example/v1", "/v1/others?", "/others", ()), ("https://a.example/v1", "https://A.Example:443/v1/x", "/x", ()),
    ("https://a.example/v1", "http://a.example:80/v1/x", "/x", ()), ("https://a.example/v1", "http://a.example/v1/x", "/x", ()),
    ("https://a.example:8443/v1", "https://a.example:8443/v1/x", "/x", ()), ("http://a.example:80", "http://a.example/x", "/x", ()),
    ("https://a.example", "/x?at=a=b&&c=%3D", "/x", (("at", "a=b"), ("c", "%3D"))),
])  # fmt: skip
def test_a_link_below_the_base_is_followed_as_it_is_written(
    base: str, link: str, path: str, query: tuple[tuple[str, str], ...], has: bool
) -> None:
    here = HERE if base.startswith("https://a.example/v1") else f"{base}/v1/things"
    assert part("links").below(base, here, link) == (path, query)


@if_linked
@pytest.mark.parametrize("link", [
    "https://b.example/v1/x", "//b.example/v1/x", "https://a.example:444/v1/x", "https://a.example:80/v1/x", "http://a.example:443/v1/x",
    "https://user@a.example/v1/x", "/v2/x", "/v1x/y", "/", "/v1", "/v1/../admin", "/v1/%2e%2e/admin", "/v1/x/%2E/y", "/v1/..%2fadmin",
    "/v1/..\\admin", "/v1/..%5cadmin",
])  # fmt: skip
def test_a_link_that_leads_anywhere_else_is_refused(link: str, has: bool) -> None:
    with pytest.raises(ValueError, match=r"^the next page is not below https://a\.example/v1$"):
        part("links").below("https://a.example/v1", HERE, link)


@if_linked
@pytest.mark.parametrize("link", [7, b"x", "https://a.example:x/v1", "https://[/v1"])
def test_what_is_no_url_is_refused(link: Any, has: bool) -> None:
    with pytest.raises(ValueError, match="^the next page has no URL that can be read$"):
        part("links").below("https://a.example/v1", HERE, link)
