"""A fake server for an inline document, without a generated package: data from the generator, code from the templates."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from generator.fakes import fakes
from templates.package.testing._fake.document import read as read_data
from templates.package.testing._fake.server import Server
from tests.unit.cases.documents import HEAD, read

PETS = """\
paths:
  /v2/pets:
    parameters: [{name: shelter, in: header, schema: {type: string, maxLength: 3}}]
    get:
      operationId: listPets
      parameters:
        - {name: limit, in: query, schema: {type: integer, minimum: 1}}
        - {name: cursor, in: query, schema: {type: string}}
        - {name: tags, in: query, explode: false, schema: {type: array, items: {enum: [a, b]}}}
      responses: {"200": {description: Many, content: {application/json: {schema: {
        type: object, properties: {
          pets: {type: array, items: {$ref: '#/components/schemas/Pet'}},
          nextCursor: {type: string}, total: {type: integer}}}}}}}
    post:
      operationId: createPet
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
      responses:
        "201": {description: Made, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
        default: {$ref: '#/components/responses/Problem'}
  /v2/pets/{petId}:
    parameters: [{name: petId, in: path, required: true, schema: {type: string}}]
    get:
      operationId: getPet
      responses:
        "200": {description: One, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
        default: {$ref: '#/components/responses/Problem'}
    patch:
      operationId: updatePet
      requestBody: {content: {application/json: {schema: {type: object, properties: {
        name: {type: string}, nick: {type: [string, "null"]}}}}}}
      responses: {"200": {description: One, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
    put:
      operationId: replacePet
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
      responses: {"200": {description: One, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
    delete:
      operationId: deletePet
      responses: {"204": {description: Gone}}
  /v2/pets/{petId}/walks:
    parameters: [{name: petId, in: path, required: true, schema: {type: string}}]
    post:
      operationId: walkPet
      responses: {"200": {description: A walk, content: {application/json: {
        schema: {type: object, properties: {miles: {type: number}}}, example: {miles: 2.5}}}}}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
  responses:
    Problem: {description: Wrong, content: {application/json: {schema: {
      type: object, required: [error], properties: {error: {type: object, required: [code, message], properties: {
        code: {type: integer}, message: {type: string}, trace: {type: string}}}}}}}}
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        id: {type: string, readOnly: true}
        name: {type: string, minLength: 2}
        nick: {type: string}
        kind: {enum: [cat, dog]}
        born: {type: string, format: date, readOnly: true}
security: [{key: []}]
"""


def data(folder: Path, text: str, head: str = HEAD) -> dict[str, Any]:
    """The api.json of a document given as text below its head."""
    found = read(folder, text, head)
    (made,) = fakes(found.document.root, found.document.follow, found.api).values()
    loaded: dict[str, Any] = json.loads(made)
    return loaded


def server(folder: Path, text: str, *, strict: bool = False) -> Server[str]:
    """A fake server for it."""
    return Server(read_data(data(folder, text)), strict=strict)
