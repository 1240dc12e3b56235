"""From the path of the entry file to the joined document."""

from __future__ import annotations

import re
from typing import cast

from generator.findings import Finding, SpecError, Unreadable, described, quoted
from generator.grammar import VERSIONS, Version
from generator.load import Source, is_object, load, located
from generator.positions import Place
from generator.resolve.document import Document, Page
from generator.resolve.folder import Absent, Folder, Outside
from generator.resolve.join import Joiner
from generator.resolve.settle import settle


def resolve(path: str) -> Document:
    """The document at `path` with all files that it refers to.

    Raises Unreadable where there is no OpenAPI document, and Refused where its aliases grow without bounds. What is
    wrong with its references stands in the document's `findings`.
    """
    entry = load(path)
    if not is_object(entry.tree):
        message = f"an OpenAPI document is a mapping, and this is {described(entry.tree)}"
        _unreadable(entry, "root-kind", "", message, "begin with 'openapi: 3.1.0'")
    root = cast(dict[str, object], entry.tree)
    version = _version(entry, root)
    folder = Folder(entry)
    joiner = Joiner(folder, root)
    joiner.walk()
    settle(joiner)
    pages = _pages(folder, root, joiner)
    return Document(
        file=path,
        version=version,
        root=root,
        items=tuple(joiner.items),
        sources=folder.sources,
        pages=pages,
        origins=joiner.origins,
        findings=(*entry.findings, *folder.findings, *joiner.findings),
        mends=tuple(joiner.mends),
    )


def _version(entry: Source, root: dict[str, object]) -> Version:
    """The version of OpenAPI that the document says it is written in."""
    if "openapi" not in root:
        if "swagger" in root:
            message = f"this is Swagger {root['swagger']}, and only OpenAPI 3.0, 3.1 and 3.2 are supported"
            _unreadable(entry, "version-unsupported", "/swagger", message, "convert it to OpenAPI 3, then generate")
        message = "the document does not say which version of OpenAPI it is written in"
        _unreadable(entry, "version-missing", "", message, "begin with 'openapi: 3.1.0'")
    written = str(root["openapi"])
    match = re.fullmatch(r"(3\.[0-9])(\.[0-9]+)?(-.*)?", written)
    if match is None or match[1] not in VERSIONS:
        message = f"{quoted(written)} is not a version that is supported"
        _unreadable(entry, "version-unsupported", "/openapi", message, "write it in OpenAPI 3.0, 3.1 or 3.2")
    return cast(Version, match[1]) if match else "3.1"


def _unreadable(entry: Source, code: str, pointer: str, message: str, fix: str) -> None:
    finding = Finding(code, "error", Place(entry.file, pointer), message, fix)
    raise Unreadable(located([*entry.findings, finding], {entry.file: entry}))


def _pages(folder: Folder, root: dict[str, object], joiner: Joiner) -> dict[str, Page]:
    """The captured docs pages that `x-docs` names."""
    pages: dict[str, Page] = {}
    named = root.get("x-docs", {})
    if not is_object(named):
        joiner.find("x-docs", "/x-docs", "x-docs names pages", "write {name: path of the captured page}", "error")
        return pages
    for name, path in named.items():
        try:
            pages[name] = folder.page(path if isinstance(path, str) else "\0")
        except (Absent, SpecError):
            message = f"there is no captured page {quoted(path)}"
            joiner.find("x-docs", Place("").at("x-docs", name).pointer, message, "save the page there", "error")
        except Outside:
            message = f"{quoted(path)} leads out of the folder of the document"
            joiner.find("x-docs", Place("").at("x-docs", name).pointer, message, "keep pages in the folder", "error")
    return pages
