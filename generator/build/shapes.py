"""How input classes are written on the wire: what the runtime's encoder needs to rename keys at every level."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator import ir
from generator.build.definitions import Definitions


@dataclass(frozen=True, slots=True)
class Known:
    """The classes with keys to rename, and all that is sent, by name."""

    names: frozenset[str]
    definitions: Mapping[str, ir.Definition]

    def __contains__(self, name: object) -> bool:
        return name in self.names

    def tag(self, union: ir.UnionOf) -> tuple[str, tuple[tuple[str, str], ...]]:
        """The Python name of the property that tells the members of a union apart, and the class for each of its values.

        Where the members have constants of their own there they say it best, else the document's discriminator does.
        """
        models = {one.name: model for one in union.members if isinstance(one, ir.Named) and (model := self._model(one.name))}
        if len(models) < len(union.members):
            return "", ()
        first, *others = models.values()
        for field in first.fields:
            twins = [field, *(one for other in others for one in other.fields if one.wire == field.wire)]
            values = [(value, name) for name, one in zip(models, twins) for value in self._constants(one.type)]
            is_shared = len(twins) == len(models) and all(one.name == field.name for one in twins)
            if is_shared and all(self._constants(one.type) for one in twins) and len(dict(values)) == len(values):
                return field.name, tuple(values)
        names = {field.name for model in models.values() for field in model.fields if field.wire == union.discriminator}
        mapping = tuple((value, name) for value, name in union.mapping if name in models)
        return (names.pop(), mapping) if len(names) == 1 and mapping else ("", ())

    def _model(self, name: str) -> ir.Model | None:
        """The object that a name stands for."""
        for _ in range(100):
            found = self.definitions.get(name)
            if not isinstance(found, ir.Alias) or not isinstance(found.type, ir.Named):
                return found if isinstance(found, ir.Model) else None
            name = found.type.name
        return None

    def _constants(self, type: ir.Type) -> tuple[str, ...]:
        """The texts that a type is one of; none where it is anything else."""
        found = self.definitions.get(type.name) if isinstance(type, ir.Named) else None
        values = type.values if isinstance(type, ir.Literals) else found.values if isinstance(found, ir.Enum) else ()
        return tuple(value for value in values if isinstance(value, str)) if all(isinstance(v, str) for v in values) else ()


def shapes(definitions: Definitions) -> Iterator[ir.Shape]:
    """The shape of every input class, in the order of the document."""
    inputs, known = input_classes(definitions), known_of(definitions)
    for one in inputs:
        if one.name not in known:
            continue
        if isinstance(one, ir.Alias):
            kept = renamed(one.type, known)
            alias = f"Either({expression(kept)})" if isinstance(kept, ir.Named) else expression(kept)
            yield ir.Shape(name=one.name, alias=alias)
        else:
            yield of_fields(one.name, one.fields, one.additional, known)


def input_classes(definitions: Definitions) -> list[ir.Model | ir.Alias]:
    """What is sent, but for enums."""
    return [one for one in definitions.all() if one.direction == "input" and not isinstance(one, ir.Enum)]


def known_of(definitions: Definitions) -> Known:
    """What renaming has to know of everything that is sent."""
    sent = {one.name: one for one in definitions.all() if one.direction == "input"}
    return Known(frozenset(shaped(input_classes(definitions))), sent)


def shaped(inputs: list[ir.Model | ir.Alias]) -> set[str]:
    """The classes with keys to rename: every object, and every other name for one."""
    known = {one.name for one in inputs if isinstance(one, ir.Model)}
    aliases = [one for one in inputs if isinstance(one, ir.Alias)]
    while found := {one.name for one in aliases if one.name not in known and renamed(one.type, Known(frozenset(known), {}))}:
        known |= found
    return known


def flat_shapes(definitions: Definitions, known: Known) -> Iterator[ir.Shape]:
    """The shapes of objects whose properties are arguments, as far as they are no classes."""
    for pointer in definitions.flat:
        if (pointer, "input") not in definitions.class_names:
            yield of_fields(definitions.flat_name(pointer), tuple(definitions.members(pointer, "input")), None, known)


def of_fields(
    name: str, fields: tuple[ir.Field, ...], additional: ir.Type | None, known: Known
) -> ir.Shape:
    """The shape of an object."""
    return ir.Shape(
        name=name,
        entries=tuple((field.name, field.wire, expression(renamed(field.type, known))) for field in fields),
        is_open=additional is not None,
        free=expression(renamed(additional, known)) if additional else "",
    )


def renamed(type: ir.Type, known: Known) -> ir.Type | None:
    """What of a type needs renaming: `known` classes below it, through lists, maps and unions; None where none is.

    The discriminator of a union is told by its Python name.
    """
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
            if len(members) < 2:
                return members[0] if members else None
            by, of = known.tag(type)
            return ir.UnionOf(members=members, discriminator=by, mapping=of)
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
            by = [f"by={type.discriminator!r}", f"of={dict(type.mapping)!r}"] if type.mapping else []
            return f"Either({', '.join([*(expression(member) for member in type.members), *by])})"
        case _:
            return ""
