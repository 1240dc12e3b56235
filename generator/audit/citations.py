"""Whether the lines that the spec names are those on which the page says so.

Citations count lines of the page as it was accepted. When the vendor inserts a line, all that follow move: that is no
drift, but it is told how to bring the numbers up to date.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.audit.fact import ITEM, Fact, Key, Side, Steps, place_name
from generator.audit.keywords import BOUNDS, word_of
from generator.audit.mismatch import Mismatch
from generator.audit.schemas import Field
from generator.audit.view import View

MANY = 5


@dataclass(frozen=True, slots=True)
class Citation:
    """A provenance in the spec that names lines, and the fact of the page that it is for."""

    place: str
    pointer: str
    source: str
    fact: Fact


def citation_mismatches(view: View) -> tuple[list[Mismatch], int]:
    """Citations of wrong lines, and how many are right only by the numbers of the page as it was accepted."""
    wrong: dict[str, Mismatch] = {}
    moved = 0
    for citation in citations(view):
        cited, fact = view.cited(citation.source), citation.fact
        then = view.accepted.line(fact.key) if view.accepted else 0
        if not cited or fact.line in cited:
            continue
        if then in cited:
            moved += 1
            continue
        told = f"x-source: {citation.source}"
        mismatch = view.differs(
            "citation-wrong", fact, citation.pointer, told, f"{citation.source.split()[0]} {fact.line}"
        )
        wrong.setdefault(citation.pointer, replace(mismatch, place=citation.place, by="spec" if view.accepted else ""))
    if view.accepted is None and len(wrong) > MANY:
        return [], len(wrong)
    return list(wrong.values()), moved


def citations(view: View) -> Iterator[Citation]:
    """All provenances of the operation that name lines of this page, each with the fact that it vouches for."""
    sides: tuple[Side, ...] = ("request", "response")
    for side in sides:
        body = view.body(side)
        for steps, field in (body.fields if body else {}).items():
            yield from _of_field(view, side, steps, field)
    for rule in view.operation.request.rules if view.operation.request else ():
        for key in _keys(view, "request", rule.steps, rule.aspect):
            if key in view.said.facts:
                yield Citation(place_name("request", rule.steps), rule.pointer, rule.source, view.said.facts[key])


def _of_field(view: View, side: Side, steps: Steps, field: Field) -> Iterator[Citation]:
    facts, place = view.said.facts, place_name(side, steps)
    shown = facts.get((side, steps, "kind"))
    if shown is None:
        return
    if field.source and steps[-1:] != (ITEM,):
        yield Citation(place, f"{field.pointer}/x-source", field.source, shown)
    for aspect in (*BOUNDS, "enum", "default", "description"):
        word = word_of(field, aspect)
        if word is None or (aspect == "description" and not word.pointer.startswith(f"{field.pointer}/")):
            continue
        for key in _keys(view, side, steps, "sentence" if aspect == "description" else aspect):
            if key in facts:
                yield Citation(place, word.pointer, word.source, facts[key])


def _keys(view: View, side: Side, steps: Steps, aspect: str) -> Iterator[Key]:
    """The keys of the facts that may state something on a field: its own, and that of its twin in the response."""
    yield side, steps, aspect
    twin = view.said.twin
    if side == "request" and twin is not None and steps[: len(twin)] == twin:
        yield "response", steps[len(twin) :], aspect
