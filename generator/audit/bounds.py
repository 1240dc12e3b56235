"""Numbers that prose allows: `no more than 10 characters`, `between 1 and 5`, `at least one is required`.

A negation belongs to the comparison that it turns around (`must not be less than 2`); what is negated in any other way,
measured (`2 MB`) or of a kind that has no such bound is not read at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from generator.audit.example import Kind

BOUNDS = (
    *("minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
    *("minItems", "maxItems", "minProperties", "maxProperties"),
)
"""All keywords that a bound can be."""
Pair: TypeAlias = tuple[str, str]
_NAMED = "one two three four five six seven eight nine ten eleven twelve".split()
NUMBER = rf"(?:-?\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|-?\d+(?:\.\d+)?|\b(?:{'|'.join(_NAMED)}))"
STOP = r"(?=\s*(?:[;!)]|\.(?!\w)|$))"
_BE = r"(?:be|have|contain)"
MUST = rf"(?:\b(?:must|has\s+to|have\s+to|can|may)\s+{_BE}\s+)?"
_NOT = rf"(?:(?:(?:must|may|can|does|do)\s+)?(?:not|never)|cannot|can't|mustn't)\s+(?:{_BE}\s+)?"
_MORE = r"(?:more|greater|longer|larger|higher|bigger)\s+than"
_LESS = r"(?:fewer|less|shorter|smaller|lower)\s+than"
_WHAT = r"(?:\s+(?P<{0}_of>length|value|number\s+of\s+\w+))?(?:\s*[:=]|\s+(?:of|is))?"
_MOST = (
    rf"at\s+most|up\s+to|limited\s+to|no\s+{_MORE}|{_NOT}{_MORE}|{_NOT}exceeds?|not\s+to\s+exceed"
    rf"|(?:an?\s+|the\s+)?max(?:imum|\.)?{_WHAT.format('most')}"
)
_LEAST = rf"at\s+least|no\s+{_LESS}|{_NOT}{_LESS}|(?:an?\s+|the\s+)?min(?:imum|\.)?{_WHAT.format('least')}"
_COMPARED = rf"(?:(?P<most>{_MOST})|(?P<least>{_LEAST})|(?P<below>{_LESS})|(?P<above>{_MORE}))\s+(?P<number>{NUMBER})"
_RANGE = rf"(?:between\s+(?P<first>{NUMBER})\s+and|from\s+(?P<start>{NUMBER})\s+to)\s+(?P<last>{NUMBER})"
_TAIL = (
    r"(?:\s+(?:long|in\s+length|in\s+total))?(?:,?\s*\(?inclusive\)?)?"
    r"(?P<asked>\s+(?:(?:is|are)\s+(?:required|allowed|permitted|accepted)"
    r"|(?:may|can|must)\s+be\s+(?:given|specified|set|provided|used|sent)))?"
)
_UNIT = r"(?:\s+(?P<unit>(?!and\b|but\b|or\b|is\b|are\b|may\b|can\b|must\b|long\b|in\b|inclusive\b|to\b)[A-Za-z]+|%))?"
_ONE = rf"{MUST}\b(?:{_RANGE}|{_COMPARED}){_UNIT}{_TAIL}"
_PLAIN = re.sub(r"\(\?P<\w+>", "(?:", _ONE)
CLAUSE = re.compile(rf"{_PLAIN}(?:(?:,|,?\s+(?:and|but))\s+{_PLAIN})*{STOP}", re.IGNORECASE)
"""One bound, or several that are joined by `and`, at the end of a sentence."""
_BOUND = re.compile(_ONE, re.IGNORECASE)
_MEASURE = re.compile(
    r"%|percent|[kmgt]i?b|(?:kilo|mega|giga)?bytes?|(?:milli)?seconds?|ms|minutes?|hours?|days?|weeks?|months?|years?"
    r"|digits?|words?|lines?\s+long|pixels?|px|times?|(?:m?illions?|thousands?|hundreds?|dozens?)",
    re.IGNORECASE,
)
_SIZED = re.compile(r"\b(?:greater|larger|higher|bigger|smaller|lower)\s+than\b", re.IGNORECASE)
"""Comparisons of values, and not of how much there is."""
_LENGTH = re.compile(r"characters?|chars?|letters?", re.IGNORECASE)
_ITEMS = re.compile(r"items?|elements?|entries|entry|values?", re.IGNORECASE)
_KEYS = re.compile(r"properties|property|keys?|pairs?", re.IGNORECASE)
_PAIRS: dict[Kind, Pair] = {
    "integer": ("minimum", "maximum"),
    "number": ("minimum", "maximum"),
    "string": ("minLength", "maxLength"),
    "array": ("minItems", "maxItems"),
    "object": ("minProperties", "maxProperties"),
}


def bounds(clause: re.Match[str], kind: Kind) -> Iterator[tuple[str, object]]:
    """The keywords of a CLAUSE for a field of that kind; none where one of its bounds says nothing about the kind."""
    matches = list(_BOUND.finditer(clause[0]))
    found = list[tuple[str, object]]()
    for index, match in enumerate(matches):
        unit = next((each["unit"] for each in matches[index:] if each["unit"]), None)
        pair = _pair(match, unit, kind)
        values = list(_values(match, pair)) if pair else []
        if not values:
            return
        found += values
    yield from found


def number(text: str) -> int | float:
    """`1,000`, `0.5` or `twelve`."""
    plain = text.replace(",", "").lower()
    if plain in _NAMED:
        return _NAMED.index(plain) + 1
    return float(plain) if "." in plain else int(plain[:40])


def _pair(match: re.Match[str], unit: str | None, kind: Kind) -> Pair | None:
    """The keywords for least and most by unit and kind; None where they do not go together."""
    of = (match["most_of"] or match["least_of"] or "").lower()
    many, numbers = ("array", "object"), ("integer", "number")
    if unit is None and kind not in numbers and (match["start"] or _SIZED.search(match[0])):
        return None
    if (match["asked"] or of.startswith("number")) and kind not in many:
        return None
    if (of == "length" and kind not in ("string", "array")) or (of == "value" and kind not in numbers):
        return None
    return _PAIRS.get(kind) if unit is None or kind in _kinds(unit) else None


def _kinds(unit: str) -> tuple[Kind, ...]:
    """The kinds of which so many can be counted."""
    if _MEASURE.fullmatch(unit):
        return ()
    if _LENGTH.fullmatch(unit):
        return ("string",)
    if _KEYS.fullmatch(unit):
        return ("object",)
    return ("array", "object", "integer", "number") if _ITEMS.fullmatch(unit) else ("array", "object")


def _values(match: re.Match[str], pair: Pair) -> Iterator[tuple[str, object]]:
    has_length = pair != _PAIRS["number"]
    told = [match[name] for name in ("first", "start", "number", "last") if match[name]]
    if has_length and not all(each.replace(",", "").isalnum() for each in told):
        return
    if match["last"]:
        yield pair[0], number(told[0])
        yield pair[1], number(told[1])
        return
    value = number(match["number"])
    if match["most"]:
        yield pair[1], value
    elif match["least"]:
        yield pair[0], value
    elif match["below"]:
        yield (pair[1], value - 1) if has_length else ("exclusiveMaximum", value)
    else:
        yield (pair[0], value + 1) if has_length else ("exclusiveMinimum", value)
