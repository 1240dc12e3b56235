"""The objects of a document, each with its kind: what every later check goes through."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.grammar import Shape, shapes
from generator.load import is_array, is_object
from generator.positions import escaped


class Item(NamedTuple):
    """One object of the document: its kind in the grammar, its node, and the way to it.

    `step` is the piece of JSON pointer from `up` to here, as in `/properties/name`. An object that only refers to
    another (`$ref`) is an item of the kind that it stands for.
    """

    kind: str
    node: dict[str, object]
    up: Item | None
    step: str

    @property
    def pointer(self) -> str:
        """The JSON pointer in the joined document."""
        steps: list[str] = []
        here: Item | None = self
        while here is not None:
            steps.append(here.step)
            here = here.up
        return "".join(reversed(steps))

    @property
    def shape(self) -> Shape:
        """The fields that such an object has."""
        return shapes()[self.kind]

    @property
    def ref(self) -> str | None:
        """The reference that stands in place of the object."""
        ref = self.node.get("$ref")
        return ref if isinstance(ref, str) and self.shape.referable else None

    def within(self, kind: str) -> Item | None:
        """The nearest object of a kind that this one is part of."""
        here = self.up
        while here is not None and here.kind != kind:
            here = here.up
        return here


def children(item: Item) -> Iterator[Item]:
    """The objects directly within one, in the order of the text; values of a wrong kind are passed over."""
    shape = item.shape
    for key, value in item.node.items():
        field = shape.field(key)
        if field is None or not field.children:
            continue
        step = f"/{escaped(key)}"
        for child in field.children:
            if child.holder == "one" and is_object(value):
                yield Item(child.kind, value, item, step)
            elif child.holder == "list" and is_array(value):
                for index, node in enumerate(value):
                    if is_object(node):
                        yield Item(child.kind, node, item, f"{step}/{index}")
            elif child.holder == "map" and is_object(value):
                for name, node in value.items():
                    if is_object(node):
                        yield Item(child.kind, node, item, f"{step}/{escaped(name)}")
