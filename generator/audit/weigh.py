"""How well a piece of prose fits what it may be about: accepted texts, words in common, and turns of phrase."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache

from generator.audit.bounds import BOUNDS
from generator.audit.example import Kind
from generator.audit.fact import Side, Steps, name_words
from generator.audit.prose import Token
from generator.audit.sentences import Demand, demands
from generator.audit.slots import Anchors, Slot, is_upper

SAME_TEXT, LIKE_TEXT, OTHER_TEXT = 30.0, 20.0, -3.0
ELSEWHERE = -12.0
CITED = 3.0
GONE = -4.0
TWICE = -1.5
"""For a field of the request that the response has as well: pages describe it there."""
CONTINUED = -6.0
NEVER = -1000.0
"""A place that a piece must not have: it is told to be about nothing rather than about that."""
DEMANDED = 3.0
WORDS, WORD, SUBJECT = 6.0, 1.5, 2.0
LIKE = 0.6
_LONGEST = 600
_BOOLEAN = re.compile(
    r"^(?:if (?:true|false|enabled)|whether|when true|indicates (?:whether|if)|true if)\b", re.IGNORECASE
)
_READ_ONLY = re.compile(r"\b(?:read|output)[- ]only\b", re.IGNORECASE)
_SWITCH = re.compile(r"^if set\b", re.IGNORECASE)
_MANY = re.compile(r"\bnumber of\b|\bhow many\b|\bcount of\b", re.IGNORECASE)
_TURNS: tuple[tuple[re.Pattern[str], tuple[Kind, ...]], ...] = (
    (
        re.compile(r"\bnumber of\b|\bhow many\b|\bcount\b|\bmaximum\b|\bminimum\b|\blength\b", re.IGNORECASE),
        ("integer", "number"),
    ),
    (re.compile(r"\blists? of\b|\barray of\b|\bthe \w+s (?:of|that)\b", re.IGNORECASE), ("array",)),
    (re.compile(r"\bobject\b|\bdetails\b|\bmap\b|\bsettings\b|\bconfiguration\b", re.IGNORECASE), ("object",)),
)
_OF_KINDS = (*BOUNDS, "pattern", "format", "multipleOf", "uniqueItems")
"""What only fields of certain kinds can have."""
_BOUNDABLE: tuple[Kind, ...] = ("string", "integer", "number", "array", "object")
_TIME = re.compile(r"\b(?:time|timestamp|date|when)\b", re.IGNORECASE)
_ASKS = re.compile(
    r"\bmust\b|\brequired\b|\bif (?:not specified|unspecified|omitted)\b|\bdefaults? (?:is|to)\b", re.IGNORECASE
)
_BARE = re.compile(
    r"(?:must|may|has to|required|cannot|at (?:most|least)|max|min|no |up to|default|if not|between)\b", re.IGNORECASE
)
_HEAD = re.compile(r"[.,;:(]| (?:of|for|to|in|that|which|when|from)\b")
_AUTHORIZATION = re.compile(r"\bauth\w*|\bbearer\b|\btoken\b|\bapi[ -]?key\b|\bcredential", re.IGNORECASE)
_SUCCESS = re.compile(
    r"^(?!when\b|if\b|whether\b|date\b|time\b|number\b|which\b|who\b)(?:[\w'-]+ ){1,5}(?:was|were|(?:has|have) been)"
    r" (?:\w+ly )?(?:\w+ed|found|made|sent|taken)\.?$"
    r"|^(?:a |the )?success|^ok\b|^created\b|^accepted\b|^no content\b|\bsuccessful(?:ly)?\b|\bresponse\b",
    re.IGNORECASE,
)


class Weights:
    """The weights of all pairs of one page; words that many names share count less."""

    def __init__(self, slots: Sequence[Slot], anchors: Anchors) -> None:
        self._anchors = anchors
        common = Counter((slot.side, word) for slot in slots for word in set(name_words(slot.name)))
        self._names = {
            (slot.side, slot.steps): {word: 1.0 / common[slot.side, word] for word in name_words(slot.name)}
            for slot in slots
        }
        self._below = {
            (slot.side, slot.steps): {word for name in slot.below for word in name_words(name)}
            - set(name_words(slot.name))
            for slot in slots
        }
        self._answered = {slot.name for slot in slots if slot.side == "response"}
        places = {(slot.side, slot.steps) for slot in slots}
        kept = [texts for place, texts in anchors.sentences.items() if place in places]
        self._placed = {text for texts in kept for text in texts}
        self._moved = {text for texts in anchors.sentences.values() for text in texts} - self._placed

    def of(self, token: Token, slot: Slot) -> float:
        """How well a token fits a slot; more is better, 0 is neither here nor there."""
        match token.what:
            case "fold":
                return 6.0 if slot.folds else 2.0 if slot.kind == "object" else -15.0
            case "values":
                return self._values(token, slot)
            case "text":
                if not self._has_kind(token.text, slot):
                    return NEVER
                weight = self._accepted(token, slot) + self._words(token, slot) + _turns(token.text, slot)
                weight += TWICE if slot.side == "request" and slot.name in self._answered else 0.0
                return weight + (GONE if slot.is_gone else 0.0)

    def _has_kind(self, text: str, slot: Slot) -> bool:
        """Whether a field of this kind can have the bounds of a text; it keeps the text that was accepted for it."""
        kinds = bounded_kinds(text)
        if not kinds or slot.kind == "null" or ("string" if slot.kind == "constant" else slot.kind) in kinds:
            return True
        known = self._anchors.sentences.get((slot.side, slot.steps), ())
        return any(_likeness(text, each) >= LIKE for each in known)

    def skipped(self, slot: Slot) -> float:
        """What it costs that nothing is said of a slot."""
        if slot.is_gone:
            return 0.0
        known = (slot.side, slot.steps) in self._anchors.sentences
        return (-3.0 if known else -0.5) + (-2.0 if slot.folds else 0.0)

    def _accepted(self, token: Token, slot: Slot) -> float:
        place = (slot.side, slot.steps)
        known = self._anchors.sentences.get(place)
        if known is None:
            if token.text in self._placed:
                return ELSEWHERE
            cited = token.line in self._anchors.lines.get(place, ())
            return (CITED if cited and not self._anchors.sentences else 0.0) + (
                4.0 if token.text in self._moved else 0.0
            )
        likeness = max(_likeness(token.text, text) for text in known)
        if likeness == 1.0:
            return SAME_TEXT
        if token.text in self._placed:
            return ELSEWHERE
        return LIKE_TEXT * likeness if likeness >= LIKE else OTHER_TEXT

    def _told(self, token: Token, place: tuple[Side, Steps]) -> float:
        """What the spec lets expect, as long as nothing was accepted: the line, the sort of demand, words of its own."""
        anchors = self._anchors
        weight = CITED if token.line in anchors.lines.get(place, ()) else 0.0
        demanded = _aspects(token.text)
        weight += DEMANDED * len(demanded & anchors.aspects.get(place, frozenset()))
        words = anchors.words.get(place, frozenset())
        return weight + min(0.5 * sum(_is_said(word, token.text) for word in words), 3.0)

    def _words(self, token: Token, slot: Slot) -> float:
        if slot.side in ("header", "success"):
            fits = (_AUTHORIZATION if slot.side == "header" else _SUCCESS).search(token.text)
            return 8.0 if fits else -4.0
        weights = self._names[slot.side, slot.steps]
        whole = sum(weights.values())
        if not whole:
            return 0.0
        heard = sum(weight for word, weight in weights.items() if _is_said(word, token.text))
        hints = sum(_is_said(word, token.text) for word in self._below[slot.side, slot.steps])
        head = _HEAD.split(token.text, maxsplit=1)[0]
        is_subject = all(_is_said(word, head) for word in weights)
        return (SUBJECT if is_subject else 0.0) + WORDS * heard / whole + WORD * min(heard, 3.0) + min(hints, 2) * 0.75

    def _values(self, token: Token, slot: Slot) -> float:
        accepted = set(self._anchors.values.get((slot.side, slot.steps), ()))
        known = 25.0 * len(accepted & set(token.values)) / len(accepted | set(token.values)) if accepted else 0.0
        if slot.kind in ("integer", "number", "boolean") or slot.folds:
            return known - 15.0
        weight = known
        if slot.shown:
            weight += 10.0 if slot.shown[0] in token.values else 1.0
            weight += 0.0 if is_upper(slot.shown) == is_upper(token.values) else -3.0
        else:
            weight -= 3.0
        return weight


def continued(text: str, fit: float) -> float:
    """How well one more line fits a field that has one: a line with a demand and a subject must be about that field."""
    if fit <= 0 and not _BARE.match(text) and _demanded(text, "string"):
        return NEVER
    return CONTINUED + min(fit, 0.0)


@cache
def _said(text: str) -> frozenset[str]:
    return frozenset(
        name for word in re.findall(r"[A-Za-z0-9]+", text[:_LONGEST]) for name in (word.lower(), *name_words(word))
    )


@cache
def _is_said(word: str, text: str) -> bool:
    """Whether a word, or one of its forms (`public`, `publicly`), stands in a text."""
    said = _said(text)
    if word in said or f"{word}s" in said or word.removesuffix("s") in said:
        return True
    return len(word) >= 5 and any(len(other) >= 5 and other[:5] == word[:5] for other in said)


@cache
def _likeness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    left, right = one[:_LONGEST].split(), other[:_LONGEST].split()
    return min(SequenceMatcher(None, left, right, autojunk=False).ratio(), 0.99)


def _turns(text: str, slot: Slot) -> float:
    weight, told = 0.0, _phrases(text)
    if _BOOLEAN in told:
        weight += 3.0 if slot.kind == "boolean" else -3.0
    elif _SWITCH in told and slot.kind == "boolean":
        weight += 1.5
    if slot.format in ("date-time", "date"):
        weight += 3.0 if _TIME in told else -1.0
    if _MANY in told:
        weight += 1.5 if slot.kind in ("integer", "number") else -1.5
    if slot.kind not in ("integer", "number") and "number" in bounded_kinds(text):
        weight -= 2.0  # a number without a unit rather bounds a number
    if slot.kind == "constant" and bounded_kinds(text):
        weight -= 4.0  # one of several values hardly needs a length
    if _ASKS in told and slot.side == "response":
        weight += 1.5 if slot.is_sent else -1.5
    if _READ_ONLY in told and slot.side in ("request", "response"):
        weight += 1.5 if slot.side == "response" and not slot.is_sent else -4.0
    return weight + sum(1.0 for pattern, kinds in _TURNS if slot.kind in kinds and pattern in told)


@cache
def _demanded(text: str, kind: Kind) -> tuple[Demand, ...]:
    return demands(text, "string" if kind == "constant" else kind)


@cache
def bounded_kinds(text: str, name: str = "") -> frozenset[Kind]:
    """The kinds that a field of a name with the bounds of this text can have; empty where it has no bounds."""
    found: list[tuple[Kind, tuple[Demand, ...]]] = [
        (kind, demands(text, kind, name) if name else _demanded(text, kind)) for kind in _BOUNDABLE
    ]
    return frozenset(kind for kind, told in found if any(each.aspect in _OF_KINDS for each in told))


@cache
def _aspects(text: str) -> frozenset[str]:
    """What the demands of a text are about, whatever the kind of its field."""
    kinds: tuple[Kind, ...] = ("string", "integer", "array")
    return frozenset(demand.aspect for kind in kinds for demand in _demanded(text, kind))


@cache
def _phrases(text: str) -> frozenset[re.Pattern[str]]:
    """The turns of phrase that a text has."""
    patterns = (_READ_ONLY, _BOOLEAN, _SWITCH, _TIME, _ASKS, _MANY, *(pattern for pattern, _ in _TURNS))
    return frozenset(pattern for pattern in patterns if pattern.search(text))
