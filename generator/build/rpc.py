"""Whether errors are written as google.rpc.Status: then a number in `code` is a google.rpc.Code, else it means nothing."""

from __future__ import annotations

from generator.build.media import successes
from generator.normalize.schema import Kind, Normal, Schema

MEMBERS: dict[str, tuple[Kind, ...]] = {"code": ("integer",), "message": ("string",), "details": ("array",)}
DETAILS: tuple[Kind, ...] = ("object", "map", "any", "union")  # what a google.protobuf.Any can be


def has_rpc_errors(normal: Normal) -> bool:
    """Whether the body of some failure has the members of google.rpc.Status, bare or under `error` (AIP-193)."""
    failures = (
        content.schema
        for operation in normal.operations
        for statuses in [[one.status for one in successes(operation)]]
        for answer in operation.answers
        if answer.status not in statuses or answer.status == "default"
        for content in answer.contents
        if content.schema is not None
    )
    return any(_is_status(schema, normal) or _is_status(_under_error(schema, normal), normal) for schema in failures)


def _is_status(schema: Schema | None, normal: Normal) -> bool:
    members = _members(schema, normal)
    if not all(name in members and members[name].kind in kinds for name, kinds in MEMBERS.items()):
        return False
    detail = members["details"].item
    return detail is None or _meant(detail, normal).kind in DETAILS


def _under_error(schema: Schema, normal: Normal) -> Schema | None:
    return _members(schema, normal).get("error")


def _members(schema: Schema | None, normal: Normal) -> dict[str, Schema]:
    """The properties of an object by their wire names."""
    found = _meant(schema, normal).properties if schema else ()
    return {one.wire: _meant(one.schema, normal) for one in found}


def _meant(schema: Schema, normal: Normal) -> Schema:
    """What a reference means."""
    return normal.definitions[schema.target].schema if schema.kind == "ref" else schema
