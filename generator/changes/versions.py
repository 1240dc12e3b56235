"""Which version changes deserve (semver.org 2.0): the worse verdict counts, and below 1.0 the minor plays major."""

from __future__ import annotations

import re

from generator.changes.rules import Level


def parts(version: str) -> tuple[int, int, int]:
    """The three numbers of a version; what follows them does not count."""
    numbers = [int(number) for number in re.findall(r"\d+", version.partition("-")[0].partition("+")[0])[:3]]
    major, minor, patch = (*numbers, 0, 0, 0)[:3]
    return major, minor, patch


def next_version(released: str, level: Level | None) -> str:
    """The least version that changes of a level may have after `released`; None for no changes at all, which a note is for callers."""
    major, minor, patch = parts(released)
    match level:
        case None | "note":
            return released
        case "patch":
            return f"{major}.{minor}.{patch + 1}"
        case "minor":
            return f"{major}.{minor + 1}.0"
        case "major":
            return f"{major + 1}.0.0" if major else f"0.{minor + 1}.0"


def is_enough(version: str, demanded: str) -> bool:
    """Whether `version` is at least the one that is demanded."""
    return parts(version) >= parts(demanded)
