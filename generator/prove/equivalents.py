"""Mutants that no test can kill, as they behave like the original: listed one by one, each with its reason."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from generator.objects import mapping
from generator.prove.mutant import Mutant

OF_ANY_PACKAGE = Path(__file__).parent / "equivalent.toml"
NAME = "equivalent.toml"
KEYS = {"file", "scope", "was", "becomes", "ordinal", "reason"}


class WrongList(Exception):
    """A list has an entry that says nothing, or that stands for no mutant; says which."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: `file` is relative to the package, the rest is as the mutant has it. `where` is its list."""

    where: str
    file: str
    scope: str
    was: str
    becomes: str
    ordinal: int
    reason: str

    def __str__(self) -> str:
        return f"{self.where}: {self.file}: {self.scope}: {self.was}  ->  {self.becomes or 'nothing'}"


def entries_of(path: Path) -> tuple[Entry, ...]:
    """The entries of a list; none where there is no such file."""
    if not path.is_file():
        return ()
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except ValueError as why:
        raise WrongList(f"{path.name}: {why}") from None
    return tuple(_entry(path.name, mapping(item)) for item in cast("list[object]", content.get("equivalent", [])))


def _entry(where: str, item: Mapping[str, object]) -> Entry:
    texts = {key: value for key, value in item.items() if isinstance(value, str) and key in KEYS}
    ordinal = item.get("ordinal", 0)
    if not {"file", "scope", "was", "becomes", "reason"} <= texts.keys() or not texts["reason"].strip():
        raise WrongList(f"{where}: an entry lacks file, scope, was, becomes or reason: {dict(item)!r}")
    if not isinstance(ordinal, int) or item.keys() - KEYS:
        raise WrongList(f"{where}: an entry has keys that mean nothing: {dict(item)!r}")
    return Entry(where, texts["file"], texts["scope"], texts["was"], texts["becomes"], ordinal, texts["reason"])


def equivalent(package: str, mutants: Sequence[Mutant], lists: Sequence[Path]) -> Mapping[str, str]:
    """The id of each mutant that is listed -> the reason.

    Raises WrongList for an entry of a file that the package has, where no mutant is like it: it no longer applies.
    """
    ids = {mutant.id for mutant in mutants}
    files = {mutant.file for mutant in mutants}
    return dict(_known(package, ids, files, [entry for path in lists for entry in entries_of(path)]))


def _known(package: str, ids: set[str], files: set[str], entries: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    for entry in entries:
        file = f"{package}/{entry.file}"
        key = Mutant(
            kind="", file=file, line=0, scope=entry.scope, was=entry.was, becomes=entry.becomes, start=0, end=0, text="",
            ordinal=entry.ordinal,
        ).id  # fmt: skip
        if key in ids:
            yield key, entry.reason
        elif file in files:
            raise WrongList(f"{entry}: no mutant is like this any more; take it out of the list")
