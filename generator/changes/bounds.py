"""The bounds of a number: `maximum` and `exclusiveMaximum` are one upper bound, whichever of the two is written."""

from __future__ import annotations

import math
from typing import NamedTuple

from generator.changes.canonical import View
from generator.changes.comparison import Comparison
from generator.changes.difference import Pair
from generator.changes.raw import Spots

TWINS = {
    "maximum": "exclusiveMaximum", "exclusiveMaximum": "maximum",
    "minimum": "exclusiveMinimum", "exclusiveMinimum": "minimum",
}  # fmt: skip
"""The other keyword of the same bound."""
_WORDS = {"maximum": "at most", "exclusiveMaximum": "less than", "minimum": "at least", "exclusiveMinimum": "more than"}


class Bound(NamedTuple):
    """The keyword that limits most, its number and its pointer."""

    key: str
    limit: int | float
    pointer: str

    @property
    def is_exclusive(self) -> bool:
        """Whether the limit itself is out."""
        return self.key.startswith("exclusive")

    @property
    def text(self) -> str:
        """As people say it: `less than 100`."""
        return f"{_WORDS[self.key]} {self.limit:,}"

    def inclusive(self, sign: int) -> int | float:
        """The last integer that is in; `sign` is 1 for an upper bound, -1 for a lower one."""
        last = math.ceil(self.limit) - 1 if sign > 0 else math.floor(self.limit) + 1
        return last if self.is_exclusive else self.limit


def bounds(comparison: Comparison, pair: Pair, before: View, after: View) -> None:
    """Compares the upper and the lower bound of two schemas."""
    integers = all(("integer",) in [fact.value for fact in side.facts.get("type", [])] for side in (before, after))
    for key, sign in (("maximum", 1), ("minimum", -1)):
        old, new = _bound(before, key, sign), _bound(after, key, sign)
        spots = Spots(old.pointer if old else None, new.pointer if new else None)
        if old and new and old.is_exclusive != new.is_exclusive:
            if integers:
                comparison.keyword(pair, "schema", key, spots, (old.inclusive(sign), new.inclusive(sign)))
            else:
                side = "upper" if sign > 0 else "lower"
                action = "tightened" if _strictness(new, sign) < _strictness(old, sign) else "loosened"
                comparison.add(pair, f"schema.{side}-bound-{action}", spots, old.text, new.text)
        elif known := new or old:
            comparison.keyword(
                pair, "schema", known.key, spots, (old.limit if old else None, new.limit if new else None)
            )


def _bound(side: View, key: str, sign: int) -> Bound | None:
    found = [
        Bound(one, fact.value, fact.pointer)
        for one in (key, TWINS[key])
        for fact in side.facts.get(one, [])
        if isinstance(fact.value, (int, float)) and not isinstance(fact.value, bool)
    ]
    return min(found, key=lambda one: _strictness(one, sign), default=None)


def _strictness(bound: Bound, sign: int) -> tuple[float, bool]:
    """The less, the more a bound keeps out."""
    return sign * bound.limit, not bound.is_exclusive
