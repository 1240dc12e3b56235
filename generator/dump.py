"""The IR as JSON: the first thing to look at when something is odd."""

from __future__ import annotations

import dataclasses
import re
from typing import cast, get_args

from generator import ir

_TAGGED: frozenset[type] = frozenset((*get_args(ir.Type), *get_args(ir.Definition)))


def dumped(value: object) -> object:
    """`value` as JSON values: dataclasses as objects, with a `kind` where a field may hold several classes.

    A scalar's own `kind` is its tag: the two sets of words do not overlap.
    """
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {field.name: dumped(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return {"kind": _kebab(type(value).__name__), **fields} if type(value) in _TAGGED else fields
    if isinstance(value, tuple):
        return [dumped(item) for item in cast("tuple[object, ...]", value)]
    return value


def _kebab(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()
