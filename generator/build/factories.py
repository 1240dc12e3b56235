"""The factories of `testing`: one a class of objects, typed by what the class holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import assert_never

from generator import ir
from generator.names import snake_case

RECEIVED: dict[ir.ScalarKind, str] = {
    "string": "str",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "date-time": "_datetime.datetime",
    "date": "_datetime.date",
    "uuid": "_uuid.UUID",
    "bytes": "str",
    "int64-string": "str",
    "object": "dict[str, Any]",
    "any": "Any",
    "null": "None",
}
SENT: dict[ir.ScalarKind, str] = {
    **RECEIVED,
    "date-time": "_datetime.datetime | str",
    "date": "_datetime.date | str",
    "uuid": "_uuid.UUID | str",
    "bytes": "bytes",
}
_BUILTIN = re.compile(r"(?<![\w.])(list|dict|str|int|float|bool|bytes)(?!\w)")


def factories(definitions: tuple[ir.Definition, ...]) -> Iterator[ir.Factory]:
    """The factories, in the order of the classes."""
    used: set[str] = set()
    for one in definitions:
        if isinstance(one, ir.Model):
            name = wish = f"make_{snake_case(one.name)}"
            while name in used:
                name = f"{wish}_{len(used)}"
            used.add(name)
            is_received = one.direction == "output"
            is_own = is_received or any(field.required for field in one.fields)
            yield ir.Factory(
                name=name,
                class_name=one.name,
                is_received=is_received,
                fields=tuple(_fields(one)) if is_own else (),
                has_own_fields=is_own,
            )


def _fields(model: ir.Model) -> Iterator[tuple[str, str]]:
    """Each field with its type, which no name of another field may hide."""
    names = {field.name for field in model.fields}
    for field in model.fields:
        text = _text(field.type, model.direction)
        if model.direction == "output" and not field.required and not text.endswith("None"):
            text += " | None"
        yield field.name, _BUILTIN.sub(lambda match: f"_builtins.{match[0]}" if match[0] in names else match[0], text)


def _text(type: ir.Type, direction: ir.Direction) -> str:
    match type:
        case ir.Scalar():
            return (RECEIVED if direction == "output" else SENT)[type.kind]
        case ir.Named():
            return f"_models.{type.name}"
        case ir.ListOf():
            return f"list[{_text(type.item, direction)}]"
        case ir.MapOf():
            return f"dict[str, {_text(type.value, direction)}]"
        case ir.Literals():
            return f"Literal[{', '.join(repr(value) for value in type.values)}]"
        case ir.UnionOf():
            return " | ".join(dict.fromkeys(_text(member, direction) for member in type.members))
        case ir.Nullable():
            return f"{_text(type.type, direction)} | None"
        case _:
            assert_never(type)
