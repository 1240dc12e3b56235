"""Texts that a regular expression matches: short and readable ones, for samples.

It reads what ECMA-262 and Python share, and ignores what only looks around; whoever takes a text holds it to the pattern.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from dataclasses import dataclass

ALL = string.ascii_lowercase + string.ascii_uppercase + string.digits + " _-.:/@#+,;=~!$%&'()*?[]<>|{}\\\"^`"
SETS = {
    "d": string.digits,
    "w": string.ascii_lowercase + string.ascii_uppercase + string.digits + "_",
    "s": " ",
}
CONTROLS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "v": "\v", "0": "\0"}
LONGEST = 100_000  # characters of a text
WIDEST = 200  # characters of a range that are looked at
TIMES = (0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64)  # how often what may be repeated is repeated
PARTS = 8  # parts that may be repeated, of which each is tried
_COUNT = re.compile(r"\{(\d+)(,?)(\d*)\}")
_OPENING = re.compile(r"(?P<look>\?<?[=!])|\?:|\?P?<\w+>|")


class _Unread(ValueError):
    """A part of a pattern that this module does not read."""


def matching(pattern: str) -> Iterator[str]:
    """Texts that may match, the shortest first; none where the pattern is beyond this module."""
    for times in TIMES:
        yield from _read(_Reader(pattern, times))


def of_length(pattern: str, length: int) -> Iterator[str]:
    """Texts of so many characters that may match: one part that may be repeated is, as often as it takes."""
    for part in range(PARTS):
        least, most = 0, length
        while least < most:
            middle = (least + most) // 2
            found = _read(_Reader(pattern, middle, only=part))
            least, most = (middle + 1, most) if all(len(one) < length for one in found) else (least, middle)
        yield from (one for one in _read(_Reader(pattern, least, only=part)) if len(one) == length)


def _read(reader: _Reader) -> list[str]:
    """The texts of all alternatives; none where the pattern is beyond this module."""
    try:
        found = reader.alternatives()
    except (_Unread, IndexError, RecursionError, OverflowError):
        return []
    return found if reader.at == len(reader.text) else []


@dataclass(slots=True)
class _Reader:
    """A pattern and how far it is read; each part becomes the texts of its alternatives.

    What may be repeated is repeated `times` times; with `only`, the part of that number alone, and others as rarely as may be.
    """

    text: str
    times: int
    at: int = 0
    only: int | None = None
    parts: int = 0

    def ahead(self) -> str:
        return self.text[self.at : self.at + 1]

    def take(self) -> str:
        self.at += 1
        return self.text[self.at - 1]

    def alternatives(self) -> list[str]:
        found = [self.sequence()]
        while self.ahead() == "|":
            self.take()
            found.append(self.sequence())
        return found

    def sequence(self) -> str:
        parts: list[str] = []
        while self.ahead() not in ("", "|", ")"):
            parts.append(self.quantified())
        return "".join(parts)

    def quantified(self) -> str:
        atom = self.atom()
        least, most = self.count()
        if self.ahead() in ("?", "+") and (least, most) != (1, 1):
            self.take()  # lazy and possessive match the same texts
        times = min(max(least, self.times), most) if self.only in (None, self.parts) else least
        self.parts += least != most
        if times * len(atom) > LONGEST:
            raise _Unread
        return atom * times

    def count(self) -> tuple[int, int]:
        simple = {"?": (0, 1), "*": (0, 10**6), "+": (1, 10**6)}.get(self.ahead())
        if simple:
            self.take()
            return simple
        written = _COUNT.match(self.text, self.at)
        if not written:
            return 1, 1
        self.at = written.end()
        least = int(written[1])
        return least, int(written[3]) if written[3] else 10**6 if written[2] else least

    def atom(self) -> str:
        match character := self.take():
            case "^" | "$":
                return ""
            case ".":
                return "a"
            case "(":
                return self.group()
            case "[":
                return self.member()
            case "\\":
                return self.escaped()[:1]
            case "*" | "+" | "?":
                raise _Unread
            case _:
                return character

    def group(self) -> str:
        """The first alternative of a group; nothing for what only looks ahead or back."""
        opening = _OPENING.match(self.text, self.at)
        assert opening is not None, "it matches nothing, too"
        self.at = opening.end()
        found = self.alternatives()
        if self.take() != ")":
            raise _Unread
        return "" if opening["look"] else found[0]

    def escaped(self) -> str:
        """All characters that an escape stands for, none for a place between characters."""
        character = self.take()
        if character in "bBAzZ":
            return ""
        if character in SETS:
            return SETS[character]
        if character.lower() in SETS:
            return "".join(one for one in ALL if one not in SETS[character.lower()])
        if character in "ux":
            digits = self.text[self.at : self.at + (4 if character == "u" else 2)]
            self.at += len(digits)
            return chr(int(digits, 16))
        if character in "123456789pPk":
            raise _Unread
        return CONTROLS.get(character, character)

    def member(self) -> str:
        """A character of a class, a readable one where there is one."""
        is_negated = self.ahead() == "^" and bool(self.take())
        found = ""
        while self.ahead() != "]":
            found += self.span()
        self.take()
        chosen = next((one for one in ALL if (one in found) != is_negated), "" if is_negated else found[:1])
        if not chosen:
            raise _Unread
        return chosen

    def span(self) -> str:
        """The characters of one member of a class: `a`, `\\d` or `a-z`."""
        first = self.one()
        if self.ahead() != "-" or self.text[self.at + 1] == "]" or len(first) != 1:
            return first
        self.take()
        last = self.one()
        return "".join(map(chr, range(ord(first), min(ord(last[:1]), ord(first) + WIDEST) + 1)))

    def one(self) -> str:
        character = self.take()
        return self.escaped() if character == "\\" else character
