"""Where a thing stands in a file: the only vocabulary that every stage shares.

A place is a file and a JSON pointer into it (RFC 6901). Lines and columns are looked up only when somebody is told of
the place: most runs never ask.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """One node of one file.

    `file` is the path as the person gave it (never absolute unless they wrote it so); `pointer` is a JSON pointer,
    `""` for the root. `on_key` says that the key is meant and not the value behind it.
    """

    file: str
    pointer: str = ""
    on_key: bool = False

    def at(self, *steps: str | int) -> Place:
        """The place `steps` below this one."""
        return Place(self.file, self.pointer + "".join("/" + escaped(str(step)) for step in steps))

    def key(self) -> Place:
        """The key of this node, where the key and not the value is at fault."""
        return Place(self.file, self.pointer, on_key=True)


def escaped(step: str) -> str:
    """One reference token as it stands in a JSON pointer (RFC 6901, section 3)."""
    return step.replace("~", "~0").replace("/", "~1")


def unescaped(token: str) -> str:
    """The key or index that a token of a JSON pointer names (RFC 6901, section 4)."""
    return token.replace("~1", "/").replace("~0", "~")
