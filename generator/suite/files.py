"""Every file below tests/: the tests word for word, and the data that they read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator import ir
from generator.cases import cases, examples
from generator.cases.examples import Misstated
from generator.cases.operation import operations
from generator.cases.places import Document, Follow, Node
from generator.suite.settings import settings
from generator.suite.surface import surface

TEMPLATES = Path(__file__).parents[2] / "templates" / "tests"


def suite(root: Node, follow: Follow, api: ir.Api) -> Mapping[str, str]:
    """Path below tests/ -> text.

    `root` is the resolved document, `follow` gives the node and pointer that a local `$ref` means.
    """
    return {
        **dict(_verbatim(api)),
        "spec.json": json.dumps(root, indent=2, ensure_ascii=False) + "\n",
        "suite.json": json.dumps(settings(Document(root, follow), api), indent=2, ensure_ascii=False) + "\n",
        "api.txt": "".join(f"{line}\n" for line in surface(api)),
        **cases(root, follow, api),
    }


def untested(files: Iterable[str], api: ir.Api) -> tuple[ir.Operation, ...]:
    """The operations that the fixtures among `files` do not call: no request could be made up for them."""
    called = {path.split("/")[-2] for path in files if path.endswith("/request-minimal.json")}
    return tuple(one for resource in api.resources for one in resource.operations if one.id not in called)


def misstated(root: Node, follow: Follow, api: ir.Api) -> Iterator[Misstated]:
    """Where documented examples break something else than the document says: no test could hold for them."""
    for operation in operations(Document(root, follow), api):
        yield from examples.misstated(operation)


def _verbatim(api: ir.Api) -> Iterator[tuple[str, str]]:
    """The tests themselves, without those of what no operation has."""
    without = {
        "test_streams.py": not api.has_streams,
        "test_downloads.py": not api.has_downloads,
    }
    without["bitwise.py"] = all(without.values())
    for path in sorted(TEMPLATES.rglob("*.py")):
        if "__pycache__" not in path.parts and not without.get(path.name):
            yield path.relative_to(TEMPLATES).as_posix(), path.read_text(encoding="utf-8")
