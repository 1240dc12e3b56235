"""Reads a JSON value as a type wants it, whatever came: what does not fit stays as it came, and is noted.

A field that the document does not require may be absent or null. Bounds are not looked at, and 1.0 is an integer (JSON
Schema Validation, section 6.1.1).
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable
from functools import lru_cache
from types import NoneType, SimpleNamespace, UnionType
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError

from .formats import Format
from .model import Drift, ResponseModel, Tagged, as_came, is_array, is_object, shown

Read: TypeAlias = tuple[Any, list[Drift]]

WORDS: dict[object, str] = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    NoneType: "null",
    list: "array",
    dict: "object",
}
UNLIKE = 1000  # the misfit of a value of another kind, more than that of any number of wrong fields


def read(hint: Any, value: object) -> Read:
    """The value, and in what it differs from its type, with paths relative to it."""
    form, marks = opened(hint)
    origin = get_origin(form) or form
    tagged = next((mark for mark in marks if isinstance(mark, Tagged)), None)
    if tagged and is_object(value) and tagged.wire in value:
        tag, known = value[tagged.wire], tagged.members(form)
        if str(tag) in known:
            return read(known[str(tag)], value)
        told = [one for model in known.values() for one in _fields(model) if one[1] == tagged.wire]
        if tag is not None or any(is_required for _, _, _, is_required in told):
            names = [name for name, _, _, _ in told]
            return value, [Drift([*names, tagged.wire][0], " | ".join(repr(name) for name in known), tag)]
    if origin in (Union, UnionType):
        members = [member for member in get_args(form) if member is not NoneType]
        if value is None and len(members) < len(get_args(form)):
            return None, []
        if len(members) == 1:
            return read(members[0], value)
        misfit, best = min((_misfit(member, value), index) for index, member in enumerate(members))
        return _leaf(hint, value) if misfit >= UNLIKE else read(members[best], value)
    if is_object(value):
        if isinstance(origin, type) and issubclass(origin, ResponseModel):
            return _model(origin, value)
        if origin is dict:
            held, drift = _each((key, f"[{shown(key)}]", get_args(form)[1], item) for key, item in value.items())
            return held, drift
    if origin is list and is_array(value):
        held, drift = _each((index, f"[{index}]", get_args(form)[0], item) for index, item in enumerate(value))
        return list(held.values()), drift
    return _leaf(hint, int(value) if origin is int and isinstance(value, float) and value.is_integer() else value)


def opened(hint: Any) -> tuple[Any, tuple[Any, ...]]:
    """A type without aliases and marks, and the marks."""
    marks: tuple[Any, ...] = ()
    while get_origin(hint) is Annotated or hasattr(hint, "__value__"):
        if get_origin(hint) is Annotated:
            marks, hint = marks + hint.__metadata__, hint.__origin__
        else:
            hint = _evaluated(hint.__value__, hint.__module__)
    return hint, marks


def readable(hint: Any) -> str:
    """A type as a person reads it: `'A' | 'B'`, `array of integer`, `PeftDetails`."""
    if hasattr(hint, "__value__"):
        return str(hint)
    form, marks = opened(hint)
    origin, arguments = get_origin(form) or form, get_args(form)
    if names := [mark.name for mark in marks if isinstance(mark, Format)]:
        return names[0]
    if origin is Literal:
        return " | ".join(repr(value) for value in arguments)
    if origin in (Union, UnionType):
        return " | ".join(dict.fromkeys(readable(member) for member in arguments if member is not NoneType))
    of = f" of {readable(arguments[-1])}" if arguments and arguments[-1] is not Any else ""
    return WORDS.get(origin, getattr(origin, "__name__", "")) + of


def _leaf(hint: Any, value: object) -> Read:
    try:
        if isinstance(value, str) and hint is not Any:
            value.encode()  # half of a surrogate pair raises
        if isinstance(value, float) and not math.isfinite(value) and hint is not Any:
            raise ValueError("no JSON number")
        return _adapter(hint).validate_python(value, strict=True), []
    except (ValueError, OverflowError):  # pydantic's ValidationError is a ValueError
        return value, [Drift("", readable(hint), value)]


def _model(model: type[ResponseModel], value: dict[str, object]) -> Read:
    rest, free = dict(value), _free(model)
    known = [(name, name, hint, rest.pop(wire)) for name, wire, hint, _ in _fields(model) if wire in rest]
    fields, drift = _each(known)
    for name, wire, hint, required in _fields(model):
        if required and wire not in value:
            drift.append(Drift(name, readable(hint), ...))
    steps = {key: key if key.isidentifier() else f"[{shown(key)}]" for key in rest}
    extra, below = _each((key, steps[key], free, item) for key, item in rest.items())
    unknown = [Drift(steps[key], "nothing of this name", item) for key, item in rest.items() if free is None]
    drift += unknown or below
    return as_came(model, fields, extra, tuple(drift)), drift


def _each(items: Iterable[tuple[Any, str, Any, object]]) -> tuple[dict[Any, object], list[Drift]]:
    """The values of key, step, type and value; without a type a value is taken as it is."""
    held: dict[Any, object] = {}
    drift: list[Drift] = []
    for key, step, hint, value in items:
        held[key], below = (value, []) if hint is None else read(hint, value)
        drift += [each.below(step) for each in below]
    return held, drift


def _misfit(member: Any, value: object) -> int:
    """How badly a value fits a member of a union."""
    try:
        _adapter(member).validate_python(value, extra="forbid", by_alias=True, by_name=False)
        return 0
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=False, include_input=False)
        if _is_open(member):
            faults = [fault for fault in faults if fault["type"] != "extra_forbidden" or len(fault["loc"]) > 1]
        if any(not fault["loc"] and not fault["type"].startswith("union_tag") for fault in faults):
            return UNLIKE
        return min(sum(10 if fault["type"] == "literal_error" else 1 for fault in faults), UNLIKE - 1)


def _is_open(member: Any) -> bool:
    """Whether a member is an object that may have any keys that the document does not name: they are no misfit."""
    form, _ = opened(member)
    return isinstance(form, type) and issubclass(form, ResponseModel) and _free(form) is Any


@lru_cache(maxsize=None)
def _adapter(hint: Any) -> TypeAdapter[Any]:
    return TypeAdapter(hint)


@lru_cache(maxsize=None)
def _fields(model: type[ResponseModel]) -> list[tuple[str, str, Any, bool]]:
    """Python name, wire name, type with its marks and whether it is required, of each field."""
    if not model.__pydantic_fields_complete__:
        model.model_rebuild()
    return [
        (name, each.alias or name, Annotated[(each.annotation, *each.metadata, "")], each.is_required())
        for name, each in model.model_fields.items()
    ]


@lru_cache(maxsize=None)
def _free(model: type[ResponseModel]) -> Any:
    """The type of further properties, where the document declares them."""
    hint = model.__annotations__.get("__pydantic_extra__")
    return hint and get_args(_evaluated(hint, model.__module__))[1]


def _evaluated(hint: Any, module: str) -> Any:
    """A type that may be written as text, in the words of its module."""
    holder = SimpleNamespace(__annotations__={"hint": hint})
    return get_type_hints(holder, vars(sys.modules[module]), include_extras=True)["hint"]
