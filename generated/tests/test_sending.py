"""How a call becomes a request, by calls of our own: also what no operation of this document asks for."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest

from .flavours import BASE_PATH, KEYS, Flavour, Reply, Server, package
from .test_parts import part


def call(*query: tuple[str, str], body: object = None, **more: Any) -> Any:
    """A call of our own; a body is a tree, or a body as it stands."""
    is_body = body is None or hasattr(body, "tree")
    fixed: dict[str, Any] = {
        "operation": "things.make", "method": "POST", "template": "/things", "path": ("/things",), "query": query,
        "body": body if is_body else part("encode").Body(body), "security": (),
        "answers": {"200": part("decode").JsonDecoder(lambda: object)},
    }  # fmt: skip
    return part("call").Call(**{**fixed, **more})


def sent(flavour: Flavour, made: Any, **options: Any) -> Any:
    """The request that a call becomes."""
    server = Server(Reply(200, {}))
    flavour.run(flavour.client(server).send(made, options))
    return server.request


def refused(flavour: Flavour, made: Any, **options: Any) -> list[tuple[str, str, str]]:
    """The faults for which a call is not sent: path, rule, words."""
    server = Server(Reply(200, {}))
    with pytest.raises(package.RequestValidationError) as error:
        flavour.run(flavour.client(server).send(made, options))
    assert server.requests == [] and error.value.operation == "things.make"
    return [(one.path, one.rule, one.message) for one in error.value.faults]


def test_a_body_is_json_without_spaces_in_utf_8(flavour: Flavour) -> None:
    request = sent(flavour, call(body={"a": "é", "b": [1, None]}))
    assert request.content == '{"a":"é","b":[1,null]}'.encode()
    assert request.headers["content-type"] == "application/json"
    assert sent(flavour, call(body=package.OMIT)).content == b"" == sent(flavour, call()).content
    assert "content-type" not in sent(flavour, call()).headers
    other = sent(flavour, call(body={}, media_type="application/merge-patch+json"))
    assert (other.headers["content-type"], other.content) == ("application/merge-patch+json", b"{}")


@pytest.mark.parametrize("body", [{"a": float("nan")}, {"a": object()}, {"a": float("inf")}])
def test_a_body_that_has_no_form_is_refused(body: Any, flavour: Flavour) -> None:
    ((path, rule, words),) = refused(flavour, call(body=body))
    assert (path, rule) == ("body", "body") and words.startswith("cannot be written: ")
    assert refused(flavour, call(body=body), validate="off") == [(path, rule, words)]


def test_a_body_that_has_no_form_is_told_once_where_a_check_found_it(flavour: Flavour) -> None:
    def wrong(tree: object, at: str, found: Any) -> None:
        found.add(".a", "type", "is wrong")

    body = part("encode").Body({"a": float("nan")}, check=wrong)
    assert refused(flavour, call(body=body)) == [("a", "type", "is wrong")]


def test_what_is_extra_is_merged_into_an_object_only(flavour: Flavour) -> None:
    extra = {"b": {"d": 2}, "a": package.OMIT}
    assert sent(flavour, call(body={"a": 1, "b": {"c": 1}}), extra_body=extra).content == b'{"b":{"c":1,"d":2}}'
    assert sent(flavour, call(), extra_body={"a": 1}).content == b'{"a":1}'
    assert sent(flavour, call(body=package.OMIT), extra_body={"a": 1}).content == b'{"a":1}'
    says = "there is no object in the body to merge it into"
    assert refused(flavour, call(body=[1]), extra_body={"a": 1}) == [("extra_body", "body", says)]


def test_what_is_extra_takes_the_place_of_a_parameter_whatever_its_name_holds(flavour: Flavour) -> None:
    made = call(("a%20b", "1"), ("c", "2"))
    for extra, target in (
        ({"a b": "x y"}, "c=2&a%20b=x%20y"), ({"a b": None}, "c=2"), ({"d&": [1, None, True]}, "a%20b=1&c=2&d%26=1&d%26=true"),
        ({"c": (1, 2)}, "a%20b=1&c=1&c=2"), ({}, "a%20b=1&c=2"),
    ):  # fmt: skip
        assert sent(flavour, made, extra_query=extra).url.raw_path.decode() == f"{BASE_PATH}/things?{target}"
    ((path, rule, _),) = refused(flavour, made, extra_query={"e": {}})
    assert (path, rule) == ("extra_query['e']", "query")
    assert sent(flavour, call()).url.raw_path.decode() == f"{BASE_PATH}/things"


def test_cookies_are_joined_and_any_other_header_is_there_once(flavour: Flavour) -> None:
    pairs = (("Cookie", "a=1"), ("X-One", "1"), ("Cookie", "b=2"), ("x-one", "2"))
    request = sent(flavour, call(headers=pairs))
    assert (request.headers["cookie"], request.headers.get_list("x-one")) == ("a=1; b=2", ["2"])
    request = sent(flavour, call(headers=pairs), extra_headers={"X-ONE": "3", "COOKIE": None, "X-Two": "4"})
    assert request.headers.get_list("x-one") == ["3"]
    assert ("cookie" in request.headers, request.headers["x-two"]) == (False, "4")
    ((path, rule, _),) = refused(flavour, call(), extra_headers={"X-A": "a\nb"})
    assert (path, rule) == ("header 'x-a'", "header")


@pytest.mark.parametrize(("kind", "url", "headers"), [
    ("query", "https://a.example/things?a=1&the%20key=value%2F1", {}),
    ("cookie", "https://a.example/things?a=1", {"cookie": "the key=value/1"}),
    ("bearer", "https://a.example/things?a=1", {"authorization": "Bearer value/1"}),
    ("", "https://a.example/things?a=1", {}),
])  # fmt: skip
def test_a_credential_goes_into_the_request_as_its_kind_says(kind: str, url: str, headers: dict[str, str]) -> None:
    held = (part("credentials").Credential(kind, "the key", "value/1", "s"),) if kind else ()
    identity = part("request").Identity("https://a.example", "agent/1", held)
    request = part("request").written(call(("a", "1"), security=None), part("options").Settings(), identity)
    assert (request.url, request.method, request.content, request.removed) == (url, "POST", None, frozenset())
    assert request.headers == {"accept": "application/json", "user-agent": "agent/1", **headers}
    assert request.secrets == (("value%2F1", "value/1") if kind else ())


def test_every_fault_of_a_call_is_told_together(flavour: Flavour) -> None:
    fault = part("faults").Fault

    def wrong(found: Any) -> None:
        found.add(".four", "type", "no")

    made = call(
        path=("/things/", fault("one", "path", "no")), query=(fault("two", "parameter", "no"), ("a", "1")),
        headers=(fault("three", "parameter", "no"), ("X-A", "1")), check=wrong,
    )  # fmt: skip
    assert sorted(path for path, _, _ in refused(flavour, made)) == ["four", "one", "three", "two"]
    assert sorted(path for path, _, _ in refused(flavour, made, validate="off")) == ["one", "three", "two"]


class Bytes(Server):
    """Answers with bytes as they stand."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.content = content

    def __call__(self, request: Any) -> Any:
        return httpx2.Response(200, content=self.content, headers={"content-type": "application/json"})


def test_an_answer_that_is_no_text_is_an_error_of_the_tree_that_shows_its_beginning(flavour: Flavour) -> None:
    with pytest.raises(package.ResponseValidationError) as error:
        flavour.run(flavour.client(Bytes(b"\xff{ not json")).send(call(), {}))
    assert "it begins '\ufffd{ not json'" in str(error.value) and error.value.text == "\ufffd{ not json"
    assert error.value.body is None
    long = b"x" * 500 + b"y"
    with pytest.raises(package.ResponseValidationError) as error:
        flavour.run(flavour.client(Bytes(long)).send(call(), {}))
    assert f"it begins '{'x' * 100}'" in str(error.value) and error.value.text == long.decode()
    for secret in KEYS.values():
        with pytest.raises(package.ResponseValidationError) as error:
            flavour.run(flavour.client(Bytes(f"no {secret}".encode())).send(call(), {}))
        assert secret not in f"{error.value!r}{error.value} {error.value.text}"


def test_a_difference_is_told_to_the_log_once_and_breaks_no_call(flavour: Flavour) -> None:
    from .toys import Cat

    lines: list[str] = []

    def broken(line: str) -> None:
        lines.append(line)
        raise OSError("full")

    made = call(answers={"200": part("decode").JsonDecoder(lambda: Cat)})
    for log in (lines.append, broken):
        client = flavour.client(Server(Reply(200, {"kind": "cat", "theName": "a", "unheard": 7})), drift_log=log)
        for _ in range(2):
            assert flavour.run(client.send(made, {})).the_name == "a"
    assert len(lines) == 2 and lines[0] == lines[1] and "unheard" in lines[0]


@pytest.mark.parametrize("content", [b"NaN", b"Infinity", b'{"a": -Infinity}', b"[NaN]"])
def test_what_is_no_json_number_is_told(content: bytes) -> None:
    decoder: Any = part("decode").JsonDecoder(lambda: Any)
    assert decoder.decode(b"1.5", "application/json", True).value == 1.5
    floats: Any = part("decode").JsonDecoder(lambda: dict[str, float] | list[float] | float)
    try:
        drift = floats.decode(content, "application/json", False).drift
    except part("errors").UndecodableBody:
        drift = (content,)
    assert drift


def test_of_a_very_long_text_only_the_beginning_is_looked_at() -> None:
    problem_of: Any = part("answer").problem_of
    assert [problem_of(None, f"{' ' * count}a").reason for count in (1999, 2000)] == ["a", ""]


def test_an_answer_that_nobody_measured_took_no_time() -> None:
    answer: Any = part("answer").Answer(200, part("answer").Headers(), b"")
    assert (answer.elapsed, answer.request_id) == (0.0, None)
