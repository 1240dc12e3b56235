"""The curl command of a page: method, URL, headers and body, each with its offset in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_START = re.compile(r"curl(?=[ \t]+(?:-|'|\"|https?:))")
_GAP = re.compile(r"(?:[ \t]|\\[ \t]*\n\s*)*")
_BARE = re.compile(r"(?:[^\s'\"\\{\[]|\\(?![ \t]*\n)|[{\[](?![\s\"}\]{\[]|$))+")
_WITH_VALUE = {
    **dict.fromkeys(("--request", "-X"), "method"),
    **dict.fromkeys(("--url",), "url"),
    **dict.fromkeys(("--header", "-H"), "header"),
    **dict.fromkeys(("--data", "-d", "--data-raw", "--data-binary", "--json"), "data"),
    **dict.fromkeys(("--form", "-F", "--form-string"), "form"),
}
_FLAGS = ("--location", "-L", "--compressed", "--silent", "-s", "--show-error", "-S", "--get", "-G", "--globoff", "-g")


class NoCurl(Exception):
    """A command that cannot be read; the arguments are a sentence and the offset in the text."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.message, self.offset = message, offset


@dataclass(frozen=True, slots=True)
class Word:
    """One argument as the shell would hand it on; `offset` is where its text begins."""

    text: str
    offset: int


@dataclass(frozen=True, slots=True)
class Command:
    """A curl command; `end` is the offset behind it. What may be missing is None."""

    method: Word
    url: Word
    headers: tuple[Word, ...]
    data: Word | None
    forms: tuple[Word, ...]
    end: int


def start_of_curl(text: str, offset: int) -> int:
    """Where the next curl command begins, or -1."""
    match = _START.search(text, offset)
    return match.start() if match else -1


def command_at(text: str, start: int) -> Command:
    """The command that begins at `start`. Raises NoCurl."""
    given: dict[str, list[Word]] = {}
    pending, end = "", start
    for word, end in _words(text, start + len("curl")):
        if pending:
            given.setdefault(pending, []).append(word)
            pending = ""
        elif word.text in _WITH_VALUE:
            pending = _WITH_VALUE[word.text]
        elif not word.text.startswith("-"):
            given.setdefault("url", []).append(word)
        elif word.text not in _FLAGS:
            raise NoCurl(f"curl's option {word.text[:40]!r} is not known", word.offset)
    if pending or len(given.get("url", ())) != 1:
        raise NoCurl("the curl command names no URL" if not pending else "the curl command breaks off", start)
    data = given.get("data", [])
    has_body = bool(data or given.get("form"))
    implied = Word("POST" if has_body else "GET", start)
    return Command(
        method=given.get("method", [implied])[-1],
        url=given["url"][0],
        headers=tuple(given.get("header", ())),
        data=data[0] if data else None,
        forms=tuple(given.get("form", ())),
        end=end,
    )


def _words(text: str, at: int) -> Iterator[tuple[Word, int]]:
    """The words of a command, each with the offset behind it; a line that does not end in a backslash is the last."""
    while True:
        gap = _GAP.match(text, at)
        at = gap.end() if gap else at
        if at >= len(text) or text[at] in "\n{[":
            return
        if text[at] in "'\"":
            word, end = _quoted(text, at)
            yield word, end
            if text[end : end + 1] not in (" ", "\t", "\\"):
                return  # the next thing on the page is glued to the closing quote
            at = end
        else:
            bare = _BARE.match(text, at)
            if bare is None:
                raise NoCurl("the curl command breaks off", at)
            yield Word(bare[0], at), bare.end()
            at = bare.end()


def _quoted(text: str, at: int) -> tuple[Word, int]:
    r"""A quoted word; within single quotes `'\''` stands for one of them."""
    quote, end, parts = text[at], at + 1, list[str]()
    while True:
        close = text.find(quote, end)
        if close < 0:
            raise NoCurl("a quoted argument of the curl command does not end", at)
        parts.append(text[end:close])
        if quote == "'" and text.startswith("'\\''", close):
            parts.append("'")
            end = close + 4
            continue
        return Word("".join(parts), at + 1), close + 1
