"""`prove`: puts faults into the generated package, one at a time, and tells which of them its suite does not notice."""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import sys
import tempfile
import time
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from generator.commands.words import asked, counted, product_of, spec_of
from generator.write.lock import is_current, read_locks

if TYPE_CHECKING:
    from generator.inputs import Task
    from generator.pipeline import Produce
    from generator.prove.mutant import Mutant
    from generator.prove.proof import Found, Proof

SEED, SAMPLE = 7, 60


def run(options: argparse.Namespace, produce: Produce | None) -> int:
    """Tells the rates by kind and each survivor; 1 where less than `--min` were killed, or the record is stale."""
    from generator.prove.campaign import SuiteFails
    from generator.prove.equivalents import WrongList

    try:
        with _output(asked(options), produce) as (out, package):
            return _checked(options, out, package) if options.check else proved(options, out, package)
    except (WrongList, SuiteFails) as why:
        print(f"prove: {why}", file=sys.stderr)
        return 1


@contextlib.contextmanager
def _output(task: Task, produce: Produce | None) -> Generator[tuple[Path, str]]:
    """The output folder and the package in it: the one that is there if it is current, else one made for the purpose."""
    locks = read_locks(task.out)
    if is_current(task, locks):
        yield Path(task.out), locks.package
        return
    with tempfile.TemporaryDirectory(prefix="prove-") as folder:
        product = product_of(task, locks, produce, cache="on")
        for name, text in product.files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        print(f"{task.out} is not what {spec_of(task)} generates now; proved is what it would be")
        yield Path(folder), product.package


def proved(options: argparse.Namespace, out: Path, package: str) -> int:
    """Runs all mutants and writes the record, or runs some of them and writes none."""
    from generator.prove import proof, report

    began, record = time.perf_counter(), _record(options)
    every = _mutants(options, out, package)
    mutants = every if options.sample is None else _sample(every, options.sample)
    if not mutants:
        kinds = sorted({each.kind for each in _every(out, package)})
        print(
            f"prove: no mutant is of kind {', '.join(options.only)}; the kinds are {', '.join(kinds)}", file=sys.stderr
        )
        return 2
    found = _found(out, package, mutants, options, proof.read(record))
    print(*report.told(found), sep="\n")
    if not options.only and options.sample is None and (record.parent / "generator.toml").is_file():
        record.write_text(proof.written(found, proof.inputs_hash(out, package, _lists(options))), encoding="utf-8")
        print(f"{record}: written")
    part = f" (a sample of {len(every):,})" if len(mutants) < len(every) else ""
    print(f"{counted(len(mutants), 'mutant')}{part} in {time.perf_counter() - began:.0f} s")
    return _gate(report.missed(found, least=options.min, least_of_kind=options.min_of_kind))


def _checked(options: argparse.Namespace, out: Path, package: str) -> int:
    """Holds the record against what it was made from, and a sample of it against the suite."""
    from generator.prove import proof, report

    record, mutants = _record(options), _mutants(options, out, package)
    known = proof.read(record)
    if known.inputs != proof.inputs_hash(out, package, _lists(options)):
        return _gate([f"{record} is stale: package, suite or mutants changed since; run `make prove` and commit it"])
    recorded = [proof.Found(mutant, known.verdicts.get(mutant.id, "survived")) for mutant in mutants]
    killed = [each.mutant for each in recorded if each.verdict == "killed"]
    chosen = random.Random(SEED).sample(killed, min(SAMPLE, len(killed)))
    escaped = [each.mutant for each in _found(out, package, chosen, options, known) if each.verdict != "killed"]
    missing = report.missed(recorded, least=options.min, least_of_kind=options.min_of_kind)
    missing += [f"{mutant}: killed by the record, but not now" for mutant in escaped]
    if not missing:
        total = proof.rates(recorded)["all"]
        print(
            f"{total.killed:,} of {total.of:,} mutants are killed ({total.percent:.1f} %), {len(chosen)} of them once more"
        )
    return _gate(missing)


def _gate(missing: Sequence[str]) -> int:
    for line in missing:
        print(f"prove: {line}", file=sys.stderr)
    return 1 if missing else 0


def _record(options: argparse.Namespace) -> Path:
    from generator.prove import proof

    return Path(asked(options).folder or ".", proof.NAME)


def _lists(options: argparse.Namespace) -> tuple[Path, ...]:
    from generator.prove import equivalents

    return equivalents.OF_ANY_PACKAGE, Path(asked(options).folder or ".", equivalents.NAME)


def _mutants(options: argparse.Namespace, out: Path, package: str) -> tuple[Mutant, ...]:
    return tuple(each for each in _every(out, package) if not options.only or each.kind in options.only)


def _every(out: Path, package: str) -> tuple[Mutant, ...]:
    from generator.prove.mutants import mutants_of

    return mutants_of(out, package)


def _sample(mutants: Sequence[Mutant], size: int) -> tuple[Mutant, ...]:
    """So many of the mutants, the same ones each time, in their order."""
    chosen = sorted(random.Random(SEED).sample(range(len(mutants)), min(max(size, 0), len(mutants))))
    return tuple(mutants[index] for index in chosen)


def _found(
    out: Path, package: str, mutants: Sequence[Mutant], options: argparse.Namespace, known: Proof
) -> list[Found]:
    """What became of the mutants, those apart that are listed as equivalent."""
    from generator.prove.campaign import outcomes
    from generator.prove.equivalents import equivalent
    from generator.prove.mutants import mutants_of
    from generator.prove.proof import Found

    reasons = equivalent(package, mutants_of(out, package), _lists(options))
    running = [mutant for mutant in mutants if mutant.id not in reasons]
    workers = min(len(running), os.cpu_count() or 1)
    results = outcomes(out, package, running, known.killers, workers=workers)
    by_id = {mutant.id: Found(mutant, one.verdict, one.test) for mutant, one in zip(running, results, strict=True)}
    return [by_id.get(each.id) or Found(each, "equivalent", reasons[each.id]) for each in mutants]
