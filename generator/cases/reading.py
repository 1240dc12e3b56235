"""How an answer must read: each leaf by its Python name, and in what the answer differs from the document.

Decoding is lenient: bounds and rules count for nothing, formats that Python has a type for count as kinds. The server
promises a property only where that is stated as strongly as what a request is refused for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from generator.cases.breaches import Key, Option, Step, Steps, option_of, told_option
from generator.cases.identity import MOST, Same
from generator.cases.pairs import Pairs, meant
from generator.cases.places import as_list, as_node, is_list, is_node
from generator.cases.sources import required_severity
from generator.cases.truth import is_number, kind_of, same
from generator.cases.view import REMEMBERED, View

TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)?")
TYPED: Mapping[str, tuple[str, re.Pattern[str]]] = {
    "date-time": ("$time", TIME),
    "date": ("$date", re.compile(r"\d{4}-\d\d-\d\d")),
    "uuid": ("$uuid", re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that differs from the document; `is_absent` where a promised one is missing.

    `expected` is a word that must stand in what is said to be expected, or empty. `is_sure` is False where the document
    leaves open which option of a union is meant: no test may rest on it.
    """

    steps: Steps
    got: object
    expected: str = ""
    is_absent: bool = False
    is_sure: bool = True


def differences(view: View, value: object) -> tuple[Difference, ...]:
    """In what a value differs from its schema, as an answer is read."""
    return _all(view, Same(value))


@lru_cache(maxsize=MOST)
def _all(view: View, value: Same) -> tuple[Difference, ...]:
    return tuple(_differences(view, value.value))


def _below(step: Step, view: View, value: object) -> Iterator[Difference]:
    """In what a value one step below differs."""
    for one in _all(view, Same(value)):
        yield replace(one, steps=(step, *one.steps))


def _differences(view: View, value: object) -> Iterator[Difference]:
    if value is None and view.takes_null:
        return
    if view.by_kind and (own := option_of(view, value)) is not None:
        yield from (replace(one, is_sure=False) for one in differences(own, value))
    elif view.by_kind:
        yield Difference((), value)
    elif view.options:
        yield from _of_union(view, value)
    elif view.choices:
        if not any(same(value, choice) for choice in view.choices):
            yield Difference((), value)
    elif view.kind != "any" and not _fits(view, value):
        yield Difference((), value, _word(view))
    elif view.kind == "object":
        yield from _of_members(view, as_node(value))
    elif view.kind == "array" and view.items is not None:
        for index, item in enumerate(as_list(value)):
            yield from _below(index, view.items, item)


def _word(view: View) -> str:
    """What a scalar is called: its JSON kind, or the format that Python has a type for."""
    format = str(view.get("format"))
    if view.choices or view.options:
        return ""
    if view.kind == "string" and format in ("date-time", "date", "uuid"):
        return format
    return view.kind if view.kind in ("string", "integer", "number", "boolean") else ""


def _of_union(view: View, value: object) -> Iterator[Difference]:
    """In what a value differs from the option that is told, or from what is nearest, where nobody knows which that is."""
    told = told_option(view, value)
    if told is not None:
        yield from _below(Option(told), view.options[told], value)
        return
    trials = [differences(option, value) for option in view.options]
    if all(trials):
        nearest = min(range(len(trials)), key=lambda index: len(trials[index]))
        for one in _below(Option(nearest), view.options[nearest], value):
            yield replace(one, is_sure=False)


def _of_members(view: View, value: Mapping[str, object]) -> Iterator[Difference]:
    members, promised = view.members("output"), _promised(view)
    for wire, member in members.items():
        if wire not in value:
            if wire in promised:
                yield Difference((wire,), None, _word(member), is_absent=True)
        elif value[wire] is not None or wire in promised:
            yield from _below(wire, member, value[wire])
    for key, item in value.items():
        if key not in members and view.additional is not None:
            yield from _below(Key(key), view.additional, item)
        elif key not in members and not view.is_map:
            yield Difference((Key(key),), item, "nothing of this name")


@lru_cache(maxsize=REMEMBERED)
def _promised(view: View) -> frozenset[str]:
    """The properties that the server promises."""
    return frozenset(wire for wire, place in view.required.items() if required_severity(view, place) == "refuse")


def _fits(view: View, value: object) -> bool:
    """Whether a value is of the JSON kind that its schema promises, and of its form where that is a type of Python."""
    kind = kind_of(value)
    if kind != view.kind and not (is_number(value) and view.kind == "number"):
        return False
    format = str(view.get("format"))
    if view.kind == "string" and format == "int64":
        return re.fullmatch(r"-?[0-9]+", str(value)) is not None
    return view.kind != "string" or format not in TYPED or TYPED[format][1].fullmatch(str(value)) is not None


def leaves(pairs: Pairs, view: View, value: object) -> dict[str, object]:
    """Every leaf of a value by its path in Python names, each as Python must hold it."""
    return dict(_leaves(pairs, view, value, ""))


def _leaves(pairs: Pairs, view: View | None, value: object, at: str) -> Iterator[tuple[str, object]]:
    if view is not None and view.options and value is not None:
        view = meant(view, value)
    if view is not None and view.kind == "object" and is_node(value) and value:
        names = pairs.names(view, "output")
        taken = {name for wire, name in names.items() if wire != name}
        for wire, item in as_node(value).items():
            member = view.members("output").get(wire)
            if wire not in names and wire in taken:
                continue  # a new key that is called like a field in Python: under that name stands the field
            name = names.get(wire, wire)
            step = f".{name}" if name.isidentifier() and not view.is_map else f"[{name!r}]"
            yield from _leaves(pairs, member or view.additional, item, f"{at}{step}")
    elif view is not None and view.kind == "array" and is_list(value) and value:
        for index, item in enumerate(as_list(value)):
            yield from _leaves(pairs, _item(view, index), item, f"{at}[{index}]")
    else:
        yield at.removeprefix("."), value if view is None else held(view, value)


def _item(view: View, index: int) -> View | None:
    """The schema that an item is read by: none where the first ones have their own and later ones may be anything."""
    most = view.get("maxItems")
    is_bounded = view.is_closed_array or (isinstance(most, int) and most <= len(view.prefix))
    is_open = bool(view.prefix) and not is_bounded and (view.rest is None or view.rest.says_nothing)
    return None if is_open else view.item(index)


def held(view: View, value: object) -> object:
    """A leaf as Python holds it: times and their likes are marked, numbers are of the schema's kind."""
    if view.choices or not _fits(view, value):
        return value
    format = str(view.get("format"))
    if isinstance(value, str) and view.kind == "string" and format in TYPED:
        if format == "date-time":
            return {"$time": moment(value)}
        return {TYPED[format][0]: value.lower() if format == "uuid" else value}
    if is_number(value) and isinstance(value, (int, float)):
        return int(value) if view.kind == "integer" else float(value) if view.kind == "number" else value
    return value


def moment(text: str) -> str:
    """A time of RFC 3339 as Python writes it, which knows microseconds and no more."""
    whole, rest = text[:19].upper(), text[19:].upper()
    fraction = re.match(r"\.\d+", rest)
    offset = rest.removeprefix(fraction[0]) if fraction else rest
    digits = fraction[0][1:7].ljust(6, "0") if fraction else "000000"
    return datetime.fromisoformat(f"{whole}.{digits}{offset.replace('Z', '+00:00')}").isoformat()
