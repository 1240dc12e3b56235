"""In which order the tests of a suite meet a mutant: those first that probably kill it.

A survivor met all of them, but for a fault inside a function of a module that remembers nothing: of such a one, tests
that never enter the function cannot know.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from generator.prove.mutant import Mutant
from generator.prove.suite import Profile

SLOW = 0.25  # seconds
FEW = 4  # binary digits of the number of functions that a test enters which means one of them


@dataclass(frozen=True, slots=True)
class Seat:
    """A test as it is ordered: its name, its function, whether it runs on the async client."""

    index: int
    name: str
    function: str
    compared: str
    is_async: bool
    seconds: float
    enters: frozenset[tuple[str, int]]


def seats_of(names: Sequence[str], profile: Profile) -> tuple[Seat, ...]:
    """The tests with what a run without a fault told of them."""
    return tuple(
        Seat(
            index=index,
            name=name,
            function=name.partition("[")[0],
            compared=name.lower().replace("_", ""),
            is_async="[async" in name,
            seconds=profile.seconds.get(name, 0.0),
            enters=frozenset(profile.enters.get(name, ())),
        )
        for index, name in enumerate(names)
    )


def ordered(mutant: Mutant, seats: Sequence[Seat], first: Iterable[str]) -> list[int]:
    """The indices of the tests: the named ones, then by function entered, how little else they enter, and words shared."""
    named = set(first)
    place = mutant.file, mutant.entry
    tiers: dict[tuple[int, int, int, bool], list[Seat]] = defaultdict(list)
    for seat in seats:
        shared = sum(len(word) for word in mutant.words if word in seat.compared)
        is_slow, breadth = seat.seconds >= SLOW, len(seat.enters).bit_length()
        if seat.name in named:
            tier = (0, 0, 0, seat.is_async)
        elif place in seat.enters:
            tier = (1 + is_slow, breadth, -shared, seat.is_async)
        elif mutant.is_local and seat.enters:
            continue
        else:
            tier = (3 + is_slow, max(breadth, FEW), 0 if mutant.entry else -shared, seat.is_async)
        tiers[tier].append(seat)
    return [seat.index for tier in sorted(tiers) for seat in _in_turn(tiers[tier])]


def _in_turn(seats: Iterable[Seat]) -> Iterator[Seat]:
    """The first test of each function, then the second of each, and so on."""
    by_function: dict[str, list[Seat]] = defaultdict(list)
    for seat in seats:
        by_function[seat.function].append(seat)
    for row in zip_longest(*by_function.values()):
        yield from (seat for seat in row if seat is not None)
