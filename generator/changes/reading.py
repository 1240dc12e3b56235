"""What OLD and NEW may be: a document, a folder with one in it, or either at a revision of git."""

from __future__ import annotations

import os
import subprocess
import tempfile
from dataclasses import dataclass

from generator.findings import Finding, SpecError, visible
from generator.inputs import DOCUMENT_NAMES
from generator.load import is_object
from generator.resolve import Document, resolve

GIT = "git:"
_FILES = (".yaml", ".yml", ".json", ".md", ".markdown", ".txt", ".html")


class CannotCompare(Exception):
    """One of the two is no document to compare: a sentence of one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """A document and how its files are told: `folder` at the start of a path is told as `called`."""

    document: Document
    folder: str = ""
    called: str = ""

    def told(self, file: str) -> str:
        """The name of a file as the person gave it."""
        return self.called + file.removeprefix(self.folder) if self.folder and file.startswith(self.folder) else file


def read(given: str) -> Spec:
    """The document that `given` names. Raises CannotCompare, with one line, where there is none or it is broken."""
    if given.startswith(GIT):
        return _from_git(given)
    return Spec(document=_document(_entry(given), given))


def _entry(given: str) -> str:
    if not os.path.isdir(given):
        return given
    paths = [os.path.join(given, name) for name in DOCUMENT_NAMES]
    found = next((path for path in paths if os.path.lexists(path)), "")
    if not found:
        raise CannotCompare(f"{given}: no {' or '.join(DOCUMENT_NAMES)} is in this folder")
    return found


def _document(path: str, given: str, shown: Spec | None = None) -> Document:
    try:
        document = resolve(path)
    except SpecError as error:
        raise CannotCompare(_line(document_findings(error.findings), given)) from None
    errors = document_findings(document.findings)
    if errors:
        raise CannotCompare(_line(document.located(errors), given))
    return document


def document_findings(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The errors without which two documents could be compared; captured pages do not matter here."""
    return tuple(one for one in findings if one.severity == "error" and one.code != "x-docs")


def _line(errors: tuple[Finding, ...], given: str) -> str:
    """The first error on one line, and how many there are."""
    first = errors[0]
    where = f"{given}:{first.spot.line}:{first.spot.column}" if first.spot else given
    more = f" (and {len(errors) - 1} more: python -m generator lint {given})" if len(errors) > 1 else ""
    return f"{where}: {visible(first.message)}{more}"


# --- git -------------------------------------------------------------------------------------------------------------


def _from_git(given: str) -> Spec:
    """The document as it was in a revision, with the files of its folder, read from a folder of its own."""
    revision, _, path = given.removeprefix(GIT).partition(":")
    if not revision or not path or revision.startswith("-"):
        raise CannotCompare(f"{given}: write git:REVISION:PATH, as in git:HEAD~1:spec/openapi.yaml")
    names = _git("ls-tree", "-r", "-z", "--name-only", revision, "--", _folder_of(revision, path), given=given)
    listed = [name for name in names.decode("utf-8", "surrogateescape").split("\0") if name.endswith(_FILES)]
    entry = _entry_of(path, listed)
    if not entry:
        raise CannotCompare(f"{given}: there is no such document in this revision")
    with tempfile.TemporaryDirectory() as folder:
        for name in listed:
            target = os.path.join(folder, name)
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with open(target, "wb") as file:
                file.write(_git("show", f"{revision}:./{name}", given=given))
        spec = Spec(
            document=_document(os.path.join(folder, entry), given), folder=f"{folder}/", called=f"{GIT}{revision}:"
        )
    return spec


def _folder_of(revision: str, path: str) -> str:
    """The folder whose files a document may refer to: its own."""
    kind = subprocess.run(["git", "cat-file", "-t", f"{revision}:./{path}"], capture_output=True, check=False).stdout
    folder = path if kind.strip() == b"tree" else os.path.dirname(path)
    return f"{folder.rstrip('/')}/" if folder.strip("./") else "."


def _entry_of(path: str, listed: list[str]) -> str:
    names = [os.path.normpath(os.path.join(path, name)) for name in DOCUMENT_NAMES]
    return next((name for name in (os.path.normpath(path), *names) if name in listed), "")


def _git(*arguments: str, given: str) -> bytes:
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, check=False)
    except OSError:
        raise CannotCompare(f"{given}: git is not installed") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise CannotCompare(f"{given}: git says: {visible(said[0]) if said else 'no such revision'}")
    return done.stdout


def same_api(old: Spec, new: Spec, names: tuple[str, str]) -> None:
    """Raises CannotCompare where two documents have nothing in common: one was taken for another."""
    before, after = (_paths(one.document) for one in (old, new))
    titles = [_title(one.document) for one in (old, new)]
    if before and after and not before & after and titles[0] != titles[1]:
        said = f"{visible(titles[0])!r} and {visible(titles[1])!r}"
        raise CannotCompare(f"{names[0]} and {names[1]}: these are two APIs, {said}, without a path in common")


def _paths(document: Document) -> set[str]:
    paths = document.root.get("paths")
    return set(paths) if is_object(paths) else set()


def _title(document: Document) -> str:
    info = document.root.get("info")
    return str(info.get("title")) if is_object(info) else ""
