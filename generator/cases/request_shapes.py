"""Request cases of whole requests: the documented ones, the smallest, the fullest, and each optional part alone."""

from __future__ import annotations

from collections.abc import Iterator

from generator.cases.breaches import breaches
from generator.cases.case import Case, Fault, Fixture
from generator.cases.examples import examples, steps_of
from generator.cases.doubt import is_expressible
from generator.cases.places import MISSING, as_node
from generator.cases.requests import FULL, SMALL, Requests
from generator.cases.samples import sample
from generator.cases.sources import Severity
from generator.cases.view import View
from generator.cases.wire import is_settled


def fixtures(requests: Requests) -> Iterator[Fixture]:
    """The files of whole requests."""
    yield from requests.fixture("request-documented", "The documented requests, word for word.", documented(requests))
    yield from requests.fixture("request-minimal", "The smallest request.", minimal(requests))
    yield from requests.fixture("request-maximal", "A request with everything in it.", maximal(requests))
    yield from requests.fixture(
        "request-optional", "Each optional part alone, with what the rules want beside it.", alone(requests)
    )


def documented(requests: Requests) -> Iterator[Case]:
    """Each documented body, with exactly the faults that the document lists, or else those that it has."""
    body = requests.operation.body
    if body is None or MISSING in requests.base.values():
        return
    for name, pointer, value, breaks in examples(body.media):
        is_raw = body.codec in ("text", "bytes")
        if not (isinstance(value, str) if is_raw else is_expressible(body.view, value)):
            continue
        faults = None if breaks is None else [broken(requests, value, as_node(one)) for one in breaks]
        yield from requests.case(name, pointer, body=value, faults=faults)


def broken(requests: Requests, value: object, said: object) -> Fault:
    """A fault that a documented example is said to have."""
    body = requests.operation.body
    assert body is not None, "a documented body has a schema"
    written = as_node(said)
    path, rule = str(written.get("path")), str(written.get("rule"))
    severity: Severity = "warn" if written.get("severity") == "warn" else "refuse"
    says = next((requests.words(one) for one in breaches(body.view, value) if one.rule == rule), "")
    return Fault(path=requests.path(steps_of(path)), rule=rule, severity=severity, says=says)


def minimal(requests: Requests) -> Iterator[Case]:
    """The request with nothing that can be left out."""
    yield from requests.case("minimal", f"derived: {requests.operation.place.pointer}", body=requests.smallest_body())


def maximal(requests: Requests) -> Iterator[Case]:
    """The request with every parameter and every property."""
    body = requests.operation.body
    parameters = requests.operation.parameters
    given = {(one.location, one.wire): sample(one.view, one.wire, FULL) for one in parameters}
    possible = {(one.location, one.wire) for one in parameters if is_settled(one, given[one.location, one.wire])}
    kept = {key: value for key, value in {**given, **requests.base}.items() if value is not MISSING and key in possible}
    value = MISSING if body is None else sample(body.view, "body", FULL)
    yield from requests.case("maximal", f"derived: {requests.operation.place.pointer}", body=value, given=kept)


def alone(requests: Requests) -> Iterator[Case]:
    """Each optional parameter and each optional property by itself, at every depth."""
    for parameter in requests.new_parameters:
        value = sample(parameter.view, parameter.wire, FULL)
        if not parameter.is_required and value is not MISSING:
            given = {(parameter.location, parameter.wire): value}
            yield from requests.case(f"only-{parameter.name}", parameter.pointer, given=given)
    for stop in requests.stops:
        if stop.is_property and not stop.is_required:
            yield from requests.at(
                f"only-{requests.path(stop.steps)}", stop.view.pointer, stop.steps, _shown(stop.view, stop.label)
            )
        elif stop.steps and not stop.is_property:
            yield from requests.at(
                f"inside-{requests.path(stop.steps)}", stop.view.pointer, stop.steps, _shown(stop.view, stop.label)
            )


def _shown(view: View, label: str) -> object:
    """A small value that still shows something: an array has an item."""
    if view.kind == "array" and view.items is not None and not view.choices:
        item = sample(view.items, label, SMALL)
        return sample(view, label, SMALL) if item is MISSING else sample(view, label, FULL)
    return sample(view, label, SMALL)
