"""Where a document leaves open what a value is, or a client has no field for it: no test may rest on that."""

from __future__ import annotations

from generator.cases.nodes import options_of
from generator.cases.places import Node, as_list, as_names, as_node, is_list, is_node
from generator.cases.view import View


def _forbids_null(node: Node) -> bool:
    """Whether a schema by itself forbids null; beside one that allows it people mean that it is allowed."""
    return isinstance(node.get("type"), str) and node.get("type") != "null" and node.get("nullable") is not True


def is_open(view: View, value: object) -> bool:
    """Whether two readers may take a value for different things, or a schema asks for what it does not declare."""
    if value is None:
        return view.takes_null and any(_forbids_null(place.node) for place in view.nodes)
    asked = {wire for place in view.nodes for wire in as_names(place.node.get("required"))}
    if any(len(options_of(place)) > 1 for place in view.nodes) or not asked <= view.properties.keys():
        return True
    if is_node(value):
        members = ((view.properties.get(wire) or view.additional, item) for wire, item in value.items())
        return any(member is not None and is_open(member, item) for member, item in members)
    return is_list(value) and view.items is not None and any(is_open(view.items, item) for item in value)


def is_expressible(view: View, value: object) -> bool:
    """Whether every key of a value is one that the client has an argument or a field for."""
    if view.options:
        return any(is_expressible(option, value) for option in view.options)
    if is_list(value):
        return view.items is None or all(is_expressible(view.items, item) for item in as_list(value))
    members = view.members("input")
    for wire, item in as_node(value).items():
        inner = members.get(wire) or (None if wire in view.properties else view.additional)
        if inner is None or not is_expressible(inner, item):
            return view.kind == "any"
    return True


def is_foreign(view: View, value: object) -> bool:
    """Whether a value of a union has keys that none of its options has a field for: whatever it fits, they are refused."""
    if view.options:
        return is_node(value) and not is_expressible(view, value)
    if is_node(value):
        members = ((view.properties.get(wire) or view.additional, item) for wire, item in value.items())
        return any(member is not None and is_foreign(member, item) for member, item in members)
    items = [(view.item(index), item) for index, item in enumerate(as_list(value))]
    return any(own is not None and is_foreign(own, item) for own, item in items)
