"""All checks in one run, and what a person is told of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from generator.findings import Finding, Refused, allowed, short_name
from generator.lint.bounds import bounds
from generator.lint.fault import Fault
from generator.lint.operations import operations
from generator.lint.parameters import parameters
from generator.lint.provenance import provenance
from generator.lint.schemas import schemas
from generator.lint.security import security
from generator.lint.servers import servers
from generator.lint.structure import structure
from generator.resolve import Document

CHECKS: tuple[Callable[[Document], Iterator[Fault]], ...] = (
    structure,
    operations,
    parameters,
    security,
    servers,
    schemas,
    bounds,
    provenance,
)


def lint(document: Document, allow: frozenset[str] = frozenset()) -> tuple[Finding, ...]:
    """All findings on a document, those of its references included, sorted by file and line.

    `allow` holds codes (`ref-url`) and codes with the short name of a place (`ref-url:GET-/items`): errors that may be
    lifted become warnings. Without a finding nothing is looked up.
    """
    return _told(document, _faults(document), allow)


def checked(document: Document, allow: frozenset[str] = frozenset()) -> tuple[Finding, ...]:
    """Makes a document fit for the later stages, and gives the warnings. Raises Refused, with all findings.

    What was allowed or does no harm is mended in `document.root`: after this, every value is of the kind that the
    table of OpenAPI's objects says, every reference leads somewhere, and every pattern compiles.
    """
    faults = _faults(document)
    findings = _told(document, faults, allow)
    if any(finding.severity == "error" for finding in findings):
        raise Refused(findings)
    for mend in (*document.mends, *(mend for fault in faults for mend in fault.mends)):
        mend.apply()
    return findings


def _faults(document: Document) -> list[Fault]:
    return [fault for check in CHECKS for fault in check(document)]


def _told(document: Document, faults: Sequence[Fault], allow: frozenset[str]) -> tuple[Finding, ...]:
    lines = _lines(document, {fault.also for fault in faults if fault.also})
    found = (*document.findings, *(_finding(document, fault, lines) for fault in faults))
    findings = {(finding.code, finding.place, finding.message, finding.spot): finding for finding in reversed(found)}
    return document.located(allowed(finding, allow) for finding in findings.values()) if findings else ()


def _finding(document: Document, fault: Fault, lines: Mapping[str, str]) -> Finding:
    place = document.place(fault.pointer, on_key=fault.on_key)
    message = f"{fault.message} ({lines[fault.also]})" if fault.also else fault.message
    about = short_name(fault.pointer)
    return Finding(fault.code, fault.severity, place, message, fault.fix, about, fault.lift)


def _lines(document: Document, pointers: Iterable[str]) -> dict[str, str]:
    """For each pointer `line 12`, or with the file where it is another one than the entry file."""
    lines = {pointer: f"line {line}" for pointer, line in document.lines(pointers).items()}
    files = {pointer: document.place(pointer).file for pointer in lines}
    return {
        pointer: line if files[pointer] == document.file else f"{files[pointer]} {line}"
        for pointer, line in lines.items()
    }
