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
from typing import NamedTuple, TypeAlias

from generator.audit.bounds import CLAUSE, NUMBER, STOP, bounds, number
from generator.audit.conditional import CONDITIONAL, GIVEN, OTHERWISE
from generator.audit.example import Kind
from generator.audit.fact import name_words
from generator.audit.phrases import PHRASES
from generator.audit.units import is_unit_of, units_in


@dataclass(frozen=True, slots=True)
class Demand:
    """One demand: `aspect` as in a fact; fields in conditions have the names of the prose."""

    aspect: str
    value: object
    text: str


_TELLS = re.compile(
    r"\b(?:must|only|cannot|can not|can't|should|shall|may not|might not|mustn't|shouldn't|required|mandatory)\b"
    r"|\bexceed|\bat (?:most|least)\b|\b(?:is|are|be) not (?:allowed|permitted|accepted|supported)\b"
    r"|\bdefaults? (?:value )?(?:is|to)\b|\bfrom -?\d+ to -?\d"
    r"|\b(?:more|greater|longer|larger|higher|fewer|less|shorter|smaller|lower) than\b|\blimited to\b"
    r"|\d(?: \w+)? or (?:more|fewer|less|greater|longer|higher)\b"
    r"|(?:^|\b(?:is|are|be)\s+(?:\w+\s+)?)unique\b(?!\s+\w)"
    r"|\b(?:read|write|output|input)[- ]only\b|\bmutually exclusive\b|\b(?:is|are|be) (?:forbidden|prohibited)\b"
    r"|\b(?:valid|allowed|accepted|permitted) (?:values|options)\b|\bnon-?empty\b|\bmultiple of\b"
    r"|\(default[ :]|^default[ :]",
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
_WITH_DEFAULT = re.compile(r",?\s+and\s+(?=(?:it\s+|the\s+)?defaults?\b)", re.IGNORECASE)
_MARKED = re.compile(rf"`({NUMBER})`")


class Subject(NamedTuple):
    """What a sentence is about: the kind of the field, and words that it may count in."""

    kind: Kind
    units: frozenset[str]


Read: TypeAlias = "Callable[[re.Match[str], Subject], Iterator[tuple[str, object]]]"


def demands(text: str, kind: Kind, name: str = "") -> tuple[Demand, ...]:
    """The demands of a field's prose, in its order; `unclassified` is a sentence that only a person can read.

    `kind` is that of the field, which decides what `at most 5` bounds; what it counts in may be part of its `name`.
    """
    found: list[Demand] = []
    subject = Subject(kind, units_in(name_words(name), text))
    for sentence in sentences(text):
        found.extend(_demands(sentence, subject, found))
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


def _demands(sentence: str, subject: Subject, before: list[Demand]) -> Iterator[Demand]:
    is_open = False
    for piece in _WITH_DEFAULT.split(_MARKED.sub(r"\1", sentence)):
        rest = piece
        for pattern, read in _PATTERNS:
            match = pattern.search(rest)
            if match is None or _is_turned(rest[: match.start()]) or _is_told(rest, match):
                continue
            values = list(read(match, subject))
            for aspect, value in values:
                yield Demand(aspect, value, match[0].strip())
            if values:
                rest = rest[: match.start()] + rest[match.end() :]
        if match := OTHERWISE.search(rest):
            above = next((each for each in reversed(before) if each.aspect in ("required-if", "required-with")), None)
            if above is not None:
                aspect = "forbidden-unless" if above.aspect == "required-if" else "forbidden-without"
                yield Demand(aspect, above.value, match[0])
                rest = rest[: match.start()] + rest[match.end() :]
        is_open = is_open or bool(_TELLS.search(rest) or (_SIZES.search(rest) and _COUNTED.search(rest)))
    if is_open:
        yield Demand("unclassified", sentence, sentence)


def _is_turned(before: str) -> bool:
    """Whether the words before a demand narrow or negate it."""
    return bool(_NARROWS.search(before) or _NEGATES.search(before))


def _is_told(text: str, match: re.Match[str]) -> bool:
    """Whether a comparison goes on about something else: `belongs to more than one role`."""
    before = text[: match.start()].rstrip()
    return bool(before) and before[-1] not in ",(:;-" and bool(_TELLING.match(match[0]))


def _bounds(match: re.Match[str], subject: Subject) -> Iterator[tuple[str, object]]:
    return bounds(match, subject.kind, subject.units)


def _range(match: re.Match[str], subject: Subject) -> Iterator[tuple[str, object]]:
    """`Required range: 1 <= x <= 5`, which only numbers have."""
    if subject.kind in ("integer", "number"):
        yield "minimum", number(match[1])
        yield "maximum", number(match[2])


def _default(match: re.Match[str], subject: Subject) -> Iterator[tuple[str, object]]:
    """A default; one that is measured counts only in the unit of its field."""
    empty: dict[Kind, object] = {"string": "", "array": [], "object": {}}
    if match["empty"]:
        if subject.kind in empty:
            yield "default", empty[subject.kind]
        return
    unit = match["unit"]
    if unit and not (re.fullmatch(NUMBER, match["value"]) and is_unit_of(unit, subject.units)):
        return
    yield "default", scalar(match["value"].strip("`'\""), subject.kind)


def scalar(text: str, kind: Kind) -> object:
    """A value in prose as JSON, by the kind of its field."""
    if kind == "boolean" and text.lower() in ("true", "false"):
        return text.lower() == "true"
    if kind in ("integer", "number") and re.fullmatch(NUMBER, text):
        return number(text)
    return text


def _by_kind(read: Callable[[re.Match[str], Kind], Iterator[tuple[str, object]]]) -> Read:
    return lambda match, subject: read(match, subject.kind)


_DEFAULT = re.compile(
    rf"(?:(?:\b(?:if|when)\s+(?:(?:it\s+is\s+)?(?:not\s+{GIVEN}|unspecified|unset|omitted)),?\s+)?"
    rf"\b(?:(?:(?:the|its)\s+)?default(?:\s+value)?\s+is|(?:it\s+)?defaults\s+to"
    r"|(?:the\s+)?default(?:\s+value)?\s*[:=])\s+"
    rf"|(?:^|\()default\s+(?=[\d\"`'(-]|true\b|false\b|[A-Z0-9_]+[.)]))"
    rf"(?:(?P<empty>(?:an?\s+)?empty\s+(?:string|list|array|object|map))|(?P<value>\"[^\"]*\"|`[^`]*`|'[^']*'"
    rf"|-?\d{{1,3}}(?:,\d{{3}})+|-?[\w/:-]+(?:\.\w+)*)(?:\s+(?P<unit>[A-Za-z]+|%))?)"
    rf"(?:{STOP}|(?=\s+\(|,?\s+and\s+(?:the\s+)?(?:max|min|must|cannot)))",
    re.IGNORECASE,
)
_RANGE = re.compile(rf"\brequired\s+range:\s*({NUMBER})\s*<=\s*x\s*<=\s*({NUMBER}){STOP}", re.IGNORECASE)
_PATTERNS: tuple[tuple[re.Pattern[str], Read], ...] = (
    *((pattern, _by_kind(read)) for pattern, read in CONDITIONAL),
    (_RANGE, _range),
    *((pattern, _by_kind(read)) for pattern, read in PHRASES),
    (CLAUSE, _bounds),
    (_DEFAULT, _default),
)
