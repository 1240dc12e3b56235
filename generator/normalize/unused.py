"""The component schemas that nothing is generated for, as no operation leads to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from generator.normalize.parts import Node, as_node
from generator.positions import unescaped

OF_SCHEMAS = "#/components/schemas/"


def unused(root: Node) -> tuple[str, ...]:
    """Their names, in the order of the document; none of a document that has no operations, whose schemas are all there is.

    What is left out with a word of its own, such as a webhook, counts as a use.
    """
    schemas = as_node(as_node(root.get("components")).get("schemas"))
    if not as_node(root.get("paths")):
        return ()
    known = set[str]()
    waiting = [*_named({key: value for key, value in root.items() if key != "components"}, root)]
    while waiting:
        name = waiting.pop()
        if name in known:
            continue
        known.add(name)
        waiting += _named(schemas.get(name), root)
        if "discriminator" in as_node(schemas.get(name)):
            waiting += [child for child, node in schemas.items() if name in _parents(node)]
    return tuple(name for name in schemas if name not in known)


def _parents(node: object) -> set[str]:
    """The schemas that a schema is a kind of."""
    parts = as_node(node).get("allOf")
    listed = cast("list[object]", parts) if isinstance(parts, list) else []
    refs = [str(as_node(part).get("$ref")) for part in listed]
    return {unescaped(ref.removeprefix(OF_SCHEMAS)) for ref in refs}


def _named(node: object, root: Node) -> Iterator[str]:
    """The component schemas that a part of the document refers to, by way of other components as well."""
    seen = set[str]()
    waiting: list[object] = [node]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Mapping):
            held = as_node(cast("object", value))
            ref = held.get("$ref")
            if isinstance(ref, str) and ref.startswith(OF_SCHEMAS):
                yield unescaped(ref.removeprefix(OF_SCHEMAS).split("/")[0])
            elif isinstance(ref, str) and ref.startswith("#/") and ref not in seen:
                seen.add(ref)
                waiting.append(_target(root, ref))
            mapping = as_node(as_node(held.get("discriminator")).get("mapping"))
            yield from (unescaped(str(one).removeprefix(OF_SCHEMAS)) for one in mapping.values())
            waiting += held.values()
        elif isinstance(value, list):
            waiting += cast("list[object]", value)


def _target(root: Node, ref: str) -> object:
    found: object = root
    for step in ref[2:].split("/"):
        found = as_node(found).get(unescaped(step))
    return found
