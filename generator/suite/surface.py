"""The public surface as api.txt lists it: one line a name, sorted, with signatures and types in the words of Python."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import assert_never

from generator import ir

ERRORS = (
    "APIConnectionError", "APIError", "APIStatusError", "APITimeoutError", "AuthenticationError", "BadRequestError",
    "ConfigurationError", "ConflictError", "InternalServerError", "NotFoundError", "PermissionDeniedError",
    "RateLimitError", "RequestValidationError", "ResponseValidationError", "UnprocessableEntityError",
)  # fmt: skip
OTHERS = (
    "Drift", "ErrorInfo", "Fault", "OMIT", "RawResponse", "RequestOptions", "RequestWarning", "Rule", "Violation", "models",
)  # fmt: skip
METHODS = ("close", "rules", "with_options")
TESTING: dict[str, tuple[str, ...]] = {
    "FakeServer": (
        "add", "answer", "async_client", "async_http_client", "base_url", "break_off", "calls", "client", "fail",
        "http_client", "listening", "malform", "puts", "rate_limit", "reply", "requests", "select", "surprise", "things",
        "time_out",
    ),
    "Fault": ("path", "says"),
    "IgnoredParameterWarning": (),
    "Operation": (),
    "Request": (
        "arguments", "body", "content", "faults", "headers", "ignored", "method", "operation", "path", "query", "status",
    ),
}  # fmt: skip
RECEIVED: dict[ir.ScalarKind, str] = {
    "string": "str", "integer": "int", "number": "float", "boolean": "bool", "date-time": "DateTime", "date": "Date",
    "uuid": "Uuid", "bytes": "str", "int64-string": "Int64Str", "object": "dict[str, Any]", "any": "Any", "null": "None",
}  # fmt: skip
EXACT: dict[ir.ScalarKind, str] = {"integer": "Integer", "number": "Number", "boolean": "Boolean"}
SENT: dict[ir.ScalarKind, str] = {
    **RECEIVED, "date-time": "datetime | str", "date": "date | str", "uuid": "UUID | str", "bytes": "bytes",
    "int64-string": "str",
}  # fmt: skip


def surface(api: ir.Api) -> tuple[str, ...]:
    """Every name that a caller may write."""
    streams = (name for name, _ in api.stream_exports)
    lines = [*ERRORS, *OTHERS, *streams, *_clients(api), *surface_by_hand(api), *_testing(api)]
    for definition in api.definitions:
        lines += _definition(definition)
    return tuple(sorted(set(lines)))


def surface_by_hand(api: ir.Api) -> tuple[str, ...]:
    """The methods among them that no document has: extensions."""
    return tuple(
        f"{prefix}{api.client}.{resource.name}.{one.name}{one.async_signature if prefix else one.signature}"
        for prefix in ("", "Async")
        for resource in api.resources
        for one in resource.extensions.methods
    )


def _clients(api: ir.Api) -> Iterator[str]:
    """Both clients, their methods and those of their resources."""
    given = [f"{one.argument}: str | None = None" for one in api.securities]
    given += [f"{one.name}: str | None = None" for one in api.client_parameters]
    given += [
        f"{one.name}: {_plain(one.annotation)} | None = None" for one in (api.servers.arguments if api.servers else ())
    ]
    url = f"base_url: {api.servers.base_url_type if api.servers else 'str'} | None = None"
    for prefix in ("", "Async"):
        name = f"{prefix}{api.client}"
        http = f"http_client: httpx2.{prefix}Client | None = None"
        known = ", ".join([*given, url, http, "**options: Unpack[RequestOptions]"])
        yield f"{name}(*, {known})"
        yield from (f"{name}.{method}" for method in METHODS)
        for resource in api.resources:
            for operation in resource.operations:
                returns = operation.async_returns if prefix else operation.sync_returns
                yield f"{name}.{resource.name}.{_method(operation.name, operation.arguments, returns)}"
                for one in operation.more_methods:
                    method = _method(one.method, operation.arguments_of(one), f"{prefix}{one.type}")
                    yield f"{name}.{resource.name}.{method}"


def _testing(api: ir.Api) -> Iterator[str]:
    """The names of `testing`, and what its classes have."""
    for name, members in TESTING.items():
        yield f"testing.{name}"
        yield from (f"testing.{name}.{member}" for member in members)
    for factory in api.factories:
        yield f"testing.{factory.name}(**fields) -> models.{factory.class_name}"


def _method(name: str, given: tuple[ir.Argument, ...], returns: str) -> str:
    """A method with its signature."""
    positional = [_argument(one) for one in given if one.positional]
    named = [_argument(one) for one in given if not one.positional]
    arguments = [*positional, *(["*"] if named else []), *named, "**options: Unpack[RequestOptions]"]
    return f"{name}({', '.join(arguments)}) -> {_plain(returns)}"


def _argument(argument: ir.Argument) -> str:
    default = f" = {argument.default}" if argument.default else ""
    return f"{argument.name}: {_plain(argument.annotation)}{default}"


def _plain(annotation: str) -> str:
    """A type as Python itself writes it back."""
    return ast.unparse(ast.parse(annotation, mode="eval"))


def _definition(definition: ir.Definition) -> Iterator[str]:
    """A class with its fields, or what another name stands for."""
    name, direction = f"models.{definition.name}", definition.direction
    match definition:
        case ir.Model():
            yield name
            for field in definition.fields:
                text = _union(
                    field.type, direction, {"None"} if direction == "output" and not field.required else set()
                )
                yield f"{name}.{field.name}: {'Required ' if field.required else ''}{text}"
        case ir.Enum():
            yield f"{name} = {' | '.join(sorted(repr(value) for value in definition.values))}"
        case ir.Alias():
            yield f"{name} = {_union(definition.type, direction)}"
        case _:
            assert_never(definition)


def _union(type: ir.Type, direction: ir.Direction, more: set[str] | None = None) -> str:
    """A type as its members, sorted, None last: their order means nothing to a caller."""
    return " | ".join(sorted({*_members(type, direction), *(more or ())}, key=lambda text: (text == "None", text)))


def _members(type: ir.Type, direction: ir.Direction) -> Iterator[str]:
    match type:
        case ir.Scalar():
            yield from (RECEIVED if direction == "output" else SENT)[type.kind].split(" | ")
        case ir.Named():
            yield type.name
        case ir.ListOf():
            yield f"list[{_union(type.item, direction)}]"
        case ir.MapOf():
            yield f"dict[str, {_union(type.value, direction)}]"
        case ir.Literals():
            yield from (repr(value) for value in type.values)
        case ir.UnionOf():
            for member in type.members:
                exact = EXACT.get(member.kind) if isinstance(member, ir.Scalar) and type.by_kind else None
                yield from [exact] if exact and direction == "output" else _members(member, direction)
        case ir.Nullable():
            yield from _members(type.type, direction)
            yield "None"
        case _:
            assert_never(type)
