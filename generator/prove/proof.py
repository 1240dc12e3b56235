"""The result of a proof: a file that is committed, what it says in figures, and whether it still holds."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from generator.inputs import hash_of, tree_hashes
from generator.objects import mapping, texts
from generator.prove.mutant import Mutant

NAME = "proof.json"
VERDICTS = ("killed", "survived", "stillborn", "equivalent")


@dataclass(frozen=True, slots=True)
class Found:
    """A mutant with what became of it; `by` is the test that killed it, the error of its import, or a reason."""

    mutant: Mutant
    verdict: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of the mutants that could be killed were killed."""

    killed: int
    of: int

    @property
    def percent(self) -> float:
        """100 where there was nothing to kill."""
        return 100.0 * self.killed / self.of if self.of else 100.0


def rates(found: Sequence[Found]) -> dict[str, Rate]:
    """Kind -> rate, sorted, the sum of all last under "all"."""
    counted = [each for each in found if each.verdict in ("killed", "survived")]
    kinds = sorted({each.mutant.kind for each in counted})
    return {kind: _rate(each for each in counted if each.mutant.kind == kind) for kind in kinds} | {
        "all": _rate(iter(counted))
    }


def _rate(found: Iterator[Found]) -> Rate:
    verdicts = [each.verdict for each in found]
    return Rate(verdicts.count("killed"), len(verdicts))


def inputs_hash(out: Path, package: str, lists: Sequence[Path]) -> str:
    """One hash of all that decides the result: package, suite, the lists of equivalents, and what makes mutants."""
    paths = [path for folder in (package, "tests") for path in (out / folder).rglob("*") if _counts(path)]
    known = {path.relative_to(out).as_posix(): hash_of(path.read_bytes()) for path in paths}
    known |= {path.name: hash_of(path.read_bytes()) for path in lists if path.is_file()}
    known |= tree_hashes("generator/prove")
    return hash_of("".join(f"{name}\0{known[name]}\n" for name in sorted(known)).encode())


def _counts(path: Path) -> bool:
    return path.is_file() and path.name != "_lock.json" and "__pycache__" not in path.parts


def written(found: Sequence[Found], inputs: str) -> str:
    """The content of the file: a line a mutant; tests are named once and referred to by number."""
    tests = sorted({each.by for each in found if each.verdict == "killed"})
    number = {test: at for at, test in enumerate(tests)}
    figures = {kind: [rate.killed, rate.of] for kind, rate in rates(found).items()}
    lines = [json.dumps(_line(each, number), ensure_ascii=False) for each in found]
    head = {
        "about": "What became of each mutant of the package; `make prove` writes it.",
        "inputs": inputs,
        "killed": figures,
    }
    parts = [f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in head.items()]
    named = ",\n".join(json.dumps(test, ensure_ascii=False) for test in tests)
    return "{" + ",\n".join([*parts, f'"tests": [\n{named}\n]', '"mutants": [\n' + ",\n".join(lines) + "\n]"]) + "}\n"


def _line(found: Found, number: Mapping[str, int]) -> list[object]:
    mutant = found.mutant
    by = number[found.by] if found.verdict == "killed" else found.by
    return [found.verdict, by, mutant.kind, mutant.file, mutant.scope, mutant.was, mutant.becomes, mutant.ordinal]


@dataclass(frozen=True, slots=True)
class Proof:
    """A file as read: `verdicts` and `killers` by the id of the mutant."""

    inputs: str
    verdicts: Mapping[str, str]
    killers: Mapping[str, str]


def read(path: Path) -> Proof:
    """The result on record; an empty one where there is none that can be read."""
    try:
        content = mapping(json.loads(path.read_text(encoding="utf-8")))
        tests = texts(content.get("tests"))
        verdicts: dict[str, str] = {}
        killers: dict[str, str] = {}
        for line in cast("list[list[object]]", content.get("mutants", [])):
            verdict, by, _, *name = line
            key = json.dumps(name, ensure_ascii=False)
            verdicts[key] = str(verdict)
            if verdict == "killed" and isinstance(by, int):
                killers[key] = tests[by]
        return Proof(str(content.get("inputs", "")), verdicts, killers)
    except (OSError, ValueError, IndexError, TypeError):
        return Proof("", {}, {})
