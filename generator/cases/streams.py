"""Cases of answers that come item by item: the text on the wire, its items, and how it may end badly."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.cases.case import Case, Fixture, distinct
from generator.cases.operation import Operation, Streamed
from generator.cases.places import MISSING, Node, as_node, is_node
from generator.cases.reading import differences
from generator.cases.responses import FULL, NEWS, SMALL, status_of
from generator.cases.samples import sample

BARE: tuple[Mapping[str, object], ...] = (
    {"event": "added", "id": "1", "data": '{"é": "🙂"}', "retry": 250},
    {"event": "message", "id": "1", "data": "two\nlines"},
)  # of a stream of events that the document does not describe


@dataclass(frozen=True, slots=True)
class Streams:
    """Makes the cases of one stream."""

    operation: Operation
    stream: Streamed
    status: int

    def items(self) -> Iterator[object]:
        """The fullest item and the smallest, of those that are read without drift."""
        view = self.stream.view
        if view is None:
            yield from BARE if self.stream.kind == "events" else ({"é": "🙂"}, [1, None], "text")
            return
        for wish in (FULL, SMALL):
            value = sample(view, "item", wish)
            if value is not MISSING and not list(differences(view, value)) and self._is_writable(value):
                yield value

    def written(self, item: object) -> str:
        """An item on the wire."""
        match self.stream.kind:
            case "lines":
                return f"{_json(item)}\n"
            case "records":
                return f"\x1e{_json(item)}\n"
            case "events" if self.stream.is_whole or self.stream.view is None:
                event = as_node(item)
                text = event["data"] if isinstance(event.get("data"), str) else _json(event.get("data"))
                lines = [f"{name}: {event[name]}" for name in ("event", "id") if name in event]
                lines += [f"data: {line}" for line in str(text).split("\n")]
                lines += [f"retry: {event['retry']}"] if "retry" in event else []
                return "\n".join([*lines, "", ""])
            case "events":
                return f"data: {_json(item)}\n\n"

    def case(self, name: str, items: list[object], behind: str = "", more: Mapping[str, object] | None = None) -> Case:
        """A stream of these items, with a text behind them."""
        text = "".join(map(self.written, items)) + behind
        content: dict[str, object] = {"status": self.status, "media_type": self.stream.media_type}
        content |= {"items": items, "text": text, **(more or {})}
        return Case(name=name, source=self.stream.source, content=content)

    def cases(self) -> Iterator[Case]:
        """All of them."""
        items = list(self.items())
        if not items:
            return
        number = {"number": len(items) + 1}
        yield self.case("items", items)
        yield self.case("empty", [])
        yield self.case("cut-off", items, self._half(), {"raises": "APIConnectionError", **number})
        if self.stream.kind != "events":
            behind = "{\n" if self.stream.kind == "lines" else "\x1e{\n\x1e"
            yield self.case("malformed", items, behind, {"raises": MALFORMED, **number})
        elif self.stream.view is not None and not self.stream.is_whole:
            yield self.case("ended", items, "data: [DONE]\n\ndata: {\n\n")
            yield self.case("malformed", items, "data: {\n\n", {"raises": MALFORMED, **number})
            told = 'data: {"error": {"message": "too hot", "code": "OVERHEATED"}}\n\n'
            if self._is_closed():
                yield self.case("failing", items, told, {"raises": "APIError", "says": "OVERHEATED: too hot", **number})
        if self._is_closed():
            yield self.case("unknown", [{**as_node(items[0]), NEWS: {"deep": [1, None]}}], more={"is_drift": True})

    def _half(self) -> str:
        """What is left of an item when the connection breaks."""
        return {"events": 'data: {"half', "lines": '{"half', "records": '\x1e{"half'}[self.stream.kind]

    def _is_closed(self) -> bool:
        """Whether an item is an object with declared members, and not an event of which HTML knows no more fields."""
        view = self.stream.view
        if view is None or self.stream.is_whole or view.kind != "object" or view.is_map or view.additional is not None:
            return False
        return "error" not in view.members("output") and self.operation.pairs.model(view, "output") is not None

    def _is_writable(self, item: object) -> bool:
        """Whether the fields of an event can be written as such."""
        return not self.stream.is_whole or (is_node(item) and _is_event(item))


MALFORMED = "ResponseValidationError"


def _is_event(item: Node) -> bool:
    """Whether an event reads as it is written: fields of one line, and no text that could be JSON as well."""
    lines = [item.get("event", ""), item.get("id", ""), item.get("data", "")]
    texts = [one for one in lines if isinstance(one, str)]
    retry = item.get("retry", 0)
    is_number = isinstance(retry, int) and not isinstance(retry, bool) and retry >= 0
    data = item.get("data")
    try:
        json.loads(data if isinstance(data, str) else "{")
    except ValueError:
        return is_number and "data" in item and not any(set("\r\n\0") & set(one) for one in texts)
    return False


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def fixtures(operation: Operation) -> Iterator[Fixture]:
    """The file of the cases of an operation whose answer is, or may be, a stream."""
    answer = operation.streamed
    if answer is None or answer.stream is None:
        return
    status = status_of(answer)
    found = distinct(Streams(operation, answer.stream, status).cases())
    if found:
        common = {"status": status, "media_type": answer.stream.media_type}
        about = "Streams of items: whole, empty, cut off, malformed."
        yield Fixture(operation=operation.id, name="stream-items", about=about, common=common, cases=found)
