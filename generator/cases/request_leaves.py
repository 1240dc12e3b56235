"""Request cases of one place each: every enum value, bound, null, empty value, wrong kind and unknown key."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from generator.cases.breaches import Option, option_of
from generator.cases.case import Case, Fault, Fixture
from generator.cases.limits import limit_values
from generator.cases.places import MISSING, as_list, as_node, is_list, is_node
from generator.cases.requests import SMALL, Requests
from generator.cases.rules import conditions, mentioned
from generator.cases.samples import sample
from generator.cases.tour import Stop
from generator.cases.view import View

WRONG: dict[str, tuple[object, ...]] = {
    "string": (7, ["text"]),
    "integer": ("7", 1.5, True),
    "number": ("7", True),
    "boolean": ("true", 1),
    "object": ("text", [{}]),
    "array": ("text", {"key": "text"}),
}
UNKNOWN = "@@@@"  # like no value of any enum, so that nothing is near it
PLACEHOLDER = "?key?"
FOREIGN = "zzz"  # like no field of any class
EMPTY: dict[str, object] = {"string": "", "integer": 0, "number": 0, "boolean": False, "object": {}, "array": []}


def fixtures(requests: Requests) -> Iterator[Fixture]:
    """The files of single places."""
    yield from requests.fixture("request-enum", "Each value of each enum, and values that are none.", enums(requests))
    yield from requests.fixture("request-bound", "Below, at and above each bound; each format.", limits(requests))
    yield from requests.fixture("request-null", "Null and empty for each part.", nothings(requests))
    yield from requests.fixture("request-kind", "The wrong JSON kind at each place.", kinds(requests))
    yield from requests.fixture("request-required", "Each required part left out.", left_out(requests))
    yield from requests.fixture("request-key", "Keys that are no field here.", keys(requests))


def enums(requests: Requests) -> Iterator[Case]:
    """Each value of each enum once, and for each enum one value that is near another and one that is not."""
    for stop in _enum_stops(requests):
        path, pointer = requests.path(stop.steps), stop.view.place_of("enum")
        for value in stop.view.choices:
            yield from requests.at(f"{path}-{value}", pointer, stop.steps, value)
        known = [choice for choice in stop.view.choices if isinstance(choice, str)]
        near = next((one for one in known if difflib.get_close_matches(f"{one}X", known, 1) == [one]), None)
        source = f"derived: {pointer} without it"
        for case in requests.at(f"{path}-unknown", source, stop.steps, UNKNOWN if known else 987654321):
            every = [value for value in as_list(stop.view.get("enum")) if value is not None]
            yield marked(case, path, {"lists": every}) if every == list(stop.view.choices) else case
        if near is not None:
            for case in requests.at(f"{path}-misspelt", source, stop.steps, f"{near}X"):
                yield marked(case, path, {"suggests": near})


def _enum_stops(requests: Requests) -> Iterator[Stop]:
    """The first stop of each enum; each option of a union may have its own part of one."""
    seen: set[tuple[str, tuple[object, ...]]] = set()
    for stop in requests.stops:
        key = stop.view.place_of("enum"), stop.view.choices
        if stop.view.choices and not stop.is_known and key not in seen:
            seen.add(key)
            yield stop


def marked(case: Case, path: str, words: Mapping[str, object]) -> Case:
    """The case with what the message about a wrong choice must suggest or list."""
    faults = [as_node(fault) for fault in as_list(case.content.get("faults"))]
    told = [{**one, **words} if (one["path"], one["rule"]) == (path, "enum") else one for one in faults]
    return replace(case, content={**case.content, "faults": told})


def limits(requests: Requests) -> Iterator[Case]:
    """Every value at a bound."""
    for stop in requests.stops:
        for name, keyword, value in () if stop.is_known else limit_values(stop.view, stop.label):
            pointer, _, shift = keyword.partition(" ")
            source = f"{stop.view.place_of(pointer)} {shift}".strip()
            yield from requests.at(f"{requests.path(stop.steps)}-{name}", f"derived: {source}", stop.steps, value)


def nothings(requests: Requests) -> Iterator[Case]:
    """Null and the empty value of each part of the body; None for each argument."""
    body = requests.operation.body
    for parameter in requests.new_parameters:
        if not parameter.is_required:
            yield from requests.case(f"{parameter.name}-none", f"derived: {parameter.pointer}", nulls=[parameter.name])
    for stop in requests.stops:
        path, source = requests.path(stop.steps), f"derived: {stop.view.pointer}"
        if stop.view.kind in EMPTY and not stop.view.choices and stop.steps:
            yield from requests.at(f"{path}-empty", source, stop.steps, EMPTY[stop.view.kind])
        is_argument = body is not None and not body.argument and len(stop.steps) == 1
        if stop.view.is_of_kind:
            continue  # null is no more one kind of several than another
        if not is_argument:
            if stop.steps:
                yield from requests.at(f"{path}-null", source, stop.steps, None)
        elif stop.view.is_nullable or stop.view.kind == "null" or requests.operation.keeps_null:
            yield from requests.at(f"{path}-null", source, stop.steps, None)
        else:
            smallest = as_node(requests.smallest_body())
            without = {wire: value for wire, value in smallest.items() if wire != stop.steps[0]}
            yield from requests.case(f"{path}-none", source, body=without, nulls=[path])


def wrong(view: View, kind: str) -> tuple[object, ...]:
    """Values of kinds that a value of `kind` cannot be; where it may be of several kinds, of none of them."""
    if not view.by_kind:
        return WRONG.get(kind, ())
    return tuple(value for value in ("text", 7, True, ["text"], {"key": "text"}) if option_of(view, value) is None)


def kinds(requests: Requests) -> Iterator[Case]:
    """Values of each wrong kind at each place."""
    for stop in requests.stops:
        kind = "string" if stop.view.choices and isinstance(stop.view.choices[0], str) else stop.view.kind
        for value in wrong(stop.view, kind) if stop.steps and not stop.is_known else ():
            shown = {"str": "text", "list": "array", "dict": "object"}.get(type(value).__name__, str(value).lower())
            yield from requests.at(
                f"{requests.path(stop.steps)}-{shown}", f"derived: {stop.view.place_of('type')}", stop.steps, value
            )


def left_out(requests: Requests) -> Iterator[Case]:
    """Each required property left out; a required argument is a TypeError of Python's own."""
    body = requests.operation.body
    smallest = next(requests.case("", ""), None)
    for stop in requests.stops:
        if not (stop.is_property and stop.is_required):
            continue
        path, source = requests.path(stop.steps), f"derived: {stop.view.pointer}"
        if body is not None and not body.argument and len(stop.steps) == 1:
            if smallest is not None:
                arguments = as_node(smallest.content["arguments"])
                rest = {name: value for name, value in arguments.items() if name != path}
                yield Case(name=f"without-{path}", source=source, content={"arguments": rest, "raises": "TypeError"})
            continue
        parent = next(one for one in requests.stops if one.steps == stop.steps[:-1])
        value = as_node(sample(parent.view, parent.label, SMALL))
        without = {wire: item for wire, item in value.items() if wire != stop.steps[-1]}
        yield from requests.at(f"without-{path}", source, parent.steps, without)


def keys(requests: Requests) -> Iterator[Case]:
    """A misspelt field, a wire name and a read-only field in each object that declares its fields."""
    body = requests.operation.body
    for stop in requests.stops:
        names = requests.operation.pairs.names(stop.view, "input")
        is_arguments = body is not None and not body.argument and not stop.steps
        if stop.view.kind == "object" and not stop.view.additional and not is_arguments and not _is_open(stop):
            for key, near, value in _wrong_keys(requests, stop.view, dict(names)):
                yield from _with_key(requests, stop, key, near, value)
        elif stop.view.options and not _is_open_inside(stop) and _is_shut(requests, stop.view):
            yield from _with_key(requests, stop, FOREIGN, "", "text")


def _is_shut(requests: Requests, union: View) -> bool:
    """Whether each option is an object with fields and no other keys, and the foreign key is like none of them."""
    for option in union.options:
        names = dict[str, str]() if option.options else requests.operation.pairs.names(option, "input")
        is_shut = _is_shut(requests, option) if option.options else bool(names) and not option.additional
        if not is_shut or difflib.get_close_matches(FOREIGN, [*names, *names.values()]):
            return False
    return True


def _is_open(stop: Stop) -> bool:
    """Whether the place may be one of several things, so that nobody can say which fields it has."""
    return bool(stop.view.options) or _is_open_inside(stop)


def _is_open_inside(stop: Stop) -> bool:
    """Whether the place is inside an option of a union."""
    return any(isinstance(step, Option) for step in stop.steps)


def _wrong_keys(requests: Requests, view: View, names: dict[str, str]) -> Iterator[tuple[str, str, object]]:
    """A key that is no field, the field that a message must suggest ("" for none), and a value for it."""
    if requests.operation.pairs.model(view, "input") is None:
        return
    known = [*names.values(), *names]
    if not names:
        yield FOREIGN, "", "text"
    for name in names.values():
        wrong = f"{name}x"
        if len(name) > 4 and wrong not in known and difflib.get_close_matches(wrong, known, 1) == [name]:
            yield wrong, name, "text"
            break
    triggers = {wire for condition in conditions(view) for wire in mentioned(condition)}  # sent, they ask for more
    others = ((wire, name) for wire, name in names.items() if wire != name and wire not in triggers)
    other = next(((wire, name) for wire, name in others if wire not in names.values()), None)
    if other is not None:
        yield *other, sample(view.properties[other[0]], other[0], SMALL)
    received = requests.operation.pairs.names(view, "output")
    for wire, member in view.properties.items():
        if member.is_read_only and received.get(wire, wire) not in known:
            yield received.get(wire, wire), "", "text"


def _with_key(requests: Requests, stop: Stop, key: str, near: str, given: object) -> Iterator[Case]:
    """The case of an object with a key that is no field; `PLACEHOLDER` stands for it until all fields have names."""
    path = f"{requests.path(stop.steps)}.{key}".removeprefix(".")
    value = sample(stop.view, stop.label, SMALL)
    body = MISSING if value is MISSING else requests.body_with(stop.steps, {**as_node(value), PLACEHOLDER: given})
    if requests.operation.body is None or body is MISSING or any(requests.breaches(requests.base, body)):
        return
    fault = Fault(path=path, rule="unknown-field", severity="refuse", suggests=near)
    for case in requests.case(f"key-{path}", f"derived: {stop.view.pointer}/properties", body=body, faults=[fault]):
        yield replace(case, content=_replaced(case.content, key))


def _replaced(value: object, key: str) -> Any:
    """A value with a key in place of `PLACEHOLDER`, also within the JSON that a part of a form is."""
    if value == PLACEHOLDER:
        return key  # the name of a part of a form
    if isinstance(value, str):
        return value.replace(json.dumps(PLACEHOLDER), json.dumps(key, ensure_ascii=False))
    if is_node(value):
        return {key if name == PLACEHOLDER else name: _replaced(item, key) for name, item in value.items()}
    return [_replaced(item, key) for item in value] if is_list(value) else value
