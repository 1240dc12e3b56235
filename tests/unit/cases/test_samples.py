"""Values are made by construction: within bounds, around a leaf, and mended until no rule is broken."""

from __future__ import annotations

import pytest

from generator.cases.places import MISSING
from generator.cases.samples import Wish, around, sample
from tests.unit.cases.documents import told, view

SMALL, FULL = Wish("input"), Wish("input", is_full=True)


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string", "minLength": 30},
        {"type": "string", "maxLength": 2},
        {"type": "string", "pattern": "^[a-f0-9]{32}$"},
        {"type": "string", "format": "date-time"},
        {"type": "string", "format": "uuid"},
        {"type": "integer", "minimum": 1000, "maximum": 1001},
        {"type": "integer", "multipleOf": 250},
        {"type": "number", "exclusiveMinimum": 0, "maximum": 1},
        {"type": "array", "minItems": 3, "items": {"type": "string"}, "uniqueItems": True},
        {"enum": ["A_UNSPECIFIED", "B"]},
        {"type": "object", "additionalProperties": {"type": "boolean"}, "minProperties": 2},
        {"oneOf": [{"type": "object", "required": ["a"], "properties": {"a": {"const": 1}}}, {"type": "string"}]},
    ],
)
@pytest.mark.parametrize("wish", [SMALL, FULL], ids=["small", "full"])
def test_a_sample_keeps_every_demand(schema: dict[str, object], wish: Wish) -> None:
    seen = view(schema)
    assert told(seen, sample(seen, "label", wish)) == []


def test_what_cannot_be_made_is_missing_and_its_object_too() -> None:
    assert sample(view({"type": "string", "pattern": "^(?=q)zzz$"}), "label", SMALL) is MISSING
    schema = {"properties": {"a": {"type": "string", "pattern": "^(?=q)zzz$"}}}
    assert sample(view(schema), "label", FULL) == {}
    assert sample(view({**schema, "required": ["a"]}), "label", SMALL) is MISSING


def test_a_full_value_ends_where_a_schema_contains_itself() -> None:
    tree = {
        "type": "object",
        "properties": {
            "name": {"type": "string"},
            "left": {"$ref": "#/components/schemas/Tree"},
            "all": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}},
        },
    }
    assert sample(view({"$ref": "#/components/schemas/Tree"}, Tree=tree), "tree", FULL) == {"name": "name", "all": []}


def test_what_must_contain_itself_cannot_be_made() -> None:
    tree = {"type": "object", "properties": {"left": {"$ref": "#/components/schemas/Tree"}}, "required": ["left"]}
    assert sample(view({"$ref": "#/components/schemas/Tree"}, Tree=tree), "tree", SMALL) is MISSING


CHOOSY = {
    "type": "object",
    "properties": {
        "kind": {"enum": ["PLAIN", "FANCY"]},
        "ribbon": {"type": "string"},
        "colour": {"type": "string"},
    },
    "allOf": [
        {
            "if": {"properties": {"kind": {"const": "FANCY"}}, "required": ["kind"]},
            "then": {"required": ["ribbon"]},
            "else": {"properties": {"ribbon": False}},
        },
        {"dependentRequired": {"ribbon": ["colour"]}},
    ],
}


@pytest.mark.parametrize(
    ("wire", "value", "expected"),
    [
        ("ribbon", "red", {"kind": "FANCY", "ribbon": "red", "colour": "colour"}),
        ("kind", "FANCY", {"kind": "FANCY", "ribbon": "ribbon", "colour": "colour"}),
        ("kind", "PLAIN", {"kind": "PLAIN"}),
        ("colour", "blue", {"colour": "blue"}),
    ],
)
def test_a_leaf_gets_beside_it_what_the_rules_want(wire: str, value: object, expected: object) -> None:
    seen = view(CHOOSY)
    assert around(seen, (wire,), value, SMALL) == expected
    assert told(seen, expected) == []


def test_a_leaf_of_an_answer_gets_nothing_beside_it_but_what_is_required() -> None:
    assert around(view(CHOOSY), ("ribbon",), "red", Wish("output")) == {"ribbon": "red"}
