"""The words that all of the IR is written in: types, constants, and who says a fact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Severity: TypeAlias = Literal["refuse", "warn"]
Provenance: TypeAlias = Literal["page", "shown", "sibling", "practice", "inferred", "spec"]
Direction: TypeAlias = Literal["input", "output"]
Constant: TypeAlias = str | int | float | bool | None
TestMethod: TypeAlias = Literal[
    "string", "number", "boolean", "choice", "array", "mapping", "call", "any_of", "one_of", "of_kinds", "anything"
]
Location: TypeAlias = Literal["path", "query", "header", "cookie", "body"]
BodyCodec: TypeAlias = Literal["json", "form", "multipart", "text", "bytes"]
AnswerCodec: TypeAlias = Literal["json", "text", "bytes", "none", "event"]
StreamKind: TypeAlias = Literal["events", "lines", "records"]
CredentialKind: TypeAlias = Literal["bearer", "basic", "header", "query", "cookie"]
PagingStyle: TypeAlias = Literal["token", "offset", "page", "url", "link"]
PagingOrigin: TypeAlias = Literal["x-pagination", "generator.toml", "inferred"]
ScalarKind: TypeAlias = Literal[
    "string",
    "integer",
    "number",
    "boolean",
    "int64-string",
    "date-time",
    "date",
    "uuid",
    "bytes",
    "object",
    "any",
    "null",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who says a fact, and where it stands.

    `page` and `lines` are empty unless a captured docs page is meant; `pointer` is the JSON pointer in the spec.
    """

    provenance: Provenance
    pointer: str
    page: str = ""
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """A JSON scalar, or a string of a format that Python has a type for."""

    kind: ScalarKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A model, enum or alias, by its final class name."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOf:
    """An array of one type."""

    item: Type


@dataclass(frozen=True, slots=True, kw_only=True)
class MapOf:
    """An object with free keys and values of one type."""

    value: Type


@dataclass(frozen=True, slots=True, kw_only=True)
class Literals:
    """One of a few constants."""

    values: tuple[Constant, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnionOf:
    """One of several types; `discriminator` is the wire name of the property that tells which, or empty.

    `mapping` pairs each value of the discriminator with the class name that it means. `by_kind`: each is of another JSON kind.
    """

    members: tuple[Type, ...]
    discriminator: str = ""
    mapping: tuple[tuple[str, str], ...] = ()
    by_kind: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Nullable:
    """A type whose value may also be null."""

    type: Type


Type: TypeAlias = Scalar | Named | ListOf | MapOf | Literals | UnionOf | Nullable
