"""What resources, methods and functions are called where the configuration does not say: inferred from tags,
operationIds, methods and paths.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from generator.build.streaming import endings
from generator.config import Override
from generator.names import Names, snake_case, without, words
from generator.normalize.schema import Operation

VERSION = re.compile(r"v?\d+(\.\d+)*((alpha|beta)\d*)?|api|rest", re.IGNORECASE)
VERBS = {"GET": "get", "PUT": "replace", "POST": "create", "DELETE": "delete", "PATCH": "update"}
OPTIONS = (
    "timeout", "deadline", "max_retries", "retry_unsafe", "validate", "strict_responses", "drift_log",
    "extra_headers", "extra_query", "extra_body",
)  # fmt: skip
RESERVED = ("self", "client", "options", "models", "checks")
TAKEN_RESOURCES = ("close", "with_options", "rules", "request", "send", "parameter", "settings", "base_url")


@dataclass(frozen=True, slots=True)
class Called:
    """An operation's names: `client.<resource>.<method>`, and the function that makes its call.

    `more` has the names of the methods that read the answer bit by bit beside it, by what stands behind the method's
    own name ("stream", "download"): pairs of method and function.
    """

    resource: str
    method: str
    function: str
    more: Mapping[str, tuple[str, str]] = field(default_factory=dict[str, "tuple[str, str]"])


def not_called_so(name: str, wire: str) -> str:
    """Why an argument has another name than what it sends asks for; "" where it has that name, or a number behind it."""
    plain = snake_case(wire, "argument")
    if name == plain:
        return ""
    if plain in OPTIONS:
        return f"'{plain}' is an option of every call"
    if plain in RESERVED:
        return f"'{plain}' is used by the method itself"
    return f"'{plain}' is another argument" if name == f"body_{plain}" else ""


def called(operations: tuple[Operation, ...], names: Names, overrides: Mapping[str, Override]) -> dict[str, Called]:
    """The names of every operation, by its pointer. `overrides` are the configuration's, by operationId or pointer."""
    found = _called(operations, names, overrides)
    extra = {one.pointer: endings(one) for one in operations}
    for home in dict.fromkeys(one.resource for one in found.values()):
        members = {pointer: one for pointer, one in found.items() if one.resource == home and extra[pointer]}
        taken = {"with_raw_response", *(one.method for one in found.values() if one.resource == home)}
        wishes = [(f"{pointer} {end}", f"{one.method}_{end}") for pointer, one in members.items() for end in extra[pointer]]
        methods = names.settle(f"method of {home}, bit by bit", wishes, taken)
        named = [(key, f"{found[key.rpartition(' ')[0]].function}_{key.rpartition(' ')[2]}") for key in methods]
        functions = names.settle("function, bit by bit", named, {one.function for one in found.values()})
        for pointer, one in members.items():
            pairs: dict[str, tuple[str, str]] = {end: (methods[f"{pointer} {end}"], functions[f"{pointer} {end}"]) for end in extra[pointer]}
            found[pointer] = replace(one, more=pairs)
    return found


def _called(operations: tuple[Operation, ...], names: Names, overrides: Mapping[str, Override]) -> dict[str, Called]:
    homes = {one.pointer: _override(one, overrides).resource or _home(one) for one in operations}
    resources = names.settle(
        "resource", [(home, snake_case(home, "api")) for home in homes.values()], taken=TAKEN_RESOURCES
    )
    methods: dict[str, str] = {}
    for home in resources:
        members = [operation for operation in operations if homes[operation.pointer] == home]
        chosen = {one.pointer: method for one in members if (method := _override(one, overrides).method)}
        methods |= names.settle(f"method of {home}", _wishes(members, home, chosen), {"with_raw_response"}, chosen)
    functions = names.settle(
        "function",
        [(one.pointer, _function(one, resources[homes[one.pointer]], methods[one.pointer])) for one in operations],
    )
    return {pointer: Called(resources[home], methods[pointer], functions[pointer]) for pointer, home in homes.items()}


def _home(operation: Operation) -> str:
    """The tag, or else the first segment of the path that names a thing."""
    if operation.tags:
        return operation.tags[0]
    segments = [part for part in operation.path.split("/") if part and "{" not in part and not VERSION.fullmatch(part)]
    return segments[0].split(":")[0] if segments else "api"


def _override(operation: Operation, overrides: Mapping[str, Override]) -> Override:
    return overrides.get(operation.id) or overrides.get(operation.pointer) or Override(because="")


def _wishes(operations: list[Operation], home: str, chosen: Mapping[str, str]) -> list[tuple[str, str]]:
    """Short names first; where two operations ask for the same one, both get their long name."""
    short = {one.pointer: chosen.get(one.pointer) or _method(one, home) for one in operations}
    counts: Mapping[str, int] = {name: list(short.values()).count(name) for name in short.values()}
    return [
        (operation.pointer, short[operation.pointer] if counts[short[operation.pointer]] == 1 else _long(operation))
        for operation in operations
    ]


def _method(operation: Operation, home: str) -> str:
    """The operationId without the resource's own words, or what method and path say."""
    if operation.id:
        last = re.split(r"[./#]", operation.id)[-1] or operation.id
        named = words(last)
        rest = without(named, words(home))
        return snake_case(" ".join(rest or named), "call")
    return _by_path(operation, home)


def _by_path(operation: Operation, home: str) -> str:
    """`list`, `get`, `create` and their likes, with what stands behind the resource in the path.

    What stands before it owns what is meant: `GET /sensors/{id}/readings` of `readings` is `list_for_sensors`.
    """
    literal, _, custom = operation.path.rpartition("/")[2].partition(":")
    if custom:
        return snake_case(custom, "call")
    parts = [part for part in operation.path.split("/") if part]
    ends_in_parameter = bool(parts) and "{" in parts[-1]
    verb = VERBS.get(operation.method, operation.method.lower())
    if operation.method == "GET" and not ends_in_parameter:
        verb = "list" if literal.endswith("s") else "get"
    segments = [part for part in parts if "{" not in part and not VERSION.fullmatch(part)]
    extra = without(words(" ".join(segments)), words(home))
    is_owned = not ends_in_parameter and any("{" in part for part in parts)
    if extra and is_owned and words(segments[-1]) == words(home):
        return snake_case(" ".join([verb, "for", *extra]), "call")
    return snake_case(" ".join([verb, *extra]), "call")


def _long(operation: Operation) -> str:
    """A name that holds all that tells the operation from others."""
    if operation.id:
        return snake_case(operation.id, "call")
    path = " ".join(re.sub(r"[{}]", " ", operation.path).replace(":", " ").split("/"))
    by = " by " if "{" in operation.path else " "
    return snake_case(f"{operation.method.lower()}{by}{path}", "call")


def _function(operation: Operation, resource: str, method: str) -> str:
    """The function that makes the call: the operationId where there is one."""
    return snake_case(operation.id, "call") if operation.id else f"{method}_{resource}"
