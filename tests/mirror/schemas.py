"""Edits of schemas: bounds, enums, what is required, names, kinds, defaults, null, patterns, conditions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, cast

from tests.mirror.edit import Edit, Keys, with_key, with_value, without

UPPER, LOWER = ("maxLength", "maximum", "maxItems"), ("minLength", "minimum", "minItems")
# A bound where there was none: one that values which are made up without it do not keep.
LEAST = {"string": "minLength", "integer": "minimum", "number": "minimum", "array": "minItems"}
FAR = {"minLength": 60, "minimum": 123_456, "minItems": 7}
NARROW = {"const", "enum", "format", "pattern"}
RETYPED = {"string": "integer", "integer": "string", "number": "string", "boolean": "string"}


def schemas(tree: dict[str, Any]) -> Iterator[tuple[Keys, dict[str, Any]]]:
    """Each schema that is written out, with its keys; conditions and references are not looked into."""
    for name, schema in tree.get("components", {}).get("schemas", {}).items():
        yield from _within(schema, ("components", "schemas", name))
    for part in ("paths", "components"):
        yield from _below(tree.get(part, {}), (part,))


def _below(node: object, keys: Keys) -> Iterator[tuple[Keys, dict[str, Any]]]:
    """The schemas of parameters, headers and media types below a node."""
    if keys[:2] == ("components", "schemas") or keys[-1] in ("example", "examples") or str(keys[-1]).startswith("x-"):
        return
    if isinstance(node, list):
        for index, value in enumerate(cast("list[object]", node)):
            yield from _below(value, (*keys, index))
    elif isinstance(node, dict):
        for key, value in cast("dict[str, object]", node).items():
            yield from _within(value, (*keys, key)) if key == "schema" else _below(value, (*keys, key))


def _within(node: object, keys: Keys) -> Iterator[tuple[Keys, dict[str, Any]]]:
    if not isinstance(node, dict) or "$ref" in node:
        return
    schema = cast("dict[str, Any]", node)
    yield keys, schema
    for name, value in schema.get("properties", {}).items():
        yield from _within(value, (*keys, "properties", name))
    for key in ("items", "additionalProperties"):
        yield from _within(schema.get(key), (*keys, key))
    for key in ("allOf", "anyOf", "oneOf"):
        for index, value in enumerate(schema.get(key, ())):
            yield from _within(value, (*keys, key, index))


def of_schemas(tree: dict[str, Any]) -> Iterator[Edit]:
    """Every edit of every schema."""
    is_30 = str(tree.get("openapi", "")).startswith("3.0")
    for keys, schema in schemas(tree):
        for found in (_bounds, _enums, _members, _scalars, _conditions):
            yield from found(keys, schema)
        yield from _nullable_30(keys, schema) if is_30 else _nullable(keys, schema)
        if not is_30:
            yield from _dependent(keys, schema)


def _bounds(keys: Keys, schema: dict[str, Any]) -> Iterator[Edit]:
    for word in (*UPPER, *LOWER):
        value, step = schema.get(word), 1 if word in LOWER else -1
        if type(value) is int:
            if value + step >= 0:
                yield Edit("bound tightened", keys, f"{word} {value + step}", with_value(word, value + step))
            if value - step >= 0:
                yield Edit("bound loosened", keys, f"{word} {value - step}", with_value(word, value - step))
            yield Edit("bound loosened", keys, f"no {word}", without(word))
    least = LEAST.get(str(schema.get("type")))
    if least and not schema.keys() & (NARROW | {"example", "examples", "default", *UPPER, *LOWER, "exclusiveMinimum"}):
        yield Edit("bound tightened", keys, f"{least} {FAR[least]}", with_value(least, FAR[least]))


def _enums(keys: Keys, schema: dict[str, Any]) -> Iterator[Edit]:
    values = cast("list[Any]", schema.get("enum") or [])
    if values and all(isinstance(value, str) for value in values):
        yield Edit(
            "enum value added", keys, "ADDED_BY_THE_MIRROR", with_value("enum", [*values, "ADDED_BY_THE_MIRROR"])
        )
    elif values and all(type(value) is int for value in values):
        yield Edit("enum value added", keys, f"{max(values) + 1}", with_value("enum", [*values, max(values) + 1]))
    for index, value in enumerate(values if len(values) > 1 else ()):
        if value is not None and value != schema.get("default"):
            rest = [*values[:index], *values[index + 1 :]]
            yield Edit("enum value dropped", keys, f"{value!r}", with_value("enum", rest))


def _members(keys: Keys, schema: dict[str, Any]) -> Iterator[Edit]:
    required = cast("list[str]", schema.get("required") or [])
    told_apart = schema.get("discriminator", {}).get("propertyName")
    for name in schema.get("properties", {}):
        if name not in required:
            yield Edit("required", keys, name, with_value("required", [*required, name]))
        elif name != told_apart:
            rest = [each for each in required if each != name]
            yield Edit("not required", keys, name, with_value("required", rest) if rest else without("required"))
        if name != told_apart:
            yield Edit("renamed", keys, f"{name} -> {name}Renamed", _renamed(name))


def _renamed(name: str) -> Callable[[dict[str, Any]], None]:
    def change(schema: dict[str, Any]) -> None:
        with_key(name, f"{name}Renamed", "properties")(schema)
        if name in schema.get("required", ()):
            schema["required"] = [f"{name}Renamed" if each == name else each for each in schema["required"]]

    return change


def _scalars(keys: Keys, schema: dict[str, Any]) -> Iterator[Edit]:
    kind, default = str(schema.get("type")), schema.get("default")
    if kind in RETYPED and not schema.keys() & (NARROW | {"default"} | {*UPPER, *LOWER}):
        yield Edit("retyped", keys, f"{kind} -> {RETYPED[kind]}", with_value("type", RETYPED[kind]))
    if "default" in schema:
        yield Edit("default", keys, "no default", without("default"))
    other = _other_default(schema, kind, default)
    if other is not None and "const" not in schema and not schema.keys() & {"pattern", "format"}:
        yield Edit("default", keys, f"{default!r} -> {other!r}", with_value("default", other))
    if kind == "string" and not schema.keys() & (NARROW - {"pattern"}):
        if "pattern" in schema:
            yield Edit("pattern", keys, "no pattern", without("pattern"))
        elif not schema.keys() & {"example", "examples", "default", *UPPER, *LOWER}:
            yield Edit("pattern", keys, "capitals", with_value("pattern", "^[A-Z]{3,40}$"))


def _other_default(schema: dict[str, Any], kind: str, default: object) -> object:
    """A default that the schema does not have yet; None where none is known to be allowed."""
    if values := schema.get("enum"):
        return next((value for value in values if value is not None and value != default), None)
    if kind == "boolean":
        return not default
    if kind == "integer" and not schema.keys() & {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"}:
        return 7 if default != 7 else 8
    return "mirrored" if kind == "string" and not schema.keys() & {"maxLength", "minLength"} else None


def _nullable_30(keys: Keys, schema: dict[str, Any]) -> Iterator[Edit]:
    if schema.get("nullable") is True:
        yield Edit("nullable", keys, "never null", without("nullable"))
    elif isinstance(schema.get("type"), str) and "enum" not in schema and keys[-2] == "properties":
        yield Edit("nullable", keys, "may be null", with_value("nullable", True))


def _nullable(keys: Keys, schema: dict[str, Any]) -> Iterator[Edit]:
    kind = schema.get("type")
    if isinstance(kind, list) and "null" in kind and len(cast("list[str]", kind)) > 1:
        rest = [each for each in cast("list[str]", kind) if each != "null"]
        yield Edit("nullable", keys, "never null", with_value("type", rest[0] if len(rest) == 1 else rest))
    elif isinstance(kind, str) and not schema.keys() & {"enum", "const"} and keys[-2] == "properties":
        yield Edit("nullable", keys, "may be null", with_value("type", [kind, "null"]))


def _conditions(keys: Keys, schema: dict[str, Any]) -> Iterator[Edit]:
    if "if" in schema and "then" in schema:
        yield Edit("condition", keys, "only `if`", lambda node: (node.pop("then"), node.pop("else", None), None)[-1])
        if "else" in schema:
            yield Edit("condition", keys, "no `else`", without("else"))
            yield Edit("condition", keys, "no `then`", without("then"))
        yield from _other_values(keys, schema)
    for word in ("dependentRequired", "not"):
        if word in schema:
            yield Edit("condition", keys, f"no {word}", without(word))


def _other_values(keys: Keys, schema: dict[str, Any]) -> Iterator[Edit]:
    """The condition asks for another value."""
    for name, asked in schema["if"].get("properties", {}).items():
        if isinstance(asked.get("const"), str):
            change = with_value("const", f"{asked['const']}_OF_THE_MIRROR")
            yield Edit("condition", (*keys, "if", "properties", name), "another value", change)
        elif len(asked.get("enum", ())) > 1:
            rest = asked["enum"][1:]
            yield Edit("condition", (*keys, "if", "properties", name), "a value less", with_value("enum", rest))


def _dependent(keys: Keys, schema: dict[str, Any]) -> Iterator[Edit]:
    optional = [name for name in schema.get("properties", {}) if name not in schema.get("required", ())]
    if len(optional) > 1 and "dependentRequired" not in schema:
        needs = {optional[0]: [optional[1]]}
        yield Edit("condition", keys, f"{optional[0]} needs {optional[1]}", with_value("dependentRequired", needs))
