"""The API as decided: every name, type, default and path that a template prints is already a field here.

The stages before `build` know the document; the stages after it know only these values. All are frozen, so that a later
stage cannot decide anything. `python -m generator ir SPEC` prints them as JSON.
"""

from generator.ir.api import Api, ClientParameter, Security
from generator.ir.checks import Check, Clause, Fact, Limit, Member, Rule, Shape, Test
from generator.ir.definitions import Alias, Definition, Enum, Field, Model
from generator.ir.extensions import Extension, Extensions
from generator.ir.factories import Factory
from generator.ir.operations import Argument, Body, Operation, PathPart
from generator.ir.pagination import Pagination
from generator.ir.resources import Resource
from generator.ir.responses import Failure, Response
from generator.ir.servers import Server, ServerArgument, Servers, ServerVariable
from generator.ir.streaming import Streaming
from generator.ir.types import (
    AnswerCodec,
    BodyCodec,
    Constant,
    CredentialKind,
    Direction,
    ListOf,
    Literals,
    Location,
    MapOf,
    Named,
    Nullable,
    PagingOrigin,
    PagingStyle,
    Provenance,
    Scalar,
    ScalarKind,
    Severity,
    Source,
    StreamKind,
    TestMethod,
    Type,
    UnionOf,
)

__all__ = [
    "Alias",
    "AnswerCodec",
    "Api",
    "Argument",
    "Body",
    "BodyCodec",
    "Check",
    "Clause",
    "ClientParameter",
    "Constant",
    "CredentialKind",
    "Definition",
    "Direction",
    "Enum",
    "Extension",
    "Extensions",
    "Fact",
    "Failure",
    "Factory",
    "Field",
    "Limit",
    "ListOf",
    "Literals",
    "Location",
    "MapOf",
    "Member",
    "Model",
    "Named",
    "Nullable",
    "Operation",
    "Pagination",
    "PagingOrigin",
    "PagingStyle",
    "PathPart",
    "Provenance",
    "Resource",
    "Response",
    "Rule",
    "Scalar",
    "ScalarKind",
    "Security",
    "Server",
    "ServerArgument",
    "ServerVariable",
    "Servers",
    "Severity",
    "Shape",
    "Source",
    "StreamKind",
    "Streaming",
    "Test",
    "TestMethod",
    "Type",
    "UnionOf",
]
