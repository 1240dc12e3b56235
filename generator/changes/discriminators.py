"""Discriminators: which property tells variants apart, and which value names which."""

from __future__ import annotations

from generator.changes.canonical import Implied
from generator.changes.comparison import Comparison, Node, present
from generator.changes.difference import Pair
from generator.changes.raw import Spots, is_same
from generator.load import is_object
from generator.positions import escaped


def discriminator(comparison: Comparison, pair: Pair, values: tuple[Node, Node], spots: Spots) -> None:
    """Compares two discriminators key by key; every value of `mapping` is its own change."""
    before, after = values
    for key in dict.fromkeys((*before, *after)):
        at = present(Spots(f"{spots.old}/{escaped(key)}", f"{spots.new}/{escaped(key)}"), before, after, key)
        old, new = before.get(key), after.get(key)
        if key == "mapping":
            _mapping(comparison, pair, (_object(old), _object(new)), spots)
        else:
            comparison.keyword(pair, "discriminator", key, at, (old, new))


def _object(value: object) -> Node:
    return value if is_object(value) else {}


def _mapping(comparison: Comparison, pair: Pair, values: tuple[Node, Node], spots: Spots) -> None:
    """The values of two discriminators at `spots`. One that is only implied comes and goes with its variant."""
    before, after = values
    for value in dict.fromkeys((*before, *after)):
        old, new = before.get(value), after.get(value)
        if old is None or new is None:
            stays = any(_same_target(comparison, *((one, new) if old is None else (old, one)))
                        for one in (before if old is None else after).values())  # fmt: skip
            if isinstance(old if new is None else new, Implied) and not stays:
                continue
        elif is_same(old, new) or _same_target(comparison, old, new):
            continue
        at = Spots(_at_value(spots.old, value, old), _at_value(spots.new, value, new))
        action = "added" if old is None else "removed" if new is None else "changed"
        comparison.add(pair, f"discriminator.value-{action}", at, old, new, what=value)


def _at_value(pointer: str | None, value: str, ref: object) -> str | None:
    if ref is None or pointer is None:
        return None
    return pointer if isinstance(ref, Implied) else f"{pointer}/mapping/{escaped(value)}"


def _same_target(comparison: Comparison, old: object, new: object) -> bool:
    before = comparison.old.follow(str(old))[1]
    return comparison.renamed.get(before, before) == comparison.new.follow(str(new))[1]
