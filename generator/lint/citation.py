"""How a hand-written document says where a fact comes from: `page 268`, `shown 9, 58`, `sibling`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from generator.findings import quoted, suggested
from generator.resolve import Page

BARE = ("sibling", "practice", "inferred")
_TEXT = re.compile(r"(page|shown) (?:([\w.-]+):)?([0-9]+(?:-[0-9]+)?(?:, [0-9]+(?:-[0-9]+)?)*)")


@dataclass(frozen=True, slots=True)
class Citation:
    """A provenance; `page` and `lines` (each from, to) are empty unless it names a captured page."""

    provenance: str
    page: str = ""
    lines: tuple[tuple[int, int], ...] = ()


class BadCitation(Exception):
    """A provenance that cannot be looked up: the code of the finding, the sentence, the way out."""

    def __init__(self, code: str, message: str, fix: str) -> None:
        super().__init__(message)
        self.code, self.message, self.fix = code, message, fix


def citation(text: object, pages: Mapping[str, Page]) -> Citation:
    """What a provenance says, looked up in the captured pages. Raises BadCitation."""
    if isinstance(text, str) and text in BARE:
        return Citation(text)
    match = _TEXT.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        fix = "write 'page 268', 'page 274, 275', 'shown 9, 58', sibling, practice or inferred"
        raise BadCitation("x-source", f"{quoted(text)} is no provenance", fix)
    name = _page_name(match[2], pages)
    last = len(pages[name].lines)
    lines = tuple(_range(part) for part in match[3].split(", "))
    for start, end in lines:
        if not 1 <= start <= end <= last:
            written = str(start) if start == end else f"{start}-{end}"
            message = f"the page {quoted(name)} has no line {written}: it has {last} lines"
            raise BadCitation("x-source-line", message, "look the line up in the captured page")
    return Citation(match[1], name, lines)


def _page_name(name: str | None, pages: Mapping[str, Page]) -> str:
    if name is None and len(pages) == 1:
        return next(iter(pages))
    if name is None:
        message = f"the document has {len(pages)} pages, and this does not say which one"
        raise BadCitation("x-source-page", message, "write 'page <name>:<line>'")
    if name not in pages:
        message = f"x-docs names no page {quoted(name)}{suggested(name, pages)}"
        raise BadCitation("x-source-page", message, "name it under x-docs")
    return name


def _range(text: str) -> tuple[int, int]:
    start, _, end = text.partition("-")
    return int(start[:9]), int((end or start)[:9])
