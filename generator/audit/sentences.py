"""What a sentence of prose demands: bounds, defaults and conditions as keywords, and what nobody can read mechanically.

A demand counts only where its words end a sentence and nothing before them narrows or negates it: `Must be fewer than
64 characters if kind is A` is no bound. Whatever else smells of a demand (must, only, required, a length with a number)
is left to a person.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeAlias

from generator.audit.bounds import CLAUSE, NUMBER, STOP, bounds, number
from generator.audit.example import Kind
from generator.audit.fact import name_words


@dataclass(frozen=True, slots=True)
class Demand:
    """One demand: `aspect` as in a fact; fields in conditions have the names of the prose."""

    aspect: str
    value: object
    text: str


_NAME = r"(?:the\s+)?[`'\"]?([A-Za-z_$][\w.$-]*)[`'\"]?(?:\s+field)?"
_WORD = r"[`'\"]?[\w./:-]*\w[`'\"]?"
_WORDS = rf"((?:either\s+|one\s+of\s+)?{_WORD}(?:\s*,\s*(?!or\b){_WORD})*(?:,?\s+or\s+{_WORD})?)"
_GIVEN = r"(?:specified|set|provided|given|present)"
_TELLS = re.compile(
    r"\b(?:must|only|cannot|can not|can't|should|shall|may not|might not|mustn't|shouldn't|required|mandatory)\b"
    r"|\bexceed|\bat (?:most|least)\b|\b(?:is|are|be) not (?:allowed|permitted|accepted|supported)\b"
    r"|\bdefaults? (?:value )?(?:is|to)\b|\bfrom -?\d+ to -?\d"
    r"|\b(?:more|greater|longer|larger|higher|fewer|less|shorter|smaller|lower) than\b|\blimited to\b"
    r"|\d(?: \w+)? or (?:more|fewer|less|greater|longer|higher)\b"
    r"|(?:^|\b(?:is|are|be)\s+(?:\w+\s+)?)unique\b(?!\s+\w)",
    re.IGNORECASE,
)
_SIZES = re.compile(
    r"\b(?:max(?:imum)?|min(?:imum)?|up to|between|limit|length|long|range|characters|chars)\b", re.IGNORECASE
)
_COUNTED = re.compile(rf"(?<!\w){NUMBER}(?!\w)|\d\s*(?:[kmgt]i?b|%)", re.IGNORECASE)
_NARROWS = re.compile(
    r"(?:^|[,(:])\W*(?:if|when|for|where|in case|unless|except)\b"
    r"|\b(?:unless|except|either|should|ideally|recommended)\b"
    r"|\b(?:each|every|per|sum|multiplied|combined|together|respectively|only)\b|\bor\s*$"
    r"|\b(?:can|may|could|might|would|returns?|contains?|includes?|supports?|belongs?)\b"
    r"|\b(?:keys|values|items|entries|elements)\s*$",
    re.IGNORECASE,
)
_TELLING = re.compile(r"(?:more|less|fewer)\s+than\b", re.IGNORECASE)
_NEGATES = re.compile(r"\b(?:not|no|never|cannot|neither|nor|without)\b|n't\b", re.IGNORECASE)
_ABBREVIATED = "".join(rf"(?<!\b{word}\.)" for word in (r"e\.g", r"i\.e", "etc", "vs", "[Mm]ax", "[Mm]in"))
_BREAK = re.compile(rf"{_ABBREVIATED}(?<=[.!?;])\s+|(?<=[\"”])\s+(?=[A-Z])")
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
        if match is None or _is_turned(rest[: match.start()]) or _is_told(rest, match):
            continue
        values = list(read(match, kind))
        if not values:
            continue
        for aspect, value in values:
            yield Demand(aspect, value, match[0].strip())
        rest = rest[: match.start()] + rest[match.end() :]
    if match := _OTHERWISE.search(rest):
        above = next((each for each in reversed(before) if each.aspect == "required-if"), None)
        if above is not None:
            yield Demand("forbidden-unless", above.value, match[0])
            rest = rest[: match.start()] + rest[match.end() :]
    if _TELLS.search(rest) or (_SIZES.search(rest) and _COUNTED.search(rest)):
        yield Demand("unclassified", sentence, sentence)


def _is_turned(before: str) -> bool:
    """Whether the words before a demand narrow or negate it."""
    return bool(_NARROWS.search(before) or _NEGATES.search(before))


def _is_told(text: str, match: re.Match[str]) -> bool:
    """Whether a comparison goes on about something else: `belongs to more than one role`."""
    before = text[: match.start()].rstrip()
    return bool(before) and before[-1] not in ",(:;-" and bool(_TELLING.match(match[0]))


def _range(match: re.Match[str], kind: Kind) -> Iterator[tuple[str, object]]:
    """`Required range: 1 <= x <= 5`, which only numbers have."""
    if kind in ("integer", "number"):
        yield "minimum", number(match[1])
        yield "maximum", number(match[2])


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
    if kind in ("integer", "number") and re.fullmatch(NUMBER, text):
        return number(text)
    return text


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern + STOP, re.IGNORECASE)


_OTHERWISE = _compiled(rf"\bmust\s+not\s+be\s+{_GIVEN}\s+otherwise")
_PATTERNS: tuple[tuple[re.Pattern[str], Read], ...] = (
    (_compiled(rf"\b(?:must\s+be\s+{_GIVEN}|(?:is\s+)?required)\s+(?:if|when)\s+{_NAME}\s+is\s+{_GIVEN}"), _with),
    (_compiled(rf"\b(?:must\s+be\s+{_GIVEN}|(?:is\s+)?required)\s+(?:if|when)\s+{_NAME}\s+is\s+{_WORDS}"), _if),
    (_compiled(rf"\brequired\s+range:\s*({NUMBER})\s*<=\s*x\s*<=\s*({NUMBER})"), _range),
    (CLAUSE, bounds),
    (
        _compiled(
            rf"(?:\b(?:if|when)\s+(?:(?:it\s+is\s+)?(?:not\s+{_GIVEN}|unspecified|unset|omitted)),?\s+)?"
            rf"\b(?:(?:the\s+)?default(?:\s+value)?\s+is|(?:it\s+)?defaults\s+to|default:)\s+"
            rf"(\"[^\"]*\"|`[^`]*`|'[^']*'|-?[\w/:-]+(?:\.\w+)*)"
        ),
        _default,
    ),
    (re.compile(r"^(?:this (?:field|parameter) is )?required(?=[.!]?$)", re.IGNORECASE), _required),
)
