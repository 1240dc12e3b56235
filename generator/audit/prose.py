"""Lines of prose as tokens: sentences, lists of enum values in front of them, and marks of folded children."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from generator.audit.page import FOLD, Prose

_VALUE = r"[A-Za-z0-9][\w.:/-]*"
_LIST = re.compile(rf"{_VALUE}(?:, {_VALUE})*(?= |$)")
_UPPER = re.compile(r"[A-Z][A-Z0-9_]*")
_LABEL = re.compile(r"^Available options: ?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of prose: a field's `text`, the `values` of an enum, or a `fold` where children are hidden."""

    what: Literal["text", "values", "fold"]
    line: int
    text: str = ""
    values: tuple[str, ...] = ()
    joins: bool = False
    """Whether these values may go on with the list of the line above."""


def tokens(prose: Collection[Prose], known: Collection[str]) -> tuple[Token, ...]:
    """The tokens of all lines in order. `known` are values that enums are known to have: shown, or accepted before.

    A list in capitals always counts as one of values, any other word or list only where it holds a known value.
    """
    found: list[Token] = []
    for piece in _joined(prose):
        for token in _tokens(piece, frozenset(known)):
            above = found[-1] if found else None
            is_next = above is not None and above.what == token.what == "values" and above.line < token.line
            found.append(replace(token, joins=is_next and not {*above.values} & {*token.values} if above else False))
    return tuple(found)


def _joined(prose: Iterable[Prose]) -> list[Prose]:
    """The lines, with each list of values that runs on in the next ones on its first line."""
    found: list[Prose] = []
    for piece in prose:
        above = found[-1] if found else None
        more = _running_on(above.text, piece.text) if above else ""
        if above is None or not more:
            found.append(piece)
            continue
        rest = piece.text.lstrip(", ")[len(more) :].strip()
        tail = "," if rest == "," else ""
        found[-1] = Prose(above.line, f"{above.text.rstrip(', ')}{' ' if _is_label(above.text) else ', '}{more}{tail}")
        if rest.strip(", "):
            found.append(Prose(piece.line, rest))
    return found


def _running_on(above: str, text: str) -> str:
    """The values at the beginning of a line with which the list of the line above goes on; empty where it does not.

    It does behind a comma, and below `Available options:`. A bare word is a value only where its line is all values.
    """
    label, match = _LABEL.match(above), _LIST.match(text.strip(", "))
    listed = above[label.end() :] if label else above
    is_open = above.endswith(",") or text.startswith(", ") or label is not None
    if match is None or not is_open or not (_is_label(above) or _LIST.fullmatch(listed.rstrip(", "))):
        return ""
    values = [*match[0].split(", "), *(listed.rstrip(", ").split(", ") if listed else [])]
    is_whole = match[0] == text.strip(", ")
    return match[0] if is_whole or all(_UPPER.fullmatch(value) for value in values) else ""


def _is_label(text: str) -> bool:
    return _LABEL.fullmatch(text) is not None


def _tokens(piece: Prose, known: frozenset[str]) -> Iterator[Token]:
    if FOLD.fullmatch(piece.text):
        yield Token("fold", piece.line)
        return
    rest = _LABEL.sub("", piece.text, count=1)
    if rest != piece.text and _LIST.fullmatch(rest):
        yield Token("values", piece.line, values=tuple(rest.split(", ")))
        return
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
