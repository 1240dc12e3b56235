"""Keywords of a schema as arguments of the runtime's tests, and who must be right for them to refuse."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

from generator import ir
from generator.normalize.provenance import severity
from generator.normalize.schema import Schema

ARGUMENTS = {
    "minLength": "min_length",
    "maxLength": "max_length",
    "pattern": "pattern",
    "minimum": "minimum",
    "maximum": "maximum",
    "exclusiveMinimum": "above",
    "exclusiveMaximum": "below",
    "multipleOf": "multiple_of",
    "minItems": "min_items",
    "maxItems": "max_items",
    "uniqueItems": "unique",
    "minProperties": "min_properties",
    "maxProperties": "max_properties",
}
OF_KIND = {
    "string": {"minLength", "maxLength", "pattern"},
    "number": {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"},
    "integer": {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"},
    "array": {"minItems", "maxItems", "uniqueItems"},
    "map": {"minProperties", "maxProperties"},
    "object": {"minProperties", "maxProperties"},
}
STRING_FORMATS = {"int64", "date-time", "date", "uuid"}
NUMBER_FORMATS = {"int32", "int64"}


def limits(schema: Schema) -> tuple[tuple[str, ir.Limit], ...]:
    """Pairs of keyword and argument, for the keywords that apply to the schema's kind."""
    return tuple(_limits(schema))


def _limits(schema: Schema) -> Iterator[tuple[str, ir.Limit]]:
    written = _with_exclusive_numbers(dict(schema.limits))
    for keyword, value in written.items():
        if keyword in OF_KIND.get(schema.kind, ()) and _is_usable(keyword, value):
            yield keyword, ir.Limit(name=ARGUMENTS[keyword], value=value)
    formats = STRING_FORMATS if schema.kind == "string" else NUMBER_FORMATS
    if schema.kind in ("string", "integer", "number") and schema.format in formats:
        yield "format", ir.Limit(name="format", value=schema.format)


def _with_exclusive_numbers(written: dict[str, ir.Constant]) -> dict[str, ir.Constant]:
    """3.0 writes `exclusiveMinimum: true` beside `minimum`; 3.1 writes the number itself."""
    for exclusive, bound in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if isinstance(written.get(exclusive), bool):
            is_exclusive = written.pop(exclusive)
            if is_exclusive and bound in written:
                written[exclusive] = written.pop(bound)
    return written


def _is_usable(keyword: str, value: ir.Constant) -> bool:
    """Whether Python can hold a value to the keyword; lint tells of those it cannot."""
    match keyword:
        case "pattern":
            return isinstance(value, str) and is_regex(value)
        case "uniqueItems":
            return value is True
        case "multipleOf":
            return _is_number(value) and isinstance(value, (int, float)) and value > 0
        case "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum":
            return _is_number(value)
        case _:
            return _is_number(value) and isinstance(value, (int, float)) and value >= 0


def _is_number(value: ir.Constant) -> bool:
    """Whether a bound is a number that a float can hold: beyond that no value is measured by it."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) <= sys.float_info.max


def is_regex(pattern: str) -> bool:
    """Whether Python's `re` can compile a pattern written for ECMA-262."""
    try:
        re.compile(pattern)
    except (re.error, RecursionError, OverflowError):
        return False
    return True


def warns(schema: Schema, keywords: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the rules of a schema that only warn: no page states them, or the document lowers them."""
    return tuple(rule for rule in keywords if rule_severity(schema, rule) == "warn")


def rule_severity(schema: Schema, rule: str) -> ir.Severity:
    """How severe a breach is. `rule` is a keyword, "type" for the JSON kind, or "integer" for a fraction."""
    if rule in schema.lowered or (rule == "format" and schema.source("format").provenance == "spec"):
        return "warn"  # `format` is an annotation unless a page says more (JSON Schema validation, section 7.2.1).
    if rule == "type":
        return severity(schema.sources.get("kind") or schema.source("type"), kind=True)
    return severity(schema.source("type" if rule == "integer" else rule))
