"""Members of unions with a discriminator: where it is any text, it becomes the names that the unions have for them.

Only a member that nothing else refers to is changed: elsewhere the document allows it any text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from generator.normalize.schema import Definition, Operation, Property, Schema


def tagged(definitions: Mapping[str, Definition], operations: Iterable[Operation]) -> Mapping[str, Definition]:
    """The definitions, those of the names each before the member that has it."""
    definitions = {
        pointer: replace(one, schema=_by_constants(one.schema, definitions)) for pointer, one in definitions.items()
    }
    names = _names(definitions)
    for target in _other_uses(definitions, operations):
        names.pop(target, None)
    found: dict[str, Definition] = {}
    for pointer, definition in definitions.items():
        kept: list[Property] = []
        for prop in definition.schema.properties:
            values = names.get(pointer, {}).get(prop.wire)
            if values and _is_any_text(prop.schema):
                named = replace(
                    prop.schema, pointer=f"{pointer}/properties/{prop.wire}", kind="enum", values=tuple(values)
                )
                found[named.pointer] = Definition(schema=named, hint=(*definition.hint, prop.wire))
                prop = replace(prop, schema=replace(prop.schema, kind="ref", target=named.pointer))
            kept.append(prop)
        found[pointer] = replace(definition, schema=replace(definition.schema, properties=tuple(kept)))
    return found


def _by_constants(union: Schema, definitions: Mapping[str, Definition]) -> Schema:
    """A union whose discriminator has no mapping, by the constants that its members have there, where each has its own."""
    if not union.discriminator or any(value != target.rsplit("/", 1)[-1] for value, target in union.mapping):
        return union
    pairs = [
        (value, target) for _, target in union.mapping for value in _texts(definitions, target, union.discriminator)
    ]
    is_told = {target for _, target in union.mapping} == {target for _, target in pairs}
    return replace(union, mapping=tuple(pairs)) if is_told and len(dict(pairs)) == len(pairs) else union


def _texts(definitions: Mapping[str, Definition], target: str, wire: str) -> Iterator[str]:
    """The texts that a property of an object is one of."""
    for prop in definitions[target].schema.properties if target in definitions else ():
        listed = definitions[prop.schema.target].schema if prop.schema.target in definitions else prop.schema
        if prop.wire == wire and listed.kind == "enum":
            yield from (value for value in listed.values if isinstance(value, str))


def _names(definitions: Mapping[str, Definition]) -> dict[str, dict[str, list[str]]]:
    """Member -> discriminator -> what the unions call the member by it."""
    found: dict[str, dict[str, list[str]]] = {}
    for definition in definitions.values():
        union = definition.schema
        for value, target in union.mapping:
            known = found.setdefault(target, {}).setdefault(union.discriminator, [])
            known += [value] if value not in known else []
    return found


def _other_uses(definitions: Mapping[str, Definition], operations: Iterable[Operation]) -> Iterator[str]:
    """What is referred to by anything but a union that has a name for it."""
    stack = [*_roots(operations), *(definition.schema for definition in definitions.values())]
    while stack:
        here = stack.pop()
        if here.kind == "ref":
            yield here.target
        named = {target for _, target in here.mapping} if here.discriminator else set[str]()
        inner = [here.item, here.additional, *(prop.schema for prop in here.properties)]
        inner += [option for option in here.options if option.target not in named]
        stack += [one for one in inner if one is not None]


def _roots(operations: Iterable[Operation]) -> Iterator[Schema]:
    """The schemas of parameters, bodies and answers."""
    for operation in operations:
        yield from (parameter.schema for parameter in operation.parameters)
        bodies = operation.body.contents if operation.body else ()
        for content in (*bodies, *(one for answer in operation.answers for one in answer.contents)):
            if content.schema is not None:
                yield content.schema


def _is_any_text(schema: Schema) -> bool:
    """Whether a property is a string of which nothing more is said, and travels both ways."""
    return schema.kind == "string" and not (
        schema.format or schema.limits or schema.read_only or schema.write_only or schema.demands
    )
