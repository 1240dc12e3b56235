"""Servers as they are written, their variables beside the URLs in which they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from generator.normalize.parts import Node, as_node
from generator.normalize.schema import Server, ServerVariable


def servers(*owners: Node) -> tuple[Server, ...]:
    """The servers of the first owner that has any (OpenAPI 3.1, section 4.8.10: the innermost replace all others)."""
    listed: object = next((owner["servers"] for owner in owners if owner.get("servers")), None)
    return tuple(_server(as_node(one)) for one in cast(list[object], listed or []))


def _server(node: Node) -> Server:
    url = str(node.get("url") or "/")
    return Server(
        url=url,
        name=str(node.get("name") or ""),
        description=str(node.get("description") or ""),
        variables=tuple(_variables(url, as_node(node.get("variables")))),
    )


def _variables(url: str, written: Node) -> Iterator[ServerVariable]:
    """Each name in braces; what is defined and does not stand in the URL says nothing."""
    for name in dict.fromkeys(re.findall(r"\{([^{}]*)\}", url)):
        node = as_node(written.get(name))
        default = node.get("default")
        yield ServerVariable(
            name=name,
            default=None if default is None else str(default),
            values=tuple(str(value) for value in cast(list[object], node.get("enum") or [])),
            description=str(node.get("description") or ""),
        )
