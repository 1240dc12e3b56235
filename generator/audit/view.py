"""Page and spec side by side: what every comparison looks at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.audit.fact import ITEM, Fact, Key, Side, Steps, place_name
from generator.audit.facts import Said
from generator.audit.lock import Accepted
from generator.audit.mismatch import By, Mismatch
from generator.audit.operations import Operation, Parameter
from generator.audit.schemas import Body, Field, Keyword
from generator.resolve import Document

_CITED = re.compile(r"(page|shown) (?:([\w.-]+):)?([0-9][0-9, -]*)")


@dataclass(frozen=True, slots=True)
class View:
    """Both sides. `page_name` is what the spec calls this page, `has_sources` whether its facts say who states them."""

    said: Said
    document: Document
    operation: Operation
    accepted: Accepted | None
    page_name: str
    has_sources: bool
    settled: set[str] = field(default_factory=set[str])
    """Pointers of keywords and rules of the spec that a fact of the page was held against."""

    def body(self, side: Side) -> Body | None:
        """The spec's body of one side."""
        return {"request": self.operation.request, "response": self.operation.response}.get(side)

    def parameter(self, side: Side, name: str) -> Parameter | None:
        """The spec's parameter of a name; header names have no case."""
        for parameter in self.operation.parameters:
            same = parameter.name.lower() == name.lower() if side == "header" else parameter.name == name
            if parameter.place == side and same:
                return parameter
        return None

    def field(self, side: Side, steps: Steps) -> Field | None:
        """What the spec says of a value."""
        if side in ("path", "query", "header"):
            parameter = self.parameter(side, steps[0]) if steps else None
            return parameter.field if parameter else None
        body = self.body(side)
        return body.fields.get(steps) if body else None

    def places(self, fact: Fact) -> list[tuple[Side, Steps]]:
        """Where a statement on a field holds: in the request where the field is sent, else where it was made."""
        if fact.side == "response":
            inner = fact.steps[:-1] if fact.steps[-1:] == (ITEM,) else fact.steps
            twin = self.said.twin_of(inner)
            if twin is not None:
                return [("request", (*twin, *fact.steps[len(inner) :])), (fact.side, fact.steps)]
        return [(fact.side, fact.steps)]

    def name(self, fact: Fact) -> str:
        """The place of a fact as a person reads it."""
        return place_name(*self.places(fact)[0])

    def place(self, key: Key) -> str:
        """The place of a fact that may be no more."""
        return place_name(key[0], key[1])

    def states(self, source: str) -> bool:
        """Whether a provenance claims that this page says so."""
        if not self.has_sources:
            return True
        match = _CITED.fullmatch(source)
        return match is not None and (match[2] or self.page_name) == self.page_name

    def cited(self, source: str) -> frozenset[int]:
        """The lines of this page that a provenance names."""
        match = _CITED.fullmatch(source)
        if match is None or (match[2] or self.page_name) != self.page_name:
            return frozenset()
        return frozenset(lines_in(match[3]))

    def is_vendors(self, *keys: Key) -> bool:
        """Whether the page says something else on these facts than when it was accepted."""
        return self.accepted is not None and any(
            self.accepted.value(key) != (self.said.facts[key].value if key in self.said.facts else None) for key in keys
        )

    def past_keys(self, side: Side) -> list[Key]:
        """The keys of one side among the accepted facts."""
        return [key for key in self.accepted.facts if key[0] == side] if self.accepted else []

    def differs(self, code: str, fact: Fact, pointer: str, told: str, write: str = "") -> Mismatch:
        """A fact of the page that the spec does not say so; `told` is what stands at `pointer`."""
        return Mismatch(
            code=code,
            place=self.name(fact),
            lines=(fact.line,),
            says=fact.text,
            pointer=pointer,
            told=told,
            write=write,
            by=self.by(fact.key),
            keys=(fact.key,),
        )

    def lost(self, code: str, place: str, pointer: str, told: str, key: Key | None) -> Mismatch:
        """A claim of the spec that the page does not make; `key` is that of the fact that would make it."""
        keys = (key,) if key else ()
        return Mismatch(
            code=code, place=place, pointer=pointer, told=told, says="not on the page", by=self.by(*keys), keys=keys
        )

    def by(self, *keys: Key) -> By:
        """Who made a difference on these facts."""
        return "" if self.accepted is None else "vendor" if self.is_vendors(*keys) else "spec"

    def settle(self, word: Keyword) -> None:
        """Notes that the page says something on a keyword."""
        self.settled.add(word.pointer)


def lines_in(text: str) -> Iterator[int]:
    """The line numbers of `6-55, 58`."""
    for part in text.split(","):
        start, _, end = part.strip().partition("-")
        if start.isdigit() and (not end or end.isdigit()):
            yield from range(int(start[:7]), min(int(end[:7] or start[:7]), int(start[:7]) + 10_000) + 1)
