"""Whether the lines that the spec names are those on which the page says so.

Citations count lines of the page as it was accepted. When the vendor inserts a line, all that follow move: that is no
drift, but it is told how to bring the numbers up to date.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.audit.bounds import STATED
from generator.audit.fact import ITEM, Fact, Key, Side, Steps, place_name
from generator.audit.keywords import word_of
from generator.audit.mismatch import Mismatch
from generator.audit.schemas import Field
from generator.audit.view import View
from generator.load import is_object
from generator.positions import escaped

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
    yield from _of_call(view)
    sides: tuple[Side, ...] = ("request", "response")
    for side in sides:
        body = view.body(side)
        for steps, field in (body.fields if body else {}).items():
            yield from _of_field(view, side, steps, field)
    for rule in view.operation.request.rules if view.operation.request else ():
        for key in _keys(view, "request", rule.steps, rule.aspect):
            if key in view.said.facts:
                yield Citation(place_name("request", rule.steps), rule.pointer, rule.source, view.said.facts[key])


def _of_call(view: View) -> Iterator[Citation]:
    """The provenances of parameters, of security and of the success."""
    facts, places = view.said.facts, {"path": "path", "query": "query", "header": "header"}
    for parameter in view.operation.parameters:
        for key, fact in facts.items():
            if key[0] != places.get(parameter.place) or key[1] != (parameter.name,):
                continue
            keyword = {"parameter": "type", "sentence": "description"}.get(key[2], key[2])
            source = _source(parameter.node, keyword)
            yield Citation(place_name(key[0], key[1]), f"{parameter.pointer}/{keyword}", source, fact)
    success = facts.get(("success", (), "sentence"))
    response, pointer = view.document.deref({"$ref": f"#{view.operation.success}"}, "")
    if success is not None and is_object(response):
        yield Citation("success", f"{pointer}/description", _source(response, "description"), success)
    yield from _of_contents(view, (("request", f"{view.operation.pointer}/requestBody"), ("response", pointer)))
    schemes, above = view.document.follow("#/components/securitySchemes")
    told = [fact for key, fact in facts.items() if key[0] == "header" and key[2] == "sentence"]
    for name, scheme in (schemes if is_object(schemes) else {}).items():
        for keyword in ("scheme", "description") if is_object(scheme) and len(told) == 1 else ():
            source = _source(scheme, keyword) if is_object(scheme) else ""
            if source.startswith("page"):
                yield Citation(f"security {name}", f"{above}/{escaped(name)}/{keyword}", source, told[0])


def _of_contents(view: View, holders: tuple[tuple[Side, str], ...]) -> Iterator[Citation]:
    """The provenances of the two bodies."""
    for side, pointer in holders:
        holder, place = view.document.deref({"$ref": f"#{pointer}"}, "")
        typed = (fact for fact in view.said.facts.values() if fact.steps[:1] in (("Content-Type",), ("content-type",)))
        shown = next(typed, None) if side == "request" else view.said.facts.get((side, (), "kind"))
        if shown is not None and is_object(holder):
            yield Citation(side, f"{place}/content", _source(holder, "content"), shown)


def _source(node: dict[str, object], keyword: str) -> str:
    written = node.get("x-source")
    return str(written.get(keyword, "")) if is_object(written) else ""


def _of_field(view: View, side: Side, steps: Steps, field: Field) -> Iterator[Citation]:
    facts, place = view.said.facts, place_name(side, steps)
    shown = facts.get((side, steps, "kind"))
    if shown is None:
        return
    if field.source and steps[-1:] != (ITEM,):
        yield Citation(place, f"{field.pointer}/x-source", field.source, shown)
    item = facts.get((side, (*steps, ITEM), "kind"), shown)
    for keyword, fact in (("format", shown), ("items", item)):
        is_worded = keyword == "format" and keyword in field.words and field.words[keyword].source.startswith("page")
        if (
            keyword in field.words
            and not is_worded
            and not any(key in facts for key in _keys(view, side, steps, keyword))
        ):
            yield Citation(place, field.words[keyword].pointer, field.words[keyword].source, fact)
    typed = field.words.get("type")
    if typed is not None and typed.pointer != f"{field.pointer}/type":
        yield Citation(place, f"{typed.pointer.removesuffix('/type')}/x-source", typed.source, shown)
    for aspect in (*STATED, "enum", "default", "description"):
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
