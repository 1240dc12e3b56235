"""Values of the package as JSON, strictly: true is not 1, and a time is not the text that it was read from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, TypeGuard
from uuid import UUID

STEP = re.compile(r"\.?(?P<name>[^.\[\]]+)|\[(?P<index>\d+)\]|\['(?P<key>(?:[^'\\]|\\.)*)'\]")


def is_object(value: object) -> TypeGuard[dict[str, Any]]:
    """Whether a value is a JSON object."""
    return isinstance(value, dict)


def is_array(value: object) -> TypeGuard[list[Any]]:
    """Whether a value is a JSON array."""
    return isinstance(value, list)


def is_model(value: object) -> bool:
    """Whether a value is one of the package's models."""
    return hasattr(value, "model_dump_json")


def class_of(value: Any) -> Any:
    """The class of a value."""
    return value.__class__


def leaf(root: Any, path: str) -> Any:
    """What stands at a path in Python names (`peft_details.target_modules[0]`), as the fixtures write it."""
    value = unpaged(root)
    for step in STEP.finditer(path):
        value = _below(value, step)
    return plain(value)


def _below(value: Any, step: re.Match[str]) -> Any:
    """The item, field, key of a map or unknown field of a value; a field of what should be a model is no key."""
    if step["index"] is not None:
        return value[int(step["index"])]
    if step["name"] is not None:
        return getattr(value, step["name"])
    return value[step["key"]] if is_object(value) else value.model_extra[step["key"]]


def unpaged(value: Any) -> Any:
    """A page of a bare list as that list."""
    return value.items if hasattr(value, "iter_pages") and not is_model(value) else value


def plain(value: Any) -> Any:
    """A value as the fixtures write it: times and their likes are marked, objects are their members by wire name."""
    value = unpaged(value)
    if is_array(value):
        return [plain(item) for item in value]
    if is_object(value):
        return {key: plain(item) for key, item in value.items()}
    match value:
        case datetime():
            return {"$time": value.isoformat()}
        case date():
            return {"$date": value.isoformat()}
        case UUID():
            return {"$uuid": str(value)}
        case _:
            return dumped(value)


def dumped(value: Any) -> Any:
    """A value as the JSON that it was read from."""
    value = unpaged(value)
    if is_array(value):
        return [dumped(item) for item in value]
    if is_object(value):
        return {key: dumped(item) for key, item in value.items()}
    if is_model(value):
        return json.loads(value.model_dump_json(by_alias=True, exclude_unset=True))
    if isinstance(value, (datetime, date, UUID)):
        return getattr(value, "text", "") or (str(value) if isinstance(value, UUID) else value.isoformat())
    return value


class Exactly:
    """Equal to JSON of the same kinds only: 1 is 1.0 in JSON, but a leaf that is an integer is no float."""

    def __init__(self, value: Any, *, kinds: bool = True) -> None:
        self.value, self.kinds = value, kinds

    def __eq__(self, other: object) -> bool:
        return self._same(self.value, other)

    def __repr__(self) -> str:
        return f"exactly {self.value!r}"

    def _same(self, one: object, other: object) -> bool:
        if is_object(one) and is_object(other):
            return one.keys() == other.keys() and all(self._same(one[key], other[key]) for key in one)
        if is_array(one) and is_array(other):
            return len(one) == len(other) and all(map(self._same, one, other))
        numbers = isinstance(one, (int, float)) and isinstance(other, (int, float)) and not self.kinds
        alike = type(one) is type(other) or (numbers and isinstance(one, bool) == isinstance(other, bool))
        return alike and one == other


def json_equal(value: Any) -> Exactly:
    """Equal as JSON."""
    return Exactly(value, kinds=False)


def drift_of(answer: Any) -> Iterator[dict[str, Any]]:
    """The drift of an answer, as the fixtures write it."""
    for drift in answer.drift:
        yield {"path": drift.path, "absent": True} if drift.got is ... else {"path": drift.path, "got": drift.got}
