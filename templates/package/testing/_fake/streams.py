"""The fake server of an API some of whose answers come item by item."""

from __future__ import annotations

import json
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from .document import Document
from .schema import is_array, is_object
from .server import Request, Server
from .surprise import NEW_FIELD
from .troubles import Changed, Given, NoReply, Reply

Name = TypeVar("Name", bound=str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Streamed:
    """How the items of an operation are written; `is_whole` tells that they are events, and not the JSON in their data."""

    kind: Literal["events", "lines", "records"]
    media_type: str
    items: list[Any]
    is_whole: bool = False

    def is_asked(self, request: Request) -> bool:
        """Whether a request asks for the stream, and not for what the operation answers beside it."""
        has_flag = is_object(request.body) and request.body.get("stream") is True
        return has_flag or self.media_type in request.headers.get("accept", "")

    def written(self, item: Any) -> str:
        """An item on the wire."""
        text = json.dumps(item, ensure_ascii=False)
        if self.kind != "events":
            return f"{text}\n" if self.kind == "lines" else f"\x1e{text}\n"
        event: dict[str, Any] = item if self.is_whole and is_object(item) else {"data": text}
        data: Any = event.get("data", "")
        lines = [f"{name}: {event[name]}" for name in ("event", "id", "retry") if event.get(name) is not None]
        lines += [f"data: {line}" for line in (data if isinstance(data, str) else json.dumps(data)).split("\n")]
        return "\n".join([*lines, "", ""])


class StreamingServer(Server[Name]):
    """A server that answers with streams, too.

    `answer` takes the items of a stream as a list, as JSON or as objects of the package. What `malform` changes breaks off
    within its last item.
    """

    def __init__(self, document: Document, streams: Mapping[str, Streamed], *, strict: bool = False) -> None:
        super().__init__(document, strict=strict)
        self._streams = streams

    def answer(
        self,
        operation: Name,
        body: object,
        *,
        status: int = 200,
        times: int = 1,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Answer the next calls with this JSON, this response object, or this list of items."""
        told = [_plain(item) for item in body] if is_array(body) else body
        super().answer(operation, told, status=status, times=times, headers=headers)

    def _replied(self, request: Request) -> Reply | NoReply:
        found = self._document.operation(request.method, request.path)
        planned = self._troubles.get(found[0].id) if found else None
        trouble = planned[0] if planned else None
        reply = super()._replied(request)
        stream = self._streams.get(found[0].id) if found else None
        if stream is None or isinstance(reply, NoReply) or reply.status >= 300 or not stream.is_asked(request):
            return reply
        items: list[Any] = stream.items
        if isinstance(trouble, Given):
            items = trouble.body if is_array(trouble.body) else [trouble.body]
        if trouble == Changed("surprising"):
            items = [{**item, NEW_FIELD: {"of": "late"}} if is_object(item) else item for item in items]
        content = "".join(map(stream.written, items)).encode()
        if trouble == Changed("malformed") and items:
            content = content[: -3 if stream.kind == "events" else -2]  # within the last item
        return Reply(reply.status, {**reply.headers, "content-type": stream.media_type}, content)


def _plain(item: Any) -> Any:
    """An item as JSON."""
    dump = getattr(item, "model_dump_json", None)
    return item if dump is None else json.loads(dump(by_alias=True, exclude_unset=True))


def streams_of(package: str) -> Mapping[str, Streamed]:
    """The streams of the package `testing`, by operation, from the api.json beside it."""
    data: Mapping[str, Any] = json.loads(pkgutil.get_data(package, "api.json") or b"{}")
    return {name: Streamed(**one) for name, one in data.get("streams", {}).items()}
