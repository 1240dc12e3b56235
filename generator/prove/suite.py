"""The generated suite, loaded once and run again and again: each time in a forked child, with one fault in the package.

A worker copies the output to a folder of its own, so that tests which read the package's files, or import it in a fresh
interpreter, see the fault too. Test functions are ordered so that the likely killers of a mutant come first; a mutant
survives only after all of them.
"""

from __future__ import annotations

import ast
import contextlib
import importlib
import json
import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeAlias

import pytest

SECONDS_FOR_AN_IMPORT = 30
SECONDS_FOR_A_TEST = 30
CPU_SECONDS_FOR_A_TEST = 6.0
BYTES_OF_MEMORY = 4 << 30
IMPORTED = "imported"
Verdict: TypeAlias = Literal["killed", "survived", "stillborn"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one run: `test` is the one that failed, or the exception of the import."""

    verdict: Verdict
    test: str = ""


@dataclass(slots=True)
class Profile:
    """What a run without a fault tells of each test: its seconds, and the functions of the package that it enters.

    A function is the path of its file below the output folder and its first line. `modules` are those that tests load.
    """

    seconds: dict[str, float] = field(default_factory=dict[str, float])
    enters: dict[str, list[tuple[str, int]]] = field(default_factory=dict[str, "list[tuple[str, int]]"])
    modules: list[str] = field(default_factory=list[str])
    failed: str = ""

    def dumped(self) -> str:
        """As text, from which `loaded` reads it again."""
        return json.dumps(asdict(self))


def loaded(text: str) -> Profile:
    """A profile from its text."""
    found: dict[str, Any] = json.loads(text)
    enters = {name: [(file, line) for file, line in each] for name, each in found.pop("enters").items()}
    return Profile(**found, enters=enters)


class Suite:
    """The collected tests. `use` is what is done with them."""

    def __init__(self, out: Path, package: str, use: Callable[[Suite], None]) -> None:
        self.out, self.package, self._use = out, package, use
        self.items: Sequence[pytest.Item] = ()
        self._failed = self._early = ""
        self._modules = modules_of(out, package)

    def open(self) -> None:
        """Collect the tests and use them. Raises CannotCollect."""
        options = ["-p", "no:terminal", "-p", "no:cacheprovider", "-p", "no:capture", "--assert=plain", "-W", "error"]
        os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
        ini = self.out / "pytest.ini"
        ini.write_text("[pytest]\naddopts = --import-mode=importlib\n")
        status = pytest.main(
            [*options, "-c", str(ini), "--rootdir", str(self.out), str(self.out / "tests")], plugins=[self]
        )
        if self._early:
            raise CannotCollect(
                f"{self._early} is imported while tests are collected: they would not see a fault in it"
            )
        if not self.items:
            raise CannotCollect(f"the generated suite cannot be collected (pytest says {status!r})")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """In place of running the tests once (hook of pytest)."""
        self._early = next((name for name in sorted(sys.modules) if name.startswith(f"{self.package}.")), "")
        if not session.testsfailed and not self._early:
            self.items = session.items
            self._use(self)
        return True

    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport:
        """A report without the text of the failure, which costs more than the tests (hook of pytest)."""
        failed = call.excinfo is not None
        if failed:
            self._failed = item.nodeid
        outcome: Literal["failed", "passed"] = "failed" if failed else "passed"
        return pytest.TestReport(
            item.nodeid, item.location, {}, outcome, None, "call" if call.when == "collect" else call.when
        )

    def run(self, items: Sequence[pytest.Item]) -> str:
        """The name of the first test that fails, or "". Only to be called in a child: it leaves fixtures set up."""
        for item, following in _with_next(items):
            signal.alarm(SECONDS_FOR_A_TEST)
            signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS_FOR_A_TEST)
            self._failed = ""
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if self._failed:
                return self._failed
        return ""

    def imported(self, *files: str) -> str:
        """Imports the package, these files and all that import them anew; says what keeps it from that, or ""."""
        try:
            for name in self._stale(files):
                self._forget(name)
            if f"{self.package}/__init__.py" in files:
                importlib.reload(sys.modules[self.package])
            for name in self._modules:
                importlib.import_module(name)
        except BaseException as error:  # whatever a fault makes of an import
            return " ".join(f"{type(error).__name__}: {error}".split())[:200]
        return ""

    def _forget(self, name: str) -> None:
        """A module goes, and with it the attribute of its parent, which `from package import module` looks at first."""
        sys.modules.pop(name, None)
        parent, _, own = name.rpartition(".")
        if parent in sys.modules:
            vars(sys.modules[parent]).pop(own, None)

    def _stale(self, files: Collection[str]) -> set[str]:
        """The modules that hold something of these files."""
        stale = {name for name, (file, _) in self._modules.items() if file in files and name != self.package}
        while more := {name for name, (_, names) in self._modules.items() if names & stale} - stale - {self.package}:
            stale |= more
        return stale

    def outcome(self, items: Sequence[pytest.Item], file: str) -> Outcome:
        """What becomes of the package in a child process, now that there is a fault in a file."""
        told, signalled = _told_by_child(lambda write: self._live(items, file, write))
        *_, last = (None, *map(json.loads, told.splitlines()))
        if last == IMPORTED and signalled in (0, signal.SIGKILL):
            raise HarnessFault(f"{file}: the child ended without a verdict (signal {signalled})")
        if last == IMPORTED:  # out of time, or a crash of the interpreter: whoever runs the suite sees it fail
            return Outcome("killed", f"(a test was ended by {signal.Signals(signalled).name})")
        return Outcome(*last) if last else Outcome("stillborn", f"ended by signal {signalled} while it was imported")

    def _live(self, items: Sequence[pytest.Item], file: str, write: int) -> None:
        """In the child: import, then test; a line of JSON after each."""
        signal.alarm(SECONDS_FOR_AN_IMPORT)
        if why := self.imported(file):
            return _write(write, json.dumps(["stillborn", why]))
        _write(write, json.dumps(IMPORTED) + "\n")
        failed = self.run(items)
        return _write(write, json.dumps(["killed", failed] if failed else ["survived", ""]))

    def profile(self, entered: set[tuple[str, int]]) -> Profile:
        """Runs all tests on the package as it was generated, whose functions note themselves in `entered`."""
        found = Profile()
        self.imported()
        for item, following in _with_next(self.items):
            entered.clear()
            began = time.perf_counter()
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            found.seconds[item.nodeid] = time.perf_counter() - began
            found.enters[item.nodeid] = sorted(entered)
            found.failed = found.failed or self._failed
        found.modules.extend(name for name in sys.modules if name.split(".")[0] not in (self.package, "tests"))
        return found

    def warm(self, modules: Iterable[str]) -> None:
        """Loads what tests load, so that no child has to; the package itself last."""
        for name in modules:
            with contextlib.suppress(Exception):
                importlib.import_module(name)
        self.imported()


def _with_next(items: Sequence[pytest.Item]) -> Iterator[tuple[pytest.Item, pytest.Item | None]]:
    """Each test with the one after it, which decides what of its fixtures is kept."""
    yield from zip(items, [*items[1:], None], strict=True)


def modules_of(out: Path, package: str) -> dict[str, tuple[str, set[str]]]:
    """Each module of the package -> its file below the output folder, and the modules of the package that it imports."""
    found: dict[str, tuple[str, set[str]]] = {}
    for path in sorted((out / package).rglob("*.py")):
        parts = path.relative_to(out).with_suffix("").parts
        name = ".".join(parts).removesuffix(".__init__")
        own = parts[:-1]
        imported: set[str] = set()
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.ImportFrom) and node.level:
                base = ".".join((*own[: len(own) - node.level + 1], *(node.module or "").split("."))).strip(".")
                imported |= {base, *(f"{base}.{alias.name}" for alias in node.names)}
        found[name] = path.relative_to(out).as_posix(), imported
    return found


class CannotCollect(Exception):
    """The suite cannot be run at all."""


class HarnessFault(Exception):
    """A child ended in a way that says nothing of the mutant: the fault is our own."""


def _told_by_child(action: Callable[[int], None]) -> tuple[bytes, int]:
    """What a child process writes to the file that it is given, and the signal that ended it, 0 for none."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        _in_silence(lambda: action(write))
    os.close(write)
    told = b""
    while piece := os.read(read, 65536):
        told += piece
    os.close(read)
    status = os.waitpid(child, 0)[1]
    return told, os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


def _write(file: int, text: str) -> None:
    """Write all of a text: a pipe takes only a part of a long one."""
    rest = text.encode()
    while rest:
        rest = rest[os.write(file, rest) :]


def _in_silence(action: Callable[[], None]) -> None:
    """Do something in a child that ends with it and says nothing."""
    status = 1
    try:
        resource.setrlimit(resource.RLIMIT_AS, (BYTES_OF_MEMORY, BYTES_OF_MEMORY))
        null = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(null, stream)
        action()
        status = 0
    finally:
        os._exit(status)
