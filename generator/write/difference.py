"""A difference between what is and what should be: it stops `generate`, and `check` tells it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

Cause: TypeAlias = Literal[
    "spec",
    "config",
    "extension",
    "template",
    "generator",
    "tool",
    "option",
    "edited",
    "missing",
    "extra",
    "taken",
    "journal",
    "lock",
    "output",
    "version",
]


class CannotWrite(Exception):
    """The output cannot be written, whatever the document says: a sentence with a way out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One file and why it is not as it should be.

    `diff` holds the lines of a unified diff without its two header lines; `ways` are the ways out, one a line.
    """

    file: str
    cause: Cause
    says: str
    diff: tuple[str, ...] = ()
    ways: tuple[str, ...] = ()

    def lines(self, *, at_most: int | None = None) -> Iterator[str]:
        """The difference as a person reads it, with at most that many lines of its diff, 0 without a word."""
        yield f"{self.file}: {self.says}"
        for line in self.diff[:at_most]:
            yield f"  {line}"
        if at_most and len(self.diff) > at_most:
            yield f"  ... {len(self.diff) - at_most} more lines"
        for way in self.ways:
            yield f"  {way}"


def diff_of(before: bytes, after: bytes) -> tuple[str, ...]:
    """The lines of a unified diff, one line of context, from `before` to `after`."""
    from difflib import unified_diff

    old, new = (text.decode("utf-8", "replace").splitlines() for text in (before, after))
    return tuple(line.rstrip("\n") for line in list(unified_diff(old, new, lineterm="", n=1))[2:])
