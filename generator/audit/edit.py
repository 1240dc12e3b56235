"""What to do to a spec, as values: something written at a place, removed from one, or moved to another.

All pointers name places of the spec as it is, so what is written comes first, then what is removed, then what is moved.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from generator.load import is_array
from generator.positions import unescaped
from generator.resolve import Document

Verb: TypeAlias = Literal["write", "remove", "move"]
_ORDER: tuple[Verb, ...] = ("write", "remove", "move")


@dataclass(frozen=True, slots=True)
class Edit:
    """One thing to do: `value` is what is merged into the node at `pointer`, `to` where that node goes.

    A list is written whole, unless it is one of those to which entries are added.
    """

    verb: Verb
    pointer: str
    value: object = None
    to: str = ""


APPENDED = ("allOf", "parameters", "servers")
"""The lists to which what is written is added; all others are replaced."""


def written(pointer: str, value: object) -> Edit:
    """Keys and values to be merged into the object at a place."""
    return Edit("write", pointer, value)


def removed(pointer: str) -> Edit:
    """A key or a list's entry to be taken out."""
    return Edit("remove", pointer)


def moved(pointer: str, to: str) -> Edit:
    """A key to be renamed, or put elsewhere with all that stands below it."""
    return Edit("move", pointer, to=to)


def in_order(edits: Iterable[Edit]) -> list[int]:
    """The numbers of the edits as they can be made one after the other, each once; a list's last entry goes first."""
    listed = list(edits)
    numbers = [number for number, edit in enumerate(listed) if edit not in listed[:number]]
    kept = {verb: [number for number in numbers if listed[number].verb == verb] for verb in _ORDER}
    gone = sorted(kept["remove"], key=lambda number: _entries(listed[number].pointer), reverse=True)
    return [*kept["write"], *gone, *kept["move"]]


def _entries(pointer: str) -> list[tuple[int, str]]:
    """What sorts pointers so that the entries of one list follow each other by number."""
    return [(int(step), "") if step.isdigit() else (-1, step) for step in pointer.split("/")]


def nested(document: Document, edit: Edit) -> tuple[object, list[str]]:
    """What is written as it stands from the root of the document on, and the list entries that it is merged into."""
    value, place, notes = edit.value, edit.pointer, list[str]()
    for step in reversed([unescaped(step) for step in edit.pointer.split("/")[1:]]):
        place = place.rpartition("/")[0]
        above, _ = document.follow(f"#{place}")
        if is_array(above):
            notes.insert(0, f"entry {int(step) + 1} of {place.rpartition('/')[2]}")
            value = [value]
        else:
            value = {step: value}
    return value, notes
