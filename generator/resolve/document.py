"""A document whose references are all local, and where each of its nodes was written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from generator.findings import Finding
from generator.grammar import Version
from generator.load import Source, is_object, locate, located
from generator.positions import Place, unescaped
from generator.resolve.items import Item
from generator.resolve.refs import MISSING, node_at, parsed

ASIDE = "x-documented-"


@dataclass(frozen=True, slots=True)
class Mend:
    """A change that makes a deviation, once it is allowed, unknown to later stages.

    `node[key]` becomes `value`; without a value it is set aside as `x-documented-<key>`, where only documentation
    looks.
    """

    node: dict[str, object]
    key: str
    value: object = MISSING

    def apply(self) -> None:
        """Makes the change; making it twice changes nothing."""
        if self.value is not MISSING:
            self.node[self.key] = self.value
        elif self.key in self.node:
            self.node[ASIDE + self.key.removeprefix("$")] = self.node.pop(self.key)


@dataclass(frozen=True, slots=True)
class Page:
    """A captured docs page that `x-docs` names: its path and its lines."""

    file: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """The joined document.

    `root` is one tree in which every `$ref` begins with `#`; what other files held stands under `components`, path
    items stand in `paths` themselves. `items` are its objects in the order of the text. `origins` says which file and
    pointer the tree below a pointer comes from. `texts` are the files whose text stands in place of a description.
    `findings` are those of reading and joining, `mends` what to change where they are allowed.
    """

    file: str
    version: Version
    root: dict[str, object]
    items: tuple[Item, ...]
    sources: Mapping[str, Source]
    pages: Mapping[str, Page]
    origins: Mapping[str, Place]
    texts: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    mends: tuple[Mend, ...] = field(default=(), repr=False)

    def place(self, pointer: str, *, on_key: bool = False) -> Place:
        """Where a node of `root` was written; with `on_key` where its key was, which for a path may be another file."""
        if on_key and pointer in self.origins and pointer.startswith("/paths/"):
            above, _, token = pointer.rpartition("/")
            return origin(self.origins, above).at(unescaped(token)).key()
        place = origin(self.origins, pointer)
        return place.key() if on_key else place

    def follow(self, ref: str) -> tuple[object, str]:
        """The node that a local `$ref` means, and its pointer; the node is None where there is none.

        The node may itself be a reference: `deref` goes to the end.
        """
        target = parsed(ref)
        node = node_at(self.root, target.tokens) if target.kind == "pointer" and not target.path else MISSING
        return None if node is MISSING else node, target.pointer

    def deref(self, node: object, pointer: str) -> tuple[object, str]:
        """A node and its pointer with references followed to the end; None for the node where there is no end."""
        seen: set[str] = set()
        while is_object(node) and isinstance(ref := node.get("$ref"), str):
            if ref in seen:
                return None, pointer
            seen.add(ref)
            node, pointer = self.follow(ref)
        return node, pointer

    def lines(self, pointers: Iterable[str]) -> dict[str, int]:
        """The line on which each node stands in its own file (that of its key, where it has one)."""
        places = {pointer: self.place(pointer) for pointer in pointers}
        wanted: dict[str, list[str]] = {}
        for place in places.values():
            wanted.setdefault(place.file, []).append(place.pointer)
        marks = {file: locate(self.sources[file], inner) for file, inner in wanted.items()}
        return {pointer: marks[place.file][place.pointer].key[0] for pointer, place in places.items()}

    @property
    def files(self) -> tuple[str, ...]:
        """Every file that was read, the entry file first: sources, texts of descriptions, captured pages."""
        return tuple(dict.fromkeys((*self.sources, *self.texts, *(page.file for page in self.pages.values()))))

    def located(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """The findings with line, column and text, sorted by file and line."""
        return located(findings, self.sources)


def origin(origins: Mapping[str, Place], pointer: str) -> Place:
    """The place that `pointer` comes from: the nearest ancestor with an origin, and the way down from there."""
    above = pointer
    while above not in origins:
        above = above.rpartition("/")[0]
    start = origins[above]
    return Place(start.file, start.pointer + pointer[len(above) :])
