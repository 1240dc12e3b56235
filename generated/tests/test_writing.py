"""What a call becomes, before anything is sent: URL, headers and bytes, and what keeps it from being written."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from .flavours import package
from .test_parts import HAS, part
from .test_sending import call

KEY = {"bearer": "Authorization", "header": "X-Key", "query": "key", "cookie": "key"}


def credential(kind: str) -> Any:
    """A credential of a kind."""
    return part("credentials").Scheme(kind, KEY[kind], "one").credential("s3cret")


def written(made: Any, *credentials: Any, **options: Any) -> Any:
    """The request that a call becomes."""
    identity = part("request").Identity("https://api.example/v1", "agent/1", credentials)
    return part("request").written(made, part("options").Settings().merged(options), identity)


def refused(made: Any, **options: Any) -> list[tuple[str, str, str]]:
    """The faults for which a call is not written."""
    with pytest.raises(package.RequestValidationError) as error:
        written(made, **options)
    assert (error.value.operation, error.value.method, error.value.template) == ("things.make", "POST", "/things")
    return [(one.path, one.rule, one.message) for one in error.value.faults]


@pytest.mark.parametrize(("kind", "options", "carries"), [
    (None, {}, False), ("bearer", {}, True), ("header", {}, True), ("query", {}, True), ("cookie", {}, True),
    (None, {"extra_headers": {"Authorization": "Own x"}}, True), ("bearer", {"extra_headers": {"AUTHORIZATION": None}}, False),
    ("header", {"extra_headers": {"x-key": None}}, False), ("header", {"extra_headers": {"x-other": None}}, True),
])  # fmt: skip
def test_a_request_knows_whether_it_carries_a_credential(kind: str | None, options: Any, carries: bool) -> None:
    credentials = [credential(kind)] if kind else []
    request = written(call(security=(("one",),) if kind else ()), *credentials, **options)
    assert request.is_authenticated is carries
    assert request.secrets == (("s3cret",) if kind else ())
    assert request.url == "https://api.example/v1/things" + ("?key=s3cret" if kind == "query" else "")


def test_a_bare_request_carries_nothing_and_removes_nothing() -> None:
    bare = part("request").Request("GET", "https://a.example", {}, None)
    assert (bare.removed, bare.secrets, bare.is_authenticated) == (frozenset(), (), False)


def test_headers_that_are_removed_are_known_by_their_lower_case_names() -> None:
    request = written(call(), extra_headers={"User-Agent": None, "Accept": "text/plain", "X-New": "a"})
    assert request.removed == {"user-agent"}
    assert dict(request.headers) == {"accept": "text/plain", "x-new": "a"}


def test_a_body_that_writes_itself_says_what_it_is() -> None:
    body = part("encode").Body({"a": 1}, write=writer(b"a;1", "text/x-own"))
    request = written(call(body=body))
    assert (request.content, request.headers["content-type"]) == (b"a;1", "text/x-own")
    assert written(call(body={"a": 1})).headers["content-type"] == "application/json"


def writer(content: bytes, media_type: str) -> Any:
    """A way to write any tree."""

    def write(tree: object) -> tuple[bytes, str]:
        return content, media_type

    return write


def test_what_a_body_cannot_write_is_told_in_its_words() -> None:
    def write(tree: object) -> tuple[bytes, str]:
        raise part("faults").Unwritable("a file that is gone")

    body = part("encode").Body({"a": 1}, write=write)
    assert refused(call(body=body)) == [("body", "body", "cannot be written: a file that is gone")]


@pytest.mark.parametrize(("tree", "words"), [
    ({"a": None, "b": [None, 1, {"c": float("nan")}]}, "b[2].c: nan has no form as text"), ([float("inf")], "[0]: inf has no form as text"),
    ({"a": {"b": "\ud800"}}, "a.b: '\\ud800' holds half a surrogate pair, which UTF-8 cannot write"),
    (float("nan"), "nan has no form as text"), ({(1, 2): 1}, "it holds a key or value that has no form as text"),
])  # fmt: skip
def test_the_first_value_that_has_no_form_is_told_with_its_place(tree: Any, words: str) -> None:
    assert refused(call(body=part("encode").Body(tree))) == [("body", "body", f"cannot be written: {words}")]


def test_a_body_that_contains_itself_is_told() -> None:
    tree: dict[str, Any] = {}
    tree["a"] = tree
    ((path, rule, words),) = refused(call(body=part("encode").Body(tree)))
    assert (path, rule) == ("body", "body") and "contains itself" in words


def test_an_extra_body_is_merged_into_an_object_and_into_nothing_else() -> None:
    assert written(call(), extra_body={"a": 1}).content == b'{"a":1}'
    assert written(call(body={"a": 1, "b": 2}), extra_body={"b": package.OMIT, "c": 3}).content == b'{"a":1,"c":3}'
    told = ("extra_body", "body", "there is no object in the body to merge it into")
    assert refused(call(body=part("encode").Body([1])), extra_body={"a": 1}) == [told]


@pytest.mark.parametrize("log", [None, "drift.jsonl", Path("drift.jsonl"), io.StringIO(), print])
def test_a_drift_log_is_a_path_a_stream_or_a_function(log: Any) -> None:
    assert part("options").Settings().merged({"drift_log": log}).drift_log is log


@pytest.mark.parametrize("log", [7, b"drift.jsonl", ["drift.jsonl"]])
def test_a_drift_log_that_is_none_of_these_is_refused(log: Any) -> None:
    with pytest.raises(TypeError, match="^drift_log: .* is not a path, a stream or a function$"):
        part("options").Settings().merged({"drift_log": log})


@pytest.mark.parametrize("name", ["extra_headers", "extra_query", "extra_body"])
def test_extras_are_mappings_wherever_they_are_given(name: str) -> None:
    settings = part("options").Settings
    for make in (one_of(settings), settings().merged):
        with pytest.raises(TypeError, match=f"^{name}: int is not a mapping$"):
            make({name: 7})


def one_of(settings: Any) -> Any:
    """A way to make settings with one option."""

    def make(options: dict[str, Any]) -> Any:
        return settings(**options)

    return make


@pytest.mark.parametrize("has", [True] if "pages" in HAS else [], ids=str)
def test_a_page_of_a_list_equals_one_of_its_class_with_the_same_items(has: bool) -> None:
    pages = part("pages")
    assert pages.ListPage([1]) == pages.ListPage([1]) != pages.ListPage([2])
    assert pages.ListPage([1]) != [1] and pages.ListPage([1]) != pages.AsyncListPage([1])
