"""The parts that every check, body and answer is made of, by tables: also what this document happens not to use."""

from __future__ import annotations

import importlib
from datetime import date, datetime, timezone
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from .flavours import package

HAS = {path.stem for path in Path(str(package.__file__)).parent.glob("_runtime/*.py")}  # only what the package uses


def part(name: str) -> Any:
    """A module of the package's runtime."""
    return importlib.import_module(f"{package.__name__}._runtime.{name}")


def found(method: str, value: object, **given: Any) -> list[tuple[str, str, str]]:
    """The faults that a test finds: rule, severity, words."""
    faults = part("faults").Faults()
    getattr(faults, method)(value, ".at", *given.pop("more", ()), **given)
    assert {one.path for one in faults.found} <= {"at"}
    return [(one.rule, one.severity, one.message) for one in faults.found]


NO = "refuse"
TESTS: list[tuple[str, object, dict[str, Any], list[tuple[str, str, str]]]] = [
    ("string", "ab", {"min_length": 3}, [("minLength", NO, "2 characters, 3 at least")]),
    ("string", "abc", {"min_length": 3, "max_length": 3, "pattern": "^abc$"}, []),
    ("string", "", {"min_length": 0}, []), ("string", "", {}, []),
    ("string", "é", {"max_length": 1, "min_length": 1}, []),
    ("string", "🙂🙂", {"max_length": 1}, [("maxLength", NO, "2 characters, 1 at most")]),
    ("string", "a", {"max_length": 0}, [("maxLength", NO, "1 character, 0 at most")]),
    ("string", "abc", {"pattern": "^b"}, [("pattern", NO, "'abc' does not match ^b")]),
    ("string", "abc", {"pattern": "b"}, []),
    ("string", 7, {"max_length": 1}, [("type", NO, "7 is not a string")]),
    ("string", None, {}, [("type", NO, "null is not a string")]),
    ("string", "a\ud800", {}, [("type", NO, "'a\\ud800' holds half a surrogate pair, which UTF-8 cannot write")]),
    ("string", "a\udfff", {}, [("type", NO, "'a\\udfff' holds half a surrogate pair, which UTF-8 cannot write")]),
    ("string", "é\ue000", {}, []),
    ("string", "x", {"format": "date"}, [("format", NO, "'x' is not a date such as 2026-01-31")]),
    ("string", "2026-01-31", {"format": "date"}, []),
    ("string", "x", {"format": "uuid"}, [("format", NO, "'x' is not a UUID")]),
    ("string", "0123abcd-0123-0123-0123-0123456789AB", {"format": "uuid"}, []),
    ("string", "2026-01-31", {"format": "date-time"},
     [("format", NO, "'2026-01-31' is not a time such as 2026-01-31T12:00:00Z")]),
    ("string", "2026-01-31T12:00:00.25+01:00", {"format": "date-time"}, []),
    ("string", "1.5", {"format": "int64"}, [("format", NO, "'1.5' is not a whole number of 64 bits, as text")]),
    ("string", "9223372036854775808", {"format": "int64"},
     [("format", NO, "'9223372036854775808' is not a whole number of 64 bits, as text")]),
    ("string", "-9223372036854775808", {"format": "int64"}, []),
    ("string", "0" * 19, {"format": "int64"}, []),
    ("string", "0" * 20, {"format": "int64"}, [("format", NO, f"'{'0' * 20}' is not a whole number of 64 bits, as text")]),
    ("string", "9223372036854775807", {"format": "int64"}, []),
    ("string", "anything", {"format": "password"}, []),
    ("string", "ab", {"max_length": 1, "warns": ("maxLength",)}, [("maxLength", "warn", "2 characters, 1 at most")]),
    ("string", "ab", {"min_length": 3, "warns": ("minLength",)}, [("minLength", "warn", "2 characters, 3 at least")]),
    ("string", "a", {"pattern": "b", "warns": ("pattern",)}, [("pattern", "warn", "'a' does not match b")]),
    ("string", "x", {"format": "date", "warns": ("format",)},
     [("format", "warn", "'x' is not a date such as 2026-01-31")]),
    ("string", 1, {"warns": ("type",)}, [("type", "warn", "1 is not a string")]),
    ("number", 4, {"minimum": 4, "maximum": 4, "multiple_of": 2, "integer": True}, []),
    ("number", 3, {"minimum": 4}, [("minimum", NO, "3, 4 at least")]),
    ("number", 5, {"maximum": 4}, [("maximum", NO, "5, 4 at most")]),
    ("number", 4, {"above": 4}, [("exclusiveMinimum", NO, "4, more than 4 is wanted")]),
    ("number", 4, {"below": 4}, [("exclusiveMaximum", NO, "4, less than 4 is wanted")]),
    ("number", 4.5, {"above": 4, "below": 5}, []),
    ("number", 5, {"multiple_of": 2}, [("multipleOf", NO, "5 is not a multiple of 2")]),
    ("number", 0.3, {"multiple_of": 0.1}, []),
    ("number", 3, {"multiple_of": 0.5}, []),
    ("number", 10**17 + 1, {"multiple_of": 2}, [("multipleOf", NO, "100000000000000001 is not a multiple of 2")]),
    ("number", 10**17, {"multiple_of": 2}, []),
    ("number", 53296937.400000006, {"multiple_of": 0.1}, []), ("number", 6.0000000000001, {"multiple_of": 2}, []), ("number", -4, {"multiple_of": 2}, []),
    ("number", 1e-9, {"multiple_of": 1}, [("multipleOf", NO, "1e-09 is not a multiple of 1")]),
    ("number", 1.5e-9, {"multiple_of": 1}, [("multipleOf", NO, "1.5e-09 is not a multiple of 1")]),
    ("number", 0.35, {"multiple_of": 0.1}, [("multipleOf", NO, "0.35 is not a multiple of 0.1")]),
    ("number", 1.5, {"integer": True}, [("integer", NO, "1.5 is not a whole number")]),
    ("number", 2.0, {"integer": True}, []),
    ("number", 1.5, {}, []),
    ("number", True, {}, [("type", NO, "True is not a number")]),
    ("number", "1", {"integer": True}, [("type", NO, "'1' is not an integer")]),
    ("number", float("nan"), {"minimum": 1}, [("type", NO, "nan has no form in JSON")]),
    ("number", float("inf"), {}, [("type", NO, "inf has no form in JSON")]),
    ("number", 2**31 - 1, {"format": "int32"}, []),
    ("number", 2**31, {"format": "int32"}, [("format", NO, "2147483648 does not fit int32")]),
    ("number", -(2**31) - 1, {"format": "int32"}, [("format", NO, "-2147483649 does not fit int32")]),
    ("number", 2**63 - 1, {"format": "int64"}, []),
    ("number", -(2**63), {"format": "int64"}, []),
    ("number", -(2**63) - 1, {"format": "int64"}, [("format", NO, "-9223372036854775809 does not fit int64")]),
    ("number", 2**63, {"format": "int64"}, [("format", NO, "9223372036854775808 does not fit int64")]),
    ("number", 3, {"minimum": 4, "warns": ("minimum",)}, [("minimum", "warn", "3, 4 at least")]),
    ("number", 5, {"maximum": 4, "warns": ("maximum",)}, [("maximum", "warn", "5, 4 at most")]),
    ("number", 4, {"above": 4, "warns": ("exclusiveMinimum",)},
     [("exclusiveMinimum", "warn", "4, more than 4 is wanted")]),
    ("number", 4, {"below": 4, "warns": ("exclusiveMaximum",)},
     [("exclusiveMaximum", "warn", "4, less than 4 is wanted")]),
    ("number", 5, {"multiple_of": 2, "warns": ("multipleOf",)}, [("multipleOf", "warn", "5 is not a multiple of 2")]),
    ("number", 1.5, {"integer": True, "warns": ("integer",)}, [("integer", "warn", "1.5 is not a whole number")]),
    ("number", 2**63, {"format": "int64", "warns": ("format",)},
     [("format", "warn", "9223372036854775808 does not fit int64")]),
    ("number", "1", {"warns": ("type",)}, [("type", "warn", "'1' is not a number")]),
    ("boolean", True, {}, []),
    ("boolean", 1, {}, [("type", NO, "1 is not a boolean")]),
    ("boolean", 1, {"warns": ("type",)}, [("type", "warn", "1 is not a boolean")]),
    ("array", [], {"min_items": 1}, [("minItems", NO, "0 items, 1 at least")]),
    ("array", [1], {"min_items": 1, "max_items": 1, "unique": True}, []),
    ("array", [1, 2], {"max_items": 1}, [("maxItems", NO, "2 items, 1 at most")]),
    ("array", [], {"max_items": 0}, []),
    ("array", [1, 2, 1.0], {"unique": True}, [("uniqueItems", NO, "an item is there twice")]),
    ("array", [1, True], {"unique": True}, []),
    ("array", [1, 1], {}, []),
    ("array", "ab", {}, [("type", NO, "'ab' is not an array")]),
    ("array", [], {"min_items": 1, "warns": ("minItems",)}, [("minItems", "warn", "0 items, 1 at least")]),
    ("array", [1], {"max_items": 0, "warns": ("maxItems",)}, [("maxItems", "warn", "1 item, 0 at most")]),
    ("array", [1, 1], {"unique": True, "warns": ("uniqueItems",)}, [("uniqueItems", "warn", "an item is there twice")]),
    ("array", 1, {"warns": ("type",)}, [("type", "warn", "1 is not an array")]),
    ("mapping", {}, {}, []), ("size", {}, {}, []),
    ("mapping", {}, {"min_properties": 1}, [("minProperties", NO, "0 keys, 1 at least")]),
    ("mapping", {"a": 1}, {"min_properties": 1, "max_properties": 1}, []),
    ("mapping", {"a": 1, "b": 2}, {"max_properties": 1}, [("maxProperties", NO, "2 keys, 1 at most")]),
    ("mapping", [], {}, [("type", NO, "[] is not an object (map)")]),
    ("mapping", {}, {"min_properties": 1, "warns": ("minProperties",)},
     [("minProperties", "warn", "0 keys, 1 at least")]),
    ("mapping", {"a": 1}, {"max_properties": 0, "warns": ("maxProperties",)},
     [("maxProperties", "warn", "1 key, 0 at most")]),
    ("mapping", 1, {"warns": ("type",)}, [("type", "warn", "1 is not an object (map)")]),
    ("is_object", 1, {"more": ("thing",)}, [("type", NO, "1 is not an object (thing)")]),
    ("is_object", {}, {"more": ("thing",)}, []),
    ("choice", "A", {"more": (("A", "B"), "kind")}, []),
    ("choice", 1, {"more": ((1, 2), "size")}, []),
    ("choice", True, {"more": ((1, 2), "size")}, [("type", NO, "True is not a size")]),
    ("choice", 3, {"more": ((1, 2), "size")}, [("enum", NO, "3 is not a size; one of 1, 2")]),
    ("choice", "ALPHO", {"more": (("ALPHA", "BETA"), "kind")},
     [("enum", NO, "'ALPHO' is not a kind; did you mean 'ALPHA'?")]),
    ("choice", "alpha", {"more": (("ALPHA", "BETA"), "item")},
     [("enum", NO, "'alpha' is not an item; did you mean 'ALPHA'?")]),
    ("choice", "zzz", {"more": (("ALPHA", None), "kind")}, [("enum", NO, "'zzz' is not a kind; one of 'ALPHA', None")]),
    ("choice", [], {"more": (("A",), "kind")}, [("type", NO, "[] is not a kind")]),
    ("choice", {"b": 2}, {"more": (({"a": 1},), "kind")}, [("type", NO, "{'b': 2} is not a kind")]),
    ("choice", "alpho", {"more": (("alpha", "BETA"), "kind")}, [("enum", NO, "'alpho' is not a kind; did you mean 'alpha'?")]),
    ("choice", "C", {"more": (("A",), "kind"), "warns": ("enum",)}, [("enum", "warn", "'C' is not a kind; one of 'A'")]),
    ("choice", 7, {"more": (("A",), "kind"), "warns": ("type",)}, [("type", "warn", "7 is not a kind")]),
    ("string", "a" * 70, {"max_length": 69}, [("maxLength", NO, "70 characters, 69 at most")]),
    ("boolean", "a" * 58, {}, [("type", NO, f"'{'a' * 58}' is not a boolean")]),
    ("boolean", "a" * 59, {}, [("type", NO, f"'{'a' * 56}... is not a boolean")]),
]  # fmt: skip


@pytest.mark.parametrize(("method", "value", "given", "faults"), TESTS)
def test_a_keyword_of_json_schema_is_tested_as_the_standard_says(
    method: str, value: object, given: dict[str, Any], faults: list[tuple[str, str, str]]
) -> None:
    assert found(method, value, **dict(given)) == faults


def test_what_has_no_repr_is_named_all_the_same() -> None:
    assert found("boolean", 10**5000) == [("type", NO, "a huge int is not a boolean")]


def test_of_several_shapes_one_must_fit_and_the_nearest_is_told() -> None:
    def text(value: object, at: str, faults: Any) -> None:
        faults.string(value, at, max_length=2)

    def short(value: object, at: str, faults: Any) -> None:
        faults.string(value, at, max_length=1, warns=("maxLength",))

    def whole(value: object, at: str, faults: Any) -> None:
        faults.number(value, at, integer=True, minimum=1, maximum=0)

    assert found("any_of", "a", more=(text, whole)) == []
    assert found("any_of", "abc", more=(whole, text)) == [("maxLength", NO, "3 characters, 2 at most")]
    assert found("any_of", "abc", more=(text, short)) == [("maxLength", "warn", "3 characters, 1 at most")]
    assert found("any_of", "ab", more=(short, text)) == [], "short only warns, and text has nothing against it"
    assert found("any_of", 0.5, more=(whole, text))[0][0] == "integer"
    twice = [("oneOf", "warn", "fits 2 of the shapes that exclude each other")]
    assert found("any_of", "a", more=(text, short), exactly_one=True) == twice
    assert found("any_of", "a", more=(text, whole), exactly_one=True) == []
    assert found("any_of", "a", more=(text, short)) == []


def test_members_are_asked_for_and_rules_say_what_decided() -> None:
    faults = part("faults").Faults()
    faults.needs({"a": 1}, ".at", {"a": "a", "theB": "the_b"}, warns=("required",))
    faults.needs({}, "", {"c": "c"})
    faults.refuse(".x", "a-rule", "required", given=("kind", "A"))
    faults.warn(".y", "b-rule", "unwanted", given=("kind", None))
    faults.refuse(".z", "c-rule", "wrong", given=("size", 3))
    faults.refuse("", "d-rule", "wrong")
    assert [(one.path, one.rule, one.message, one.severity) for one in faults.found] == [
        ("at.the_b", "required", "required", "warn"), ("c", "required", "required", "refuse"),
        ("x", "a-rule", "required (kind is A)", "refuse"), ("y", "b-rule", "unwanted (kind is not set)", "warn"),
        ("z", "c-rule", "wrong (size is 3)", "refuse"), ("", "d-rule", "wrong", "refuse"),
    ]  # fmt: skip
    faults.size({}, "", min_properties=1)
    assert (faults.found[-1].path, faults.found[-1].rule) == ("arguments", "minProperties")
    assert list(part("faults").items(["a", "b"], ".at")) == [(".at[0]", "a"), (".at[1]", "b")]
    assert list(part("faults").values({"a": 1, "b": 2}, ".at", without=("b",))) == [(".at['a']", 1)]


@pytest.mark.parametrize(("value", "text"), [
    (True, "true"), (False, "false"), (1.5, "1.5"), (2.0, "2"), (7, "7"), ("é", "é"), (UUID(int=7), str(UUID(int=7))),
    (date(2026, 1, 31), "2026-01-31"), (datetime(2026, 1, 31, tzinfo=timezone.utc), "2026-01-31T00:00:00Z"),
])  # fmt: skip
def test_a_scalar_has_one_form_in_urls_and_headers(value: object, text: str) -> None:
    assert part("call").scalar(value) == text


@pytest.mark.parametrize("value", [None, [], {}, float("nan"), float("-inf"), "\ud800", "\udfff"])
def test_what_has_no_form_in_urls_and_headers_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="has no form|is not a string|half a surrogate"):
        part("call").scalar(value)


@pytest.mark.parametrize(("value", "piece"), [
    ("a/b ?#é%~-._", "a%2Fb%20%3F%23%C3%A9%25~-._"), (7, "7"), ("...", "..."), ("", None), (".", None), ("..", None),
    (True, None), (None, None), ("\ud800", None),
])  # fmt: skip
def test_a_segment_is_escaped_or_refused(value: object, piece: str | None) -> None:
    got = part("call").segment("name", value)
    assert got == piece if piece is not None else (got.path, got.rule, got.severity) == ("name", "path", "refuse")


def test_half_a_surrogate_pair_in_a_name_never_stops_a_request() -> None:
    assert part("call").quoted("a\ud800&b") == "a%3F%26b"


@pytest.mark.parametrize(("name", "value", "fine"), [
    ("x-a", "b", True), ("x-a", "", True), ("x-a", "a\tb", True), ("x-a", "é", True), ("x-a", "\x00", False),
    ("x-a", "\x08", False), ("x-a", "\n", False), ("x-a", "\r", False), ("x-a", "\x1f", False), ("x-a", "\x7f", False),
    ("x-a", "\ud800", False), ("x a", "b", False), ("", "b", False), ("x:", "b", False), ("x!#$%&'*+.^_`|~9", "b", True),
])  # fmt: skip
def test_a_header_field_is_one_or_is_refused(name: str, value: str, fine: bool) -> None:
    assert (part("call").header_trouble(name, value) == "") == fine


def test_a_status_is_looked_up_by_its_code_then_its_range_then_the_default() -> None:
    entry = part("call").status_entry
    table = {"200": "exact", "2XX": "range", "default": "rest"}
    assert [entry(table, status) for status in (200, 201, 300)] == ["exact", "range", "rest"]
    assert entry({"200": "exact"}, 201) is None


def test_a_call_shows_what_it_asks_for_and_nothing_of_what_it_carries() -> None:
    carried = {name: name for name in ("answers", "headers", "body", "check", "errors", "then")}
    call = part("call").Call(operation="a.b", method="POST", template="/x/{id}", path=("/x/", "1"), **carried)
    assert repr(call) == (
        "Call(operation='a.b', method='POST', template='/x/{id}', path=('/x/', '1'), query=(), "
        "media_type='application/json', accept='application/json', security=None)"
    )


@pytest.mark.parametrize(("body", "text", "code", "reason", "details"), [
    ({"error": "nope", "error_description": "no such client"}, "", None, "nope", ()),
    ({"error_description": "no such client"}, "", None, "no such client", ()),
    ({"error": {"message": "m", "status": "NOT_FOUND", "code": 404}}, "", "NOT_FOUND", "m", ()),
    ({"errors": [{"message": "first"}, {"message": "second"}]}, "", None, "first", ()),
    ({"detail": "d", "title": "t"}, "", None, "d", ()),
    ({"title": "t", "type": "about:blank"}, "", "about:blank", "t", ()),
    ({"message": "", "title": "t"}, "", None, "t", ()),
    ({"detail": [{"msg": "a"}, {"message": "b"}, "c", {"x": 1}]}, "", None, "a; b; c; {'x': 1}",
     ({"msg": "a"}, {"message": "b"}, "c", {"x": 1})),
    ({"message": "m", "details": ["one"]}, "", None, "m", ("one",)),
    (None, "a < b &amp; c", None, "a < b &amp; c", ()),
    (None, "a\x00b\n c", None, "a b c", ()),
    (None, "<HTML><style>p {}</style><p>a &amp; b</p>", None, "a & b", ()),
    (None, "<html><TITLE lang='en'>502 &lt;Bad&gt;</TITLE><p>more", None, "502 <Bad>", ()),
    (None, f"<html>{' ' * 7978}<title>x</title>", None, "x", ()),
    (None, f"<html>{' ' * 7979}<title>x</title>", None, "", ()),
    (None, "y" * 500, None, "y" * 500, ()),
    (None, "y" * 501, None, "y" * 499 + "…", ()),
])  # fmt: skip
def test_the_problem_is_found_where_servers_usually_tell_it(
    body: object, text: str, code: str | None, reason: str, details: tuple[object, ...]
) -> None:
    assert part("answer").problem_of(body, text) == (code, reason, details)


def test_a_secret_that_is_part_of_another_one_leaves_no_rest_of_it() -> None:
    answer = part("answer")
    assert answer.hidden("x abc b y", ("b", "abc")) == "x [redacted] [redacted] y"
    told = answer.Answer(200, answer.Headers([("x-key", "abc")]), b"<abc> b").redacted(("b", "abc"))
    assert (told.content, dict(told.headers)) == (b"<[redacted]> [redacted]", {"x-key": "[redacted]"})


@pytest.mark.parametrize("charset", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_secret_is_hidden_in_every_charset_that_json_is_read_in(charset: str) -> None:
    answer = part("answer")
    for text, shown in (("s3cret", "[redacted]"), ("s3cret abc", "[redacted] abc"), ("abc s3cret", "abc [redacted]")):
        told = answer.Answer(200, answer.Headers(), text.encode(charset)).redacted(("s3cret",))
        assert told.content == shown.encode(charset)


def test_the_text_of_an_answer_is_its_beginning_in_the_charset_that_it_names() -> None:
    answer = part("answer")
    assert len(answer.Answer(200, answer.Headers(), b"x" * 64_001).text) == 64_000
    for media_type, content, text in (
        ("text/plain; charset=latin-1", b"\xe9", "é"),
        ('text/plain; CHARSET="latin-1"', b"\xe9", "é"),
        ("text/plain", "é".encode(), "é"),
        ("text/plain", b"\xff", "\ufffd"),
        ("text/plain; charset=nobody", "é".encode(), "é"),
        ("text/plain; charset=utf-16", b"\xff", "\ufffd"),
    ):
        assert answer.Answer(200, answer.Headers([("content-type", media_type)]), content).text == text


def test_a_secret_is_hidden_in_utf_8_whatever_charset_the_answer_names() -> None:
    answer = part("answer")
    told = answer.Answer(200, answer.Headers([("content-type", "text/plain; charset=utf-16")]), b"s3cret")
    assert told.redacted(("s3cret",)).content == b"[redacted]"


@pytest.mark.parametrize(
    ("code", "name"), [("5", "NOT_FOUND"), ("05", "NOT_FOUND"), ("²", None), ("٥", None), ("0", None)]
)
def test_the_number_of_an_error_may_be_written_as_text(code: str, name: str | None) -> None:
    assert part("answer").problem_of({"code": code, "message": "m"}, "", rpc=True).code == name
