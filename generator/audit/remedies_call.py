"""What to do about a difference in the call itself: edits of method, address, headers, parameters, media types."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.audit.draft import header_parameter, is_credential, schema, scheme_of
from generator.audit.edit import Edit, moved, removed, written
from generator.audit.fact import Fact
from generator.audit.mismatch import Mismatch
from generator.audit.operations import METHODS, Parameter
from generator.audit.view import View
from generator.load import is_array, is_object
from generator.positions import escaped

SCHEMES = "/components/securitySchemes"


def of_call(view: View, mismatch: Mismatch, facts: list[Fact]) -> Iterator[Edit]:
    """Everything that stands in the curl command of a page."""
    fact, pointer = (facts[0] if facts else None), view.operation.pointer
    match mismatch.code:
        case "method-changed" if fact:
            lines = sorted({view.said.page.call.method_line, view.said.page.call.url_line})
            yield written(pointer, {"x-source": {"field": f"shown {', '.join(map(str, lines))}"}})
            yield moved(pointer, f"{pointer.rpartition('/')[0]}/{str(fact.value).lower()}")
        case "url-changed" if fact:
            yield from _address(view, fact)
        case "media-type-changed" if fact:
            yield from _media_type(view, mismatch, fact)
        case "header-added" if fact:
            yield from _header(view, fact)
        case "header-changed" if fact:
            yield from _changed_header(view, fact)
        case "header-removed":
            yield from _no_header(view, mismatch)
        case "parameter-added" if fact:
            yield _parameter(view, fact)
        case "parameter-renamed" if fact:
            yield from _renamed(view, mismatch.pointer, fact.steps[0], fact.line)
        case "parameter-removed":
            yield from _taken_out(view, mismatch.pointer)
        case _:
            pass


# --- address ---------------------------------------------------------------------------------------------------------


def _address(view: View, fact: Fact) -> Iterator[Edit]:
    """Another server where the path is the same, else another path on the same server, else both."""
    operation, url = view.operation, str(fact.value)
    path = next((path for path in _endings(url) if _shape(path) == _shape(operation.path)), "")
    servers = [each.removesuffix(operation.path) for each in operation.urls]
    server = next((each for each in servers if each and url.startswith(f"{each}/")), "")
    if server:
        path = url.removeprefix(server)
    else:
        path = path or f"/{url.partition('//')[2].partition('/')[2]}"
        server = url.removesuffix(path)
        yield _server(view, server, fact.line)
    if path == operation.path:
        return
    yield from _path_names(view, path, fact.line)
    yield from _moved_path(view, path)


def _path_names(view: View, path: str, line: int) -> Iterator[Edit]:
    """The parameters of the path: by their place where there are as many as before, else those that came and went."""
    old, new = (re.findall(r"\{([^{}]+)\}", each) for each in (view.operation.path, path))
    if len(old) == len(new):
        for before, after in zip(old, new, strict=True):
            parameter = view.parameter("path", before)
            if before != after and parameter is not None:
                yield from _renamed(view, parameter.pointer, after, line)
        return
    for name in new:
        fact = view.said.facts.get(("path", (name,), "parameter"))
        if name not in old and fact is not None:
            yield _parameter(view, fact)
    for name in old:
        parameter = view.parameter("path", name)
        if name not in new and parameter is not None:
            yield from _taken_out(view, parameter.pointer)


def _endings(url: str) -> Iterator[str]:
    """The paths that a URL may end in, the longest first."""
    pieces = url.partition("//")[2].split("/")[1:]
    return (f"/{'/'.join(pieces[start:])}" for start in range(len(pieces)))


def _shape(path: str) -> str:
    return re.sub(r"\{[^{}]*\}", "{}", path)


def _server(view: View, url: str, line: int) -> Edit:
    """The first server that holds for the operation, with another URL."""
    item = view.operation.pointer.rpartition("/")[0]
    for place in (view.operation.pointer, item, ""):
        node, at = view.document.follow(f"#{place}")
        servers = node.get("servers") if is_object(node) else None
        if is_array(servers) and servers:
            return written(f"{at}/servers/0", {"url": url, "x-source": f"shown {line}"})
    return written("", {"servers": [{"url": url, "x-source": f"shown {line}"}]})


def _moved_path(view: View, path: str) -> Iterator[Edit]:
    """The whole path where the operation is its only one, else the operation alone."""
    pointer, target = view.operation.pointer, f"/paths/{escaped(path)}"
    above, _, method = pointer.rpartition("/")
    node, _ = view.document.follow(f"#{above}")
    paths, _ = view.document.follow("#/paths")
    others = [key for key in (node if is_object(node) else ()) if key in METHODS and key != method]
    if others or (is_object(paths) and path in paths):
        yield moved(pointer, f"{target}/{method}")
    else:
        yield moved(above, target)


# --- headers ---------------------------------------------------------------------------------------------------------


def _header(view: View, fact: Fact) -> Iterator[Edit]:
    """A credential where the name or the value says so, else a parameter."""
    if not is_credential(fact):
        yield written(view.operation.pointer, {"parameters": [header_parameter(fact)]})
        return
    id, node = scheme_of(fact)
    yield written(SCHEMES, {id: node})
    asked = view.operation.node.get("security", view.document.root.get("security"))
    known: list[object] = [{**each, id: list[object]()} for each in asked if is_object(each)] if is_array(asked) else []
    yield written(view.operation.pointer, {"security": known or [{id: list[object]()}]})


def _changed_header(view: View, fact: Fact) -> Iterator[Edit]:
    """The scheme that sent the header before, as the page shows it now; or the parameter with its new name."""
    gone = [each for each in view.operation.headers if each not in _shown_headers(view)]
    name = fact.steps[0].lower() if fact.steps[0].lower() in view.operation.headers else next(iter(gone), "")
    for id, node in _schemes(view):
        if name and _header_of(node) == name:
            _, new = scheme_of(fact)
            place = f"{SCHEMES}/{escaped(id)}"
            yield written(place, new)
            yield from (removed(f"{place}/{escaped(key)}") for key in node if key not in new and key != "description")
            return
    parameters = [each for each in view.operation.parameters if each.place == "header"]
    lost = [each for each in parameters if each.name.lower() not in _shown_headers(view)]
    if len(lost) == 1:
        yield from _renamed(view, lost[0].pointer, fact.steps[0], fact.line)


def _shown_headers(view: View) -> set[str]:
    return {fact.steps[0].lower() for fact in view.said.facts.values() if fact.aspect == "header"}


def _schemes(view: View) -> Iterator[tuple[str, dict[str, object]]]:
    """The schemes that the operation asks for."""
    asked = view.operation.node.get("security", view.document.root.get("security"))
    ids = [id for each in (asked if is_array(asked) else []) if is_object(each) for id in each]
    for id in ids:
        node, _ = view.document.deref({"$ref": f"#{SCHEMES}/{escaped(id)}"}, "")
        if is_object(node):
            yield id, node


def _header_of(node: dict[str, object]) -> str:
    if node.get("type") == "apiKey":
        return str(node.get("name", "")).lower() if node.get("in") == "header" else ""
    return "authorization"


def _no_header(view: View, mismatch: Mismatch) -> Iterator[Edit]:
    if mismatch.place.lower() == "header content-type":
        yield written(f"{view.operation.pointer}/requestBody", {"x-source": {"content": "inferred"}})
    else:
        yield written(view.operation.pointer, {"security": []})


def _media_type(view: View, mismatch: Mismatch, fact: Fact) -> Iterator[Edit]:
    """The body under its new media type, where it has one type only; else the new type beside the others."""
    body, place = view.document.deref(view.operation.node.get("requestBody"), f"{view.operation.pointer}/requestBody")
    content = body.get("content") if is_object(body) else None
    known = list(content) if is_object(content) else []
    yield written(place, {"x-source": {"content": f"shown {fact.line}"}})
    if len(known) == 1:
        yield moved(f"{place}/content/{escaped(known[0])}", f"{place}/content/{escaped(str(fact.value))}")
    elif is_object(content):
        json_types = [name for name in known if "json" in name.lower()]
        yield written(f"{place}/content", {str(fact.value): content[next(iter(json_types or known))]})


# --- parameters ------------------------------------------------------------------------------------------------------


def _parameter(view: View, fact: Fact) -> Edit:
    node = schema(view.said, {fact.side: fact.steps})
    source = node.pop("x-source", {})
    entry: dict[str, object] = {"name": fact.steps[0], "in": fact.side}
    if fact.side == "path":
        entry["required"] = True
    if "description" in node:
        entry["description"] = node.pop("description")
    sources = {"type": f"shown {fact.line}", **(source if is_object(source) else {})}
    entry = {**entry, "schema": {"type": "string", **node}, "x-source": sources}
    return written(view.operation.pointer, {"parameters": [entry]})


def _renamed(view: View, pointer: str, name: str, line: int) -> Iterator[Edit]:
    """A parameter with another name: in its place, or as one of the operation's own where others share it."""
    if pointer.startswith(f"{view.operation.pointer}/"):
        yield written(pointer, {"name": name, "x-source": {"type": f"shown {line}"}})
        return
    parameter = _at(view, pointer)
    if parameter is not None:
        source = parameter.node.get("x-source")
        sources = {**(source if is_object(source) else {}), "type": f"shown {line}"}
        yield written(view.operation.pointer, {"parameters": [{**parameter.node, "name": name, "x-source": sources}]})
    yield from _taken_out(view, pointer)


def _at(view: View, pointer: str) -> Parameter | None:
    return next((each for each in view.operation.parameters if each.pointer == pointer), None)


def _taken_out(view: View, pointer: str) -> Iterator[Edit]:
    """The entry that declares a parameter; one of the path's, which other operations have as well, moves to those."""
    above, _, method = view.operation.pointer.rpartition("/")
    for holder in (view.operation.pointer, above):
        node, _ = view.document.follow(f"#{holder}")
        listed = node.get("parameters") if is_object(node) else None
        for index, entry in enumerate(listed if is_array(listed) else []):
            if view.document.deref(entry, f"{holder}/parameters/{index}")[1] == pointer:
                if holder == above and is_object(node):
                    others = [key for key in node if key in METHODS and key != method]
                    yield from (written(f"{above}/{key}", {"parameters": [entry]}) for key in others)
                yield removed(f"{holder}/parameters/{index}")
                return
