"""Turns of phrase that state a keyword without a number to compare: formats, patterns, values, flags.

Each is a pattern that must end its sentence, and a reader that gives nothing where the field is of another kind.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

from generator.audit.bounds import NUMBER, STOP, number
from generator.audit.example import CONSTANT, Kind
from generator.audit.patterns import class_of

Stated: TypeAlias = "Iterator[tuple[str, object]]"
Read: TypeAlias = Callable[["re.Match[str]", Kind], Stated]
_QUOTED = r"(?:\"[^\"]+\"|`[^`]+`|'[^']+'|“[^”]+”)"
_BARE = r"-?\w[\w./:-]*(?<![.:/-])"
_VALUE = rf"(?:{_QUOTED}|{_BARE})"
_LISTED = rf"(?P<values>{_VALUE}(?:\s*,\s*(?!or\b|and\b){_VALUE})*(?:,?\s+(?:or|and)\s+{_VALUE})?)"
_JOINED = re.compile(r"\s*,?\s+(?:or|and)\s+|\s*,\s*")
_SUBJECT = r"^(?:(?:this|the)\s+(?:field|property|parameter|value|attribute)\s+|it\s+)?"
_FORMATS = (
    (r"e-?mail(?:\s+address)?", "email"),
    (r"(?:absolute\s+)?ur[li]", "uri"),
    (r"uuid", "uuid"),
    (r"ipv4(?:\s+address)?", "ipv4"),
    (r"ipv6(?:\s+address)?", "ipv6"),
    (r"host\s?name", "hostname"),
    (r"(?:rfc\s?-?3339|iso\s?-?8601)(?:\s+(?:timestamp|date-?\s?time))", "date-time"),
    (r"(?:rfc\s?-?3339\s+full-date|iso\s?-?8601\s+date)", "date"),
)
_FORMAT = "|".join(f"(?P<f{index}>{pattern})" for index, (pattern, _) in enumerate(_FORMATS))


def _format(match: re.Match[str], kind: Kind) -> Stated:
    if kind == "string":
        yield "format", next(name for index, (_, name) in enumerate(_FORMATS) if match[f"f{index}"])


def _expression(match: re.Match[str], kind: Kind) -> Stated:
    """`must match ^[a-z]+$`: what Python cannot read is left to a person."""
    text = match["regex"].strip("`\"'“”")
    try:
        re.compile(text)
    except (re.error, OverflowError, RecursionError):
        return
    if kind == "string":
        yield "pattern", text


def _affix(match: re.Match[str], kind: Kind) -> Stated:
    text, is_quoted = match["affix"], bool(re.fullmatch(_QUOTED, match["affix"]))
    if kind == "string" and (is_quoted or re.search(r"[/:_]", text) or not re.search(r"[a-z]", text, re.IGNORECASE)):
        plain = re.sub(r"([.^$*+?{}\[\]\\|()])", r"\\\1", text.strip("`\"'“”"))
        yield "pattern", f"^{plain}" if match["end"].lower() != "end" else f"{plain}$"


def _characters(match: re.Match[str], kind: Kind) -> Stated:
    allowed = class_of(match["allowed"])
    if kind == "string" and allowed:
        yield "pattern", f"^[{allowed}]*$"


def _multiple(match: re.Match[str], kind: Kind) -> Stated:
    if kind in ("integer", "number"):
        yield "multipleOf", number(match["factor"])


def _unique(_: re.Match[str], kind: Kind) -> Stated:
    if kind == "array":
        yield "uniqueItems", True


def _filled(_: re.Match[str], kind: Kind) -> Stated:
    names = {"string": "minLength", "array": "minItems", "object": "minProperties"}
    if kind in names:
        yield names[kind], 1


def _signed(match: re.Match[str], kind: Kind) -> Stated:
    if kind in ("integer", "number"):
        word = match["sign"].lower().replace("-", "")
        yield {
            "positive": ("exclusiveMinimum", 0),
            "nonnegative": ("minimum", 0),
            "negative": ("minimum", 0) if match["turned"] else ("exclusiveMaximum", 0),
        }[word]


def _required(_match: re.Match[str], _: Kind) -> Stated:
    yield "required", True


def _read_only(_match: re.Match[str], _: Kind) -> Stated:
    yield "readOnly", True


def _write_only(_match: re.Match[str], _: Kind) -> Stated:
    yield "writeOnly", True


def values_of(text: str) -> list[str]:
    """The values of `A, "b", or c`, without their quotes."""
    return [piece.strip("`\"'“” ") for piece in _JOINED.split(text.strip()) if piece.strip()]


def _values(match: re.Match[str], kind: Kind) -> Stated:
    """A list of values; bare words in lower case only where the phrase can be about nothing else."""
    pieces = [piece for piece in _JOINED.split(match["values"].strip()) if piece.strip()]
    values = values_of(match["values"])
    marked = all(re.fullmatch(_QUOTED, piece) or CONSTANT.fullmatch(piece) for piece in pieces)
    if not (marked or match["listed"]) or len(set(values)) != len(values):
        return
    if kind in ("integer", "number"):
        if all(re.fullmatch(NUMBER, value) for value in values):
            yield "enum", [number(value) for value in values]
    elif kind in ("string", "constant", "array") and len(values) > 1:
        yield "enum", values


def _compiled(pattern: str, stop: str = STOP) -> re.Pattern[str]:
    return re.compile(pattern + stop, re.IGNORECASE)


_WHOLE = r"(?=[\])]?[.!:]?$)"
PHRASES: tuple[tuple[re.Pattern[str], Read], ...] = (
    (_compiled(rf"{_SUBJECT}(?:is\s+)?(?:required|mandatory)", r"(?=[.!:]?$)"), _required),
    (
        _compiled(rf"{_SUBJECT}must\s+(?:always\s+)?be\s+(?:specified|set|provided|given|present)", r"(?=[.!]?$)"),
        _required,
    ),
    (_compiled(r"^[\[(]required[\])]", r"(?=[\s:.]|$)"), _required),
    (_compiled(r"\(required\)", r"(?=\.?$)"), _required),
    (
        _compiled(rf"{_SUBJECT}(?:is\s+)?(?:read|output)[- ]only(?:\s+(?:field|property|value|attribute))?", _WHOLE),
        _read_only,
    ),
    (_compiled(r"^[\[(](?:read|output)[- ]only[\])]", r"(?=[\s:.]|$)"), _read_only),
    (_compiled(r"\((?:read|output)[- ]only\)", r"(?=\.?$)"), _read_only),
    (_compiled(rf"{_SUBJECT}cannot\s+be\s+set\s+by\s+(?:the\s+)?(?:client|caller|user)s?"), _read_only),
    (
        _compiled(rf"{_SUBJECT}(?:is\s+)?(?:write|input)[- ]only(?:\s+(?:field|property|value|attribute))?", _WHOLE),
        _write_only,
    ),
    (
        _compiled(rf"\bmust\s+be\s+(?:an?\s+)?(?:(?:well-formed|valid)\s+)?(?:{_FORMAT})(?:\s+(?:string|format))?"),
        _format,
    ),
    (
        _compiled(
            r"\bmust\s+(?:match|conform\s+to|satisfy)\s+(?:the\s+)?"
            r"(?:(?:following\s+)?(?:regexp?|regular\s+expression|pattern)"
            rf"\s*:?\s+)?(?P<regex>{_QUOTED}|\^\S+?\$)",
            r"(?=\s*\.?$)",
        ),
        _expression,
    ),
    (
        _compiled(rf"\bmust\s+(?P<end>start|begin|end)\s+with\s+(?P<affix>{_QUOTED}|[^\s`\"']+?)", r"(?=\s*\.?$)"),
        _affix,
    ),
    (
        _compiled(
            r"\b(?:(?:must|may|can)\s+only\s+(?:contain|include|use|consist\s+of)|must\s+(?:contain|consist\s+of)\s+only"
            r"|only)\s+(?P<allowed>[\w\s,()\[\]./`'\"&+-]+?)(?:\s+(?:is|are)\s+(?:allowed|permitted|accepted))?",
            r"(?=\s*(?:[;!]|\.(?!\w)|$))",
        ),
        _characters,
    ),
    (
        _compiled(
            rf"\bmust\s+be\s+(?:(?:an?\s+)?(?:integer\s+)?multiple\s+of|(?:evenly\s+)?divisible\s+by)"
            rf"\s+(?P<factor>{NUMBER})"
        ),
        _multiple,
    ),
    (
        _compiled(
            r"(?:^(?:(?:all|the)\s+)*(?:\w+\s+)?must\s+(?:all\s+)?be\s+(?:unique|distinct)"
            r"|\b(?:must\s+not|cannot|may\s+not)\s+(?:contain|have|include)\s+(?:any\s+)?duplicates?(?:\s+\w+)?"
            r"|\b(?:no\s+duplicates?|duplicates?(?:\s+\w+)?\s+are\s+not)(?:\s+(?:are\s+)?allowed)?)"
        ),
        _unique,
    ),
    (
        _compiled(r"\b(?:(?:must\s+not|cannot|can\s+not|can't|may\s+not)\s+be\s+empty|must\s+be\s+non-?\s?empty)"),
        _filled,
    ),
    (
        _compiled(
            r"\bmust\s+(?P<turned>(?:not|never)\s+)?be\s+(?:an?\s+)?(?:strictly\s+)?"
            r"(?P<sign>positive|non-?negative|negative)"
            r"(?:\s+(?:integer|number|value))?"
        ),
        _signed,
    ),
    (
        _compiled(
            rf"(?:\b(?:must|should|can|may)\s+be(?:\s+set\s+to)?\s+(?:(?P<listed>(?:any|one)\s+of(?:\s+the\s+following)?"
            rf"(?:\s+values)?\s*:?)|either|:)\s*|^(?:can|may|must)\s+be:?\s+){_LISTED}"
        ),
        _values,
    ),
    (
        _compiled(
            r"\b(?P<listed>(?:valid|allowed|possible|supported|accepted|permitted)\s+(?:values|options)(?:\s+are|:))"
            rf"\s+{_LISTED}"
        ),
        _values,
    ),
)
