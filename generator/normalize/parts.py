"""One schema node and all that `allOf` and `$ref` siblings add to it, joined into one table of keywords.

Joining is a conjunction: `required` is united, bounds are narrowed, properties of the same name are conjoined in turn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias, cast

from generator.positions import escaped

Node: TypeAlias = Mapping[str, object]
Follow: TypeAlias = Callable[[str], "tuple[object, str]"]

ANNOTATIONS = {
    "description",
    "title",
    "summary",
    "example",
    "examples",
    "deprecated",
    "default",
    "externalDocs",
    "xml",
    "$comment",
}
CONDITIONS = {"if", "then", "else", "dependentRequired", "dependentSchemas"}
LOWER = {"minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"}
UPPER = {"maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"}


@dataclass(slots=True)
class Located:
    """A node and the pointer at which it stands."""

    node: Node
    pointer: str


@dataclass(slots=True)
class Joined:
    """All keywords that hold for one schema; `properties` keep every node that speaks of a property."""

    pointer: str
    keywords: dict[str, object] = field(default_factory=dict[str, object])
    pointers: dict[str, str] = field(default_factory=dict[str, str])
    properties: dict[str, list[Located]] = field(default_factory=dict[str, list[Located]])
    required: dict[str, str] = field(default_factory=dict[str, str])
    conditions: list[Located] = field(default_factory=list[Located])
    unions: list[tuple[str, Located]] = field(default_factory=list[tuple[str, Located]])
    nodes: list[Located] = field(default_factory=list[Located])


def as_node(value: object) -> Node:
    """A schema as a mapping: `true` is an empty one; anything else that is no mapping counts as empty too."""
    return cast(Node, value) if isinstance(value, Mapping) else {}


def is_plain(node: Node) -> bool:
    """Whether a node says nothing of the value itself: annotations, vendor keys and conditions only."""
    return all(key in ANNOTATIONS or key in CONDITIONS or key.startswith("x-") for key in node)


def means_null(option: Node) -> bool:
    """Whether an option of a union says nothing but `nullable: true`, as 3.0 is often written for null itself."""
    return option.get("nullable") is True and is_plain({key: 0 for key in option if key != "nullable"})


def parts(start: Located, follow: Follow) -> Iterator[Located]:
    """The node, what its `$ref` means, and what its `allOf` lists, in that order of weight (weakest first)."""
    yield from _parts(start, follow, ())


def _parts(here: Located, follow: Follow, seen: tuple[str, ...]) -> Iterator[Located]:
    if here.pointer in seen:
        return
    seen = (*seen, here.pointer)
    ref = here.node.get("$ref")
    if isinstance(ref, str):
        target, pointer = follow(ref)
        yield from _parts(Located(as_node(target), pointer), follow, seen)
    members = here.node.get("allOf")
    if isinstance(members, list):
        for index, member in enumerate(cast(list[object], members)):
            yield from _parts(Located(as_node(member), f"{here.pointer}/allOf/{index}"), follow, seen)
    yield here


def joined(located: Located, follow: Follow) -> Joined:
    """All parts of a schema as one table."""
    return table_of(located.pointer, parts(located, follow))


def table_of(pointer: str, nodes: Iterable[Located]) -> Joined:
    """Nodes that hold for the same value as one table, the weakest first."""
    table = Joined(pointer=pointer)
    for part in nodes:
        _add(table, part)
    return table


def _add(table: Joined, part: Located) -> None:
    table.nodes.append(part)
    for key, value in part.node.items():
        pointer = f"{part.pointer}/{key}"
        match key:
            case "$ref" | "allOf":
                continue
            case "properties" if isinstance(value, Mapping):
                for wire, node in cast(Node, value).items():
                    table.properties.setdefault(wire, []).append(Located(as_node(node), f"{pointer}/{escaped(wire)}"))
            case "required" if isinstance(value, list):
                for name in cast(list[object], value):
                    table.required.setdefault(str(name), part.pointer)
            case "oneOf" | "anyOf":
                table.unions.append((key, part))
            case _:
                table.keywords[key] = _narrowed(key, table.keywords.get(key), value)
                table.pointers[key] = pointer
    if CONDITIONS & part.node.keys():
        table.conditions.append(part)


def _narrowed(key: str, old: object, new: object) -> object:
    """The stricter of two bounds, the common values of two enums, else the later value."""
    if isinstance(old, (int, float)) and isinstance(new, (int, float)) and not isinstance(new, bool):
        return max(old, new) if key in LOWER else min(old, new) if key in UPPER else new
    if key == "enum" and isinstance(old, list) and isinstance(new, list):
        common = [value for value in cast(list[object], old) if value in cast(list[object], new)]
        return common or cast(list[object], new)
    return new


def joint(table: Joined, wire: str, nodes: list[Located]) -> str:
    """Where a property stands that several schemas describe together: what all of them say holds here, and for no other
    schema that one of them is a part of.
    """
    own = [part.pointer for part in nodes if part.pointer.startswith(f"{table.pointer}/")]
    if not own and any({"enum", "const"} & part.node.keys() for part in nodes):
        return f"{table.pointer}/properties/{escaped(wire)}"
    return (own or [nodes[-1].pointer])[-1]
