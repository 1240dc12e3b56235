"""How the files of a document are joined, and where each part says that it comes from."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.positions import Place
from generator.resolve import Document, resolve
from tests.unit.front.documents import FILE, HEAD, OK, schema, told, written

USING = """\
paths:
  /a: {$ref: 'paths/a.yaml'}
components:
  schemas:
    Pet: {$ref: 'schemas/Pet.yaml'}
    Tag: {type: string}
"""
PATH = """\
get:
  parameters: [{$ref: '../params.yaml#/Limit'}]
  responses:
    "200":
      description: ok
      content:
        application/json:
          schema: {$ref: '../schemas/Pet.yaml'}
"""
PET = """\
type: object
properties:
  tag: {$ref: 'Tag.yaml'}
  parent: {$ref: '#'}
  name: {$ref: '#/definitions/Name'}
  own: {$ref: '../openapi.yaml#/components/schemas/Tag'}
definitions:
  Name: {type: string}
"""


def several_files() -> Document:
    """A document over five files."""
    written(PATH, "paths/a.yaml")
    written("Limit: {name: limit, in: query, schema: {type: integer}}\n", "params.yaml")
    written(PET, "schemas/Pet.yaml")
    written("type: integer\n", "schemas/Tag.yaml")
    return resolve(written(HEAD + USING))


def at(document: Document, pointer: str) -> object:
    """The node at a pointer."""
    return document.follow(f"#{pointer}")[0]


def test_a_component_that_only_refers_to_a_file_becomes_what_the_file_holds() -> None:
    document = several_files()
    assert document.findings == ()
    assert at(document, "/components/schemas/Pet/properties") == {
        "tag": {"$ref": "#/components/schemas/Tag_Tag"} if False else {"$ref": "#/components/schemas/Tag_2"},
        "parent": {"$ref": "#/components/schemas/Pet"},
        "name": {"$ref": "#/components/schemas/Pet/definitions/Name"},
        "own": {"$ref": "#/components/schemas/Tag"},
    }
