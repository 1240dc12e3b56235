"""Servers among which the caller of a client chooses, and those of single operations."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerVariable:
    """A part of the URL of a server. `default` is None where the document has none; `values` are all there are, if any."""

    name: str
    argument: str
    env: str
    default: str | None
    values: tuple[str, ...]
    doc: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A server: its name, and `choice`, what the caller says to get it ("" where it stands alone)."""

    name: str
    url: str
    choice: str
    doc: str
    variables: tuple[ServerVariable, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerArgument:
    """An argument of the client that says where requests go: its type without None, and what it means."""

    name: str
    annotation: str
    env: str
    doc: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Servers:
    """All servers of a document whose requests do not go to one fixed URL.

    `groups` are those among which is chosen, the usual one first; `operations` pairs the operations that have servers of
    their own with the number of their group. `choice` is the argument that chooses, None where nothing is to be chosen.
    """

    groups: tuple[tuple[Server, ...], ...]
    operations: tuple[tuple[str, int], ...]
    choice: ServerArgument | None
    variables: tuple[ServerArgument, ...]

    @property
    def every(self) -> tuple[Server, ...]:
        """All servers, each once."""
        return tuple({one.name: one for group in self.groups for one in group}.values())

    @property
    def arguments(self) -> tuple[ServerArgument, ...]:
        """The client's arguments for them."""
        return (*((self.choice,) if self.choice else ()), *self.variables)

    def goers(self, number: int, group: tuple[Server, ...]) -> str:
        """Which operations a server of a group is asked by, and when: it is the one of this number there."""
        own = [operation for operation, index in self.operations if self.groups[index] == group]
        who = ", ".join(own) if own else "all other operations" if self.operations else "every operation"
        if self.choice is None or len(group) == 1:
            return who
        return f"{who}, with {self.choice.name}={group[number].choice!r}{' or none' if number == 0 else ''}"

    @property
    def base_url_type(self) -> str:
        """What `base_url` may be: one URL for all, or that of each server by its name."""
        names = [repr(one.name) for one in self.every]
        return f"str | Mapping[Literal[{', '.join(names)}], str]" if len(names) > 1 else "str"

    @property
    def has_variables(self) -> bool:
        """Whether some URL has a part to choose."""
        return any(one.variables for one in self.every)

    @property
    def is_named(self) -> bool:
        """Whether `base_url` may tell them apart."""
        return len(self.every) > 1

    @property
    def uses_literal(self) -> bool:
        """Whether some argument is one of several texts."""
        return self.is_named or any("Literal" in one.annotation for one in self.arguments)
