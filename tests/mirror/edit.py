"""An edit: one fact of a document told otherwise, what `changes` must call it, and which edits are made."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, cast

Keys: TypeAlias = tuple[str | int, ...]

# Kind of edit -> the ids of the changes that tell it, as generator/changes/rules.md has them.
NAMED = {
    "bound tightened": r"-(max|min)\S*-(tightened|added)$",
    "bound loosened": r"-(max|min)\S*-(loosened|removed)$",
    "enum value added": r"-enum-value-added$|-discriminator-value-added$",
    "enum value dropped": r"-enum-value-removed$|-discriminator-value-removed$",
    "required": r"-required-set$",
    "not required": r"-required-unset$",
    "renamed": r"-(renamed|respelled|removed)$",
    "retyped": r"-(type|format)-\S+$",
    "default": r"-default-(added|removed|changed)$",
    "path": r"-operation-(moved|removed)$",
    "method": r"-operation-(moved|removed)$",
    "header": r"-parameter-\S+$|-header-\S+$",
    "security": r"-security\S*$",
    "status": r"-(success|error)-(added|removed)$",
    "media type": r"-media-type-\S+$",
    "nullable": r"-nullable-(un)?set$",
    "pattern": r"-pattern-(added|removed|changed)$",
    "condition": r"-(condition|rule|dependent-required|not|if|then|else)-\S+$",
}
KINDS = tuple(NAMED)
OF_SCHEMAS = {
    "bound tightened", "bound loosened", "required", "not required", "default", "nullable", "pattern", "condition",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit; `keys` lead to the node that changes, `says` tells what happens there."""

    kind: str
    keys: Keys
    says: str
    change: Callable[[dict[str, Any]], None]

    @property
    def pointer(self) -> str:
        """The JSON pointer of the node."""
        return pointer_of(self.keys)

    @property
    def name(self) -> str:
        """What tells this edit from all others of its document."""
        return f"{self.kind} {self.pointer} {self.says}"

    def applied(self, tree: dict[str, Any]) -> dict[str, Any]:
        """The document with the edit."""
        edited = copy.deepcopy(tree)
        node: Any = edited
        for key in self.keys:
            node = node[key]
        before = set(node)
        self.change(node)
        if "x-docs" in tree and self.kind in OF_SCHEMAS:
            _vouch(node, before)
        return edited


def _vouch(schema: dict[str, Any], before: set[str]) -> None:
    """In a document that says which page states a fact: its first line states what is new; of what went, none does."""
    said = schema.get("x-source", {})
    if isinstance(said, dict):
        kept = {
            str(key): line for key, line in cast("dict[str, str]", said).items() if key not in before - schema.keys()
        }
        schema["x-source"] = kept | dict.fromkeys(sorted(schema.keys() - before - {"x-source"}), "page 1")


def pointer_of(keys: Keys) -> str:
    """The JSON pointer of some keys."""
    return "".join(f"/{str(key).replace('~', '~0').replace('/', '~1')}" for key in keys)


def ordered(edits: Iterable[Edit], seed: int) -> Sequence[Edit]:
    """All edits in a random order, the kinds in turn as long as there are any."""
    chance = random.Random(seed)
    pools: dict[str, list[Edit]] = {kind: [] for kind in KINDS}
    for edit in edits:
        pools[edit.kind].append(edit)
    for pool in pools.values():
        chance.shuffle(pool)
    picked: list[Edit] = []
    while any(pools.values()):
        picked += [pool.pop() for pool in pools.values() if pool]
    return picked


def with_value(key: str, value: Any) -> Callable[[dict[str, Any]], None]:
    """The change that sets a key."""
    return lambda node: node.__setitem__(key, value)


def without(key: str) -> Callable[[dict[str, Any]], None]:
    """The change that takes a key out."""
    return lambda node: node.__delitem__(key)


def with_key(old: str, new: str, inside: str = "") -> Callable[[dict[str, Any]], None]:
    """The change that gives a key another name, of the node or of a node inside, and leaves it where it stands."""

    def change(node: dict[str, Any]) -> None:
        members: dict[str, Any] = node[inside] if inside else node
        entries = [(new if key == old else key, value) for key, value in members.items()]
        members.clear()
        members.update(entries)

    return change
