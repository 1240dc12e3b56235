"""What an operation does to things that are kept: create, get, list, update, replace, delete; told by paths.

`/pets` and `/pets/{pet_id}` are a collection and its items where something can be created: by a POST to the one, or by a
PUT to the other. Which member of a request names the new item, and which member of the item holds that name, is told by
names, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator import ir
from generator.cases.operation import Operation
from generator.cases.places import MISSING, as_node
from generator.cases.samples import Wish, sample
from generator.cases.view import View
from generator.fakes.pages import pages, shown, squeezed

ITEM = re.compile(r"(?P<parent>.+)/\{(?P<name>[^{}/]+)\}")
IDS = ("id", "uid", "uuid", "name", "key", "slug", "code")
FULL = Wish("output", is_full=True)
Pagings = Mapping[str, "ir.Pagination | None"]
SINGLE: Mapping[str, str] = {"GET": "get", "PATCH": "update", "PUT": "replace", "DELETE": "delete"}


@dataclass(frozen=True, slots=True)
class Collection:
    """A path under which things are kept. `item` is the schema of one, `name` the parameter that names it."""

    path: str
    name: str
    item: View
    on_items: Mapping[str, Operation]
    create: Operation

    @property
    def item_path(self) -> str:
        """The path of one thing."""
        return f"{self.path}/{{{self.name}}}"


def roles(operations: Iterable[Operation], pagings: Pagings) -> Mapping[str, Mapping[str, object]]:
    """What each operation does, by its id; one that does nothing to things that are kept is not among them."""
    every = tuple(operations)
    found: dict[str, Mapping[str, object]] = {}
    for collection in _collections(every):
        found |= dict(_roles(collection, every, pagings))
    for operation in every:
        if operation.id not in found and pagings.get(operation.id) is not None:
            found |= {operation.id: role for role in _page(operation, pagings[operation.id])}
        if operation.id not in found and operation.method in ("POST", "PUT", "PATCH"):
            found |= {operation.id: role for role in _echo(operation)}
    return found


def _echo(operation: Operation) -> Iterator[Mapping[str, object]]:
    """That the answer repeats what was sent, where both are of the same thing."""
    body, answer = operation.body, operation.success
    if body is None or body.codec != "json" or answer is None or answer.view is None or answer.view.kind != "object":
        return
    inner = [wire for wire, member in body.view.members("input").items() if alike(member, answer.view)]
    if inner or alike(body.view, answer.view):
        yield {"does": "echo", "content": inner[0] if inner else "", "members": list(answer.view.members("output"))}


def _collections(operations: tuple[Operation, ...]) -> Iterator[Collection]:
    by_path: dict[str, dict[str, Operation]] = {}
    for operation in operations:
        by_path.setdefault(operation.path, {})[operation.method] = operation
    for path, on_items in by_path.items():
        match = ITEM.fullmatch(path)
        if not match or not on_items.keys() & SINGLE.keys():
            continue
        on_all = by_path.get(match["parent"], {})
        create = on_all.get("POST") or on_items.get("PUT")
        item = _item(on_all, on_items)
        if create is not None and item is not None and create.body is not None and create.body.codec == "json":
            if create.body.view.kind == "object":
                yield Collection(match["parent"], match["name"], item, on_items, create)


def _item(on_all: Mapping[str, Operation], on_items: Mapping[str, Operation]) -> View | None:
    """The schema of one thing: what is read by itself, or the member of it that a list has many of."""
    answers = (one.success for one in (*(on_items.get(m) for m in ("GET", "PATCH", "PUT")), on_all.get("POST")) if one)
    whole = next((one.view for one in answers if one is not None and one.view is not None), None)
    if whole is None or whole.kind != "object":
        return None
    listed = on_all["GET"].success if "GET" in on_all else None
    many = _listed(listed.view) if listed is not None and listed.view is not None else None
    if many is None or alike(whole, many[1]):
        return whole
    return next((member for member in whole.members("output").values() if alike(member, many[1])), whole)


def _listed(view: View) -> tuple[str, View] | None:
    """The member of an answer that is a list of objects, "" for the answer itself, with the schema of one of them."""
    if view.kind == "array":
        return ("", view.items) if view.items is not None else None
    for wire, member in view.members("output").items():
        if member.kind == "array" and member.items is not None and member.items.kind == "object":
            return wire, member.items
    return None


def alike(one: View, other: View) -> bool:
    """Whether two schemas are of the same thing: one definition, or most properties in common."""
    if one.home == other.home:
        return True
    mine, its = set(one.properties), set(other.properties)
    return len(mine & its) >= 2 and 2 * len(mine & its) >= max(len(mine), len(its))


def _roles(
    collection: Collection, operations: tuple[Operation, ...], pagings: Pagings
) -> Iterator[tuple[str, Mapping[str, object]]]:
    for operation in operations:
        if operation is collection.create and operation.path == collection.path:
            yield operation.id, {**_create(collection, operation), **_envelope(collection, operation)}
        elif operation.path == collection.path and operation.method == "GET":
            yield from ((operation.id, role) for role in _list(collection, operation, pagings.get(operation.id)))
        elif operation.path == collection.item_path and operation.method in SINGLE:
            does = SINGLE[operation.method]
            role: dict[str, object] = {"does": does, "item": collection.item_path}
            if does in ("update", "replace"):
                content = _content(collection, operation)
                role |= {"content": content}
                role |= {"made": dict(_made(collection, operation, content))} if does == "replace" else {}
            if operation is collection.create:
                role |= {**_create(collection, operation), "does": "put"}
            yield operation.id, {**role, **_envelope(collection, operation), **dict(shown(operation, collection.item))}
        elif re.match(re.escape(collection.item_path) + "[/:]", operation.path):
            yield operation.id, {"does": "answer", "item": collection.item_path}


def _create(collection: Collection, operation: Operation) -> Mapping[str, object]:
    content = _content(collection, operation)
    given, member = _name_in_request(collection, operation, content), _name_in_item(collection)
    kept = collection.item.members("output")
    is_resource_name = not member and "name" in kept and kept["name"].is_read_only  # AIP-122
    kind = kept[member].kind if member in kept else "string"
    return {
        "does": "create",
        "item": collection.item_path,
        "content": content,
        "id_from": given,
        "id_kind": "integer" if kind == "integer" else "uuid" if member and kept[member].get("format") == "uuid" else "string",
        "id_member": member,
        "name_member": "name" if is_resource_name else "",
        "members": [] if collection.item.additional is not None else list(kept),
        "made": dict(_made(collection, operation, content)),
    }  # fmt: skip


def _content(collection: Collection, operation: Operation) -> str:
    """The member of a body that holds the thing, or "" where the body is the thing."""
    if operation.body is None:
        return ""
    members = operation.body.view.members("input")
    return next((wire for wire, member in members.items() if alike(member, collection.item)), "")


def _name_in_request(collection: Collection, operation: Operation, content: str) -> list[str]:
    """Where a request may say the name of what it creates: `query NAME`, `body NAME` or `content NAME`."""
    if operation.body is None or operation.path != collection.path:
        return []
    body = operation.body.view
    inner: Mapping[str, View] = body.properties[content].members("input") if content else {}
    places = [("query", one.wire) for one in operation.parameters if one.location == "query"]
    places += [("body", wire) for wire in body.members("input")] + [("content", wire) for wire in inner]
    wishes = _wishes(collection)
    ranked = sorted(
        ((wishes.index(squeezed(wire)), f"{place} {wire}") for place, wire in places if squeezed(wire) in wishes)
    )
    return [text for _, text in ranked]


def _name_in_item(collection: Collection) -> str:
    by_name = {squeezed(wire): wire for wire in collection.item.members("output")}
    members = collection.item.members("output")
    for wish in _wishes(collection):
        wire = by_name.get(wish)
        if wire is not None and not (
            wish == "name" and members[wire].is_read_only and "name" != squeezed(collection.name)
        ):
            return wire
    return ""


def _wishes(collection: Collection) -> list[str]:
    """Names that the name of a thing may have, the likeliest first: that of the parameter, then what is left of it."""
    name = squeezed(collection.name)
    ending = [each for each in IDS if name.endswith(each)]
    return list(dict.fromkeys([name, *ending, *([] if name in IDS else IDS[:3])]))


def _made(collection: Collection, operation: Operation, content: str) -> Iterator[tuple[str, object]]:
    """What the server adds to a thing: members that no request can carry, and those that every answer must have."""
    body = operation.body.view if operation.body else None
    sent = body.properties[content] if body is not None and content else body
    sendable = set(sent.members("input")) if sent is not None else set[str]()
    full = as_node(sample(collection.item, "item", FULL))
    for wire in collection.item.members("output"):
        if (wire not in sendable or wire in collection.item.required) and full.get(wire, MISSING) is not MISSING:
            yield wire, full[wire]


def _envelope(collection: Collection, operation: Operation) -> Mapping[str, object]:
    """Where the thing stands in an answer: `""` for the answer itself; nothing where it stands nowhere."""
    answer = operation.success
    if answer is None or answer.view is None or answer.view.kind != "object":
        return {}
    if alike(answer.view, collection.item):
        return {"envelope": ""}
    members = answer.view.members("output")
    found = next((wire for wire, member in members.items() if alike(member, collection.item)), None)
    return {} if found is None else {"envelope": found}


def _list(collection: Collection, operation: Operation, paging: ir.Pagination | None) -> Iterator[Mapping[str, object]]:
    """What a collection has, page by page."""
    answer = operation.success
    many = _listed(answer.view) if answer is not None and answer.view is not None else None
    if answer is None or answer.view is None or many is None:
        return
    items = many[0] if paging is None else dict(paging.wire).get("items", "")
    role = {
        "does": "list",
        "item": collection.item_path,
        "items": items,
        "pages": pages(operation, answer.view, paging),
    }
    yield {**role, **dict(shown(operation, collection.item))}


def _page(operation: Operation, paging: ir.Pagination | None) -> Iterator[Mapping[str, object]]:
    """The items of the example, page by page: of a list of which nothing can be created."""
    answer = operation.success
    if answer is not None and answer.view is not None and paging is not None:
        items = dict(paging.wire).get("items", "")
        yield {"does": "page", "items": items, "pages": pages(operation, answer.view, paging)}
