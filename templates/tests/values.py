"""Values of the package as JSON, strictly: true is not 1, and a time is not the text that it was read from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

STEP = re.compile(r"\.?(?P<name>[^.\[\]]+)|\[(?P<index>\d+)\]|\['(?P<key>(?:[^'\\]|\\.)*)'\]")


def leaf(value: Any, path: str) -> Any:
    """What stands at a path in Python names (`peft_details.target_modules[0]`), as the fixtures write it."""
    for step in STEP.finditer(path):
        if step["index"] is not None:
            value = value[int(step["index"])]
        elif step["name"] is not None and not isinstance(value, dict):
            value = getattr(value, step["name"])
        else:
            key = step["name"] if step["key"] is None else step["key"]
            value = value[key] if isinstance(value, dict) else value.model_extra[key]
    return plain(value)


def plain(value: Any) -> Any:
    """A value as the fixtures write it: times and their likes are marked, objects are their members by wire name."""
    match value:
        case datetime():
            return {"$time": value.isoformat()}
        case date():
            return {"$date": value.isoformat()}
        case UUID():
            return {"$uuid": str(value)}
        case list():
            return [plain(item) for item in value]
        case dict():
            return {key: plain(item) for key, item in value.items()}
        case _:
            return dumped(value) if hasattr(value, "model_dump_json") else value


def dumped(value: Any) -> Any:
    """A value as the JSON that it was read from."""
    match value:
        case list():
            return [dumped(item) for item in value]
        case dict():
            return {key: dumped(item) for key, item in value.items()}
        case datetime() | date():
            return getattr(value, "text", "") or value.isoformat()
        case UUID():
            return getattr(value, "text", "") or str(value)
        case _ if hasattr(value, "model_dump_json"):
            return json.loads(value.model_dump_json(by_alias=True, exclude_unset=True))
        case _:
            return value


class Exactly:
    """Equal to JSON of the same kinds only: 1 is 1.0 in JSON, but a leaf that is an integer is no float."""

    def __init__(self, value: Any, *, kinds: bool = True) -> None:
        self.value, self.kinds = value, kinds

    def __eq__(self, other: object) -> bool:
        return self._same(self.value, other)

    def __repr__(self) -> str:
        return f"exactly {self.value!r}"

    def _same(self, one: Any, other: Any) -> bool:
        if isinstance(one, Mapping) and isinstance(other, Mapping):
            return one.keys() == other.keys() and all(self._same(one[key], other[key]) for key in one)
        if isinstance(one, list) and isinstance(other, list):
            return len(one) == len(other) and all(map(self._same, one, other))
        numbers = isinstance(one, (int, float)) and isinstance(other, (int, float)) and not self.kinds
        alike = type(one) is type(other) or (numbers and isinstance(one, bool) == isinstance(other, bool))
        return alike and bool(one == other)


def json_equal(value: Any) -> Exactly:
    """Equal as JSON."""
    return Exactly(value, kinds=False)


def drift_of(value: Any, at: str = "") -> Iterator[dict[str, Any]]:
    """The drift of a value, or of the items of a list, as the fixtures write it."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from drift_of(item, f"{at}[{index}]")
    for drift in getattr(value, "drift", ()):
        path = f"{at}.{drift.path}" if at else drift.path
        absent = repr(drift.got) == "absent" and not isinstance(drift.got, str)
        yield {"path": path, "absent": True} if absent else {"path": path, "got": drift.got}
