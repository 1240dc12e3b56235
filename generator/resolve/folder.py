"""The files of a document: none but those in the folder of the entry file or below it are ever opened."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from generator.findings import Finding, SpecError
from generator.load import Source, load, text_of
from generator.resolve.document import Page


class Outside(Exception):
    """A path leads out of the folder of the document."""


class Absent(Exception):
    """There is no such file."""


@dataclass(slots=True)
class Folder:
    """The entry file and the files read so far, by path as a person would write it."""

    entry: Source
    sources: dict[str, Source] = field(default_factory=dict[str, Source])
    findings: list[Finding] = field(default_factory=list[Finding])
    texts: list[str] = field(default_factory=list[str])
    failed: dict[str, SpecError] = field(default_factory=dict[str, SpecError])

    def __post_init__(self) -> None:
        self.sources[self.entry.file] = self.entry

    def path(self, relative: str, source: Source) -> str:
        """The path of a file that `source` names. Raises Outside and Absent."""
        if "\0" in relative or len(relative) > 4096:
            raise Absent
        path = os.path.normpath(os.path.join(os.path.dirname(source.file), relative))
        root = os.path.realpath(os.path.dirname(self.entry.file) or ".")
        real = os.path.realpath(path)
        if os.path.isabs(relative) or os.path.commonpath((root, real)) != root:
            raise Outside
        if real == os.path.realpath(self.entry.file):
            return self.entry.file
        if not os.path.isfile(real):
            raise Absent
        return path

    def source(self, path: str) -> Source:
        """The file at a path, read once. Raises SpecError each time it cannot be read; `findings` tell why once."""
        if path in self.failed:
            raise self.failed[path]
        if path not in self.sources:
            try:
                self.sources[path] = load(path)
            except SpecError as error:
                self.failed[path] = error
                self.findings += error.findings
                raise
            self.findings += self.sources[path].findings
        return self.sources[path]

    def text(self, relative: str, source: Source) -> str:
        """The text of a file that is no YAML or JSON. Raises Outside, Absent and SpecError."""
        path = self.path(relative, source)
        text = text_of(path)
        self.texts.append(path)
        return text

    def page(self, relative: str) -> Page:
        """A captured docs page that the entry file names. Raises Outside, Absent and SpecError."""
        lines = self.text(relative, self.entry).removesuffix("\n").split("\n")
        return Page(self.path(relative, self.entry), tuple(line.removesuffix("\r") for line in lines))
