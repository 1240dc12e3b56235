"""Reads a value of the wrong kind as the right one, where there is only one way to read it."""

from __future__ import annotations

import re

from generator.grammar import FieldType
from generator.load import is_array, is_object
from generator.resolve.refs import MISSING

_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,100})(\.[0-9]+)?([eE][-+]?[0-9]+)?")


def converted(value: object, types: tuple[FieldType, ...]) -> object:
    """The value as one of the types, or MISSING: `'true'` as true, 1.0 as `'1.0'`, null as an empty list of texts."""
    for type in types:
        read = _as(value, type)
        if read is not MISSING:
            return read
    return MISSING


def _as(value: object, type: FieldType) -> object:
    if type.item is not None:
        return _members_as(value, type, type.item)
    match type.kind:
        case "string" if not type.choices:
            return _text(value)
        case "boolean":
            words: dict[object, object] = {"true": True, "false": False, True: True, False: False}
            return words.get(value.lower() if isinstance(value, str) else value, MISSING) if _scalar(value) else MISSING
        case "number" | "integer":
            number = _number(value)
            return number if type.kind == "number" or isinstance(number, int) else MISSING
        case _:
            return MISSING


def _members_as(value: object, type: FieldType, item: FieldType) -> object:
    if type.holder == "list" and value is None and item.kind == "string":
        return []
    if type.holder == "list" and is_array(value):
        members = [_as(member, item) for member in value]
        return MISSING if MISSING in members else members
    if type.holder == "map" and is_object(value):
        named = {name: _as(member, item) for name, member in value.items()}
        return MISSING if MISSING in named.values() else named
    return MISSING


def _scalar(value: object) -> bool:
    return isinstance(value, (str, bool))


def _text(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (str, int, float)) else MISSING


def _number(value: object) -> object:
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        value = float(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return MISSING
    return int(value) if isinstance(value, float) and value.is_integer() else value
