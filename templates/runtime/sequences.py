"""Bytes that come bit by bit -> the items in them, wherever they are split: JSON lines, and JSON text sequences.

Pure: nothing here waits or reads. `events` cuts server-sent events in the same way.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Protocol

BOM = b"\xef\xbb\xbf"


class Unfinished(Exception):
    """The bytes came to their end within an item."""


class Cutter(Protocol):
    """Cuts a stream into items.

    `signs` counts what was complete, keep-alives included; `held` the bytes of what is not yet; `is_over` tells that
    nothing follows, whatever comes. `event` and `last_event_id` tell of the item given last; "" where items have none.
    `other` is how that item may be meant as well, or empty.
    """

    signs: int
    is_over: bool
    event: str
    last_event_id: str
    other: bytes

    @property
    def held(self) -> int:
        """The bytes of an item that is not complete."""
        ...

    def feed(self, piece: bytes) -> Iterator[bytes]:
        """The items that are complete now, each as what is to be decoded."""
        ...

    def end(self) -> Iterator[bytes]:
        """The items that only the end completes. Raises Unfinished where one is not complete."""
        ...


class LineCutter:
    """Items of one line each (JSON lines, NDJSON). An empty line is a keep-alive."""

    event = last_event_id = ""
    other = b""
    is_over = False

    def __init__(self) -> None:
        self.signs, self._held = 0, bytearray()

    @property
    def held(self) -> int:
        """The bytes of the line that has no end yet."""
        return len(self._held)

    def feed(self, piece: bytes) -> Iterator[bytes]:
        """The lines that end in this piece."""
        *ended, rest = piece.split(b"\n")
        for part in ended:
            line = bytes(self._held) + part
            self._held.clear()
            yield from self._taken(line)
        self._held += rest

    def end(self) -> Iterator[bytes]:
        """The last line, which needs no line break."""
        if self._held.strip() and not is_json(self._held):
            raise Unfinished
        yield from self._taken(bytes(self._held))

    def _taken(self, line: bytes) -> Iterator[bytes]:
        line = line if self.signs else line.removeprefix(BOM)
        self.signs += 1
        if line.strip():
            yield line


class RecordCutter:
    """Items behind a record separator each (application/json-seq, RFC 7464)."""

    event = last_event_id = ""
    other = b""
    is_over = False

    def __init__(self) -> None:
        self.signs, self._held = 0, bytearray()

    @property
    def held(self) -> int:
        """The bytes of the record that may go on."""
        return len(self._held)

    def feed(self, piece: bytes) -> Iterator[bytes]:
        """The records that a separator ends, and the last one where it ends in a line break and is whole."""
        *ended, rest = piece.split(b"\x1e")
        for part in ended:
            self._held += part
            yield from self._taken()
        self._held += rest
        if rest.endswith(b"\n") and is_json(self._held):  # the next separator may be long in coming
            yield from self._taken()

    def end(self) -> Iterator[bytes]:
        """The last record. A number that nothing follows may have been cut off (RFC 7464, section 2.4)."""
        whole = self._held.strip().endswith((b"}", b"]", b'"')) or self._held[-1:].isspace()
        if self._held.strip() and not (whole and is_json(self._held)):
            raise Unfinished
        yield from self._taken()

    def _taken(self) -> Iterator[bytes]:
        record = bytes(self._held)
        self._held.clear()
        self.signs += 1
        if record.strip():
            yield record


def is_json(text: bytes | bytearray) -> bool:
    """Whether a text is JSON, and so not the beginning of one."""
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
