"""The way through a schema: every property, item and map value that a value may have, each once.

A definition is walked through the first time that an operation leads to it; later operations show it from outside only,
so that a document of a thousand operations does not get the same cases a thousand times.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from generator.cases.breaches import Key, Option, Steps
from generator.cases.samples import free_keys
from generator.cases.view import Direction, View


@dataclass(frozen=True, eq=False, slots=True)
class Stop:
    """One place on the way: how to get there, what is there, and whether it must be there.

    `is_known` tells that all that may be wrong there was shown in another operation, which asks it of the same definition.
    """

    steps: Steps
    view: View
    is_required: bool
    is_known: bool = False

    @property
    def label(self) -> str:
        """The name that the value goes by: that of the nearest property."""
        return next((step for step in reversed(self.steps) if isinstance(step, str)), "value")

    @property
    def is_property(self) -> bool:
        """Whether it is a member of an object."""
        return bool(self.steps) and isinstance(self.steps[-1], str)


@dataclass(slots=True)
class Guide:
    """Leads through the schemas of one document in one direction; `walked` are the definitions shown already.

    `around` are the arrays and maps that the way leads through right now: one that holds itself is not entered again.
    """

    direction: Direction
    walked: set[str] = field(default_factory=set[str])
    around: list[str] = field(default_factory=list[str])

    def is_first(self, place: str) -> bool:
        """Whether a place that operations share is met for the first time."""
        is_new = place not in self.walked
        self.walked.add(place)
        return is_new

    def tour(self, view: View) -> tuple[Stop, ...]:
        """Every stop of a value, the value itself first.

        What is sent may be arguments of a method, so that its own members are always shown; of an answer they are not.
        """
        is_known = view.home in self.walked
        if self.direction == "output" and is_known:
            return (Stop((), view, True),)
        self.walked.add(view.home)
        inside = self._inside(view, ())
        return (Stop((), view, True), *(replace(stop, is_known=is_known and len(stop.steps) == 1) for stop in inside))

    def _inside(self, view: View, steps: Steps) -> Iterator[Stop]:
        for index, option in enumerate(view.options):
            yield from self._stop(Stop((*steps, Option(index)), option, False))
        if view.options:
            return
        if view.kind == "object":
            for wire, member in view.members(self.direction).items():
                yield from self._stop(Stop((*steps, wire), member, wire in view.required))
            if view.additional is not None and view.additional.nodes[-1].node:
                for key in free_keys(view, 1):
                    yield from self._stop(Stop((*steps, Key(key)), view.additional, False))
        elif view.kind == "array" and view.items is not None:
            yield from self._stop(Stop((*steps, 0), view.items, False))
        elif view.kind == "array" and view.prefix and self.direction == "input":
            yield from self._stop(Stop((*steps, 0), view.prefix[0], False))

    def _stop(self, stop: Stop) -> Iterator[Stop]:
        yield stop
        home = stop.view.home
        is_definition = stop.view.kind == "object" or stop.view.options
        if home in self.around or (is_definition and home in self.walked):
            return
        if is_definition:
            self.walked.add(home)
        self.around.append(home)
        yield from self._inside(stop.view, stop.steps)
        self.around.remove(home)
