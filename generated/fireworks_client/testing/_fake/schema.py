"""Whether a request keeps the schemas of the document: a small reader of JSON Schema.

It shares nothing with the checks of the client, which it is there to test. Read-only properties are not looked at.
`x-warn` holds what breaks without refusing: it counts where `strict` is set. `x-says` is the sentence of a named rule.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import NoneType
from typing import Any, TypeAlias, TypeGuard

Schema: TypeAlias = "Mapping[str, Any] | bool"
Node: TypeAlias = Mapping[str, Any]

RANGES = {"int32": (-(2**31), 2**31 - 1), "int64": (-(2**63), 2**63 - 1)}
FORMS = {
    "date-time": re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)"),
    "date": re.compile(r"\d{4}-\d\d-\d\d"),
    "uuid": re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"),
    "int64": re.compile(r"-?[0-9]{1,19}"),
}
SIZES = ("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties")
KINDS = {"Length": "string", "Items": "array", "Properties": "object"}
UNITS = {"Length": "characters", "Items": "items", "Properties": "properties"}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a request: where, in wire names, and what."""

    path: str
    says: str

    def __str__(self) -> str:
        return f"{self.path}: {self.says}" if self.path else self.says


def is_object(value: object) -> TypeGuard[dict[str, Any]]:
    """Whether a value is a JSON object."""
    return isinstance(value, dict)


def is_array(value: object) -> TypeGuard[list[Any]]:
    """Whether a value is a JSON array."""
    return isinstance(value, list)


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
            return "integer" if math.isfinite(value) and value.is_integer() else "number"
        case list():
            return "array"
        case _:
            return "object"


def same(one: object, other: object) -> bool:
    """JSON equality: 1 equals 1.0, and true equals neither."""
    if is_array(one) and is_array(other):
        return len(one) == len(other) and all(map(same, one, other))
    if is_object(one) and is_object(other):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    return one == other and isinstance(one, bool) == isinstance(other, bool)


@dataclass(frozen=True, slots=True)
class Schemas:
    """The definitions of a document by their pointers, and whether what only warns counts, too."""

    definitions: Mapping[str, Schema]
    strict: bool = False

    def faults(self, schema: Schema, value: Any, at: str = "") -> Iterator[Fault]:
        """All that is wrong with a value."""
        if isinstance(schema, bool):
            yield from () if schema else [Fault(at, "must not be there")]
            return
        if value is None and schema.get("nullable") is True:
            return
        for test in dict.fromkeys(test for keyword, test in TESTS.items() if keyword in schema):
            yield from test(self, schema, value, at)
        if self.strict and "x-warn" in schema:
            yield from self.faults(schema["x-warn"], value, at)

    def holds(self, schema: Schema, value: Any) -> bool:
        """Whether nothing is wrong with a value."""
        return next(self.faults(schema, value), None) is None

    def is_read_only(self, schema: Schema) -> bool:
        """Whether a property is the server's alone."""
        return not isinstance(schema, bool) and schema.get("readOnly") is True


Test: TypeAlias = Callable[[Schemas, Node, Any, str], Iterator[Fault]]


def _ref(schemas: Schemas, node: Node, value: Any, at: str) -> Iterator[Fault]:
    yield from schemas.faults(schemas.definitions[node["$ref"]], value, at)


def _type(schemas: Schemas, node: Node, value: Any, at: str) -> Iterator[Fault]:
    wanted: list[str] = node["type"] if is_array(node["type"]) else [node["type"]]
    kind = kind_of(value)
    if kind not in wanted and not (kind == "integer" and "number" in wanted):
        yield Fault(at, f"is {_article(kind)}, not {' or '.join(map(_article, wanted))}")


def _enum(schemas: Schemas, node: Node, value: Any, at: str) -> Iterator[Fault]:
    values: list[Any] = [node["const"]] if "const" in node else node["enum"]
    if not any(same(value, one) for one in values):
        yield Fault(at, f"{_shown(value)} is none of {', '.join(map(_shown, values))}")


def _format(schemas: Schemas, node: Node, value: Any, at: str) -> Iterator[Fault]:
    name: str = node["format"]
    if isinstance(value, str) and name in FORMS:
        fine = FORMS[name].fullmatch(value) and (name != "int64" or _in_range(name, int(value)))
        yield from () if fine else [Fault(at, f"{_shown(value)} is not of the format {name}")]
    elif name in RANGES and isinstance(value, (int, float)) and not isinstance(value, bool):
        yield from () if _in_range(name, value) else [Fault(at, f"{value!r} is beyond {name}")]


def _in_range(name: str, value: float) -> bool:
    return RANGES[name][0] <= value <= RANGES[name][1]


def _size(schemas: Schemas, node: Node, value: Any, at: str) -> Iterator[Fault]:
    for keyword in SIZES:
        unit = keyword[3:]
        if keyword in node and kind_of(value) == KINDS[unit]:
            count, bound, is_least = len(value), node[keyword], keyword.startswith("min")
            if count < bound if is_least else count > bound:
                yield Fault(at, f"{count} {UNITS[unit]}, {bound} at {'least' if is_least else 'most'}")


def _number(schemas: Schemas, node: Node, value: Any, at: str) -> Iterator[Fault]:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return
    for is_least, word in ((True, "least"), (False, "most")):
        bound = node.get("minimum" if is_least else "maximum")
        beyond = node.get("exclusiveMinimum" if is_least else "exclusiveMaximum")
        if beyond is True:  # as OpenAPI 3.0 spells it
            bound, beyond = None, bound
        if bound is not None and (value < bound if is_least else value > bound):
            yield Fault(at, f"{value!r} must be at {word} {bound!r}")
        if not isinstance(beyond, (bool, NoneType)) and (value <= beyond if is_least else value >= beyond):
            yield Fault(at, f"{value!r} must be {'more' if is_least else 'less'} than {beyond!r}")
    step = node.get("multipleOf")
    if step and (not math.isfinite(value) or Fraction(str(value)) % Fraction(str(step))):
        yield Fault(at, f"{value!r} is no multiple of {step!r}")


def _pattern(schemas: Schemas, node: Node, value: Any, at: str) -> Iterator[Fault]:
    if isinstance(value, str) and not _matches(node["pattern"], value):
        yield Fault(at, f"{_shown(value)} does not match {node['pattern']}")


def _matches(pattern: str, text: str) -> bool:
    """Whether a text has what a pattern asks for; a pattern that Python cannot read asks for nothing."""
    try:
        return re.search(pattern, text) is not None
    except re.error:
        return True


def _unique(schemas: Schemas, node: Node, value: Any, at: str) -> Iterator[Fault]:
    if node["uniqueItems"] is True and is_array(value):
        if any(same(one, other) for index, one in enumerate(value) for other in value[:index]):
            yield Fault(at, "two items are alike")


def _required(schemas: Schemas, node: Node, value: Any, at: str) -> Iterator[Fault]:
    if not is_object(value):
        return
    declared: Mapping[str, Schema] = node.get("properties", {})
    needed = [name for name in node.get("required", ()) if not schemas.is_read_only(declared.get(name, True))]
    for name, more in node.get("dependentRequired", {}).items():
        needed += more if name in value else []
    for name in dict.fromkeys(needed):
        if name not in value:
            yield Fault(_below(at, name), node.get("x-says") or "required, and not there")


def _properties(schemas: Schemas, node: Node, value: Any, at: str) -> Iterator[Fault]:
    """Properties, those of a pattern, and all others."""
    if not is_object(value):
        return
    declared: Mapping[str, Schema] = node.get("properties", {})
    patterns: Mapping[str, Schema] = node.get("patternProperties", {})
    for name, item in value.items():
        named = [declared[name]] if name in declared else []
        found = named + [each for pattern, each in patterns.items() if _matches(pattern, name)]
        if not found and node.get("additionalProperties") is False:
            yield Fault(_below(at, name), "not known")
        elif not found and "additionalProperties" in node:
            found = [node["additionalProperties"]]
        for schema in found:
            if schema is False:
                yield Fault(_below(at, name), node.get("x-says") or "must not be there")
            elif not schemas.is_read_only(schema):
                yield from schemas.faults(schema, item, _below(at, name))
        if "propertyNames" in node:
            yield from schemas.faults(node["propertyNames"], name, _below(at, name))


def _items(schemas: Schemas, node: Node, value: Any, at: str) -> Iterator[Fault]:
    if not is_array(value):
        return
    first: list[Schema] = node.get("prefixItems", [])
    for index, item in enumerate(value):
        schema: Schema = first[index] if index < len(first) else node.get("items", True)
        yield from schemas.faults(schema, item, f"{at}[{index}]")


def _all_of(schemas: Schemas, node: Node, value: Any, at: str) -> Iterator[Fault]:
    for part in node["allOf"]:
        yield from schemas.faults(part, value, at)


def _any_of(schemas: Schemas, node: Node, value: Any, at: str) -> Iterator[Fault]:
    """The faults of the option that comes nearest; of several that fit only a strict reader complains."""
    found = [list(schemas.faults(option, value, at)) for option in node.get("oneOf") or node["anyOf"]]
    if all(found):
        yield from min(found, key=len)
    elif schemas.strict and "oneOf" in node and sum(not each for each in found) > 1:
        yield Fault(at, "fits more than one of the alternatives")


def _not(schemas: Schemas, node: Node, value: Any, at: str) -> Iterator[Fault]:
    if schemas.holds(node["not"], value):
        yield Fault(at, node.get("x-says") or "is what it must not be")


def _if(schemas: Schemas, node: Node, value: Any, at: str) -> Iterator[Fault]:
    outcome = node.get("then" if Schemas(schemas.definitions).holds(node["if"], value) else "else", True)
    yield from schemas.faults(outcome, value, at)


def _dependent(schemas: Schemas, node: Node, value: Any, at: str) -> Iterator[Fault]:
    for name, schema in node["dependentSchemas"].items():
        if is_object(value) and name in value:
            yield from schemas.faults(schema, value, at)


TESTS: Mapping[str, Test] = {
    "$ref": _ref, "type": _type, "enum": _enum, "const": _enum, "format": _format, "pattern": _pattern,
    **dict.fromkeys(SIZES, _size),
    **dict.fromkeys(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"), _number),
    "uniqueItems": _unique, "required": _required, "dependentRequired": _required,
    **dict.fromkeys(("properties", "patternProperties", "additionalProperties", "propertyNames"), _properties),
    "prefixItems": _items, "items": _items, "allOf": _all_of, "anyOf": _any_of, "oneOf": _any_of, "not": _not,
    "if": _if, "dependentSchemas": _dependent,
}  # fmt: skip


def _below(at: str, name: str) -> str:
    return f"{at}.{name}" if at else name


def _article(kind: str) -> str:
    return kind if kind == "null" else f"{'an' if kind[0] in 'aio' else 'a'} {kind}"


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:79]}…"
