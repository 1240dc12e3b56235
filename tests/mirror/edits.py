"""Single edits of a document that change what goes over the wire: a bound, an enum, what is required, a name, a kind."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, cast

Kind: TypeAlias = Literal["bound", "enum", "required", "rename", "retype"]
KINDS: tuple[Kind, ...] = ("bound", "enum", "required", "rename", "retype")
BOUNDS = {"maxLength": -1, "minLength": 1, "maximum": -1, "minimum": 1, "maxItems": -1, "minItems": 1}
DATA = ("example", "examples", "default", "enum", "const")
RETYPED = {"string": "integer", "integer": "string", "number": "string", "boolean": "string"}


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit; `keys` lead to the schema, `says` tells what happens there."""

    kind: Kind
    keys: tuple[str | int, ...]
    says: str
    change: Callable[[dict[str, Any]], None]

    @property
    def pointer(self) -> str:
        """The JSON pointer of the schema."""
        return "".join(f"/{str(key).replace('~', '~0').replace('/', '~1')}" for key in self.keys)

    def applied(self, tree: dict[str, Any]) -> dict[str, Any]:
        """The document with the edit."""
        edited = copy.deepcopy(tree)
        node: Any = edited
        for key in self.keys:
            node = node[key]
        self.change(node)
        return edited


def chosen(tree: dict[str, Any], count: int, seed: int) -> list[Edit]:
    """A number of edits in a random order, the kinds in turn as long as there are any."""
    chance = random.Random(seed)
    pools = {kind: [edit for edit in edits_of(tree) if edit.kind == kind] for kind in KINDS}
    for pool in pools.values():
        chance.shuffle(pool)
    picked: list[Edit] = []
    while any(pools.values()) and len(picked) < count:
        picked += [pool.pop() for pool in pools.values() if pool]
    return picked[:count]


def edits_of(tree: dict[str, Any]) -> Iterator[Edit]:
    """Every edit that can be made to the schemas of a document."""
    for keys, schema in _schemas(tree, ()):
        yield from _of_schema(keys, schema)


def _schemas(node: object, keys: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], dict[str, Any]]]:
    """Each schema below `components` and `paths` with its keys; what is data is not looked into."""
    if isinstance(node, list):
        for index, value in enumerate(cast("list[object]", node)):
            yield from _schemas(value, (*keys, index))
    if not isinstance(node, dict) or str(keys[-1:]).startswith("('x-") or (keys and keys[-1] in DATA):
        return
    members = cast("dict[str, Any]", node)
    inside = any(key in ("schemas", "schema") for key in keys)
    if inside and keys[-1] not in ("schemas", "properties") and isinstance(members.get("type"), str):
        yield keys, members
    for key, value in members.items():
        yield from _schemas(value, (*keys, key))


def _of_schema(keys: tuple[str | int, ...], schema: dict[str, Any]) -> Iterator[Edit]:
    for bound, step in BOUNDS.items():
        if type(schema.get(bound)) is int and schema[bound] + step >= 0:
            yield Edit(
                "bound", keys, f"{bound} {schema[bound]} -> {schema[bound] + step}", _set(bound, schema[bound] + step)
            )
    values = cast("list[Any]", schema.get("enum") or [])
    if values and all(isinstance(value, str) for value in values):
        yield Edit("enum", keys, "one value more", _set("enum", [*values, "ADDED_BY_THE_MIRROR"]))
    if (
        RETYPED.get(str(schema["type"]))
        and not values
        and not schema.keys() & {"const", "default", "format", "pattern", "example"}
    ):
        yield Edit(
            "retype", keys, f"{schema['type']} -> {RETYPED[schema['type']]}", _set("type", RETYPED[schema["type"]])
        )
    for name in cast("dict[str, Any]", schema.get("properties") or {}):
        if name not in schema.get("required", ()):
            yield Edit("required", keys, f"{name} is required", _require(name))
            yield Edit("rename", keys, f"{name} -> {name}Renamed", _rename(name))


def _set(key: str, value: Any) -> Callable[[dict[str, Any]], None]:
    return lambda schema: schema.__setitem__(key, value)


def _require(name: str) -> Callable[[dict[str, Any]], None]:
    return lambda schema: schema.__setitem__("required", [*schema.get("required", []), name])


def _rename(name: str) -> Callable[[dict[str, Any]], None]:
    def change(schema: dict[str, Any]) -> None:
        schema["properties"] = {
            f"{key}Renamed" if key == name else key: one for key, one in schema["properties"].items()
        }

    return change
