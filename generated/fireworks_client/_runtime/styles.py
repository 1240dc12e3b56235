"""The styles of OpenAPI's parameters (3.1, section 4.8.12.2; RFC 6570), beyond a plain path segment.

Each encoder takes the Python name, the wire name and the value. Those of the path give a piece of it, the others give
pairs; None and OMIT give none. An array may be any sequence, an object any mapping of scalars.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterable
from typing import TypeAlias, cast

from .call import Pair, Piece, header_trouble, quoted, scalar
from .encode import plain
from .faults import Fault, is_tree
from .omit import OMIT

Pairs: TypeAlias = "tuple[Pair | Fault, ...]"
RESERVED = ":/?#[]@!$&'()*+,;="  # RFC 3986, section 2.2


def parts(value: object) -> list[tuple[str, str]] | list[str] | str:
    """A value as an object's pairs, an array's items, or one text. ValueError for what has no such form."""
    value = plain(value)
    if is_tree(value):
        return [(str(key), scalar(item)) for key, item in value.items() if item is not OMIT]
    if isinstance(value, (list, tuple, set, frozenset)):
        return [scalar(item) for item in cast("Iterable[object]", value)]
    return scalar(value)


def joined(value: object, delimiter: str, *, explode: bool = False, safe: str = "") -> str:
    """A value as one quoted text: `a,b`, `key,value`, exploded `key=value`."""
    found = parts(value)
    if isinstance(found, str):
        return quoted(found, safe)
    pair = "=" if explode else delimiter
    return delimiter.join(
        quoted(each, safe) if isinstance(each, str) else quoted(each[0], safe) + pair + quoted(each[1], safe)
        for each in found
    )


def in_path(encoder: Callable[[str, object], str]) -> Callable[[str, str, object], Piece]:
    """Make a fault of what an encoder of the path refuses, of nothing, and of dot segments."""

    @functools.wraps(encoder)
    def encoded(name: str, wire: str, value: object) -> Piece:
        try:
            text = encoder(wire, value)
        except ValueError as refusal:
            return Fault(name, "path", str(refusal))
        return Fault(name, "path", f"{text!r} cannot stand in a path") if text in ("", ".", "..") else text

    return encoded


def as_pairs(encoder: Callable[[str, object], Iterable[Pair]]) -> Callable[[str, str, object], Pairs]:
    """Leave out None and OMIT, and make a fault of what an encoder refuses."""

    @functools.wraps(encoder)
    def encoded(name: str, wire: str, value: object) -> Pairs:
        if value is None or value is OMIT:
            return ()
        try:
            return tuple(encoder(wire, value))
        except (ValueError, TypeError) as refusal:
            return (Fault(name, "parameter", str(refusal)),)

    return encoded


@in_path
def simple(wire: str, value: object) -> str:
    """`blue,black`, `R,100,G,200`."""
    return joined(value, ",")


@in_path
def simple_explode(wire: str, value: object) -> str:
    """`blue,black`, `R=100,G=200`."""
    return joined(value, ",", explode=True)


@in_path
def label(wire: str, value: object) -> str:
    """`.blue,black`, `.R,100,G,200`."""
    return "." + joined(value, ",")


@in_path
def label_explode(wire: str, value: object) -> str:
    """`.blue.black`, `.R=100.G=200`."""
    return "." + joined(value, ".", explode=True)


@in_path
def matrix(wire: str, value: object) -> str:
    """`;color=blue,black`, `;color=R,100,G,200`."""
    text = joined(value, ",")
    return f";{quoted(wire)}={text}" if text else f";{quoted(wire)}"


@in_path
def matrix_explode(wire: str, value: object) -> str:
    """`;color=blue;color=black`, `;R=100;G=200`."""
    return "".join(f";{name}={text}" for name, text in exploded(wire, value))


def exploded(wire: str, value: object, safe: str = "") -> list[Pair]:
    """A pair for each item of an array or member of an object."""
    found = parts(value)
    pairs = [(wire, found)] if isinstance(found, str) else [(wire, e) if isinstance(e, str) else e for e in found]
    return [(quoted(key), quoted(text, safe)) for key, text in pairs]


@as_pairs
def form(wire: str, value: object) -> Iterable[Pair]:
    """`color=blue,black`, `color=R,100,G,200`."""
    return [(quoted(wire), joined(value, ","))]


@as_pairs
def form_explode(wire: str, value: object) -> Iterable[Pair]:
    """`color=blue&color=black`, `R=100&G=200`."""
    return exploded(wire, value)


@as_pairs
def form_reserved(wire: str, value: object) -> Iterable[Pair]:
    """Like `form`, RFC 3986's reserved characters as they are, but for those that end or split a query."""
    return [(quoted(wire), joined(value, ",", safe=RESERVED.translate({ord(each): "" for each in "#&=+"})))]


@as_pairs
def form_explode_reserved(wire: str, value: object) -> Iterable[Pair]:
    """Like `form_explode`, RFC 3986's reserved characters as they are, but for those that end or split a query."""
    return exploded(wire, value, RESERVED.translate({ord(each): "" for each in "#&=+"}))


@as_pairs
def space_delimited(wire: str, value: object) -> Iterable[Pair]:
    """`color=blue%20black`."""
    return [(quoted(wire), joined(value, "%20"))]


@as_pairs
def pipe_delimited(wire: str, value: object) -> Iterable[Pair]:
    """`color=blue%7Cblack`."""
    return [(quoted(wire), joined(value, "%7C"))]


@as_pairs
def deep_object(wire: str, value: object) -> Iterable[Pair]:
    """`color%5BR%5D=100&color%5BG%5D=200`; an array inside repeats its key."""
    value = plain(value)
    if not is_tree(value):
        raise ValueError("is not an object")
    members = [(key, item) for key, item in value.items() if item is not OMIT]
    return [pair for key, item in members for pair in exploded(f"{wire}[{key}]", item)]


def as_json(value: object) -> str:
    """A parameter with `content: application/json`, in ASCII letters."""
    return json.dumps(value, default=plain, separators=(",", ":"), allow_nan=False)


@in_path
def json_segment(wire: str, value: object) -> str:
    """A piece of the path that is JSON."""
    return quoted(as_json(value))


@as_pairs
def json_text(wire: str, value: object) -> Iterable[Pair]:
    """A parameter of the query that is JSON."""
    return [(quoted(wire), quoted(as_json(value)))]


@as_pairs
def json_header(wire: str, value: object) -> Iterable[Pair]:
    """A header field that is JSON, nothing of it quoted."""
    return [(wire, as_json(value))]


@as_pairs
def json_cookie(wire: str, value: object) -> Iterable[Pair]:
    """One field `Cookie: name=value` whose value is JSON; the client joins several."""
    return [("Cookie", f"{quoted(wire)}={quoted(as_json(value))}")]


@as_pairs
def header(wire: str, value: object) -> Iterable[Pair]:
    """A header field in simple style, nothing of it quoted."""
    return [(wire, unquoted(value, explode=False))]


@as_pairs
def header_explode(wire: str, value: object) -> Iterable[Pair]:
    """A header field in simple style, exploded, nothing of it quoted."""
    return [(wire, unquoted(value, explode=True))]


@as_pairs
def cookie(wire: str, value: object) -> Iterable[Pair]:
    """One field `Cookie: name=value` in form style; the client joins several."""
    return [("Cookie", f"{quoted(wire)}={joined(value, ',')}")]


def unquoted(value: object, *, explode: bool) -> str:
    """A value in simple style as it stands in a header."""
    found = parts(value)
    pair = "=" if explode else ","
    text = found if isinstance(found, str) else ",".join(e if isinstance(e, str) else pair.join(e) for e in found)
    if trouble := header_trouble("x", text):
        raise ValueError(trouble)
    return text
