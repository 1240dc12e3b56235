"""JSON as people read it: what fits on a line stands on one, everything else one member a line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import cast

WIDTH = 120
REPEATED = 100  # characters: a longer string of one repeated character is written as that


def written(value: object) -> str:
    """A JSON text that ends in a newline; cases and what holds them are always broken."""
    return "".join(_lines(compact(value), "", "", 3)) + "\n"


def compact(value: object) -> object:
    """The value with long strings of one character as `{"$repeat": "é", "times": 999}`."""
    match value:
        case str() if len(value) > REPEATED and len(set(value)) == 1:
            return {"$repeat": value[0], "times": len(value)}
        case list() | tuple():
            return [compact(item) for item in cast(list[object], value)]
        case dict() | Mapping():
            return {key: compact(item) for key, item in cast(Mapping[str, object], value).items()}
        case _:
            return value


def _lines(value: object, indent: str, before: str, broken: int) -> Iterator[str]:
    """The text of a value behind `before`, on the line that `indent` begins."""
    flat = json.dumps(value, ensure_ascii=False)
    pairs = _pairs(value)
    if not pairs or (broken <= 0 and len(indent) + len(before) + len(flat) < WIDTH):
        yield before + flat
        return
    opening, closing = ("{", "}") if isinstance(value, dict) else ("[", "]")
    yield f"{before}{opening}\n"
    for index, (key, item) in enumerate(pairs):
        yield f"{indent}  "
        yield from _lines(item, f"{indent}  ", key, broken - 1 if not key or isinstance(item, list) else 0)
        yield ",\n" if index < len(pairs) - 1 else "\n"
    yield f"{indent}{closing}"


def _pairs(value: object) -> list[tuple[str, object]]:
    """The members of an object, or the items of an array, each with what stands before it."""
    if isinstance(value, dict):
        members = cast(dict[str, object], value)
        return [(f"{json.dumps(key, ensure_ascii=False)}: ", item) for key, item in members.items()]
    return [("", item) for item in cast(list[object], value)] if isinstance(value, list) else []
