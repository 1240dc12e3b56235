"""What is told of a document that the client does not do all of: streams, items, names that are taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.config import Config
from generator.inputs import Task
from generator.pipeline import findings_of
from tests.unit.build.documents import api_of, only

HEAD = """\
openapi: 3.2.0
info: {title: Toys, version: "1"}
servers: [{url: https://toys.example}]
paths:
"""


def told(folder: Path, paths: str) -> list[tuple[int, str, str, str]]:
    """The warnings of a document: line, code, message, way out."""
    path = folder / "openapi.yaml"
    path.write_text(HEAD + paths, encoding="utf-8")
    found = findings_of(Task(document=str(path), out=str(folder / "out")), Config())
    assert {one.severity for one in found} <= {"warning"}
    return [(one.spot.line if one.spot else 0, one.code, one.message, one.fix) for one in found]


def answering(content: str) -> str:
    return f"""\
  /a:
    get:
      operationId: watch
      responses:
        '200':
          description: d
          content:
            {content}
"""


@pytest.mark.parametrize(
    ("content", "says", "fix"),
    [
        ("{text/event-stream: {}, application/jsonl: {}}", "the stream application/jsonl of watch: text/event-stream is asked for", "write first what is to be read"),
        ("multipart/mixed: {itemSchema: {type: string}}", "the itemSchema of multipart/mixed in watch: the items are neither read nor typed", "cut the answer into items yourself"),
    ],
)  # fmt: skip
def test_a_stream_is_told_with_what_the_method_does_instead(content: str, says: str, fix: str, tmp_path: Path) -> None:
    ((line, code, message, way_out),) = told(tmp_path, answering(content))
    assert (line, code, message, way_out) == (12, "left-out", f"nothing is generated for {says}", fix)


@pytest.mark.parametrize(
    "content",
    [
        "application/json: {schema: {type: string}}",
        "text/event-stream: {}",
        "application/jsonl: {itemSchema: {}}",
        "application/json-seq: {schema: {type: array, items: {type: string}}}",
        "{'Text/Event-Stream; charset=utf-8': {}, text/csv: {}, application/json: {}}",
    ],
)
def test_what_is_read_item_by_item_is_not_told_of(content: str, tmp_path: Path) -> None:
    assert told(tmp_path, answering(content)) == []


def test_a_failure_that_is_a_stream_is_told_to_be_read_as_a_whole(tmp_path: Path) -> None:
    content = answering("text/event-stream: {}") + "        '429': {description: d, content: {text/event-stream: {}}}\n"
    assert told(tmp_path, content) == [
        (13, "left-out",
         "nothing is generated for the stream text/event-stream of watch: a failure is read as a whole",
         "the error has its text"),
    ]  # fmt: skip


def test_items_that_are_sent_are_told_and_an_operation_without_an_id_goes_by_its_line(tmp_path: Path) -> None:
    paths = """\
  /a/{id}:
    post:
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      requestBody: {content: {application/jsonl: {itemSchema: {type: string}}}}
      responses: {'204': {description: d}}
"""
    assert told(tmp_path, paths) == [
        (8, "left-out",
         "nothing is generated for the itemSchema of application/jsonl in POST /a/{id}: the body is sent as it is given",
         "write the items yourself, as bytes"),
    ]  # fmt: skip


TAKEN = """\
  /a/{id}:
    post:
      operationId: make
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: self, in: query, schema: {type: string}}
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                id: {type: string}
                timeout: {type: integer, description: When it ends}
                plain: {type: string}
      responses: {'204': {description: d}}
"""


def test_a_name_that_is_taken_is_told_at_its_place_and_in_the_line_of_its_argument(tmp_path: Path) -> None:
    assert told(tmp_path, TAKEN) == [
        (10, "name-clash", "'self' is used by the method itself: the argument for 'self' is called 'self_'",
         "write self_=; what is sent keeps its name"),
        (17, "name-clash", "'id' is another argument: the argument for 'id' is called 'body_id'",
         "write body_id=; what is sent keeps its name"),
        (18, "name-clash", "'timeout' is an option of every call: the argument for 'timeout' is called 'timeout_'",
         "write timeout_=; what is sent keeps its name"),
    ]  # fmt: skip
    operation = only(api_of(tmp_path, TAKEN, head=HEAD))
    assert {one.name: one.doc for one in operation.arguments} == {
        "id": "",
        "self_": "It is sent as 'self': 'self' is used by the method itself.",
        "body_id": "It is sent as 'id': 'id' is another argument.",
        "timeout_": "When it ends. It is sent as 'timeout': 'timeout' is an option of every call.",
        "plain": "",
    }
