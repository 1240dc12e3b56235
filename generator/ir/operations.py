"""Operations as methods, and the resources that hold them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.ir.checks import Fact
from generator.ir.extensions import Extensions
from generator.ir.pagination import Pagination
from generator.ir.types import AnswerCodec, BodyCodec, Location, Source


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
class Response:
    """Answers that the document describes alike. A status is "200", "4XX" or "default"; `annotation` is their type."""

    statuses: tuple[str, ...]
    media_type: str
    codec: AnswerCodec
    annotation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An answer that is no success: the class of its error, its status, and what the document says of it."""

    error: str
    status: str
    doc: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One method and path, as a method of a resource and as a function that returns a call.

    `security` lists the ways to authenticate, each the client's arguments that it takes together. `accept` is the header
    of that name, `path_checked` the arguments of the path of which more is asked than text.
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
        positional = [one for one in self.arguments if one.positional]
        named = [one for one in self.arguments if not one.positional]
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
        """The rules beyond the kinds of values, which the types tell."""
        return tuple(fact for fact in self.facts if fact.rule not in ("type", "integer"))

    @property
    def sync_returns(self) -> str:
        """The type that the blocking method returns."""
        return self.pagination.typed("") if self.pagination else self.returns

    @property
    def async_returns(self) -> str:
        """The type that the awaited method returns: of pages, one that is awaited or iterated."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A group of operations: `client.<name>`."""

    name: str
    class_name: str
    module: str
    doc: str
    operations: tuple[Operation, ...]
    extensions: Extensions = Extensions()

    @property
    def texts(self) -> tuple[str, ...]:
        """Every type and default that its methods write."""
        arguments = [argument for operation in self.operations for argument in operation.arguments]
        answers = [one for operation in self.operations for one in (*operation.answers, *operation.errors)]
        return (
            *(text for argument in arguments for text in (argument.annotation, argument.default)),
            *(operation.returns for operation in self.operations),
            *(answer.annotation for answer in answers),
            *(paging.item for _, paging in self.paged),
        )

    @property
    def uses_models(self) -> bool:
        """Whether a type of models/ is named."""
        return any("models." in text for text in self.texts)

    @property
    def signature_texts(self) -> tuple[str, ...]:
        """Every type that the signatures of its methods write."""
        arguments = (one.annotation for operation in self.operations for one in operation.arguments)
        return (*arguments, *(text for one in self.operations for text in (one.sync_returns, one.async_returns)))

    @property
    def methods_use_models(self) -> bool:
        """Whether a type of models/ is named in a signature of a method."""
        return any("models." in text for text in self.signature_texts)

    @property
    def method_imports(self) -> tuple[str, ...]:
        """The modules of the standard library that the types of its methods are named by."""
        return _named_by(self.signature_texts)

    @property
    def page_imports(self) -> tuple[str, ...]:
        """The modules of the standard library that items are named by."""
        return _named_by(tuple(paging.item for paging in self.page_classes))

    @property
    def pages_use_models(self) -> bool:
        """Whether an item of a page is of a type of models/."""
        return any("models." in paging.item for paging in self.page_classes)

    @property
    def uses_omit(self) -> bool:
        """Whether an argument is left out by OMIT."""
        return "OMIT" in self.texts

    @property
    def paged(self) -> tuple[tuple[Operation, Pagination], ...]:
        """Its operations with pages."""
        return tuple((one, one.pagination) for one in self.operations if one.pagination is not None)

    @property
    def page_classes(self) -> tuple[Pagination, ...]:
        """The pages that get classes of their own."""
        return tuple(paging for _, paging in self.paged if paging.answer)

    @property
    def uses_lists(self) -> bool:
        """Whether some page is a bare list."""
        return any(not paging.answer for _, paging in self.paged)

    @property
    def client_names(self) -> tuple[str, ...]:
        """What its module needs of the runtime's client."""
        named = ["AsyncResource", "Resource", *(["async_raw_method"] if len(self.paged) < len(self.operations) else [])]
        named = ["RawMethods", *named] if self.extensions.methods else named
        return (*named, *(["async_raw_pages"] if self.paged else []), "raw_method", "raw_sender")

    @property
    def page_names(self) -> tuple[str, ...]:
        """What its module needs of the runtime's pages."""
        return (
            *(["AsyncListPage"] if self.uses_lists else []),
            "AsyncPages",
            *(["ListPage"] if self.uses_lists else []),
            "paged",
        )

    @property
    def answer_classes(self) -> tuple[str, ...]:
        """The classes that its pages stand on."""
        return tuple(sorted({paging.answer for paging in self.page_classes}))

    @property
    def imports(self) -> tuple[str, ...]:
        """The modules of the standard library that types are named by."""
        return _named_by(self.texts)

    @property
    def uses_files(self) -> bool:
        """Whether a file is sent."""
        return any(re.search(r"\bFileInput\b(?<!\.FileInput)", text) for text in self.texts)

    @property
    def uses_checks(self) -> bool:
        """Whether anything is checked before it is sent."""
        return any(one.parameter_check or (one.body and one.body.check) for one in self.operations)

    @property
    def uses_segments(self) -> bool:
        """Whether a path has a parameter."""
        return any(part.encoder == "segment" for operation in self.operations for part in operation.path)

    @property
    def uses_shapes(self) -> bool:
        """Whether a body has keys to rename."""
        return any(
            (operation.body and (operation.body.shape or operation.body.flattened))
            or any(argument.shape for argument in operation.arguments)
            for operation in self.operations
        )

    @property
    def styles(self) -> tuple[str, ...]:
        """The runtime's functions that write parameters which are no plain path segment."""
        arguments = [argument for operation in self.operations for argument in operation.arguments]
        return tuple(sorted({one.encoder for one in arguments} - {"", "segment"}))

    @property
    def encoders(self) -> tuple[str, ...]:
        """The runtime's functions that make bodies, and what checks parameters."""
        bodies = [operation.body for operation in self.operations if operation.body and not operation.body.is_raw]
        names = {"flat_body" if body.flattened else "whole_body" for body in bodies}
        shapes = [one.shape for operation in self.operations for one in operation.arguments if one.shape]
        names |= {"wired"} if shapes else set()
        shapes += [body.shape for body in bodies]
        names |= {name for name in ("Either", "Items", "Values") for shape in shapes if f"{name}(" in shape}
        return tuple(sorted(names | {"given_parameters" for one in self.operations if one.parameter_check}))

    @property
    def body_writers(self) -> tuple[str, ...]:
        """The runtime's functions that write bodies which are no JSON."""
        bodies = [operation.body for operation in self.operations if operation.body]
        return tuple(sorted({body.writer for body in bodies} - {""}))

    @property
    def decoders(self) -> tuple[str, ...]:
        """The runtime's classes that read the answers."""
        codecs = {one.codec for operation in self.operations for one in (*operation.answers, *operation.errors)}
        return tuple(sorted(f"{codec.capitalize()}Decoder" for codec in codecs))


def _named_by(texts: tuple[str, ...]) -> tuple[str, ...]:
    """The modules of the standard library that types are named by."""
    return tuple(name for name in ("builtins", "datetime", "uuid") if any(f"{name}." in text for text in texts))
