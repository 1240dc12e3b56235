"""Which kind of JSON value a schema is about, where several keywords speak of it."""

from __future__ import annotations

from typing import cast

from generator.normalize.parts import Joined
from generator.normalize.schema import Kind

SCALARS = {"string", "integer", "number", "boolean", "null"}
KINDS = ("string", "integer", "number", "boolean", "array", "object")
BY_KEYWORD: tuple[tuple[str, Kind], ...] = (
    ("properties", "object"), ("additionalProperties", "map"), ("patternProperties", "map"), ("required", "object"), ("items", "array"),
    ("prefixItems", "array"), ("pattern", "string"), ("minLength", "string"), ("maxLength", "string"),
    ("minimum", "number"), ("maximum", "number"),
)  # fmt: skip


def kind_of(table: Joined) -> tuple[Kind, bool]:
    """The kind of a schema, and whether null is allowed beside it."""
    written = table.keywords.get("type")
    nullable = table.keywords.get("nullable") is True
    names = [str(name) for name in cast(list[object], written)] if isinstance(written, list) else [written]
    if isinstance(written, list):
        nullable = nullable or "null" in names
        names = [name for name in names if name != "null"] or ["null"]
        if set(names) == {"integer", "number"}:
            names = ["number"]
    if len(names) > 1:
        return "any", nullable
    if names[0] in SCALARS or names[0] in ("object", "array"):
        return cast(Kind, names[0]), nullable
    if table.properties or table.required:
        return "object", nullable
    for keyword, kind in BY_KEYWORD:
        if keyword in table.keywords:
            return kind, nullable
    return "any", nullable


def kinds_of(table: Joined) -> tuple[Kind, ...]:
    """All kinds of a schema whose `type` lists several, null apart; an integer is a number. None where there is but one."""
    written = table.keywords.get("type")
    names = dict.fromkeys(str(name) for name in cast(list[object], written)) if isinstance(written, list) else {}
    known = [name for name in names if name in KINDS and not (name == "integer" and "number" in names)]
    return tuple(cast(Kind, name) for name in known) if len(known) > 1 else ()


def is_only_a_union(table: Joined, kind: Kind) -> bool:
    """Whether an object says nothing of its members but that they are those of one of several shapes."""
    says_more = {"additionalProperties", "patternProperties"} & table.keywords.keys()
    return kind in ("object", "map") and not table.properties and not says_more


def is_of_kind(value: object, kind: Kind) -> bool:
    """Whether a constant is of the JSON kind that `type` asks for; one that is not can never be sent."""
    match kind:
        case "string":
            return isinstance(value, str)
        case "integer" | "number":
            return isinstance(value, (int, float)) and not isinstance(value, bool)
        case "boolean":
            return isinstance(value, bool)
        case _:
            return True


def is_constant(value: object) -> bool:
    """Whether a value is one that an enum or a default may hold."""
    return value is None or isinstance(value, (str, int, float, bool))
