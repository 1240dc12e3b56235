"""Two documents side by side: pairs of objects, how they hang together, and where they differ.

Each pair of objects is looked at once, however many references lead to it: recursion ends by itself. Which operations
and which direction a difference concerns is found afterwards, by going up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple, TypeAlias

from generator.changes.difference import BOTH, Difference, Direction, Pair
from generator.changes.keywords import Seen, area_of, kebab, read
from generator.changes.raw import SETS, Spots, below, is_same, written_differently
from generator.grammar import FieldType, shapes
from generator.load import is_array, is_object
from generator.positions import escaped
from generator.resolve import Document

Node: TypeAlias = dict[str, object]
Compare: TypeAlias = "Callable[[Comparison, Pair, Node, Node], None]"


KNOWN = frozenset(("const", "$ref", *(name for shape in shapes().values() for name in shape.fields)))
"""Every field that some object of OpenAPI has."""


class Within(NamedTuple):
    """What refers to a schema without sending or receiving it: the rule for a change, its places, and what it is called."""

    rule: str
    spots: Spots
    what: str


class Edge(NamedTuple):
    """The way from an object to one below it; `starts` is set where an operation begins to send or to receive.

    `blocked` are the directions that end here: what is readOnly is not sent. `within` is set where the object is only
    held against what is sent or received, as below `not`.
    """

    above: Pair
    starts: Direction | None = None
    blocked: tuple[Direction, ...] = ()
    within: Within | None = None


class Spotted(NamedTuple):
    """A node and its pointer."""

    node: object
    pointer: str


@dataclass(slots=True)
class Comparison:
    """What is known of two documents so far.

    `compare` are the functions for objects that are more than their fields, by kind; `renamed` maps pointers of old
    components to their new ones.
    """

    old: Document
    new: Document
    compare: Mapping[str, Compare]
    edges: dict[Pair, list[Edge]] = field(default_factory=dict[Pair, "list[Edge]"])
    found: dict[tuple[object, ...], Difference] = field(default_factory=dict[tuple[object, ...], Difference])
    renamed: dict[str, str] = field(default_factory=dict[str, str])
    pending: list[tuple[Pair, object, object]] = field(default_factory=list[tuple[Pair, object, object]])

    def run(self) -> None:
        """Looks at the documents and all that is found below them."""
        self.enter("OpenAPI", Spotted(self.old.root, ""), Spotted(self.new.root, ""))
        while self.pending:
            pair, old, new = self.pending.pop()
            if is_object(old) and is_object(new):
                self.compare.get(pair.kind, fields)(self, pair, old, new)
            elif not is_same(old, new):
                self.add(pair, "any.written-changed", Spots(pair.old, pair.new), old, new)

    def enter(self, kind: str, old: Spotted, new: Spotted, edge: Edge | None = None) -> Pair:
        """The pair of two objects, to be looked at later unless it was; `edge` is the way that leads here."""
        if kind != "Schema":
            old, new = Spotted(*self.old.deref(*old)), Spotted(*self.new.deref(*new))
        pair = Pair(kind, old.pointer, new.pointer)
        if pair not in self.edges:
            self.edges[pair] = []
            self.pending.append((pair, old.node, new.node))
        if edge is not None and edge not in self.edges[pair]:
            self.edges[pair].append(edge)
        return pair

    def add(
        self, pair: Pair, rule: str, spots: Spots, before: object = None, after: object = None, *, what: str = "",
        about: Spots | None = None, directions: tuple[Direction, ...] = BOTH,
    ) -> None:  # fmt: skip
        """Keeps a difference; one that is found on several ways is kept once, with all objects that it belongs to.

        `about` are the places of what it is about, where that is not the object itself.
        """
        key = (rule, spots, what, repr(before), repr(after), directions)
        difference = self.found.setdefault(
            key,
            Difference(
                rule=rule, spots=spots, pairs=[], about=about or Spots(pair.old, pair.new), before=before, after=after,
                what=what, directions=directions,
            ),  # fmt: skip
        )
        if pair not in difference.pairs:
            difference.pairs.append(pair)

    def keyword(self, pair: Pair, area: str, key: str, spots: Spots, values: tuple[object, object]) -> None:
        """Keeps what happened to one keyword; nothing where its values are the same."""
        before, after = values
        if is_same(before, after):
            return
        deep = _deepest(before, after, spots) if None not in values and key not in SETS else spots
        if key not in KNOWN and not key.startswith("x-"):
            self.add(pair, f"{area}.unknown-keyword", deep, before, after, what=key)
            return
        for seen in read(key, before, after):
            at = _of_value(deep, before, after, seen) if key == "enum" else deep
            self.add(pair, f"{area}.{seen.action}", at, seen.before, seen.after, what=seen.what)


def _deepest(before: object, after: object, spots: Spots) -> Spots:
    """The one place below at which two values differ, or their own where there are several."""
    places = list(islice(written_differently(before, after, spots), 2))
    return places[0] if len(places) == 1 else spots


def _of_value(spots: Spots, before: object, after: object, seen: Seen) -> Spots:
    """The places of one value of an enum; the place of the whole list on the side that does not have it."""
    old, new = spots
    if is_array(before) and seen.before in before and old:
        old = f"{old}/{before.index(seen.before)}"
    if is_array(after) and seen.after in after and new:
        new = f"{new}/{after.index(seen.after)}"
    return Spots(old, new)


def fields(comparison: Comparison, pair: Pair, old: Node, new: Node) -> None:
    """Compares two objects field by field, as the grammar has them."""
    area, shape = area_of(pair.kind), shapes()[pair.kind]
    at = Spots(pair.old, pair.new)
    for key in dict.fromkeys((*old, *new)):
        known = shape.field(key)
        if known is not None and known.children and key not in LEFT_OUT:
            child(comparison, pair, key, known.children[0], (old.get(key), new.get(key)))
        elif key != "$ref":
            spots = present(below(at, key), old, new, key)
            comparison.keyword(pair, area, key, spots, (old.get(key), new.get(key)))


LEFT_OUT = ("callbacks", "webhooks", "links", "externalDocs", "contact", "license", "xml", "examples")
"""What nothing is generated for, and what is only read by people: compared as plain values."""


def present(spots: Spots, old: Node, new: Node, key: str) -> Spots:
    """The places of a key in the two objects, as far as it is there."""
    return Spots(spots.old if key in old else None, spots.new if key in new else None)


def child(
    comparison: Comparison,
    pair: Pair,
    key: str,
    type: FieldType,
    values: tuple[object, object],
    edge: Edge | None = None,
) -> None:
    """Goes into what a field holds: one object, or each of a mapping or list."""
    before, after = values if type.holder == "one" else _filled(*values)
    at, edge = below(Spots(pair.old, pair.new), key), edge or Edge(pair)
    if type.holder == "one" or is_object(before) != is_object(after) or None in (before, after):
        if is_object(before) and is_object(after):
            comparison.enter(
                type.kind,
                Spotted(before, f"{pair.old}/{escaped(key)}"),
                Spotted(after, f"{pair.new}/{escaped(key)}"),
                edge,
            )
        elif not is_same(before, after):
            _whole(comparison, pair, key, at, values)
        return
    for name, old, new in _matched(before, after):
        spots = Spots(f"{at.old}/{escaped(old[0])}" if old else None, f"{at.new}/{escaped(new[0])}" if new else None)
        if old and new:
            comparison.enter(type.kind, Spotted(old[1], spots.old or ""), Spotted(new[1], spots.new or ""), edge)
        else:
            area, action = area_of(pair.kind), "removed" if old else "added"
            rule = f"{area}.{area_of(type.kind)}-{action}"
            values = old[1] if old else None, new[1] if new else None
            comparison.add(pair, rule, spots, *values, what=name)


def _filled(before: object, after: object) -> tuple[object, object]:
    """Two mappings or two lists: one that is absent is empty."""
    empty: object = [] if is_array(before) or is_array(after) else {}
    return empty if before is None else before, empty if after is None else after


def _whole(comparison: Comparison, pair: Pair, key: str, at: Spots, values: tuple[object, object]) -> None:
    """A field that came or went as a whole, or whose value is no object."""
    area, (before, after) = area_of(pair.kind), values
    action = "added" if before is None else "removed" if after is None else "changed"
    spots = Spots(at.old if before is not None else None, at.new if after is not None else None)
    comparison.add(pair, f"{area}.{kebab(key)}-{action}", spots, before, after, what=key)


def _matched(before: object, after: object) -> list[tuple[str, tuple[str, object] | None, tuple[str, object] | None]]:
    """The members of two mappings by key, of two lists by what they are called, else by index."""
    old, new = _named(before), _named(after)
    return [(name, old.get(name), new.get(name)) for name in dict.fromkeys((*old, *new))]


def _named(value: object) -> dict[str, tuple[str, object]]:
    if is_object(value):
        return {key: (key, node) for key, node in value.items()}
    named: dict[str, tuple[str, object]] = {}
    for index, node in enumerate(value if is_array(value) else []):
        called = next((str(node[key]) for key in ("name", "url") if key in node), "") if is_object(node) else ""
        key = called if called and called not in named else f"{index}"
        named[key] = (str(index), node)
    return named
