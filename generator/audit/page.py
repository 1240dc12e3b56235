"""The text of a captured docs page, cut into its parts: the call, the two examples, and lines of prose.

The layout is that of documentation generators when their page is copied as text: a curl command, the JSON answer glued to
its end, often both once more, then prose in the order authorization, parameters, body, success, response fields.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn
from urllib.parse import parse_qsl

from generator.audit.example import Example, Node, NoJson, example_at
from generator.audit.fact import dotted
from generator.audit.shell import Command, NoCurl, command_at, start_of_curl
from generator.findings import SpecError, visible
from generator.load import text_of

LARGEST = 4_000_000
LONGEST_LINE = 50_000
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u202f\t\f\v"), " ") | dict.fromkeys(map(ord, "\u200b\ufeff\u2060"))
_END = re.compile(r"Was this (?:page )?helpful\?|^(?:Suggest edits|Raise issue|Powered by \w+|Previous|Next)$")
_FURNITURE = re.compile(
    r"Authorizations|(?:Path|Query|Header|Body) Parameters|Headers|Body|Response|application/json|Copy(?: page)?|Try it"
    r"|Documentation Index|[1-5]\d\d(?: - [\w/+.-]+)?"
)
FOLD = re.compile(r"(?:Show|Hide) child attributes")


class NotAPage(Exception):
    """A file that is no page of this layout, in one line that names it."""


@dataclass(frozen=True, slots=True)
class Prose:
    """One line of prose with single spaces."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Header:
    """A header of the call as shown: `Authorization`, `Bearer <token>`."""

    name: str
    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Call:
    """The request line of the page; `url` is without its query, whose names and values are in `query`."""

    method: str
    method_line: int
    url: str
    url_line: int
    query: tuple[tuple[str, str], ...]
    headers: tuple[Header, ...]

    @property
    def path_names(self) -> tuple[str, ...]:
        """The names in braces, in the order of the URL."""
        return tuple(re.findall(r"\{([^{}/]+)\}", self.url))


@dataclass(frozen=True, slots=True)
class Page:
    """A page in its parts; `before` is the prose in front of the first call, `is_closed` whether its end was seen."""

    file: str
    lines: tuple[str, ...]
    call: Call
    request: Example | None
    response: Example | None
    prose: tuple[Prose, ...]
    before: tuple[Prose, ...]
    is_closed: bool


def read_page(file: str) -> Page:
    """The page in `file`. Raises NotAPage where it is of another layout, broken off or contradicts itself."""
    try:
        text = text_of(file)
    except SpecError as error:
        raise NotAPage(f"{visible(file)}: {error.findings[0].message}") from None
    return page_of(text, file)


def page_of(text: str, file: str) -> Page:
    """The page in a text. Raises NotAPage."""
    return _Reading(text, file).page()


@dataclass(frozen=True, slots=True)
class _Block:
    """One copy of call and answer."""

    call: Call
    request: Example | None
    response: Example | None


class _Reading:
    """A text on its way to a page, with what is needed to name a line."""

    def __init__(self, text: str, file: str) -> None:
        self._file = file
        if len(text) > LARGEST:
            raise NotAPage(f"{visible(file)}: {len(text):,} characters are no docs page")
        self._text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_SPACES)
        self._starts = [0, *(match.end() for match in re.finditer("\n", self._text))]
        self._lines = tuple(" ".join(line.split()) for line in self._text.split("\n"))

    def page(self) -> Page:
        self._refuse_other_kinds()
        start = start_of_curl(self._text, 0)
        if start < 0:
            self._refuse("no curl command stands here, so this is no docs page of the layout that is known", None)
        before = self._prose(0, start)
        first, end = self._block(start)
        while self._text[end:].lstrip().startswith("curl") and start_of_curl(self._text, end) >= 0:
            copy, end = self._block(start_of_curl(self._text, end))
            self._same(first, copy)
        prose = self._prose(end, len(self._text))
        if not prose:
            self._refuse("the page breaks off after its examples: no line of prose follows", len(self._starts))
        kept, is_closed = _without_end(prose)
        return Page(self._file, self._lines, first.call, first.request, first.response, kept, before, is_closed)

    def _refuse_other_kinds(self) -> None:
        text = self._text
        if not text.strip():
            self._refuse("the file is empty", None)
        if "\0" in text or sum(char < " " and char not in "\n" for char in text[:4000]) > 4:
            self._refuse("this is no text", None)
        if re.match(r"\s*<(!doctype|html|head|body|div|\?xml)\b", text, re.IGNORECASE):
            self._refuse("this is HTML: save the text of the page", None)
        longest = max(range(len(self._lines)), key=lambda index: len(self._lines[index]))
        if len(self._lines[longest]) > LONGEST_LINE:
            message = f"a line of {len(self._lines[longest]):,} characters is no line of a docs page"
            self._refuse(message, longest + 1)

    def _block(self, start: int) -> tuple[_Block, int]:
        try:
            command = command_at(self._text, start)
        except NoCurl as error:
            self._refuse(error.message, self._line(error.offset))
        request = self._body(command)
        end = command.end
        while self._text[end : end + 1].isspace():
            end += 1
        response = None
        if self._text[end : end + 1] in ("{", "["):
            response, end = self._example(self._text, end, self._line(end))
        else:
            end = command.end
        return _Block(self._call(command), request, response), end

    def _body(self, command: Command) -> Example | None:
        if command.data is None:
            return None
        text = command.data.text
        start = len(text) - len(text.lstrip())
        line = self._line(command.data.offset) + text.count("\n", 0, start)
        example, end = self._example(text, start, line)
        if text[end:].strip():
            self._refuse("something follows the JSON of the request body", line)
        return example

    def _example(self, text: str, start: int, line: int) -> tuple[Example, int]:
        try:
            return example_at(text, start, line)
        except NoJson as error:
            at = line + text.count("\n", start, error.offset)
            self._refuse(f"the JSON that begins on line {line} cannot be read, or breaks off: {error.message}", at)

    def _call(self, command: Command) -> Call:
        url, _, query = command.url.text.partition("?")
        headers = [(word.text.partition(":"), self._line(word.offset)) for word in command.headers]
        return Call(
            method=command.method.text.upper(),
            method_line=self._line(command.method.offset),
            url=url.rstrip("/"),
            url_line=self._line(command.url.offset),
            query=tuple(parse_qsl(query, keep_blank_values=True)),
            headers=tuple(Header(name.strip(), value.strip(), line) for (name, _, value), line in headers),
        )

    def _same(self, first: _Block, copy: _Block) -> None:
        """Refuses a page whose second copy says something else: nobody can know which one holds."""
        if _essence(first.call) != _essence(copy.call):
            self._refuse("the two copies of the call differ", copy.call.url_line)
        for side, one, other in (
            ("request", first.request, copy.request),
            ("response", first.response, copy.response),
        ):
            for node in _differing(one, other):
                name = dotted(node.steps) or "their kind"
                self._refuse(f"the two copies of the {side} example differ in {name}", node.line)

    def _prose(self, start: int, end: int) -> tuple[Prose, ...]:
        found: list[Prose] = []
        first = self._line(start)
        for offset, piece in enumerate(self._text[start:end].split("\n")):
            text = " ".join(piece.split())
            if text and not _FURNITURE.fullmatch(text):
                found.append(Prose(first + offset, text))
        return tuple(found)

    def _line(self, offset: int) -> int:
        return bisect_right(self._starts, offset)

    def _refuse(self, message: str, line: int | None) -> NoReturn:
        where = f"{visible(self._file)}:{line}" if line else visible(self._file)
        raise NotAPage(f"{where}: {visible(message)}")


def _essence(call: Call) -> object:
    return (
        call.method,
        call.url,
        sorted(call.query),
        sorted((header.name.lower(), header.value) for header in call.headers),
    )


def _differing(one: Example | None, other: Example | None) -> Iterator[Node]:
    """The nodes of either example that the other has not, or shows as something else; the order of keys is nothing."""
    left, right = one.nodes if one else {}, other.nodes if other else {}
    for steps, node in {**right, **left}.items():
        found = left.get(steps), right.get(steps)
        shown = [each and (each.kind, each.format, each.value) for each in found]
        if shown[0] != shown[1]:
            yield found[1] or node


def _without_end(prose: tuple[Prose, ...]) -> tuple[tuple[Prose, ...], bool]:
    """The prose without the furniture at its end, and whether there was any."""
    for index, piece in enumerate(prose):
        match = _END.search(piece.text)
        if match:
            left = Prose(piece.line, piece.text[: match.start()].strip())
            return (*prose[:index], *([left] if left.text else [])), True
    return prose, False
