"""Arrays whose first items have schemas of their own (`prefixItems`): what any item may be."""

from __future__ import annotations

from dataclasses import replace

from generator.normalize.schema import Schema

SCALARS = ("string", "integer", "number", "boolean")


def every_item(array: Schema, first: tuple[Schema, ...], rest: Schema | None) -> Schema:
    """What an item is, whatever its position: Python and pydantic have no better word for a list that JSON holds."""
    most = dict(array.limits).get("maxItems")
    is_full = isinstance(most, int) and most <= len(first)
    options = [one for one in (*first, *([] if rest is None or is_full else [rest])) if one.kind != "null"]
    nullable = any(one.nullable or one.kind == "null" for one in (*first, *([rest] if rest else [])))
    if not options or any(one.kind == "any" for one in options):
        return Schema(pointer=array.pointer, kind="any")
    told = {(one.kind, one.format, one.target, repr((one.item, one.additional))): one for one in options}
    members = tuple(replace(one, nullable=False, limits=(), pointer=array.pointer, demands=()) for one in told.values())
    if len(members) == 1:
        return replace(members[0], nullable=nullable)
    kinds = [one.kind for one in members]
    by_kind = len(set(kinds)) == len(kinds) and all(kind in SCALARS for kind in kinds)
    by_kind = by_kind and not {"integer", "number"} <= set(kinds)
    return Schema(pointer=array.pointer, kind="union", options=members, nullable=nullable, by_kind=by_kind)
