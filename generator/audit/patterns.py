"""Regular expressions as a page puts them in words, and whether two of them say the same as far as a page can tell."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CLASSES: tuple[tuple[str, str], ...] = (
    (r"alphanumeric(?:al)?(?:\s+characters?)?|alphanumerics?", "A-Za-z0-9"),
    (r"lower\s?-?case\s+alphanumeric(?:\s+characters?)?", "a-z0-9"),
    (r"upper\s?-?case\s+alphanumeric(?:\s+characters?)?", "A-Z0-9"),
    (r"lower\s?-?case(?:\s+(?:letters?|characters?))?", "a-z"),
    (r"upper\s?-?case(?:\s+(?:letters?|characters?))?", "A-Z"),
    (r"(?:(?:ascii|latin|english)\s+)?letters?|alphabetic(?:al)?\s+characters?", "A-Za-z"),
    (r"digits?|numbers?|numerals?|numeric\s+characters?", "0-9"),
    (r"hyphens?|dash(?:es)?|minus(?:es)?", "-"),
    (r"underscores?", "_"),
    (r"periods?|dots?|full\s+stops?", "."),
    (r"spaces?", " "),
    (r"(?:forward\s+)?slash(?:es)?", "/"),
    (r"colons?", ":"),
    (r"commas?", ","),
    (r"(?:plus(?:es)?(?:\s+signs?)?)", "+"),
    (r"at\s+signs?", "@"),
)
_KNOWN = tuple((re.compile(pattern, re.IGNORECASE), allowed) for pattern, allowed in _CLASSES)
_BETWEEN = re.compile(r"\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+|\s*&\s*")
_NOTED = re.compile(r"\s*[\[(]\s*(?:[`'\"]?[^\w\s][`'\"]?|[A-Za-z]\s?-\s?[A-Za-z]|0\s?-\s?9)\s*[\])]")
_RANGE = re.compile(r"[`'\"]?\[?((?:[a-z]-[a-z]|[A-Z]-[A-Z]|0-9)+)\]?[`'\"]?")
_SET = re.compile(r"\^\(?\[((?:\\.|[^\]\\])+)\](?:[*+]|\{\d+,\d*\})\)?\$")


def class_of(words: str) -> str:
    """The inside of a class for `lowercase letters, digits, and hyphens`; empty where a word is not known.

    Ranges come first in the order of the prose, the hyphen last.
    """
    found: list[str] = []
    for piece in _BETWEEN.split(_NOTED.sub("", words.strip())):
        text = piece.strip("`'\" ") or piece
        known = next((allowed for pattern, allowed in _KNOWN if pattern.fullmatch(text)), None)
        spelled = _RANGE.fullmatch(piece.strip())
        if known is None and spelled:
            known = spelled[1]
        if known is None and re.fullmatch(r"[`'\"](?:[^\w\s]|_)[`'\"]", piece.strip()):
            known = text
        if known is None:
            return ""
        found.append(known)
    ranges = [each for each in found if len(each) > 1]
    single = [re.sub(r"([\]\\^])", r"\\\1", each) for each in found if len(each) == 1 and each != "-"]
    return "".join(dict.fromkeys([*ranges, *single])) + ("-" if "-" in found else "")


def same_pattern(told: object, said: object) -> bool:
    """Whether a pattern of the spec says what the page says: the same text, the same characters, the same beginning.

    How many characters there may be is another sentence; what follows a beginning is nothing that the page denies.
    """
    if not isinstance(told, str) or not isinstance(said, str):
        return False
    left, right = _plain(told), _plain(said)
    if left == right:
        return True
    sets = [_SET.fullmatch(each) for each in (told, said)]
    if all(sets):
        first, second = ({*_members(match[1])} for match in sets if match)
        return first == second
    is_affix = not re.search(r"(?<!\\)[\[(*+?{|]", said)
    if is_affix and said.startswith("^") and not said.endswith("$"):
        return left.startswith(right)
    return is_affix and said.endswith("$") and not said.startswith("^") and left.endswith(right)


def _plain(pattern: str) -> str:
    """A pattern without backslashes that change nothing."""
    return re.sub(r"\\([/:_\-@ #])", r"\1", pattern)


def _members(inside: str) -> Iterator[str]:
    """The characters of a class as written: `a-z_` and `\\w` give them one by one."""
    rest = inside
    while rest:
        match = re.match(r"\\d|\\w|\\s|(\\?.)-(\\?[^\\])|\\?.", rest)
        if match is None:
            return
        rest = rest[match.end() :]
        if match[1]:
            yield from map(chr, range(ord(match[1][-1]), ord(match[2][-1]) + 1))
        elif match[0] in (r"\d", r"\w"):
            yield from "0123456789"
            yield from "_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ" if match[0] == r"\w" else ""
        else:
            yield match[0] if match[0] == r"\s" else match[0][-1]
