"""Small documents for the tests of the front rooms: written to the current folder, read, and told of."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from generator.findings import SpecError, printed
from generator.lint import lint
from generator.resolve import resolve

INFO = 'info: {title: T, version: "1"}\n'
HEAD = f"openapi: 3.1.0\n{INFO}"
HEAD_30 = f"openapi: 3.0.3\n{INFO}"
PAGE = "x-docs: {create: page.txt}\n"
OK = 'responses: {"200": {description: ok}}'
FILE = "openapi.yaml"


class Case(NamedTuple):
    """A sentence that is true, the document that shows it, and the first line that is told of it."""

    sentence: str
    text: str
    where: str
    what: str
    message: str

    def __str__(self) -> str:
        return self.sentence.replace(" ", "-")

    @property
    def line(self) -> str:
        """The first line, as it is printed."""
        return (
            f"{FILE}:{self.where}: {self.what}: {self.message}"
            if self.where
            else f"{FILE}: {self.what}: {self.message}"
        )


def operation(fields: str, path: str = "/a") -> str:
    """A document with one operation, which stands on line 5."""
    return f"{HEAD}paths:\n  {path}:\n    get: {{{fields}}}\n"


def schema(fields: str) -> str:
    """A document with a schema A, which stands on line 6, and a string B."""
    return f"{HEAD}paths: {{}}\ncomponents:\n  schemas:\n    A: {fields}\n    B: {{type: string}}\n"


def sourced(fields: str) -> str:
    """A hand-written document with one property, which stands on line 10."""
    return (
        f"{HEAD}{PAGE}paths: {{}}\ncomponents:\n  schemas:\n    A:\n      type: object\n"
        f"      properties:\n        p: {fields}\n"
    )


def written(text: str, file: str = FILE) -> str:
    """Writes a file into the current folder, folders included."""
    path = Path(file)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return file


def told(text: str, file: str = FILE, allow: tuple[str, ...] = ()) -> str:
    """All that is told of a document."""
    written(text, file)
    try:
        return printed(lint(resolve(file), frozenset(allow)))
    except SpecError as error:
        return str(error)


def first_line(text: str) -> str:
    """The first line of what is told of a document."""
    return told(text).partition("\n")[0]
