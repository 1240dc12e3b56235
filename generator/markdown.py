"""Text and types of the IR as Markdown: what a document says becomes text of the page, never its markup."""

from __future__ import annotations

import re

from generator import ir

_MARKUP = re.compile(r"([\\`*\[\]<>|#~]|(?<!\w)_|_(?!\w))")  # within a word an underscore is one
_UNPRINTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_CODE = re.compile(r"`([^`\n]+)`")
_MODEL = re.compile(r"models\.(\w+)")
_BOUNDS = {"page": "docs", "shown": "shown on the docs", "spec": ""}
SCALARS: dict[ir.ScalarKind, str] = {
    "string": "str", "integer": "int", "number": "float", "boolean": "bool", "date-time": "datetime", "date": "date",
    "uuid": "UUID", "bytes": "bytes", "int64-string": "str", "object": "dict", "any": "object", "null": "None",
}  # fmt: skip


def prose(text: str) -> str:
    """Text on one line, which fits into a cell of a table; code between backquotes stays code."""
    line = " ".join(_UNPRINTED.sub(" ", text).split())
    pieces = _CODE.split(line)  # every other piece was code
    return "".join(code(piece) if index % 2 else _MARKUP.sub(r"\\\1", piece) for index, piece in enumerate(pieces))


def code(text: str) -> str:
    """Text as code, in a cell of a table too."""
    line = " ".join(_UNPRINTED.sub(" ", text).split()).replace("|", "\\|")
    longest = max(map(len, re.findall("`+", line)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{pad}{line}{pad}{fence}" if line else ""


def linked(annotation: str) -> str:
    """A type as it stands in a signature, its classes linked to where they are described: `list[`[`Model`](#model)`]`."""
    pieces = _MODEL.split(annotation.replace("builtins.", "").replace("datetime.", ""))
    return "".join(
        f"[{code(piece)}](#{piece.lower()})" if index % 2 else code(piece) for index, piece in enumerate(pieces)
    )


def type_text(type: ir.Type) -> str:
    """The type of a field, in the form that `linked` reads."""
    match type:
        case ir.Scalar():
            return SCALARS[type.kind]
        case ir.Named():
            return f"models.{type.name}"
        case ir.ListOf():
            return f"list[{type_text(type.item)}]"
        case ir.MapOf():
            return f"dict[str, {type_text(type.value)}]"
        case ir.Literals():
            return " | ".join(repr(value) for value in type.values)
        case ir.UnionOf():
            return " | ".join(dict.fromkeys(map(type_text, type.members)))
        case ir.Nullable():
            return f"{type_text(type.type)} | None"


def said_by(source: ir.Source) -> str:
    """Who says a fact, without lines: they stand in one generated file only."""
    return _BOUNDS.get(source.provenance, source.provenance)
