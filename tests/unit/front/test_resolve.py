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
        "tag": {"$ref": "#/components/schemas/Tag_2"},
        "parent": {"$ref": "#/components/schemas/Pet"},
        "name": {"$ref": "#/components/schemas/Pet/definitions/Name"},
        "own": {"$ref": "#/components/schemas/Tag"},
    }


def test_what_other_files_hold_stands_under_components_by_its_own_name_or_with_a_number() -> None:
    document = several_files()
    assert at(document, "/components/schemas/Tag") == {"type": "string"}
    assert at(document, "/components/schemas/Tag_2") == {"type": "integer"}
    assert at(document, "/components/parameters/Limit") == {
        "name": "limit",
        "in": "query",
        "schema": {"type": "integer"},
    }


def test_a_path_item_of_another_file_stands_in_its_path() -> None:
    document = several_files()
    assert at(document, "/paths/~1a/get/parameters/0") == {"$ref": "#/components/parameters/Limit"}
    assert [item.pointer for item in document.items if item.kind == "Operation"] == ["/paths/~1a/get"]


def test_every_part_keeps_the_file_and_the_pointer_that_it_comes_from() -> None:
    document = several_files()
    for pointer, place in (
        ("/info", Place("openapi.yaml", "/info")),
        ("/paths/~1a", Place("paths/a.yaml", "")),
        ("/paths/~1a/get/responses/200", Place("paths/a.yaml", "/get/responses/200")),
        ("/components/parameters/Limit/schema", Place("params.yaml", "/Limit/schema")),
        ("/components/schemas/Pet/properties/tag", Place("schemas/Pet.yaml", "/properties/tag")),
        ("/components/schemas/Tag_2", Place("schemas/Tag.yaml", "")),
    ):
        assert document.place(pointer) == place


def test_lines_count_in_the_file_that_a_node_comes_from() -> None:
    assert several_files().lines(["/components/schemas/Pet/properties/tag", "/paths/~1a/get", "/info"]) == {
        **{"/components/schemas/Pet/properties/tag": 3, "/paths/~1a/get": 1, "/info": 2},
    }


def test_a_fault_in_another_file_is_told_with_that_file_and_its_line() -> None:
    written("Pet:\n  type: object\n  properties:\n    x: {$ref: '#/Nope'}\n", "more.yaml")
    assert told(schema("{$ref: 'more.yaml#/Pet'}")).startswith(
        "more.yaml:4:15: error[ref-not-found]: '#/Nope' is not defined\n    4 |     x: {$ref: '#/Nope'}\n"
    )


def test_a_fault_of_a_path_is_told_where_the_path_is_written() -> None:
    written(f"get: {{{OK}}}\n", "item.yaml")
    assert told(f"{HEAD}paths:\n  a: {{$ref: item.yaml}}\n").startswith(
        "openapi.yaml:4:3: error[path-slash]: the path 'a' does not begin with a slash\n"
    )


def test_a_broken_file_is_told_once_with_its_line_and_at_each_reference() -> None:
    written("a: [\n", "broken.yaml")
    lines = told(schema("{allOf: [{$ref: broken.yaml}, {$ref: 'broken.yaml#/b'}]}")).splitlines()
    assert [line.partition(": error")[0] for line in lines if "error[" in line] == [
        *("broken.yaml:2:1", "openapi.yaml:6:24", "openapi.yaml:6:45"),
    ]


def test_a_file_outside_of_the_folder_is_not_read_even_by_a_link(own_folder: Path) -> None:
    (own_folder / "api").mkdir()
    written("secret: {type: hidden}\n", "secret.yaml")
    (own_folder / "api" / "link.yaml").symlink_to(own_folder / "secret.yaml")
    for ref in (
        "../secret.yaml#/secret",
        "link.yaml#/secret",
        "%2e%2e/secret.yaml#/secret",
        str(own_folder / "x.yaml"),
    ):
        text = told(schema(f"{{$ref: '{ref}'}}"), "api/openapi.yaml")
        assert "error[ref-escape]" in text
        assert "hidden" not in text


def test_extensions_examples_defaults_enums_and_properties_named_ref_are_data() -> None:
    text = schema(
        "{type: object, x-a: {$ref: '#/no'}, example: {$ref: '#/no'}, default: {$ref: '#/no'}, "
        "enum: [{$ref: '#/no'}], const: {$ref: '#/no'}, properties: {$ref: {type: string}}}"
    )
    assert resolve(written(text)).findings == ()


def test_keys_beside_a_reference_stay() -> None:
    document = resolve(written(schema("{$ref: '#/components/schemas/B', description: more}")))
    assert at(document, "/components/schemas/A") == {"$ref": "#/components/schemas/B", "description": "more"}
    assert document.findings == ()


def test_pointers_are_decoded_twice_percent_signs_and_tildes() -> None:
    text = schema("{$ref: '#/components/schemas/a~1b%20%7Ec~0d%25'}") + "    'a/b ~c~d%': {type: integer}\n"
    document = resolve(written(text.replace("%7Ec", "~0c")))
    assert document.findings == ()
    assert document.deref(at(document, "/components/schemas/A"), "/components/schemas/A") == (
        {"type": "integer"},
        "/components/schemas/a~1b ~0c~0d%",
    )


def test_following_references_ends_where_they_go_in_a_circle() -> None:
    document = resolve(
        written(schema("{$ref: '#/components/schemas/C'}") + "    C: {$ref: '#/components/schemas/A'}\n")
    )
    assert document.deref({"$ref": "#/components/schemas/A"}, "/x")[0] is None


def test_a_target_that_the_grammar_does_not_know_is_looked_into_too() -> None:
    text = schema("{$ref: '#/x-shared/S'}") + "x-shared: {S: {type: object, properties: {p: {$ref: '#/no'}}}}\n"
    assert told(text).startswith("openapi.yaml:8:53: error[ref-not-found]: '#/no' is not defined\n")


def test_the_text_of_a_markdown_file_stands_where_a_description_refers_to_it() -> None:
    written("# Hello\n", "hello.md")
    document = resolve(written(HEAD.replace("title: T", "title: T, description: {$ref: hello.md}") + "paths: {}\n"))
    assert at(document, "/info/description") == "# Hello\n"
    assert [finding.code for finding in document.findings] == ["ref-misplaced"]
    assert document.files == ("openapi.yaml", "hello.md")


def test_a_mapping_that_refers_to_a_file_as_a_whole_is_put_in() -> None:
    written("A: {$ref: '#/B'}\nB: {type: string}\n", "schemas.yaml")
    written(f"/a:\n  get: {{{OK}}}\n", "paths.yaml")
    text = HEAD + "paths: {$ref: paths.yaml}\ncomponents: {schemas: {$ref: schemas.yaml}}\n"
    document = resolve(written(text))
    assert at(document, "/components/schemas") == {"A": {"$ref": "#/components/schemas/B"}, "B": {"type": "string"}}
    assert [item.pointer for item in document.items if item.kind == "Response"] == ["/paths/~1a/get/responses/200"]
    assert {finding.code for finding in document.findings} == {"ref-misplaced"}


def test_files_that_put_each_other_in_are_refused() -> None:
    written("properties: {$ref: 'b.yaml#/properties'}\n", "a.yaml")
    written("properties: {x: {properties: {$ref: 'a.yaml#/properties'}}}\n", "b.yaml")
    assert "error[ref-cycle]: this reference leads back to itself" in told(schema("{$ref: a.yaml}"))


def test_the_mapping_of_a_discriminator_is_made_local() -> None:
    written("Dog: {type: object}\n", "dog.yaml")
    fields = "{oneOf: [{$ref: 'dog.yaml#/Dog'}], discriminator: {propertyName: k, mapping: {d: 'dog.yaml#/Dog', b: B}}}"
    document = resolve(written(schema(fields)))
    assert at(document, "/components/schemas/A/discriminator/mapping") == {"d": "#/components/schemas/Dog", "b": "B"}


@pytest.mark.parametrize("version", ["3.0.0", "3.0.4", "3.1.1", "3.2.0", "3.1"])
def test_3_0_3_1_and_3_2_are_read(version: str) -> None:
    assert resolve(written(f"openapi: {version}\ninfo: {{}}\npaths: {{}}\n")).version == version[:3]


def test_captured_pages_are_read_line_by_line() -> None:
    written("one\r\ntwo\u2028still two\n", "docs/page.txt")
    document = resolve(written(HEAD + "x-docs: {create: docs/page.txt}\npaths: {}\n", FILE))
    assert document.pages["create"].lines == ("one", "two\u2028still two")
    assert document.pages["create"].file == "docs/page.txt"
