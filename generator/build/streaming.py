"""Which answers are read bit by bit, by which methods, and what an item of them is.

A stream of items that an operation answers nothing else than is what its method returns. Beside another answer it gets a
method of its own, `<method>_stream`, and every answer of bytes gets `<method>_download`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from generator import ir
from generator.build.docs import streaming_doc
from generator.build.media import accept, codec, is_binary, preferred, successes
from generator.normalize.events import FIELDS
from generator.normalize.schema import Answer, Content, Operation, Schema

if TYPE_CHECKING:
    from generator.build.definitions import Definitions
    from generator.build.naming import Called

FLAG = "stream"
END = "[DONE]"
OCTETS = ir.Response(statuses=(), media_type="", codec="bytes", annotation="bytes")
Ending: TypeAlias = Literal["stream", "download"]


def streamed(answer: Answer) -> Content | None:
    """The stream of items among what an answer may be: the first that is one."""
    return next((one for one in answer.contents if one.stream), None)


def downloaded(answer: Answer) -> Content | None:
    """The bytes among what an answer may be, whatever media type a text of the format binary has."""
    found = [one for one in answer.contents if not one.stream and (codec(one.media_type) == "bytes" or is_binary(one))]
    return min(found, key=lambda one: codec(one.media_type) != "bytes", default=None)


def is_stream(operation: Operation) -> bool:
    """Whether every success with a body is a stream of items."""
    best = [content for one in successes(operation) if (content := preferred(one.contents)) is not None]
    return bool(best) and all(one.stream for one in best)


def endings(operation: Operation) -> tuple[Ending, ...]:
    """What the methods beside that of an operation end in."""
    answers = successes(operation)
    if operation.method == "HEAD":
        return ()
    has_stream = any(streamed(one) for one in answers) and not is_stream(operation)
    has_bytes = any(downloaded(one) for one in answers)
    return (*(("stream",) if has_stream else ()), *(("download",) if has_bytes else ()))


@dataclass(frozen=True, slots=True)
class Streamings:
    """Builds the methods that read answers bit by bit; `response` tells how a content is read."""

    definitions: Definitions
    response: Callable[[Content | None], ir.Response]

    def of(
        self, source: Operation, called: Called, answers: tuple[ir.Response, ...], python: Mapping[str, str]
    ) -> Iterator[ir.Streaming]:
        """Those of an operation, whose own answers are `answers`; `python` has the names of its arguments."""
        if source.method != "HEAD" and is_stream(source):
            yield self._stream(source, called.method, called.function, answers)
        if "stream" in called.more:
            method, function = called.more["stream"]
            flag = self._flag(source, python)
            doc = streaming_doc(source, called.method, "", flag)
            one = self._stream(source, method, function, self._answers(source, streamed))
            yield replace(one, flag=flag, doc=doc)
        if "download" in called.more:
            yield self._download(source, called, answers)

    def _stream(
        self, source: Operation, method: str, function: str, answers: tuple[ir.Response, ...]
    ) -> ir.Streaming:
        contents = [content for one in successes(source) if (content := streamed(one)) is not None]
        kind = contents[0].stream
        assert kind is not None, "asked only for streams"
        schemas = [one.schema for one in contents if one.schema is not None]
        item = " | ".join(dict.fromkeys(one.annotation for one in answers if one.codec != "none")) or "object"
        whole = "event" if item == "ServerEvent" else self._whole(schemas[0]) if kind == "events" and schemas else ""
        end = END if kind == "events" and not whole else ""
        asked = accept(source, lambda answer: streamed(answer) or preferred(answer.contents))
        return ir.Streaming(
            kind=kind, method=method, function=function, item=item, answers=answers, accept=asked, end=end, whole=whole
        )

    def _download(self, source: Operation, called: Called, answers: tuple[ir.Response, ...]) -> ir.Streaming:
        method, function = called.more["download"]
        asked = accept(source, lambda answer: downloaded(answer) or preferred(answer.contents))
        own = self._answers(source, downloaded)
        same = asked == accept(source) and all(one.codec == "bytes" for one in answers)
        return ir.Streaming(
            kind="bytes", method=method, function=called.function if same else function, item="bytes", answers=own,
            accept=asked, doc=streaming_doc(source, called.method, "bytes", ""),
        )  # fmt: skip

    def _answers(self, source: Operation, wanted: Callable[[Answer], Content | None]) -> tuple[ir.Response, ...]:
        grouped: dict[ir.Response, list[str]] = {}
        for answer in successes(source):
            if (content := wanted(answer)) is not None:
                read = OCTETS if wanted is downloaded else self.response(content)
                grouped.setdefault(read, []).append(answer.status)
        return tuple(replace(one, statuses=tuple(statuses)) for one, statuses in grouped.items())

    def _flag(self, source: Operation, python: Mapping[str, str]) -> str:
        """The argument that asks for a stream: a boolean of that name in the body or the query; "" where there is none."""
        for key in (f"body {FLAG}", f"query {FLAG}"):
            if key in python and self._is_boolean(source, key.partition(" ")[0]):
                return python[key]
        return ""

    def _is_boolean(self, source: Operation, place: str) -> bool:
        if place == "query":
            return any(one.wire == FLAG and one.schema.kind == "boolean" for one in source.parameters)
        content = preferred(source.body.contents) if source.body else None
        body = self._target(content.schema) if content and content.schema else None
        return any(one.wire == FLAG and one.schema.kind == "boolean" for one in (body.properties if body else ()))

    def _whole(self, schema: Schema) -> str:
        """Whether a schema describes events rather than their data, and then what the data is."""
        events = list(self._options(schema))
        if not events or not all(self._is_event(one) for one in events):
            return ""
        data = [prop.schema for one in events for prop in one.properties if prop.wire == "data"]
        return "text" if all(self._is_text(one) for one in data) else "json"

    def _options(self, schema: Schema, seen: tuple[str, ...] = ()) -> Iterator[Schema]:
        """What a schema may be: of unions their options, to the last one."""
        target = self._target(schema)
        if target.pointer in seen:
            return
        if target.kind == "union":
            for option in target.options:
                yield from self._options(option, (*seen, target.pointer))
        else:
            yield target

    def _is_event(self, schema: Schema) -> bool:
        names = {prop.wire for prop in schema.properties}
        return schema.kind == "object" and "data" in names and names <= FIELDS

    def _is_text(self, schema: Schema) -> bool:
        target = self._target(schema)
        return target.kind == "string" or (target.kind == "enum" and all(isinstance(one, str) for one in target.values))

    def _target(self, schema: Schema) -> Schema:
        known = self.definitions.normal.definitions
        return known[schema.target].schema if schema.kind == "ref" else schema
