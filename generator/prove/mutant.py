"""A mutant: one small fault in one generated file, made from the file's syntax tree; all other lines stay as they are."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.prove.entries import first_line

LONGEST_SHOWN = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One fault. `file` is relative to the output folder, `scope` the class or function that it lies in.

    `start` and `end` are byte offsets in the file; what stands between becomes `text`. `was` and `becomes` say so in one
    line each. Together with `ordinal` (among equal ones of a scope) they name the mutant, whatever its line. `entry` is
    the first line of the function around it, 0 where there is none; `words` are those of the statement. `is_local`: only calls of that function can notice, as its module
    keeps no results (no cache, no classes that pydantic builds).
    """

    kind: str
    file: str
    line: int
    scope: str
    was: str
    becomes: str
    start: int
    end: int
    text: str
    ordinal: int = 0
    entry: int = 0
    words: frozenset[str] = frozenset()
    is_local: bool = False

    @property
    def id(self) -> str:
        """What names this mutant as long as its place in the code says the same."""
        return json.dumps([self.file, self.scope, self.was, self.becomes, self.ordinal], ensure_ascii=False)

    def applied(self, source: bytes) -> bytes:
        """The file with the fault in it."""
        return source[: self.start] + self.text.encode() + source[self.end :]

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.kind}: {self.was}  ->  {self.becomes or 'nothing'}"


class Source:
    """A generated file with its syntax tree, and the edits that can be made to it."""

    def __init__(self, file: str, content: bytes) -> None:
        self.file, self.content = file, content
        self.tree = ast.parse(content)
        self._remembers = b"cache" in content or b"pydantic" in content
        self._starts = [0]
        for line in content.splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))
        self.scopes = dict(_scopes(self.tree, ""))
        self.parents = {child: parent for parent in ast.walk(self.tree) for child in ast.iter_child_nodes(parent)}

    def span(self, node: ast.AST) -> tuple[int, int]:
        """The byte offsets of a node."""
        line, column = getattr(node, "lineno", 1), getattr(node, "col_offset", 0)
        last, end = getattr(node, "end_lineno", line), getattr(node, "end_col_offset", column)
        return self._starts[line - 1] + column, self._starts[last - 1] + end

    def code(self, node: ast.AST) -> str:
        """The text of a node."""
        start, end = self.span(node)
        return self.content[start:end].decode()

    def edit(self, kind: str, node: ast.AST, text: str) -> Mutant:
        """The mutant in which other text stands in place of a node."""
        return self.cut(kind, node, self.span(node), text)

    def cut(
        self, kind: str, node: ast.AST, span: tuple[int, int], text: str = "", was: str = "", becomes: str = ""
    ) -> Mutant:
        """The mutant in which other text stands in place of some bytes, near a node."""
        start, end = span
        return Mutant(
            kind=kind,
            file=self.file,
            line=getattr(node, "lineno", 1),
            scope=self.scopes.get(node, ""),
            was=_shown(was or self.content[start:end].decode()),
            becomes=_shown(becomes or text),
            start=start,
            end=end,
            text=text,
            entry=self._entry(node),
            is_local=bool(self._entry(node)) and not self._remembers,
            words=words_of(f"{self._statement(node)} {self.scopes.get(node, '')}"),
        )

    def _entry(self, node: ast.AST) -> int:
        """The first line of the function whose body a node lies in, decorators included, as code objects have it.

        Decorators, defaults and annotations are not of the body: they are evaluated where the function is made.
        """
        child, inner = node, self.parents.get(node)
        while inner is not None:
            if isinstance(inner, ast.Lambda) and child is inner.body:
                return first_line(inner)
            if isinstance(inner, (ast.FunctionDef, ast.AsyncFunctionDef)) and child in inner.body:
                return first_line(inner)
            child, inner = inner, self.parents.get(inner)
        return 0

    def _statement(self, node: ast.AST) -> str:
        """The code of the smallest statement around a node, or of the line where that is a long one."""
        inner = node
        while not isinstance(inner, ast.stmt) and inner in self.parents:
            inner = self.parents[inner]
        start, end = self.span(inner)
        return self.content[start : min(end, start + 300)].decode(errors="ignore")

    def without(self, kind: str, nodes: Sequence[ast.AST], index: int, whole: ast.AST | None = None) -> Mutant:
        """The mutant that lacks one of several nodes between commas; `whole` is the tuple that must keep its form."""
        spans = [self.span(node) for node in nodes]
        node = nodes[index]
        if len(nodes) == 1:
            if isinstance(whole, ast.Tuple):
                return self.cut(kind, node, self.span(whole), "()")
            return self.cut(kind, node, self._with_comma(spans[0]), was=self.code(node))
        if isinstance(whole, ast.Tuple) and len(nodes) == 2:
            return self.cut(kind, node, self.span(whole), f"({self.code(nodes[1 - index])},)")
        if index + 1 < len(nodes):
            return self.cut(kind, node, (spans[index][0], spans[index + 1][0]), was=self.code(node))
        return self.cut(kind, node, (spans[index - 1][1], spans[index][1]), was=self.code(node))

    def without_entry(self, kind: str, entries: ast.Dict, index: int) -> Mutant:
        """The mutant that lacks one entry of a dict."""
        key, value = entries.keys[index], entries.values[index]
        start, end = self.span(key or value)[0] - (0 if key else 2), self.span(value)[1]
        return self.cut(kind, key or value, (start, end), "**{}", becomes=" ")

    def _with_comma(self, span: tuple[int, int]) -> tuple[int, int]:
        start, end = span
        rest = self.content[end : end + 1]
        return start, end + (1 if rest == b"," else 0)


def _shown(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST_SHOWN else words[: LONGEST_SHOWN - 1] + "…"


def _scopes(node: ast.AST, scope: str) -> Iterator[tuple[ast.AST, str]]:
    """Each node with the dotted name of the class or function around it."""
    for child in ast.iter_child_nodes(node):
        inner = scope
        if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            inner = f"{scope}.{child.name}".removeprefix(".")
        yield child, inner
        yield from _scopes(child, inner)


def words_of(text: str) -> frozenset[str]:
    """The words of a text, as they are compared: without case and underscores, four letters at least."""
    return frozenset(word for word in re.findall(r"[a-z]{4,}", text.lower().replace("_", "")))


def numbered(mutants: Iterator[Mutant]) -> Iterator[Mutant]:
    """The mutants without repetitions, those that look alike told apart by their order."""
    seen: dict[str, int] = {}
    spans: set[tuple[str, int, int, str]] = set()
    for mutant in mutants:
        place = (mutant.file, mutant.start, mutant.end, mutant.text)
        if place in spans:
            continue
        spans.add(place)
        count = seen.get(mutant.id, 0)
        seen[mutant.id] = count + 1
        yield replace(mutant, ordinal=count)


def misspelt(text: str) -> str:
    """A text with one slip in it: two letters in the middle exchanged, or one doubled where they are the same."""
    for at in [*range(len(text) // 2, len(text) - 1), *range(len(text) // 2)]:
        if at + 1 < len(text) and text[at] != text[at + 1] and text[at].isalnum() and text[at + 1].isalnum():
            return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text + "x"
