"""What is wrong with a document, how it is told, and with which exit status.

A finding names its place as file and JSON pointer; `Spot` adds line, column and text once somebody is to read it. All
findings of a run are told together. Spec text is hostile: control and bidirectional characters are shown escaped.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import ClassVar, Literal, TypeAlias

from generator.positions import Place, unescaped

Severity: TypeAlias = Literal["error", "warning"]
TOLD_IN_FULL = 50
PLACES_TOLD = 5
LINE_WIDTH = 100
QUOTE_LENGTH = 80
NAME_LENGTH = 200
"""Longer words are compared with nothing: it would take too long."""
_METHODS = frozenset("get put post delete options head patch trace query".split())
_CONTROLS = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


@dataclass(frozen=True, slots=True)
class Spot:
    """Line and column, counted from 1 in characters, and the whole text of that line."""

    line: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, where it is, and the way out.

    `about` is the short name of the place for `--allow`; `lift` says what happens instead where an error may be
    allowed, and is empty where it may not.
    """

    code: str
    severity: Severity
    place: Place
    message: str
    fix: str = ""
    about: str = ""
    lift: str = ""
    spot: Spot | None = None


class SpecError(Exception):
    """A document that cannot be generated from: `findings` says why, `exit_status` is for the shell."""

    exit_status: ClassVar[int] = 1

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings: tuple[Finding, ...] = tuple(findings)
        super().__init__(printed(self.findings))


class Refused(SpecError):
    """The document can be read, but has errors."""


class Unreadable(SpecError):
    """There is no document: missing, empty, neither YAML nor JSON, or of a version that is not understood."""

    exit_status: ClassVar[int] = 2


def allowed(finding: Finding, allow: frozenset[str]) -> Finding:
    """The finding as `--allow` has it: an error that can be lifted becomes a warning, or says how to lift it.

    `allow` holds codes (`ref-url`) and codes with the short name of a place (`ref-url:GET-/items`).
    """
    if finding.severity == "warning" or not finding.lift:
        return finding
    id = f"{finding.code}:{finding.about}"
    if finding.code in allow or id in allow:
        return replace(finding, severity="warning", fix=f"allowed: {finding.lift}")
    way_out = f"--allow {id} to go on: {finding.lift}"
    return replace(finding, fix=f"{finding.fix}; or {way_out}" if finding.fix else way_out)


def short_name(pointer: str) -> str:
    """The name of a place for `--allow`: `GET-/items`, `/items`, `schemas/Item`, else the pointer itself."""
    steps = [unescaped(step) for step in pointer.split("/")[1:]]
    match steps:
        case ["paths", path, method, *_] if method in _METHODS:
            return f"{method.upper()}-{path}"
        case ["paths", path, *_]:
            return path
        case ["components", section, name, *_]:
            return f"{section}/{name}"
        case _:
            return pointer or "document"


def on_one_line(findings: Sequence[Finding]) -> str:
    """The first error with its place and the way out, and how many more there are."""
    errors = [finding for finding in findings if finding.severity == "error"] or list(findings)
    first = errors[0]
    where = first.place.file + (f":{first.spot.line}:{first.spot.column}" if first.spot else "")
    more = f" (and {len(errors) - 1:,} more: run lint)" if len(errors) > 1 else ""
    return visible(f"{where}: {first.message}{f'; {first.fix}' if first.fix else ''}{more}")


def printed(findings: Sequence[Finding], closing: str = "Nothing was written.") -> str:
    """All findings as a person reads them, sorted by file and line, and the closing count.

    Warnings that say the same are told once, with their first places. At most 50 are told in full, errors before warnings; the rest is counted by code. `closing` follows the count where
    there is an error.
    """
    if not findings:
        return ""
    ranked = sorted(findings, key=lambda finding: (finding.severity != "error", _order(finding)))
    groups = _alike(ranked)
    told = sorted(groups[:TOLD_IN_FULL], key=lambda group: _order(group[0]))
    blocks = [_block(group[0]) + _likewise(group[1:]) for group in told]
    if rest := [finding for group in groups[TOLD_IN_FULL:] for finding in group]:
        codes = Counter(finding.code for finding in rest)
        blocks.append(f"and {len(rest)} more: " + ", ".join(f"{count} {code}" for code, count in sorted(codes.items())))
    errors = sum(finding.severity == "error" for finding in findings)
    counts = [_counted(errors, "error")] if errors else []
    if len(findings) > errors:
        counts.append(_counted(len(findings) - errors, "warning"))
    blocks.append(", ".join(counts) + "." + (f" {closing}" if errors and closing else ""))
    return "\n".join(blocks)


def _alike(ranked: Iterable[Finding]) -> list[list[Finding]]:
    """The findings, warnings that say the same together: each error has to be mended where it is, and stays alone."""
    groups: dict[object, list[Finding]] = {}
    for index, one in enumerate(ranked):
        key = (one.code, one.message, one.fix) if one.severity == "warning" else index
        groups.setdefault(key, []).append(one)
    return list(groups.values())


def _likewise(findings: Sequence[Finding]) -> str:
    """The line that tells where the same is found again: how often, and the first places."""
    if not findings:
        return ""
    places = [_where(finding) for finding in findings[:PLACES_TOLD]]
    more = f" and {len(findings) - PLACES_TOLD} more" if len(findings) > PLACES_TOLD else ""
    return f"\n  likewise {_counted(len(findings), 'time')}: {', '.join(places)}{more}"


def visible(text: str) -> str:
    """The text on one line, with every character escaped that has no shape or changes the order of others."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_CONTROLS.get(char) or _visible(char) for char in text)


def quoted(value: object) -> str:
    """A value of the document in quotes, as a message names it: cut where it is long."""
    text = value if isinstance(value, str) else repr(value)
    if len(text) > QUOTE_LENGTH:
        text = f"{text[:QUOTE_LENGTH]}…"
    return f"'{visible(text)}'"


def described(value: object) -> str:
    """What stands there, as a message names it: `the string 'x'`, `a list`, `null`."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return f"the string {quoted(value)}"
        case int() | float():
            return f"the number {quoted(value)[1:-1]}"
        case list():
            return "a list"
        case _:
            return "a mapping"


def suggested(word: str, words: Iterable[str]) -> str:
    """`; did you mean 'x'?` for the word that is nearest, or nothing where none is near."""
    near = nearest(word, words)
    return f"; did you mean {quoted(near)}?" if near else ""


def nearest(word: str, words: Iterable[str], cutoff: float = 0.7) -> str:
    """The word that is most alike, or nothing where none is; a `cutoff` of 1 asks for the same but for case."""
    return _nearest(word, tuple(words), cutoff) if len(word) <= NAME_LENGTH else ""


@cache
def _nearest(word: str, words: tuple[str, ...], cutoff: float) -> str:
    lower = {known.lower(): known for known in words if len(known) <= NAME_LENGTH}
    return next((lower[near] for near in difflib.get_close_matches(word.lower(), lower, n=1, cutoff=cutoff)), "")


def _order(finding: Finding) -> tuple[str, int, int, str, str, str]:
    spot = finding.spot
    place = finding.place
    return (
        place.file,
        spot.line if spot else 0,
        spot.column if spot else 0,
        place.pointer,
        finding.code,
        finding.message,
    )


def _block(finding: Finding) -> str:
    spot = finding.spot
    lines = [f"{_where(finding)}: {finding.severity}[{finding.code}]: {visible(finding.message)}"]
    if spot and spot.text.strip():
        before, after = _around(spot)
        number = f"{spot.line:>5}"
        lines += [f"{number} | {before}{after}", f"{' ' * len(number)} | {' ' * _width(before)}^"]
    if finding.fix:
        lines.append(f"  fix: {visible(finding.fix)}")
    return "\n".join(lines)


def _where(finding: Finding) -> str:
    """File, line and column of a finding, or its pointer while nobody has looked them up."""
    where = visible(finding.place.file)
    if finding.spot:
        return f"{where}:{finding.spot.line}:{finding.spot.column}"
    return f"{where}#{visible(finding.place.pointer)}" if finding.place.pointer else where


def _around(spot: Spot) -> tuple[str, str]:
    """The line before and from the caret on, cut to what fits on a screen."""
    start = max(0, spot.column - 1 - LINE_WIDTH * 2 // 3) if len(spot.text) > LINE_WIDTH else 0
    cut = spot.text[start : start + LINE_WIDTH]
    at = spot.column - 1 - start
    before = ("…" if start else "") + visible(cut[:at].replace("\t", " "))
    after = visible(cut[at:].replace("\t", " ")) + ("…" if start + LINE_WIDTH < len(spot.text) else "")
    return before, after


def _visible(char: str) -> str:
    if char.isprintable() or char == " ":
        return char
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _width(text: str) -> int:
    """Columns of a terminal that the text takes."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
