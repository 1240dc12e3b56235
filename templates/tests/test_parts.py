"""The parts that every check, body and answer is made of, by tables: also what this document happens not to use."""

from __future__ import annotations

import importlib
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import Enum
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


class Colour(Enum):
    """A value of Python that stands for one of JSON."""

    RED = "red"
    DAY = date(2026, 1, 31)


@pytest.mark.parametrize(("value", "written"), [
    (Colour.RED, "red"), (Colour.DAY, "2026-01-31"), (datetime(2026, 1, 31, 12, tzinfo=timezone.utc), "2026-01-31T12:00:00Z"),
    (datetime(2026, 1, 31, 12, tzinfo=timezone(timedelta(hours=2))), "2026-01-31T12:00:00+02:00"),
    (date(2026, 1, 31), "2026-01-31"), (time(12, 30), "12:30:00"), (UUID(int=7), str(UUID(int=7))),
    (Decimal("2"), 2), (Decimal("2.5"), 2.5), (b"\xff", "/w=="), (bytearray(b"a"), "YQ=="), ("text", "text"), (None, None),
])  # fmt: skip
def test_a_value_of_python_is_written_as_json_writes_it(value: object, written: object) -> None:
    plain = part("encode").plain(value)
    assert (plain, type(plain)) == (written, type(written))
    assert part("encode").whole_body({}, None, {"k": [value]}).tree == {"k": [written]}
    if not isinstance(value, bytearray):
        assert part("encode").whole_body({}, None, {"of": {value: value}}).tree == {"of": {str(written): written}}


def test_an_object_is_written_by_its_shape_however_deep() -> None:
    encode = part("encode")
    shapes = {
        "Cat": {"the_name": "theName", "lives": "lives"},
        "Dog": {"the_name": "theName", "barks": "doesBark", "more": "more"},
        "Pet": encode.Either("Cat", "Dog"),
        "Zoo": {"pets": ("thePets", encode.Items("Pet")), "by_key": ("byKey", encode.Values("Cat")), "best": ("best", "Pet")},
        "Open": {"own_one": "ownOne", "*": ("*", "Cat")},
        "Free": {"own_one": "ownOne", "*": "*"},
        "Either": encode.Either(encode.Items("Cat"), "Dog"),
        "Named": encode.Items("Cat"),
    }  # fmt: skip
    given = {"pets": [{"the_name": "a", "barks": True}, {"the_name": "b"}], "by_key": {"the_name": {"the_name": "c"}}}
    body = encode.whole_body(shapes, "Zoo", {**given, "best": {"lives": 7, "the_name": "d"}})
    assert body.tree == {
        "thePets": [{"theName": "a", "doesBark": True}, {"theName": "b"}],
        "byKey": {"the_name": {"theName": "c"}},
        "best": {"lives": 7, "theName": "d"},
    }
    assert body.known == ()
    opened = encode.whole_body(shapes, "Open", {"own_one": 1, "x_y": {"the_name": "e"}})
    assert (opened.tree, opened.known) == ({"ownOne": 1, "x_y": {"theName": "e"}}, ())
    free = encode.whole_body(shapes, "Free", {"own_one": 1, "x_y": {"the_name": "e"}})
    assert (free.tree, free.known) == ({"ownOne": 1, "x_y": {"the_name": "e"}}, ())
    assert encode.whole_body(shapes, "Either", [{"the_name": "f"}]).tree == [{"theName": "f"}]
    assert encode.whole_body(shapes, "Either", {"barks": 1}).tree == {"doesBark": 1}
    assert encode.whole_body(shapes, "Named", ({"the_name": "g"},)).tree == [{"theName": "g"}]
    assert encode.whole_body(shapes, None, {"the_name": {1, 2}}).tree == {"the_name": [1, 2]}
    assert encode.whole_body(shapes, "Cat", package.OMIT) is None
    assert encode.whole_body(shapes, "Cat", {"the_name": package.OMIT, "lives": None}).tree == {"lives": None}


def test_of_several_shapes_that_one_is_written_which_knows_most_and_least_besides() -> None:
    encode = part("encode")
    shapes = {
        "Big": {"own": "bigOwn", "more": "more", "rest": "rest"}, "Small": {"own": "smallOwn"}, "List": encode.Items("Small"),
    }  # fmt: skip
    either = encode.Either("Big", "Small", by="kind", of={"big": "Big", "red": "Big"})
    for value, written in (
        ({"own": 1}, {"smallOwn": 1}),
        ({"own": 1, "rest": 2}, {"bigOwn": 1, "rest": 2}),
        ({"own": 1, "kind": "big"}, {"bigOwn": 1, "kind": "big"}),
        ({"own": 1, "kind": Colour.RED}, {"bigOwn": 1, "kind": "red"}),
    ):
        assert encode.whole_body(shapes, either, value).tree == written
    assert encode.whole_body(shapes, encode.Either(encode.Values("Big"), "Small"), {"own": 1}).tree == {"smallOwn": 1}
    assert encode.whole_body(shapes, encode.Either("List"), {"own": 1}).tree == {"own": 1}


@pytest.mark.parametrize(("levels", "rules"), [(200, []), (201, ["depth"])])
def test_the_levels_of_a_parameter_and_of_what_came_are_counted_alike(levels: int, rules: list[str]) -> None:
    encode, value = part("encode"), date(2026, 1, 31)
    inner: Any = value
    for _ in range(levels - 1):
        inner = [inner]
    assert [one.rule for one in encode.wired({"B": {}}, encode.Values("B"), "name", {"a": inner}).faults] == rules
    body = encode.whole_body({}, None, part("received").Received({"a": inner}))
    assert [one.rule for one in body.known] == rules and body.came == body.tree


def nothing_is_asked(tree: object, at: str, found: Any) -> None:
    """The check of parameters of which nothing is asked."""


def test_a_time_without_a_time_zone_is_refused_wherever_it_stands() -> None:
    encode, naive = part("encode"), datetime(2026, 1, 31, 12)
    body = encode.whole_body({}, None, {"at": [naive, naive.astimezone()]}, at="thing")
    assert [(one.path, one.rule, one.severity) for one in body.known] == [("thing['at'][0]", "time-zone", "refuse")]
    assert body.tree == {"at": [naive.astimezone().isoformat().replace("+00:00", "Z")] * 2}
    faults = part("faults").Faults()
    given = {"since": naive, "days": [naive], "until": naive.astimezone()}
    encode.given_parameters(nothing_is_asked, given)(faults)
    assert [one.path for one in faults.found] == ["since", "days"]
    assert faults.found[0].message.startswith("a time without a time zone; give it one, as datetime.now(timezone.utc) has")


def test_a_time_of_an_answer_goes_back_as_it_came() -> None:
    came = part("formats").moment("2026-01-31T12:00:00.123456789")
    body = part("encode").whole_body({}, None, {"at": came})
    assert (body.tree, body.known) == ({"at": "2026-01-31T12:00:00.123456789"}, ())


def test_among_files_a_pair_is_a_file_with_its_name_and_no_array() -> None:
    sequence = part("encode").is_sequence
    for value, plain, named in ((("a.txt", b""), True, False), (["a.txt", b""], True, True), ("ab", False, False)):
        assert (sequence(value, named_files=False), sequence(value, named_files=True)) == (plain, named)


def test_only_where_a_body_is_written_in_parts_files_stay_what_they_are() -> None:
    encode = part("encode")
    given: dict[str, Any] = {"file": b"\xff", "named": ("a.txt", b"b"), "time": date(2026, 1, 31), "text": "c"}
    tree = encode.whole_body({}, None, given, write=lambda tree: (b"", "")).tree
    assert tree == {"file": b"\xff", "named": ("a.txt", b"b"), "time": "2026-01-31", "text": "c"}
    assert encode.flat_body({"B": {"file": "theFile"}}, "B", {"file": b"\xff"}, write=lambda tree: (b"", "")).tree == {
        "theFile": b"\xff"
    }
    assert encode.whole_body({}, None, given).tree["file"] == "/w=="
    assert encode.wired({}, encode.Values("B"), "name", {"file": b"\xff"}).tree == {"file": "/w=="}


def test_a_body_that_nothing_checks_may_come_from_the_server() -> None:
    faults = part("faults").Faults()
    part("encode").Body({"a": 1}, came={"a": 2}).find_faults(faults)
    assert faults.found == []


def test_a_key_that_no_field_has_is_told_with_what_was_meant() -> None:
    encode = part("encode")
    shapes = {"Cat": {"the_name": "theName", "kind": ("kind", "Cat"), "owner": "proprietor", "pet": ("animal", "Cat")}}
    for wrong, meant in (("proprietr", "owner"), ("animals", "pet")):
        (fault,) = encode.whole_body(shapes, "Cat", {wrong: 1}).known
        assert fault.message == f"is not a field here; did you mean {meant!r}?"
    body = encode.whole_body(shapes, "Cat", {"the_nam": 1, "kind": {"theName": 2}, "zzz": 3}, at="cat")
    assert [(one.path, one.rule, one.message) for one in body.known] == [
        ("cat.the_nam", "unknown-field", "is not a field here; did you mean 'the_name'?"),
        ("cat.kind.theName", "unknown-field", "is not a field here; did you mean 'the_name'?"),
        ("cat.zzz", "unknown-field", "is not a field here; to send it all the same: extra_body"),
    ]
    assert body.tree == {"the_nam": 1, "kind": {"theName": 2}, "zzz": 3}


@pytest.mark.parametrize(("levels", "rules"), [(199, []), (200, []), (201, ["depth"])])
@pytest.mark.parametrize("around", [lambda value: [value], lambda value: {"a": value}], ids=["arrays", "objects"])
def test_a_body_of_very_many_levels_is_taken_for_one_that_contains_itself(
    around: Any, levels: int, rules: list[str]
) -> None:
    value: Any = date(2026, 1, 31)
    for _ in range(levels):
        value = around(value)
    known = part("encode").whole_body({}, None, value).known
    assert [one.rule for one in known] == rules and {len(one.path) for one in known} <= {200}


def test_what_the_server_sent_is_no_fault_of_the_callers() -> None:
    faults = part("faults").Faults()

    def check(tree: Any, at: str, found: Any) -> None:
        for name in tree:
            found.add(f".{name}", "type", "is wrong")

    part("encode").Body({"came": 1, "new": 2}, check, came={"came": 1, "gone": 3}).find_faults(faults)
    assert [(one.path, one.severity) for one in faults.found] == [("came", "warn"), ("new", "refuse")]


def test_an_argument_is_left_out_or_null_as_its_method_says() -> None:
    flat = part("encode").flat_body
    shapes = {"B": {"a": "theA", "b": "theB"}}
    given = {"a": None, "b": package.OMIT}
    assert flat(shapes, "B", given).tree == {}
    assert flat(shapes, "B", given, nulls=("a",)).tree == {"theA": None}
    assert flat(shapes, "B", given, nulls=None).tree == {"theA": None}

    def seen(tree: object, at: str, faults: Any) -> None:
        faults.add(at, "seen", repr(tree))

    faults = part("faults").Faults()
    part("encode").given_parameters(seen, {"a": None, "b": package.OMIT, "c": Colour.RED})(faults)
    assert faults.found[0].message == "{'c': 'red'}"


def test_faults_speak_of_arguments_where_a_field_had_to_be_called_differently() -> None:
    encode, faults = part("encode"), part("faults").Faults()

    def check(tree: object, at: str, found: Any) -> None:
        found.add(".from.x[0]", "a", "wrong")
        found.add(".other", "b", "wrong")

    body = encode.flat_body({"B": {"from": "from"}}, "B", {"from": 1}, check, renamed={"from": "from_"})
    body.find_faults(faults)
    assert [one.path for one in faults.found] == ["from_.x[0]", "other"]


@pytest.mark.parametrize(("value", "text"), [
    (True, "true"), (False, "false"), (1.5, "1.5"), (2.0, "2"), (7, "7"), ("é", "é"), (Colour.RED, "red"),
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
