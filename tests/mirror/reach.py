"""Where a node of a document matters: in what is sent, in what is answered, or nowhere. Asked of the raw document alone.

An "option" is sent, too, as one of several shapes that nothing tells apart.
"""

from __future__ import annotations

from typing import Any, Literal, TypeAlias, cast

from tests.mirror.edit import Keys

Side: TypeAlias = Literal["sent", "option", "answered", "failed"]
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")


def reached(tree: dict[str, Any]) -> dict[int, set[Side]]:
    """The `id` of each node that operations lead to -> how; of a tree whose nodes are all apart."""
    found: dict[int, set[Side]] = {}
    for item in tree.get("paths", {}).values():
        for operation in (item[method] for method in METHODS if method in item):
            for part in (item.get("parameters"), operation.get("parameters"), operation.get("requestBody")):
                _walk(tree, part, "sent", found)
            for status, response in operation.get("responses", {}).items():
                _walk(tree, response, "answered" if str(status).startswith("2") else "failed", found)
    return found


def _walk(tree: dict[str, Any], node: object, side: Side, found: dict[int, set[Side]]) -> None:
    if isinstance(node, list):
        for value in cast("list[object]", node):
            _walk(tree, value, side, found)
    if not isinstance(node, dict):
        return
    members = cast("dict[str, Any]", node)
    own = found.setdefault(id(members), set())
    if members.get("readOnly" if side in ("sent", "option") else "writeOnly") is True or side in own:
        return
    own.add(side)
    if isinstance(members.get("$ref"), str):
        _walk(tree, at(tree, members["$ref"]), side, found)
    for key, value in members.items():
        is_blind = key in ("oneOf", "anyOf") and len(value) > 1 and not _is_told(tree, members, value)
        if key not in ("example", "examples", "default", "enum", "const"):
            _walk(tree, value, "option" if is_blind and side == "sent" else side, found)


def _is_told(tree: dict[str, Any], union: dict[str, Any], options: list[object]) -> bool:
    """Whether a discriminator tells the options of a union apart: one that is a property of theirs."""
    wire = union.get("discriminator", {}).get("propertyName")
    return any(wire in _properties(tree, option) for option in options)


def _properties(tree: dict[str, Any], schema: object, levels: int = 9) -> set[str]:
    """The names of the properties of a schema, and of what it refers to."""
    if not isinstance(schema, dict) or not levels:
        return set()
    members = cast("dict[str, Any]", schema)
    parts = [*members.get("allOf", ()), *([at(tree, members["$ref"])] if "$ref" in members else [])]
    found = {name for part in parts for name in _properties(tree, part, levels - 1)}
    return found | set(members.get("properties", {}))


def at(tree: dict[str, Any], ref: str) -> object:
    """What a reference within the document leads to; None for nothing."""
    node: object = tree
    for part in ref.removeprefix("#/").split("/") if ref.startswith("#/") else ["$"]:
        key = part.replace("~1", "/").replace("~0", "~")
        node = cast("dict[str, object]", node).get(key) if isinstance(node, dict) else None
    return node


def sides(tree: dict[str, Any], keys: Keys) -> set[Side]:
    """In which ways operations lead to a node."""
    node: Any = tree
    for key in keys:
        node = node[key]
    return reached(tree).get(id(node), set())
