"""What is wrong with a value that is sent, by the document alone: the expected faults of a request.

The paths are of wire names and indices; the rules are named as faults name them: a keyword, `type` for the JSON kind,
`integer` for a fraction, or the id of a rule. Bounds count for the kind that they are about, as the document types it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeAlias, cast

from generator.cases.identity import MOST, Same
from generator.cases.places import Node, as_list, as_node, is_node
from generator.cases.rules import conditions, mentioned
from generator.cases.sources import Severity, kind_severity, required_severity, severity
from generator.cases.truth import is_number, kind_of, same, within
from generator.cases.view import REMEMBERED, View


@dataclass(frozen=True, slots=True)
class Key:
    """A step into a map: a key that the document does not declare."""

    name: str


@dataclass(frozen=True, slots=True)
class Option:
    """A step that stays at the value: the option of a union that it is made for."""

    index: int


Step: TypeAlias = str | int | Key | Option
Steps: TypeAlias = tuple[Step, ...]
Distance: TypeAlias = tuple[bool, int, int]  # whether the kind is refused, how much is, how much is wrong

OF_KIND: Mapping[str, tuple[str, ...]] = {
    "string": ("minLength", "maxLength", "pattern"),
    "number": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
    "array": ("minItems", "maxItems", "uniqueItems"),
    "object": ("minProperties", "maxProperties"),
}
RANGES: Mapping[str, tuple[int, int]] = {"int32": (-(2**31), 2**31 - 1), "int64": (-(2**63), 2**63 - 1)}
TEXTS: Mapping[str, str] = {
    "int64": r"-?[0-9]{1,19}",
    "date-time": r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)",
    "date": r"\d{4}-\d\d-\d\d",
    "uuid": r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}",
}


@dataclass(frozen=True, slots=True)
class Breach:
    """One thing that is wrong. `pointer` is the keyword that says so; `says` the sentence of a named rule, and `decided`
    the property that its condition looks at, with its value.

    `is_sure` is False where the document leaves open which option of a union is meant: no test may rest on it.
    """

    steps: Steps
    rule: str
    severity: Severity
    pointer: str
    says: str = ""
    decided: tuple[str, object] = ("", None)
    is_sure: bool = True


def breaches(view: View, value: object, *, is_arguments: bool = False) -> tuple[Breach, ...]:
    """All that is wrong with a value. Of an object whose members are arguments, whatever is required refuses."""
    found = _all(view, Same(value))
    if not is_arguments:
        return found
    return tuple(
        replace(one, severity="refuse") if one.rule == "required" and len(one.steps) == 1 else one for one in found
    )


def admits(view: View, value: object) -> bool:
    """Whether nothing is wrong with a value."""
    return not _all(view, Same(value))


@lru_cache(maxsize=MOST)
def _all(view: View, value: Same) -> tuple[Breach, ...]:
    """All that is wrong with a value, with the steps from it on."""
    return tuple(_breaches(view, value.value))


def _below(step: Step, view: View, value: object) -> Iterator[Breach]:
    """What is wrong one step below."""
    for one in _all(view, Same(value)):
        yield replace(one, steps=(step, *one.steps))


def _breaches(view: View, value: object) -> Iterator[Breach]:
    if value is None and view.takes_null:
        return
    if view.by_kind:
        yield from _of_one_kind(view, value)
    elif view.options:
        yield from _of_union(view, value)
    elif view.choices:
        yield from _of_choices(view, value)
    elif view.kind == "any" and view.kinds:
        if kind_of(value) not in (*view.kinds, *(["integer"] if "number" in view.kinds else [])):
            yield Breach((), "type", "refuse", view.place_of("type"), is_sure=False)
    elif view.kind != "any":
        yield from _of_kind(view, value)


def _of_one_kind(view: View, value: object) -> Iterator[Breach]:
    """The faults of a value that may be of several kinds: those of its own kind."""
    own = option_of(view, value)
    if own is None:
        yield Breach((), "type", kind_severity(view), view.place_of("type"))
    else:
        yield from _below(Option(view.by_kind.index(own)), own, value)


def option_of(view: View, value: object) -> View | None:
    """What is said of a value of that kind, where a schema lists several kinds. Of numbers, it lists one."""
    kind = kind_of(value)
    numbers = ("integer", "number") if is_number(value) else ()
    return next((one for one in view.by_kind if one.kind == kind or one.kind in numbers), None)


def _of_kind(view: View, value: object) -> Iterator[Breach]:
    kind = kind_of(value)
    if kind != view.kind and not (is_number(value) and view.kind in ("integer", "number")):
        is_file = view.get("format") == "binary"  # what stands for a file in JSON is not settled
        yield Breach((), "type", kind_severity(view), view.place_of("type"), is_sure=not is_file)
        return
    if view.kind == "integer" and kind == "number":
        yield Breach((), "integer", severity(view, "type"), view.place_of("type"))
    yield from _of_bounds(view, value)
    if view.kind == "object":
        yield from _of_members(view, as_node(value))
        yield from rule_breaches(view, as_node(value))
    if view.kind == "array":
        yield from _of_items(view, as_list(value))


def _of_items(view: View, value: list[object]) -> Iterator[Breach]:
    for index, item in enumerate(value):
        own = view.item(index)
        if own is not None:
            yield from _below(index, own, item)
    if view.is_closed_array and len(value) > len(view.prefix):
        yield Breach((), "items", severity(view, "items"), view.place_of("items"))


@lru_cache(maxsize=REMEMBERED)
def bounds(view: View) -> Mapping[str, object]:
    """The bounds that a value is held to, with 3.0's boolean `exclusiveMinimum` written as 3.1 writes it."""
    kind = "number" if view.kind == "integer" else view.kind
    found = {word: view.get(word) for word in OF_KIND.get(kind, ()) if view.get(word) is not None}
    for exclusive, bound in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if isinstance(found.get(exclusive), bool):
            if found.pop(exclusive) and bound in found:
                found[exclusive] = found.pop(bound)
    return found


def _of_bounds(view: View, value: object) -> Iterator[Breach]:
    for keyword, bound in bounds(view).items():
        if not within(keyword, bound, value):
            yield Breach((), keyword, severity(view, keyword), view.place_of(keyword))
    if not has_format(view, value):
        yield Breach((), "format", severity(view, "format"), view.place_of("format"))


def has_format(view: View, value: object) -> bool:
    """Whether a value has the form that the `format` names, of those formats that are held to."""
    name = str(view.get("format"))
    if view.kind == "string" and isinstance(value, str) and name in TEXTS:
        least, most = RANGES.get(name, (0, 0))
        return bool(re.fullmatch(TEXTS[name], value)) and (name not in RANGES or least <= int(value) <= most)
    if view.kind in ("integer", "number") and is_number(value) and name in RANGES:
        return RANGES[name][0] <= cast(float, value) <= RANGES[name][1]
    return True


def _of_choices(view: View, value: object) -> Iterator[Breach]:
    if any(same(value, choice) for choice in view.choices):
        return
    kinds = {"number" if is_number(choice) else kind_of(choice) for choice in view.choices}
    if ("number" if is_number(value) else kind_of(value)) in kinds:
        keyword = "enum" if view.holder("enum") else "const"
        yield Breach((), "enum", severity(view, keyword), view.place_of(keyword))
    else:
        yield Breach((), "type", kind_severity(view), view.place_of("type"))


def _of_members(view: View, value: Node) -> Iterator[Breach]:
    members = view.members("input")
    for wire, place in view.required.items():
        if wire not in value and wire in members:
            yield Breach((wire,), "required", required_severity(view, place), f"{place.pointer}/required")
    for wire, item in value.items():
        if wire in members:
            yield from _below(wire, members[wire], item)
        elif wire not in view.properties and view.additional is not None:
            yield from _below(Key(wire), view.additional, item)


def rule_breaches(view: View, value: Node) -> Iterator[Breach]:
    """The rules that an object itself breaks."""
    for condition in conditions(view):
        rule = condition.rule(view, value)
        if rule is None:
            continue
        wrong = [wire for wire in rule.required if wire not in value and not _is_only_received(view, wire)]
        wrong += [wire for wire in rule.forbidden if wire in value]
        for wire in wrong:
            says = str(rule.named.get("says") or "")
            decided = next(iter(mentioned(condition)), "")
            yield Breach((wire,), rule.id(wire), rule.severity, rule.pointer, says, (decided, value.get(decided)))


def _is_only_received(view: View, wire: str) -> bool:
    """Whether only the server writes a property, so that no request can have it."""
    return wire in view.properties and view.properties[wire].is_read_only


def _of_union(view: View, value: object) -> Iterator[Breach]:
    """The faults of the option that is told, or of the one that is nearest.

    Of several that are as near nobody knows which is meant, unless all miss the same properties: of other rules the
    messages differ with the option, as they name its bounds or values.
    """
    told = told_option(view, value)
    if told is not None:
        yield from _of_option(view, told, value, is_alone=True)
        return
    distances = [distance(_all(option, Same(value))) for option in view.options]
    if len([one for one in distances if fits(one)]) > 1 and view.holder("oneOf") is not None and not view.tag:
        yield Breach((), "oneOf", "warn", view.place_of("oneOf"))
    elif all(_all(option, Same(value)) for option in view.options):
        near = [index for index, one in enumerate(distances) if one == min(distances)]
        said = [[_said(one) for one in _all(view.options[index], Same(value))] for index in near]
        is_same = all(one == said[0] for one in said) and {rule for _, rule, _ in said[0]} == {"required"}
        yield from _of_option(view, near[0], value, is_alone=len(near) == 1 or is_same)


def _said(one: Breach) -> tuple[Steps, str, str]:
    """What a breach says, whichever place of the document it comes from."""
    return one.steps, one.rule, one.severity


def _of_option(view: View, index: int, value: object, *, is_alone: bool) -> Iterator[Breach]:
    """The faults of one option. Keys that it does not declare may be refused as well: then nobody can be sure."""
    option = view.options[index]
    is_foreign = (
        option.kind == "object" and option.additional is None and not as_node(value).keys() <= option.properties.keys()
    )
    for one in _below(Option(index), option, value):
        yield replace(one, is_sure=one.is_sure and is_alone and not is_foreign)


def told_option(view: View, value: object) -> int | None:
    """The index of the option of a union that the value of the discriminator stands for, where it is one."""
    wire = view.tag
    if not is_node(value) or wire not in value:
        return None
    tags = {index: one.properties[wire].choices for index, one in enumerate(view.options) if wire in one.properties}
    found = [index for index, choices in tags.items() if any(same(value[wire], tag) for tag in choices)]
    return found[0] if len(found) == 1 else None


def distance(found: tuple[Breach, ...]) -> Distance:
    """How far a value is from an option: another kind anywhere in it is farther than any number of other refusals, and
    any refusal farther than what only warns.
    """
    refused = [one for one in found if one.severity == "refuse"]
    return any(one.rule == "type" for one in refused), len(refused), len(found)


def fits(distance: Distance) -> bool:
    """Whether nothing is refused at this distance."""
    return distance[:2] == (False, 0)
