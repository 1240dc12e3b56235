"""Server-sent events, cut and read by the rules of the HTML standard (section 9.2.6)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from .decode import Decoded
from .errors import UndecodableBody
from .sequences import BOM, Unfinished

FIELDS = ("event", "data", "id", "retry")


@dataclass(frozen=True, slots=True)
class ServerEvent:
    """An event as it came, for streams whose events the document does not describe.

    `id` is that of the last event that had one; `retry` the milliseconds to wait before asking anew, where it said so.
    """

    data: str
    event: str = "message"
    id: str = ""
    retry: int | None = None


class EventDecoder:
    """Reads events that have no type of their own."""

    def decode(self, content: bytes, content_type: str, strict: bool) -> Decoded[ServerEvent]:
        """The event."""
        return Decoded(ServerEvent(**json.loads(content)))


class EventCutter:
    """Cuts a stream into events; an item is the text of the data, or with `whole` the event as a JSON object.

    In that object `data` is a text ("text"), JSON where it is some ("json", with the text as `other`), or left to the
    decoder that knows no type ("event", with all fields). Data that is `end` ends the stream: OpenAI and many after it send `[DONE]`.
    """

    def __init__(self, *, end: str = "", whole: Literal["", "text", "json", "event"] = "") -> None:
        self.signs, self.is_over = 0, False
        self.event, self.last_event_id, self.other = "", "", b""
        self._end, self._whole = end, whole
        self._held, self._after_cr = bytearray(), False
        self._data: list[str] = []
        self._fields: dict[str, Any] = {}
        self._size, self._count, self._strange = 0, 0, 0

    @property
    def held(self) -> int:
        """The bytes of the event that is not complete."""
        return len(self._held) + self._size

    def feed(self, piece: bytes) -> Iterator[bytes]:
        """The events that end in this piece."""
        for line in self._lines(piece):
            if self.is_over:
                return
            yield from self._taken(line)

    def end(self) -> Iterator[bytes]:
        """Nothing: an event ends with an empty line. Raises UndecodableBody for what is no stream of events at all."""
        rest, before = bytes(self._held), self._strange
        yield from self._taken(rest) if rest else ()
        self.is_over = self.is_over or (bool(self._end) and self._data == [self._end])
        if not self.is_over and (self._data or self._strange > before):
            raise Unfinished
        if self._strange and not self._count:
            raise UndecodableBody("it is no stream of events")

    def _lines(self, piece: bytes) -> list[bytes]:
        """The lines that end in this piece, at LF, CR or both. One that ends in CR does not wait for an LF."""
        if self._after_cr:
            self._after_cr = not piece
            piece = piece.removeprefix(b"\n")
        self._after_cr = self._after_cr or piece.endswith(b"\r")
        *ended, rest = piece.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        if ended:
            ended[0] = bytes(self._held) + ended[0]
            self._held.clear()
        self._held += rest
        return ended

    def _taken(self, line: bytes) -> Iterator[bytes]:
        if not (self._count or self._size or self.signs or self._strange):
            line = line.removeprefix(BOM)
        if not line:
            self.signs += 1
            yield from self._ended()
        elif line.startswith(b":"):
            self.signs += 1  # a comment, which keeps the connection alive
        else:
            self._size += len(line)
            name, _, value = line.partition(b":")
            self._note(name.decode("utf-8", "replace"), value.removeprefix(b" ").decode("utf-8", "replace"))

    def _note(self, name: str, value: str) -> None:
        """Note a field; a name that is none is ignored."""
        match name:
            case "data":
                self._data.append(value)
            case "event":
                self._fields["event"] = value
            case "id" if "\0" not in value:
                self._fields["id"] = self.last_event_id = value
            case "retry" if value.isascii() and value.isdigit():
                self._fields["retry"] = int(value)
            case _:
                self._strange += name not in FIELDS

    def _ended(self) -> Iterator[bytes]:
        """The event that an empty line ends; one without data is none."""
        data, fields = self._data, self._fields
        self._data, self._fields, self._size = [], {}, 0
        if not data:
            return
        self._count += 1
        text = "\n".join(data)
        if self._end and text == self._end:
            self.is_over = True
            return
        self.event = fields.get("event") or "message"
        yield self._item(text, fields)

    def _item(self, text: str, fields: dict[str, Any]) -> bytes:
        if not self._whole:
            return text.encode()
        if self._whole == "event":
            fields = {**fields, "event": self.event, "id": self.last_event_id}
        item = json.dumps({**fields, "data": text}).encode()
        value = _read(text) if self._whole == "json" else text
        self.other = item if value is not text else b""
        return json.dumps({**fields, "data": value}).encode() if self.other else item


def _read(text: str) -> Any:
    """The JSON of a text, or the text."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text
