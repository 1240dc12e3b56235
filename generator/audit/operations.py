"""The spec's operations as the audit sees them, and which of them a page is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.audit.page import Page
from generator.audit.schemas import Body, Field, body, single
from generator.load import is_array, is_object
from generator.positions import escaped
from generator.resolve import Document

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
ALIKE, SAME = 0.3, 0.8


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: what its schema says, and where and by whom it is declared."""

    name: str
    place: str
    pointer: str
    field: Field
    is_required: bool
    node: dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation; `urls` are its addresses on each server, `headers` those that its security sends."""

    pointer: str
    method: str
    path: str
    urls: tuple[str, ...]
    page: str
    node: dict[str, object]
    parameters: tuple[Parameter, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    media_types: tuple[str, ...] = ()
    request: Body | None = None
    response: Body | None = None
    success: str = ""

    @property
    def title(self) -> str:
        """`POST /v1/models`."""
        return f"{self.method} {self.path}"


def operations(document: Document) -> Iterator[Operation]:
    """All operations of the document, in its order."""
    paths = document.root.get("paths")
    for path, written in (paths if is_object(paths) else {}).items():
        item, pointer = document.deref(written, f"/paths/{escaped(path)}")
        if not is_object(item):
            continue
        for method in METHODS:
            node = item.get(method)
            if is_object(node):
                yield _operation(document, item, node, (path, method, pointer))


def _operation(
    document: Document, item: dict[str, object], node: dict[str, object], where: tuple[str, str, str]
) -> Operation:
    path, method, above = where
    pointer = f"{above}/{method}"
    content, place = _request(document, node, pointer)
    answer, answered, success = _response(document, node, pointer)
    page = node.get("x-docs-page")
    return Operation(
        pointer=pointer,
        method=method.upper(),
        path=path,
        urls=tuple(server + path for server in _servers(document, item, node)),
        page=page if isinstance(page, str) else "",
        node=node,
        parameters=tuple(_parameters(document, item, node, (above, pointer))),
        headers=dict(_security(document, node)),
        media_types=tuple(content),
        request=_body(document, content, place, sent=True),
        response=_body(document, answer, answered, sent=False),
        success=success,
    )


def _servers(document: Document, item: dict[str, object], node: dict[str, object]) -> Iterator[str]:
    for holder in (node, item, document.root):
        servers = holder.get("servers")
        if is_array(servers) and servers:
            for server in servers:
                if is_object(server):
                    variables = server.get("variables")
                    yield _filled(str(server.get("url", "")), variables if is_object(variables) else {})
            return
    yield ""


def _filled(url: str, variables: Mapping[str, object]) -> str:
    for name, variable in variables.items():
        if is_object(variable):
            url = url.replace(f"{{{name}}}", str(variable.get("default", "")))
    return url.rstrip("/")


def _parameters(
    document: Document, item: dict[str, object], node: dict[str, object], places: tuple[str, str]
) -> Iterator[Parameter]:
    found: dict[tuple[str, str], Parameter] = {}
    for holder, place in zip((item, node), places, strict=True):
        written = holder.get("parameters")
        for index, parameter in enumerate(written if is_array(written) else []):
            target, pointer = document.deref(parameter, f"{place}/parameters/{index}")
            if is_object(target):
                name, where = str(target.get("name", "")), str(target.get("in", ""))
                found[where, name] = _parameter(document, target, pointer, (name, where))
    yield from found.values()


def _parameter(document: Document, node: dict[str, object], pointer: str, names: tuple[str, str]) -> Parameter:
    schema = single(document, node.get("schema", {}), f"{pointer}/schema", node.get("x-source"))
    return Parameter(names[0], names[1], pointer, schema, node.get("required") is True, node)


def _security(document: Document, node: dict[str, object]) -> Iterator[tuple[str, str]]:
    """The header that each scheme sends, and how its value begins."""
    wanted = node.get("security", document.root.get("security"))
    names = [name for entry in (wanted if is_array(wanted) else []) if is_object(entry) for name in entry]
    for name in names:
        scheme, _ = document.deref({"$ref": f"#/components/securitySchemes/{escaped(name)}"}, "")
        if not is_object(scheme):
            continue
        match scheme.get("type"):
            case "http":
                yield "authorization", str(scheme.get("scheme", "")).lower()
            case "apiKey" if scheme.get("in") == "header":
                yield str(scheme.get("name", "")).lower(), ""
            case "oauth2" | "openIdConnect":
                yield "authorization", "bearer"
            case _:
                pass


def _request(document: Document, node: dict[str, object], pointer: str) -> tuple[dict[str, object], str]:
    target, place = document.deref(node.get("requestBody"), f"{pointer}/requestBody")
    content = target.get("content") if is_object(target) else None
    return (content if is_object(content) else {}), f"{place}/content"


def _response(document: Document, node: dict[str, object], pointer: str) -> tuple[dict[str, object], str, str]:
    """The content of the success that the page shows: the lowest status of it, and the pointer of the response."""
    written = node.get("responses")
    responses = written if is_object(written) else {}
    statuses = sorted(status for status in responses if status.upper().startswith("2")) or ["default"]
    for status in statuses:
        target, place = document.deref(responses.get(status), f"{pointer}/responses/{escaped(status)}")
        if is_object(target):
            content = target.get("content")
            return (content if is_object(content) else {}), f"{place}/content", place
    return {}, "", ""


def _body(document: Document, content: dict[str, object], place: str, *, sent: bool) -> Body | None:
    """The JSON body among the media types, if there is one."""
    for name, media_type in content.items():
        if re.search(r"json", name, re.IGNORECASE) and is_object(media_type):
            pointer = f"{place}/{escaped(name)}"
            return body(document, media_type.get("schema", {}), f"{pointer}/schema", sent=sent)
    return None


def operation_of(page: Page, known: Sequence[Operation], document: Document, file: str) -> Operation | None:
    """The one of the `known` operations that a page is about, even where the page names another method or path by now."""
    named = [each for each in known if each.page and _is_file(document, each.page, file)]
    exact = [each for each in known if each.method == page.call.method and page.call.url in each.urls]
    likely = [each for each in exact if _likeness(page, each) >= ALIKE]
    if named and not likely:
        return max(named, key=lambda each: _likeness(page, each))
    if likely:
        return max(likely, key=lambda each: (each in named, _likeness(page, each)))
    close = [each for each in known if _likeness(page, each) >= SAME and _agrees(page, each)]
    return max(close, key=lambda each: (_agrees(page, each), bool(each.page))) if close else next(iter(exact), None)


def _is_file(document: Document, name: str, file: str) -> bool:
    """Whether a page of the spec is that file, or one of its name."""
    page = document.pages.get(name)
    return (
        page is not None
        and page.file.replace("\\", "/").rpartition("/")[2] == file.replace("\\", "/").rpartition("/")[2]
    )


def _agrees(page: Page, operation: Operation) -> int:
    """How many of method and address are the same."""
    return (operation.method == page.call.method) + (page.call.url in operation.urls)


def _likeness(page: Page, operation: Operation) -> float:
    """How many of the paths in both examples the two have in common, from 0 to 1."""
    shown, told = set[object](), set[object]()
    for example, told_body, side in (
        (page.request, operation.request, "request"),
        (page.response, operation.response, "response"),
    ):
        shown |= {(side, steps) for steps in (example.nodes if example else {})}
        told |= {(side, steps) for steps in (told_body.fields if told_body else {})}
    return len(shown & told) / len(shown | told) if shown | told else 1.0
