"""The document as this room reads it: raw nodes with their pointers, references followed.

Nothing here is shared with the stages that build the client: code that checks must not have its source in what it
checks. `follow` is the one thing taken over from reading the document.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias, TypeGuard

from generator.positions import escaped

Node: TypeAlias = Mapping[str, object]
Follow: TypeAlias = Callable[[str], "tuple[object, str]"]


class Missing:
    """The type of MISSING."""

    def __repr__(self) -> str:
        return "MISSING"


NOTHING: Final[Node] = {"not": dict[str, object]()}  # what the schema `false` means
MISSING: Final = Missing()  # no value: a property that is left out, or a sample that nobody can make


def is_node(value: object) -> TypeGuard[Node]:
    """Whether a value is a JSON object."""
    return isinstance(value, Mapping)


def is_list(value: object) -> TypeGuard[list[object]]:
    """Whether a value is a JSON array."""
    return isinstance(value, list)


def as_node(value: object) -> Node:
    """A JSON object; anything else counts as an empty one."""
    return value if is_node(value) else {}


def as_list(value: object) -> list[object]:
    """A JSON array; anything else counts as an empty one."""
    return value if is_list(value) else []


def as_names(value: object) -> list[str]:
    """The strings of a JSON array."""
    return [item for item in as_list(value) if isinstance(item, str)]


@dataclass(frozen=True, slots=True)
class Place:
    """A node and the JSON pointer at which it stands. A schema that is `false` is the node that admits nothing."""

    node: Node
    pointer: str

    def at(self, *steps: str | int) -> Place:
        """The place that many steps below."""
        value: object = self.node
        for step in steps:
            value = as_list(value)[step] if isinstance(step, int) else as_node(value).get(step)
        node = NOTHING if value is False else as_node(value)
        return Place(node, self.pointer + "".join(f"/{escaped(str(step))}" for step in steps))

    def narrowed(self, kind: str) -> Place:
        """The same place, of one kind only."""
        return Place({**self.node, "type": kind}, f"{self.pointer}/type#{kind}")


@dataclass(frozen=True, slots=True)
class Document:
    """The resolved document: one tree in which every `$ref` is local. `known` is what was read of it already."""

    root: Node = field(repr=False)
    follow: Follow = field(repr=False)
    known: dict[object, object] = field(default_factory=dict[object, object], repr=False, compare=False)

    @property
    def is_documented(self) -> bool:
        """Whether a page vouches for facts; a document without pages is itself the statement."""
        return bool(self.root.get("x-docs"))

    def target(self, ref: str) -> Place:
        """What a reference means."""
        node, pointer = self.follow(ref)
        return Place(as_node(node), pointer)

    def resolved(self, place: Place) -> Place:
        """A parameter, body, response or path item behind its references; what stands beside them wins."""
        for _ in range(100):
            ref = place.node.get("$ref")
            if not isinstance(ref, str):
                break
            target = self.target(ref)
            beside = {key: value for key, value in place.node.items() if key != "$ref"}
            place = Place({**target.node, **beside}, target.pointer)
        return place
