"""The document as a whole, normalized."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from generator.normalize.operations import Operations
from generator.normalize.parts import Follow, Node, as_node
from generator.normalize.schema import Normal
from generator.normalize.schemas import Schemas


class Unsupported(Exception):
    """Constructs that are understood by no later stage: pairs of JSON pointer and what stands there."""

    def __init__(self, places: tuple[tuple[str, str], ...]) -> None:
        super().__init__(f"{len(places)} unsupported constructs")
        self.places = places


def normalized(root: Node, follow: Follow) -> Normal:
    """The document in its one flat shape. `follow` gives the node and the pointer that a local reference means."""
    pages = as_node(root.get("x-docs"))
    page = next(iter(pages), "")
    schemas = Schemas(follow, page=page, documented=bool(pages))
    operations = tuple(Operations(root, follow, schemas, page).all())
    if schemas.not_understood:
        raise Unsupported(tuple((pointer, "this condition cannot be checked") for pointer in schemas.not_understood))
    info = as_node(root.get("info"))
    components = as_node(root.get("components"))
    return Normal(
        title=str(info.get("title") or ""),
        description=str(info.get("description") or ""),
        version=str(info.get("version") or ""),
        servers=tuple(_servers(root)),
        tags=_tags(root),
        schemes=cast(Mapping[str, Mapping[str, object]], as_node(components.get("securitySchemes"))),
        operations=operations,
        definitions=schemas.definitions,
    )


def _servers(root: Node) -> list[str]:
    """The server URLs, their variables replaced by their defaults."""
    urls: list[str] = []
    for server in cast(list[object], root.get("servers") or []):
        node = as_node(server)
        url = str(node.get("url") or "")
        for name, variable in as_node(node.get("variables")).items():
            url = url.replace("{" + name + "}", str(as_node(variable).get("default") or ""))
        urls.append(url)
    return urls


def _tags(root: Node) -> dict[str, str]:
    """What each tag is for."""
    found: dict[str, str] = {}
    for tag in cast(list[object], root.get("tags") or []):
        node = as_node(tag)
        found[str(node.get("name"))] = str(node.get("description") or "")
    return found
