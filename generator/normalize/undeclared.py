"""What an object may hold beyond its own `properties`: free keys, and what is declared only beside another property."""

from __future__ import annotations

from collections.abc import Iterator

from generator.normalize.parts import Joined, Located, as_node
from generator.normalize.schema import Property, Schema
from generator.positions import escaped


def free_values(table: Joined) -> Located:
    """The schema of values under keys that are not declared: of several patterns, or beside one, they may be anything."""
    extra, patterns = table.keywords.get("additionalProperties"), as_node(table.keywords.get("patternProperties"))
    if not patterns:
        return Located(as_node(extra), f"{table.pointer}/additionalProperties")
    pointer, only = table.pointers["patternProperties"], next(iter(patterns))
    if len(patterns) == 1 and extra is False:
        return Located(as_node(patterns[only]), f"{pointer}/{escaped(only)}")
    return Located({}, pointer)


def dependent(table: Joined) -> Iterator[Property]:
    """Properties that are declared only for objects with another one: elsewhere they may be anything, so they are here."""
    seen = set(table.properties)
    for part in table.conditions:
        for name, held in as_node(part.node.get("dependentSchemas")).items():
            for wire, node in as_node(as_node(held).get("properties")).items():
                if wire not in seen and node is not False:
                    seen.add(wire)
                    at = f"{part.pointer}/dependentSchemas/{escaped(name)}/properties/{escaped(wire)}"
                    told = str(as_node(node).get("description") or "")
                    yield Property(wire=wire, schema=Schema(pointer=at, kind="any", description=told), required=False)
