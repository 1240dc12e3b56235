"""All changes between two states of an API, and the version that they deserve."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.changes.change import At, Change, rank
from generator.changes.rules import LEVELS, Level
from generator.changes.versions import is_enough, next_version
from generator.findings import visible

TOLD = 40
"""How many changes `generate` tells; `changes` tells all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """`since` names the state before: a version or a document. `released` is the last version, "" where there is none;
    `version` the one that is configured. `stale` are waivers that no change matches.
    """

    since: str
    changes: tuple[Change, ...] = ()
    released: str = ""
    version: str = ""
    stale: tuple[str, ...] = ()

    @property
    def noticed(self) -> tuple[Change, ...]:
        """The changes that a caller could notice: all but the notes."""
        return tuple(change for change in self.changes if change.level != "note")

    @property
    def level(self) -> Level | None:
        """The worst level; None where nothing changed."""
        return max((change.level for change in self.changes), key=rank, default=None)

    @property
    def demanded(self) -> str:
        """The least version that the changes deserve; the configured one for a first release."""
        return next_version(self.released, self.level) if self.released else self.version

    @property
    def is_version_enough(self) -> bool:
        """Whether the configured version is at least that one."""
        return is_enough(self.version, self.demanded)


def with_waivers(changes: Iterable[Change], waive: Mapping[str, str]) -> tuple[tuple[Change, ...], tuple[str, ...]]:
    """The changes with the reasons of those that are waived, by fingerprint; and the waivers that match none."""
    told = tuple(replace(change, waived=waive.get(change.fingerprint, "")) for change in changes)
    known = {change.fingerprint for change in told}
    ranked = sorted(told, key=lambda change: -rank(change.level))
    return tuple(ranked), tuple(fingerprint for fingerprint in waive if fingerprint not in known)


def counted(changes: Sequence[Change]) -> str:
    """`1 major, 3 minor, 2 patch`."""
    counts = [(level, sum(change.level == level for change in changes)) for level in reversed(LEVELS)]
    return ", ".join(f"{count:,} {level}" for level, count in counts if count) or "none"


# --- text ------------------------------------------------------------------------------------------------------------


def as_text(report: Report, *, at_most: int | None = None) -> Iterator[str]:
    """The lines that a person reads on a screen. With `at_most`, places and fingerprints are left out."""
    if not report.changes:
        yield f"no changes since {report.since}"
    else:
        yield f"changes since {report.since}: {counted(report.changes)}"
    for change in report.changes[:at_most]:
        yield from _lines(change, in_full=at_most is None)
    if at_most is not None and len(report.changes) > at_most:
        yield f"  and {len(report.changes) - at_most:,} more"
    for fingerprint in report.stale:
        yield f"  the waiver {fingerprint} matches no change: remove it from generator.toml"


def _lines(change: Change, *, in_full: bool) -> Iterator[str]:
    yield f"  {change.level:<5}  {visible(change.says)}"
    if change.own_level not in ("patch", "note"):
        yield f"         {'; '.join(change.because)}"
    if change.waived:
        yield f"         waived: {visible(change.waived)}"
    if in_full:
        place = f"{visible(change.place.text)}  " if change.place else ""
        yield f"         {place}{change.id}  {change.fingerprint}"


# --- JSON ------------------------------------------------------------------------------------------------------------


def as_json(report: Report) -> str:
    """The report for programs."""
    told = {
        "since": report.since,
        "level": report.level,
        "released": report.released or None,
        "version": report.version or None,
        "demanded": report.demanded or None,
        "changes": [_object(change) for change in report.changes],
        "stale_waivers": list(report.stale),
    }
    return json.dumps(told, indent=2, ensure_ascii=False)


def _object(change: Change) -> dict[str, object]:
    return {
        "id": change.id,
        "direction": change.direction,
        "area": change.area,
        "action": change.action,
        "level": change.level,
        "installed": change.installed,
        "code": change.code,
        "contract": change.contract,
        "says": change.says,
        "because": {"installed": change.because[0], "code": change.because[1]},
        "operations": list(change.operations),
        "old": _at(change.old),
        "new": _at(change.new),
        "fingerprint": change.fingerprint,
        "waived": change.waived or None,
    }


def _at(place: At | None) -> dict[str, object] | None:
    return {"file": place.file, "line": place.line, "pointer": place.pointer} if place else None
