"""The facts that were accepted last, in a file beside the page that is written only when a person accepts.

It is what tells a vendor who changed the page from a spec that says something else than the page does.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import cast

from generator.audit.example import Kind
from generator.audit.fact import ITEM, Fact, Key, Side, Steps
from generator.audit.facts import Said
from generator.audit.slots import Slot
from generator.findings import SpecError
from generator.load import is_array, is_object, text_of

SUFFIX = ".facts.json"


class BadLock(Exception):
    """A file of accepted facts that cannot be read, in one line that names it."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """The page as it was accepted: `since` is the spec's version then, `lines` a mark for each line of the page."""

    since: str
    facts: Mapping[Key, tuple[object, int]] = field(default_factory=dict[Key, "tuple[object, int]"])
    lines: tuple[str, ...] = ()

    def value(self, key: Key) -> object:
        """The value that a fact had; None where there was no such fact."""
        return self.facts.get(key, (None, 0))[0]

    def line(self, key: Key) -> int:
        """The line that a fact stood on, or 0."""
        return self.facts.get(key, (None, 0))[1]

    def texts(self) -> dict[tuple[Side, Steps], tuple[str, ...]]:
        """The sentences by what they were about."""
        kept = {key: value for key, (value, _) in self.facts.items() if key[2] == "sentence"}
        return {(side, steps): tuple(str(kept[side, steps, aspect]).split("\n")) for side, steps, aspect in kept}

    def slots(self) -> tuple[Slot, ...]:
        """The headers, parameters and outermost fields of both examples as they were, in their order."""
        kinds = {key: str(value) for key, (value, _) in self.facts.items() if key[2] == "kind"}
        inner = {(side, steps[:-1]) for side, steps, _ in kinds}
        named = [key[:2] for key in self.facts if key[2] in ("header", "parameter") and (*key[:2], "kind") not in kinds]
        found = [Slot(side, steps, "string") for side, steps in named]
        for (side, steps, _), value in kinds.items():
            if len(steps) == 1 + steps[:-1].count(ITEM) and steps[-1] != ITEM:
                kind, _, format = value.partition(" ")
                folds = (side, steps) in inner and (kind == "object" or (side, (*steps, ITEM)) in inner)
                found.append(Slot(side, steps, cast(Kind, kind), format, folds=folds))
        return tuple(found)

    def values(self) -> dict[tuple[Side, Steps], tuple[str, ...]]:
        """The values of enums by what they were about; a list's are its items'."""
        found: dict[tuple[Side, Steps], tuple[str, ...]] = {}
        for (side, steps, aspect), (value, _) in self.facts.items():
            if aspect == "enum" and is_array(value):
                found[side, steps[:-1] if steps[-1:] == (ITEM,) else steps] = tuple(map(str, value))
        return found


def mark(line: str) -> str:
    """A short mark of a line, by which it is recognised when others moved it."""
    return sha256(" ".join(line.split()).encode()).hexdigest()[:8]


def read_accepted(path: str) -> Accepted | None:
    """The accepted facts in `path`, or None where there is no such file. Raises BadLock."""
    try:
        tree: object = json.loads(text_of(path))
    except SpecError as error:
        if error.findings[0].code == "file-missing":
            return None
        raise BadLock(f"{path}: {error.findings[0].message}") from None
    except (ValueError, RecursionError):
        raise BadLock(f"{path}: this is no file of accepted facts: restore it, or remove it and accept again") from None
    try:
        return _accepted(tree)
    except (KeyError, TypeError, ValueError):
        raise BadLock(f"{path}: this is no file of accepted facts: restore it, or remove it and accept again") from None


def _accepted(tree: object) -> Accepted:
    if not is_object(tree) or not is_array(tree["facts"]) or not is_array(tree["lines"]):
        raise TypeError
    facts: dict[Key, tuple[object, int]] = {}
    for entry in tree["facts"]:
        if not is_object(entry) or not is_array(entry["at"]) or not isinstance(entry["line"], int):
            raise TypeError
        key = (cast(Side, str(entry["side"])), tuple(map(str, entry["at"])), str(entry["what"]))
        facts[key] = entry["value"], entry["line"]
    return Accepted(str(tree["since"]), facts, tuple(map(str, tree["lines"])))


def accepted_text(said: Said, since: str) -> str:
    """The file that accepts what a page says now: one fact a line, in the page's order."""
    head = {"about": "The facts of the page as accepted; written by `audit --accept`.", "since": since}
    lines = [f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}," for key, value in head.items()]
    facts = ",\n".join(f"    {json.dumps(_entry(fact), ensure_ascii=False)}" for fact in said.facts.values())
    marks = [f'"{mark(line)}"' for line in said.page.lines]
    rows = ",\n".join("    " + ", ".join(marks[start : start + 10]) for start in range(0, len(marks), 10))
    return "\n".join(["{", *lines, '  "facts": [', facts, "  ],", '  "lines": [', rows, "  ]", "}", ""])


def _entry(fact: Fact) -> dict[str, object]:
    return {"side": fact.side, "at": list(fact.steps), "what": fact.aspect, "value": fact.value, "line": fact.line}
