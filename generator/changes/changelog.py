"""CHANGELOG.md: the generator owns the section *Unreleased*, and nothing else in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from generator.changes.change import Change
from generator.changes.report import Report
from generator.changes.rules import Level
from generator.findings import visible
from generator.write.shared import SECTION

UNRELEASED = "## Unreleased"
_HEADINGS: Mapping[Level, str] = {"major": "Breaking", "minor": "New and changed", "patch": "No effect on your code"}
_FORM = ("prose-changed", "example-changed", "extension-changed", "written-differently",
         "plain-changed",
         "rule-sentence-changed", "rule-id-changed")  # fmt: skip
"""Actions that are counted and not told one by one."""
_MARKED = re.compile(r"([\\`*<>\[\]|])")


def markdown(report: Report) -> Iterator[str]:
    """The changes as the lines of a section: what breaks first, each a sentence for the caller."""
    for level, heading in _HEADINGS.items():
        changes = [change for change in report.changes if change.own_level == level]
        entries = list(_entries(changes, report.changes))
        if entries:
            yield f"### {heading}"
            yield ""
            yield from entries
            yield ""


def _entries(changes: Sequence[Change], all_changes: Sequence[Change]) -> Iterator[str]:
    """One line a change. What has no effect is left out where the same edit has one in the other direction."""
    told = {_edit(change) for change in all_changes if change.own_level not in ("patch", "note")}
    formal = 0
    for change in changes:
        if change.own_level == "patch" and _edit(change) in told:
            continue
        if change.action in _FORM:
            formal += 1
            continue
        reasons = [_capital(change.because[0]), change.because[1]] if _needs_reasons(change) else []
        tail = f" {'; '.join(reasons)}." if reasons else ""
        others = [name for name in change.operations if not change.subject.startswith(f"{name}(")]
        methods = f" ({', '.join(_few(others))})" if others else ""
        yield f"- {_sentence(change)}{methods}.{tail}"
    if formal:
        yield f"- {formal:,} {'text of the document is' if formal == 1 else 'texts of the document are'} worded anew."


def _needs_reasons(change: Change) -> bool:
    """Whether the sentence alone does not say whom it concerns: that something is new does."""
    return change.own_level != "patch" and not (change.code == "gains" and change.action in ("added", "schema-added"))


def _edit(change: Change) -> tuple[str, object, object]:
    return change.action, change.old and change.old.pointer, change.new and change.new.pointer


def _few(names: Sequence[str]) -> list[str]:
    return (
        [f"`{name}`" for name in names]
        if len(names) < 5
        else [*(f"`{name}`" for name in names[:3]), f"{len(names) - 3} more"]
    )


def _sentence(change: Change) -> str:
    """The sentence with its subject as code."""
    text = " ".join(visible(change.says).split())
    subject = " ".join(visible(change.subject).split())
    if re.search(r"[._(A-Z]", subject) and "`" not in subject and text.startswith(subject):
        return f"`{subject}`{_plain(text[len(subject):])}"
    return _plain(text)


def _plain(text: str) -> str:
    return _MARKED.sub(r"\\\1", text)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def section(report: Report) -> str:
    """The whole section *Unreleased*, ending in an empty line."""
    lines = [UNRELEASED, ""]
    if not report.released:
        lines += ["The first release.", ""]
    elif not report.noticed:
        lines += [f"Nothing since {report.released}.", ""]
    else:
        lines += [f"To be {report.demanded} at least: {_reason(report)}.", "", *markdown(report)]
    return "\n".join(lines) + "\n"


def _reason(report: Report) -> str:
    worst = next((change for change in report.changes if change.level == report.level), None)
    if worst is None or report.level == "patch":
        return "nothing that a caller would notice"
    return "it breaks callers" if report.level == "major" else "it has news for callers"


def merged(text: str, package: str, unreleased: str) -> str:
    """The changelog `text`, which may be empty, with another section *Unreleased*."""
    if not text.strip():
        return f"# Changelog of {package}\n\n{unreleased}".rstrip("\n") + "\n"
    found = SECTION.search(text)
    if found:
        return (text[: found.start()] + unreleased + text[found.end() :]).rstrip("\n") + "\n"
    first = re.search(r"^## ", text, re.MULTILINE)
    at = first.start() if first else len(text)
    return (f"{text[:at].rstrip()}\n\n{unreleased}{text[at:]}").rstrip("\n") + "\n"


def closed(text: str, version: str) -> str:
    """The changelog with the section *Unreleased* under the heading of a version, and an empty one above it."""
    found = SECTION.search(text)
    body = found[0].removeprefix(UNRELEASED).strip("\n") if found else "The first release."
    body = re.sub(r"\ATo be .* at least: .*\n+", "", body)
    nothing = f"{UNRELEASED}\n\nNothing since {version}.\n\n"
    return merged(text, "", f"{nothing}## {version}\n\n{body}\n\n")
