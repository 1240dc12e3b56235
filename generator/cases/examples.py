"""Documented examples, and what they are said to break (`x-breaks`), held against what they do break."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from generator.cases.breaches import Key, Option, Steps, breaches
from generator.cases.operation import Body, Operation
from generator.cases.places import Node, Place, as_list, as_node
from generator.cases.reading import differences
from generator.cases.view import View

Breach: TypeAlias = tuple[Steps, str, str]  # where, the rule, its severity
Broken: TypeAlias = Mapping[Breach, bool]


@dataclass(frozen=True, slots=True)
class Misstated:
    """A breach that an example has and its `x-breaks` does not list (`is_listed` is False), or the other way round.

    `pointer` is the list or its entry, `path` the place as it is written there.
    """

    pointer: str
    path: str
    rule: str
    severity: str
    is_listed: bool


def misstated(operation: Operation) -> Iterator[Misstated]:
    """Where the documented examples of an operation break something else than they are said to break."""
    body, answer = operation.body, operation.success
    if body is not None:
        yield from _misstated(body.media, lambda value, _: _of_request(body, value))
    if answer is not None and answer.media is not None and answer.view is not None:
        view = answer.view
        yield from _misstated(answer.media, lambda value, listed: _of_answer(view, value, listed))


def _misstated(media: Place, broken: Callable[[object, list[Breach]], Broken]) -> Iterator[Misstated]:
    """`broken` tells what a value breaks, True where that is sure."""
    for _, pointer, value, breaks in examples(media):
        at = f"{pointer.removesuffix('/value')}/x-breaks"
        listed = [_listed(as_node(one)) for one in breaks or ()]
        found = broken(value, listed) if breaks is not None else dict[Breach, bool]()
        for index, one in enumerate(listed):
            if one not in found:
                yield Misstated(f"{at}/{index}", _path(one[0]), *one[1:], is_listed=True)
        for one, is_sure in found.items():
            if is_sure and one not in listed:
                yield Misstated(at, _path(one[0]), *one[1:], is_listed=False)


def _listed(written: Node) -> Breach:
    return steps_of(str(written.get("path"))), str(written.get("rule")), str(written.get("severity"))


def _of_request(body: Body, value: object) -> Broken:
    found = breaches(body.view, value, is_arguments=not body.argument)
    return {(_written(one.steps), one.rule, one.severity): one.is_sure for one in found}


def _of_answer(view: View, value: object, listed: list[Breach]) -> Broken:
    """In what an answer differs; whether the kind or its format is what differs there, its list may say."""
    named = {one[0]: one for one in listed}
    found = {_written(one.steps): one for one in differences(view, value) if not one.is_absent}
    return {named.get(steps, (steps, "type", "warn")): one.is_sure for steps, one in found.items()}


def _path(steps: Steps) -> str:
    """Steps as `x-breaks` writes them: `model.targetModules[0]`."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).removeprefix(".")


def _written(steps: Steps) -> Steps:
    """Steps as a path can name them: a key of a map is named like a property, and an option of a union not at all."""
    return tuple(step.name if isinstance(step, Key) else step for step in steps if not isinstance(step, Option))


def examples(media: Place) -> Iterator[tuple[str, str, object, list[object] | None]]:
    """The documented values of a media type: name, pointer, value, and what they are said to break."""
    for name in as_node(media.node.get("examples")):
        place = media.at("examples", name)
        if "value" in place.node and not _is_text(place.node["value"]):
            breaks = as_list(place.node["x-breaks"]) if "x-breaks" in place.node else None
            yield name, f"{place.pointer}/value", place.node["value"], breaks
    if "example" in media.node and not _is_text(media.node["example"]):
        yield "documented", f"{media.pointer}/example", media.node["example"], None


def _is_text(value: object) -> bool:
    """Whether an example is JSON written as text, in place of the object that it means."""
    return isinstance(value, str) and value.lstrip()[:1] in ("{", "[")


def steps_of(path: str) -> Steps:
    """A path as `x-breaks` writes it, in steps: `model.targetModules[0]`."""
    return tuple(int(word) if word.isdigit() else word for word in re.findall(r"[^.\[\]]+", path))
