"""Answers that come item by item: which media types they have, and what of them nothing is generated for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ir import StreamKind
from generator.normalize.parts import Node, as_node
from generator.positions import escaped

KINDS: dict[str, StreamKind] = {
    "text/event-stream": "events",
    "application/jsonl": "lines",
    "application/x-jsonl": "lines",
    "application/jsonlines": "lines",
    "application/x-jsonlines": "lines",
    "application/ndjson": "lines",
    "application/x-ndjson": "lines",
    "application/stream+json": "lines",
    "application/json-seq": "records",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """What nothing is generated for: where it stands, what happens instead, and the way out."""

    pointer: str
    message: str
    fix: str


def stream_kind(media_type: str) -> StreamKind | None:
    """How the items of a media type are told apart (`+json-seq` is a suffix, RFC 8091); None where it has none."""
    name = media_type.partition(";")[0].strip().lower()
    return "records" if name.endswith("+json-seq") else KINDS.get(name)


def left_out(content: Node, pointer: str, operation: str, status: str) -> Iterator[Stream]:
    """The streams among the media types of an answer that are not read as such; `status` is "" for a body."""
    streamed = [name for name in content if stream_kind(name)]
    for name, media in content.items():
        at = f"{pointer}/content/{escaped(name)}"
        if name in streamed and status and not status.startswith("2"):
            if status != "default":
                yield Stream(
                    pointer=at,
                    message=f"nothing is generated for the stream {name} of {operation}: a failure is read as a whole",
                    fix="the error has its text",
                )
        elif name in streamed[1:] and status:
            yield Stream(
                pointer=at,
                message=f"nothing is generated for the stream {name} of {operation}: {streamed[0]} is asked for",
                fix="write first what is to be read",
            )
        elif "itemSchema" in as_node(media) and not (status and name in streamed):
            does = "the items are neither read nor typed" if status else "the body is sent as it is given"
            yield Stream(
                pointer=f"{at}/itemSchema",
                message=f"nothing is generated for the itemSchema of {name} in {operation}: {does}",
                fix="cut the answer into items yourself" if status else "write the items yourself, as bytes",
            )
