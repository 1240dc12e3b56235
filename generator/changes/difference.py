"""What the comparing stages find and the rules judge: one difference at one pair of places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from generator.changes.raw import Spots

Direction: TypeAlias = Literal["request", "response", "api"]
BOTH: tuple[Direction, ...] = ("request", "response")


class Pair(NamedTuple):
    """An object of the old document and what it became: a kind of the grammar and two pointers."""

    kind: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that differs.

    `rule` names the row of the table, without direction; `spots` are the places; `before` and `after` the values, None
    where there is none; `what` is the wire name of the thing where it has one, `about` its places. `pairs` are the
    objects that it belongs to: operations and directions are found from there. `directions` are those that it concerns
    at all.
    """

    rule: str
    spots: Spots
    pairs: list[Pair]
    about: Spots
    before: object = None
    after: object = None
    what: str = ""
    directions: tuple[Direction, ...] = BOTH
