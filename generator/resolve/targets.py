"""Finds what a reference means, over all files of a document."""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import dataclass

from generator.findings import SpecError, quoted, suggested
from generator.load import Source
from generator.resolve.folder import Absent, Folder, Outside
from generator.resolve.refs import MISSING, Ref, neighbours, node_at, parsed

_GENERIC = frozenset(
    ("schema", "items", "properties", "content", "allOf", "oneOf", "anyOf", "value", "application/json")
)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a reference leads: a file, and the steps to go in it."""

    source: Source
    ref: Ref

    @property
    def key(self) -> tuple[str, str]:
        """File and pointer."""
        return self.source.file, self.ref.pointer

    def node(self) -> object:
        """The node itself. Raises Dangling."""
        found = node_at(self.source.tree, self.ref.tokens)
        if found is MISSING:
            raise not_found(self.ref, self.source.tree)
        return found


class Dangling(Exception):
    """A reference that leads nowhere: the code of the finding, the sentence and the way out."""

    def __init__(self, code: str, message: str, fix: str) -> None:
        super().__init__(message)
        self.code, self.message, self.fix = code, message, fix


def not_found(ref: Ref, tree: object) -> Dangling:
    """The fault of a reference whose file is there, but not its pointer."""
    name = ref.tokens[-1] if ref.tokens else ""
    written = f"{ref.path}#{ref.pointer}"
    message = f"{quoted(written)} is not defined{suggested(name, neighbours(tree, ref.tokens))}"
    return Dangling("ref-not-found", message, "define it, or correct the reference")


def target(folder: Folder, text: str, source: Source) -> Target:
    """What a `$ref` that stands in `source` means; whether the node is there is not looked at. Raises Dangling."""
    ref = parsed(text)
    if ref.kind == "url":
        raise Dangling(
            "ref-url",
            f"{quoted(text)} is a URL, and nothing is fetched from the network",
            "save it below the folder of the document and refer to the file",
        )
    if ref.path:
        source = _file(folder, ref.path, source)
    if ref.kind == "anchor":
        message = f"{quoted(text)} refers to a $anchor, which is not supported"
        raise Dangling("unsupported", message, "write a JSON pointer: '#/components/schemas/Name'")
    return Target(source, ref)


def _file(folder: Folder, relative: str, source: Source) -> Source:
    try:
        path = folder.path(relative, source)
    except Outside:
        message = f"{quoted(relative)} leads out of the folder of the document"
        raise Dangling("ref-escape", message, "copy the file into the folder: no other file is read") from None
    except Absent:
        raise Dangling("ref-file-missing", _absence(folder, relative, source), "check the path") from None
    try:
        return folder.source(path)
    except SpecError:
        raise Dangling("ref-file", f"{quoted(relative)} cannot be read", "mend that file first") from None


def _absence(folder: Folder, relative: str, source: Source) -> str:
    near = ""
    if "/" not in relative and "." not in relative:
        near = suggested(relative, neighbours(folder.entry.tree, ("components", "schemas", "")))
        near = near.replace("mean '", "mean '#/components/schemas/")
    return f"there is no file {quoted(relative)} beside {quoted(os.path.basename(source.file))}{near}"


def free_name(target: Target, taken: Collection[str]) -> str:
    """A name for a component that comes from another file: its own, else with that of its file, else with a number."""
    stem = os.path.splitext(os.path.basename(target.source.file))[0]
    names = [token for token in target.ref.tokens if token not in _GENERIC and not token.isdigit()]
    name = names[-1] if names else stem
    if name not in taken:
        return name
    if names and f"{stem}_{name}" not in taken:
        return f"{stem}_{name}"
    number = 2
    while f"{name}_{number}" in taken:
        number += 1
    return f"{name}_{number}"
