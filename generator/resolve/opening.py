"""From the path of the entry file to the joined document."""

from __future__ import annotations

import re

from generator.findings import Finding, SpecError, Unreadable, described, quoted
from generator.grammar import VERSIONS, Version
from generator.load import Source, is_object, load, located
from generator.positions import Place
from generator.resolve.document import Document, Page
from generator.resolve.folder import Absent, Folder, Outside
from generator.resolve.join import Joiner
from generator.resolve.settle import settle

_BEGINNING = "begin with 'openapi: 3.1.0'"


def resolve(path: str) -> Document:
    """The document at `path` with all files that it refers to.

    Raises Unreadable where there is no OpenAPI document, and Refused where its aliases grow without bounds. What is
    wrong with its references stands in the document's `findings`.
    """
    entry = load(path)
    if not is_object(entry.tree):
        message = f"an OpenAPI document is a mapping, and this is {described(entry.tree)}"
        raise _unreadable(entry, "root-kind", pointer="", message=message, fix=_BEGINNING)
    root = entry.tree
    version = _version(entry, root)
    folder = Folder(entry)
    joiner = Joiner(folder, root)
    joiner.walk()
    settle(joiner)
    pages, faults = _pages(folder, root.get("x-docs", {}))
    return Document(
        file=path,
        version=version,
        root=root,
        items=tuple(joiner.items),
        sources=folder.sources,
        pages=pages,
        origins=joiner.origins,
        texts=tuple(folder.texts),
        findings=(*entry.findings, *folder.findings, *joiner.findings, *faults),
        mends=tuple(joiner.mends),
    )


def _version(entry: Source, root: dict[str, object]) -> Version:
    """The version of OpenAPI that the document says it is written in."""
    if "openapi" not in root:
        if "swagger" in root:
            message = f"this is Swagger {root['swagger']}, and only OpenAPI 3.0, 3.1 and 3.2 are supported"
            fix = "convert it to OpenAPI 3, then generate"
            raise _unreadable(entry, "version-unsupported", pointer="/swagger", message=message, fix=fix)
        message = "the document does not say which version of OpenAPI it is written in"
        raise _unreadable(entry, "version-missing", pointer="", message=message, fix=_BEGINNING)
    written = str(root["openapi"])
    match = re.fullmatch(r"(3\.[0-9])(\.[0-9]+)?(-.*)?", written)
    known: Version | None = next((version for version in VERSIONS if match and match[1] == version), None)
    if known is None:
        message = f"{quoted(written)} is not a version that is supported"
        fix = "write it in OpenAPI 3.0, 3.1 or 3.2"
        raise _unreadable(entry, "version-unsupported", pointer="/openapi", message=message, fix=fix)
    return known


def _unreadable(entry: Source, code: str, *, pointer: str, message: str, fix: str) -> Unreadable:
    finding = Finding(code, "error", Place(entry.file, pointer), message, fix)
    return Unreadable(located([*entry.findings, finding], {entry.file: entry}))


def _pages(folder: Folder, named: object) -> tuple[dict[str, Page], list[Finding]]:
    """The captured docs pages that `x-docs` names, and the findings on those that cannot be read."""
    place = Place(folder.entry.file, "/x-docs")
    if not is_object(named):
        fix = "write {name: path of the captured page}"
        return {}, [Finding("x-docs", "error", place, "x-docs names pages", fix)]
    pages: dict[str, Page] = {}
    findings: list[Finding] = []
    for name, path in named.items():
        try:
            pages[name] = folder.page(path if isinstance(path, str) else "\0")
        except (Absent, SpecError):
            message = f"there is no captured page {quoted(path)}"
            findings.append(Finding("x-docs", "error", place.at(name), message, "save the page there"))
        except Outside:
            message = f"{quoted(path)} leads out of the folder of the document"
            findings.append(Finding("x-docs", "error", place.at(name), message, "keep pages in the folder"))
    return pages, findings
