"""Inline documents as the room of cases sees them: the resolved tree, and the IR for pairs of names."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator import ir
from generator.build import build
from generator.cases import cases
from generator.cases.breaches import Breach, breaches
from generator.cases.places import Document, Place
from generator.cases.view import View
from generator.config import Config
from generator.normalize import normalize
from generator.resolve import resolve

HEAD = 'openapi: 3.1.0\ninfo: {title: Toys, version: "1"}\nservers: [{url: https://toys.example}]\n'
PAGES = HEAD + "x-docs: {toys: toys.txt}\n"


@dataclass(frozen=True)
class Read:
    """A document that was read, with its fixtures by file name (`request-enum` of the only operation)."""

    document: Document
    api: ir.Api
    texts: Mapping[str, str]

    def file(self, name: str) -> dict[str, dict[str, Any]]:
        """The cases of a fixture file by name, with what the file says for all of them."""
        text = next((text for path, text in self.texts.items() if path.endswith(f"/{name}.json")), '{"cases": []}')
        found = json.loads(text)
        return {case["case"]: {**found, **case} for case in found["cases"]}


def read(folder: Path, text: str, head: str = HEAD) -> Read:
    """A document given as text below its head."""
    path = folder / "openapi.yaml"
    path.write_text(head + text, encoding="utf-8")
    (folder / "toys.txt").write_text("".join(f"line {number}\n" for number in range(1, 100)), encoding="utf-8")
    resolved = resolve(str(path))
    api, _ = build(normalize(resolved)[0], config=Config(), settled={})
    return Read(Document(resolved.root, resolved.follow), api, cases(resolved.root, resolved.follow, api))


def view(schema: Mapping[str, object], *, documented: bool = False, **components: Mapping[str, object]) -> View:
    """The view of a schema, whose references may name `components`."""
    root: dict[str, Any] = {"components": {"schemas": components}, **({"x-docs": {"toys": "x"}} if documented else {})}

    def follow(ref: str) -> tuple[object, str]:
        node: Any = root
        for token in ref.removeprefix("#/").split("/"):
            node = node[token]
        return node, ref.removeprefix("#")

    return View.of(Document(root, follow), Place(schema, "/schema"))


def told(view: View, value: object) -> list[tuple[str, str, str]]:
    """What is wrong with a value: where, by which rule, how severely."""
    return [told_of(breach) for breach in breaches(view, value)]


def told_of(breach: Breach) -> tuple[str, str, str]:
    """A breach as plain text."""
    return ".".join(str(step) for step in breach.steps), breach.rule, breach.severity


def operation(schema: str, *, response: str = "{type: object}", verb: str = "post", more: str = "") -> str:
    """The text of one operation with a JSON body of a schema."""
    return f"""\
paths:
  /toys:
    {verb}:
      operationId: makeToy
      tags: [toys]
      requestBody: {{required: true, content: {{application/json: {{schema: {schema}}}}}}}
      responses: {{"200": {{description: made, content: {{application/json: {{schema: {response}}}}}}}}}
{more}"""
