"""Which version changes deserve."""

from __future__ import annotations

import pytest

from generator.changes.rules import Level
from generator.changes.versions import is_enough, next_version


@pytest.mark.parametrize(
    ("released", "level", "expected"),
    [
        ("0.4.1", "major", "0.5.0"),
        ("0.4.1", "minor", "0.5.0"),
        ("0.4.1", "patch", "0.4.2"),
        ("0.4.1", "note", "0.4.1"),
        ("0.4.1", None, "0.4.1"),
        ("1.4.1", "major", "2.0.0"),
        ("1.4.1", "minor", "1.5.0"),
        ("1.4.1", "patch", "1.4.2"),
        ("1.4.1-rc.1", "patch", "1.4.2"),
    ],
)
def test_the_minor_plays_major_below_one(released: str, level: Level | None, expected: str) -> None:
    assert next_version(released, level) == expected


def test_versions_are_compared_by_number() -> None:
    assert is_enough("0.10.0", "0.9.1")
    assert not is_enough("0.9.1", "0.10.0")
    assert is_enough("1.0.0-beta", "1.0.0")
