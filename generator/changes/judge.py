"""Differences and the rule table -> changes: directions, verdicts, sentences, places, fingerprints."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from generator import ir
from generator.changes.change import At, Change, rank
from generator.changes.comparison import Comparison
from generator.changes.difference import Difference, Direction, Pair
from generator.changes.document import uses
from generator.changes.names import Name, PythonNames, in_words
from generator.changes.raw import Spots
from generator.changes.surface import surface_changes
from generator.changes.rules import Polarity, Rule, Verdict, rule_of
from generator.load import is_array
from generator.resolve import Document

DIRECTED = frozenset(("schema", "discriminator", "media-type", "example", "encoding"))
REQUEST = frozenset(("parameter", "body"))
RESPONSE = frozenset(("response", "header"))
UNUSED = Verdict("runs", "runs")
NOTE = Verdict("note", "note")
NOWHERE = "; no operation uses it"
WITHIN = "; only assertions use it"
LONGEST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """What is known of both documents in Python."""

    old: PythonNames
    new: PythonNames


def judged_as(comparison: Comparison, old: PythonNames, new: PythonNames) -> tuple[Change, ...]:
    """All changes in the words of Python, as far as the names are known.

    Where no rule says that code breaks, the public surface has the last word.
    """
    sides = Sides(old=old, new=new)
    renames(comparison, sides)
    changes = judged(comparison, sides)
    if not (old.known and new.known) or any(change.code == "breaks" for change in changes):
        return changes
    broken = [one for one in surface_changes(old.surface, new.surface) if one.code == "breaks"]
    return (*broken, *changes)


def judged(comparison: Comparison, sides: Sides) -> tuple[Change, ...]:
    """All changes, the worst first, then in the order of what they are about."""
    changes = [change for difference in comparison.found.values() for change in _changes(comparison, difference, sides)]
    told = {key for change in changes if not change.says.endswith(NOWHERE) for key in _keys(change)}
    used = [change for change in changes if not change.says.endswith(NOWHERE) or told.isdisjoint(_keys(change))]
    located = _located(comparison, used)
    return tuple(sorted(located, key=lambda one: (-rank(one.level), one.says.split(" ")[0], one.id, one.fingerprint)))


def _keys(change: Change) -> set[tuple[str | None, str | None]]:
    """What tells the same edit apart from others: both places, or what happened at the one that it is about."""
    old, new = (place.pointer if place else None for place in (change.old, change.new))
    return {(old, new), (change.action, new or old)}


def _changes(comparison: Comparison, difference: Difference, sides: Sides) -> Iterator[Change]:
    rule = rule_of(difference.rule)
    used = _used(comparison, difference)
    verdicts: dict[Direction, Verdict] = {}
    for way, verdict in rule.verdicts.items():
        if way in difference.directions and used.get(way):
            verdicts[way] = verdict
    if not _is_directed(difference) or rule.polarity == "same" and len(verdicts) > 1:
        first = next(iter((verdicts or rule.verdicts).values()))
        verdicts.clear()
        verdicts["api"] = first
        used["api"] = tuple(dict.fromkeys(one for pairs in used.values() for one in pairs))
    told = ""
    if not verdicts:
        verdicts["api"], used["api"] = NOTE if _is_note(rule) else UNUSED, ()
        told = _unused(comparison, difference)
    for direction, verdict in verdicts.items():
        change = _change(difference, rule, direction, verdict=_refined(difference, verdict, direction, sides),
                         sides=sides, used=used[direction])  # fmt: skip
        yield replace(change, says=change.says + told)


def _is_note(rule: Rule) -> bool:
    return all(verdict == NOTE for verdict in rule.verdicts.values())


def _unused(comparison: Comparison, difference: Difference) -> str:
    """How a sentence ends that concerns no direction."""
    if not _is_directed(difference):
        return ""
    held = any(any(uses(comparison, pair, within=True).values()) for pair in difference.pairs)
    return WITHIN if held and not any(any(uses(comparison, pair).values()) for pair in difference.pairs) else NOWHERE


def _area(difference: Difference) -> str:
    return difference.rule.partition(".")[0]


def _is_directed(difference: Difference) -> bool:
    return _area(difference) in DIRECTED | REQUEST | RESPONSE


def _used(comparison: Comparison, difference: Difference) -> dict[Direction, tuple[Pair, ...]]:
    """The operations that a difference concerns, by direction."""
    area, found = _area(difference), dict[Direction, dict[Pair, None]]()
    for pair in difference.pairs:
        ways: Mapping[str, tuple[Pair, ...]] = uses(comparison, pair)
        if pair.kind == "Operation":
            ways = {"request": (pair,), "response": (pair,)}
        for direction in ("request", "response"):
            if area in (RESPONSE if direction == "request" else REQUEST):
                continue
            found.setdefault(direction, {}).update(dict.fromkeys(ways[direction]))
    return {direction: tuple(pairs) for direction, pairs in found.items()}


# --- verdicts --------------------------------------------------------------------------------------------------------


def _refined(difference: Difference, verdict: Verdict, direction: Direction, sides: Sides) -> Verdict:
    """The verdict where Python decides: with the same names and types on both sides the caller's code runs."""
    if not verdict.by_names or not (sides.old.known and sides.new.known):
        return verdict
    old, new = _names(difference, direction, sides)
    area, _, action = difference.rule.partition(".")
    if area == "component":
        gone, come = old is None or new == old, new is None or new == old
        stays = gone if action.endswith(("removed", "renamed")) else come
        return replace(verdict, code="runs") if stays else verdict
    return replace(verdict, code="runs") if old == new else verdict


def _names(difference: Difference, direction: Direction, sides: Sides) -> tuple[Name | None, Name | None]:
    old, new = difference.about
    return (
        sides.old.of(old, direction) if old is not None else None,
        sides.new.of(new, direction) if new is not None else None,
    )


# --- sentences -------------------------------------------------------------------------------------------------------


def _change(
    difference: Difference, rule: Rule, direction: Direction, *, verdict: Verdict, sides: Sides, used: tuple[Pair, ...]
) -> Change:
    area, action = _place_name(difference), difference.rule.partition(".")[2]
    if "property-" in action:
        area, action = "property", action.replace("property-", "")
    spots = difference.spots
    subject, says = _sentence(difference, rule, direction, sides)
    return Change(
        direction=direction,
        area=area,
        action=action,
        installed=verdict.installed,
        code=verdict.code,
        contract="neutral" if verdict is UNUSED or verdict is NOTE else rule.contract(direction),
        says=says,
        subject=subject,
        operations=tuple(_operation(pair, sides) for pair in used),
        old=At(file="", pointer=spots.old) if spots.old is not None else None,
        new=At(file="", pointer=spots.new) if spots.new is not None else None,
        fingerprint=_fingerprint(difference, direction),
        because=_because(verdict, direction, rule.polarity),
    )


def _operation(pair: Pair, sides: Sides) -> str:
    name = sides.new.operations.get(pair.new)
    return name.text.removesuffix("()") if name else in_words(pair.new)


def _sentence(difference: Difference, rule: Rule, direction: Direction, sides: Sides) -> tuple[str, str]:
    """What it is about, and the whole sentence."""
    old, new = _names(difference, direction, sides)
    about = difference.about
    pointer = about.new if about.new is not None else about.old or ""
    name = new if about.new is not None else old
    subject = name.text if name else in_words(pointer)
    typed = f"{subject}: {name.type}" if name and name.type and not subject.endswith("()") else subject
    before, after = (_told(difference, value) for value in (difference.before, difference.after))
    if difference.rule.endswith("renamed") and difference.rule not in _SAID_ALREADY and old:
        before = old.text
    what = difference.what
    if difference.rule.startswith(("schema.condition-", "schema.rule-")):
        what = re.sub(r"\{([^{}]*)\}", lambda match: sides.new.field(match[1]), what)
    text = rule.sentence.format(subject=subject, typed=typed, what=what, old=before, new=after)
    return typed if text.startswith(typed) else subject, text.rstrip(": ")


_SAID_ALREADY = ("schema.class-renamed", "operation.renamed")
"""Rules whose values are the names themselves."""


def _told(difference: Difference, value: object) -> str:
    """A value before or after: there is none, unless null is itself a value that came or went."""
    return "none" if value is None and "enum-value" not in difference.rule else _shown(value)


def _shown(value: object) -> str:
    """A value of the document as a sentence holds it."""
    if isinstance(value, str):
        text = value
    elif is_array(value):
        text = ", ".join(_shown(one) for one in value)
    else:
        text = (
            json.dumps(value, ensure_ascii=False)
            if not isinstance(value, int) or isinstance(value, bool)
            else f"{value:,}"
        )
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


_PLACES = {
    "properties": "property",
    "items": "items",
    "additionalProperties": "values",
    "oneOf": "variant",
    "anyOf": "variant",
}
_HOLDERS = {"parameters": "parameter", "requestBody": "body", "requestBodies": "body", "responses": "response",
            "headers": "header", "schemas": "schema"}  # fmt: skip


def _place_name(difference: Difference) -> str:
    """What a schema is to the object that holds it: a property, items, a parameter, or a schema of its own."""
    area = difference.rule.partition(".")[0]
    if area not in ("schema", "discriminator"):
        return area
    steps = (difference.about.new or difference.about.old or "").split("/")
    for step, above in zip(reversed(steps), reversed(["", *steps[:-1]]), strict=True):
        if above in ("properties", "oneOf", "anyOf"):
            return _PLACES[above]
        if step in ("items", "additionalProperties"):
            return _PLACES[step]
        if step in _HOLDERS:
            return _HOLDERS[step]
    return area


INSTALLED = {
    ("fails", "request"): "calls of installed clients are refused",
    ("fails", "response"): "installed clients cannot read the answer",
    ("shifts", ""): "the same call of an installed client may mean something else",
    ("misses", "request"): "installed clients cannot use it until they upgrade",
    ("misses", "response"): "installed clients run, and tell it as drift",
    ("runs", ""): "installed clients keep running",
    ("note", ""): "installed clients keep running",
}
CODE = {
    "breaks": "code that uses it must be changed",
    "warns": "your code runs, and is told to change",
    "gains": "your code may use it",
    "runs": "your code is unaffected",
    "note": "your code is unaffected",
}


NARROWER = "calls of installed clients that break it are refused", "code that breaks it must be changed"


def _because(verdict: Verdict, direction: Direction, polarity: Polarity) -> tuple[str, str]:
    """Both verdicts in words."""
    side = "response" if direction == "response" else "request"
    if polarity == "narrower" and (verdict.installed, side, verdict.code) == ("fails", "request", "breaks"):
        return NARROWER
    if polarity == "wider" and (verdict.installed, side) == ("misses", "request"):
        return "installed clients refuse it until they upgrade", CODE[verdict.code]
    installed = INSTALLED.get((verdict.installed, side)) or INSTALLED[verdict.installed, ""]
    return installed, CODE[verdict.code]


# --- places ----------------------------------------------------------------------------------------------------------


def _fingerprint(difference: Difference, direction: Direction) -> str:
    """Twelve digits that stay the same while the change does, wherever its line goes."""
    facts = [difference.rule, direction, *difference.spots, difference.what, difference.before, difference.after]
    return sha256(json.dumps(facts, sort_keys=True, default=str).encode()).hexdigest()[:12]


def _located(comparison: Comparison, changes: list[Change]) -> Iterable[Change]:
    """The changes with file and line on both sides."""
    old = _lines(comparison.old, {one.old.pointer for one in changes if one.old})
    new = _lines(comparison.new, {one.new.pointer for one in changes if one.new})
    for change in changes:
        yield replace(
            change,
            old=old[change.old.pointer] if change.old else None,
            new=new[change.new.pointer] if change.new else None,
        )


def _lines(document: Document, pointers: set[str]) -> dict[str, At]:
    lines = document.lines(pointers) if pointers else {}
    return {
        pointer: At(file=document.place(pointer).file, pointer=pointer, line=line) for pointer, line in lines.items()
    }


def renames(comparison: Comparison, sides: Sides) -> None:
    """Adds what only Python tells: methods, classes and fields that have another name though they are the same."""
    if not (sides.old.known and sides.new.known):
        return
    for pair in list(comparison.edges):
        spots = Spots(pair.old, pair.new)
        if pair.kind == "Operation":
            old, new = sides.old.operations.get(pair.old), sides.new.operations.get(pair.new)
            if old and new and old.text != new.text:
                comparison.add(pair, "operation.renamed", spots, old.text, new.text)
            elif old and new and old.type != new.type:
                comparison.add(pair, "operation.returns-changed", spots, old.type, new.type)
        elif pair.kind == "Schema":
            _schema_names(comparison, pair, sides)


def _schema_names(comparison: Comparison, pair: Pair, sides: Sides) -> None:
    for direction in ("request", "response"):
        way: ir.Direction = "input" if direction == "request" else "output"
        spots = Spots(pair.old, pair.new)
        old, new = sides.old.classes.get((pair.old, way)), sides.new.classes.get((pair.new, way))
        if old and new and old.text != new.text:
            comparison.add(pair, "schema.class-renamed", spots, old.text, new.text, directions=(direction,))
        was, now = sides.old.fields.get((pair.old, way), []), sides.new.fields.get((pair.new, way), [])
        texts = [{name.text.rpartition(".")[2] for name in names} for names in (was, now)]
        if was and now and texts[0] != texts[1] and pair.old == pair.new:
            comparison.add(pair, "schema.name-changed", spots, was[0].text, now[0].text, directions=(direction,))
