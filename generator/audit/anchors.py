"""What helps to tell which sentence of a page is about what: the accepted facts, and as long as there are none the spec.

None of it becomes a fact: it only decides between places that a sentence could have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.audit.bounds import STATED
from generator.audit.example import Kind
from generator.audit.fact import Side, Steps
from generator.audit.keywords import word_of
from generator.audit.lock import Accepted
from generator.audit.operations import Operation
from generator.audit.schemas import Field
from generator.audit.slots import Anchors, Slot
from generator.audit.view import lines_in

_PLAIN = frozenset("the and for with that this are its one all not which what when from has have may can will".split())


def anchors(accepted: Accepted | None, operation: Operation | None) -> Anchors:
    """The anchors of a page that is about `operation`."""
    if operation is None:
        return Anchors(sentences=accepted.texts(), values=accepted.values()) if accepted else Anchors()
    queries: list[tuple[str, Kind]] = [
        (each.name, _kind_of(each.field)) for each in operation.parameters if each.place == "query"
    ]
    if accepted is not None:
        return Anchors(
            sentences=accepted.texts(),
            values=accepted.values(),
            queries=queries,
            order=tuple(_still_known(accepted, operation)),
        )
    fields = dict(_fields(operation))
    return Anchors(
        lines={place: _described_on(field) for place, field in fields.items()},
        aspects={place: _aspects(operation, place[1], field) for place, field in fields.items()},
        words={place: _described_with(field) for place, field in fields.items()},
        queries=queries,
        order=[Slot("query", (name,), kind) for name, kind in queries],
    )


def _still_known(accepted: Accepted, operation: Operation) -> Iterator[Slot]:
    """What was accepted, as far as the spec still has it."""
    bodies = {"request": operation.request, "response": operation.response}
    names = {(each.place, each.name) for each in operation.parameters}
    for slot in accepted.slots():
        body = bodies.get(slot.side)
        if slot.side == "header" and slot.name.lower() in operation.headers:
            yield slot
        elif (body is not None and slot.steps in body.fields) or (slot.side, slot.name) in names:
            yield slot


def _fields(operation: Operation) -> Iterator[tuple[tuple[Side, Steps], Field]]:
    sides: tuple[Side, ...] = ("request", "response")
    for side, body in zip(sides, (operation.request, operation.response), strict=True):
        for steps, field in (body.fields if body else {}).items():
            yield (side, steps), field
    places: dict[str, Side] = {"path": "path", "query": "query", "header": "header"}
    for parameter in operation.parameters:
        if parameter.place in places:
            yield (places[parameter.place], (parameter.name,)), parameter.field


def _aspects(operation: Operation, steps: Steps, field: Field) -> frozenset[str]:
    """What the spec demands of a field; rules are told by the name of their field alone."""
    rules = operation.request.rules if operation.request and steps else []
    conditions = {rule.aspect for rule in rules if rule.steps[-1] == steps[-1]}
    return frozenset(conditions | {aspect for aspect in (*STATED, "default") if word_of(field, aspect)})


def _described_on(field: Field) -> frozenset[int]:
    word = field.words.get("description")
    text = word.source.partition("page ")[2].rpartition(":")[2] if word else ""
    return frozenset(lines_in(text))


def _described_with(field: Field) -> frozenset[str]:
    word = field.words.get("description")
    found = re.findall(r"[a-z]{3,}", word.value.lower()) if word and isinstance(word.value, str) else []
    return frozenset(found) - _PLAIN


def _kind_of(field: Field) -> Kind:
    kinds: tuple[Kind, ...] = ("integer", "number", "boolean", "array", "object")
    known: list[Kind] = [kind for kind in kinds if kind in field.kinds]
    return known[0] if known else "string"
