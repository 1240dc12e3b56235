"""The only place where wire text becomes a Python identifier.

What a person chose comes first, then settled names (those of the lock), which only a person's choice changes; then names
are given in the order of the document.
Where two wire names ask for the same identifier the later one gets a number, and the clash is told.
"""

from __future__ import annotations

import builtins
import keyword
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

LONGEST = 80  # characters of an identifier: longer ones make no readable code and no legal file names

_BOUNDARY = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_BUILTINS = frozenset(dir(builtins))


@dataclass(frozen=True, slots=True)
class Clash:
    """Two wire names that ask for one identifier: the later one became `name`.

    `why` tells of a name that is taken by no wire name, and `pointer` then where the later one stands.
    """

    scope: str
    key: str
    wanted: str
    name: str
    why: str = ""
    pointer: str = ""


@dataclass(slots=True)
class Names:
    """The names given so far: `given` maps "scope: key" to the identifier and is what the lock keeps."""

    settled: Mapping[str, str]
    given: dict[str, str] = field(default_factory=dict[str, str])
    clashes: list[Clash] = field(default_factory=list[Clash])

    def settle(
        self,
        scope: str,
        wanted: Iterable[tuple[str, str]],
        taken: Collection[str] = (),
        chosen: Mapping[str, str] = MappingProxyType({}),
    ) -> dict[str, str]:
        """Names for the keys of one scope, as pairs of key and wish; `taken` are names that nobody may get.

        What a person has `chosen`, by key, comes before what is settled, and stands among the wishes, too.
        """
        wishes = dict(wanted)
        held = {key: self.settled[f"{scope}: {key}"] for key in wishes if f"{scope}: {key}" in self.settled}
        used = {name.casefold() for name in taken}
        first = {name: key for key, name in reversed([*chosen.items()]) if name.casefold() not in used}
        held = {key: name for key, name in held.items() if name not in first and key not in chosen}
        held |= {key: name for name, key in first.items()}
        used |= {name.casefold() for name in held.values()}
        names: dict[str, str] = {}
        for key, wish in wishes.items():
            name = held.get(key) or self._free(scope, key, wish, used)
            used.add(name.casefold())
            names[key] = name
            self.given[f"{scope}: {key}"] = name
        return names

    def _free(self, scope: str, key: str, wish: str, used: set[str]) -> str:
        if wish.casefold() not in used:
            return wish
        number = 2
        while f"{wish}_{number}".casefold() in used:
            number += 1
        name = f"{wish}_{number}"
        self.clashes.append(Clash(scope, key, wish, name))
        return name


def words(text: str) -> list[str]:
    """The words of a wire name: split at case changes and at whatever cannot be in an identifier."""
    plain = unicodedata.normalize("NFKC", text)
    pieces = re.split(r"[^\w]+|_+", plain)
    found = [word for piece in pieces for word in _BOUNDARY.split(piece) if word]
    return [word for word in found if ("a" + word).isidentifier()]


def snake_case(text: str, fallback: str = "value") -> str:
    """An identifier in snake_case that is no keyword and starts with a letter."""
    return _legal("_".join(word.lower() for word in words(text))[:LONGEST].strip("_"), fallback, "_")


def class_name(text: str, fallback: str = "Shape") -> str:
    """An identifier in PascalCase that is no keyword and no builtin."""
    name = "".join(word[:1].upper() + word[1:] for word in words(text))[:LONGEST]
    return _legal(name, fallback, "Model")


def _legal(name: str, fallback: str, suffix: str) -> str:
    name = name or fallback
    if not name[0].isalpha():
        name = f"{fallback}_{name}" if fallback.islower() else f"{fallback}{name}"
    if keyword.iskeyword(name) or (name in _BUILTINS and name[0].isupper()):
        return name + suffix
    return name


def without(name_words: list[str], noun_words: list[str]) -> list[str]:
    """The words of a name without those of a noun, in singular or plural: `create model` without `models`."""
    low = [word.lower() for word in name_words]
    for noun in (_plural(noun_words), _singular(noun_words), [word.lower() for word in noun_words]):
        for start in range(len(low) - len(noun) + 1):
            if noun and low[start : start + len(noun)] == noun:
                return name_words[:start] + name_words[start + len(noun) :]
    return name_words


def singular(word: str) -> str:
    """An English noun in the singular, for names only."""
    low = word.lower()
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    if low.endswith(("sses", "xes", "ches", "shes")):
        return low[:-2]
    return low[:-1] if low.endswith("s") and not low.endswith(("ss", "us", "is")) else low


def _singular(noun: list[str]) -> list[str]:
    return [*(word.lower() for word in noun[:-1]), singular(noun[-1])] if noun else []


def _plural(noun: list[str]) -> list[str]:
    last = _singular(noun)
    if not last:
        return []
    word = last[-1]
    many = word[:-1] + "ies" if word.endswith("y") and word[-2:-1] not in tuple("aeiou") else word + "s"
    return [*last[:-1], many]
