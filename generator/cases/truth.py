"""Whether a value satisfies a schema, yes or no: plain JSON Schema, as the conditions of rules are meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import cast

from generator.cases.places import Document, Place, as_list, as_names, as_node, is_list, is_node

BOUNDS: Mapping[str, Callable[[float, float], bool]] = {
    "minimum": lambda value, bound: value >= bound,
    "maximum": lambda value, bound: value <= bound,
    "exclusiveMinimum": lambda value, bound: value > bound,
    "exclusiveMaximum": lambda value, bound: value < bound,
    "multipleOf": lambda value, bound: Fraction(str(value)) % Fraction(str(bound)) == 0,
}
SIZES: Mapping[str, tuple[type, Callable[[int, int], bool]]] = {
    "minLength": (str, lambda size, bound: size >= bound),
    "maxLength": (str, lambda size, bound: size <= bound),
    "minItems": (list, lambda size, bound: size >= bound),
    "maxItems": (list, lambda size, bound: size <= bound),
    "minProperties": (dict, lambda size, bound: size >= bound),
    "maxProperties": (dict, lambda size, bound: size <= bound),
}


def kind_of(value: object) -> str:
    """The JSON kind of a value; a whole float is an integer (JSON Schema core, section 4.2.3)."""
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case str():
            return "string"
        case int():
            return "integer"
        case float():
            return "integer" if value.is_integer() else "number"
        case list():
            return "array"
        case _:
            return "object"


def same(one: object, other: object) -> bool:
    """JSON equality: 1 equals 1.0, and true equals neither."""
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def is_number(value: object) -> bool:
    """Whether a value is a JSON number."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def within(keyword: str, bound: object, value: object) -> bool:
    """Whether a value keeps one bound; values of a kind that the keyword is not about always do."""
    if keyword in BOUNDS and is_number(bound):
        return not is_number(value) or BOUNDS[keyword](cast(float, value), cast(float, bound))
    if keyword in SIZES and isinstance(bound, int):
        kind, keeps = SIZES[keyword]
        return not isinstance(value, kind) or keeps(len(cast(str, value)), bound)
    if keyword == "uniqueItems" and bound is True:
        items = as_list(value)
        return not any(same(item, other) for index, item in enumerate(items) for other in items[:index])
    if keyword == "pattern" and isinstance(bound, str) and isinstance(value, str):
        return re.search(bound, value) is not None
    return True


def holds(document: Document, place: Place, value: object) -> bool:
    """Whether the value satisfies the schema."""
    node = place.node
    ref = node.get("$ref")
    if isinstance(ref, str) and not holds(document, document.target(ref), value):
        return False
    return (
        _holds_alone(node, value)
        and _holds_inside(document, place, value)
        and all(holds(document, part, value) for part in _parts(place, "allOf"))
        and ("anyOf" not in node or any(holds(document, part, value) for part in _parts(place, "anyOf")))
        and ("oneOf" not in node or sum(holds(document, part, value) for part in _parts(place, "oneOf")) == 1)
        and ("not" not in node or not holds(document, place.at("not"), value))
    )


def _parts(place: Place, keyword: str) -> list[Place]:
    return [place.at(keyword, index) for index in range(len(as_list(place.node.get(keyword))))]


def _holds_alone(node: Mapping[str, object], value: object) -> bool:
    """The keywords that look at the value itself."""
    written = node.get("type")
    types = [written] if isinstance(written, str) else as_names(written)
    kind = kind_of(value)
    if types and kind not in types and not (kind == "integer" and "number" in types):
        return value is None and node.get("nullable") is True
    if "const" in node and not same(node["const"], value):
        return False
    if "enum" in node and not any(same(item, value) for item in as_list(node["enum"])):
        return False
    return all(within(keyword, bound, value) for keyword, bound in node.items())


def _holds_inside(document: Document, place: Place, value: object) -> bool:
    """The keywords that look at members and items."""
    node = place.node
    if is_node(value):
        members = as_node(cast(object, value))
        declared = as_node(node.get("properties"))
        if any(wire not in members for wire in as_names(node.get("required"))):
            return False
        return all(holds(document, place.at("properties", w), members[w]) for w in declared if w in members)
    if is_list(value) and "items" in node:
        return all(holds(document, place.at("items"), item) for item in as_list(cast(object, value)))
    return True
