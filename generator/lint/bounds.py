"""Bounds of schemas: each a number that can be one, both ends in order, and a default that keeps them."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from generator.findings import described, quoted, suggested
from generator.lint.fault import Fault
from generator.load import is_array, is_object
from generator.resolve import Document, Item, Mend

_COUNTED = {"Length": "length", "Items": "number of items", "Properties": "number of properties", "Contains": "number"}
COUNTS = tuple(f"{end}{what}" for what in _COUNTED for end in ("min", "max"))
_PARTS = re.compile(r".*/(allOf|anyOf|oneOf|not|if|then|else|dependentSchemas)(/[^/]*)?")
_LIFT = "the bound is not checked"
_LEVELS = 12


def bounds(document: Document) -> Iterator[Fault]:
    """The faults of all bounds, enums and lists of required properties."""
    for item in document.items:
        if item.kind == "Schema":
            yield from _counts(item)
            yield from _steps(item)
            yield from _order(item)
            yield from _repeated(item)
            yield from _required(document, item)
            yield from _default(item)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _number(value: object) -> float | int | None:
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _is_finite(value: float) -> bool:
    """Whether a number bounds anything. Whole numbers do, also those that no float can hold."""
    return isinstance(value, int) or math.isfinite(value)


# --- single bounds ---------------------------------------------------------------------------------------------------


def _counts(item: Item) -> Iterator[Fault]:
    """Sizes below zero."""
    for key in COUNTS:
        value = item.node.get(key)
        if isinstance(value, int) and _is_count(value) and value < 0:
            what = _COUNTED[key[3:]]
            message = f"{key} is {value}: a {what} is never below 0"
            yield _bound(item, key, message, fix="write a whole number from 0 on, or remove the key")


def _steps(item: Item) -> Iterator[Fault]:
    """Multiples of what has none, and numbers that are none."""
    steps = _number(item.node.get("multipleOf"))
    if steps is not None and not (_is_finite(steps) and steps > 0):
        yield _bound(item, "multipleOf", f"multipleOf is {steps}, and must be above 0", fix="write the step")
    for key in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"):
        value = _number(item.node.get(key))
        if value is not None and not _is_finite(value):
            message, fix = f"{key} is {value}, which bounds nothing", "write a number, or remove the key"
            yield Fault(code="bound", severity="warning", pointer=f"{item.pointer}/{key}", message=message, fix=fix)


def _bound(item: Item, key: str, message: str, *, fix: str) -> Fault:
    return Fault(
        code="bound",
        pointer=f"{item.pointer}/{key}",
        message=message,
        fix=fix,
        lift=_LIFT,
        mends=(Mend(item.node, key),),
    )


# --- both ends -------------------------------------------------------------------------------------------------------


def _order(item: Item) -> Iterator[Fault]:
    """Pairs of bounds between which nothing lies."""
    for what in _COUNTED:
        low, high = f"min{what}", f"max{what}"
        least, most = item.node.get(low), item.node.get(high)
        if _is_count(least) and _is_count(most) and _exceeds(least, most) and _exceeds(most, -1):
            yield _empty(item, low, high)
    node = item.node
    for low in ("minimum", "exclusiveMinimum"):
        for high in ("maximum", "exclusiveMaximum"):
            least, most = _number(node.get(low)), _number(node.get(high))
            if least is None or most is None:
                continue
            is_open = low != "minimum" or high != "maximum" or True in _flags(node)
            if least > most or (least == most and is_open):
                yield _empty(item, low, high)


def _flags(node: dict[str, object]) -> tuple[object, object]:
    """What 3.0 says beside minimum and maximum: whether the bound itself is out."""
    return node.get("exclusiveMinimum") is True, node.get("exclusiveMaximum") is True


def _exceeds(one: object, other: object) -> bool:
    return isinstance(one, int) and isinstance(other, int) and one > other


def _empty(item: Item, low: str, high: str) -> Fault:
    least, most = item.node[low], item.node[high]
    return Fault(
        code="bounds-exclude-all",
        pointer=f"{item.pointer}/{low}",
        also=f"{item.pointer}/{high}",
        message=f"no value is allowed: {low} is {quoted(least)[1:-1]} and {high} is {quoted(most)[1:-1]}",
        fix="correct one of them",
        lift="neither is checked",
        mends=(Mend(item.node, low), Mend(item.node, high)),
    )


# --- lists -----------------------------------------------------------------------------------------------------------


def _repeated(item: Item) -> Iterator[Fault]:
    """Values of an enum that stand twice: the second says nothing."""
    values = item.node.get("enum")
    seen: set[str] = set()
    for index, value in enumerate(values if is_array(values) else ()):
        key = json.dumps(value, sort_keys=True, default=repr)
        if key in seen:
            yield Fault(
                code="duplicate-enum-value",
                severity="warning",
                pointer=f"{item.pointer}/enum/{index}",
                message=f"{described(value)} stands in the enum already",
                fix="write each value once; it counts once",
            )
        seen.add(key)


def _required(document: Document, item: Item) -> Iterator[Fault]:
    """Names that are required and that no part of the schema declares; parts of other schemas may count on these."""
    wanted = item.node.get("required")
    extra = item.node.get("additionalProperties")
    if not is_array(wanted) or not wanted or is_object(extra) or extra is True or _PARTS.fullmatch(item.pointer):
        return
    known = _properties(document, item.node, _LEVELS)
    if not known:
        return
    for index, name in enumerate(wanted):
        if isinstance(name, str) and name not in known:
            yield Fault(
                code="required-unknown",
                severity="warning",
                pointer=f"{item.pointer}/required/{index}",
                message=f"{quoted(name)} is required, and no property has that name{suggested(name, known)}",
                fix="declare the property, or take it off the list; nothing is typed or checked of it",
            )


def _properties(document: Document, node: object, levels: int) -> dict[str, object]:
    """The properties that a schema declares by itself or by its parts; none where its keys are open."""
    if not is_object(node) or levels == 0:
        return {}
    properties = node.get("properties")
    found = dict(properties) if is_object(properties) else {}
    parts: list[object] = []
    if isinstance(ref := node.get("$ref"), str):
        parts.append(document.follow(ref)[0])
    for key in ("allOf", "anyOf", "oneOf"):
        listed = node.get(key)
        parts += listed if is_array(listed) else []
    for part in parts:
        found |= _properties(document, part, levels - 1)
    return found


# --- the default -----------------------------------------------------------------------------------------------------


def _default(item: Item) -> Iterator[Fault]:
    """A default that a bound beside it excludes."""
    for key in item.node if "default" in item.node else ():
        if key in _KEEPS and not _keeps(key, item.node[key], item.node["default"]):
            bound = quoted(item.node[key])[1:-1]
            yield Fault(
                code="default-bound",
                severity="warning",
                pointer=f"{item.pointer}/default",
                message=f"the default is {described(item.node['default'])}, which {key} {bound} excludes",
                fix="correct it; it is kept as documentation and not used",
                mends=(Mend(item.node, "default"),),
            )
            return


_KEEPS: Mapping[str, Callable[[Any, Any], bool]] = {
    "minimum": lambda value, bound: value >= bound,
    "maximum": lambda value, bound: value <= bound,
    "exclusiveMinimum": lambda value, bound: value > bound,
    "exclusiveMaximum": lambda value, bound: value < bound,
    "minLength": lambda value, bound: len(value) >= bound,
    "maxLength": lambda value, bound: len(value) <= bound,
    "minItems": lambda value, bound: len(value) >= bound,
    "maxItems": lambda value, bound: len(value) <= bound,
}
_SIZED = ("Length", "Items")


def _keeps(key: str, bound: object, value: object) -> bool:
    """Whether a value keeps a bound; one of a kind that the bound is not about always does."""
    if key[3:] in _SIZED:
        return not (_is_count(bound) and _is_sized(value, key)) or _KEEPS[key](value, bound)
    number, limit = _number(value), _number(bound)
    return number is None or limit is None or _KEEPS[key](number, limit)


def _is_sized(value: object, key: str) -> bool:
    return isinstance(value, str) if key.endswith("Length") else is_array(value)
