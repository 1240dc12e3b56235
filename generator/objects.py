"""What JSON and TOML gave, narrowed: a reader of files trusts no shape."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeGuard, cast


def is_mapping(value: object) -> TypeGuard[Mapping[str, object]]:
    """Whether `value` is an object; its keys are text, as they are in JSON and TOML."""
    return isinstance(value, dict)


def mapping(value: object) -> Mapping[str, object]:
    """`value` if it is an object, else an empty one."""
    return value if is_mapping(value) else {}


def strings(value: object) -> dict[str, str]:
    """The entries of an object whose values are text."""
    return {key: item for key, item in mapping(value).items() if isinstance(item, str)}


def tables(value: object) -> list[Mapping[str, object]]:
    """The items of a list that are objects."""
    return [item for item in cast("list[object]", value) if is_mapping(item)] if isinstance(value, list) else []


def texts(value: object) -> list[str]:
    """The items of a list that are text."""
    return [item for item in cast("list[object]", value) if isinstance(item, str)] if isinstance(value, list) else []
