"""An audit as a person reads it, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from generator.audit.audit import Audit
from generator.audit.mismatch import Mismatch
from generator.audit.observed import Seen
from generator.findings import visible
from generator.resolve import Document

LONGEST = 160
_UNAUDITED = 3


def as_text(audit: Audit, document: Document, seen: Sequence[Seen] = ()) -> str:
    """The report: differences by who made them, what clients saw, counts, and how many operations have a captured page."""
    lines = _lines_of(audit, document)
    page = visible(audit.said.page.file)
    vendor = [each for each in audit.mismatches if each.by == "vendor"]
    spec = [each for each in audit.mismatches if each.by == "spec"]
    unknown = [each for each in audit.mismatches if not each.by]
    blocks: list[str] = []
    if vendor and audit.accepted:
        head = f"{page}: the vendor changed {_counted(len(vendor), 'fact')} since {visible(audit.accepted.since)}"
        blocks += [head, *_rows(vendor, lines)]
    if spec:
        blocks += [f"{document.file}: the spec says otherwise than the page on {_counted(len(spec), 'fact')}"]
        blocks += _rows(spec, lines)
    if unknown:
        blocks += [f"{page}: page and spec differ on {_counted(len(unknown), 'fact')}", *_rows(unknown, lines)]
    if seen:
        blocks += [
            f"the live API does {_counted(len(seen), 'thing')} that neither page nor spec says",
            *_seen_rows(seen),
        ]
    return "\n".join([*blocks, *_closing(audit, document, page, len(seen))])


def _seen_rows(seen: Sequence[Seen]) -> list[str]:
    heads = [f"  warning[{each.code}]" for each in seen]
    widths = max(map(len, heads)), min(max(len(each.place) for each in seen), 40)
    return [
        visible(
            f"{head:<{widths[0]}}  {each.place:<{widths[1]}}  {each.says}, expected {each.expected}"
            f"   {each.operation}, {_counted(each.times, 'line')}"
        )
        for head, each in zip(heads, seen, strict=True)
    ]


def _closing(audit: Audit, document: Document, page: str, seen: int) -> Iterable[str]:
    errors, warnings = counts(audit)
    if not audit.mismatches:
        yield f"{page}: {_counted(len(audit.said.facts), 'fact')}, and {visible(document.file)} says what they say"
    told = f"{_counted(errors, 'error')}, {_counted(warnings + seen, 'warning')}."
    yield told + (" The spec does not say what the page says." if errors else "")
    if audit.moved:
        yield f"note: {_counted(audit.moved, 'citation')} in the spec count lines of the page as it was: see --suggest"
    if audit.pending:
        yield f"note: {_counted(audit.pending, 'fact')} of the page changed, and the spec follows: --accept"
    if audit.accepted is None:
        yield f"note: no facts were accepted yet, so nobody can tell who changed: --accept writes {visible(audit.lock)}"
    yield _coverage(audit)


def _coverage(audit: Audit) -> str:
    rest = [each.title for each in audit.known if not each.page and each is not audit.operation]
    told = f"{audit.audited} of {_counted(len(audit.known), 'operation')} audited"
    if not rest:
        return told
    names = ", ".join(rest[:_UNAUDITED]) + (f" and {len(rest) - _UNAUDITED} more" if len(rest) > _UNAUDITED else "")
    return f"{told}; no captured page for {visible(names)}"


def counts(audit: Audit) -> tuple[int, int]:
    """How many errors and warnings there are."""
    errors = sum(each.severity == "error" for each in audit.mismatches)
    return errors, len(audit.mismatches) - errors


def _rows(mismatches: Sequence[Mismatch], lines: Mapping[str, int]) -> list[str]:
    heads = [f"  {each.severity}[{each.code}]" for each in mismatches]
    widths = max(map(len, heads)), min(max(len(each.place) for each in mismatches), 40)
    return [
        visible(f"{head:<{widths[0]}}  {each.place:<{widths[1]}}  {_told(each, lines)}".rstrip())
        for head, each in zip(heads, mismatches, strict=True)
    ]


def _told(each: Mismatch, lines: Mapping[str, int]) -> str:
    numbers = ", ".join(map(str, each.lines))
    where = f"page line{'s' if len(each.lines) > 1 else ''} {numbers}: " if numbers else ""
    says = each.says if len(each.says) <= LONGEST else each.says[: LONGEST - 1] + "…"
    told = each.told if len(each.told) <= LONGEST else each.told[: LONGEST - 1] + "…"
    at = f"spec line {lines[each.pointer]}: " if each.pointer in lines else ""
    parts = [where + says, at + told]
    parts += [f"write: {each.write}"] if each.write else []
    parts += [f"fix: {each.fix}"] if each.fix else []
    return "   ".join(part for part in parts if part)


def as_json(audit: Audit, document: Document, seen: Sequence[Seen] = ()) -> str:
    """The report for programs; `differences` have the facts of the text report, each under a name."""
    lines = _lines_of(audit, document)
    errors, warnings = counts(audit)
    report = {
        "capture": audit.said.page.file,
        "spec": document.file,
        "operation": audit.operation.title if audit.operation else None,
        "facts": len(audit.said.facts),
        "errors": errors,
        "warnings": warnings + len(seen),
        "operations": {"audited": audit.audited, "known": len(audit.known)},
        "citations_moved": audit.moved,
        "accepted": {"file": audit.lock, "since": audit.accepted.since if audit.accepted else None},
        "differences": [_entry(each, lines) for each in audit.mismatches],
        "observed": [asdict(each) for each in seen],
    }
    return json.dumps(report, indent=2, ensure_ascii=False)


def _entry(each: Mismatch, lines: Mapping[str, int]) -> dict[str, object]:
    return {
        "code": each.code,
        "severity": each.severity,
        "by": each.by or None,
        "place": each.place,
        "page": {"lines": list(each.lines), "says": each.says},
        "spec": {"line": lines.get(each.pointer), "pointer": each.pointer or None, "says": each.told},
        "write": each.write or None,
        "fix": each.fix or None,
    }


def _lines_of(audit: Audit, document: Document) -> dict[str, int]:
    return document.lines({each.pointer for each in audit.mismatches if each.pointer})


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
