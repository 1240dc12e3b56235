"""The groups of operations that a client has, and what their modules need."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.ir.extensions import Extensions
from generator.ir.operations import Operation
from generator.ir.pagination import Pagination
from generator.ir.streaming import Streaming


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
            *(one.item for one in self.streamings),
        )

    @property
    def uses_models(self) -> bool:
        """Whether a type of models/ is named."""
        return any("models." in text for text in self.texts)

    @property
    def signature_texts(self) -> tuple[str, ...]:
        """Every type that the signatures of its methods write."""
        arguments = (one.annotation for operation in self.operations for one in operation.arguments)
        returned = (text for one in self.operations for text in (one.sync_returns, one.async_returns))
        return (*arguments, *returned, *(one.item for one in self.streamings))

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
    def streamings(self) -> tuple[Streaming, ...]:
        """Every method that reads an answer bit by bit."""
        return tuple(one for operation in self.operations for one in operation.streamings)

    @property
    def own_calls(self) -> tuple[tuple[Operation, Streaming], ...]:
        """The methods among them whose call is not that of their operation."""
        return tuple(
            (operation, one)
            for operation in self.operations
            for one in operation.streamings
            if one.function != operation.function
        )

    @property
    def cutters(self) -> tuple[str, ...]:
        """The runtime's classes that cut answers into items which are no events."""
        return tuple(sorted({one.cutter[:-2] for one in self.streamings if one.kind in ("lines", "records")}))

    @property
    def has_events(self) -> bool:
        """Whether some answer is a stream of events."""
        return any(one.kind == "events" for one in self.streamings)

    @property
    def has_plain_events(self) -> bool:
        """Whether some items are events without a type of their own."""
        return any(one.item == "ServerEvent" for one in self.streamings)

    @property
    def has_streams(self) -> bool:
        """Whether some answer is a stream of items."""
        return any(one.kind != "bytes" for one in self.streamings)

    @property
    def has_downloads(self) -> bool:
        """Whether some answer is a download."""
        return any(one.kind == "bytes" for one in self.streamings)

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
        awaited = [one for one in self.operations if not one.pagination and not one.streaming]
        named = ["AsyncResource", "Resource", *(["async_raw_method"] if awaited else [])]
        named = ["RawMethods", *named] if self.extensions.methods else named
        named += ["async_raw_pages"] if self.paged else []
        return (*named, *(["raw_method"] if awaited or self.paged else []), "raw_sender")

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
        answers = [one for operation in self.operations for one in (*operation.answers, *operation.errors)]
        answers += [one for _, streaming in self.own_calls for one in streaming.answers]
        return tuple(sorted({f"{one.codec.capitalize()}Decoder" for one in answers if one.codec != "event"}))


def _named_by(texts: tuple[str, ...]) -> tuple[str, ...]:
    """The modules of the standard library that types are named by."""
    return tuple(name for name in ("builtins", "datetime", "uuid") if any(f"{name}." in text for text in texts))
