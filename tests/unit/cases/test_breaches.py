"""What is wrong with a value by the document alone, and how severe that is by who says so."""

from __future__ import annotations

import pytest

from generator.cases.breaches import breaches
from tests.unit.cases.documents import told, view


def test_bounds_count_code_points_and_inclusive_ends() -> None:
    text, number = view({"type": "string", "minLength": 1, "maxLength": 3}), view({"type": "integer", "minimum": 4})
    assert told(text, "😀é😀") == [] and told(text, "😀é😀x") == [("", "maxLength", "refuse")]
    assert told(text, "") == [("", "minLength", "refuse")]
    assert told(number, 4) == [] and told(number, 3) == [("", "minimum", "refuse")]


def test_3_0_writes_an_exclusive_bound_beside_the_bound() -> None:
    old = view({"type": "number", "minimum": 4, "exclusiveMinimum": True})
    new = view({"type": "number", "exclusiveMinimum": 4})
    assert told(old, 4) == told(new, 4) == [("", "exclusiveMinimum", "refuse")]
    assert told(old, 4.5) == told(new, 4.5) == []


@pytest.mark.parametrize(
    ("schema", "value", "rule"),
    [
        ({"type": "string"}, 7, "type"),
        ({"type": "string"}, None, "type"),
        ({"type": "integer"}, True, "type"),
        ({"type": "integer"}, 1.5, "integer"),
        ({"type": "array"}, {}, "type"),
        ({"type": "array", "uniqueItems": True}, [1, 1.0], "uniqueItems"),
        ({"type": "object"}, [], "type"),
        ({"enum": ["A"]}, "B", "enum"),
        ({"enum": ["A"]}, 7, "type"),
        ({"type": "string", "pattern": "^a"}, "b", "pattern"),
    ],
)
def test_a_wrong_value_breaks_one_rule(schema: dict[str, object], value: object, rule: str) -> None:
    assert told(view(schema), value) == [("", rule, "refuse")]


def test_a_whole_float_is_an_integer_and_true_is_no_number() -> None:
    assert told(view({"type": "integer"}), 2.0) == []
    assert told(view({"enum": [1]}), True) == [("", "type", "refuse")]


@pytest.mark.parametrize("value", ["9223372036854775808", "1.5", "", "x", "١٢"])
def test_a_64_bit_integer_in_a_string_has_its_range(value: str) -> None:
    schema = view({"type": "string", "format": "int64"})
    assert told(schema, value) == [("", "format", "warn")]
    assert told(schema, "9223372036854775807") == []


def test_read_only_properties_are_never_missing_from_a_request() -> None:
    schema = view({"properties": {"id": {"readOnly": True}, "name": {}}, "required": ["id", "name"]})
    assert told(schema, {}) == [("name", "required", "refuse")]


def test_a_condition_asks_no_request_for_what_only_the_server_writes() -> None:
    schema = view({"properties": {"a": {}, "b": {"readOnly": True}, "c": {}}, "dependentRequired": {"a": ["b", "c"]}})
    assert told(schema, {"a": 1}) == [("c", "c-required", "refuse")]


@pytest.mark.parametrize(
    ("source", "severities"),
    [
        ("page 9", ["refuse", "refuse"]),
        ("shown 9", ["refuse", "warn"]),
        ("sibling", ["warn", "warn"]),
        ({"type": "shown 9", "maxLength": "page 10"}, ["refuse", "refuse"]),
        ({"kind": "shown 9", "type": "sibling", "maxLength": "inferred"}, ["refuse", "warn"]),
        (None, ["warn", "warn"]),
    ],
)
def test_with_pages_only_the_page_refuses_and_an_example_only_the_kind(source: object, severities: list[str]) -> None:
    written = {"x-source": source} if source else {}
    schema = view({"type": "string", "maxLength": 1, **written}, documented=True)
    assert [told(schema, value)[0][2] for value in (7, "ab")] == severities


def test_a_severity_may_be_lowered() -> None:
    schema = view({"type": "string", "maxLength": 1, "x-severity": {"maxLength": "warn"}})
    assert told(schema, "ab") == [("", "maxLength", "warn")]


def test_a_schema_without_a_source_has_the_word_of_the_schema_around_it() -> None:
    schema = view({"type": "array", "items": {"type": "string"}, "x-source": {"items": "shown 9"}}, documented=True)
    assert told(schema, [7]) == [("0", "type", "refuse")]


RULES = {
    "type": "object",
    "properties": {"kind": {"enum": ["A", "B"]}, "details": {"type": "object"}, "count": {"type": "integer"}},
    "if": {"properties": {"kind": {"const": "A"}}, "required": ["kind"]},
    "then": {"required": ["details"], "x-rule": {"id": "details-required", "says": "wanted", "source": "page 9"}},
    "else": {"properties": {"details": False}, "x-rule": {"id": "details-otherwise", "source": "inferred"}},
    "dependentRequired": {"count": ["details"]},
}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"kind": "A"}, [("details", "details-required", "refuse")]),
        ({"kind": "A", "details": {}}, []),
        ({"kind": "B", "details": {}}, [("details", "details-otherwise", "warn")]),
        ({"details": {}}, [("details", "details-otherwise", "warn")]),
        ({}, []),
        ({"count": 1}, [("details", "details-required", "refuse")]),
    ],
)
def test_rules_are_those_of_their_branch(value: object, expected: list[tuple[str, str, str]]) -> None:
    named = {**RULES, "dependentRequired": {}} if "count" not in str(value) else {**RULES, "if": False}
    schema = view({**named, "x-rule": {"id": "details-required", "source": "page 9"}})
    assert told(schema, value) == expected


def test_nobody_can_be_sure_which_of_two_options_that_are_as_near_was_meant() -> None:
    schema = view({"oneOf": [{"type": "string"}, {"type": "integer"}]})
    assert told(schema, 1) == []
    assert [breach.is_sure for breach in breaches(schema, [])] == [False]


CAR = {"type": "object", "required": ["kind"], "properties": {"kind": {"const": "car"}, "wheels": {"type": "integer"}}}
DOLL = {"type": "object", "required": ["kind"], "properties": {"kind": {"const": "doll"}, "name": {"maxLength": 2}}}
TOLD = {"oneOf": [CAR, DOLL], "discriminator": {"propertyName": "kind"}}


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        ({"kind": "car", "wheels": "four"}, [("wheels", "type", True)]),
        ({"kind": "doll", "name": "too long"}, [("name", "maxLength", True)]),
        ({"kind": "ship"}, [("kind", "enum", False)]),
        ({"kind": 7, "name": "x"}, [("kind", "type", False)]),
        ({"kind": "car", "wheels": "four", "seats": 2}, [("wheels", "type", False)]),
    ],
)
def test_the_option_that_the_discriminator_names_is_meant_but_not_with_keys_that_it_does_not_declare(
    value: object, wrong: list[tuple[str, str, bool]]
) -> None:
    found = breaches(view(TOLD), value)
    assert [(str(one.steps[-1]), one.rule, one.is_sure) for one in found] == wrong


def test_without_a_discriminator_the_nearest_option_is_meant() -> None:
    parts = {"a": {"type": "integer"}, "b": {"type": "integer"}}
    shapes = [
        {"type": "object", "required": ["a"], "properties": parts},
        {"type": "array", "items": {"type": "integer"}},
    ]
    found = breaches(view({"anyOf": shapes}), {"b": 1})
    assert [(str(one.steps[-1]), one.rule, one.is_sure) for one in found] == [("a", "required", True)]


def test_what_fits_several_shapes_that_exclude_each_other_is_warned_of() -> None:
    shapes: list[dict[str, object]] = [
        {"type": "object", "properties": {"a": {"type": "string"}}},
        {"type": "object", "required": ["b"], "properties": {"b": {}}},
    ]
    assert told(view({"oneOf": shapes}), {"a": "x", "b": 1}) == [("", "oneOf", "warn")]
    assert told(view({"anyOf": shapes}), {"a": "x", "b": 1}) == []
    assert told(view({"oneOf": shapes}), {"a": "x"}) == []
