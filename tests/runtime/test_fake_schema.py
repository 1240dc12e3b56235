"""The fake server's reader of JSON Schema gives the verdicts of an independent validator, in sentences."""

from __future__ import annotations

from typing import Any

import jsonschema_rs
import pytest

from templates.package.testing._fake.schema import Schemas

VALUES: list[Any] = [
    None, True, False, 0, 1, -1, 1.0, 1.5, 7, 10, "", "a", "abc", "é🙂", "x" * 20, [], [1], [1, 1], [1, True], [1, "a"],
    [[1], [1.0]], {}, {"a": 1}, {"a": None}, {"a": "x", "b": 1}, {"b": 2}, {"c": {"a": 1}}, {"x-1": 5}, {"a": 1, "z": 0},
]  # fmt: skip
SCHEMAS: list[dict[str, Any]] = [
    {"type": "string"},
    {"type": ["integer", "null"]},
    {"type": "number", "minimum": 1, "maximum": 7},
    {"exclusiveMinimum": 0, "exclusiveMaximum": 10},
    {"type": "integer", "multipleOf": 5},
    {"multipleOf": 0.5},
    {"enum": [1, "a", [1], None]},
    {"const": True},
    {"const": {"a": 1}},
    {"minLength": 2, "maxLength": 3},
    {"pattern": "^a"},
    {"minItems": 1, "maxItems": 1},
    {"uniqueItems": True},
    {"items": {"type": "integer"}},
    {"prefixItems": [{"const": 1}], "items": {"type": "string"}},
    {"items": False},
    {"required": ["a"]},
    {"properties": {"a": {"type": "integer"}}, "required": ["a", "b"]},
    {"properties": {"a": True}, "additionalProperties": False},
    {"properties": {"a": False}},
    {"additionalProperties": {"type": "integer"}},
    {"patternProperties": {"^x-": {"maximum": 4}}, "additionalProperties": {"type": "object"}},
    {"propertyNames": {"maxLength": 1}},
    {"minProperties": 1, "maxProperties": 1},
    {"dependentRequired": {"a": ["b"]}},
    {"dependentSchemas": {"a": {"required": ["b"]}}},
    {"allOf": [{"type": "object"}, {"required": ["a"]}]},
    {"anyOf": [{"type": "string"}, {"minimum": 7}]},
    {"oneOf": [{"type": "string"}, {"type": "array"}]},
    {"not": {"type": "object"}},
    {"if": {"required": ["a"]}, "then": {"required": ["b"]}, "else": {"maxProperties": 0}},
]


@pytest.mark.parametrize("schema", SCHEMAS, ids=str)
def test_the_verdict_is_that_of_an_independent_validator(schema: dict[str, Any]) -> None:
    known = jsonschema_rs.Draft202012Validator(schema)
    wrong = [value for value in VALUES if Schemas({}).holds(schema, value) != known.is_valid(value)]
    assert wrong == []


SAYS: list[tuple[dict[str, Any], Any, list[str]]] = [
    ({"type": "object"}, 1, ["is an integer, not an object"]),
    ({"properties": {"a": {"type": "string"}}, "required": ["b"]}, {"a": 1}, [
        "b: required, and not there", "a: is an integer, not a string"]),
    ({"items": {"properties": {"a": {"maxLength": 1}}}}, [{"a": "xx"}], ["[0].a: 2 characters, 1 at most"]),
    ({"required": ["a"], "x-says": "required when b is set"}, {}, ["a: required when b is set"]),
    ({"nullable": True, "type": "string"}, None, []),
    ({"exclusiveMinimum": True, "minimum": 1}, 1, ["1 must be more than 1"]),
    ({"format": "int32", "type": "integer"}, 2**31, ["2147483648 is beyond int32"]),
    ({"format": "date-time"}, "yesterday", ["'yesterday' is not of the format date-time"]),
    ({"properties": {"a": {"readOnly": True, "type": "string"}}, "required": ["a"]}, {}, []),
    ({"properties": {"a": {"readOnly": True, "type": "string"}}}, {"a": 1}, []),
    ({"$ref": "/list"}, {"rest": {"rest": 1}}, ["rest.rest: is an integer, not an object"]),
    ({"pattern": "(?<broken"}, "x", []),
]  # fmt: skip


@pytest.mark.parametrize(("schema", "value", "says"), SAYS, ids=str)
def test_faults_say_where_and_what(schema: dict[str, Any], value: Any, says: list[str]) -> None:
    known = Schemas({"/list": {"type": "object", "properties": {"rest": {"$ref": "/list"}}}})
    assert [str(fault) for fault in known.faults(schema, value)] == says


def test_what_only_warns_counts_for_a_strict_reader_alone() -> None:
    schema = {"type": "number", "x-warn": {"type": "integer", "maximum": 3}}
    assert [str(fault) for fault in Schemas({}).faults(schema, 4.5)] == []
    assert [str(fault) for fault in Schemas({}, strict=True).faults(schema, 4.5)] == [
        "is a number, not an integer",
        "4.5 must be at most 3",
    ]


def test_of_alternatives_the_nearest_one_tells_what_is_wrong() -> None:
    schema = {"oneOf": [{"required": ["a", "b", "c"]}, {"required": ["a", "d"]}]}
    assert [fault.path for fault in Schemas({}).faults(schema, {"a": 1})] == ["d"]
