"""The document as schemas of the two directions, for a validator that knows nothing of this package.

A request is held to what is stated: no read-only properties, and none of the keywords whose breach only warns ("whole"
has these as well). An answer is held to kinds, enums and the forms of times: no bounds, no rules, nothing required, null
anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, Literal, TypeAlias
from urllib.parse import quote, unquote

import jsonschema_rs

from .cases import read
from .values import is_array, is_object

Direction: TypeAlias = Literal["whole", "request", "answer"]

BOUNDS = {
    "minLength", "maxLength", "pattern", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf",
    "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties",
}  # fmt: skip
RULES = {"if", "then", "else", "dependentRequired", "dependentSchemas"}
STATED = {"type", "enum", "const", "required", "format"} | BOUNDS
UNCHECKED = {
    "not", "patternProperties", "propertyNames", "contains", "minContains", "maxContains", "unevaluatedProperties",
    "unevaluatedItems",
}  # fmt: skip
MAPS = {"properties", "patternProperties", "$defs", "dependentSchemas", "schemas"}  # name to schema
IN_REFERENCES = "#/~%:?&=+,;@!$'()*"
HINTS = {
    "properties": "object", "required": "object", "additionalProperties": "object", "patternProperties": "object", "items": "array", "pattern": "string",
    "minLength": "string", "maxLength": "string", "minimum": "number", "maximum": "number",
}  # fmt: skip
FORMATS = {"int32", "int64", "date-time", "date", "uuid"}
RANGES = {"int32": (-(2**31), 2**31 - 1), "int64": (-(2**63), 2**63 - 1)}
SPEC: dict[str, Any] = read("spec.json")


def _declared(node: Any, is_map: bool = False) -> Iterator[str]:
    """The names of all properties; the keys of a map of schemas are names, not keywords."""
    if is_object(node):
        properties: object = None if is_map else node.get("properties")
        yield from properties if is_object(properties) else ()
        for key, value in node.items():
            yield from _declared(value, not is_map and key in MAPS)
    elif is_array(node):
        for item in node:
            yield from _declared(item)


DECLARED = frozenset(_declared(SPEC))  # what is required but declared nowhere, nobody can send
HAS_PAGES = bool(SPEC.get("x-docs"))


def _is_integer(text: str) -> bool:
    return text.isascii() and text.removeprefix("-").isdigit()


def _is_int64(text: str) -> bool:
    return _is_integer(text) and RANGES["int64"][0] <= int(text) <= RANGES["int64"][1]


def validator(pointer: str, direction: Direction) -> Any:
    """A validator for the schema at a JSON pointer."""
    root = {key: projected(value, direction) for key, value in SPEC.items()}
    is_int64: Callable[[str], bool] = _is_integer if direction == "answer" else _is_int64
    return jsonschema_rs.Draft202012Validator(
        {**root, "$ref": f"#{quote(pointer, safe='/~')}"}, formats={"int64": is_int64}, validate_formats=True
    )


def projected(node: Any, direction: Direction, is_map: bool = False, is_condition: bool = False) -> Any:
    """A part of the document in one direction; whatever is no schema passes unharmed, as nothing refers to it.

    `is_map`: the keys are names of schemas, not keywords. `is_condition`: the schema is what a rule looks at, all of it.
    """
    if is_array(node):
        return [projected(item, direction, is_condition=is_condition) for item in node]
    if not is_object(node):
        return node
    if is_map:
        return {name: projected(value, direction, is_condition=is_condition) for name, value in node.items()}
    if isinstance(node.get("$ref"), str):
        node = {**node, "$ref": quote(node["$ref"], safe=IN_REFERENCES)}
    kept = {key: value for key, value in node.items() if key in ("enum", "const", "example", "examples", "default")}
    inner = {
        key: projected(value, direction, key in MAPS, is_condition or key == "if")
        for key, value in node.items()
        if key not in kept
    }
    for union in ("anyOf", "oneOf"):
        if is_array(node.get(union)):  # an option that is nothing but nullable is meant for null
            inner[union] = [
                {"type": "null"} if one == {"nullable": True} else new for one, new in zip(node[union], inner[union])
            ]
    found = _direct(_free(_of_a_kind({key: inner.get(key, kept.get(key)) for key in node})), direction)
    if isinstance(found.get("format"), str) and found["format"] not in FORMATS:
        del found["format"]  # an annotation to the client as to JSON Schema (validation, section 7.2.1)
    if is_object(found.get("dependentSchemas")):  # of which only what must and must not be there is checked
        found["dependentSchemas"] = {name: _demands(one) for name, one in found["dependentSchemas"].items()}
    if "prefixItems" in found and direction == "answer":  # where any item may be what one of them is
        found = {key: value for key, value in found.items() if key not in ("prefixItems", "items")}
    if not is_condition:
        found = {key: value for key, value in found.items() if key not in UNCHECKED}
    return _modern(found if direction == "answer" else _ranged(found))


def _free(node: dict[str, Any]) -> dict[str, Any]:
    """An object of keys that have a pattern as it is held to: the keys are free, and of one pattern are the values typed."""
    if not node.get("patternProperties"):
        return node
    only, *others = node["patternProperties"].values()
    rest = {key: value for key, value in node.items() if key not in ("patternProperties", "additionalProperties")}
    return rest | ({} if others or node.get("additionalProperties") is not False else {"additionalProperties": only})


def _demands(node: Any) -> Any:
    """What a schema asks to be there, and not to be there."""
    if not is_object(node):
        return node
    properties: object = node.get("properties")
    never = {key: value for key, value in properties.items() if value is False} if is_object(properties) else {}
    return {**{key: node[key] for key in ("required", "x-rule") if key in node}, "properties": never}


def _of_a_kind(node: dict[str, Any]) -> dict[str, Any]:
    """A schema with the type that its keywords are about, as people mean it; to JSON Schema they say nothing of others."""
    if "type" in node or not HINTS.keys() & node.keys():
        return node
    return {**node, "type": next(kind for keyword, kind in HINTS.items() if keyword in node)}


def _ranged(node: dict[str, Any]) -> dict[str, Any]:
    """The range of a number's format as bounds: validators apply formats to strings only."""
    kinds: object = node.get("type")
    names = set(kinds) if is_array(kinds) else {kinds}
    if not {"integer", "number"} & names or node.get("format") not in RANGES:
        return node
    least, most = RANGES[node["format"]]
    return {**node, "allOf": [*node.get("allOf", []), {"minimum": least, "maximum": most}]}


def _modern(node: dict[str, Any]) -> dict[str, Any]:
    """3.0's spellings as 3.1 writes them."""
    for exclusive, bound in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if isinstance(node.get(exclusive), bool):
            if node.pop(exclusive) and bound in node:
                node[exclusive] = node.pop(bound)
    if node.get("nullable") is True:
        bare = {key: value for key, value in node.items() if key != "nullable"}
        return {"anyOf": [bare, {"type": "null"}]}
    return node


def _direct(node: dict[str, Any], direction: Direction) -> dict[str, Any]:
    match direction:
        case "request":
            return _stated(_without(node, "readOnly"))
        case "answer":
            return _lenient(_without(node, "writeOnly"))
        case "whole":
            return _without(node, "readOnly")


def _without(node: dict[str, Any], mark: str) -> dict[str, Any]:
    """An object without the properties that do not travel this way."""
    properties: object = node.get("properties")
    if not is_object(properties):
        return node
    gone = {key for key, value in properties.items() if _is_marked(value, mark)}
    kept = {key: value for key, value in properties.items() if key not in gone}
    required: object = node.get("required")
    names = {"required": [key for key in required if key not in gone and key in DECLARED]} if is_array(required) else {}
    return {**node, **_conditions_without(node, gone), "properties": kept, **names}


def _conditions_without(node: dict[str, Any], gone: Collection[str]) -> dict[str, Any]:
    """What an object asks for under conditions, but for what does not travel this way."""
    found: dict[str, Any] = {}
    for branch in ("then", "else"):
        asked: object = node.get(branch)
        if is_object(asked) and is_array(asked.get("required")):
            found[branch] = {**asked, "required": [key for key in asked["required"] if key not in gone]}
    dependent: object = node.get("dependentRequired")
    if is_object(dependent):
        found["dependentRequired"] = {
            wire: [key for key in keys if key not in gone] for wire, keys in dependent.items()
        }
    return found


def _is_marked(node: Any, mark: str, levels: int = 9) -> bool:
    """Whether a schema has a mark, itself or in what it refers to."""
    if not is_object(node) or not levels:
        return False
    parts = [_target(node["$ref"])] if isinstance(node.get("$ref"), str) else []
    parts += node["allOf"] if is_array(node.get("allOf")) else []
    return node.get(mark) is True or any(_is_marked(part, mark, levels - 1) for part in parts)


def _target(ref: str) -> Any:
    """What a reference within the document leads to, None where it leads nowhere."""
    found: Any = SPEC
    for step in unquote(ref).removeprefix("#/").split("/"):
        key = step.replace("~1", "/").replace("~0", "~")
        found = found.get(key) if is_object(found) else found[int(key)] if is_array(found) else None
    return found


def _stated(node: dict[str, Any]) -> dict[str, Any]:
    """A schema without what only warns."""
    held = {key: value for key, value in node.items() if key not in STATED or not _only_warns(node, key)}
    if held.get("type") == "integer" and not _is_page(_source(node, "type")):
        held["type"] = "number"
    rule: object = node.get("x-rule")
    if is_object(rule) and (rule.get("severity") == "warn" or not _is_page(rule.get("source"))):
        return {key: value for key, value in held.items() if key not in ("required", "properties", "dependentRequired")}
    return held


def _only_warns(node: Mapping[str, Any], keyword: str) -> bool:
    severities: object = node.get("x-severity")
    lowered = is_object(severities) and severities.get(keyword) == "warn"
    if keyword == "required" and not isinstance(node.get("required"), list):
        return False
    if keyword == "type":
        source: object = node.get("x-source")
        kind = source.get("kind", source.get("type")) if is_object(source) else source
        return lowered or not (_is_page(kind) or str(kind or "shown").startswith("shown"))
    if keyword == "format" and not HAS_PAGES:
        return True
    return lowered or not _is_page(_source(node, keyword))


def _source(node: Mapping[str, Any], keyword: str) -> Any:
    source: object = node.get("x-source")
    return source.get(keyword, "inferred") if is_object(source) else source


def _is_page(source: Any) -> bool:
    """Whether a page states it; a document without pages is itself the statement, but conditions speak for themselves."""
    if source is None:
        return True
    return str(source).startswith("page")


def _lenient(node: dict[str, Any]) -> dict[str, Any]:
    """A schema as an answer is read."""
    held = {key: value for key, value in node.items() if key not in BOUNDS | RULES | {"required", "x-rule"}}
    properties: object = held.get("properties")
    if is_object(properties):
        nullable = {key: {"anyOf": [value, {"type": "null"}]} for key, value in properties.items()}
        held["properties"] = {key: True if properties[key] is False else value for key, value in nullable.items()}
    if held.get("additionalProperties") is False:
        del held["additionalProperties"]
    return held
