"""JSON to a tree. `json` keeps no places: `tokens` finds them again, only where somebody must be told."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NoReturn, TypeAlias

from generator.findings import Finding, Spot, Unreadable, quoted
from generator.load.scalars import DIGITS
from generator.load.text import spot_at, unreadable
from generator.load.tree import LEVELS, is_too_deep
from generator.positions import Place

Pairs: TypeAlias = list[tuple[str, object]]
_STRING = r'"(?:[^"\\]|\\.)*+"'
_TOKEN = re.compile(rf"({_STRING})(\s*:)?|[\[\]{{}}]", re.DOTALL)
_CONSTANT = re.compile(rf"{_STRING}|(-?(?:NaN|Infinity))", re.DOTALL)
_LONG = re.compile(rf"{_STRING}|(-?[0-9]{{{DIGITS},}})", re.DOTALL)
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_COMMENT = ("//", "/*", "#")
_SENTENCES = {
    "Expecting value": ("a value is missing here", "write a string in double quotes, a number, true, false or null"),
    "Expecting ',' delimiter": ("a comma or a closing bracket is missing here", "check the end of the value before"),
    "Expecting ':' delimiter": ("a colon is missing after the key", "write a colon between key and value"),
    "Expecting property name enclosed in double quotes": (
        "a key in double quotes is missing here",
        "quote the key, or drop the comma before the closing bracket",
    ),
    "Unterminated string starting at": ("this string is not closed", "close it with a double quote"),
    "Invalid control character at": (
        "a line end or control character stands in a string",
        "write it as \\n or \\u0000",
    ),
    "Extra data": ("the document ends before this", "keep one value in a file, and check the brackets before it"),
}


class _Constant(ValueError):
    """NaN or Infinity, which Python's reader would take."""


class _TooLong(ValueError):
    """An integer of more digits than Python writes."""


def json_tree(text: str, file: str) -> tuple[object, tuple[Finding, ...]]:
    """The value of the text, and what is wrong with it but does not keep it from being read.

    Raises Unreadable where the text is not JSON.
    """
    repeats = False

    def mapping(pairs: Pairs) -> dict[str, object]:
        nonlocal repeats
        node = dict(pairs)
        repeats = repeats or len(node) != len(pairs)
        return node

    try:
        tree: object = json.loads(text, object_pairs_hook=mapping, parse_int=_integer, parse_constant=_constant)
        too_deep = is_too_deep(tree)
    except json.JSONDecodeError as error:
        raise _syntax_error(error, file) from None
    except RecursionError:
        too_deep = True
        tree = None
    except _Constant:
        message, spot = "this is not JSON: it has no such number", _first(_CONSTANT, text)
        raise unreadable(file, "json-syntax", message=message, fix="write null", spot=spot) from None
    except _TooLong:
        message, spot = "an integer too long to be read", _first(_LONG, text)
        raise unreadable(file, "number-too-long", message=message, fix="write it as a string", spot=spot) from None
    if too_deep:
        message, spot = f"more than {LEVELS} levels of nesting", spot_at(text, _too_deep(text))
        raise unreadable(file, "too-deep", message=message, fix="nest less deeply", spot=spot)
    findings = list(_repeated(text, file)) if repeats else []
    if _SURROGATE.search(text):
        findings += _halves(text, file)
    return tree, tuple(findings)


def _integer(text: str) -> int:
    if len(text) >= DIGITS:
        raise _TooLong(text)
    return int(text)


def _constant(text: str) -> NoReturn:
    raise _Constant(text)


def _first(pattern: re.Pattern[str], text: str) -> Spot:
    """Where a pattern is first met outside of strings."""
    return spot_at(text, next((match.start() for match in pattern.finditer(text) if match[1]), 0))


def _syntax_error(error: json.JSONDecodeError, file: str) -> Unreadable:
    text, offset = error.doc, error.pos
    message, fix = _SENTENCES.get(error.msg, (error.msg[0].lower() + error.msg[1:], "escape a backslash as \\\\"))
    if not text[offset:].strip():
        message, fix = "the file ends in the middle", "check that it was copied as a whole"
    elif text.startswith(_COMMENT, offset):
        message, fix = "JSON has no comments", "remove it, or name the file .yaml"
    elif text[offset] == "'":
        message, fix = "JSON strings stand in double quotes", "use double quotes"
    elif text[offset] in "]}" and text[:offset].rstrip().endswith(","):
        message, fix = "a comma stands before the closing bracket", "drop the comma"
    message = f"this is not JSON: {message}"
    return unreadable(file, "json-syntax", message=message, fix=fix, spot=spot_at(text, offset))


def _too_deep(text: str) -> int:
    """Where the first collection opens that is nested too deeply."""
    levels = 0
    for match in _TOKEN.finditer(text):
        levels += {"[": 1, "{": 1, "]": -1, "}": -1}.get(match[0], 0)
        if levels > LEVELS:
            return match.start()
    return 0


def _repeated(text: str, file: str) -> Iterator[Finding]:
    """Each key that stands a second time in its object."""
    stack: list[dict[str, int]] = []
    for match in _TOKEN.finditer(text):
        if match[0] in "[{":
            stack.append({})
        elif match[0] in "]}":
            stack.pop()
        elif match[2]:
            key = str(json.loads(match[1]))
            first = stack[-1].setdefault(key, match.start())
            if first != match.start():
                line = spot_at(text, first).line
                message = f"{quoted(key)} stands twice in one mapping, first on line {line}"
                yield _error(
                    "duplicate-key", message, fix="keep one of them: the other would be lost", at=(file, text, match)
                )


def _halves(text: str, file: str) -> Iterator[Finding]:
    """Each string with half of a surrogate pair, which no UTF-8 text can hold."""
    for match in _TOKEN.finditer(text):
        if match[1] and _SURROGATE.search(match[1]):
            try:
                str(json.loads(match[1])).encode()
            except UnicodeEncodeError:
                message = "half of a surrogate pair stands in this string: it is no text"
                yield _error(
                    "json-surrogate", message, fix="write both halves, or the character itself", at=(file, text, match)
                )


def _error(code: str, message: str, *, fix: str, at: tuple[str, str, re.Match[str]]) -> Finding:
    file, text, match = at
    return Finding(code, "error", Place(file), message, fix, spot=spot_at(text, match.start()))
