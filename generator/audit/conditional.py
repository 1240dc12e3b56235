"""Sentences that make one field depend on another: `Required if kind is A or B`, `Cannot be used with x`.

The aspect of what they state is a verb and a sense: `required` or `forbidden`, and `if` or `unless` where values are
named, `with` or `without` where it counts whether the other field is there at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from generator.audit.bounds import STOP
from generator.audit.example import Kind

GIVEN = r"(?:specified|set|provided|given|present|used|included|defined)"
_GONE = r"(?:unspecified|unset|omitted|absent|missing)"
_NAME = r"(?:the\s+)?[`'\"]?(?P<field>[A-Za-z_$](?:[\w.$-]*[\w$])?)[`'\"]?(?:\s+(?:field|property|parameter|value))?"
_WORD = r"[`'\"]?[\w./:-]*\w[`'\"]?"
_WORDS = rf"(?P<values>(?:either\s+|one\s+of\s+)?{_WORD}(?:\s*,\s*(?!or\b){_WORD})*(?:,?\s+or\s+{_WORD})?)"
_CANNOT = r"(?:must\s+not|must\s+never|cannot|can\s+not|can't|may\s+not|mustn't)"
_VERB = (
    rf"(?:(?P<required>must\s+be\s+{GIVEN}|(?:is\s+)?(?:required|mandatory)(?:\s+only)?)"
    rf"|(?P<only>(?:can|may|must)\s+only\s+be\s+{GIVEN}|only\s+(?:allowed|permitted))"
    rf"|(?P<forbidden>{_CANNOT}\s+be\s+{GIVEN}|(?:is\s+)?(?:not\s+(?:allowed|permitted)|forbidden|prohibited)))"
)
_WHEN = (
    rf"(?:if|when|whenever|(?P<unless>unless))\s+{_NAME}\s+(?:(?:is|are|equals|has\s+the\s+value|=|==)\s+"
    rf"(?:(?:set|equal)\s+to\s+)?(?P<not>not\s+)?(?:(?P<given>{GIVEN})|(?P<gone>{_GONE})|{_WORDS}))"
)
_CLAUSE = re.compile(rf"\b{_VERB}\s+{_WHEN}{STOP}", re.IGNORECASE)
_EXCLUSIVE = re.compile(
    rf"(?:\bmutually\s+exclusive\s+with|\b{_CANNOT}\s+be\s+(?:used|set|specified|provided|given|combined|sent)"
    rf"(?:\s+(?:together|in\s+combination|simultaneously|at\s+the\s+same\s+time))?\s+with)\s+{_NAME}{STOP}",
    re.IGNORECASE,
)
OTHERWISE = re.compile(rf"\b{_CANNOT}\s+be\s+{GIVEN}\s+otherwise{STOP}", re.IGNORECASE)


def _condition(match: re.Match[str], _: Kind) -> Iterator[tuple[str, object]]:
    verb = "required" if match["required"] else "forbidden"
    turned = [bool(match["unless"]), bool(match["only"]), bool(match["not"]), bool(match["gone"])]
    is_turned = sum(turned) % 2 == 1
    if match["values"] is None:
        yield f"{verb}-{'without' if is_turned else 'with'}", {"field": match["field"]}
        return
    words = re.sub(r"^(?:either|one of)\s+", "", match["values"])
    values = [word.strip("`'\" ") for word in re.split(r",?\s+or\s+|\s*,\s*", words)]
    told: list[object] = [{"true": True, "false": False}.get(value, value) for value in values]
    yield f"{verb}-{'unless' if is_turned else 'if'}", {"field": match["field"], "values": told}


def _exclusive(match: re.Match[str], _: Kind) -> Iterator[tuple[str, object]]:
    yield "forbidden-with", {"field": match["field"]}


CONDITIONAL: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Kind], Iterator[tuple[str, object]]]], ...] = (
    (_CLAUSE, _condition),
    (_EXCLUSIVE, _exclusive),
)
