"""Inline documents through the front rooms to the IR."""

from __future__ import annotations

from pathlib import Path

from generator import ir
from generator.build import build
from generator.config import Config
from generator.normalize import normalize
from generator.resolve import resolve

HEAD = """\
openapi: 3.1.0
info: {title: Toys, version: "1"}
servers: [{url: https://toys.example}]
"""


def api_of(folder: Path, text: str, config: Config | None = None, head: str = HEAD) -> ir.Api:
    """The IR of a document given as text below the usual head."""
    path = folder / "openapi.yaml"
    path.write_text(head + text, encoding="utf-8")
    normal, _ = normalize(resolve(str(path)))
    return build(normal, config=config or Config(), settled={})[0]


def only(api: ir.Api) -> ir.Operation:
    """The one operation of an Api."""
    (operation,) = (operation for resource in api.resources for operation in resource.operations)
    return operation


def definition(api: ir.Api, name: str) -> ir.Definition:
    """The class of a name."""
    (found,) = (one for one in api.definitions if one.name == name)
    return found
