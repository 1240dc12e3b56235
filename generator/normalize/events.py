"""Objects that describe server-sent events: data that is JSON in a text is described by the schema of that JSON.

OpenAPI 3.2 (section 4.14.4) writes an event as an object of its fields, and the JSON in `data` by `contentMediaType` and
`contentSchema`. Whoever reads the event wants the value, and not its text.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.normalize.parts import Located, Node, as_node

FIELDS = frozenset(("event", "data", "id", "retry"))  # of an event (HTML standard, section 9.2.6)


def opened(properties: Mapping[str, list[Located]]) -> Mapping[str, list[Located]]:
    """The properties of an object; of an event, data that is JSON by the schema of that."""
    if "data" not in properties or not properties.keys() <= FIELDS:
        return properties
    described = [one for one in properties["data"] if "contentSchema" in one.node and _is_json(one.node)]
    if not described:
        return properties
    content = Located(as_node(described[-1].node["contentSchema"]), f"{described[-1].pointer}/contentSchema")
    return {**properties, "data": [content]}


def _is_json(node: Node) -> bool:
    name = str(node.get("contentMediaType")).partition(";")[0].strip().lower()
    return name == "application/json" or name.endswith("+json")
