"""The options of a call: their names, kinds and defaults, and how those of a call lie over those of the client."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, TypeAlias, TypedDict, get_args

from .faults import is_tree
from .omit import OMIT

if TYPE_CHECKING:
    from .drift_log import DriftLog

Validation: TypeAlias = Literal["strict", "warn", "off"]
MAPPINGS = ("extra_headers", "extra_query", "extra_body")


class RequestOptions(TypedDict, total=False):
    """What every method takes beside its own arguments; a client takes the same as its defaults.

    `timeout`: seconds for each attempt, from connecting to the last byte; None waits without end.
    `deadline`: seconds for the whole call, all attempts and pauses together; None sets no bound.
    `max_retries`: how often a failed attempt is repeated; 0 never.
    `retry_unsafe`: repeat POST and PATCH like GET, at the risk of doing the thing twice.
    `validate`: "strict" refuses a wrong request before it is sent, "warn" only warns of it, "off" checks nothing.
    `strict_responses`: raise ResponseValidationError where an answer differs from the document in any way.
    `drift_log`: where JSON lines go that tell in what answers differ from the document, without values: a path, a stream
    or a function. What it raises is logged and breaks no call.
    `extra_headers`: more headers; a value of None removes the header.
    `extra_query`: more query parameters, in place of those of the same name; a value of None removes the parameter.
    `extra_body`: merged into the body, object by object; any other value replaces, OMIT removes.
    """

    timeout: float | None
    deadline: float | None
    max_retries: int
    retry_unsafe: bool
    validate: Validation
    strict_responses: bool
    drift_log: DriftLog | None
    extra_headers: Mapping[str, str | None]
    extra_query: Mapping[str, object]
    extra_body: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Settings:
    """The options in force. A value that no option can have is a TypeError or ValueError that names the option."""

    timeout: float | None = 60.0
    deadline: float | None = None
    max_retries: int = 2
    retry_unsafe: bool = False
    validate: Validation = "strict"
    strict_responses: bool = False
    drift_log: DriftLog | None = None
    extra_headers: Mapping[str, str | None] = field(default_factory=dict[str, "str | None"])
    extra_query: Mapping[str, object] = field(default_factory=dict[str, object])
    extra_body: Mapping[str, object] = field(default_factory=dict[str, object])

    def __post_init__(self) -> None:
        for name in ("timeout", "deadline"):
            _refuse_seconds(name, getattr(self, name))
        _refuse_kind("max_retries", self.max_retries, int, "a whole number")
        if self.max_retries < 0:
            raise ValueError(f"max_retries: {self.max_retries} is negative; 0 never repeats a call")
        for name in ("retry_unsafe", "strict_responses"):
            _refuse_kind(name, getattr(self, name), bool, "True or False")
        log = self.drift_log
        if not (log is None or isinstance(log, (str, os.PathLike)) or callable(log) or hasattr(log, "write")):
            raise TypeError(f"drift_log: {type(log).__name__} is not a path, a stream or a function")
        if self.validate not in get_args(Validation):
            raise ValueError(f"validate: {self.validate!r} is none of 'strict', 'warn', 'off'")
        for name in MAPPINGS:
            _refuse_kind(name, getattr(self, name), Mapping, "a mapping")
            for key in getattr(self, name):
                _refuse_kind(f"{name}: the key", key, str, "a string")
        for name, value in self.extra_headers.items():
            _refuse_kind(f"extra_headers[{name!r}]", value, (str, type(None)), "a string, or None to remove the header")

    def merged(self, options: RequestOptions) -> Settings:
        """These settings with the options of one call over them; mappings are joined, the call's entries winning."""
        if not options:
            return self
        changes: dict[str, object] = dict(options)
        for name in changes.keys() - RequestOptions.__annotations__.keys():
            import difflib

            near = difflib.get_close_matches(name, RequestOptions.__annotations__, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"options are {', '.join(RequestOptions.__annotations__)}"
            raise TypeError(f"unexpected keyword argument {name!r}; {hint}")
        for name in changes.keys() & set(MAPPINGS):
            changes[name] = merged_tree(getattr(self, name), changes[name], forget=False)
        return replace(self, **changes)  # type: ignore[arg-type]  # __post_init__ tests every one


def merged_tree(tree: object, extra: object, *, forget: bool = True) -> object:
    """`extra` laid over `tree`: objects key by key, anything else in its place (after RFC 7396; None stays null).

    A member that `extra` has as OMIT goes; with `forget=False` the OMIT stays, to act on a later tree.
    """
    if not is_tree(extra):
        return extra
    base: Mapping[str, object] = tree if is_tree(tree) else {}
    joined = {**base, **{key: merged_tree(base.get(key), value, forget=forget) for key, value in extra.items()}}
    return {key: value for key, value in joined.items() if value is not OMIT} if forget else joined


def _refuse_seconds(name: str, value: object) -> None:
    if value is None:
        return
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError(f"{name}: {value!r} is not a number of seconds")
    if not math.isfinite(value) or value <= 0:
        raise ValueError(f"{name}: {value!r} is not a positive number of seconds; None sets no limit")


def _refuse_kind(name: str, value: object, kind: type | tuple[type, ...], wanted: str) -> None:
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise TypeError(f"{name}: {type(value).__name__} is not {wanted}")
