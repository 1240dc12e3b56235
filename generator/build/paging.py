"""How the pages of an operation are turned: as the configuration or the document says, or else as convention has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import cast, get_args

from generator import ir
from generator.build import conventions
from generator.build.annotations import annotation
from generator.build.definitions import Definitions
from generator.config import Turning
from generator.findings import quoted, suggested
from generator.names import class_name
from generator.normalize.schema import Operation, Schema

KEYS = ("style", "parameter", "items", "next", "header", "more", "total", "first")
NEEDS: Mapping[str, tuple[str, ...]] = {
    "token": ("parameter", "next"), "offset": ("parameter",), "page": ("parameter",), "url": ("next",), "link": (),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Misfit:
    """What was said of pages and does not fit the operation at `pointer`."""

    pointer: str
    message: str
    fix: str


class _Unfit(Exception):
    """A sentence, and the way out."""

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.message, self.fix = message, fix


@dataclass(slots=True)
class Pagings:
    """Finds the paging of each operation; `misfits` collects what was said in vain. `turnings` are the configuration's."""

    definitions: Definitions
    turnings: Mapping[str, Turning]
    misfits: list[Misfit] = field(default_factory=list[Misfit])
    _used: set[str] = field(default_factory=set[str])

    def of(self, source: Operation, function: str, answer: Schema | None, body: Schema | None) -> ir.Pagination | None:
        """The paging of an operation whose only success has the schema `answer`; None where it has no pages."""
        key = next((one for one in (source.id, source.pointer) if one and one in self.turnings), "")
        written: object = source.pagination
        origin: ir.PagingOrigin = "x-pagination"
        if key:
            self._used.add(key)
            written, origin = self.turnings[key].written, "generator.toml"
        if written is False or written == {"style": "none"}:
            return None
        sent = {one.wire: one.schema for one in source.parameters if one.location == "query"}
        in_body = {one.wire: one.schema for one in body.properties if not one.schema.read_only} if body else {}
        try:
            if written is not None:
                return self._described(written, origin, function, answer, sent, in_body)
            guess = conventions.guessed(source, answer, sent, in_body, self._target) if answer is not None else None
            guessed = self._described(guess, "inferred", function, answer, sent, in_body) if guess else None
            return replace(guessed, key=source.id or source.pointer) if guessed else None
        except _Unfit as unfit:
            if written is not None:
                self.misfits.append(Misfit(source.pointer, f"{origin}: {unfit.message}", unfit.fix))
            return None

    def unused(self) -> tuple[Misfit, ...]:
        """What the configuration says of operations that the document does not have."""
        known = [one for source in self.definitions.normal.operations for one in (source.id, source.pointer) if one]
        return tuple(
            Misfit(
                "/paths", f"generator.toml: no operation is {quoted(key)}{suggested(key, known)}", "name an operationId"
            )
            for key in self.turnings
            if key not in self._used
        )

    def _described(
        self,
        written: object,
        origin: ir.PagingOrigin,
        function: str,
        answer: Schema | None,
        sent: Mapping[str, Schema],
        in_body: Mapping[str, Schema],
    ) -> ir.Pagination:
        said = _checked(written)
        if answer is None:
            raise _Unfit("the operation has no single success with JSON", "leave the pagination out")
        parameter = _known_parameter(str(said.get("parameter", "")), (*sent, *in_body))
        items, listed = self._way(answer, str(said.get("items", "")))
        if listed.kind != "array" or listed.item is None:
            raise _Unfit(f"{quoted(said.get('items', ''))} is no array of the answer", "name the array of items")
        item = annotation(self.definitions.type_of(listed.item, "output"))
        base = annotation(self.definitions.type_of(answer, "output")) if items else ""
        if items and not (base.startswith("models.") and base.removeprefix("models.").isidentifier()):
            raise _Unfit("the answer is no single object", "leave the pagination out")
        first = said.get("first", 1 if said["style"] == "page" else 0)
        return ir.Pagination(
            style=cast("ir.PagingStyle", said["style"]),
            parameter=parameter,
            in_body=parameter not in sent and parameter in in_body,
            items=items,
            next=self._way(answer, str(said.get("next", "")))[0],
            more=self._way(answer, str(said.get("more", "")))[0],
            total=self._way(answer, str(said.get("total", "")))[0],
            first=first if isinstance(first, int) else 0,
            item=item,
            answer=base.removeprefix("models."),
            page=f"{class_name(function)}Page" if items else "ListPage",
            constant=f"{function.upper()}_PAGES",
            origin=origin,
            said=_sentence(said),
            header=str(said.get("header", "")),
            convention=str(said.get(conventions.CONVENTION, "")),
            wire=tuple((key, str(said[key])) for key in ("items", "next", "more", "total") if said.get(key)),
        )

    def _way(self, schema: Schema, wire: str) -> tuple[tuple[str, ...], Schema]:
        """The Python names on the way to a place of the answer (`meta.next`, `data.-1.id`), and its schema."""
        names: list[str] = []
        here = self._target(schema)
        for step in wire.split(".") if wire else ():
            if step == "-1" and here.kind == "array" and here.item is not None:
                names.append(step)
                here = self._target(here.item)
                continue
            found = next((one for one in here.properties if one.wire == step and not one.schema.write_only), None)
            if found is None:
                known = [one.wire for one in here.properties]
                message = f"the answer has no {quoted(wire)}{suggested(step, known)}"
                raise _Unfit(message, f"name one of {', '.join(known) or 'its fields'}")
            names.append(self.definitions.fields(here.pointer)[step])
            here = self._target(found.schema)
        return tuple(names), here

    def _target(self, schema: Schema) -> Schema:
        return self.definitions.normal.definitions[schema.target].schema if schema.kind == "ref" else schema


def _known_parameter(name: str, known: tuple[str, ...]) -> str:
    """The parameter that turns the pages, which must be one of the operation."""
    if name and name not in known:
        message = f"the operation has no query parameter {quoted(name)}{suggested(name, known)}"
        raise _Unfit(message, f"name one of {', '.join(known) or 'its parameters'}")
    return name


def _checked(written: object) -> Mapping[str, object]:
    """What is said of pages, with known keys and values of their kinds."""
    fix = "write x-pagination: {style: token, parameter: pageToken, next: nextPageToken, items: things}"
    if not isinstance(written, Mapping):
        raise _Unfit("the pagination is neither a mapping nor false", fix)
    said = {str(key): value for key, value in cast("Mapping[object, object]", written).items()}
    for key, value in said.items():
        if key not in KEYS and not key.startswith("x-"):
            raise _Unfit(
                f"{quoted(key)} is no key of a pagination{suggested(key, KEYS)}", f"the keys are {', '.join(KEYS)}"
            )
        if key in KEYS and not isinstance(value, int if key == "first" else str):
            raise _Unfit(f"{key} is {quoted(value)}", f"{key} is {'a number' if key == 'first' else 'a text'}")
    if said.get("style") not in NEEDS:
        styles = get_args(ir.PagingStyle)
        raise _Unfit(f"the style is {quoted(said.get('style'))}", f"the styles are {', '.join(styles)}")
    _refuse_half(str(said["style"]), said)
    return said


def _refuse_half(style: str, said: Mapping[str, object]) -> None:
    """Raise _Unfit where a style lacks what it needs. What a field of the answer tells may stand in a header instead."""
    for key in NEEDS[style]:
        if not said.get(key) and not (key == "next" and said.get("header")):
            raise _Unfit(f"the style {style} needs {key}", f"add {key}{', or header' if key == 'next' else ''}")
    if said.get("header") and ("next" not in NEEDS[style] or said.get("next")):
        more = "beside next" if said.get("next") else f"in the style {style}"
        raise _Unfit(f"header says nothing {more}", "leave it out")


def _sentence(said: Mapping[str, object]) -> str:
    """How the next page is asked for, in words."""
    where = f"{said['next']} of the answer" if said.get("next") else f"the header {said.get('header')} of the answer"
    match said["style"]:
        case "token":
            told = f"{said['parameter']} takes {where}"
        case "offset":
            told = f"{said['parameter']} counts the items before the page"
        case "page":
            told = f"{said['parameter']} counts the pages"
        case "url":
            told = f"{where} is the URL of the next page"
        case _:
            told = "the header Link has the URL of the next page"
    more = f", while {said['more']}" if said.get("more") else ""
    return f"{told}{more}; the items are {said.get('items') or 'the answer itself'}"
