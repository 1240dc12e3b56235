"""Strings that stand for something: times, dates, UUIDs, 64-bit integers; none loses how it was written."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, SupportsIndex, TypeAlias
from uuid import UUID

from pydantic import GetCoreSchemaHandler
from pydantic_core import SchemaSerializer, core_schema

_TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d(:?\d\d)?)?", re.ASCII)
_AS_WRITTEN = core_schema.plain_serializer_function_ser_schema(
    lambda value: value.text or value.isoformat(), when_used="json"
)


class Written:
    """A value that is dumped as the `text` it was read from; one that was computed has none."""

    __pydantic_serializer__ = SchemaSerializer(core_schema.any_schema(serialization=_AS_WRITTEN))
    text = ""

    def __reduce_ex__(self, protocol: SupportsIndex, /) -> str | tuple[Any, ...]:
        return (_written, (type(self), self.text)) if self.text else super().__reduce_ex__(protocol)


class Moment(Written, datetime):
    """A time: its text may hold more than the microseconds that Python keeps."""


class Identifier(Written, UUID):
    """A UUID: its text may be in upper case."""


def _written(kind: type[Any], text: str) -> Any:
    value = kind.fromisoformat(text.upper()) if kind is Moment else kind(text)
    value.__dict__["text"] = text
    return value


def moment(text: str) -> object:
    """The time that a text of RFC 3339 says; naive where it names no offset. Raises ValueError."""
    if not _TIME.fullmatch(text):
        raise ValueError("not a time of RFC 3339")
    return _written(Moment, text)


def day(text: str) -> object:
    """The date that a text of RFC 3339 says. Raises ValueError."""
    if len(text) != 10:  # Python also reads 20260131
        raise ValueError("not a date of RFC 3339")
    return date.fromisoformat(text)


def digits(text: str) -> object:
    """The text, where it is an integer. Raises ValueError."""
    if not (text.isascii() and text.removeprefix("-").isdigit()):
        raise ValueError("not an integer")
    return text


@dataclass(frozen=True, slots=True)
class Format:
    """A mark on a type: JSON has a string there, which `read` makes the value of (or raises ValueError)."""

    name: str
    read: Callable[[str], object]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        text = core_schema.no_info_after_validator_function(self.read, core_schema.str_schema(strict=True))
        if source is str:
            return text
        made = core_schema.is_instance_schema(source)
        return core_schema.json_or_python_schema(text, core_schema.union_schema([made, text]))


DateTime: TypeAlias = Annotated[datetime, Format("date-time", moment)]
Date: TypeAlias = Annotated[date, Format("date", day)]
Uuid: TypeAlias = Annotated[UUID, Format("uuid", lambda text: _written(Identifier, text))]
Int64Str: TypeAlias = Annotated[str, Format("integer in a string", digits)]
