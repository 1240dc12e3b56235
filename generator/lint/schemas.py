"""Schemas: what their keywords mean together, beyond the kind of each value."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator

from generator.findings import described, quoted, suggested
from generator.lint.fault import Fault, listed
from generator.lint.values import TYPES, fits, types_of
from generator.load import is_array, is_object
from generator.positions import escaped
from generator.resolve import Document, Item, Mend
from generator.resolve.refs import neighbours

_SAME_VALUE = ("allOf", "oneOf", "anyOf")


def schemas(document: Document) -> Iterator[Fault]:
    """The faults of all schemas and discriminators."""
    yield from _cycles(document)
    for item in document.items:
        if item.kind == "Discriminator":
            yield from _mapping(document, item)
        elif item.kind == "Schema":
            yield from _type(item)
            yield from _tuple(item)
            yield from _patterns(item)
            yield from _default(document, item)


# --- circles ---------------------------------------------------------------------------------------------------------


def _cycles(document: Document) -> Iterator[Fault]:
    """Schemas that are part of themselves: to know the value, one would have to know the value."""
    done: set[int] = set()
    schemas = [item for item in document.items if item.kind == "Schema"]
    circles = [circle for item in schemas for circle in _circles(document, item.node, done)]
    items = {id(item.node): item for item in reversed(schemas)} if circles else {}
    for circle in circles:
        if any(_parts(node) for node in circle):  # a circle of references alone is told of with them
            yield _cycle([items[id(node)].pointer for node in circle if id(node) in items])


def _circles(document: Document, start: dict[str, object], done: set[int]) -> Iterator[list[dict[str, object]]]:
    """The circles that can be come to from a schema; `done` holds the nodes that nobody need go to again."""
    way: dict[int, dict[str, object]] = {}
    pending = [iter([start])]
    while pending:
        node = next(pending[-1], None)
        if node is None:
            pending.pop()
            if way:
                done.add(way.popitem()[0])
        elif id(node) in way:
            nodes = list(way.values())
            yield nodes[list(way).index(id(node)) :]
        elif id(node) not in done:
            way[id(node)] = node
            pending.append(iter(_same_value(document, node)))


def _parts(node: dict[str, object]) -> list[dict[str, object]]:
    """What a schema lists as holding for the very value that it holds for itself."""
    lists = (node.get(key) for key in _SAME_VALUE)
    return [part for listed in lists if is_array(listed) for part in listed if is_object(part)]


def _same_value(document: Document, node: dict[str, object]) -> list[dict[str, object]]:
    """The parts of a schema, and what it refers to."""
    ref = node.get("$ref")
    target = document.follow(ref)[0] if isinstance(ref, str) else None
    return [*_parts(node), target] if is_object(target) else _parts(node)


def _cycle(pointers: list[str]) -> Fault:
    return Fault(
        code="schema-cycle",
        pointer=min(pointers, key=lambda pointer: pointer.count("/"), default=""),
        on_key=True,
        message="this schema is part of itself: what it allows cannot be told",
        fix="break the circle of allOf, oneOf, anyOf and $ref",
    )


# --- keywords --------------------------------------------------------------------------------------------------------


def _mapping(document: Document, item: Item) -> Iterator[Fault]:
    """Values of a discriminator that stand for no schema."""
    mapping = item.node.get("mapping")
    if not is_object(mapping):
        return
    named = neighbours(document.root, ("components", "schemas", ""))
    good = {value: target for value, target in mapping.items() if target in named or _is_schema(document, target)}
    for value, target in mapping.items():
        if value in good:
            continue
        name = str(target).rpartition("/")[2]
        yield Fault(
            code="discriminator-mapping",
            pointer=f"{item.pointer}/mapping/{escaped(value)}",
            message=f"{quoted(value)} is mapped to {quoted(target)}, which is not defined{suggested(name, named)}",
            fix="define the schema, or correct the mapping",
            lift="the value is left out of the mapping",
            mends=(Mend(item.node, "mapping", good),),
        )


def _is_schema(document: Document, target: object) -> bool:
    return isinstance(target, str) and target.startswith("#") and document.follow(target)[0] is not None


def _type(item: Item) -> Iterator[Fault]:
    written = item.node.get("type")
    unknown = [name for name in types_of(item.node) if name not in TYPES]
    for name in unknown:
        yield Fault(
            code="unknown-type",
            pointer=f"{item.pointer}/type",
            message=f"{quoted(name)} is not a type of JSON Schema{suggested(name, TYPES)}",
            fix=f"write {listed(TYPES)}",
            lift="any value is taken",
            mends=(Mend(item.node, "type"),) if written else (),
        )


def _tuple(item: Item) -> Iterator[Fault]:
    items = item.node.get("items")
    if is_array(items):
        yield Fault(
            code="items-list",
            severity="warning",
            pointer=f"{item.pointer}/items",
            on_key=True,
            message="a list of schemas under 'items' is what JSON Schema has called 'prefixItems' since 2020",
            fix="write prefixItems; it is read as such",
            mends=(Mend(item.node, "prefixItems", items), Mend(item.node, "items")),
        )


def _patterns(item: Item) -> Iterator[Fault]:
    pattern = item.node.get("pattern")
    if isinstance(pattern, str) and (why := _flaw(pattern)):
        yield _pattern(f"{item.pointer}/pattern", pattern, why=why, mend=Mend(item.node, "pattern"))
    named = item.node.get("patternProperties")
    if is_object(named):
        good = {each: schema for each, schema in named.items() if not _flaw(each)}
        for each in named:
            if each not in good:
                pointer = f"{item.pointer}/patternProperties/{escaped(each)}"
                yield _pattern(pointer, each, why=_flaw(each), mend=Mend(item.node, "patternProperties", good))


def _pattern(pointer: str, pattern: str, *, why: str, mend: Mend) -> Fault:
    return Fault(
        code="pattern",
        severity="warning",
        pointer=pointer,
        message=f"Python cannot compile the pattern {quoted(pattern)}: {why}",
        fix="it is kept as documentation and not enforced",
        mends=(mend,),
    )


def _flaw(pattern: str) -> str:
    """Why Python cannot compile a pattern, or nothing."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        return str(error).partition(" at position")[0] or "it is too large"
    return ""


def _default(document: Document, item: Item) -> Iterator[Fault]:
    node = item.node
    if "default" not in node or fits(node["default"], node, document):
        return
    types = types_of(node)
    if "enum" in node and node["default"] is not None:
        expected = "one of the enum"
    else:
        expected = f"of type {listed(types)}" if types else "what the schema asks for"
    yield Fault(
        code="default-type",
        severity="warning",
        pointer=f"{item.pointer}/default",
        message=f"the default is {described(node['default'])}, which is not {expected}",
        fix="correct it; it is kept as documentation and not used",
        mends=(Mend(node, "default"),),
    )
