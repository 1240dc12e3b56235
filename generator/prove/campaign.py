"""All mutants of a package against its suite, by several workers at once; each has a copy of the output for itself."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.prove.entries import watched
from generator.prove.mutant import Mutant
from generator.prove.order import Seat, ordered, seats_of
from generator.prove.suite import CannotCollect, Outcome, Profile, Suite, loaded

REMEMBERED = 4  # killers of the mutants of one kind and file, which are tried first on the next


class SuiteFails(Exception):
    """The suite fails although there is no fault in the package; says where."""


def outcomes(
    out: Path, package: str, mutants: Sequence[Mutant], killers: Mapping[str, str], *, workers: int
) -> list[Outcome]:
    """What became of each mutant.

    `killers` tells for the id of a mutant the test that killed it last. Raises SuiteFails.
    """
    with tempfile.TemporaryDirectory(prefix="prove-") as folder:
        profile = Path(folder, "profile.json")
        os.waitpid(_forked(lambda: _look(Path(folder, "watched"), out, package, profile)), 0)
        told = loaded(profile.read_text(encoding="utf-8")) if profile.is_file() else Profile(failed="it cannot be run")
        if told.failed:
            raise SuiteFails(f"the suite fails on the package as it was generated: {told.failed}")
        tasks, results = _filled(len(mutants)), os.pipe()
        for number in range(workers):
            job = _Job(Path(folder, str(number)), mutants, killers, told, tasks, results[1])
            _forked(lambda: job.work(out, package))
        os.close(results[1])
        os.close(tasks)
        found = dict(_gathered(results[0], len(mutants)))
    return [found.get(index, Outcome("survived", "(never run)")) for index in range(len(mutants))]


def _gathered(results: int, count: int) -> Iterator[tuple[int, Outcome]]:
    """What the workers tell, until all have ended."""
    with os.fdopen(results, encoding="utf-8") as stream:
        for done, line in enumerate(stream, start=1):
            index, verdict, test = json.loads(line)
            yield index, Outcome(verdict, test)
            if sys.stderr.isatty():
                print(f"\r{done:,} of {count:,} mutants", end="", file=sys.stderr, flush=True)


def _look(folder: Path, out: Path, package: str, profile: Path) -> None:
    """The run without a fault: what each test takes and enters."""
    _copy(out, package, folder)
    entered = watched(folder, package)
    suite = Suite(folder, package, lambda suite: _write(profile, suite.profile(entered).dumped()))
    try:
        _silently(suite.open)
    except CannotCollect as why:
        _write(profile, Profile(failed=str(why)).dumped())


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _silently(action: Callable[[], None]) -> None:
    with (
        open(os.devnull, "w", encoding="utf-8") as null,
        contextlib.redirect_stdout(null),
        contextlib.redirect_stderr(null),
    ):
        action()


def _copy(out: Path, package: str, folder: Path) -> None:
    for part in (package, "tests"):
        shutil.copytree(out / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))


def _filled(count: int) -> int:
    """A file from which each read of four bytes gives the next task; it lies in memory and is shared by all workers."""
    read, write = os.pipe()
    if os.fork() == 0:
        os.close(read)
        with contextlib.suppress(BrokenPipeError):
            for index in range(count):
                os.write(write, index.to_bytes(4, "big"))
        os._exit(0)
    os.close(write)
    return read


def _forked(action: Callable[[], None]) -> int:
    """A child process that does something and ends."""
    child = os.fork()
    if child == 0:
        try:
            action()
        finally:
            os._exit(0)
    return child


@dataclass(slots=True)
class _Job:
    """A worker: its folder, what is to be done, and the files through which it hears and tells."""

    folder: Path
    mutants: Sequence[Mutant]
    killers: Mapping[str, str]
    profile: Profile
    tasks: int
    results: int
    recent: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))

    def work(self, out: Path, package: str) -> None:
        """Take tasks until there are none."""
        _copy(out, package, self.folder)
        _silently(Suite(self.folder, package, self.hunt).open)

    def hunt(self, suite: Suite) -> None:
        """Tell what becomes of one mutant after the other."""
        suite.warm(self.profile.modules)
        seats = seats_of([item.nodeid for item in suite.items], self.profile)
        while number := os.read(self.tasks, 4):
            index = int.from_bytes(number, "big")
            outcome = self.outcome(suite, seats, self.mutants[index])
            os.write(self.results, f"{json.dumps([index, outcome.verdict, outcome.test[:1000]])}\n".encode())

    def outcome(self, suite: Suite, seats: Sequence[Seat], mutant: Mutant) -> Outcome:
        """What becomes of a mutant."""
        recent, known = self.recent[mutant.kind, mutant.file], self.killers.get(mutant.id)
        with fault_in(suite.out, mutant):
            order = ordered(mutant, seats, [known] if known else recent)
            outcome = suite.outcome([suite.items[at] for at in order], mutant.file)
        if outcome.verdict == "killed" and outcome.test not in recent:
            recent.insert(0, outcome.test)
            del recent[REMEMBERED:]
        return outcome


@contextlib.contextmanager
def fault_in(out: Path, mutant: Mutant) -> Generator[None]:
    """The fault lies in the file while this is open; no compiled copy of the file hides it."""
    path = out / mutant.file
    content = path.read_bytes()
    for compiled in path.parent.glob(f"__pycache__/{path.stem}.*.pyc"):
        compiled.unlink()
    path.write_bytes(mutant.applied(content))
    try:
        yield
    finally:
        path.write_bytes(content)
