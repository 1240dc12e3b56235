"""One page against one spec: all differences, in the order of the page, each told once."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from generator.audit.anchors import anchors
from generator.audit.calls import call_mismatches
from generator.audit.citations import citation_mismatches
from generator.audit.conditions import condition_mismatches
from generator.audit.cut import refuse_if_cut
from generator.audit.examples import example_mismatches
from generator.audit.fact import Key, Side, Steps
from generator.audit.facts import Said, said
from generator.audit.fields import field_mismatches
from generator.audit.keywords import keyword_mismatches
from generator.audit.lock import SUFFIX, Accepted, read_accepted
from generator.audit.mismatch import Mismatch
from generator.audit.operations import Operation, operation_of, operations
from generator.audit.page import NotAPage, read_page
from generator.audit.renumber import renumbered
from generator.audit.slots import Anchors
from generator.audit.view import View
from generator.audit.waivers import is_orphan, waiver_mismatches
from generator.audit.wording import wording_mismatches
from generator.findings import visible
from generator.load import is_object
from generator.resolve import Document


@dataclass(frozen=True, slots=True)
class Audit:
    """What an audit found. `operation` is None where the spec has none for the page; `lock` is the path of its facts.

    `moved` counts citations whose lines have moved since; `pending` facts that the vendor changed and the spec follows. `view` is None without an operation.
    """

    said: Said
    operation: Operation | None
    mismatches: tuple[Mismatch, ...]
    accepted: Accepted | None
    lock: str
    audited: int
    known: tuple[Operation, ...]
    moved: int = 0
    pending: int = 0
    view: View | None = None


def audit(capture: str, document: Document) -> Audit:
    """The page in `capture` against the document. Raises NotAPage and BadLock."""
    page = read_page(capture)
    known = tuple(operations(document))
    operation = operation_of(page, known, document, capture)
    lock = lock_path(document, operation, capture)
    accepted = read_accepted(lock)
    known_before = anchors(accepted, operation)
    found = said(page, known_before)
    refuse_if_cut(found, accepted, known_before)
    audited = sum(bool(each.page) or each is operation for each in known)
    if operation is None:
        _refuse_foreign(found, known, document)
        method, url = (found.facts["operation", (), aspect] for aspect in ("method", "url"))
        missing = Mismatch(
            code="operation-added",
            place="operation",
            lines=(method.line, url.line),
            says=f"{method.value} {url.value}",
            told="no such operation in the spec",
            fix="audit --suggest drafts it",
            keys=(method.key, url.key),
        )
        return Audit(found, None, (missing,), accepted, lock, audited, known)
    view = View(found, document, operation, accepted, _page_name(document, operation), has_sources(document))
    mismatches, moved = _mismatches(view)
    moved = len(renumbered(view)) if moved else 0
    pending = 0 if mismatches else sum(view.is_vendors(key) for key in _stated(view))
    return Audit(found, operation, mismatches, accepted, lock, audited, known, moved, pending, view)


def alone(capture: str) -> Audit:
    """The page in `capture` without any spec. Raises NotAPage."""
    found = said(read_page(capture), Anchors())
    refuse_if_cut(found, None, Anchors())
    return Audit(found, None, (), None, "", 0, ())


def _stated(view: View) -> set[Key]:
    """The keys of all facts but the bare words of sentences, said now or accepted."""
    keys = {*view.said.facts, *(view.accepted.facts if view.accepted else ())}
    return {key for key in keys if key[2] not in ("sentence", "unplaced")}


def _refuse_foreign(found: Said, known: tuple[Operation, ...], document: Document) -> None:
    """Raises NotAPage where no operation of the spec is even on the host of the page."""
    url = urlsplit(found.page.call.url)
    hosts = {urlsplit(each).netloc for operation in known for each in operation.urls} - {""}
    if hosts and url.netloc not in hosts:
        message = f"this page is about {url.netloc}, and {document.file} about {', '.join(sorted(hosts))}"
        raise NotAPage(visible(f"{found.page.file}: {message}"))


def has_sources(document: Document) -> bool:
    """Whether the facts of a document say who states them."""
    return is_object(document.root.get("x-docs"))


def lock_path(document: Document, operation: Operation | None, capture: str) -> str:
    """Where the accepted facts of a page are: beside the page that the spec names, else beside the spec."""
    page = document.pages.get(operation.page) if operation else None
    if page is not None:
        return os.path.splitext(page.file)[0] + SUFFIX
    name = os.path.splitext(os.path.basename(capture))[0]
    return os.path.join(os.path.dirname(document.file), name + SUFFIX)


def _page_name(document: Document, operation: Operation) -> str:
    return operation.page or next(iter(document.pages), "")


def _mismatches(view: View) -> tuple[tuple[Mismatch, ...], int]:
    words, calls = keyword_mismatches(view), list(call_mismatches(view))
    enums = {each.pointer for each in words if each.code.startswith("enum-")}
    fields = [each for each in field_mismatches(view) if each.code != "value-shown" or each.pointer not in enums]
    others = [each for each in fields if each.code != "field-added"]
    others += [each for each in calls if each.code == "parameter-removed"]
    words = _apart([*words, *condition_mismatches(view)], others)
    found = [*calls, *fields, *words]
    found += _apart(example_mismatches(view), found)
    found += [each for each in waiver_mismatches(view) if not is_orphan(each, found)]
    cited, moved = citation_mismatches(view)
    found += _apart(cited, found)
    found += _apart(wording_mismatches(view), found)
    order = {key: index for index, key in enumerate(view.said.facts)}
    return (
        tuple(sorted(found, key=lambda each: min([order.get(key, len(order)) for key in each.keys], default=0))),
        moved,
    )


def _apart(later: Iterable[Mismatch], found: Iterable[Mismatch]) -> list[Mismatch]:
    """Those of `later` that are about nothing that was found before: one cause is told once."""
    told = {_field_of(key) for each in found for key in each.keys}
    return [each for each in later if not any(_field_of(key) in told for key in each.keys)]


def _field_of(key: Key) -> tuple[Side, Steps]:
    return key[0], key[1]
