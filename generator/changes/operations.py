"""Paths and operations: found again by method and path, else by operationId; parameters by name and place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from generator.changes.comparison import Comparison, Edge, Node, Spotted, fields, present
from generator.changes.difference import Pair
from generator.changes.raw import Spots, below, is_same, same_words
from generator.changes.servers import first_url, servers, spelled
from generator.grammar import METHODS
from generator.load import is_array, is_object
from generator.normalize.streams import stream_kind
from generator.positions import escaped
from generator.resolve import Document

OPERATION_DONE = ("parameters", "requestBody", "responses", "security", "servers", "operationId", "tags", "deprecated")


class Found(NamedTuple):
    """An operation, its path item and its path; pointers follow references."""

    method: str
    path: str
    node: Node
    pointer: str
    item: Node
    item_pointer: str

    @property
    def key(self) -> tuple[str, str]:
        """What makes it the same operation: method and path, whatever its parameters are called."""
        return self.method, re.sub(r"\{[^}]*\}", "{}", self.path)

    @property
    def title(self) -> str:
        """As people call it: `POST /models`."""
        return f"{self.method.upper()} {self.path}"


def operations(document: Document) -> Iterator[Found]:
    """Every operation of `paths`, in the order of the document."""
    paths = document.root.get("paths")
    for path, item in paths.items() if is_object(paths) else ():
        node, pointer = document.deref(item, f"/paths/{escaped(path)}")
        if not is_object(node) or path.startswith("x-"):
            continue
        more = node.get("additionalOperations")
        for method, operation in node.items():
            if method in METHODS and is_object(operation):
                yield Found(method, path, operation, f"{pointer}/{method}", node, pointer)
        for method, operation in more.items() if is_object(more) else ():
            if is_object(operation):
                at = f"{pointer}/additionalOperations/{escaped(method)}"
                yield Found(method, path, operation, at, node, pointer)


def paths(comparison: Comparison, pair: Pair, old: Node, new: Node) -> None:
    """Pairs the operations of two documents; `pair`, `old` and `new` are the two mappings of paths."""
    gone = {one.key: one for one in operations(comparison.old)}
    come = {one.key: one for one in operations(comparison.new)}
    for key in [key for key in gone if key in come]:
        _operation(comparison, gone.pop(key), come.pop(key))
    for left in list(gone.values()):
        right = next((one for one in come.values() if _same_id(left, one)), None)
        if right is not None:
            del gone[left.key], come[right.key]
            moved = _operation(comparison, left, right)
            spots = Spots(left.pointer, right.pointer)
            comparison.add(moved, "operation.moved", spots, left.title, right.title)
    for left in gone.values():
        comparison.add(
            pair,
            "operation.removed",
            Spots(left.pointer, None),
            left.node,
            what=left.title,
            about=Spots(left.pointer, None),
        )
    for right in come.values():
        comparison.add(
            pair,
            "operation.added",
            Spots(None, right.pointer),
            None,
            right.node,
            what=right.title,
            about=Spots(None, right.pointer),
        )
    for path in old.keys() & new.keys():
        items = comparison.old.deref(old[path], f"{pair.old}/{escaped(path)}"), comparison.new.deref(
            new[path], f"{pair.new}/{escaped(path)}"
        )
        _item(comparison, Spotted(*items[0]), Spotted(*items[1]))


def _same_id(old: Found, new: Found) -> bool:
    return "operationId" in old.node and old.node["operationId"] == new.node.get("operationId")


def _item(comparison: Comparison, old: Spotted, new: Spotted) -> None:
    """What a path item says beside its operations and their parameters."""
    if not is_object(old.node) or not is_object(new.node):
        return
    pair = Pair("PathItem", old.pointer, new.pointer)
    comparison.edges.setdefault(pair, [])
    for key in dict.fromkeys((*old.node, *new.node)):
        spots = present(below(Spots(old.pointer, new.pointer), key), old.node, new.node, key)
        if key == "servers":
            servers(comparison, pair, spots, (old.node.get(key), new.node.get(key)))
        elif key not in (*METHODS, "additionalOperations", "parameters", "$ref"):
            comparison.keyword(pair, "path", key, spots, (old.node.get(key), new.node.get(key)))


def _operation(comparison: Comparison, old: Found, new: Found) -> Pair:
    """Compares two operations at once, as their path items belong to them."""
    pair = Pair("Operation", old.pointer, new.pointer)
    comparison.edges.setdefault(pair, [])
    at = Spots(old.pointer, new.pointer)
    _parameters(comparison, pair, old, new)
    _body(comparison, pair, (old.node.get("requestBody"), new.node.get("requestBody")))
    _answers(comparison, pair, (old.node.get("responses"), new.node.get("responses")))
    if "security" in old.node or "security" in new.node:
        demands = [one.node.get("security", side.root.get("security")) for one, side in
                   ((old, comparison.old), (new, comparison.new))]  # fmt: skip
        security(
            comparison, pair, present(below(at, "security"), old.node, new.node, "security"), (demands[0], demands[1])
        )
    _own_servers(comparison, pair, old, new)
    for key in ("operationId", "tags", "deprecated"):
        spots = present(below(at, key), old.node, new.node, key)
        comparison.keyword(pair, "operation", key, spots, (old.node.get(key), new.node.get(key)))
    left, right = ({key: value for key, value in one.node.items() if key not in OPERATION_DONE} for one in (old, new))
    fields(comparison, pair, left, right)
    return pair


# --- parameters ------------------------------------------------------------------------------------------------------


def _parameters(comparison: Comparison, pair: Pair, old: Found, new: Found) -> None:
    gone, come = _effective(comparison.old, old), _effective(comparison.new, new)
    for key, twin in _twins(gone, come, old.path, new.path):
        left, right = gone.pop(key), come.pop(twin)
        spots = Spots(left.pointer, right.pointer)
        if key[0] != twin[0]:
            comparison.add(pair, "parameter.moved", spots, key[0], twin[0], what=twin[1], about=spots)
        elif key[1] != twin[1]:
            _rename(comparison, pair, (key, twin), spots)
        comparison.enter("Parameter", left, right, Edge(pair, starts="request"))
    for key, one in gone.items():
        must = "required-" if is_object(one.node) and one.node.get("required") is True else ""
        spots = Spots(one.pointer, None)
        comparison.add(pair, f"parameter.{must}removed", spots, one.node, what=key[1], about=spots)
    for key, one in come.items():
        must = "required-" if is_object(one.node) and one.node.get("required") is True else ""
        spots = Spots(None, one.pointer)
        comparison.add(pair, f"parameter.{must}added", spots, None, one.node, what=key[1], about=spots)


def _rename(comparison: Comparison, pair: Pair, keys: tuple[Key, Key], spots: Spots) -> None:
    """A parameter with another name. The case of a header's name means nothing."""
    (place, old), (_, new) = keys
    if place == "header" and old.lower() == new.lower():
        return
    action = "respelled" if same_words(old, new) else "renamed"
    rule = f"parameter.{'path-' if place == 'path' else ''}{action}"
    comparison.add(pair, rule, spots, old, new, what=new, about=spots)


def _effective(document: Document, found: Found) -> dict[tuple[str, str], Spotted]:
    """The parameters of an operation with those of its path, by place and name."""
    known: dict[tuple[str, str], Spotted] = {}
    for owner, at in ((found.item, found.item_pointer), (found.node, found.pointer)):
        given = owner.get("parameters")
        for index, one in enumerate(given if is_array(given) else []):
            node, pointer = document.deref(one, f"{at}/parameters/{index}")
            if is_object(node):
                known[str(node.get("in")), str(node.get("name"))] = Spotted(node, pointer)
    return known


Key = tuple[str, str]


def _twins(gone: dict[Key, Spotted], come: dict[Key, Spotted], old: str, new: str) -> list[tuple[Key, Key]]:
    """Which parameter became which: the same, at the same place of the path, moved, or the same but in name."""
    twins = [(key, key) for key in gone if key in come]
    left, right = [key for key in gone if key not in come], [key for key in come if key not in gone]
    places = dict(zip(re.findall(r"\{([^}]*)\}", old), re.findall(r"\{([^}]*)\}", new), strict=False))
    tests: tuple[Callable[[Key, Key], bool], ...] = (
        lambda one, other: one[0] == other[0] == "path" and places.get(one[1]) == other[1],
        lambda one, other: one[1] == other[1],
        lambda one, other: one[0] == other[0] and same_words(one[1], other[1]),
        lambda one, other: one[0] == other[0] and _is_twin(gone[one].node, come[other].node),
    )
    for same in tests:
        for key in list(left):
            match = next((other for other in right if same(key, other)), None)
            if match is not None:
                left.remove(key)
                right.remove(match)
                twins.append((key, match))
    return twins


def _is_twin(old: object, new: object) -> bool:
    """Whether two parameters are the same in all but their name."""
    return is_object(old) and is_object(new) and is_same({**old, "name": 0}, {**new, "name": 0})


def parameter(comparison: Comparison, pair: Pair, old: Node, new: Node) -> None:
    """Compares two parameters or headers: how they are written as it takes effect, then all else."""
    at = Spots(pair.old, pair.new)
    area = pair.kind.lower()
    was, now = _style(old), _style(new)
    if was != now:
        where = next((key for key in ("style", "explode", "allowReserved") if old.get(key) != new.get(key)), "in")
        spots = present(below(at, where), old, new, where)
        comparison.add(pair, f"{area}.restyled", spots, " ".join(was), " ".join(now))
    skip = ("name", "in", "style", "explode", "allowReserved")
    left, right = ({key: value for key, value in one.items() if key not in skip} for one in (old, new))
    fields(comparison, pair, left, right)


def _style(node: Node) -> tuple[str, ...]:
    place = str(node.get("in", "header"))
    style = str(node.get("style") or {"query": "form", "cookie": "form"}.get(place, "simple"))
    explode = node.get("explode") if isinstance(node.get("explode"), bool) else style == "form"
    words = (style, "exploded" if explode else "joined", "reserved" if node.get("allowReserved") is True else "")
    return tuple(word for word in words if word)


# --- bodies and answers ----------------------------------------------------------------------------------------------


def _body(comparison: Comparison, pair: Pair, values: tuple[object, object]) -> None:
    before, after = values
    spots = Spots(f"{pair.old}/requestBody", f"{pair.new}/requestBody")
    if is_object(before) and is_object(after):
        edge = Edge(pair, starts="request")
        comparison.enter("RequestBody", Spotted(before, spots.old or ""), Spotted(after, spots.new or ""), edge)
        return
    for node, document, action in ((before, comparison.old, "removed"), (after, comparison.new, "added")):
        if node is not None:
            body, _ = document.deref(node, "")
            must = "required-" if is_object(body) and body.get("required") is True else ""
            at = Spots(spots.old, None) if action == "removed" else Spots(None, spots.new)
            values = (node, None) if action == "removed" else (None, node)
            comparison.add(pair, f"body.{must}{action}", at, *values)


def _answers(comparison: Comparison, pair: Pair, values: tuple[object, object]) -> None:
    before, after = ((value if is_object(value) else {}) for value in values)
    at = below(Spots(pair.old, pair.new), "responses")
    for status in dict.fromkeys((*before, *after)):
        spots = present(below(at, status), before, after, status)
        if status.startswith("x-"):
            comparison.keyword(pair, "response", status, spots, (before.get(status), after.get(status)))
        elif status in before and status in after:
            edge = Edge(pair, starts="response")
            nodes = Spotted(before[status], spots.old or ""), Spotted(after[status], spots.new or "")
            comparison.enter("Response", *nodes, edge)
        else:
            sort = "success" if status.startswith("2") else "error"
            action = "removed" if status in before else "added"
            values = before.get(status), after.get(status)
            comparison.add(pair, f"response.{sort}-{action}", spots, *values, what=status)


def media_holder(comparison: Comparison, pair: Pair, old: Node, new: Node) -> None:
    """Compares two bodies or answers: their media types are those of a request or of a response."""
    area = "body" if pair.kind == "RequestBody" else "response"
    left, right = (
        {key: value for key, value in one.items() if key not in ("content", "required")} for one in (old, new)
    )
    fields(comparison, pair, left, right)
    at = Spots(pair.old, pair.new)
    spots = present(below(at, "required"), old, new, "required")
    comparison.keyword(pair, area, "required", spots, (old.get("required"), new.get("required")))
    before, after = old.get("content"), new.get("content")
    if is_object(before) and is_object(after):
        _media_types(comparison, pair, (before, after), area)
    else:
        spots = present(below(at, "content"), old, new, "content")
        comparison.keyword(pair, area, "content", spots, (before, after))


def _media_types(comparison: Comparison, pair: Pair, values: tuple[Node, Node], area: str) -> None:
    before, after = values
    old_at, new_at = f"{pair.old}/content", f"{pair.new}/content"
    twins = {name: name for name in before if name in after}
    for essence in (_essence, _read_as, _cut_as) if area == "response" else (_essence,):
        left = {essence(name): name for name in before if name not in twins}
        right = {essence(name): name for name in after if name not in twins.values()}
        twins |= {left[key]: right[key] for key in left if key in right}
    for name, twin in twins.items():
        old, new = (
            Spotted(before[name], f"{old_at}/{escaped(name)}"),
            Spotted(after[twin], f"{new_at}/{escaped(twin)}"),
        )
        comparison.enter("MediaType", old, new, Edge(pair))
        if name != twin:
            rule = f"{area}.media-type-respelled" if _is_read_alike(name, twin) else "response.stream-changed"
            comparison.add(pair, rule, Spots(old.pointer, new.pointer), name, twin)
    for name in before.keys() - twins.keys():
        spots = Spots(f"{old_at}/{escaped(name)}", None)
        comparison.add(pair, f"{_thing(area, name)}-removed", spots, before[name], what=name)
    for name in after.keys() - set(twins.values()):
        spots = Spots(None, f"{new_at}/{escaped(name)}")
        comparison.add(pair, f"{_thing(area, name)}-added", spots, None, after[name], what=name)


def _thing(area: str, media_type: str) -> str:
    """What comes or goes with a media type: a stream has a method, or makes one return something else."""
    return "response.stream" if area == "response" and stream_kind(media_type) else f"{area}.media-type"


def _cut_as(media_type: str) -> str:
    """Streams alike, however they are cut into items: what comes in place of one is the same stream."""
    return "stream" if stream_kind(media_type) else _essence(media_type)


def _is_read_alike(name: str, other: str) -> bool:
    """Whether a client reads both media types in the same way."""
    return stream_kind(name) == stream_kind(other)


def _essence(media_type: str) -> str:
    """A media type without its parameters and its case."""
    return media_type.partition(";")[0].strip().lower()


def _read_as(media_type: str) -> str:
    """How a client reads an answer: any sort of JSON alike."""
    essence = _essence(media_type)
    return "json" if essence in ("application/json", "text/json") or essence.endswith("+json") else essence


# --- servers and security --------------------------------------------------------------------------------------------


def _own_servers(comparison: Comparison, pair: Pair, old: Found, new: Found) -> None:
    """Where the requests of one operation go: to its own server, that of its path, or that of the document."""
    if not any("servers" in node for side in (old, new) for node in (side.node, side.item)):
        return
    was, now = _servers_of(comparison.old, old), _servers_of(comparison.new, new)
    servers(comparison, pair, Spots(was.pointer, now.pointer), (was.node, now.node))
    left, right = (first_url(one.node[:1] if is_array(one.node) else []) for one in (was, now))
    if spelled(left) != spelled(right):
        at = Spots(f"{was.pointer}/0/url" if left else None, f"{now.pointer}/0/url" if right else None)
        comparison.add(pair, "operation.server-changed", at, left, right)


def _servers_of(document: Document, found: Found) -> Spotted:
    owners = (found.node, found.pointer), (found.item, found.item_pointer), (document.root, "")
    node, pointer = next((one for one in owners if "servers" in one[0]), owners[-1])
    return Spotted(node.get("servers"), f"{pointer}/servers")


def security(comparison: Comparison, pair: Pair, spots: Spots, values: tuple[object, object]) -> None:
    """Which credentials do: alternatives that came or went, and the scopes of those that stayed."""
    before, after = _alternatives(values[0]), _alternatives(values[1])
    gone, come = [one for one in before if one not in after], [one for one in after if one not in before]
    if gone and come:
        comparison.add(pair, "security.changed", spots, _said(gone), _said(come))
    elif gone:
        kind = "alternative-removed" if after else "removed"
        comparison.add(pair, f"security.{kind}", spots, _said(gone))
    elif come:
        kind = "alternative-added" if before else "added"
        comparison.add(pair, f"security.{kind}", spots, None, _said(come))
    for names in before.keys() & after.keys():
        for scope in sorted(after[names] - before[names]):
            comparison.add(pair, "security.scope-added", spots, None, scope, what=scope)
        for scope in sorted(before[names] - after[names]):
            comparison.add(pair, "security.scope-removed", spots, scope, what=scope)


def _alternatives(value: object) -> dict[frozenset[str], set[str]]:
    """Scopes by the names of the schemes that are needed together."""
    found: dict[frozenset[str], set[str]] = {}
    for demand in value if is_array(value) else []:
        if is_object(demand):
            scopes = {str(scope) for some in demand.values() if is_array(some) for scope in some}
            found.setdefault(frozenset(demand), set()).update(scopes)
    return found


def _said(alternatives: list[frozenset[str]]) -> str:
    return ", or ".join(" and ".join(sorted(one)) or "no credential" for one in alternatives)
