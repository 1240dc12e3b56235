"""The one flat shape that a schema of OpenAPI 3.0, 3.1 or 3.2 has after normalizing.

Objects, enums and unions are definitions, known by the pointer of the node that makes them; wherever they are used
stands a schema of kind "ref". Scalars, arrays and maps stand where they are used.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from generator.ir import Constant, Severity, Source, StreamKind

Kind: TypeAlias = Literal[
    "ref", "object", "map", "array", "string", "integer", "number", "boolean", "enum", "union", "any", "null"
]
State: TypeAlias = Literal["absent", "present", "filled", "one-of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One part of a condition on the properties of an object (wire names)."""

    wire: str
    state: State
    negated: bool = False
    values: tuple[Constant, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """What an object must have, or must not have, where a condition holds.

    `when` is a disjunction of conjunctions; an empty tuple of rows never holds, one empty row always does.
    """

    id: str
    sentence: str
    severity: Severity
    when: tuple[tuple[Clause, ...], ...]
    outcome: Literal["required", "forbidden"]
    wire: str
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """A property of an object, in the order of the document."""

    wire: str
    schema: Schema
    required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """A normalized schema. `pointer` is where it stands in the document; `target` the definition that a ref means.

    `limits` pairs keywords with values (`maxLength`, 63); `lowered` names the keywords whose breach only warns;
    `sources` says who states each keyword ("" stands for all others). A union `by_kind` has an option for each JSON kind.
    An array with `first` has schemas for its first items by position, and `rest` for all behind them (None: there are none);
    `item` is then what any of them may be.
    """

    pointer: str
    kind: Kind
    target: str = ""
    nullable: bool = False
    description: str = ""
    format: str = ""
    limits: tuple[tuple[str, Constant], ...] = ()
    lowered: tuple[str, ...] = ()
    values: tuple[Constant, ...] = ()
    properties: tuple[Property, ...] = ()
    additional: Schema | None = None
    closed: bool = False
    item: Schema | None = None
    first: tuple[Schema, ...] = ()
    rest: Schema | None = None
    options: tuple[Schema, ...] = ()
    exclusive: bool = False
    by_kind: bool = False
    discriminator: str = ""
    mapping: tuple[tuple[str, str], ...] = ()
    demands: tuple[Demand, ...] = ()
    read_only: bool = False
    write_only: bool = False
    server_default: Constant = None
    default: Constant = None
    sources: Mapping[str, Source] = field(default_factory=dict[str, Source])

    def source(self, keyword: str = "") -> Source:
        """Who states a keyword of this schema."""
        default = Source(provenance="spec", pointer=self.pointer)
        return self.sources.get(keyword) or self.sources.get("") or default


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A schema that gets a class: `hint` are the words its name is made of, best first."""

    schema: Schema
    hint: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter of an operation with its serialization decided (OpenAPI 3.1, section 4.8.12)."""

    wire: str
    location: Literal["path", "query", "header", "cookie"]
    schema: Schema
    required: bool
    style: str
    explode: bool
    reserved: bool
    description: str
    from_client: bool
    content: str
    pointer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """One media type of a request body or a response; of a `stream`, the schema is that of its items."""

    media_type: str
    schema: Schema | None
    pointer: str
    stream: StreamKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestBody:
    """What an operation takes, media types in the order of the document."""

    contents: tuple[Content, ...]
    required: bool
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an operation answers under a status key."""

    status: str
    description: str
    contents: tuple[Content, ...]
    pointer: str
    headers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerVariable:
    """A part of a server's URL. `default` is None where the document has none; `values` are all there are, if any."""

    name: str
    default: str | None
    values: tuple[str, ...]
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A server as it is written: `url` with its variables in braces, `variables` those that stand in it."""

    url: str
    name: str
    description: str
    variables: tuple[ServerVariable, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One method of one path; `security` lists alternatives, each a set of scheme names.

    `pagination` is the value of `x-pagination` as it is written, None where there is none; `source` tells who says that
    the operation is there. `servers` are its own or those of its path, none where it goes to those of the document.
    """

    method: str
    path: str
    id: str
    tags: tuple[str, ...]
    summary: str
    description: str
    deprecated: bool
    parameters: tuple[Parameter, ...]
    body: RequestBody | None
    answers: tuple[Answer, ...]
    security: tuple[tuple[str, ...], ...]
    page: str
    pointer: str
    pagination: object = None
    source: Source | None = None
    servers: tuple[Server, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Normal:
    """The whole document: operations in its order, definitions by pointer.

    `alone` are the schemas of a document that has no operations: its package consists of their classes.
    """

    title: str
    description: str
    version: str
    servers: tuple[Server, ...]
    tags: Mapping[str, str]
    schemes: Mapping[str, Mapping[str, object]]
    operations: tuple[Operation, ...]
    definitions: Mapping[str, Definition]
    alone: tuple[Schema, ...] = ()
