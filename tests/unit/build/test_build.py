"""What is decided for a document: types, checks, arguments, names."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import ir
from tests.unit.build.documents import HEAD, api_of, definition, only

TOY = """\
paths:
  /toys:
    post:
      operationId: createToy
      tags: [toys]
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Toy'}}}}
      responses: {"201": {description: made, content: {application/json: {schema: {$ref: '#/components/schemas/Toy'}}}}}
components:
  schemas:
    Toy:
      type: object
      required: [name]
      properties:
        id: {type: string, readOnly: true}
        name: {type: string, maxLength: 5}
        secret: {type: string, writeOnly: true}
        shape: {$ref: '#/components/schemas/Shape'}
    Shape: {type: string, enum: [ROUND, SQUARE]}
"""


def fields(api: ir.Api, name: str) -> list[str]:
    model = definition(api, name)
    assert isinstance(model, ir.Model)
    return [field.name for field in model.fields]


def test_what_the_server_sets_is_only_received_and_what_is_secret_is_only_sent(tmp_path: Path) -> None:
    api = api_of(tmp_path, TOY)
    assert fields(api, "Toy") == ["id", "name", "shape"]
    assert [argument.name for argument in only(api).arguments] == ["name", "secret", "shape"]


def test_a_method_is_named_without_its_resource_and_its_call_by_the_operation_id(tmp_path: Path) -> None:
    operation = only(api_of(tmp_path, TOY))
    assert (operation.id, operation.function, operation.returns) == ("toys.create", "create_toy", "models.Toy")


def test_a_required_field_has_no_default_and_an_optional_one_is_left_out_by_none(tmp_path: Path) -> None:
    arguments = {one.name: (one.annotation, one.default) for one in only(api_of(tmp_path, TOY)).arguments}
    assert arguments == {
        "name": ("str", ""),
        "secret": ("str | None", "None"),
        "shape": ("models.ShapeInput | None", "None"),
    }


def test_a_document_without_docs_pages_is_itself_the_statement_and_refuses(tmp_path: Path) -> None:
    (check,) = api_of(tmp_path, TOY).checks
    (name,) = (member.test for member in check.members if member.wire == "name")
    assert (name.limits, name.warns, check.required) == ((ir.Limit(name="max_length", value=5),), (), (("name", "name"),))


DOCUMENTED = HEAD.replace("servers:", "x-docs: {page: page.txt}\nservers:")


@pytest.mark.parametrize(
    ("source", "warns"),
    [("page 1", ()), ("shown 1", ("maxLength",)), ("sibling", ("type", "maxLength")), ("inferred", ("type", "maxLength"))],
)
def test_only_what_a_page_states_refuses_and_the_kind_that_it_shows(
    tmp_path: Path, source: str, warns: tuple[str, ...]
) -> None:
    (tmp_path / "page.txt").write_text("one line\n")
    text = TOY.replace("name: {type: string, maxLength: 5}", f"name: {{type: string, maxLength: 5, x-source: {source}}}")
    (check,) = api_of(tmp_path, text, head=DOCUMENTED).checks
    assert [member.test.warns for member in check.members if member.wire == "name"] == [warns]


RULE = """\
      allOf:
        - if: {properties: {shape: {const: ROUND}}, required: [shape]}
          then: {required: [secret]}
          else: {properties: {secret: false}}
"""


def test_a_condition_becomes_rows_of_clauses_and_its_otherwise_the_opposite(tmp_path: Path) -> None:
    (check,) = api_of(tmp_path, TOY.replace("    Toy:\n      type: object\n", f"    Toy:\n      type: object\n{RULE}")).checks
    required, forbidden = check.rules
    clause = ir.Clause(wire="shape", name="shape", state="one-of", negated=False, values=("ROUND",))
    assert (required.when, required.outcome, required.wire) == (((clause,),), "required", "secret")
    assert forbidden.outcome == "forbidden" and forbidden.when[0][0].negated
    assert required.sentence == "required when shape is ROUND"


@pytest.mark.parametrize(
    "schema",
    ["{type: [string, 'null']}", "{type: string, nullable: true}", "{anyOf: [{type: string}, {type: 'null'}]}"],
)
def test_null_is_understood_in_every_spelling(tmp_path: Path, schema: str) -> None:
    text = TOY.replace("secret: {type: string, writeOnly: true}", f"nick: {schema}")
    (argument,) = (one for one in only(api_of(tmp_path, text)).arguments if one.name == "nick")
    assert (argument.annotation, argument.default) == ("str | None", "OMIT")


def test_bounds_that_3_0_writes_as_exclusive_flags_are_the_numbers_of_3_1(tmp_path: Path) -> None:
    old = "{type: integer, minimum: 3, exclusiveMinimum: true}"
    text = TOY.replace("{type: string, maxLength: 5}", old)
    (check,) = api_of(tmp_path, text, head=HEAD.replace("3.1.0", "3.0.3")).checks
    (name,) = (member.test for member in check.members if member.wire == "name")
    assert name.limits == (ir.Limit(name="integer", value=True), ir.Limit(name="above", value=3))


def test_a_schema_that_refers_to_itself_is_a_class_that_refers_to_itself(tmp_path: Path) -> None:
    text = TOY.replace("secret: {type: string, writeOnly: true}", "parts: {type: array, items: {$ref: '#/components/schemas/Toy'}}")
    api = api_of(tmp_path, text)
    model = definition(api, "ToyInput")
    assert isinstance(model, ir.Model)
    assert model.fields[1].type == ir.ListOf(item=ir.Named(name="ToyInput"))


def test_a_class_that_only_one_class_uses_stands_in_its_module_and_a_shared_one_in_its_own(tmp_path: Path) -> None:
    nested = TOY.replace("secret: {type: string, writeOnly: true}", "maker: {type: object, properties: {town: {type: string}}}")
    nested = nested.replace("requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Toy'}}}}", "")
    modules = {one.name: one.module for one in api_of(tmp_path, nested).definitions}
    assert modules == {"Toy": "toy", "ToyMaker": "toy", "Shape": "toy"}
    assert {one.module for one in api_of(tmp_path, TOY).definitions} == {"toy", "shape"}
