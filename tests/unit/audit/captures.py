"""Captured pages as values: taken apart, altered and printed again. Knows the layout, and nothing of the audit."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

Steps = tuple[str | int, ...]


@dataclass(frozen=True)
class Capture:
    """A page: the lines of its call before the body, the two examples (None for none), and its prose."""

    call: tuple[str, ...]
    request: Any
    response: Any
    prose: tuple[str, ...]
    copies: int = 2

    def text(self) -> str:
        """The page as it is copied from a browser: one block after the other, without anything between them."""
        command = " \\\n".join(self.call)
        if self.request is not None:
            command += " \\\n--data '\n" + json.dumps(self.request, indent=0, ensure_ascii=False) + "\n'"
        block = command + json.dumps(self.response, indent=0, ensure_ascii=False)
        return block * self.copies + "\n".join(self.prose) + "\n"

    def with_request(self, alter: Callable[[Any], None]) -> Capture:
        """A copy whose request example was altered."""
        request = copy.deepcopy(self.request)
        alter(request)
        return replace(self, request=request)

    def with_response(self, alter: Callable[[Any], None]) -> Capture:
        """A copy whose response example was altered."""
        response = copy.deepcopy(self.response)
        alter(response)
        return replace(self, response=response)

    def with_prose(self, old: str, new: str) -> Capture:
        """A copy in whose prose `old`, which stands there once, reads `new`; without a text, the line is gone."""
        [index] = [index for index, line in enumerate(self.prose) if old in line]
        line = self.prose[index].replace(old, new)
        return replace(self, prose=(*self.prose[:index], *([line] if line else []), *self.prose[index + 1 :]))


def capture_of(path: Path) -> Capture:
    """The page in a file, whose two copies are the same."""
    lines = path.read_text("utf-8").splitlines()
    second = next(number for number, line in enumerate(lines) if number and "curl" in line)
    data = lines.index("--data '")
    answer = next(number for number, line in enumerate(lines) if line.startswith("'{"))
    last = next(
        number
        for number in range(second + 1, len(lines))
        if lines[number][0] == "}" and lines[number][1:2] not in ("", ",")
    )
    return Capture(
        call=tuple(line.removesuffix(" \\") for line in lines[:data]),
        request=json.loads("\n".join(lines[data + 1 : answer])),
        response=json.loads("{" + "\n".join(lines[answer + 1 : second]) + "}"),
        prose=(lines[last][1:], *lines[last + 1 :]),
    )


def leaves(tree: object, steps: Steps = ()) -> Iterator[tuple[Steps, object]]:
    """Every scalar of a tree."""
    members = _members(tree)
    if not members and tree != {} and tree != []:
        yield steps, tree
    for step, value in members:
        yield from leaves(value, (*steps, step))


def keys(tree: object, steps: Steps = ()) -> Iterator[Steps]:
    """Every key of a tree."""
    for step, value in _members(tree):
        if isinstance(step, str):
            yield (*steps, step)
        yield from keys(value, (*steps, step))


def _members(tree: object) -> list[tuple[str | int, object]]:
    if isinstance(tree, dict):
        return list(cast("dict[str | int, object]", tree).items())
    return list(enumerate(cast("list[object]", tree))) if isinstance(tree, list) else []


def holder(tree: Any, steps: Steps) -> Any:
    """What holds the value at `steps`."""
    for step in steps[:-1]:
        tree = tree[step]
    return tree


def renamed(tree: Any, steps: Steps, name: str) -> None:
    """Gives a key another name in its place."""
    inner = holder(tree, steps)
    items = [(name if key == steps[-1] else key, value) for key, value in inner.items()]
    inner.clear()
    inner.update(items)


def wire(steps: Steps) -> str:
    """A path as the audit prints it: `deployedModelRefs[].state`."""
    return "".join("[]" if isinstance(step, int) else f".{step}" for step in steps).removeprefix(".")
