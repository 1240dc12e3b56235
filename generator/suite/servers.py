"""Servers as the document has them: what a caller may say of them, and where requests must go then.

Which servers an operation has, and what their URLs are, is read from the raw document; the names of Python are the IR's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator import ir
from generator.cases.operation import operations
from generator.cases.places import Document, Node, as_list, as_node

FREE = "made-up1"  # a value of a variable that may have any


@dataclass(frozen=True, slots=True)
class Written:
    """A server: the raw node, and what the IR calls it."""

    node: Node
    known: ir.Server

    def url(self, values: Mapping[str, str]) -> str | None:
        """Its URL with these values of its variables (by wire name), else their defaults; None where it has no host."""
        raw, text = str(self.node.get("url") or "/"), self.known.url
        text = text if "://" not in raw else raw
        if "://" not in text:
            return None
        for name, variable in as_node(self.node.get("variables")).items():
            default = str(as_node(variable).get("default") or "")
            text = text.replace("{" + name + "}", values.get(name, default))
        return text.rstrip("/") if "{" not in text else None


def groups_of(document: Document, api: ir.Api) -> Mapping[str, tuple[Written, ...]]:
    """The servers of each operation: its own, else those of its path, else those of the document."""
    found: dict[str, tuple[Written, ...]] = {}
    known = api.servers.groups if api.servers else ()
    for one in operations(document, api):
        parent = one.place.pointer.rpartition("/")[0].removesuffix("/additionalOperations")
        owners = (one.place.node, document.target(f"#{parent}").node, document.root, {"servers": [{"url": "/"}]})
        written = [as_node(each) for each in next(as_list(o.get("servers")) for o in owners if o.get("servers"))]
        group = next((group for group in known if _is_same(group, written)), ())
        found[one.id] = tuple(map(Written, written, group))
    return found


def own_urls(document: Document, api: ir.Api) -> Mapping[str, str]:
    """Where the operations go that do not go where all others do; "" where the document does not tell."""
    found = {id: (group[0].url({}) or "") if group else "" for id, group in groups_of(document, api).items()}
    return {id: url for id, url in found.items() if url != api.base_url} if api.servers else {}


def _is_same(group: tuple[ir.Server, ...], written: list[Node]) -> bool:
    urls = [str(node.get("url") or "/") for node in written]
    return len(urls) == len(group) and all(one.url.endswith(url) for one, url in zip(group, urls, strict=True))


def server_settings(document: Document, api: ir.Api) -> dict[str, object]:
    """The part of suite.json on servers: `operations` gives the group of each operation, `cases` a URL for each group.

    A URL of None: such a call is refused before anything is sent.
    """
    if api.servers is None:
        return {}
    by_operation = groups_of(document, api)
    groups = tuple(dict.fromkeys(tuple(one.known for one in group) for group in by_operation.values()))
    written = [
        next(each for each in by_operation.values() if tuple(o.known for o in each) == group) for group in groups
    ]
    numbers = {id: groups.index(tuple(one.known for one in group)) for id, group in by_operation.items()}
    arguments = {one.name: one.env for one in api.servers.arguments}
    return {
        "operations": numbers,
        "arguments": [{"argument": name, "env": env} for name, env in arguments.items()],
        "names": [one.name for one in api.servers.every],
        "called": [group[0].name for group in groups],
        "cases": [
            {"case": name, "given": given, "urls": [_url(group, given, api.servers) for group in written]}
            for name, given in _given(written, api.servers)
        ],
        "refused": [{"argument": name, "given": given} for name, given in _refused(written, api.servers)],
    }


def _given(written: list[tuple[Written, ...]], servers: ir.Servers) -> Iterator[tuple[str, dict[str, str]]]:
    """What a caller may say: nothing, each word that chooses, each value of each variable of the server that has it."""
    yield "documented", {}
    seen: set[str] = set()
    for server in (server for group in written for server in group):
        choice = {servers.choice.name: server.known.choice} if servers.choice and server.known.choice else {}
        if choice and server.known.choice not in seen:
            seen.add(server.known.choice)
            yield server.known.choice, choice
        for variable in server.known.variables:
            node = as_node(as_node(server.node.get("variables")).get(variable.name))
            for value in as_list(node.get("enum")) or [FREE]:
                if not _is_structure(server.known.url, variable.name) or node.get("enum"):
                    yield f"{server.known.name} {variable.argument} {value}", {**choice, variable.argument: str(value)}


def _is_structure(url: str, name: str) -> bool:
    """Whether a variable is more than a part of a host or path: a scheme, a port, all of the URL."""
    before = url.partition("{" + name + "}")[0]
    return "://" not in before or before.endswith(":")


def _refused(written: list[tuple[Written, ...]], servers: ir.Servers) -> Iterator[tuple[str, dict[str, str]]]:
    """What names no server, and no value of a variable."""
    if servers.choice:
        yield servers.choice.name, {servers.choice.name: "no such server"}
    for server in (server for group in written for server in group):
        choice = {servers.choice.name: server.known.choice} if servers.choice and server.known.choice else {}
        for variable in server.known.variables:
            if "://" in server.known.url:
                yield variable.argument, {**choice, variable.argument: "evil.example/?#"}


def _url(group: tuple[Written, ...], given: Mapping[str, str], servers: ir.Servers) -> str | None:
    """Where the operations of a group go."""
    word = given.get(servers.choice.name) if servers.choice and len(group) > 1 else None
    chosen = next((one for one in group if word in (None, one.known.choice)), None)
    if chosen is None:
        return None
    return chosen.url({one.name: given[one.argument] for one in chosen.known.variables if one.argument in given})
