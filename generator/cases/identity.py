"""Values as keys: what was found out about a value is remembered for that very object, as samples share their parts.

Answers of one operation differ in one place and are built around the same parts; without a memory each of them would
be read anew for each case, and each option of a tree of unions once for every way to it. Nobody changes a value.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MOST: Final = 100_000  # values of which the answer to one question is remembered


@dataclass(frozen=True, slots=True, eq=False)
class Same:
    """A value that is equal to nothing but itself."""

    value: object

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.value is other.value

    def __hash__(self) -> int:
        return id(self.value)
