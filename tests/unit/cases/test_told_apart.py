"""A discriminator whose property lists its values: each value is sent with the shape that it names."""

from __future__ import annotations

import json

import pytest

from generator import pipeline
from generator.cache import Cache
from generator.config import Config
from generator.inputs import task_of

DOCUMENT = """\
openapi: 3.1.0
info: {title: Told, version: "1"}
servers: [{url: https://api.example}]
paths:
  /things:
    post:
      operationId: sendThing
      tags: [things]
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [kind]
              properties: {kind: {type: string, enum: [count, share, name]}}
              discriminator:
                propertyName: kind
                mapping: {count: "#/components/schemas/Number", share: "#/components/schemas/Number", name: "#/components/schemas/Text"}
              oneOf: [{$ref: "#/components/schemas/Number"}, {$ref: "#/components/schemas/Text"}]
      responses: {"204": {description: fine}}
components:
  schemas:
    Number: {type: object, required: [value], properties: {value: {type: integer}}}
    Text: {type: object, required: [value], properties: {value: {type: string}}}
"""


def test_each_value_of_the_discriminator_goes_with_the_shape_that_it_names(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    path = tmp_path_factory.mktemp("told") / "openapi.yaml"
    path.write_text(DOCUMENT, encoding="utf-8")
    files = pipeline.generate(task_of(str(path)), Config(), pipeline.Past(cache=Cache(use="off"))).files
    [enums] = [text for name, text in files.items() if name.endswith("request-enum.json")]
    bodies = [case["body"] for case in json.loads(enums)["cases"] if not case.get("faults")]
    kinds: dict[str, str] = {body["kind"]: type(body["value"]).__name__ for body in bodies}
    assert kinds == {"count": "int", "share": "int", "name": "str"}
