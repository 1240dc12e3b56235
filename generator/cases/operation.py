"""An operation as the raw document writes it, with the names that its arguments have in Python."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from generator import ir
from generator.cases.pairs import Pairs
from generator.cases.places import Document, Node, Place, as_list, as_node
from generator.cases.view import EVENT, View
from generator.positions import unescaped

StreamKind: TypeAlias = Literal["events", "lines", "records"]
Codec: TypeAlias = Literal["json", "form", "multipart", "text", "bytes"]
CODECS: Final[tuple[Codec, ...]] = ("json", "form", "multipart", "text", "bytes")  # what is preferred stands first
WITHOUT_FIELDS = ("string", "integer", "number", "boolean", "array", "null")  # a form of these is written by the caller
STREAMED: Final[Mapping[str, StreamKind]] = {
    "text/event-stream": "events", "application/json-seq": "records",
    "application/jsonl": "lines", "application/x-jsonl": "lines", "application/jsonlines": "lines",
    "application/x-jsonlines": "lines", "application/ndjson": "lines", "application/x-ndjson": "lines",
    "application/stream+json": "lines",
}  # fmt: skip
STYLES = {"path": "simple", "query": "form", "header": "simple", "cookie": "form"}


@dataclass(frozen=True, eq=False, slots=True)
class Parameter:
    """A parameter; `name` is the argument of the method, `from_client` tells that the client may give it."""

    wire: str
    location: str
    name: str
    view: View
    node: Node = field(repr=False)
    pointer: str
    from_client: bool

    @property
    def is_required(self) -> bool:
        """Whether it must be given."""
        return self.node.get("required") is True or self.location == "path"

    @property
    def style(self) -> str:
        """How it is written (OpenAPI 3.1, section 4.8.12.2)."""
        return str(self.node.get("style") or STYLES[self.location])

    @property
    def explodes(self) -> bool:
        """Whether items and members are written one by one."""
        written = self.node.get("explode")
        return written if isinstance(written, bool) else self.style == "form"

    @property
    def is_asked(self) -> bool:
        """Whether its value may be wrong: any text can be a segment of a path where nothing more is said of it."""
        formats = ("int64", "date-time", "date", "uuid")
        words = ("minLength", "maxLength", "pattern")
        is_text = self.view.kind == "string" and not self.view.choices and str(self.view.get("format")) not in formats
        return not (self.location == "path" and is_text and all(self.view.get(word) is None for word in words))

    @property
    def likeness(self) -> str:
        """What parameters of several operations have in common that are the same but for their descriptions."""
        said = {key: value for key, value in self.node.items() if not key.startswith(("x-", "description"))}
        return f"{self.location} {self.wire} {self.name} {json.dumps(said, sort_keys=True, default=str)}"

    @property
    def is_json(self) -> bool:
        """Whether it is JSON text."""
        return "content" in self.node


@dataclass(frozen=True, eq=False, slots=True)
class Body:
    """A body. `argument` is the one that holds all of it; "" where each property is an argument, as in `names`.

    Of text and bytes the view is that of a string, whatever schema the document gives them.
    """

    codec: Codec
    media_type: str
    view: View
    media: Place
    is_required: bool
    argument: str
    names: Mapping[str, str]


@dataclass(frozen=True, eq=False, slots=True)
class Streamed:
    """An answer that comes item by item: the schema of an item, None where nothing is said of it.

    `is_whole` tells that it describes events, and not the JSON in their data.
    """

    kind: StreamKind
    media_type: str
    view: View | None
    is_whole: bool
    source: str


@dataclass(frozen=True, eq=False, slots=True)
class Answer:
    """An answer that the document describes: its schema where it is JSON, and the node of its media type.

    `stream` is what it may be besides, or is alone, `bytes` the media type under which it is any bytes, or "".
    """

    status: str
    place: Place
    media_type: str
    media: Place | None
    view: View | None
    stream: Streamed | None = None
    bytes: str = ""


@dataclass(frozen=True, eq=False, slots=True)
class Operation:
    """One method and path."""

    id: str
    method: str
    path: str
    place: Place
    parameters: tuple[Parameter, ...]
    body: Body | None
    answers: tuple[Answer, ...]
    pairs: Pairs = field(repr=False)

    @property
    def success(self) -> Answer | None:
        """The first answer of a success that has JSON; without any success that is described, the default one."""
        described = [one for one in self.answers if one.status.startswith("2")]
        described = described or [one for one in self.answers if one.status == "default"]
        return next((one for one in described if one.view is not None), None)

    @property
    def streamed(self) -> Answer | None:
        """The first answer of a success that may be a stream of items."""
        return next((one for one in self._successes if one.stream is not None), None)

    @property
    def downloaded(self) -> Answer | None:
        """The first answer of a success that may be bytes."""
        return next((one for one in self._successes if one.bytes), None)

    @property
    def _successes(self) -> list[Answer]:
        if self.method == "HEAD":
            return []
        described = [one for one in self.answers if one.status.startswith("2")]
        return described or [one for one in self.answers if one.status == "default"]

    @property
    def keeps_null(self) -> bool:
        """Whether None is sent, as a PATCH does."""
        return self.method == "PATCH"


def operations(document: Document, api: ir.Api) -> Iterator[Operation]:
    """Every operation that the client offers, in the order of the document."""
    pairs = Pairs(api)
    for resource in api.resources:
        for operation in resource.operations:
            yield _operation(document, operation, pairs)


def _operation(document: Document, source: ir.Operation, pairs: Pairs) -> Operation:
    place = _at(document, source.pointer)
    parent, method = source.pointer.rpartition("/")[::2]
    parent = parent.removesuffix("/additionalOperations")
    names: dict[tuple[str, str], str] = {(one.location, one.wire): one.name for one in source.arguments}
    body = _body(document, place, names)
    return Operation(
        id=source.id,
        method=unescaped(method).upper(),
        path=_path(document, parent),
        place=place,
        parameters=tuple(_parameters(document, _at(document, parent), place, names)),
        body=body,
        answers=tuple(_answers(document, place)),
        pairs=pairs,
    )


def _at(document: Document, pointer: str) -> Place:
    return document.target(f"#{pointer}")


def _path(document: Document, pointer: str) -> str:
    """The path of a path item, which may stand elsewhere than under it."""
    for path in as_node(document.root.get("paths")):
        item = document.resolved(Place(document.root, "").at("paths", path))
        if item.pointer == pointer:
            return path
    return unescaped(pointer.rpartition("/")[2])


def _parameters(
    document: Document, item: Place, place: Place, names: Mapping[tuple[str, str], str]
) -> Iterator[Parameter]:
    """The parameters that the method takes; the operation's replace those of its path."""
    found: dict[tuple[str, str], Place] = {}
    for owner in (item, place):
        for index in range(len(as_list(owner.node.get("parameters")))):
            written = document.resolved(owner.at("parameters", index))
            found[str(written.node.get("in")), str(written.node.get("name"))] = written
    for (location, wire), name in names.items():
        if location == "body":
            continue
        written = found.get((location, wire)) or Place({"required": True, "schema": {"type": "string"}}, place.pointer)
        media = next(iter(as_node(written.node.get("content"))), "")
        schema = written.at("content", media, "schema") if media else written.at("schema")
        from_client = written.node.get("x-client-parameter") is True
        sourced = Place({"x-source": written.node["x-source"]} if "x-source" in written.node else {}, written.pointer)
        view = View.of(document, schema, sourced)
        yield Parameter(wire, location, name, view, written.node, written.pointer, from_client)


def _body(document: Document, place: Place, names: Mapping[tuple[str, str], str]) -> Body | None:
    """The body in the media type that is sent."""
    if "requestBody" not in place.node:
        return None
    written = document.resolved(place.at("requestBody"))
    media_types = list(as_node(written.node.get("content")))
    if not media_types:
        return None
    chosen = min(media_types, key=rank)
    media, kind = written.at("content", chosen), codec(chosen)
    arguments = {wire: name for (location, wire), name in names.items() if location == "body"}
    form = View.of(document, media.at("schema"))
    if kind in ("form", "multipart") and form.kind in WITHOUT_FIELDS and not form.choices:
        kind = "bytes"
    is_raw = kind in ("text", "bytes")
    view = View.of(document, Place({"type": "string"}, media.pointer) if is_raw else media.at("schema"))
    whole = arguments.get("", "") if set(arguments) == {""} else ""
    is_required = written.node.get("required") is True
    return Body(kind, _concrete(chosen), view, media, is_required, whole, {} if whole else arguments)


def _concrete(media_type: str) -> str:
    """What is said to be sent where the document leaves a part of the media type open."""
    if "*" not in media_type:
        return media_type
    if media_type == "*/*":
        return "application/json"
    return "text/plain" if media_type.startswith("text/") else "application/octet-stream"


def _answers(document: Document, place: Place) -> Iterator[Answer]:
    for status in as_node(place.node.get("responses")):
        if status.startswith("x-"):
            continue
        written = document.resolved(place.at("responses", status))
        media_types = list(as_node(written.node.get("content")))
        chosen = next((name for name in media_types if is_json(name)), media_types[0] if media_types else "")
        media = written.at("content", chosen) if chosen else None
        has_schema = media is not None and is_json(chosen) and "schema" in media.node
        view = View.of(document, media.at("schema")) if media is not None and has_schema else None
        view = None if view is not None and _is_binary(view) else view
        key = status.upper() if status != "default" else status
        octets = _octets(document, written, media_types)
        yield Answer(key, written, chosen, media, view, _stream(document, written, media_types), octets)


def _octets(document: Document, answer: Place, media_types: list[str]) -> str:
    """The media type that is any bytes: by its own name, or else by the format of its text; "" where there is none."""
    whole = [name for name in media_types if not stream_kind(name)]
    for name in whole:
        if codec(name) == "bytes":
            return name
    for name in whole:
        if _is_binary(View.of(document, answer.at("content", name, "schema"))):
            return name
    return ""


def _is_binary(view: View) -> bool:
    """Whether a whole body is bytes by its format."""
    return view.kind == "string" and not view.choices and not view.options and view.get("format") == "binary"


def _stream(document: Document, answer: Place, media_types: list[str]) -> Streamed | None:
    """The first of the media types that is a stream, with what the document says of its items."""
    for name in media_types:
        kind, media = stream_kind(name), answer.at("content", name)
        if kind is None:
            continue
        if "itemSchema" in media.node:
            schema: Place | None = media.at("itemSchema")
        else:
            schema = _items(document, media.at("schema")) if "schema" in media.node else None
        view = View.of(document, schema) if schema is not None else None
        if view is not None and kind == "events" and not view.options and view.kind in ("string", "any"):
            view = None  # the text of the stream, of whose events nothing is said
        is_whole = view is not None and kind == "events" and _is_event(view)
        return Streamed(kind, name, view, is_whole, schema.pointer if schema is not None else media.pointer)
    return None


def _items(document: Document, whole: Place) -> Place | None:
    """The schema of the items, where that of the whole answer tells."""
    place = document.resolved(whole)
    view = View.of(document, whole)
    if view.kind == "array" and not view.options:
        return place.at("items") if "items" in place.node else None
    return None if not view.options and not view.choices and view.kind in ("string", "any") else whole


def _is_event(view: View) -> bool:
    """Whether a schema describes events: nothing but their fields, data among them, in each of its options."""
    if view.options:
        return all(_is_event(option) for option in view.options)
    names = set(view.members("output")) if view.kind == "object" else set[str]()
    return "data" in names and names <= EVENT


def stream_kind(media_type: str) -> StreamKind | None:
    """How the items of a media type are told apart; None where it has none."""
    name = media_type.partition(";")[0].strip().lower()
    return "records" if name.endswith("+json-seq") else STREAMED.get(name)


def rank(media_type: str) -> tuple[bool, int]:
    """Where a media type stands among those that can be chosen: what comes bit by bit is last."""
    return stream_kind(media_type) is not None, CODECS.index(codec(media_type))


def codec(media_type: str) -> Codec:
    """How a media type is written."""
    name = media_type.split(";")[0].strip().lower()
    if is_json(media_type):
        return "json"
    if name == "application/x-www-form-urlencoded":
        return "form"
    if name.startswith("multipart/"):
        return "multipart"
    return "text" if name.startswith("text/") or re.search(r"[/+]xml$", name) else "bytes"


def is_json(media_type: str) -> bool:
    """Whether a media type is JSON (RFC 6839 suffixes count)."""
    name = media_type.split(";")[0].strip().lower()
    return name in ("application/json", "text/json", "*/*") or name.endswith("+json")
