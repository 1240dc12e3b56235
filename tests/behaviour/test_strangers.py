"""What documents of other people taught: each test is a kind of thing that one of them has."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.behaviour import test_documents
from tests.behaviour.test_documents import Make, asked

package = test_documents.package

ALONE = """\
webhooks:
  newPet: {post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}}
components:
  schemas:
    Pet: {type: object, required: [id], properties: {id: {type: integer}, kind: {$ref: '#/components/schemas/Kind'}}}
    Kind: {type: string, enum: [cat, dog]}
"""


def test_a_document_of_schemas_alone_is_a_package_of_their_classes_that_passes_its_suite(
    package: Make, tmp_path: Path
) -> None:
    found = package("Alone", ALONE)
    pet = found.models.Pet.model_validate_json('{"id": 7, "kind": "cat"}')
    assert (pet.id, pet.kind, pet.to_input()) == (7, "cat", {"id": 7, "kind": "cat"})
    assert importlib.import_module("alone_client.testing").make_pet(id=3).id == 3
    assert {"Pet", "PetInput", "Kind", "KindInput"} <= set(found.models.__all__)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"]
    ran = subprocess.run(command, cwd=tmp_path / "Alone", capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout


NAMES = """\
paths:
  /services: {get: {tags: [Service], operationId: getService, responses: {"204": {description: none}}}}
  /resources: {get: {tags: [resource], operationId: getResource, responses: {"204": {description: none}}}}
  /async: {get: {tags: [Async Thing], operationId: getAsync, responses: {"204": {description: none}}}}
  /thing: {get: {tags: [thing], operationId: getThing, responses: {"204": {description: none}}}}
"""


def test_no_tag_or_title_makes_a_module_hold_a_name_twice(package: Make, tmp_path: Path) -> None:
    found = package("Service", NAMES)
    client = found.ServiceClient()
    assert [type(one).__name__ for one in (client.service, client.resource, client.async_thing, client.thing)] == [
        "ServiceResource", "ResourceResource", "AsyncThing", "ThingResource",
    ]  # fmt: skip
    assert found.AsyncServiceClient.__name__ in found.__all__
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path / "cache"), "service_client"]
    ran = subprocess.run(command, cwd=tmp_path / "Service", capture_output=True, text=True)
    assert "no issues found" in ran.stdout, ran.stdout


PATHS = """\
paths:
  /boxes/{id}/{size}/{sealed}/{kind}/{name}:
    get:
      operationId: getBox
      tags: [boxes]
      parameters:
        - {name: id, in: path, required: true, schema: {type: string, format: uuid}}
        - {name: size, in: path, required: true, schema: {type: integer, minimum: 1}}
        - {name: sealed, in: path, required: true, schema: {type: boolean}}
        - {name: kind, in: path, required: true, schema: {type: string, enum: [wood, tin]}}
        - {name: name, in: path, required: true, schema: {type: string}}
      responses: {"204": {description: none}}
"""
UUID = "00000000-0000-0000-0000-000000000007"


def test_what_stands_in_a_path_is_checked_as_any_parameter_is(package: Make) -> None:
    found = package("Paths", PATHS)
    request = asked(found.Paths, lambda c: c.boxes.get(UUID, 1, True, "tin", "a/b"))
    assert request.url.raw_path == f"/v1/boxes/{UUID}/1/true/tin/a%2Fb".encode()
    with pytest.warns(found.RequestWarning, match="id: '7' is not a UUID"):
        asked(found.Paths, lambda c: c.boxes.get("7", 1, True, "tin", "a"))
    with pytest.raises(found.RequestValidationError) as error:
        found.Paths().boxes.get(UUID, 0, "yes", "tim", "")
    assert [(one.path, one.rule) for one in error.value.faults] == [
        ("size", "minimum"), ("sealed", "type"), ("kind", "enum"), ("name", "path"),
    ]  # fmt: skip


FORM = """\
paths:
  /raw:
    post:
      operationId: sendRaw
      tags: [forms]
      requestBody: {required: true, content: {application/x-www-form-urlencoded: {schema: {type: string}}}}
      responses: {"204": {description: none}}
"""


def test_a_form_without_fields_is_sent_as_the_caller_wrote_it(package: Make) -> None:
    request = asked(package("Raw", FORM).Raw, lambda c: c.forms.send_raw(body="a=1&b=%20"))
    assert (request.content, request.headers["content-type"]) == (b"a=1&b=%20", "application/x-www-form-urlencoded")


PATTERNS = """\
paths:
  /labels:
    post:
      operationId: setLabels
      tags: [labels]
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Labels'}}}}
      responses: {"200": {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Labels'}}}}}
components:
  schemas:
    Labels:
      type: object
      properties: {name: {type: string}, owner: {type: string}}
      patternProperties: {'^x-': {type: integer}}
      additionalProperties: false
      dependentSchemas: {name: {required: [owner]}}
"""


def test_keys_that_have_a_pattern_are_free_and_their_values_are_checked_and_read(package: Make) -> None:
    found, got = package("Patterns", PATTERNS), list[Any]()
    labels = {"x-age": 7}
    asked(found.Patterns, lambda c: got.append(c.labels.set(body=labels)), {"x-age": 7, "x-new": "a"})
    assert [(one.path, one.expected, one.got) for one in got[0].drift] == [("['x-new']", "integer", "a")]
    with pytest.raises(found.RequestValidationError) as error:
        found.Patterns().labels.set(body={"x-age": "old", "name": "a"})
    assert [(one.path, one.rule) for one in error.value.faults] == [
        ("body['x-age']", "type"),
        ("body.owner", "owner-required"),
    ]


def test_a_document_of_patterns_passes_its_suite(package: Make, tmp_path: Path) -> None:
    package("Patterns", PATTERNS)
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "tests"]
    ran = subprocess.run(command, cwd=tmp_path / "Patterns", capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout


LONG = """\
paths:
  /things:
    post:
      operationId: make
      tags: [things]
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                {name}: {{type: object, properties: {{first: {{type: string, enum: [a]}}, second: {{type: string, enum: [b]}}}}}}
      responses: {{"204": {{description: none}}}}
"""


def test_two_lists_whose_names_are_cut_short_alike_stay_two(package: Make) -> None:
    found = package("Long", LONG.format(name="n" * 90))
    thing = {"first": "a", "second": "b"}
    request = asked(found.Long, lambda c: c.things.make(**{"n" * 80: thing}))
    assert json.loads(request.content) == {"n" * 90: thing}


TRAITS = """\
paths:
  /nodes: {get: {operationId: getNodes, tags: [nodes], responses: {"200": {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Page'}}}}}}}
components:
  schemas:
    Page:
      allOf:
        - {type: object, required: [type], properties: {type: {type: string, enum: [page]}, shape: {$ref: '#/components/schemas/Shape'}}}
        - {$ref: '#/components/schemas/Trait'}
    Shape:
      allOf:
        - {type: object, required: [type], properties: {type: {type: string, enum: [shape]}}}
        - {$ref: '#/components/schemas/Trait'}
    Trait: {type: object, properties: {type: {type: string}}}
"""


def test_two_schemas_that_narrow_a_shared_trait_each_keep_their_own_constant(package: Make) -> None:
    found, got = package("Traits", TRAITS), list[Any]()
    asked(found.Traits, lambda c: got.append(c.nodes.get()), {"type": "page", "shape": {"type": "shape"}})
    assert (got[0].type, got[0].shape.type, got[0].drift) == ("page", "shape", ())


LISTS = """\
paths:
  /batch:
    post:
      operationId: send
      tags: [batch]
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Batch'}}}}
      responses: {"204": {description: none}}
components:
  schemas:
    Batch:
      type: object
      required: [vectors]
      properties:
        vectors:
          anyOf:
            - {type: array, items: {type: object, required: [theText], properties: {theText: {type: string}}}}
            - {type: array, items: {type: object, required: [theImage], properties: {theImage: {type: string}}}}
            - {nullable: true}
"""


def test_of_several_lists_each_is_sent_by_the_names_of_its_own_items(package: Make) -> None:
    found = package("Lists", LISTS)
    request = asked(found.Lists, lambda c: c.batch.send(vectors=[{"the_text": "a"}]))
    assert json.loads(request.content) == {"vectors": [{"theText": "a"}]}
    request = asked(found.Lists, lambda c: c.batch.send(vectors=[{"the_image": "b"}]))
    assert json.loads(request.content) == {"vectors": [{"theImage": "b"}]}


def test_an_option_that_is_nothing_but_nullable_is_null(package: Make) -> None:
    found = package("Lists", LISTS)
    assert json.loads(asked(found.Lists, lambda c: c.batch.send(vectors=None)).content) == {"vectors": None}
    with pytest.raises(found.RequestValidationError, match="vectors"):
        found.Lists().batch.send(vectors=7)


TRACKS = """\
paths:
  /plays: {get: {operationId: getPlay, tags: [plays], responses: {"200": {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Play'}}}}}}}
components:
  schemas:
    Play:
      oneOf: [{$ref: '#/components/schemas/TrackObject'}, {$ref: '#/components/schemas/EpisodeObject'}]
      discriminator: {propertyName: type}
    TrackObject: {type: object, required: [type], properties: {type: {type: string, enum: [track]}, album: {type: string}}}
    EpisodeObject: {type: object, required: [type], properties: {type: {type: string, enum: [episode]}, show: {type: string}}}
"""


def test_a_discriminator_without_a_mapping_goes_by_the_constants_of_the_members(package: Make) -> None:
    found, got = package("Tracks", TRACKS), list[Any]()
    asked(found.Tracks, lambda c: got.append(c.plays.get()), {"type": "episode", "show": "a"})
    assert (type(got[0]).__name__, got[0].show, got[0].drift) == ("EpisodeObject", "a", ())
