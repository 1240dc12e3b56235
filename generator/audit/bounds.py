"""Numbers that prose allows: `no more than 10 characters`, `between 1 and 5`, `at least one is required`.

A negation belongs to the comparison that it turns around (`must not be less than 2`); what is negated in any other way,
measured in what the field is not (`2 MB`) or of a kind that has no such bound is not read at all.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TypeAlias

from generator.audit.example import Kind
from generator.audit.units import is_unit_of

BOUNDS = (
    *("minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
    *("minItems", "maxItems", "minProperties", "maxProperties"),
)
"""All keywords that a bound can be."""
STATED = (*BOUNDS, "pattern", "format", "multipleOf", "uniqueItems", "readOnly", "writeOnly")
"""All keywords that sentences state, enums and defaults apart."""
Pair: TypeAlias = tuple[str, str]
_NAMED = "zero one two three four five six seven eight nine ten eleven twelve".split()
NUMBER = rf"(?:-?\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|-?\d+(?:\.\d+)?|\b(?:{'|'.join(_NAMED)})\b)"
STOP = r"(?=\s*(?:[;!)]|\.(?!\w)|$))"
_BE = r"(?:be|have|contain|hold|include|take)"
MUST = (
    rf"(?:\b(?:(?:must|has\s+to|have\s+to|needs?\s+to|can|may)\s+{_BE}|(?:valid|allowed|accepted)\s+values\s+are)\s+"
    r"(?:(?:an?\s+)?(?:positive\s+|whole\s+)?(?:integers?|numbers?|values?)\s+)?)?"
)
_NOT = rf"(?:(?:(?:must|may|can|does|do)\s+)?(?:not|never)|cannot|can't|mustn't)\s+(?:{_BE}\s+)?"
_SAME = r"\s+than\s+or\s+(?:equal\s+to|the\s+same\s+as)"
_MORE = r"(?:more|greater|longer|larger|higher|bigger)\s+than(?!\s+or\b)"
_LESS = r"(?:fewer|less|shorter|smaller|lower)\s+than(?!\s+or\b)"
_WHAT = r"(?:\s+(?:allowed\s+|field\s+)?(?P<{0}_of>length|size|value|number\s+of\s+\w+))?(?:\s*[:=]|\s+(?:of|is))?"
_MOST = (
    rf"at\s+(?:the\s+)?most|up\s+to|limited\s+to(?:\s+a\s+maximum\s+of)?|no\s+{_MORE}|{_NOT}{_MORE}|{_NOT}exceeds?"
    rf"|not\s+to\s+exceed|(?:less|fewer|smaller|lower){_SAME}|<=|≤"
    rf"|(?:an?\s+|the\s+)?max(?:imum|\.)?{_WHAT.format('most')}"
)
_LEAST = (
    rf"at\s+(?:the\s+)?least|no\s+{_LESS}|{_NOT}{_LESS}|(?:more|greater|larger|higher){_SAME}|>=|≥"
    rf"|(?:at\s+)?(?:an?\s+|the\s+)?min(?:imum|\.)?{_WHAT.format('least')}"
)
_COMPARED = (
    rf"(?:(?P<most>{_MOST})|(?P<least>{_LEAST})|(?P<below>{_LESS}|<(?!=))|(?P<above>{_MORE}|>(?!=)))"
    rf"\s*(?P<number>{NUMBER})"
)
_TO = r"\s*(?:-|–|\bto\b|\.\.\.?|\bthrough\b|,)\s*"
_RANGE = (
    rf"(?:between\s+(?P<first>{NUMBER})\s+and\s+(?P<last>{NUMBER})|from\s+(?P<start>{NUMBER})\s+to\s+(?P<end>{NUMBER})"
    rf"|(?:in\s+the\s+|within\s+the\s+|valid\s+|allowed\s+)?range(?:\s+is|\s+of|\s*:|\s+from)?\s*"
    rf"(?:\[(?P<low>{NUMBER}){_TO}(?P<high>{NUMBER})\]|(?P<bottom>{NUMBER}){_TO}(?P<top>{NUMBER})))"
)
_COUNT = r"(?:characters?|chars?|letters?|items?|elements?|entries|entry|values?|keys?|properties)"
_EXACT = (
    rf"(?:exactly\s+(?P<exact>{NUMBER})"
    rf"|(?<=must be )(?P<counted>{NUMBER})(?:\s+{_COUNT})?\s+or\s+(?P<more>more|greater|higher|longer|above)"
    rf"|(?<=must be )(?P<limit>{NUMBER})(?:\s+{_COUNT})?\s+or\s+(?P<less>less|fewer|lower|shorter|below)"
    rf"|(?P<capped>{NUMBER})\s+{_COUNT}\s+max(?:imum)?"
    rf"|(?<=must be )(?P<shortest>{NUMBER})(?:{_TO}(?P<longest>{NUMBER}))?(?=\s+{_COUNT}))"
)
_TAIL = (
    r"(?:\s+(?:long|in\s+length|in\s+total))?(?:,?\s*\(?inclusive\)?)?"
    r"(?P<asked>\s+(?:(?:is|are)\s+(?:required|allowed|permitted|accepted)"
    r"|(?:may|can|must)\s+be\s+(?:given|specified|set|provided|used|sent)"
    r"(?:\s+(?:at\s+once|in\s+(?:one|a\s+single)\s+(?:request|call)))?))?"
)
_UNIT = (
    r"(?:\s*(?P<unit>%)|\s+(?:unique\s+|distinct\s+)?(?P<word>(?!and\b|but\b|or\b|is\b|are\b|may\b|can\b|must\b|long\b"
    r"|in\b|inclusive\b|to\b)[A-Za-z]+))?"
)
_ONE = rf"{MUST}(?:\b|(?=[<>≤≥]))(?:{_EXACT}|{_RANGE}|{_COMPARED}){_UNIT}{_TAIL}"
_PLAIN = re.sub(r"\(\?P<\w+>", "(?:", _ONE)
CLAUSE = re.compile(rf"{_PLAIN}(?:(?:,|,?\s+(?:and|but))\s+{_PLAIN})*{STOP}", re.IGNORECASE)
"""One bound, or several that are joined by `and`, at the end of a sentence."""
_BOUND = re.compile(_ONE, re.IGNORECASE)
_SIZED = re.compile(r"\b(?:greater|larger|higher|bigger|smaller|lower)\s+than\b|[<>≤≥]", re.IGNORECASE)
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
_LOW, _HIGH = ("first", "start", "low", "bottom"), ("last", "end", "high", "top")


def bounds(clause: re.Match[str], kind: Kind, units: Collection[str] = ()) -> Iterator[tuple[str, object]]:
    """The keywords of a CLAUSE for a field of that kind; none where one of its bounds says nothing about the kind.

    `units` are words in one of which the field counts, if it does: `seconds` for `timeoutSeconds`.
    """
    matches = list(_BOUND.finditer(clause[0]))
    found = list[tuple[str, object]]()
    for index, match in enumerate(matches):
        unit = next((each["unit"] or each["word"] for each in matches[index:] if each["unit"] or each["word"]), None)
        pair = _pair(match, unit, (kind, units))
        values = list(_values(match, pair)) if pair else []
        if not values:
            return
        found += values
    yield from found


def number(text: str) -> int | float:
    """`1,000`, `0.5` or `twelve`."""
    plain = text.replace(",", "").lower()
    if plain in _NAMED:
        return _NAMED.index(plain)
    return float(plain) if "." in plain else int(plain[:40])


def _pair(match: re.Match[str], unit: str | None, field: tuple[Kind, Collection[str]]) -> Pair | None:
    """The keywords for least and most by unit and kind; None where they do not go together."""
    kind, units = field
    of = (match["most_of"] or match["least_of"] or "").lower()
    many, numbers = ("array", "object"), ("integer", "number")
    if unit is None and kind not in numbers and (_has(match, _LOW[1:]) or _SIZED.search(match[0])):
        return None
    if (match["asked"] or of.startswith("number")) and kind not in many:
        return None
    if (of in ("length", "size") and kind not in ("string", "array")) or (of == "value" and kind not in numbers):
        return None
    if unit is None and (match["exact"] or of == "size") and kind == "string":
        return None
    if unit is not None and kind in numbers and is_unit_of(unit, units):
        return _PAIRS[kind]
    return _PAIRS.get(kind) if unit is None or kind in _kinds(unit) else None


def _has(match: re.Match[str], names: Collection[str]) -> bool:
    return any(match[name] for name in names)


def _kinds(unit: str) -> tuple[Kind, ...]:
    """The kinds of which so many can be counted."""
    if is_unit_of(unit, None):
        return ()
    if _LENGTH.fullmatch(unit):
        return ("string",)
    if _KEYS.fullmatch(unit):
        return ("object",)
    return ("array", "object", "integer", "number") if _ITEMS.fullmatch(unit) else ("array", "object")


def _values(match: re.Match[str], pair: Pair) -> Iterator[tuple[str, object]]:
    has_length = pair != _PAIRS["number"]
    told = {name: number(value) for name, value in match.groupdict().items() if value and _IS_NUMBER.fullmatch(value)}
    if has_length and not all(isinstance(each, int) and each >= 0 for each in told.values()):
        return
    low = next((told[name] for name in (*_LOW, "exact", "shortest", "counted") if name in told), None)
    high = next(
        (told[name] for name in (*_HIGH, "exact", "longest", "shortest", "limit", "capped") if name in told), None
    )
    if low is not None:
        yield pair[0], low
    if high is not None:
        yield pair[1], high
    value = told.get("number")
    if value is None:
        return
    if match["most"]:
        yield pair[1], value
    elif match["least"]:
        yield pair[0], value
    elif match["below"]:
        yield (pair[1], value - 1) if has_length else ("exclusiveMaximum", value)
    else:
        yield (pair[0], value + 1) if has_length else ("exclusiveMinimum", value)


_IS_NUMBER = re.compile(NUMBER, re.IGNORECASE)
