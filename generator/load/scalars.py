"""What a YAML scalar means: the core schema of YAML 1.2 (section 10.3), and no more.

`no`, `on`, `2020-01-01` and `12:30` are strings; `0o17` and `0x1F` are integers; `017` is seventeen.
"""

from __future__ import annotations

import re

TAG = "tag:yaml.org,2002:"
DIGITS = 4300
"""Python writes no integer that has more digits (`sys.int_info.default_max_str_digits`)."""

_CONSTANTS: dict[str, object] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")


class NumberTooLong(ValueError):
    """An integer of more digits than Python writes."""


def plain(text: str) -> object:
    """The value of an unquoted scalar without a tag."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] not in "+-.0123456789":
        return text
    if _INTEGER.fullmatch(text):
        return integer(text)
    return float(text) if _FLOAT.fullmatch(text) else text


def integer(text: str) -> int:
    """An integer, decimal or with the prefix 0o or 0x."""
    if len(text) > DIGITS:
        raise NumberTooLong(text)
    return int(text, {"0o": 8, "0x": 16}.get(text[:2], 10))


def tagged(text: str, tag: str) -> object:
    """The value of a scalar with a tag of the core schema. Raises ValueError where the text is none of that kind."""
    if tag in ("!", f"{TAG}str"):
        return text
    value = plain(text)
    if tag == f"{TAG}float" and type(value) is int:
        return float(value)
    kind = {f"{TAG}null": type(None), f"{TAG}bool": bool, f"{TAG}int": int, f"{TAG}float": float}[tag]
    if type(value) is not kind:
        raise ValueError(text)
    return value


SCALAR_TAGS = frozenset(("!", *(f"{TAG}{kind}" for kind in ("str", "null", "bool", "int", "float"))))
