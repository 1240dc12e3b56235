"""Whether a value is of the type that a schema asks for: types, enums and references only, no bounds."""

from __future__ import annotations

from generator.load import is_array, is_object
from generator.resolve import Document

TYPES = ("string", "number", "integer", "boolean", "array", "object", "null")
_LEVELS = 12


def types_of(schema: dict[str, object]) -> list[str]:
    """The types that a schema names, of 3.0 and of 3.1."""
    written = schema.get("type")
    names = written if is_array(written) else [written]
    return [name for name in names if isinstance(name, str)]


def fits(value: object, schema: object, document: Document, levels: int = _LEVELS) -> bool:
    """Whether the value has a type, and is among the values, that the schema allows; it fits where that is unclear."""
    if not is_object(schema) or levels == 0:
        return schema is not False
    if value is None and schema.get("nullable") is True:
        return True
    types = types_of(schema)
    if types and not any(_is(value, name) for name in types):
        return False
    choices = schema.get("enum")
    if is_array(choices) and value not in choices:
        return False
    if isinstance(ref := schema.get("$ref"), str) and not fits(value, document.follow(ref)[0], document, levels - 1):
        return False
    return _fit_combined(value, schema, document, levels) and _fit_members(value, schema, document, levels)


def _fit_combined(value: object, schema: dict[str, object], document: Document, levels: int) -> bool:
    every, any_of, one_of = (schema.get(key) for key in ("allOf", "anyOf", "oneOf"))
    if is_array(every) and not all(fits(value, each, document, levels - 1) for each in every):
        return False
    return all(
        not is_array(some) or not some or any(fits(value, each, document, levels - 1) for each in some)
        for some in (any_of, one_of)
    )


def _fit_members(value: object, schema: dict[str, object], document: Document, levels: int) -> bool:
    if is_array(value) and "items" in schema:
        return all(fits(each, schema["items"], document, levels - 1) for each in value)
    properties = schema.get("properties")
    if is_object(value) and is_object(properties):
        return all(fits(each, properties.get(name), document, levels - 1) for name, each in value.items())
    return True


def _is(value: object, type: str) -> bool:
    match type:
        case "string":
            return isinstance(value, str)
        case "boolean":
            return isinstance(value, bool)
        case "integer":
            return not isinstance(value, bool) and (isinstance(value, int) or _is_whole(value))
        case "number":
            return isinstance(value, (int, float)) and not isinstance(value, bool)
        case "array":
            return is_array(value)
        case "object":
            return is_object(value)
        case "null":
            return value is None
        case _:
            return True


def _is_whole(value: object) -> bool:
    return isinstance(value, float) and value.is_integer()
