"""References inside what is compared as plain data, as in `not`: what they lead to is neither sent nor received, and counts.

Whether a change below a `not` or a condition lets more through or less is not found out: the verdict is a cautious one.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.changes.canonical import View
from generator.changes.comparison import Comparison, Edge, Spotted, Within
from generator.changes.difference import Pair
from generator.changes.keywords import kebab
from generator.changes.raw import Spots
from generator.changes.rules import rule_of
from generator.load import is_array, is_object

ASSERTIONS = (
    "not", "contains", "prefixItems", "propertyNames", "patternProperties", "dependentSchemas", "unevaluatedProperties",
    "unevaluatedItems", "contentSchema",
)  # fmt: skip
"""The keywords that hold schemas and are compared as plain data, conditions apart."""


def assertions(comparison: Comparison, pair: Pair, before: View, after: View) -> None:
    """Enters what the assertions of two schemas refer to."""
    for key in ASSERTIONS:
        for old, new in zip(before.facts.get(key, []), after.facts.get(key, []), strict=False):
            within = Within(f"schema.{kebab(key)}-changed", Spots(old.pointer, new.pointer), key)
            enter_within(comparison, pair, within, (old.value, new.value))


def enter_within(comparison: Comparison, pair: Pair, within: Within, values: tuple[object, object]) -> None:
    """Enters every component that both values refer to at the same place."""
    for left, right in _references(*values):
        old, new = Spotted(*comparison.old.follow(left)), Spotted(*comparison.new.follow(right))
        if comparison.renamed.get(old.pointer, old.pointer) == new.pointer:
            comparison.enter("Schema", old, new, Edge(pair, within=within))


def _references(before: object, after: object) -> Iterator[tuple[str, str]]:
    if is_object(before) and is_object(after):
        left, right = before.get("$ref"), after.get("$ref")
        if isinstance(left, str) and isinstance(right, str):
            yield left, right
        for key, value in before.items():
            yield from _references(value, after.get(key))
    elif is_array(before) and is_array(after):
        for value, other in zip(before, after, strict=False):
            yield from _references(value, other)


def tell_within(comparison: Comparison) -> None:
    """Tells the assertions and conditions that ask something else because a component did."""
    for difference in list(comparison.found.values()):
        if rule_of(difference.rule).polarity == "same":
            continue
        for above, within in _above(comparison, difference.pairs):
            comparison.add(above, within.rule, within.spots, what=within.what)


def _above(comparison: Comparison, pairs: list[Pair]) -> Iterator[tuple[Pair, Within]]:
    """The assertions on all ways up."""
    pending, seen = list(pairs), set(pairs)
    while pending:
        for edge in comparison.edges.get(pending.pop(), []):
            if edge.within is not None:
                yield edge.above, edge.within
            if edge.above not in seen:
                seen.add(edge.above)
                pending.append(edge.above)
