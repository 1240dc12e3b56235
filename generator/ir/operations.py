"""Operations as methods."""

from __future__ import annotations

from dataclasses import dataclass

from generator.ir.checks import Fact
from generator.ir.pagination import Pagination
from generator.ir.responses import Failure, Response
from generator.ir.streaming import Streaming
from generator.ir.types import BodyCodec, Location, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class PathPart:
    """A piece of a path: literal text, or the argument that fills the place. `value` is the expression to write."""

    literal: str = ""
    argument: str = ""
    wire: str = ""
    encoder: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """An argument of a method.

    `annotation` is the whole text of the type; `default` the text of the default ("" where there is none). `encoder`
    names the runtime's function that writes a parameter (RFC 6570 style of OpenAPI 4.8.12.2), `shape` is what of it
    needs renaming.
    """

    name: str
    wire: str
    location: Location
    annotation: str
    default: str
    positional: bool
    from_client: bool
    encoder: str
    doc: str
    source: Source
    shape: str = ""

    @property
    def text(self) -> str:
        """The argument in a signature."""
        return f"{self.name}: {self.annotation}{f' = {self.default}' if self.default else ''}"

    @property
    def value(self) -> str:
        """The expression that gives the value to write: the argument in wire names, or what the client has instead."""
        if self.shape:
            return f"wired(SHAPES, {self.shape}, {self.name!r}, {self.name})"
        return f'client.parameter("{self.name}", {self.name})' if self.from_client else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A request body: its media type, what of it needs renaming, and the function that checks it ("" for none).

    A flattened body takes one argument a property (pairs of field name and argument), any other the whole value as the argument `argument`. `keeps_null`
    tells that None is sent as null (PATCH), `nulls` names the arguments for which it always is.
    """

    media_type: str
    codec: BodyCodec
    shape: str
    check: str
    argument: str
    flattened: tuple[tuple[str, str], ...]
    keeps_null: bool
    nulls: tuple[str, ...]

    @property
    def renamed(self) -> tuple[tuple[str, str], ...]:
        """The pairs of field name and argument that are not the same."""
        return tuple((field, argument) for field, argument in self.flattened if field != argument)

    @property
    def is_raw(self) -> bool:
        """Whether the value is sent as it is."""
        return self.codec in ("text", "bytes")

    @property
    def writer(self) -> str:
        """The runtime's function that writes the body; "" for JSON."""
        return {"form": "form", "multipart": "multipart", "text": "raw_body", "bytes": "raw_body"}.get(self.codec, "")

    @property
    def has_own_json_type(self) -> bool:
        """Whether the media type is JSON by another name."""
        return self.codec == "json" and self.media_type != "application/json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One method and path, as a method of a resource and as a function that returns a call.

    `security` lists the ways to authenticate, each the client's arguments that it takes together. `accept` is the header
    of that name, `path_checked` the arguments of the path of which more is asked than text. `streamings` are the methods
    that read the answer bit by bit; of one that answers nothing else, `answers` and `returns` are those of an item.
    """

    id: str
    name: str
    function: str
    http_method: str
    path_template: str
    path: tuple[PathPart, ...]
    summary: str
    doc: str
    arguments: tuple[Argument, ...]
    body: Body | None
    answers: tuple[Response, ...]
    errors: tuple[Response, ...]
    returns: str
    security: tuple[tuple[str, ...], ...]
    has_own_security: bool
    facts: tuple[Fact, ...]
    parameter_check: str
    path_checked: tuple[str, ...] = ()
    pointer: str
    pagination: Pagination | None = None
    description: str = ""
    page: str = ""
    source_word: str = ""
    deprecated: bool = False
    success_doc: str = ""
    failures: tuple[Failure, ...] = ()
    accept: str = "application/json"
    streamings: tuple[Streaming, ...] = ()

    @property
    def streaming(self) -> Streaming | None:
        """How its answer is read, where the method itself reads it bit by bit."""
        return next((one for one in self.streamings if one.method == self.name), None)

    @property
    def more_methods(self) -> tuple[Streaming, ...]:
        """The methods beside it that read the answer bit by bit."""
        return tuple(one for one in self.streamings if one.method != self.name)

    def arguments_of(self, streaming: Streaming) -> tuple[Argument, ...]:
        """The arguments of a method that reads the answer bit by bit."""
        return tuple(one for one in self.arguments if one.name != streaming.flag)

    @property
    def has_own_accept(self) -> bool:
        """Whether anything but JSON is asked for."""
        return self.accept != "application/json"

    @property
    def anchor(self) -> str:
        """What a link within a page calls the heading of its name (as GitHub makes them)."""
        return self.id.replace(".", "")

    @property
    def signature(self) -> str:
        """Its arguments as a caller writes them."""
        return self.signature_without("")

    def signature_without(self, flag: str) -> str:
        """Its arguments as a caller writes them, but for one."""
        positional = [one for one in self.arguments if one.positional]
        named = [one for one in self.arguments if not one.positional and one.name != flag]
        texts = [
            *(one.text for one in positional),
            *(["*"] if named else []),
            *(one.text for one in named),
            "**options",
        ]
        line = ", ".join(texts)
        if len(line) > 90:
            line = "\n" + "".join(f"    {text},\n" for text in texts)
        return line.replace("models.", "").replace("builtins.", "")

    @property
    def returns_text(self) -> str:
        """What it returns, as a caller reads it."""
        return self.sync_returns.replace("models.", "").replace("pages.", "").replace("builtins.", "")

    @property
    def told_facts(self) -> tuple[Fact, ...]:
        """The rules beyond the kinds of values, which the types tell; what options of a union ask alike is told once."""
        told = [fact for fact in self.facts if fact.rule not in ("type", "integer")]
        alike = {
            (one.path, one.sentence, one.severity, one.source.provenance, one.source.lines): one
            for one in reversed(told)
        }
        first = set(alike.values())
        return tuple(one for one in told if one in first)

    @property
    def sync_returns(self) -> str:
        """The type that the blocking method returns."""
        if self.streaming:
            return self.streaming.type
        return self.pagination.typed("") if self.pagination else self.returns

    @property
    def async_returns(self) -> str:
        """The type that the awaited method returns: of pages and streams, one that is awaited or iterated."""
        if self.streaming:
            return f"Async{self.streaming.type}"
        if self.pagination is None:
            return self.returns
        return f"AsyncPages[{self.pagination.typed('Async')}, {self.pagination.item}]"

    @property
    def authenticated(self) -> bool:
        """Whether it cannot be called without a credential."""
        return bool(self.security) and () not in self.security

    @property
    def request_line(self) -> str:
        """Method and path as the document writes them."""
        return f"{self.http_method} {self.path_template}"

    @property
    def query(self) -> tuple[Argument, ...]:
        """The arguments that go into the query, in its order."""
        return tuple(argument for argument in self.arguments if argument.location == "query")

    @property
    def headers(self) -> tuple[Argument, ...]:
        """The arguments that go into headers, cookies included."""
        return tuple(argument for argument in self.arguments if argument.location in ("header", "cookie"))

    @property
    def checked(self) -> tuple[Argument, ...]:
        """The arguments that the parameter check knows."""
        return (*(one for one in self.arguments if one.name in self.path_checked), *self.query, *self.headers)

    @property
    def has_keywords(self) -> bool:
        """Whether some argument cannot be positional."""
        return any(not argument.positional for argument in self.arguments)
