"""Every request case is judged a second time, by jsonschema-rs on the document itself."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jsonschema_rs
import pytest

from generator.build import build
from generator.cases.files import fixtures
from generator.cases.places import Document, as_list, as_node, is_list, is_node
from generator.config import Config
from generator.normalize import normalize
from generator.resolve import resolve

ROOT = Path(__file__).parents[3]
INT32, INT64 = (-(2**31), 2**31 - 1), (-(2**63), 2**63 - 1)


def modern(node: Any) -> Any:
    """The document as a validator reads it: read-only properties gone, formats of numbers written as bounds."""
    if is_list(node):
        return [modern(item) for item in node]
    if not is_node(node):
        return node
    held: dict[str, Any] = {key: modern(value) for key, value in node.items()}
    properties: object = held.get("properties")
    if is_node(properties):
        gone = [key for key, value in properties.items() if as_node(value).get("readOnly") is True]
        held["properties"] = {key: value for key, value in properties.items() if key not in gone}
        if isinstance(held.get("required"), list):
            held["required"] = [key for key in held["required"] if key not in gone]
    if held.get("type") in ("integer", "number") and held.get("format") in ("int32", "int64"):
        least, most = INT32 if held["format"] == "int32" else INT64
        held["allOf"] = [*held.get("allOf", []), {"minimum": least, "maximum": most}]
    return held


def is_int64(text: str) -> bool:
    digits = text.removeprefix("-")
    return digits.isascii() and digits.isdigit() and INT64[0] <= int(text) <= INT64[1]


def cross_checked(path: Path) -> int:
    """How many bodies the two judges agree on; they must agree on all."""
    resolved = resolve(str(path))
    api, _ = build(normalize(resolved)[0], config=Config(), settled={})
    document, count = Document(resolved.root, resolved.follow), 0
    root, operations = modern(resolved.root), {one.id: one for group in api.resources for one in group.operations}
    for fixture in fixtures(document, api):
        if not fixture.name.startswith("request-") or fixture.name in ("request-key", "request-parameter"):
            continue
        if operations[fixture.operation].body is None:
            continue
        pointer = f"{operations[fixture.operation].pointer}/requestBody/content/application~1json/schema"
        judge = jsonschema_rs.Draft202012Validator(
            {**root, "$ref": "#" + quote(pointer, safe="/~")}, formats={"int64": is_int64}, validate_formats=True
        )
        for case in fixture.cases:
            if "body" in case.content and "raises" not in case.content:
                body = json.loads(json.dumps(case.content["body"]))
                faults = [as_node(fault) for fault in as_list(case.content.get("faults"))]
                assert judge.is_valid(body) == (not faults), (fixture.name, case.name)
                count += 1
    return count


def test_the_shipped_document_and_its_cases_agree() -> None:
    assert cross_checked(ROOT / "spec" / "fireworks" / "openapi.yaml") > 300


DOCUMENT = """\
openapi: 3.1.0
info: {title: Toys, version: "1"}
servers: [{url: https://toys.example}]
paths:
  /toys:
    post:
      operationId: makeToy
      tags: [toys]
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Toy'}}}}
      responses: {"200": {description: made}}
components:
  schemas:
    Toy:
      type: object
      required: [name, parts]
      properties:
        name: {type: string, minLength: 2, maxLength: 8, pattern: '^[a-z ]*$'}
        id: {type: string, readOnly: true}
        size: {type: number, exclusiveMinimum: 0, maximum: 9.5}
        count: {type: [integer, 'null'], format: int32, multipleOf: 5}
        parts: {type: array, minItems: 1, maxItems: 3, uniqueItems: true, items: {$ref: '#/components/schemas/Part'}}
        shades: {type: object, additionalProperties: {enum: [1, 2]}, maxProperties: 2}
        big: {type: string, format: int64}
        other: {oneOf: [{$ref: '#/components/schemas/Part'}, {type: string}]}
      allOf:
        - if: {properties: {name: {const: ball}}, required: [name]}
          then: {required: [size]}
          else: {properties: {shades: false}}
        - dependentRequired: {count: [big]}
    Part:
      type: object
      required: [material]
      properties: {material: {type: string, enum: [WOOD, STEEL]}, inside: {$ref: '#/components/schemas/Part'}}
"""


def test_a_document_of_many_keywords_and_its_cases_agree(tmp_path: Path) -> None:
    (tmp_path / "openapi.yaml").write_text(DOCUMENT, encoding="utf-8")
    assert cross_checked(tmp_path / "openapi.yaml") > 60


def test_the_two_judges_disagree_where_a_case_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "spec" / "fireworks", tmp_path / "spec")

    def anything(keyword: str, bound: object, value: object) -> bool:
        return True

    monkeypatch.setattr("generator.cases.breaches.within", anything)
    with pytest.raises(AssertionError):
        cross_checked(tmp_path / "spec" / "openapi.yaml")
