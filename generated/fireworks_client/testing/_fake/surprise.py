"""Answers that the document does not know of: an unknown value in each enum, and a field that nobody told of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .schema import Schema, Schemas, is_array, is_object

NEW_VALUE = "SOMETHING_NEW"
NEW_FIELD = "somethingNew"


def surprising(schemas: Schemas, schema: Schema, value: Any) -> Any:
    """The value with what is new in it."""
    changed = _changed(schemas, schema, value)
    return {**changed, NEW_FIELD: {"of": "late"}} if is_object(changed) else changed


def _changed(schemas: Schemas, schema: Schema, value: Any) -> Any:
    nodes = list(_nodes(schemas, schema, set()))
    if isinstance(value, str) and any("enum" in node or "const" in node for node in nodes):
        return NEW_VALUE
    if is_object(value):
        return {name: _member(schemas, nodes, name, item) for name, item in value.items()}
    if is_array(value):
        inner = next((node["items"] for node in nodes if "items" in node), True)
        return [_changed(schemas, inner, item) for item in value]
    return value


def _member(schemas: Schemas, nodes: list[Mapping[str, Any]], name: str, value: Any) -> Any:
    inner = next((node["properties"][name] for node in nodes if name in node.get("properties", {})), True)
    return _changed(schemas, inner, value)


def _nodes(schemas: Schemas, schema: Schema, seen: set[str]) -> Iterator[Mapping[str, Any]]:
    """Every node that may speak of a value: what it refers to, its parts and its alternatives."""
    if isinstance(schema, bool):
        return
    yield schema
    yield from [schema["x-warn"]] if "x-warn" in schema else []
    if schema.get("$ref", "") not in {"", *seen}:
        seen.add(schema["$ref"])
        yield from _nodes(schemas, schemas.definitions[schema["$ref"]], seen)
    for keyword in ("allOf", "anyOf", "oneOf"):
        for part in schema.get(keyword, ()):
            yield from _nodes(schemas, part, seen)
