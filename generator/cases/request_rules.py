"""Request cases of rules: each kept and broken, with each value that its condition names, without it, and otherwise."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

from generator.cases.case import Case, Fixture
from generator.cases.places import MISSING, as_node
from generator.cases.requests import SMALL, Requests
from generator.cases.rules import Condition, conditions, mentioned
from generator.cases.samples import sample, settled, subjects
from generator.cases.tour import Stop
from generator.cases.view import View

MOST = 64  # combinations of condition values that are tried for one condition


def fixtures(requests: Requests) -> Iterator[Fixture]:
    """The file of rules."""
    about = "Each rule kept and broken, for each value that its condition names, for another one and for none."
    yield from requests.fixture("request-rule", about, rules(requests))


def rules(requests: Requests) -> Iterator[Case]:
    """The cases of every condition in the body."""
    for stop in requests.stops:
        for condition in conditions(stop.view):
            yield from _of_condition(requests, stop, condition)


def _of_condition(requests: Requests, stop: Stop, condition: Condition) -> Iterator[Case]:
    members = stop.view.members("input")
    demanded = {
        wire for rule in (condition.then, condition.otherwise) if rule for wire in (*rule.required, *rule.forbidden)
    }
    for deciding in _combinations(stop.view, condition):
        for wire in sorted(demanded & members.keys(), key=list(members).index):
            for value in (sample(members[wire], wire, SMALL), MISSING):
                pins = {wire: value, **deciding}
                start = {key: item for key, item in _start(stop, pins).items() if item is not MISSING}
                candidate = settled(stop.view, start, SMALL, pinned=tuple(pins), kept=stop.view.required)
                body = requests.body_with(stop.steps, candidate)
                name, source = _told(stop.view, condition, candidate, wire, deciding)
                if body is not MISSING:
                    yield from requests.case(name, source, body=body)


def _start(stop: Stop, pins: Mapping[str, object]) -> dict[str, object]:
    return {**as_node(sample(stop.view, stop.label, SMALL)), **pins}


def _combinations(view: View, condition: Condition) -> Iterator[Mapping[str, object]]:
    """The values that matter of the properties that a condition looks at: named ones, one other, none."""
    known = subjects(view)
    columns: list[list[tuple[str, object]]] = []
    for wire, named in mentioned(condition).items():
        if wire in known:
            others = [value for value in known[wire] if not any(value is one or value == one for one in named)]
            other = [value for value in others if value is not MISSING][:1]
            columns.append(
                [(wire, value) for value in [*(one for one in named if one is not MISSING), *other, MISSING]]
            )
    for row in itertools.islice(itertools.product(*columns), MOST):
        yield dict(row)


def _told(
    view: View, condition: Condition, value: Mapping[str, object], wire: str, deciding: Mapping[str, object]
) -> tuple[str, str]:
    """The name of a case, and where it came from."""
    is_met = condition.is_met(view, value)
    rule = condition.then if is_met else condition.otherwise
    about = rule or condition.then or condition.otherwise
    assert about is not None, "a condition without a rule has no case"
    is_broken = rule is not None and (wire in value) == (wire in rule.forbidden)
    outcome = ("broken" if is_broken else "kept") if rule else "not-asked"
    shown = "-".join(f"{name}-{'absent' if item is MISSING else item or 'empty'}" for name, item in deciding.items())
    presence = "with" if wire in value else "without"
    return f"{about.id(wire)}-{outcome}-{shown}-{presence}-{wire}", f"derived: {about.pointer}"
