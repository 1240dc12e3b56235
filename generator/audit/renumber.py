"""Citations of lines that have moved: the same provenances with the numbers of the page as it is now.

A number is looked up by what stood on its line when the page was accepted; what already names the right line stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher, unified_diff

from generator.audit.citations import citations
from generator.audit.lock import Accepted, mark
from generator.audit.view import View
from generator.load import is_array, is_object, locate
from generator.positions import escaped
from generator.resolve import Document

_CITED = re.compile(r"(?:page|shown) (?:([\w.-]+):)?[0-9][0-9, -]*")


@dataclass(frozen=True, slots=True)
class Renumbered:
    """One provenance at its pointer, as it is and as it should be."""

    pointer: str
    old: str
    new: str


def renumbered(view: View) -> list[Renumbered]:
    """All provenances of the document that name lines of this page which stand elsewhere by now."""
    if view.accepted is None or _is_done(view, view.accepted):
        return []
    lines = {**_restated(view), **moved_lines(view.accepted.lines, view.said.page.lines)}
    right = {(pointer, source) for pointer, source in _sources(view.document.root, "") if _is_example(view, source)}
    known = [(id_of(each.pointer, each.source), each.fact.line in view.cited(each.source)) for each in citations(view)]
    right |= {id for id, is_right in known if is_right} - {id for id, is_right in known if not is_right}
    found: list[Renumbered] = []
    for pointer, source in _sources(view.document.root, ""):
        match = _CITED.fullmatch(source)
        if (
            match is None
            or (match[1] or view.page_name) != view.page_name
            or {(pointer, source), id_of(pointer, source)} & right
        ):
            continue
        new = re.sub(r"\d+(?!\S*:)", lambda number: str(lines.get(int(number[0]), int(number[0]))), source)
        if new != source:
            found.append(Renumbered(pointer, source, new))
    return found


def _is_done(view: View, accepted: Accepted) -> bool:
    """Whether every citation that a fact can confirm names the fact's new line: then the others were renumbered, too."""
    known = [each for each in citations(view) if accepted.line(each.fact.key) not in (0, each.fact.line)]
    cited = [(each, view.cited(each.source)) for each in known]
    return bool(known) and all(each.fact.line in lines for each, lines in cited if lines)


def _restated(view: View) -> Mapping[int, int]:
    """Where the facts have gone whose own lines were rewritten."""
    if view.accepted is None:
        return {}
    before = view.accepted.facts
    return {then: view.said.facts[key].line for key, (_, then) in before.items() if key in view.said.facts}


def id_of(pointer: str, source: str) -> tuple[str, str]:
    """What a provenance is recognised by, whether it is named by its own pointer or by that of what it vouches for."""
    owner, _, inner = pointer.partition("/x-source")
    rule = owner.removesuffix("/x-rule/source")
    keyword = inner.removeprefix("/")
    above = rule if keyword in ("", "kind", "type", "field") else f"{rule}/{keyword}"
    return above, source


def _is_example(view: View, source: str) -> bool:
    """Whether a provenance names exactly the lines of one of the page's examples."""
    examples = (view.said.page.request, view.said.page.response)
    return any(each is not None and source.endswith(f"shown {each.first}-{each.last}") for each in examples)


def moved_lines(before: tuple[str, ...], now: tuple[str, ...]) -> Mapping[int, int]:
    """Where each line that is still there has gone, counted from 1."""
    marks = [mark(line) for line in now]
    blocks = SequenceMatcher(None, before, marks, autojunk=False).get_matching_blocks()
    return {block.a + step + 1: block.b + step + 1 for block in blocks for step in range(block.size)}


def _sources(node: object, pointer: str) -> Iterator[tuple[str, str]]:
    """Every provenance of a tree: the texts below `x-source`, and the `source` of each rule."""
    pending: list[tuple[object, str]] = [(node, pointer)]
    while pending:
        node, pointer = pending.pop(0)
        members = list(node.items()) if is_object(node) else list(enumerate(node)) if is_array(node) else []
        for key, inner in members:
            place = f"{pointer}/{escaped(str(key))}"
            above = pointer.rpartition("/")[2]
            is_source = key == "x-source" or above == "x-source" or (above == "x-rule" and key == "source")
            if is_source and isinstance(inner, str):
                yield place, inner
            elif above == "properties" or key not in ("value", "example", "enum", "default"):
                pending.append((inner, place))


def with_page(document: Document) -> list[Renumbered]:
    """The provenances of a document with one page as they must be once it has two: with the name of the page."""
    if len(document.pages) != 1:
        return []
    [page] = document.pages
    found = [(pointer, source, _CITED.fullmatch(source)) for pointer, source in _sources(document.root, "")]
    return [
        Renumbered(pointer, source, source.replace(" ", f" {page}:", 1))
        for pointer, source, match in found
        if match is not None and match[1] is None
    ]


def patch(document: Document, changes: list[Renumbered]) -> str:
    """The changes as a unified diff of the spec's files, to be applied with `patch -p0`."""
    places: dict[str, dict[str, Renumbered]] = {}
    for each in changes:
        place = document.place(each.pointer)
        places.setdefault(place.file, {})[place.pointer] = each
    diffs: list[str] = []
    for file, inner in places.items():
        before = document.sources[file].text.split("\n")
        after, marks = list(before), locate(document.sources[file], inner)
        for pointer in sorted(inner, key=lambda pointer: marks[pointer].value, reverse=True):
            line, column = marks[pointer].value
            text, each = after[line - 1], inner[pointer]
            after[line - 1] = text[: column - 1] + text[column - 1 :].replace(each.old, each.new, 1)
        diffs += unified_diff(before, after, file, file, lineterm="", n=0)
    return "\n".join(diffs)
