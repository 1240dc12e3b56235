"""An edit of the document changes the output, the suite as it was notices, and the suite as it is now passes."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.mirror.edit import KINDS, Edit, ordered, with_key, with_value
from tests.mirror.mirror import Mirror
from tests.mirror.operations import of_operations
from tests.mirror.reach import sides
from tests.mirror.schemas import of_schemas
from tests.mirror.silence import why_silent

ROOT = Path(__file__).parents[3]
DOCUMENT = """\
openapi: 3.1.0
info: {title: Small, version: "1"}
servers: [{url: https://api.example}]
paths:
  /things/{id}:
    post:
      operationId: createThing
      tags: [things]
      parameters:
        - {name: id, in: path, required: true, schema: {type: string, maxLength: 9}}
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}
      responses:
        "200": {description: fine, content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}}
components:
  schemas:
    Thing:
      type: object
      properties:
        theName: {type: string, maxLength: 5}
        size: {type: integer, minimum: 1, default: 3}
        kind: {type: string, enum: [A, B]}
        made: {type: string, readOnly: true}
    Unused: {type: string, maxLength: 3}
"""


def tree() -> dict[str, Any]:
    return dict(yaml.safe_load(DOCUMENT))


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "openapi.yaml"
    path.write_text(DOCUMENT, encoding="utf-8")
    return path


def run(document: Path, *options: str) -> tuple[int, str, list[dict[str, Any]]]:
    """The mirror as a person runs it, and the lines that it keeps."""
    kept = document.parent / "kept.jsonl"
    command = [sys.executable, "-m", "tests.mirror", "--workers", "1", "--kept", str(kept), *options, str(document)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    lines = [json.loads(line) for line in kept.read_text("utf-8").splitlines()]
    return ran.returncode, ran.stdout + ran.stderr, lines


def test_edits_are_followed_by_the_output_the_changes_and_the_suite_and_kept(document: Path) -> None:
    status, said, lines = run(document, "--count", "3")
    assert (status, len(lines)) == (0, 3), said
    assert [line["kind"] for line in lines] == list(KINDS[:3])
    assert {line["seen"]["verdict"] for line in lines} <= {"followed", "silent"}
    assert all(line["seen"]["why"] and line["seen"]["named"] for line in lines)
    assert run(document, "--count", "3")[2] == lines


def test_an_edit_that_changes_nothing_is_found_out(document: Path, tmp_path: Path) -> None:
    mirror = Mirror(document, tmp_path / "work", tmp_path / "cache")
    nothing = Edit("bound tightened", ("components", "schemas", "Thing"), "nothing", lambda _: None)
    assert mirror.seen(nothing).why == "the output is the same"
    prose = Edit("bound tightened", ("components", "schemas", "Thing"), "prose", with_value("description", "A thing."))
    assert mirror.seen(prose).why == "`changes` does not name it"


def test_the_kinds_come_in_turn_and_the_same_seed_gives_the_same_edits() -> None:
    every = [*of_schemas(tree()), *of_operations(tree())]
    first = [edit.name for edit in ordered(every, 7)]
    assert first == [edit.name for edit in ordered(every, 7)] != [edit.name for edit in ordered(every, 8)]
    kinds = [edit.kind for edit in ordered(every, 7)]
    assert len(set(kinds)) == len(set(kinds[: len(set(kinds))])) and len(first) == len(set(first))
    assert set(KINDS) - set(kinds) == {"not required"} - set(kinds)


def test_an_edit_leaves_the_document_as_it_was() -> None:
    before = tree()
    after = copy.deepcopy(before)
    for edit in (*of_schemas(after), *of_operations(after)):
        assert edit.applied(after) != before, edit.name
    assert after == before


def test_a_name_is_changed_where_it_stands() -> None:
    node = {"a": {"x": 1, "y": 2}}
    with_key("x", "z", "a")(node)
    assert list(node["a"]) == ["z", "y"]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (("components", "schemas", "Thing"), {"sent", "answered"}),
        (("components", "schemas", "Thing", "properties", "made"), {"answered"}),
        (("components", "schemas", "Unused"), set[str]()),
        (("paths", "/things/{id}", "post", "parameters", 0, "schema"), {"sent"}),
    ],
)
def test_what_an_operation_leads_to_is_sent_or_answered(keys: tuple[str | int, ...], expected: set[str]) -> None:
    assert sides(tree(), keys) == expected


@pytest.mark.parametrize(
    ("kind", "at", "says", "rule"),
    [
        ("bound loosened", ("Unused",), "no maxLength", "no operation leads there"),
        ("bound tightened", ("Thing", "properties", "made"), "", "bounds and rules are never enforced on answers"),
        ("nullable", ("Thing", "properties", "made"), "", "null for what an answer need not hold is no drift"),
        ("bound tightened", ("Thing", "properties", "size"), "", ""),
        ("enum value added", ("Thing", "properties", "kind"), "", ""),
    ],
)
def test_a_rule_says_why_nothing_on_the_wire_changes(kind: str, at: tuple[str, ...], says: str, rule: str) -> None:
    assert why_silent(Edit(kind, ("components", "schemas", *at), says, lambda _: None), tree()) == rule


@pytest.mark.parametrize(
    ("source", "rule"), [("sibling", "a server promises only what a page states"), ("page 3", ""), (None, "")]
)
def test_a_server_promises_only_what_a_page_states(source: str | None, rule: str) -> None:
    told = tree()
    schemas = told["components"]["schemas"]
    schemas["Answer"] = {"type": "object", **({"x-source": source} if source else {})}
    response = told["paths"]["/things/{id}"]["post"]["responses"]["200"]
    response["content"]["application/json"]["schema"] = {"$ref": "#/components/schemas/Answer"}
    assert why_silent(Edit("required", ("components", "schemas", "Answer"), "", lambda _: None), told) == rule


def test_what_one_of_several_shapes_refuses_may_suit_another() -> None:
    told = tree()
    content = told["paths"]["/things/{id}"]["post"]["requestBody"]["content"]["application/json"]
    content["schema"] = {"oneOf": [{"$ref": "#/components/schemas/Unused"}, {"type": "object"}]}
    tightened = Edit("bound tightened", ("components", "schemas", "Unused"), "", lambda _: None)
    assert sides(told, tightened.keys) == {"option"}
    assert why_silent(tightened, told).startswith("what one of several shapes refuses may suit another")
    content["schema"]["discriminator"] = {"propertyName": "kind"}
    assert why_silent(tightened, told), "no option has the property that should tell them apart"
    content["schema"]["oneOf"][1] = {"allOf": [{"$ref": "#/components/schemas/Kinds"}]}
    told["components"]["schemas"]["Kinds"] = {"properties": {"kind": {"type": "string"}}}
    assert why_silent(tightened, told) == ""


def test_an_error_whose_body_is_that_of_all_others_is_what_its_status_says() -> None:
    told = tree()
    keys = ("paths", "/things/{id}", "post", "responses")
    responses = told["paths"]["/things/{id}"]["post"]["responses"]
    told["components"]["responses"] = {"Error": {"description": "no", "content": {"application/json": {}}}}
    responses |= {"400": {"$ref": "#/components/responses/Error"}}
    status = Edit("status", keys, "400 -> 422", lambda _: None)
    assert why_silent(status, told) == ""
    responses |= {"default": {"$ref": "#/components/responses/Error"}}
    assert why_silent(status, told) == "an error whose body is as usual, or not described, is what its status says"
