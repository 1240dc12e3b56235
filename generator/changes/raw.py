"""Where two trees are written differently, whatever that means: the net below all rules, so that no edit is missed.

Key order means nothing, nor does the order of the lists that are sets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.load import is_array, is_object
from generator.positions import escaped

SETS = frozenset(("required", "enum", "type", "parameters", "security", "allOf", "anyOf", "oneOf"))
"""The lists whose order means nothing."""
_BOUNDARY = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


class Spots(NamedTuple):
    """The pointer of a node in the old tree and in the new one; None where it is not there."""

    old: str | None
    new: str | None


def is_same(old: object, new: object) -> bool:
    """Whether two values are the same JSON: 1 is 1.0 and not true."""
    if is_object(old) and is_object(new):
        return old.keys() == new.keys() and all(is_same(value, new[key]) for key, value in old.items())
    if is_array(old) and is_array(new):
        return len(old) == len(new) and all(map(is_same, old, new))
    return old == new and isinstance(old, bool) == isinstance(new, bool)


def same_words(old: str, new: str) -> bool:
    """Whether two names are the same words, however they are joined: `displayName` and `display_name`."""
    return _words(old) == _words(new)


def _words(name: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", _BOUNDARY.sub("_", name).lower())


def written_differently(old: object, new: object, at: Spots = Spots("", "")) -> Iterator[Spots]:
    """The deepest places at which two trees differ."""
    if is_object(old) and is_object(new):
        for key, value in old.items():
            spots = below(at, key)
            if key not in new:
                yield Spots(spots.old, None)
            elif key in SETS and is_array(value) and is_array(other := new[key]):
                yield from _members(value, other, spots)
            else:
                yield from written_differently(value, new[key], spots)
        yield from (Spots(None, below(at, key).new) for key in new if key not in old)
    elif is_array(old) and is_array(new):
        yield from _by_index(list(enumerate(old)), list(enumerate(new)), at)
    elif not is_same(old, new):
        yield at


def below(at: Spots, key: str) -> Spots:
    """The places of a key in both."""
    step = f"/{escaped(key)}"
    return Spots(None if at.old is None else at.old + step, None if at.new is None else at.new + step)


def _members(old: list[object], new: list[object], at: Spots) -> Iterator[Spots]:
    """The members of two sets that the other one does not have, paired by what they are called, then by their order."""
    if is_same(old, new):
        return
    left, right = list(enumerate(old)), list(enumerate(new))
    for number, value in list(left):
        twin = next((pair for pair in right if is_same(value, pair[1])), None)
        if twin is not None:
            left.remove((number, value))
            right.remove(twin)
    if not any(is_object(value) for _, value in (*left, *right)):
        if left or right:
            yield at
        return
    for number, value in list(left):
        twin = next((pair for pair in right if _called(pair[1]) == _called(value) != ""), None)
        if twin is not None:
            left.remove((number, value))
            right.remove(twin)
            yield from written_differently(value, twin[1], _at(at, number, twin[0]))
    yield from _by_index(left, right, at)


def _called(value: object) -> str:
    """What names a member of a list: its reference, or name and place of a parameter."""
    if not is_object(value):
        return ""
    if isinstance(ref := value.get("$ref"), str):
        return ref
    return f"{value.get('in')} {value['name']}" if "name" in value else ""


def _by_index(old: list[tuple[int, object]], new: list[tuple[int, object]], at: Spots) -> Iterator[Spots]:
    for (left, value), (right, other) in zip(old, new, strict=False):
        yield from written_differently(value, other, _at(at, left, right))
    yield from (Spots(f"{at.old}/{number}", None) for number, _ in old[len(new) :])
    yield from (Spots(None, f"{at.new}/{number}") for number, _ in new[len(old) :])


def _at(at: Spots, old: int, new: int) -> Spots:
    return Spots(f"{at.old}/{old}", f"{at.new}/{new}")
