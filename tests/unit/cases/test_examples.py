"""What documented examples are said to break is what they break, or the document is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import pipeline
from generator.cache import Cache
from generator.config import Config
from generator.findings import Refused
from generator.inputs import task_of

DOCUMENT = """\
openapi: 3.1.0
info: {title: Toys, version: "1"}
servers: [{url: https://toys.example}]
paths:
  /toys:
    post:
      operationId: makeToy
      tags: [toys]
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: "#/components/schemas/Toy"}
            examples:
              shown:
                x-breaks: [SENT]
                value: {name: "too long", parts: [{size: 3}, {size: 9}], free: {some key: 7}}
      responses:
        "200":
          description: fine
          content:
            application/json:
              schema: {$ref: "#/components/schemas/Toy"}
              examples: {shown: {x-breaks: [GOT], value: {name: "too long", parts: [{size: "9"}]}}}
components:
  schemas:
    Toy:
      type: object
      required: [name]
      properties:
        name: {type: string, maxLength: 3}
        parts: {type: array, items: {type: object, properties: {size: {type: integer, maximum: 5}}}}
        free: {type: object, additionalProperties: {type: string}}
"""
NAME = '{path: "name", rule: maxLength, severity: refuse}'
SIZE = '{path: "parts[1].size", rule: maximum, severity: refuse}'
FREE = "{path: free.some key, rule: type, severity: refuse}"
GOT = '{path: "parts[0].size", rule: type, severity: warn}'


def told(folder: Path, sent: str, got: str) -> list[tuple[int, str, str]]:
    """The line, message and way out of each finding that refuses a document whose examples are said to break this."""
    path = folder / "openapi.yaml"
    path.write_text(DOCUMENT.replace("SENT", sent).replace("GOT", got), encoding="utf-8")
    try:
        pipeline.generate(task_of(str(path)), Config(), pipeline.Past(cache=Cache(use="off")))
    except Refused as refused:
        return [
            (0 if one.spot is None else one.spot.line, one.message, one.fix)
            for one in refused.findings
            if one.severity == "error"
        ]
    return []


def test_what_is_listed_as_it_is_passes(tmp_path: Path) -> None:
    assert told(tmp_path, f"{FREE}, {NAME}, {SIZE}", GOT) == []


@pytest.mark.parametrize(
    ("sent", "got", "line", "message", "fix"),
    [
        (f"{NAME}, {FREE}", GOT, 16, "the example breaks maximum at parts[1].size (refuse), which x-breaks does not list",
         f"add {SIZE}"),
        (f"{NAME}, {SIZE}, {FREE}, {{path: name, rule: minLength, severity: refuse}}", GOT, 16,
         "the example does not break minLength at name (refuse)", 'take out {path: "name", rule: minLength, severity: refuse}'),
        (f"{NAME}, {SIZE}, {FREE}", "", 24, "the example breaks type at parts[0].size (warn), which x-breaks does not list",
         f"add {GOT}"),
        (f"{NAME}, {SIZE}, {FREE}", f"{GOT}, {{path: name, rule: maxLength, severity: refuse}}", 24,
         "the example does not break maxLength at name (refuse)", f"take out {NAME}"),
    ],
)  # fmt: skip
def test_what_is_not_so_is_told_with_its_line_and_the_way_out(
    sent: str, got: str, line: int, message: str, fix: str, tmp_path: Path
) -> None:
    [(found, said, out)] = told(tmp_path, sent, got)
    assert (found, said) == (line, message)
    assert out.endswith(fix)


def test_a_severity_that_is_listed_wrong_is_both_missing_and_too_much(tmp_path: Path) -> None:
    found = told(tmp_path, f"{FREE}, {SIZE}, {NAME.replace('refuse', 'warn')}", GOT)
    assert [message.split(" name")[1] for _, message, _ in found] == [
        " (refuse), which x-breaks does not list",
        " (warn)",
    ]
