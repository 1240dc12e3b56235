"""A change as people and programs are told of it."""

from __future__ import annotations

from dataclasses import dataclass

from generator.changes.difference import Direction
from generator.changes.rules import LEVELS, Code, Contract, Installed, Level, level_of


@dataclass(frozen=True, slots=True, kw_only=True)
class At:
    """A place in a file: the line counts from 1, 0 where it was not looked up."""

    file: str
    pointer: str
    line: int = 0

    @property
    def text(self) -> str:
        """The place as a person is told of it."""
        return f"{self.file}:{self.line}" if self.line else f"{self.file}#{self.pointer}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change: `direction-area-action` is its id, which stays the same from one version to the next.

    `contract` is what it means for the contract, whatever this client makes of it; `says` is the sentence for the
    caller, which begins with `subject`; `because` has the two verdicts in words; `operations` are the methods that it
    concerns; `waived` is the reason of a person who says that it does not count.
    """

    direction: Direction
    area: str
    action: str
    installed: Installed
    code: Code
    contract: Contract = "neutral"
    says: str
    subject: str = ""
    operations: tuple[str, ...] = ()
    old: At | None = None
    new: At | None = None
    fingerprint: str = ""
    because: tuple[str, str] = ("", "")
    waived: str = ""

    @property
    def id(self) -> str:
        """Direction, area and action."""
        return f"{self.direction}-{self.area}-{self.action}"

    @property
    def level(self) -> Level:
        """The worse of the two verdicts; a waived change is of the lowest level."""
        return "patch" if self.waived and self.own_level != "note" else self.own_level

    @property
    def own_level(self) -> Level:
        """The level whatever was waived."""
        return level_of(self.installed, self.code)

    @property
    def place(self) -> At | None:
        """Where it stands now, or stood before it went."""
        return self.new or self.old


def rank(level: Level) -> int:
    """0 for a note, 3 for major."""
    return LEVELS.index(level)
