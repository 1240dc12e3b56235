"""Lines of prose as tokens: sentences, lists of enum values in front of them, and marks of folded children."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from generator.audit.page import FOLD, Prose

_VALUE = r"[A-Za-z0-9][\w.:/-]*"
_LIST = re.compile(rf"{_VALUE}(?:, {_VALUE})*(?= |$)")
_UPPER = re.compile(r"[A-Z][A-Z0-9_]*")
_LABEL = re.compile(r"Available options: ?")


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of prose: a field's `text`, the `values` of an enum, or a `fold` where children are hidden."""

    what: Literal["text", "values", "fold"]
    line: int
    text: str = ""
    values: tuple[str, ...] = ()


def tokens(prose: Collection[Prose], known: Collection[str]) -> tuple[Token, ...]:
    """The tokens of all lines in order. `known` are values that enums are known to have: shown, or accepted before.

    A list in capitals always counts as one of values, any other word or list only where it holds a known value.
    """
    return tuple(token for piece in prose for token in _tokens(piece, frozenset(known)))


def _tokens(piece: Prose, known: frozenset[str]) -> Iterator[Token]:
    if FOLD.fullmatch(piece.text):
        yield Token("fold", piece.line)
        return
    rest = _LABEL.sub("", piece.text)
    while values := _values(rest, known):
        yield Token("values", piece.line, values=values)
        rest = rest[len(", ".join(values)) :].strip()
    if fold := FOLD.match(rest):
        yield Token("fold", piece.line)
        rest = rest[fold.end() :].strip()
    if rest:
        yield Token("text", piece.line, rest)


def _values(text: str, known: frozenset[str]) -> tuple[str, ...]:
    """The values that a text begins with; empty where it begins with a sentence."""
    match = _LIST.match(text)
    if match is None:
        return ()
    values = tuple(match[0].split(", "))
    if any(value[-1] in ".:" for value in values):
        return ()
    capitals = all(_UPPER.fullmatch(value) for value in values)
    if len(values) == 1:
        counts = values[0] in known or (capitals and "_" in values[0])
    else:
        counts = capitals or not known.isdisjoint(values)
    following = text[match.end() :].lstrip()[:1]
    return values if counts and not following.islower() else ()
