"""Units that numbers are measured in: what is measured in another one than the field is no bound of the field."""

from __future__ import annotations

import re
from collections.abc import Collection

_UNITS: tuple[tuple[str, str], ...] = (
    ("percent", r"%|percent|percentage|pct"),
    ("ms", r"ms|msecs?|millis|milliseconds?"),
    ("second", r"s|secs?|seconds?"),
    ("minute", r"mins?|minutes?"),
    ("hour", r"h|hrs?|hours?"),
    ("day", r"days?"),
    ("week", r"weeks?"),
    ("month", r"months?"),
    ("year", r"years?"),
    ("byte", r"b|bytes?"),
    ("kilobyte", r"ki?bs?|kilobytes?|kibibytes?"),
    ("megabyte", r"mi?bs?|megabytes?|mebibytes?"),
    ("gigabyte", r"gi?bs?|gigabytes?|gibibytes?"),
    ("terabyte", r"ti?bs?|terabytes?|tebibytes?"),
    ("bit", r"bits?"),
    ("pixel", r"px|pixels?"),
    ("meter", r"m|met(?:er|re)s?"),
    ("kilometer", r"km|kilomet(?:er|re)s?"),
    ("gram", r"g|grams?"),
    ("kilogram", r"kg|kilograms?"),
    ("cent", r"cents?"),
    ("dollar", r"dollars?|usd"),
    ("degree", r"degrees?"),
    ("count", r"digits?|words?|times?|lines?"),
    ("many", r"m?illions?|billions?|thousands?|hundreds?|dozens?"),
)
_KNOWN = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _UNITS)
_MEASURED = re.compile(r"\b(?:in|number of|amount of)\s+([A-Za-z]+)")


def units_in(words: Collection[str], text: str) -> frozenset[str]:
    """The words in one of which a field counts: those of its name, and what its prose says that it is `in`."""
    return frozenset((*words, *(match[1] for match in _MEASURED.finditer(text))))


def is_unit_of(word: str, known: Collection[str] | None) -> bool:
    """Whether a word is a unit that is among the `known` words; with None, whether it is a unit at all."""
    unit = _unit(word)
    if known is None:
        return unit is not None
    if unit is None:
        return word.lower().removesuffix("s") in {each.lower().removesuffix("s") for each in known if len(each) > 2}
    return unit not in ("count", "many") and unit in {_unit(each) for each in known}


def _unit(word: str) -> str | None:
    return next((name for name, pattern in _KNOWN if pattern.fullmatch(word)), None)
