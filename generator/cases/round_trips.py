"""Cases of answers that go back as input: exactly their writable fields are sent, and nothing of them is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.cases.case import Case, Fixture
from generator.cases.examples import examples
from generator.cases.limits import limit_values
from generator.cases.pairs import meant
from generator.cases.places import MISSING, Node, Place, as_list, as_node, is_list, is_node
from generator.cases.requests import Requests
from generator.cases.responses import FULL, NEWS, SMALL
from generator.cases.samples import Wish, around, sample
from generator.cases.view import View


def fixtures(requests: Requests) -> Iterator[Fixture]:
    """The file of round trips, for each argument that takes what the operation answers."""
    about = "An answer handed back as input sends its writable fields as they came."
    yield from requests.fixture("round-trip", about, round_trips(requests))


def round_trips(requests: Requests) -> Iterator[Case]:
    """The answers worth handing back, and one that is spoilt on the way."""
    answer, body = requests.operation.success, requests.operation.body
    if answer is None or answer.view is None or body is None or body.argument:
        return
    for wire, member in body.view.members("input").items():
        if member.kind == "object" and member.home == answer.view.home:
            for name, source, value in _answers(answer.view, answer.media):
                yield from _round_trip(requests, name, source, wire, value)
            yield from _spoilt(requests, wire, sample(answer.view, "answer", FULL))


def _answers(view: View, media: Place | None) -> Iterator[tuple[str, str, object]]:
    """Names, sources and values of answers."""
    source = f"derived: {view.pointer}"
    full = sample(view, "answer", FULL)
    yield "maximal", source, full
    yield "minimal", source, sample(view, "answer", SMALL)
    yield "zero-filled", source, zeros(view, (view.home,))
    if is_node(full):
        yield "nulls", source, {wire: None for wire in as_node(full)}
        yield "unknown-field", source, {**as_node(full), NEWS: {"deep": 1}}
    for wire, member in view.members("output").items():
        if member.choices and not member.is_read_only and isinstance(member.choices[0], str):
            yield f"unknown-{wire}", source, around(view, (wire,), "SOMETHING_NEW", SMALL)
    if media is not None:
        yield from ((name, pointer, value) for name, pointer, value, _ in examples(media))


def zeros(view: View, open: tuple[str, ...]) -> object:
    """What a server of protocol buffers answers for what was never set: the zero of each kind, objects and all."""
    if view.choices:
        return view.choices[0]
    match view.kind:
        case "string" if view.get("format") in ("date-time", "date", "uuid"):
            return sample(view, "zero", Wish("output"))
        case "string":
            return "0" if view.get("format") == "int64" else ""
        case "integer" | "number":
            return 0
        case "boolean":
            return False
        case "array":
            return []
        case "object":
            members = view.members("output").items()
            return {wire: zeros(one, (*open, one.home)) for wire, one in members if one.home not in open}
        case _:
            return None


def writable(view: View, value: object) -> object:
    """What of an answer may be sent: no read-only, unknown or empty (null) members."""
    if view.options and value is not None:
        return writable(meant(view, value), value)
    if is_list(value) and view.items is not None:
        return [writable(view.items, item) for item in as_list(value)]
    if not is_node(value) or view.is_map:
        return value
    members = view.members("input")
    sent = {wire: item for wire, item in as_node(value).items() if wire in members and item is not None}
    return {wire: writable(members[wire], item) for wire, item in sent.items()}


def _round_trip(
    requests: Requests, name: str, source: str, wire: str, value: object, changes: Node | None = None
) -> Iterator[Case]:
    """The request that hands back an answer: whatever is wrong with it was the server's doing and only warns."""
    body = requests.operation.body
    if body is None or value is MISSING:
        return
    member, smallest = body.view.properties[wire], as_node(requests.smallest_body())
    sent = as_node(writable(member, value))
    excused = {(path, one.rule) for path, one in requests.breaches(requests.base, {**smallest, wire: sent})}
    names = requests.operation.pairs.names(member, "input")
    extra: dict[str, object] = {"answer": value, "argument": body.names[wire]}
    if changes is not None:
        extra["changes"] = {names.get(key, key): item for key, item in changes.items()}
    for case in requests.case(name, source, body={**smallest, wire: {**sent, **(changes or {})}}, extra=extra):
        said = [as_node(fault) for fault in as_list(case.content.get("faults"))]
        lowered = [{**one, "severity": "warn"} if (one["path"], one["rule"]) in excused else one for one in said]
        arguments = {key: held for key, held in as_node(case.content["arguments"]).items() if key != body.names[wire]}
        content = {**case.content, "arguments": arguments, **({"faults": lowered} if said else {})}
        yield replace(case, content=content)


def _spoilt(requests: Requests, wire: str, value: object) -> Iterator[Case]:
    """An answer with one field changed for the worse: that is the caller's doing, and refused."""
    body = requests.operation.body
    assert body is not None, "what goes back goes into a body"
    for name, inner in body.view.properties[wire].members("input").items():
        wrong = [
            limit for limit in limit_values(inner, name) if limit[0].startswith(("above-maxLength", "outside-max"))
        ]
        if wrong and as_node(value).get(name) is not None:
            changes = {name: wrong[0][2]}
            yield from _round_trip(requests, f"changed-{name}", f"derived: {inner.pointer}", wire, value, changes)
            return
