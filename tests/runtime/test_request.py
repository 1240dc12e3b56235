"""The request as it is written: merges, removals, injection, credentials."""

from __future__ import annotations

import json
from dataclasses import replace

import httpx2
import pytest

from templates.runtime.call import Call
from templates.runtime.credentials import Credential, Kind
from templates.runtime.encode import Body
from templates.runtime.errors import RequestValidationError
from templates.runtime.faults import Fault
from templates.runtime.omit import OMIT
from templates.runtime.options import RequestOptions, Settings
from templates.runtime.request import Identity, Request, written
from tests.runtime.serving import FLAVOURS, Flavour, answered, make_thing

KEY = Credential("bearer", "", "sk-secret")
IDENTITY = Identity("https://api.acme.test/base", "acme/1 python/3", (KEY,))


def request(call: Call[dict[str, object]], options: RequestOptions | None = None, *credentials: Credential) -> Request:
    identity = replace(IDENTITY, credentials=credentials) if credentials else IDENTITY
    return written(call, Settings().merged(options or {}), identity)


def faults(call: Call[dict[str, object]], options: RequestOptions | None = None) -> list[tuple[str, str]]:
    with pytest.raises(RequestValidationError) as error:
        request(call, options)
    return [(fault.path, fault.message) for fault in error.value.faults]


def test_a_plain_call_has_these_parts_and_no_others() -> None:
    plain = request(make_thing({"a": [1, None, "é"]}))
    assert plain.method == "POST"
    assert plain.url == "https://api.acme.test/base/v1/accounts/my-account/things"
    assert plain.headers == {
        "accept": "application/json",
        "user-agent": "acme/1 python/3",
        "content-type": "application/json",
        "authorization": "Bearer sk-secret",
    }
    assert plain.content == '{"a":[1,null,"é"]}'.encode()
    assert request(make_thing()).content is None
    assert "content-type" not in request(make_thing()).headers
    assert "sk-secret" not in repr(plain)


def test_what_is_asked_for_is_what_the_call_says() -> None:
    call = replace(make_thing(), accept="application/pdf, application/json;q=0.9")
    assert request(call).headers["accept"] == "application/pdf, application/json;q=0.9"
    assert request(call, {"extra_headers": {"accept": "text/x"}}).headers["accept"] == "text/x"


def test_extra_headers_add_replace_and_remove_in_any_case() -> None:
    headers = request(make_thing(), {"extra_headers": {"X-A": "1", "ACCEPT": "text/x", "authorization": None}}).headers
    assert headers == {"x-a": "1", "accept": "text/x", "user-agent": "acme/1 python/3"}


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_a_removed_header_is_not_added_again_by_the_library(flavour: Flavour) -> None:
    seen: list[httpx2.Request] = []

    def handler(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(200, json={})

    answered(flavour, handler, make_thing({}), extra_headers={"User-Agent": None, "X-U": "ü"})
    assert "user-agent" not in seen[0].headers
    assert (b"x-u", "ü".encode()) in [(name.lower(), value) for name, value in seen[0].headers.raw]


def test_extra_query_takes_the_place_of_parameters_of_the_same_name() -> None:
    call = replace(make_thing(), query=(("a%20b", "1"), ("c", "2"), ("c", "3"), ("d", "4")))
    url = request(call, {"extra_query": {"a b": "x&y", "c": None, "e": [1, True], "f": []}}).url
    assert url.partition("?")[2] == "d=4&a%20b=x%26y&e=1&e=true"


def test_extra_body_is_merged_deep_and_omit_removes() -> None:
    call = make_thing({"model": {"a": 1, "b": {"c": [1]}}, "x": 1})
    content = request(
        call, {"extra_body": {"model": {"b": {"c": [2], "d": None}, "a": OMIT}, "new": {"y": OMIT}}}
    ).content
    assert json.loads(content or b"") == {"model": {"b": {"c": [2], "d": None}}, "x": 1, "new": {}}
    assert request(make_thing(), {"extra_body": {"a": 1}}).content == b'{"a":1}'
    assert faults(make_thing([1]), {"extra_body": {"a": 1}}) == [
        ("extra_body", "there is no object in the body to merge it into")
    ]


@pytest.mark.parametrize("value", ["a\r\nX-Evil: 1", "a\nb", "a\0b", "\x7f", "\ud800"])
def test_a_header_value_cannot_smuggle_in_another_header(value: str) -> None:
    message = "holds a line break or another character that no header can"
    assert faults(make_thing(), {"extra_headers": {"X-A": value}}) == [("header 'x-a'", message)]
    assert faults(replace(make_thing(), headers=(("X-B", value),))) == [("header 'x-b'", message)]


@pytest.mark.parametrize("name", ["", "a b", "a:b", "a\r\nb", "é"])
def test_a_header_name_is_a_token(name: str) -> None:
    assert faults(make_thing(), {"extra_headers": {name: "x"}}) == [
        (f"header {name!r}", f"{name!r} is not the name of a header")
    ]


def test_all_that_cannot_be_written_is_told_at_once_with_the_faults_found_before() -> None:
    call = replace(
        make_thing({"a": float("nan")}, account_id=".."),
        query=(Fault("page", "parameter", "is wrong"),),
        headers=(Fault("tag", "parameter", "is wrong"),),
    )
    with pytest.raises(RequestValidationError) as error:
        written(call, Settings(extra_query={"q": object()}), IDENTITY, [Fault("body.x", "required", "required")])
    assert [fault.path for fault in error.value.faults] == [
        "body.x", "account_id", "page", "tag", "extra_query['q']", "body",
    ]  # fmt: skip
    assert str(error.value).startswith("things.make: 6 faults, nothing was sent\n")


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (float("nan"), "nan has no form as text"),
        ({"a": float("inf")}, "a: inf has no form as text"),
        ({"a": {"b": [1, -float("inf")]}}, "a.b[1]: -inf has no form as text"),
        ({"a": "\ud800"}, "a: '\\ud800' holds half a surrogate pair, which UTF-8 cannot write"),
        ({"a": {1}}, "a: {1} is not a string, number, boolean or time"),
        ({"\ud800": 1}, "it holds a key or value that has no form as text"),
    ],
)
def test_a_body_that_json_cannot_hold_is_a_fault_that_names_the_place(body: object, why: str) -> None:
    assert faults(make_thing(body)) == [("body", f"cannot be written: {why}")]


def test_a_body_that_contains_itself_is_a_fault() -> None:
    body: dict[str, object] = {}
    body["self"] = body
    assert faults(make_thing(body)) == [("body", "cannot be written: it is nested too deeply, or contains itself")]


def test_a_body_that_is_no_json_has_the_bytes_and_the_type_of_its_writer() -> None:
    call = replace(make_thing(), body=Body("é", write=lambda tree: (str(tree).encode(), "text/plain")))
    assert (request(call).content, request(call).headers["content-type"]) == ("é".encode(), "text/plain")
    assert request(make_thing("text")).content == b'"text"'


@pytest.mark.parametrize(
    ("kind", "wire", "value", "field"),
    [
        ("bearer", "", "k", ("authorization", "Bearer k")),
        ("basic", "", "user:pass", ("authorization", "Basic dXNlcjpwYXNz")),
        ("header", "X-Api-Key", "k", ("x-api-key", "k")),
        ("cookie", "sid", "k", ("cookie", "sid=k; a=1")),
    ],
)
def test_a_credential_goes_where_its_scheme_says(kind: Kind, wire: str, value: str, field: tuple[str, str]) -> None:
    call = replace(make_thing(), headers=(("Cookie", "a=1"),))
    assert field in request(call, {}, Credential(kind, wire, value)).headers.items()
    without = request(replace(call, security=()), {}, Credential(kind, wire, value))
    assert without.headers == {"accept": "application/json", "user-agent": "acme/1 python/3", "cookie": "a=1"}


def test_a_credential_in_the_query_is_quoted_and_secret_in_both_forms() -> None:
    credential = Credential("query", "api key", "k&y secret")
    wanted = request(make_thing(), {}, credential)
    assert wanted.url.endswith("?api%20key=k%26y%20secret")
    assert wanted.secrets == ("k%26y%20secret", "k&y secret")
    assert "secret" not in repr(wanted) + repr(credential)
    assert Credential("basic", "", "user:password").secrets == (
        "dXNlcjpwYXNzd29yZA==",
        "user%3Apassword",
        "user:password",
        "password",
    )
