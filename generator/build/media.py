"""Media types: how each is written and read, which one of several is taken, and what a request asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from generator import ir
from generator.normalize.schema import Answer, Content, Operation
from generator.normalize.streams import stream_kind

IN_HEADERS = re.compile(r"[\w!#$&^.+*-]+/[\w!#$&^.+*-]+(; ?[\w-]+=[\w.+-]+)*", re.ASCII)  # RFC 9110, section 12.5.1
WITHOUT_FIELDS = ("string", "integer", "number", "boolean", "array", "null")
LESS = ";q=0.9"  # what only a failure answers with shall not be preferred to what is wanted


def accept(operation: Operation, wanted: Callable[[Answer], Content | None] | None = None) -> str:
    """The header Accept: what is read of each success, in the order of the document, then that of each failure.

    `wanted` chooses what is read of a success. It is JSON where nothing is described that a success answers with.
    """
    statuses = [one.status for one in successes(operation)]
    chosen = [(wanted or _preferred)(one) for one in operation.answers if one.status in statuses]
    asked = _asked(chosen) or ["application/json"]
    failing = _asked([_preferred(one) for one in operation.answers if one.status not in statuses])
    return ", ".join(dict.fromkeys([*asked, *(one + LESS for one in failing if one not in asked)]))


def _preferred(answer: Answer) -> Content | None:
    return preferred(answer.contents)


def _asked(contents: Iterable[Content | None]) -> list[str]:
    """What is read of each answer; the charset of a media type is left to the server."""
    names = [content.media_type for content in contents if content is not None]
    texts = [re.sub(r";\s*charset=[^;]*", "", name, flags=re.IGNORECASE).strip() for name in names]
    return [text for text in texts if IN_HEADERS.fullmatch(text)]


def successes(operation: Operation) -> list[Answer]:
    """The answers of a success; without any 2xx it is the default."""
    described = [one for one in operation.answers if one.status.startswith("2")]
    return described or [one for one in operation.answers if one.status == "default"]


def preferred(contents: tuple[Content, ...]) -> Content | None:
    """The content that a JSON client prefers; of streams, which it reads as a whole, the first where there is no other."""
    order = ("json", "form", "multipart", "text", "bytes")
    return min(
        contents,
        key=lambda one: (stream_kind(one.media_type) is not None, order.index(codec(one.media_type))),
        default=None,
    )


def codec(media_type: str) -> ir.BodyCodec:
    """How a body of a media type is written (RFC 6839 suffixes count)."""
    name = media_type.split(";")[0].strip().lower()
    if name == "application/json" or name.endswith("+json") or name in ("*/*", "text/json"):
        return "json"
    if name == "application/x-www-form-urlencoded":
        return "form"
    if name.startswith("multipart/"):
        return "multipart"
    return "text" if name.startswith("text/") or name.endswith(("/xml", "+xml")) else "bytes"


def body_codec(content: Content) -> ir.BodyCodec:
    """How a body is written. A form that is no object has no fields: whoever sends one writes it himself."""
    found = codec(content.media_type)
    has_no_fields = content.schema is not None and content.schema.kind in WITHOUT_FIELDS
    return "bytes" if found in ("form", "multipart") and has_no_fields else found


def concrete(media_type: str) -> str:
    """A media type that can be sent where the document gives a range of them."""
    if "*" not in media_type:
        return media_type
    kinds: dict[ir.BodyCodec, str] = {"json": "application/json", "text": "text/plain"}
    return kinds.get(codec(media_type), "application/octet-stream")


def is_binary(content: Content) -> bool:
    """Whether a body is any bytes, whatever media type it has: no JSON text can be that (`format: binary` of all of it)."""
    return content.schema is not None and content.schema.kind == "string" and content.schema.format == "binary"


def answer_codec(media_type: str) -> ir.AnswerCodec:
    """How an answer of a media type is read."""
    match codec(media_type):
        case "json":
            return "json"
        case "text":
            return "text"
        case "form" | "multipart" | "bytes":
            return "bytes"
