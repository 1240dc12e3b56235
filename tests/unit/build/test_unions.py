"""Objects joined with unions, and members of unions that a discriminator names."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import ir
from generator.findings import Refused
from generator.normalize import normalize
from generator.resolve import resolve
from tests.unit.build.documents import HEAD, api_of, definition, only

PUT = """\
paths:
  /toys:
    put:
      operationId: putToy
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Toy'}}}}
      responses: {"204": {description: done}}
components:
  schemas:
"""


def fields(api: ir.Api) -> dict[str, list[str]]:
    """The fields of every class by its name."""
    return {one.name: [field.wire for field in one.fields] for one in api.definitions if isinstance(one, ir.Model)}


def test_unions_multiply_and_one_that_brings_no_property_does_not(tmp_path: Path) -> None:
    text = """\
    Toy:
      type: object
      properties: {id: {type: string}}
      allOf:
        - oneOf: [{properties: {a: {}}}, {properties: {b: {}}}]
        - anyOf: [{properties: {c: {}}}, {properties: {d: {}}}]
        - anyOf: [{required: [id]}, {required: [a]}]
"""
    found = fields(api_of(tmp_path, PUT + text))
    shapes = sorted(sorted(one) for one in found.values())
    assert shapes == [["a", "c", "id"], ["a", "d", "id"], ["b", "c", "id"], ["b", "d", "id"]]


def test_a_parent_is_the_union_of_its_children_and_a_child_is_no_union(tmp_path: Path) -> None:
    text = """\
    Toy:
      type: object
      properties: {kind: {type: string}}
      oneOf: [{$ref: '#/components/schemas/Car'}, {$ref: '#/components/schemas/Doll'}]
      discriminator: {propertyName: kind}
    Car: {allOf: [{$ref: '#/components/schemas/Toy'}, {properties: {wheels: {type: integer}}}]}
    Doll: {allOf: [{$ref: '#/components/schemas/Toy'}, {properties: {name: {type: string}}}]}
"""
    api = api_of(tmp_path, PUT + text)
    assert fields(api) == {"CarInput": ["kind", "wheels"], "DollInput": ["kind", "name"]}
    union = definition(api, "ToyInput")
    assert isinstance(union, ir.Alias) and isinstance(union.type, ir.UnionOf)
    assert union.type.mapping == (("Car", "CarInput"), ("Doll", "DollInput"))


def test_more_shapes_than_anybody_reads_are_refused_with_their_place(tmp_path: Path) -> None:
    pair = "        - oneOf: [{{properties: {{a{0}: {{}}}}}}, {{properties: {{b{0}: {{}}}}}}]\n"
    text = "    Toy:\n      type: object\n      properties: {id: {}}\n      allOf:\n"
    path = tmp_path / "openapi.yaml"
    path.write_text(HEAD + PUT + text + "".join(pair.format(index) for index in range(7)), encoding="utf-8")
    with pytest.raises(Refused, match="may have more than 64 shapes"):
        normalize(resolve(str(path)))
    found, told = normalize(resolve(str(path)), frozenset(["unsupported"]))
    assert [prop.wire for prop in found.definitions["/components/schemas/Toy"].schema.properties] == ["id"]
    assert [one.severity for one in told if one.code == "unsupported"] == ["warning"]


def test_a_member_that_is_used_elsewhere_keeps_any_text(tmp_path: Path) -> None:
    text = """\
    Toy: {type: object, properties: {part: {$ref: '#/components/schemas/Part'}, spare: {$ref: '#/components/schemas/Car'}}}
    Part:
      oneOf: [{$ref: '#/components/schemas/Car'}, {$ref: '#/components/schemas/Doll'}]
      discriminator: {propertyName: kind, mapping: {car: '#/components/schemas/Car', doll: '#/components/schemas/Doll'}}
    Car: {type: object, properties: {kind: {type: string}, wheels: {type: integer}}}
    Doll: {type: object, properties: {kind: {type: string}, name: {type: string}}}
"""
    api = api_of(tmp_path, PUT + text)
    car, doll = definition(api, "CarInput"), definition(api, "DollInput")
    assert isinstance(car, ir.Model) and isinstance(doll, ir.Model)
    assert car.fields[0].type == ir.Scalar(kind="string")
    assert doll.fields[0].type == ir.Named(name="DollKindInput")
    kind = definition(api, "DollKindInput")
    assert isinstance(kind, ir.Enum) and kind.values == ("doll",)


def test_what_the_server_alone_writes_is_so_wherever_its_definition_is_used(tmp_path: Path) -> None:
    text = """\
    Toy: {type: object, properties: {one: {$ref: '#/components/schemas/Car'}, two: {$ref: '#/components/schemas/Doll'}}}
    Base: {type: object, properties: {object: {const: toy, readOnly: true}}}
    Car: {allOf: [{$ref: '#/components/schemas/Base'}, {properties: {wheels: {type: integer}}}]}
    Doll: {allOf: [{$ref: '#/components/schemas/Base'}, {properties: {name: {type: string}}}]}
"""
    found = fields(api_of(tmp_path, PUT + text))
    assert (found["CarInput"], found["DollInput"]) == (["wheels"], ["name"])


def rules(folder: Path, toy: str, more: str = "") -> list[tuple[str, str, str]]:
    """Path, rule and severity of what is listed for a body of which `part` is a union."""
    text = f"    Toy: {{type: object, properties: {{part: {toy}, name: {{type: string}}}}}}\n{more}"
    return [(fact.path, fact.rule, fact.severity) for fact in only(api_of(folder, PUT + text)).facts]


MEMBERS = """\
    Car: {type: object, required: [wheels], properties: {kind: {type: string}, wheels: {type: integer, minimum: 3}}}
    Doll: {type: object, properties: {kind: {type: string}, name: {type: string, maxLength: 9}}}
"""


def test_what_the_options_of_a_union_ask_is_listed_and_that_only_one_may_fit(tmp_path: Path) -> None:
    found = rules(
        tmp_path, "{oneOf: [{$ref: '#/components/schemas/Car'}, {$ref: '#/components/schemas/Doll'}]}", MEMBERS
    )
    assert {("part.wheels", "required", "refuse"), ("part.wheels", "minimum", "refuse")} <= set(found)
    assert {("part.name", "maxLength", "refuse"), ("part", "oneOf", "warn")} <= set(found)
    assert len(set(found)) == len(found) - 2, "each option says that it is an object, and kind of both is a string"


def test_options_that_a_discriminator_tells_apart_may_fit_together(tmp_path: Path) -> None:
    union = "oneOf: [{$ref: '#/components/schemas/Car'}, {$ref: '#/components/schemas/Doll'}]"
    found = rules(tmp_path, f"{{{union}, discriminator: {{propertyName: kind}}}}", MEMBERS)
    assert ("part.wheels", "minimum", "refuse") in found and ("part", "oneOf", "warn") not in found


def test_of_a_union_that_takes_whatever_comes_nothing_is_listed(tmp_path: Path) -> None:
    assert [one for one in rules(tmp_path, "{anyOf: [{type: string, maxLength: 3}, {}]}") if one[0] == "part"] == []
    inner = "{anyOf: [{type: integer}, {oneOf: [{$ref: '#/components/schemas/Any'}, {type: boolean}]}]}"
    assert [one for one in rules(tmp_path, inner, "    Any: {}\n") if one[0] == "part"] == []


def test_an_object_that_is_arguments_here_and_a_value_there_is_checked_twice(tmp_path: Path) -> None:
    text = """\
paths:
  /toys:
    put: {operationId: putToy, requestBody: &toy {content: {application/json: {schema: {$ref: '#/components/schemas/Toy'}}}},
          responses: {"204": {description: done}}}
  /boxes:
    put: {operationId: putBox, requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Box'}}}},
          responses: {"204": {description: done}}}
components:
  schemas:
    Toy: {type: object, required: [name], x-source: inferred, properties: {name: {type: string, x-source: page 1}}}
    Box: {type: object, x-source: page 2, properties: {toy: {$ref: '#/components/schemas/Toy'}}}
"""
    (tmp_path / "toys.txt").write_text("one\ntwo\n", encoding="utf-8")
    api = api_of(tmp_path, text, head=HEAD + "x-docs: {toys: toys.txt}\n")
    needed = {check.function: (check.required, check.expected) for check in api.checks if check.required or check.expected}
    assert needed == {
        "check_toy": ((), (("name", "name"),)),
        "check_toy_arguments": ((("name", "name"),), ()),
    }
    called = {one.id: one.body.check for resource in api.resources for one in resource.operations if one.body}
    assert sorted(called.values()) == ["check_box", "check_toy_arguments"]
