"""`audit`: whether the spec says what a captured docs page says."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from generator.inputs import DOCUMENT_NAMES

if TYPE_CHECKING:
    from generator.audit.audit import Audit
    from generator.pipeline import Produce
    from generator.resolve import Document


def run(options: argparse.Namespace, _: Produce | None) -> int:
    """0 where the spec is true to the page, 1 where it is not, 2 where one of them cannot be read."""
    from generator.audit.audit import audit
    from generator.audit.lock import BadLock
    from generator.audit.observed import observed
    from generator.audit.page import NotAPage
    from generator.audit.report import as_json, as_text, counts
    from generator.audit.suggest import suggested

    try:
        spec = options.spec or _spec_near(options.capture)
        if options.suggest and _is_empty(spec):
            print(_draft(options.capture, spec))
            return 1
        document = _document(spec)
        found = audit(options.capture, document)
        seen = observed(options.observed, found.known, found.operation, found.said) if options.observed else ()
    except (NotAPage, BadLock, _NoSpec) as error:
        print(error, file=sys.stderr)
        return 2
    if options.accept:
        return _accept(options.capture, found, document)
    if options.suggest:
        print(suggested(found, document.file, document))
        return 1 if counts(found)[0] else 0
    print(as_json(found, document, seen) if options.format == "json" else as_text(found, document, seen))
    return 1 if counts(found)[0] else 0


class _NoSpec(Exception):
    """No spec that can be audited, in one line."""


def _spec_near(capture: str) -> str:
    """The document in the folder of the capture, or in one above it."""
    folder = os.path.dirname(capture) or "."
    for above in (folder, os.path.join(folder, ".."), os.path.join(folder, "..", "..")):
        for name in DOCUMENT_NAMES:
            path = os.path.normpath(os.path.join(above, name))
            if os.path.isfile(path):
                return path
    raise _NoSpec(f"{capture}: no openapi.yaml lies beside or above it; name the spec with --spec")


def _is_empty(spec: str) -> bool:
    """Whether the spec is a file without anything in it, or not there yet."""
    from generator.inputs import task_of

    path = task_of(spec).document
    return not os.path.lexists(path) or (os.path.isfile(path) and os.path.getsize(path) == 0)


def _draft(capture: str, spec: str) -> str:
    """The page as a document, for a spec that is still to be written."""
    from generator.audit.audit import alone
    from generator.audit.suggest import drafted
    from generator.inputs import task_of

    return drafted(alone(capture), task_of(spec).document)


def _document(spec: str) -> Document:
    from generator.findings import SpecError
    from generator.inputs import task_of
    from generator.resolve import resolve

    try:
        document = resolve(task_of(spec).document)
    except SpecError as error:
        first = error.findings[0]
        raise _NoSpec(f"{first.place.file}: {first.message}; {first.fix}") from None
    errors = [finding for finding in document.findings if finding.severity == "error"]
    if errors:
        raise _NoSpec(f"{document.file}: {errors[0].message}; run lint first: {len(errors)} errors in all")
    return document


def _accept(capture: str, found: Audit, document: Document) -> int:
    """Writes the facts of the page as accepted: only where the spec says them all, and for the page that it names."""
    from generator.audit.lock import accepted_text
    from generator.audit.report import as_text, counts
    from generator.load import is_object

    page = document.pages.get(found.operation.page) if found.operation else None
    if page is not None and not _is_same(page.file, capture):
        print(f"{capture}: the spec names {page.file}; save the page there, then accept it", file=sys.stderr)
        return 2
    if counts(found)[0]:
        print(as_text(found, document))
        print("Nothing was accepted: the spec must say what the page says first.", file=sys.stderr)
        return 1
    if found.moved:
        moved = f"{found.moved:,} citations of the spec name lines that have moved"
        print(f"{moved}; apply the patch of --suggest first. Nothing was accepted.", file=sys.stderr)
        return 1
    info = document.root.get("info")
    since = str(info.get("version", "")) if is_object(info) else ""
    with open(found.lock, "w", encoding="utf-8", newline="\n") as file:
        file.write(accepted_text(found.said, since))
    print(f"accepted {len(found.said.facts):,} facts of {capture}: {found.lock}")
    return 0


def _is_same(one: str, other: str) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)
