"""A schema as it holds for one value, whatever way it is written."""

from __future__ import annotations

import pytest

from generator.cases.pairs import meant
from tests.unit.cases.documents import view


def test_a_reference_with_siblings_and_all_of_hold_together() -> None:
    toy = {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]}
    seen = view(
        {"allOf": [{"$ref": "#/components/schemas/Toy"}, {"properties": {"name": {"maxLength": 3}, "size": {}}}]},
        Toy=toy,
    )
    assert list(seen.properties) == ["name", "size"]
    assert (seen.properties["name"].kind, seen.properties["name"].get("maxLength")) == ("string", 3)
    assert (list(seen.required), seen.kind, seen.home) == (["name"], "object", "/schema")


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string", "nullable": True},
        {"type": ["string", "null"]},
        {"oneOf": [{"type": "string"}, {"type": "null"}]},
        {"anyOf": [{"$ref": "#/components/schemas/Text"}, {"type": "null"}]},
        {"type": "string", "enum": ["a", None]},
    ],
)
def test_null_is_allowed_in_every_spelling(schema: dict[str, object]) -> None:
    seen = view(schema, Text={"type": "string"})
    assert (seen.kind, seen.is_nullable, seen.options) == ("string", True, ())


def test_a_constant_is_an_enum_of_one_and_enums_meet() -> None:
    assert view({"const": "a"}).choices == ("a",)
    assert view({"allOf": [{"enum": ["a", "b"]}, {"enum": ["b", "c"]}]}).choices == ("b",)


def test_a_schema_that_contains_itself_ends() -> None:
    seen = view(
        {"$ref": "#/components/schemas/Tree"}, Tree={"properties": {"left": {"$ref": "#/components/schemas/Tree"}}}
    )
    assert seen.properties["left"].properties["left"].home == "/components/schemas/Tree"


def test_a_named_schema_without_properties_is_a_class_and_an_inline_one_a_map() -> None:
    assert not view({"$ref": "#/components/schemas/Empty"}, Empty={"type": "object"}).is_map
    assert view({"type": "object"}).is_map
    assert view({"$ref": "#/components/schemas/Map"}, Map={"additionalProperties": {"type": "number"}}).is_map


def test_what_only_one_side_writes_travels_one_way() -> None:
    seen = view({"properties": {"id": {"readOnly": True}, "secret": {"writeOnly": True}, "name": {}}})
    assert (list(seen.members("input")), list(seen.members("output"))) == (["secret", "name"], ["id", "name"])


def test_an_array_whose_first_items_have_schemas_of_their_own_asks_nothing_of_any() -> None:
    seen = view({"type": "array", "prefixItems": [{"type": "number"}], "items": False})
    assert (seen.items, [first.kind for first in seen.prefix]) == (None, ["number"])
    later = view({"type": "array", "prefixItems": [{"type": "number"}], "items": {"type": "string"}})
    assert later.items is None


def test_an_object_joined_with_unions_is_one_of_several_objects() -> None:
    words = {"oneOf": [{"properties": {"content": {"type": "string"}}}, {"properties": {"calls": {"type": "string"}}}]}
    role = {"properties": {"role": {"type": "string"}}}
    seen = view({"allOf": [{"$ref": "#/components/schemas/Words"}, role]}, Words=words)
    assert [sorted(option.properties) for option in seen.options] == [["content", "role"], ["calls", "role"]]
    assert [option.home for option in seen.options] == ["/schema/oneOf/0", "/schema/oneOf/1"]


def test_a_discriminator_names_the_options_whose_property_is_any_text() -> None:
    card = {"type": "object", "properties": {"type": {"type": "string"}}}
    seen = view(
        {
            "oneOf": [{"$ref": "#/components/schemas/Card"}, {"$ref": "#/components/schemas/Bank"}],
            "discriminator": {"propertyName": "type", "mapping": {"card": "#/components/schemas/Card"}},
        },
        Card=card,
        Bank=card,
    )
    assert [option.properties["type"].choices for option in seen.options] == [("card",), ("Bank",)]


def test_an_answer_that_breaks_a_bound_is_meant_for_the_option_that_it_breaks_least() -> None:
    cake = {"required": ["kind"], "properties": {"kind": {"const": "cake"}, "size": {"minimum": 1}}}
    tea = {"required": ["kind", "hot"], "properties": {"kind": {"const": "tea"}, "hot": {"type": "boolean"}}}
    seen = view({"oneOf": [tea, cake]})
    assert meant(seen, {"kind": "cake", "size": 0}).pointer == "/schema/oneOf/1"
