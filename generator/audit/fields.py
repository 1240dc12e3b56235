"""Differences in which fields there are, of which kinds, and in the values that examples show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.audit.example import CONSTANT
from generator.audit.fact import ITEM, Fact, Side, Steps, place_name
from generator.audit.keywords import key_of
from generator.audit.mismatch import Mismatch
from generator.audit.schemas import Field
from generator.audit.view import View
from generator.load import is_array

_SIDES: tuple[Side, ...] = ("request", "response")


def field_mismatches(view: View) -> list[Mismatch]:
    """Fields added, removed, renamed and retyped; of a field that is gone or new, nothing below it is told."""
    found: list[Mismatch] = []
    for side in _SIDES:
        added, removed = list(_added(view, side)), list(_removed(view, side))
        found += _with_renames(view, added, removed)
        found += [each for fact in _facts(view, side, "kind") for each in _kind(view, fact)]
    found += [each for fact in _facts(view, "query", "kind") for each in _kind(view, fact)]
    return _merged(view, found)


def _facts(view: View, side: Side, aspect: str) -> Iterator[Fact]:
    return (fact for fact in view.said.facts.values() if fact.side == side and fact.aspect == aspect)


def _added(view: View, side: Side) -> Iterator[Mismatch]:
    for fact in _facts(view, side, "kind"):
        if view.field(side, fact.steps) is not None:
            continue
        parent = view.field(side, fact.steps[:-1]) if fact.steps else None
        if fact.steps and (parent is None or parent.is_open):
            continue
        pointer = parent.holder if parent else view.operation.pointer
        value = str(fact.value)
        says = f"{fact.text} ({value})" if value not in fact.text else fact.text
        mismatch = view.differs("field-added", fact, pointer, "not in the spec", _yaml_of(fact))
        yield replace(mismatch, says=says, place=place_name(side, fact.steps))


def _removed(view: View, side: Side) -> Iterator[Mismatch]:
    body, facts = view.body(side), view.said.facts
    for steps, field in (body.fields if body else {}).items():
        above = facts.get((side, steps[:-1], "kind"))
        if (side, steps, "kind") in facts or (steps and above is None) or not _is_claimed(view, field, steps):
            continue
        if not view.has_sources and steps and _is_empty(view, side, steps[:-1]):
            continue  # a page need not go into what it shows as empty
        key = (side, steps, "kind")
        yield view.lost("field-removed", place_name(side, steps), field.pointer, f"{steps[-1] if steps else side}", key)


def _is_claimed(view: View, field: Field, steps: Steps) -> bool:
    if steps[-1:] == (ITEM,):
        return False
    return view.states(field.source) and bool(field.source or not view.has_sources)


def _is_empty(view: View, side: Side, steps: Steps) -> bool:
    return not any(fact.steps[:-1] == steps and fact.steps for fact in _facts(view, side, "kind"))


def _with_renames(view: View, added: list[Mismatch], removed: list[Mismatch]) -> Iterator[Mismatch]:
    """One field gone and one new in the same object is a field with another name, if its kind is the same."""
    for gone in removed:
        [(side, steps, _)] = gone.keys
        new = [each for each in added if each.keys[0][1][:-1] == steps[:-1]]
        rivals = [each for each in removed if each.keys[0][1][:-1] == steps[:-1]]
        field = view.field(side, steps)
        if len(new) == len(rivals) == 1 and field and steps and _fits(view.said.facts[new[0].keys[0]], field):
            added.remove(new[0])
            told = f"the name {steps[-1]}"
            write = f"{new[0].keys[0][1][-1]}:"
            keys = (*new[0].keys, *gone.keys)
            yield replace(new[0], code="field-renamed", pointer=gone.pointer, told=told, write=write, keys=keys)
        else:
            yield gone
    yield from added


def _kind(view: View, fact: Fact) -> Iterator[Mismatch]:
    """A value of another kind than the spec says, or one that is none of the spec's values."""
    field = view.field(fact.side, fact.steps)
    if field is None:
        return
    if not _fits(fact, field) and not _is_worded(view, fact):
        told = " or ".join(sorted(field.kinds)) + _format_of(field)
        mismatch = view.differs("kind-changed", fact, _typed_at(field), f"type: {told}", _yaml_of(fact))
        yield replace(mismatch, place=place_name(fact.side, fact.steps))
        return
    shown = view.said.facts.get((fact.side, fact.steps, "shown"))
    values = field.words.get("enum")
    if shown and values and is_array(values.value) and shown.value not in values.value:
        told = f"not among the {len(values.value)} values"
        mismatch = view.differs("value-shown", shown, values.pointer, told, f"- {shown.value}")
        yield replace(mismatch, place=place_name(fact.side, fact.steps))


def _is_worded(view: View, fact: Fact) -> bool:
    """Whether a sentence lists the values of a field whose placeholder is that of any string."""
    said = view.said.facts.get((fact.side, fact.steps, "enum")) or view.said.facts.get(
        key_of(view, fact.side, fact.steps, "enum")
    )
    is_sentence = said is not None and is_array(said.value) and said.text != ", ".join(map(str, said.value))
    return is_sentence and fact.value == "string"


def _typed_at(field: Field) -> str:
    return field.words["type"].pointer if "type" in field.words else field.pointer


def _format_of(field: Field) -> str:
    return f" {field.words['format'].value}" if "format" in field.words else ""


def _fits(fact: Fact, field: Field) -> bool:
    """Whether a value of the kind that a placeholder stands for is what the spec describes."""
    kind, _, format = str(fact.value).partition(" ")
    if not field.kinds or kind == "null":
        return True
    if kind in ("integer", "number"):
        return "number" in field.kinds or (kind == "integer" and "integer" in field.kinds)
    if kind not in ("string", "constant"):
        return kind in field.kinds
    if "string" not in field.kinds:
        return False
    said = field.words.get("format")
    if format:
        return said is not None and said.value == format
    if kind == "string" and said is not None and said.value in ("date-time", "date", "uuid"):
        return not said.source.startswith(("page", "shown")) and bool(said.source)
    if kind == "constant" and CONSTANT.fullmatch(fact.text.strip('"')):
        return "enum" in field.words or "const" in field.words
    return kind == "constant" or not _is_closed(field)


def _is_closed(field: Field) -> bool:
    """Whether the page is said to list the values."""
    return "enum" in field.words and field.words["enum"].source.startswith("page")


def _yaml_of(fact: Fact) -> str:
    """A property as YAML, as far as a placeholder tells."""
    kind, _, format = str(fact.value).partition(" ")
    written = {"constant": "string", "null": "string"}.get(kind, kind)
    more = f", format: {format}" if format else f", enum: [{fact.text.strip(chr(34))}]" if kind == "constant" else ""
    name = f"{fact.steps[-1]}: " if fact.steps and fact.steps[-1] != ITEM else ""
    return f"{name}{{type: {written}{more}, x-source: {{type: shown {fact.line}}}}}"


def _merged(view: View, found: Iterable[Mismatch]) -> list[Mismatch]:
    """What holds for a field in request and response at once is told once."""
    kept: dict[object, Mismatch] = {}
    for each in found:
        first = kept.setdefault(_identity(view, each), each)
        if first is not each:
            lines = tuple(sorted({*first.lines, *each.lines}))
            kept[_identity(view, each)] = replace(first, lines=lines, keys=(*first.keys, *each.keys))
    return list(kept.values())


def _identity(view: View, mismatch: Mismatch) -> object:
    side, steps, _ = mismatch.keys[0]
    twin = view.said.twin
    if side == "request" and twin is not None and steps[: len(twin)] == twin:
        steps = steps[len(twin) :]
    if mismatch.code in ("kind-changed", "value-shown", "field-removed", "field-renamed"):
        return mismatch.code, mismatch.pointer
    return mismatch.code, steps, mismatch.says.partition(" (")[0]
