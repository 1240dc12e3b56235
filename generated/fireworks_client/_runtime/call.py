"""A call as a value: all that one request says and how its answer is read, before anything is sent."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeAlias, TypeVar
from urllib.parse import quote

from .credentials import Security
from .encode import Body, plain
from .faults import Fault, Faults, Unwritable, shown

if TYPE_CHECKING:
    from .answer import Answer
    from .decode import Decoded
    from .request import Request

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110, section 5.6.2
UNWRITABLE = re.compile(r"[\x00-\x08\x0a-\x1f\x7f\ud800-\udfff]")

Pair: TypeAlias = tuple[str, str]
Piece: TypeAlias = str | Fault


class Decoder(Protocol[T_co]):
    """Reads the body of an answer. Raises UndecodableBody where the value cannot be had, or not strictly."""

    def decode(self, content: bytes, content_type: str, strict: bool) -> Decoded[T_co]:
        """The value, and in what it differs from the document."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(Generic[T_co]):
    """One request, not yet sent.

    A fault among `path`, `query` or `headers` stands for a value that cannot be written there; it refuses the call
    whatever is validated. Texts of `path` and `query` are quoted already. `check` finds what is wrong with parameters.
    `accept` is what the header of that name says: media types in the order of the document, those of failures behind.
    `security` lists the ways to authenticate, none where nothing is asked for.
    `answers` and `errors` are keyed by status: "200", "2XX" or "default". `then` is what becomes of a value at last.
    """

    operation: str
    method: str
    template: str
    path: tuple[Piece, ...]
    answers: Mapping[str, Decoder[T_co]] = field(repr=False)
    query: tuple[Pair | Fault, ...] = ()
    headers: tuple[Pair | Fault, ...] = field(default=(), repr=False)
    body: Body | None = field(default=None, repr=False)
    media_type: str = "application/json"
    accept: str = "application/json"
    check: Callable[[Faults], None] | None = field(default=None, repr=False)
    errors: Mapping[str, Decoder[object]] = field(default_factory=dict[str, "Decoder[object]"], repr=False)
    security: Security = None
    then: Callable[[Any, Answer, Request], Any] | None = field(default=None, repr=False)


def segment(name: str, value: object) -> Piece:
    """One segment of a path, all but RFC 3986's unreserved characters escaped.

    An empty segment, `.` and `..` are faults: HTTP libraries and proxies resolve them to another path. So are booleans:
    a name is wanted.
    """
    if isinstance(value, bool):
        return Fault(name, "path", f"{value!r} is not a name")
    try:
        text = scalar(value)
    except ValueError as refusal:
        return Fault(name, "path", str(refusal))
    if text in ("", ".", ".."):
        return Fault(name, "path", f"{text!r} cannot stand in a path")
    return quoted(text)


def scalar(value: object) -> str:
    """A value as text in a URL or header: true, 1.5, 2026-01-31T12:00:00Z. Unwritable for what has no such form."""
    value = plain(value)
    match value:
        case bool():
            return "true" if value else "false"
        case float() if value - value != 0:
            raise Unwritable(f"{value!r} has no form as text")
        case float():
            return repr(value).removesuffix(".0")
        case int():
            return str(value)
        case str():
            if re.search("[\ud800-\udfff]", value):
                raise Unwritable(f"{shown(value)} holds half a surrogate pair, which UTF-8 cannot write")
            return value
        case _:
            raise Unwritable(f"{shown(value)} is not a string, number, boolean or time")


def header_trouble(name: str, value: str) -> str:
    """What keeps a header field from being written, or "". The value is not shown: it may be secret."""
    if not TOKEN.fullmatch(name):
        return f"{name!r} is not the name of a header"
    return "holds a line break or another character that no header can" if UNWRITABLE.search(value) else ""


def quoted(text: str, safe: str = "") -> str:
    """Text with everything percent-encoded but RFC 3986's unreserved characters and those of `safe`."""
    return quote(text, safe=safe, errors="replace")


def status_entry(table: Mapping[str, Decoder[T]], status: int) -> Decoder[T] | None:
    """The decoder for a status: the exact code, then its range, then the default (OpenAPI 3.1, section 4.8.16)."""
    return table.get(str(status)) or table.get(f"{status // 100}XX") or table.get("default")
