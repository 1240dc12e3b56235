"""The plain values that a document is made of: dict with string keys, list, str, int, float, bool and None."""

from __future__ import annotations

from typing import TypeGuard

LEVELS = 256
"""Deepest nesting of a document: later stages recurse, one or two calls a level."""


def is_object(node: object) -> TypeGuard[dict[str, object]]:
    """Whether the node is a mapping; its keys are strings, as this stage makes them."""
    return isinstance(node, dict)


def is_array(node: object) -> TypeGuard[list[object]]:
    """Whether the node is a list."""
    return isinstance(node, list)


def is_too_deep(tree: object) -> bool:
    """Whether more collections are nested than later stages can go into."""
    nodes = [tree]
    for _ in range(LEVELS):
        nodes = [child for node in nodes for child in _collections(node)]
        if not nodes:
            return False
    return True


def _collections(node: object) -> list[object]:
    members = node.values() if is_object(node) else node if is_array(node) else ()
    return [member for member in members if isinstance(member, (dict, list))]
