"""The document as a fake server knows it: api.json as values."""

from __future__ import annotations

import json
import pkgutil
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, TypeAlias
from urllib.parse import quote, unquote

from .schema import Schema, is_array, is_object

Does: TypeAlias = Literal["create", "put", "get", "list", "page", "update", "replace", "delete", "answer", "echo"]

RPC: Mapping[int, tuple[int, str]] = {
    400: (3, "INVALID_ARGUMENT"), 401: (16, "UNAUTHENTICATED"), 403: (7, "PERMISSION_DENIED"), 404: (5, "NOT_FOUND"),
    409: (6, "ALREADY_EXISTS"), 412: (9, "FAILED_PRECONDITION"), 422: (3, "INVALID_ARGUMENT"),
    429: (8, "RESOURCE_EXHAUSTED"), 499: (1, "CANCELLED"), 500: (13, "INTERNAL"), 501: (12, "UNIMPLEMENTED"),
    503: (14, "UNAVAILABLE"), 504: (4, "DEADLINE_EXCEEDED"),
}  # fmt: skip
NUMBERS = {name: number for number, name in RPC.values()} | {
    "FAILED_PRECONDITION": 9,
    "ABORTED": 10,
    "OUT_OF_RANGE": 11,
    "DATA_LOSS": 15,
}

IN_PATHS = "/?#[]@!$&'()*+,;=:%"  # what stands in a path as it is (RFC 3986, section 3.3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter of an operation, by its wire name; `kind` and `items` are JSON kinds, "any" where several fit."""

    name: str
    location: str
    schema: Schema
    kind: str
    items: str = "any"
    required: bool = False
    json: bool = False
    style: str = "form"
    explode: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Success:
    """What a success answers; `media_type` is "" for no body, `schema` None for one that is no JSON."""

    status: int = 200
    media_type: str = ""
    schema: Schema | None = None
    example: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What an operation does to things that are kept: see generator of this file, whose words these are.

    `item` is the path of one thing. `id_from` lists where a request may name what it creates, `made` what the server
    adds to it. `envelope` is the member of the answer that holds the thing, "" for all of it, None for none. `items` is the
    way to the things that a list has, and `pages` how one leads to the next. `order` and `mask` are the parameters that say
    in which order, and which `fields`; `changes` that says which fields an update changes.
    """

    does: Does
    item: str = ""
    content: str = ""
    id_from: tuple[str, ...] = ()
    id_kind: str = "string"
    id_member: str = ""
    name_member: str = ""
    members: tuple[str, ...] = ()
    made: Mapping[str, Any] = field(default_factory=dict[str, Any])
    envelope: str | None = None
    items: str = ""
    pages: Mapping[str, Any] = field(default_factory=dict[str, Any])
    order: str = ""
    mask: str = ""
    changes: str = ""
    fields: tuple[str, ...] = ()

    @property
    def collection(self) -> str:
        """The path under which the things are kept."""
        return self.item.rpartition("/")[0]


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One method and path. `failures` maps a documented status to the key of its shape among the problems."""

    id: str
    method: str
    path: str
    parameters: tuple[Parameter, ...]
    codec: str
    body: Schema | None
    body_required: bool
    success: Success
    failures: Mapping[str, str]
    authenticated: bool
    role: Role | None

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        pieces = re.split(r"\{([^{}]*)\}", re.split(r"[?#]", self.path)[0])
        literal = (re.escape(quote(each, safe=IN_PATHS)) for each in pieces)
        return re.compile("".join("([^/]+)" if index % 2 else each for index, each in enumerate(literal)))

    @cached_property
    def _names(self) -> list[str]:
        return re.findall(r"\{([^{}]*)\}", re.split(r"[?#]", self.path)[0])

    def matched(self, method: str, path: str) -> dict[str, str] | None:
        """The values in a path as they were sent, by name; None for a request of another operation."""
        match = self._pattern.fullmatch(path) if method == self.method else None
        return dict(zip(self._names, match.groups(), strict=True)) if match else None

    @property
    def rank(self) -> tuple[int, int]:
        """How exactly the path is told: of two that match, the one with more fixed text and nothing behind it is meant."""
        return len(re.sub(r"\{[^{}]*\}", "", re.split(r"[?#]", self.path)[0])), -len(self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """All that a fake server knows. `credentials` maps a header, query parameter or cookie to its kind."""

    base_path: str
    credentials: Mapping[str, str]
    operations: Mapping[str, Operation]
    problems: Mapping[str, Any]
    schemas: Mapping[str, Schema]
    samples: Mapping[str, Any]

    def operation(self, method: str, path: str) -> tuple[Operation, dict[str, str]] | None:
        """The operation that a request is for, with the decoded values in its path."""
        bare = path.removeprefix(self.base_path)
        found = [(one, given) for one in self.operations.values() if (given := one.matched(method, bare)) is not None]
        if not found:
            return None
        best, given = max(found, key=lambda each: each[0].rank)
        return best, {name: unquote(value) for name, value in given.items()}

    def problem(self, operation: Operation | None, status: int, message: str, code: str = "") -> Any:
        """The body of a failure: in the documented shape of its status, of any failure, or as a plain message.

        `code` is its name, where it is not the usual one of the status.
        """
        table: Mapping[str, str] = operation.failures if operation else {}
        shape = table.get(str(status)) or table.get(f"{status // 100}XX") or table.get("default")
        shape = shape or next(filter(None, table.values()), None) or next(iter(self.problems), None)
        if shape is None:
            return {"message": message}
        number, name = RPC.get(status, (2, "UNKNOWN"))
        if code:
            number, name = NUMBERS.get(code, 2), code
        return _filled(self.problems[shape], {"message": message, "status": status, "rpc": number, "name": name})

    def refusal(self, operation: Operation | None) -> int:
        """The status for a request that is wrong: the documented one of 400 and 422."""
        documented: Mapping[str, str] = operation.failures if operation else {}
        return 422 if "422" in documented and "400" not in documented else 400


def _filled(shape: Any, facts: Mapping[str, object]) -> Any:
    """A shape with facts in place of its marks."""
    if is_array(shape):
        return [_filled(item, facts) for item in shape]
    if is_object(shape):
        return facts[shape["$"]] if "$" in shape else {name: _filled(item, facts) for name, item in shape.items()}
    return shape


def loaded(package: str) -> Document:
    """The document of the package `testing`, from the api.json beside it."""
    return read(json.loads(pkgutil.get_data(package, "api.json") or b"{}"))


def read(data: Mapping[str, Any]) -> Document:
    """The document that the data of an api.json tells of."""
    return Document(
        base_path=data["base_path"],
        credentials=data["credentials"],
        operations={name: _operation(name, one) for name, one in data["operations"].items()},
        problems=data["problems"],
        schemas=data["schemas"],
        samples=data["samples"],
    )


def _operation(name: str, data: Mapping[str, Any]) -> Operation:
    body: Mapping[str, Any] = data.get("body", {})
    return Operation(
        id=name,
        method=data["method"],
        path=data["path"],
        parameters=tuple(Parameter(location=one.pop("in"), **one) for one in map(dict, data.get("parameters", ()))),
        codec=body.get("codec", ""),
        body=body.get("schema"),
        body_required=body.get("required", False),
        success=Success(**data["success"]),
        failures=data.get("failures", {}),
        authenticated=data.get("authenticated", True),
        role=Role(**data["role"]) if "role" in data else None,
    )
