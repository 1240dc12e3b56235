"""How input classes are written on the wire: what the runtime's encoder needs to rename keys at every level."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from generator import ir
from generator.build.definitions import Definitions


def shapes(definitions: Definitions) -> Iterator[ir.Shape]:
    """The shape of every input class, in the order of the document."""
    inputs = input_classes(definitions)
    known = shaped(inputs)
    for one in inputs:
        if one.name not in known:
            continue
        if isinstance(one, ir.Alias):
            yield ir.Shape(name=one.name, alias=expression(renamed(one.type, known)))
        else:
            yield of_fields(one.name, one.fields, one.additional, known)


def input_classes(definitions: Definitions) -> list[ir.Model | ir.Alias]:
    """What is sent, but for enums."""
    return [one for one in definitions.all() if one.direction == "input" and not isinstance(one, ir.Enum)]


def shaped(inputs: list[ir.Model | ir.Alias]) -> set[str]:
    """The classes with keys to rename: every object, and every other name for one."""
    known = {one.name for one in inputs if isinstance(one, ir.Model)}
    aliases = [one for one in inputs if isinstance(one, ir.Alias)]
    while found := {one.name for one in aliases if one.name not in known and renamed(one.type, known)}:
        known |= found
    return known


def flat_shapes(definitions: Definitions, known: Collection[str]) -> Iterator[ir.Shape]:
    """The shapes of objects whose properties are arguments, as far as they are no classes."""
    for pointer in definitions.flat:
        if (pointer, "input") not in definitions.class_names:
            yield of_fields(definitions.flat_name(pointer), tuple(definitions.members(pointer, "input")), None, known)


def of_fields(
    name: str, fields: tuple[ir.Field, ...], additional: ir.Type | None, known: Collection[str]
) -> ir.Shape:
    """The shape of an object."""
    return ir.Shape(
        name=name,
        entries=tuple((field.name, field.wire, expression(renamed(field.type, known))) for field in fields),
        is_open=additional is not None,
        free=expression(renamed(additional, known)) if additional else "",
    )


def renamed(type: ir.Type, known: Collection[str]) -> ir.Type | None:
    """What of a type needs renaming: `known` classes below it, through lists, maps and unions; None where none is."""
    match type:
        case ir.Named():
            return type if type.name in known else None
        case ir.Nullable():
            return renamed(type.type, known)
        case ir.ListOf():
            item = renamed(type.item, known)
            return ir.ListOf(item=item) if item else None
        case ir.MapOf():
            value = renamed(type.value, known)
            return ir.MapOf(value=value) if value else None
        case ir.UnionOf():
            members = tuple(member for member in (renamed(one, known) for one in type.members) if member)
            return ir.UnionOf(members=members) if len(members) > 1 else members[0] if members else None
        case ir.Scalar() | ir.Literals():
            return None


def expression(type: ir.Type | None) -> str:
    """A type as the value that the runtime's encoder reads; "" for None."""
    match type:
        case ir.Named():
            return f'"{type.name}"'
        case ir.ListOf():
            return f"Items({expression(type.item)})"
        case ir.MapOf():
            return f"Values({expression(type.value)})"
        case ir.UnionOf():
            return f"Either({', '.join(expression(member) for member in type.members)})"
        case _:
            return ""
