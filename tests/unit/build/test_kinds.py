"""`type` with several kinds: one type of Python, and a test for each kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import ir
from tests.unit.build.documents import api_of, definition, only

PATH = """paths:
  /things:
    post:
      operationId: createThing
      tags: [things]
      requestBody: {{content: {{application/json: {{schema: {{$ref: '#/components/schemas/Thing'}}}}}}}}
      responses: {{"200": {{description: ok, content: {{application/json: {{schema: {{$ref: '#/components/schemas/Thing'}}}}}}}}}}
components:
  schemas:
    Thing:
      type: object
      properties: {{value: {schema}}}
"""


def thing(folder: Path, schema: str) -> ir.Api:
    return api_of(folder, PATH.format(schema=schema))


@pytest.mark.parametrize(
    ("schema", "annotation"),
    [
        ("{type: [string, integer]}", "str | int | None"),
        ("{type: [string, number, integer]}", "str | float | None"),
        ("{type: [boolean, integer, 'null']}", "bool | int | None"),
        ("{type: [string, integer], format: date-time}", "datetime.datetime | str | int | None"),
        ("{type: array, items: {type: [string, integer]}}", "list[str | int] | None"),
        ("{type: [string, array], items: {type: integer}}", "models.ThingValueInput | None"),
        ("{type: [integer, number]}", "float | None"),
        ("{type: [string]}", "str | None"),
    ],
)
def test_an_argument_has_the_types_of_all_kinds(schema: str, annotation: str, tmp_path: Path) -> None:
    (argument,) = only(thing(tmp_path, schema)).arguments
    assert argument.annotation == annotation


@pytest.mark.parametrize(
    ("schema", "annotation"),
    [
        ("{type: array, prefixItems: [{type: string}, {type: string}], items: false}", "list[str] | None"),
        ("{type: array, prefixItems: [{type: string}, {type: integer}], maxItems: 2}", "list[str | int] | None"),
        ("{type: array, prefixItems: [{type: string}], items: {type: boolean}}", "list[str | bool] | None"),
        ("{type: array, prefixItems: [{type: string}]}", "list[object] | None"),
        ("{type: array, prefixItems: [{type: [string, 'null']}], items: false}", "list[str | None] | None"),
    ],
)
def test_items_of_their_own_make_a_list_of_what_any_may_be(schema: str, annotation: str, tmp_path: Path) -> None:
    (argument,) = only(thing(tmp_path, schema)).arguments
    assert argument.annotation == annotation


def test_items_of_their_own_have_tests_of_their_own(tmp_path: Path) -> None:
    api = thing(tmp_path, "{type: array, prefixItems: [{type: string}, {type: integer, minimum: 1}, {}], items: false}")
    (test,) = [member.test for check in api.checks for member in check.members if member.wire == "value"]
    assert (test.first, test.rest, test.is_closed) == (("a_string", "check_thing_value_item_2", ""), "", True)
    facts = [(fact.path, fact.rule, fact.sentence) for fact in only(api).facts]
    assert ("value", "items", "no items behind the first 3") in facts and ("value[]", "minimum", "at least 1") in facts


def test_keywords_hold_for_the_kind_that_they_are_about(tmp_path: Path) -> None:
    api = thing(tmp_path, "{type: [string, integer, boolean], maxLength: 3, minimum: 2}")
    (test,) = [member.test for check in api.checks for member in check.members if member.wire == "value"]
    assert dict(test.kinds) == {
        "string": "check_thing_value_string",
        "integer": "check_thing_value_integer",
        "boolean": "a_boolean",
    }
    made = {check.function: check.test for check in api.checks if check.test is not None}
    assert [(one.name, one.value) for one in made["check_thing_value_string"].limits] == [("max_length", 3)]
    assert [(one.name, one.value) for one in made["check_thing_value_integer"].limits] == [
        ("integer", True),
        ("minimum", 2),
    ]


def test_an_object_among_the_kinds_is_a_class_where_it_has_properties(tmp_path: Path) -> None:
    api = thing(tmp_path, "{type: [object, string], properties: {aB: {type: string}}}")
    model = definition(api, "ThingValueObject")
    assert isinstance(model, ir.Model) and [(one.name, one.wire) for one in model.fields] == [("a_b", "aB")]
    free = thing(tmp_path, "{type: [object, string]}")
    alias = definition(free, "ThingValue")
    assert isinstance(alias, ir.Alias)
    assert alias.type == ir.UnionOf(
        members=(ir.MapOf(value=ir.Scalar(kind="any")), ir.Scalar(kind="string")), by_kind=True
    )


def test_the_rules_of_every_kind_are_listed(tmp_path: Path) -> None:
    facts = only(thing(tmp_path, "{type: [string, integer], maxLength: 3, minimum: 2}")).facts
    assert [(fact.path, fact.rule, fact.sentence) for fact in facts if fact.path == "value"] == [
        ("value", "type", "a string or an integer"),
        ("value", "maxLength", "at most 3 characters"),
        ("value", "integer", "a whole number"),
        ("value", "minimum", "at least 2"),
    ]
