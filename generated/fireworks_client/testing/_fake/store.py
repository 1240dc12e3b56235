"""Things that a fake server keeps in memory, by path, and what the usual operations do to them."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from . import listing
from .asked import Asked, Refusal
from .document import Role
from .schema import is_array, is_object


@dataclass(slots=True)
class Store:
    """`things` maps a path (`/v1/models/m`) to a JSON object. It may be read and changed at any time."""

    things: dict[str, Any] = field(default_factory=dict[str, Any])
    _made: int = 0

    def answer(self, asked: Asked, role: Role) -> listing.Page:
        """The body and headers that answer a request, after it was carried out. Raises Refusal."""
        example = asked.operation.success.example
        if role.does in ("list", "page"):
            things = self._below(asked, role) if role.does == "list" else _items(role, example)
            return listing.page(asked, role, things, example)
        return listing.Page(self._body(asked, role, example), {})

    def _body(self, asked: Asked, role: Role, example: Any) -> Any:
        match role.does:
            case "create":
                return _enveloped(asked, role, self._created(asked, role), example)
            case "put" if self._path(asked, role) not in self.things:
                return _enveloped(asked, role, self._created(asked, role, self._path(asked, role)), example)
            case "get":
                return _enveloped(asked, role, self._thing(asked, role), example)
            case "update":
                thing = self._thing(asked, role)
                merged = _merged(thing, listing.changed(asked, role, _content(role, asked.body)))
                thing.clear()
                thing.update(merged)
                return _enveloped(asked, role, thing, example)
            case "replace" | "put":
                thing = self._thing(asked, role)
                kept = {name: value for name, value in thing.items() if name in role.made}
                thing.clear()
                thing.update({**kept, **_content(role, asked.body)})
                return _enveloped(asked, role, thing, example)
            case "delete":
                self._thing(asked, role)
                gone = self._path(asked, role)
                for path in [path for path in self.things if f"{path}/".startswith(f"{gone}/")]:
                    del self.things[path]
                return example
            case "answer":
                self._thing(asked, role)
                return example
            case _:  # echo
                said = {**_content(role, asked.body), **_beside(role, asked.body)}
                return {**example, **said} if is_object(example) else example

    def _below(self, asked: Asked, role: Role) -> list[Any]:
        """What a collection has, in the order of creation."""
        start = _concrete(role.collection, asked.path) + "/"
        return [each for path, each in self.things.items() if path.startswith(start) and "/" not in path[len(start) :]]

    def _path(self, asked: Asked, role: Role) -> str:
        """The path of the thing that a request names."""
        return _concrete(role.item, asked.path)

    def _thing(self, asked: Asked, role: Role) -> dict[str, Any]:
        path = self._path(asked, role)
        if path not in self.things:
            raise Refusal(404, f"there is no {path}")
        thing: dict[str, Any] = self.things[path]
        return thing

    def _created(self, asked: Asked, role: Role, path: str = "") -> dict[str, Any]:
        collection = _concrete(role.collection, asked.path)
        name = path.rpartition("/")[2] or self._name(asked, role)
        path = path or f"{collection}/{quote(str(name), safe='')}"
        if path in self.things:
            raise Refusal(409, f"{path} exists")
        sent = {**_content(role, asked.body), **_beside(role, asked.body)}
        thing = {**deepcopy(dict(role.made)), **sent}
        if role.id_member:
            thing[role.id_member] = int(str(name)) if role.id_kind == "integer" and str(name).isdecimal() else name
        if role.name_member:
            thing[role.name_member] = re.sub(r"^/(v\d[^/]*/)?", "", path)  # AIP-122: the path without its version
        self.things[path] = thing
        return thing

    def _name(self, asked: Asked, role: Role) -> object:
        """The name that a request gives to what it creates, or one that the server makes up."""
        content = _content(role, asked.body)
        places: dict[str, Mapping[str, Any]] = {"query": asked.query, "content": content}
        places["body"] = asked.body if is_object(asked.body) else {}
        for place, _, wire in (text.partition(" ") for text in role.id_from):
            name: object = places[place].get(wire)
            if name not in (None, ""):
                return int(name) if isinstance(name, float) and name.is_integer() else name
        self._made += 1
        if role.id_kind == "uuid":
            return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{role.collection}/{self._made}"))
        return self._made if role.id_kind == "integer" else f"made-{self._made}"


def _items(role: Role, example: Any) -> list[Any]:
    """The items of an example: all that a list has of which nothing is created."""
    for step in filter(None, role.items.split(".")):
        example = example.get(step) if is_object(example) else None
    return example if is_array(example) else []


def _merged(thing: Any, patch: Any) -> Any:
    """A merge patch carried out (RFC 7396): objects member by member, null takes a member away."""
    if not is_object(patch):
        return patch
    old: dict[str, Any] = dict(thing) if is_object(thing) else {}
    new = {name: _merged(old.get(name), value) for name, value in patch.items() if value is not None}
    return {name: value for name, value in {**old, **new}.items() if name not in patch or patch[name] is not None}


def _concrete(template: str, given: Mapping[str, str]) -> str:
    """A path with its values in place of their names, quoted."""
    return re.sub(r"\{([^{}]*)\}", lambda match: quote(given.get(match[1], match[0]), safe=""), template)


def _content(role: Role, body: Any) -> dict[str, Any]:
    """The members of the thing that a body says."""
    inner: object = body.get(role.content) if role.content and is_object(body) else body
    return {name: value for name, value in _own(role, inner)}


def _beside(role: Role, body: Any) -> dict[str, Any]:
    """What stands beside the thing in a body and is one of its members, too."""
    if not role.content or not is_object(body):
        return {}
    return {name: value for name, value in _own(role, body) if name != role.content}


def _own(role: Role, source: object) -> Iterator[tuple[str, Any]]:
    if is_object(source):
        yield from ((name, value) for name, value in source.items() if not role.members or name in role.members)


def _enveloped(asked: Asked, role: Role, thing: dict[str, Any], example: Any) -> Any:
    """The answer that holds a thing; where the document has no place for it, the example with what they share."""
    thing = listing.masked(asked, role, thing)
    if role.envelope == "":
        return thing
    if role.envelope is not None:
        return {**(example if is_object(example) else {}), role.envelope: thing}
    if is_object(example):
        return {name: thing.get(name, value) for name, value in example.items()}
    return [thing] if is_array(example) else example
