"""Bodies that are no JSON, as they must stand on the wire, and files among their values.

Forms: OpenAPI 3.1, section 4.8.14.4 (arrays repeat their key, objects and what is inside them are JSON, and so are
arrays in arrays); multipart forms: RFC 7578. Written a
second time, as the client has writers of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from generator.cases.operation import Body
from generator.cases.places import as_list, as_node, is_list, is_node
from generator.cases.view import View
from generator.cases.wire import scalar

FILE = "file"  # what a file without a name is called


def on_the_wire(body: Body, value: object) -> Mapping[str, object]:
    """The members of a fixture that say what the body must be."""
    match body.codec:
        case "json":
            return {"body": value}
        case "form":
            return {"form": [[name, text(item)] for name, item in _pairs(_in_order(body, value))]}
        case "multipart":
            return {"parts": [_part(body.view, name, item) for name, item in _items(_in_order(body, value))]}
        case "text" | "bytes":
            return {"content": value}


def _in_order(body: Body, value: object) -> object:
    """The members in the order of the arguments that they are, however the caller wrote them."""
    members = as_node(value)
    return {wire: members[wire] for wire in dict.fromkeys((*body.names, *members)) if wire in members}


def headers(body: Body) -> Mapping[str, str]:
    """The header that says so; that of a multipart form has a boundary that nobody can know before."""
    return {} if body.codec in ("json", "multipart") else {"content-type": body.media_type}


def with_files(body: Body, value: object) -> object:
    """The value with its files as bytes, which JSON writes as `{"$bytes": "text"}`."""
    if body.codec == "bytes":
        return {"$bytes": value}
    if body.codec != "multipart" or not is_node(value):
        return value
    return {name: _as_file(body.view.properties.get(name), item) for name, item in as_node(value).items()}


def _as_file(view: View | None, value: object) -> object:
    if view is None:
        return value
    if is_list(value):
        return [_as_file(view.items, item) for item in as_list(value)]
    return {"$bytes": value} if is_file(view) and isinstance(value, str) else value


def is_file(view: View | None) -> bool:
    """Whether a property of a multipart form is a file."""
    return view is not None and view.get("format") == "binary"


def text(value: object) -> str:
    """A value in a form: scalars as in a URL, objects and arrays as compact JSON, null as nothing."""
    if value is None:
        return ""
    if is_node(value) or is_list(value):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return scalar(value)


def _pairs(value: object) -> Iterator[tuple[str, object]]:
    """The members of an object in a form of pairs; an array repeats its name, but none inside it does."""
    for name, member in as_node(value).items():
        yield from ((name, item) for item in (as_list(member) if is_list(member) else [member]))


def _items(value: object) -> Iterator[tuple[str, object]]:
    """The members of an object in parts; each item of an array is one, at every depth, under its name."""
    for name, member in as_node(value).items():
        yield from ((name, item) for item in _flat(member))


def _flat(value: object) -> Iterator[object]:
    if is_list(value):
        for item in as_list(value):
            yield from _flat(item)
    else:
        yield value


def _part(view: View, name: str, value: object) -> Mapping[str, object]:
    member = view.properties.get(name)
    while member is not None and member.items is not None:
        member = member.items
    has_name = is_file(member) and isinstance(value, str)
    return {"name": name, **({"filename": FILE} if has_name else {}), "content": text(value)}
