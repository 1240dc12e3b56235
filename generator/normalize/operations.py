"""Paths -> operations: parameters joined with those of their path, bodies and answers with their media types."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal, cast

from generator.ir import StreamKind
from generator.normalize import provenance
from generator.normalize.parts import Follow, Node, as_node
from generator.normalize.schema import Answer, Content, Operation, Parameter, RequestBody, Schema
from generator.normalize.schemas import Schemas
from generator.normalize.servers import servers
from generator.normalize.streams import Stream, left_out, stream_kind
from generator.positions import unescaped

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
STYLES = {"path": "simple", "query": "form", "header": "simple", "cookie": "form"}
ITEMS: dict[StreamKind, str] = {"events": "event", "lines": "item", "records": "item"}  # what inline schemas are named
IGNORED_HEADERS = {"accept", "content-type", "authorization"}


class Operations:
    """Normalizes the operations of one document."""

    def __init__(self, root: Node, follow: Follow, schemas: Schemas, page: str) -> None:
        self._root = root
        self._follow = follow
        self._schemas = schemas
        self._page = page
        self.left_out: list[str] = []
        self.streams: list[Stream] = []

    def all(self) -> Iterator[Operation]:
        """Every operation, in the order of the document."""
        for path, item in as_node(self._root.get("paths")).items():
            if path.startswith("x-"):
                continue
            node, pointer = deref(self._follow, item, f"/paths/{_escaped(path)}")
            for method in node:
                if method in METHODS:
                    yield self._operation(path, method, node, pointer)
            for method in as_node(node.get("additionalOperations")):
                yield self._operation(
                    path, method, as_node(node["additionalOperations"]), f"{pointer}/additionalOperations"
                )

    def _operation(self, path: str, method: str, item: Node, item_pointer: str) -> Operation:
        node, pointer = as_node(item[method]), f"{item_pointer}/{method}"
        hint = (str(node.get("operationId") or f"{method} {path}"),)
        written = provenance.sources(node, pointer, self._page)
        self.left_out += [f"{pointer}/{keyword}" for keyword in ("callbacks",) if node.get(keyword)]
        return Operation(
            method=method.upper(),
            path=path,
            id=str(node.get("operationId") or ""),
            tags=tuple(str(tag) for tag in cast(list[object], node.get("tags") or [])),
            summary=str(node.get("summary") or ""),
            description=str(node.get("description") or ""),
            deprecated=node.get("deprecated") is True,
            parameters=self._parameters(path, item, item_pointer, node, pointer, hint),
            body=self._body(node, pointer, hint),
            answers=tuple(self._answers(node, pointer, hint)),
            security=self._security(node),
            page=str(node.get("x-docs-page") or ""),
            pagination=node.get("x-pagination"),
            source=written.get("field") or written.get(""),
            pointer=pointer,
            servers=servers(node, item),
        )

    def _parameters(
        self, path: str, item: Node, item_pointer: str, node: Node, pointer: str, hint: tuple[str, ...]
    ) -> tuple[Parameter, ...]:
        """The parameters of path item and operation; the operation's replace those of the same name and place."""
        found: dict[tuple[str, str], Parameter] = {}
        for owner, at in ((item, item_pointer), (node, pointer)):
            for index, value in enumerate(cast(list[object], owner.get("parameters") or [])):
                written, place = deref(self._follow, value, f"{at}/parameters/{index}")
                parameter = self._parameter(written, place, hint)
                if parameter.location != "header" or parameter.wire.lower() not in IGNORED_HEADERS:
                    found[parameter.location, parameter.wire] = parameter
        for wire in _templated(path):
            if ("path", wire) not in found:
                found["path", wire] = self._parameter(
                    {"name": wire, "in": "path", "required": True, "schema": {"type": "string"}}, pointer, hint
                )
        return tuple(found.values())

    def _parameter(self, node: Node, pointer: str, hint: tuple[str, ...]) -> Parameter:
        wire = str(node.get("name"))
        location = cast(Literal["path", "query", "header", "cookie"], node.get("in"))
        content = next(iter(as_node(node.get("content"))), "")
        schema_node, at = node.get("schema", True), f"{pointer}/schema"
        if content:
            at = f"{pointer}/content/{_escaped(content)}/schema"
            schema_node = as_node(as_node(node.get("content"))[content]).get("schema", True)
        schema = self._schemas.of(schema_node, at, (*hint, wire))
        if "x-source" in node:
            schema = replace(schema, sources=provenance.sources(node, pointer, self._page))
        style = str(node.get("style") or STYLES.get(location, "form"))
        explode = node.get("explode")
        return Parameter(
            wire=wire, location=location, schema=schema, style=style,
            required=node.get("required") is True or location == "path",
            explode=explode if isinstance(explode, bool) else style == "form",
            reserved=node.get("allowReserved") is True,
            description=str(node.get("description") or schema.description),
            from_client=node.get("x-client-parameter") is True, content=content, pointer=pointer,
        )  # fmt: skip

    def _body(self, node: Node, pointer: str, hint: tuple[str, ...]) -> RequestBody | None:
        if "requestBody" not in node:
            return None
        written, place = deref(self._follow, node["requestBody"], f"{pointer}/requestBody")
        contents = tuple(self._contents(written, place, (*hint, "body")))
        self.streams += left_out(as_node(written.get("content")), place, _line(node, pointer), "")
        return RequestBody(
            contents=contents,
            required=written.get("required") is True,
            description=str(written.get("description") or ""),
        )

    def _answers(self, node: Node, pointer: str, hint: tuple[str, ...]) -> Iterator[Answer]:
        for status, value in as_node(node.get("responses")).items():
            if status.startswith("x-"):
                continue
            written, place = deref(self._follow, value, f"{pointer}/responses/{status}")
            suffix = "response" if status.startswith("2") else f"{status} response"
            contents = tuple(self._answered(written, place, (*hint, suffix)))
            self.streams += left_out(as_node(written.get("content")), place, _line(node, pointer), status)
            self.left_out += [f"{place}/{keyword}" for keyword in ("links", "headers") if written.get(keyword)]
            description = str(written.get("description") or "")
            yield Answer(status=status.upper() if status != "default" else status, description=description,
                         contents=contents, pointer=place, headers=tuple(as_node(written.get("headers"))))  # fmt: skip

    def _contents(self, node: Node, pointer: str, hint: tuple[str, ...]) -> Iterator[Content]:
        for media_type, value in as_node(node.get("content")).items():
            at = f"{pointer}/content/{_escaped(media_type)}"
            described = as_node(value)
            schema = self._schemas.of(described["schema"], f"{at}/schema", hint) if "schema" in described else None
            yield Content(media_type=media_type, schema=schema, pointer=at)

    def _answered(self, node: Node, pointer: str, hint: tuple[str, ...]) -> Iterator[Content]:
        """The media types of an answer; of one that is a stream the schema is that of its items."""
        for content in self._contents(node, pointer, hint):
            described = as_node(as_node(node.get("content"))[content.media_type])
            kind = stream_kind(content.media_type)
            if kind is None:
                yield content
            elif "itemSchema" in described:
                at = f"{content.pointer}/itemSchema"
                schema = self._schemas.of(described["itemSchema"], at, (*hint[:-1], ITEMS[kind]))
                yield replace(content, schema=schema, stream=kind)
            else:
                yield replace(content, schema=_item(content.schema), stream=kind)

    def _security(self, node: Node) -> tuple[tuple[str, ...], ...]:
        written = node.get("security", self._root.get("security", []))
        alternatives = cast(list[object], written) if isinstance(written, list) else []
        return tuple(tuple(as_node(one)) for one in alternatives)


def _item(whole: Schema | None) -> Schema | None:
    """The schema of the items, where that of a whole answer tells: of an array they are its items, of a text nothing."""
    if whole is None or whole.kind in ("string", "any"):
        return None
    return whole.item if whole.kind == "array" else whole


def deref(follow: Follow, value: object, pointer: str) -> tuple[Node, str]:
    """A node or what its reference means; what stands beside a reference wins."""
    node = as_node(value)
    for _ in range(100):
        if not isinstance(node.get("$ref"), str):
            break
        target, pointer = follow(str(node["$ref"]))
        node = {**as_node(target), **{key: node[key] for key in node if key != "$ref"}}
    return node, pointer


def _line(node: Node, pointer: str) -> str:
    """An operation as a message names it: its operationId, or else method and path."""
    path, _, method = pointer.removeprefix("/paths/").rpartition("/")
    return str(node.get("operationId") or f"{method.upper()} {unescaped(path)}")


def _templated(path: str) -> list[str]:
    """The parameter names of a path template, in order."""
    return [part.split("}", 1)[0] for part in path.split("{")[1:] if "}" in part]


def _escaped(token: str) -> str:
    return token.replace("~", "~0").replace("/", "~1")
