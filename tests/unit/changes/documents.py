"""Two small documents that differ by what a test says, and the changes between them."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.changes.change import Change
from generator.changes.document import compared
from generator.changes.judge import judged_as
from generator.changes.names import PythonNames
from generator.config import Config
from generator.pipeline import names_in
from generator.resolve import Document, resolve

Tree = dict[str, Any]


def written(folder: Path, name: str, tree: Mapping[str, object]) -> Document:
    """The document, read back from a file."""
    path = folder / f"{name}.json"
    path.write_text(json.dumps(tree), encoding="utf-8")
    return resolve(str(path))


def changes(
    folder: Path, old: Mapping[str, object], new: Mapping[str, object], *, python: bool = False
) -> list[Change]:
    """What changed; with the names of Python, or in the document's own words."""
    before, after = written(folder, "old", old), written(folder, "new", new)
    comparison = compared(before, after)
    names = PythonNames(), PythonNames()
    if python:
        known, settled = names_in(before, Config(), {})
        names = known, names_in(after, Config(), settled)[0]
    return list(judged_as(comparison, *names))


def told(found: list[Change]) -> list[tuple[str, str, str]]:
    """Level, id and sentence of each change."""
    return [(change.level, change.id, change.says) for change in found]


def api(*, request: object = None, response: object = None, **more: object) -> Tree:
    """A document with one operation; the schemas are those of the property `p` that is sent and received."""
    operation: Tree = {"operationId": "make", "tags": ["things"], "responses": {"200": {"description": "ok"}}}
    if request is not None:
        schema = {"type": "object", "properties": {"p": request}}
        operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema}}}
    if response is not None:
        schema = {"type": "object", "properties": {"p": response}}
        operation["responses"]["200"]["content"] = {"application/json": {"schema": schema}}
    root: Tree = {
        "openapi": "3.1.0",
        "info": {"title": "Things", "version": "1"},
        "paths": {"/things": {"post": operation}},
    }
    return {**root, **more}


def edited(tree: Tree, *steps: str, to: object) -> Tree:
    """A copy with another value at `steps`."""
    changed = copy.deepcopy(tree)
    node = changed
    for step in steps[:-1]:
        node = node[step]
    node[steps[-1]] = to
    return changed
