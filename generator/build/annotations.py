"""The text of an argument's type. Everything beyond models, scalars, lists and maps of them has a name in models/."""

from __future__ import annotations

from typing import assert_never

from generator import ir

SCALARS: dict[ir.ScalarKind, str] = {
    "string": "str",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "date-time": "datetime.datetime | str",
    "date": "datetime.date | str",
    "uuid": "uuid.UUID | str",
    "bytes": "bytes",
    "int64-string": "str",
    "object": "dict[str, object]",
    "any": "object",
    "null": "None",
}


def annotation(type: ir.Type, *, files: bool = False) -> str:
    """The type as it is written in a signature; with `files`, bytes may come from a file."""
    match type:
        case ir.Scalar():
            return "FileInput" if files and type.kind == "bytes" else SCALARS[type.kind]
        case ir.Named():
            return f"models.{type.name}"
        case ir.ListOf():
            return f"list[{annotation(type.item, files=files)}]"
        case ir.MapOf():
            return f"dict[str, {annotation(type.value, files=files)}]"
        case ir.Literals():
            return f"Literal[{', '.join(repr(value) for value in type.values)}]"
        case ir.UnionOf():
            return " | ".join(dict.fromkeys(annotation(member, files=files) for member in type.members))
        case ir.Nullable():
            return f"{annotation(type.type, files=files)} | None"
        case _:
            assert_never(type)
