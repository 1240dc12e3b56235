"""An edit of the document changes the output, the suite as it was notices, and the suite as it is now passes."""

from __future__ import annotations

from pathlib import Path

from tests.mirror.edits import KINDS, chosen
from tests.mirror.mirror import Mirror

DOCUMENT = """\
openapi: 3.1.0
info: {title: Small, version: "1"}
servers: [{url: https://api.example}]
paths:
  /things:
    post:
      operationId: createThing
      tags: [things]
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
        size: {type: integer, minimum: 1}
        kind: {type: string, enum: [A, B]}
"""


def test_an_edit_is_followed_by_the_output_the_changes_and_the_suite(tmp_path: Path) -> None:
    document = tmp_path / "openapi.yaml"
    document.write_text(DOCUMENT)
    seen = list(Mirror(document, tmp_path / "work").edits(1, seed=1))
    assert [(one.edit.says, one.wrong, one.skipped) for one in seen if one.wrong or one.skipped] == []
    assert all(one.wire for one in seen)


def test_the_same_seed_gives_the_same_edits(tmp_path: Path) -> None:
    document = tmp_path / "openapi.yaml"
    document.write_text(DOCUMENT)
    tree = Mirror(document, tmp_path).tree
    assert {one.kind for one in chosen(tree, len(KINDS), 3)} == set(KINDS)
    assert [one.says for one in chosen(tree, 4, 3)] == [one.says for one in chosen(tree, 4, 3)]
