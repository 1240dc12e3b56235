"""What comes or goes bit by bit: nothing is generated for that, and each place of it is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.normalize.parts import Node, as_node
from generator.positions import escaped

STREAMS = ("text/event-stream", "application/jsonl", "application/x-ndjson", "application/json-seq")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """A media type that is a stream or describes its items: where it stands, what happens instead, and the way out."""

    pointer: str
    message: str
    fix: str


def streams(content: Node, pointer: str, operation: str, *, is_answer: bool) -> Iterator[Stream]:
    """The streams among the media types of an answer or body, and whatever has an `itemSchema` (OpenAPI 3.2)."""
    others = [name for name in content if not _is_stream(name)]
    for name, media in content.items():
        at = f"{pointer}/content/{escaped(name)}"
        if is_answer and _is_stream(name):
            yield _answered(name, at, operation, others)
        elif "itemSchema" in as_node(media):
            does = "the items are neither read nor typed" if is_answer else "the body is sent as it is given"
            yield Stream(
                pointer=f"{at}/itemSchema",
                message=f"nothing is generated for the itemSchema of {name} in {operation}: {does}",
                fix="cut the answer into items yourself" if is_answer else "write the items yourself, as bytes",
            )


def _answered(name: str, at: str, operation: str, others: list[str]) -> Stream:
    if others:
        instead = f"the method asks for {_best(others)} and returns that"
        fix = "to read the stream, send the request with an HTTP client of your own"
    else:
        text = "a str" if name.lower().startswith("text/") else "bytes"
        instead = f"the method waits for the whole answer and returns it as {text}"
        fix = "an answer without an end never returns: give the call a deadline=, or use an HTTP client of your own"
    return Stream(pointer=at, message=f"nothing is generated for the stream {name} of {operation}: {instead}", fix=fix)


def _best(names: list[str]) -> str:
    """The media type that is read: JSON where there is some."""
    return next(
        (name for name in names if name.partition(";")[0].strip().lower().endswith(("/json", "+json"))), names[0]
    )


def _is_stream(media_type: str) -> bool:
    return media_type.partition(";")[0].strip().lower() in STREAMS
