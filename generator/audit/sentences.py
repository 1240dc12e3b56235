"""What a sentence of prose demands: bounds, defaults and conditions as keywords, and what nobody can read mechanically.

A demand counts only where its words end a sentence and nothing before them narrows it: `Must be fewer than 64 characters
if kind is A` is no bound. Whatever else says must, only, cannot or should is left to a person.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeAlias

from generator.audit.example import Kind
from generator.audit.fact import name_words


@dataclass(frozen=True, slots=True)
class Demand:
    """One demand: `aspect` as in a fact; fields in conditions have the names of the prose."""

    aspect: str
    value: object
    text: str


_NUMBER = r"(-?\d[\d,]*(?:\.\d+)?)"
_UNIT = r"(?:\s+(characters?|chars?|items?|elements?|entries|values|properties|keys))"
_LONG = r"(?:\s+(?:long|in length|in total))?"
_MUST = r"(?:\b(?:must|has to|have to)\s+(?:be|have|contain)\s+)?"
_STOP = r"(?=\s*(?:[.;!)]|$))"
_NAME = r"(?:the\s+)?[`'\"]?([A-Za-z_$][\w.$-]*)[`'\"]?(?:\s+field)?"
_WORD = r"[`'\"]?[\w./:-]*\w[`'\"]?"
_WORDS = rf"((?:either\s+|one\s+of\s+)?{_WORD}(?:\s*,\s*(?!or\b){_WORD})*(?:,?\s+or\s+{_WORD})?)"
_GIVEN = r"(?:specified|set|provided|given|present)"
_TELLS = re.compile(
    r"\b(?:must|only|cannot|can not|can't|should|shall|may not|mustn't|shouldn't)\b|\brequired (?:if|when|unless)\b"
    r"|\b(?:at most|at least|no more than|fewer than|less than|more than|greater than|between) -?\d|\bdefault is\b",
    re.IGNORECASE,
)
_NARROWS = re.compile(r"^\W*(?:if|when|for|where|in case|unless|except)\b|\b(?:unless|except)\b", re.IGNORECASE)
_BREAK = re.compile(r"(?<!\be\.g)(?<!\bi\.e)(?<!\betc)(?<!\bvs)(?<=[.!?;])\s+|(?<=[\"”])\s+(?=[A-Z])")
Read: TypeAlias = "Callable[[re.Match[str], Kind], Iterator[tuple[str, object]]]"


def demands(text: str, kind: Kind) -> tuple[Demand, ...]:
    """The demands of a field's prose, in its order; `unclassified` is a sentence that only a person can read.

    `kind` is that of the field, which decides what `at most 5` bounds.
    """
    found: list[Demand] = []
    for sentence in sentences(text):
        found.extend(_demands(sentence, kind, found))
    return tuple(found)


def sentences(text: str) -> list[str]:
    """The sentences of a prose line; abbreviations end none."""
    return [sentence for sentence in (piece.strip() for piece in _BREAK.split(text)) if sentence]


def sentence_id(name: str, sentence: str) -> str:
    """The id by which a person maps or waives a sentence: its field, three words, and a mark of the whole text."""
    words = re.findall(r"[a-z0-9]+", sentence.lower())
    mark = sha256(" ".join(words).encode()).hexdigest()[:4]
    return "-".join([name, *words[:3], mark])


def same_name(prose: str, wire: str) -> bool:
    """Whether a name in prose (`default_draft_model`) means a wire name (`defaultDraftModel`)."""
    return prose == wire or name_words(prose) == name_words(wire)


def _demands(sentence: str, kind: Kind, before: list[Demand]) -> Iterator[Demand]:
    rest = sentence
    for pattern, read in _PATTERNS:
        match = pattern.search(rest)
        if match is None or _NARROWS.search(rest[: match.start()]):
            continue
        for aspect, value in read(match, kind):
            yield Demand(aspect, value, match[0].strip())
        rest = rest[: match.start()] + rest[match.end() :]
    if match := _OTHERWISE.search(rest):
        above = next((each for each in reversed(before) if each.aspect == "required-if"), None)
        if above is not None:
            yield Demand("forbidden-unless", above.value, match[0])
            rest = rest[: match.start()] + rest[match.end() :]
    if _TELLS.search(rest):
        yield Demand("unclassified", sentence, sentence)


def _bounds(kind: Kind, unit: str | None) -> tuple[str, str] | None:
    """The keywords for least and most; None where a bound without a unit says nothing about the kind."""
    if unit is None:
        kinds: dict[Kind, tuple[str, str]] = {
            "integer": ("minimum", "maximum"),
            "number": ("minimum", "maximum"),
            "string": ("minLength", "maxLength"),
            "array": ("minItems", "maxItems"),
            "object": ("minProperties", "maxProperties"),
        }
        return kinds.get(kind)
    if unit.startswith("char"):
        return "minLength", "maxLength"
    if unit in ("properties", "keys"):
        return "minProperties", "maxProperties"
    return ("minProperties", "maxProperties") if kind == "object" else ("minItems", "maxItems")


def _number(text: str) -> int | float:
    plain = text.replace(",", "")
    return float(plain) if "." in plain else int(plain[:40])


def _below(match: re.Match[str], kind: Kind) -> Iterator[tuple[str, object]]:
    """`fewer than 64 characters`; a number without a unit may come near without reaching."""
    keywords = _bounds(kind, match[2])
    if keywords == ("minimum", "maximum"):
        yield "exclusiveMaximum", _number(match[1])
    elif keywords:
        yield keywords[1], _number(match[1]) - 1


def _above(match: re.Match[str], kind: Kind) -> Iterator[tuple[str, object]]:
    keywords = _bounds(kind, match[2])
    if keywords == ("minimum", "maximum"):
        yield "exclusiveMinimum", _number(match[1])
    elif keywords:
        yield keywords[0], _number(match[1]) + 1


def _at_most(match: re.Match[str], kind: Kind) -> Iterator[tuple[str, object]]:
    if keywords := _bounds(kind, match[2]):
        yield keywords[1], _number(match[1])


def _at_least(match: re.Match[str], kind: Kind) -> Iterator[tuple[str, object]]:
    if keywords := _bounds(kind, match[2]):
        yield keywords[0], _number(match[1])


def _range(match: re.Match[str], kind: Kind) -> Iterator[tuple[str, object]]:
    if keywords := _bounds(kind, match[3]):
        yield keywords[0], _number(match[1])
        yield keywords[1], _number(match[2])


def _default(match: re.Match[str], kind: Kind) -> Iterator[tuple[str, object]]:
    yield "default", scalar(match[1].strip("`'\""), kind)


def _with(match: re.Match[str], _: Kind) -> Iterator[tuple[str, object]]:
    yield "required-with", {"field": match[1]}


def _if(match: re.Match[str], _: Kind) -> Iterator[tuple[str, object]]:
    words = re.sub(r"^(?:either|one of)\s+", "", match[2])
    values = [word.strip("`'\" ") for word in re.split(r",?\s+or\s+|\s*,\s*", words)]
    yield "required-if", {"field": match[1], "values": [{"true": True, "false": False}.get(v, v) for v in values]}


def _required(_match: re.Match[str], _: Kind) -> Iterator[tuple[str, object]]:
    yield "required", True


def scalar(text: str, kind: Kind) -> object:
    """A value in prose as JSON, by the kind of its field."""
    if kind == "boolean" and text.lower() in ("true", "false"):
        return text.lower() == "true"
    if kind in ("integer", "number") and re.fullmatch(_NUMBER, text):
        return _number(text)
    return text


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern + _STOP, re.IGNORECASE)


_OTHERWISE = _compiled(rf"\bmust\s+not\s+be\s+{_GIVEN}\s+otherwise")
_PATTERNS: tuple[tuple[re.Pattern[str], Read], ...] = (
    (_compiled(rf"\b(?:must\s+be\s+{_GIVEN}|(?:is\s+)?required)\s+(?:if|when)\s+{_NAME}\s+is\s+{_GIVEN}"), _with),
    (_compiled(rf"\b(?:must\s+be\s+{_GIVEN}|(?:is\s+)?required)\s+(?:if|when)\s+{_NAME}\s+is\s+{_WORDS}"), _if),
    (_compiled(rf"{_MUST}\bbetween\s+{_NUMBER}\s+and\s+{_NUMBER}{_UNIT}?{_LONG}(?:,?\s*\(?inclusive\)?)?"), _range),
    (_compiled(rf"{_MUST}\bat\s+least\s+{_NUMBER}\s+and\s+at\s+most\s+{_NUMBER}{_UNIT}?{_LONG}"), _range),
    (_compiled(rf"\brequired\s+range:\s*{_NUMBER}\s*<=\s*x\s*<=\s*{_NUMBER}()"), _range),
    (_compiled(rf"{_MUST}\b(?:fewer|less)\s+than\s+{_NUMBER}{_UNIT}?{_LONG}"), _below),
    (_compiled(rf"{_MUST}\b(?:more|greater)\s+than\s+{_NUMBER}{_UNIT}?{_LONG}"), _above),
    (
        _compiled(rf"(?:{_MUST}\b(?:at\s+most|no\s+more\s+than)|\bmust\s+not\s+exceed)\s+{_NUMBER}{_UNIT}?{_LONG}"),
        _at_most,
    ),
    (_compiled(rf"{_MUST}\b(?:at\s+least|no\s+(?:fewer|less)\s+than)\s+{_NUMBER}{_UNIT}?{_LONG}"), _at_least),
    (
        _compiled(
            rf"(?:\b(?:if|when)\s+(?:(?:it\s+is\s+)?(?:not\s+{_GIVEN}|unspecified|unset|omitted)),?\s+)?"
            rf"\b(?:the\s+default(?:\s+value)?\s+is|(?:it\s+)?defaults\s+to|default:)\s+"
            rf"(\"[^\"]*\"|`[^`]*`|'[^']*'|-?[\w/:-]+(?:\.\w+)*)"
        ),
        _default,
    ),
    (re.compile(r"^(?:this (?:field|parameter) is )?required(?=[.!]?$)", re.IGNORECASE), _required),
)
