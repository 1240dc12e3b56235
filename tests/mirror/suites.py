"""Generated suites, run in forked children: the old one, collected once, on package after package; a new one once."""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import random
import shutil
import sys
from collections import defaultdict
from collections.abc import Callable, Collection, Generator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path

import pytest

from generator.prove.suite import CannotCollect, Suite

SURFACE = "test_package.py"  # what knows the names on record, and fails for most edits: asked after what is nearer
SMALL, PART = 500, 0.05  # tests of a suite that is run as a whole; the part of the rest of a larger one
WARM = ("anyio", "asyncio", "httpx2", "jsonschema_rs", "pydantic", "ssl")


def told_by_child(action: Callable[[], object]) -> object:
    """What a child process finds out, as JSON can write it; None where it was killed."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        with _ending():
            os.close(read)
            _mute()
            with os.fdopen(write, "w", encoding="utf-8") as stream:
                json.dump(action(), stream)
    os.close(write)
    with os.fdopen(read, encoding="utf-8") as stream:
        told = stream.read()
    os.waitpid(child, 0)
    return json.loads(told) if told else None


@contextlib.contextmanager
def _ending() -> Generator[None]:
    """A child ends with what it does, whatever comes of it."""
    try:
        yield
    finally:
        os._exit(0)


def _mute() -> None:
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)


def warm() -> None:
    """Loads what all suites load, before anything is forked."""
    sys.dont_write_bytecode = True
    for name in WARM:
        importlib.import_module(name)


def failure(folder: Path, package: str, changed: Collection[str]) -> str:
    """The first test of a suite that fails on its own package, or what keeps it from running; "" for neither.

    A large suite is run as far as `changed` cases and their operations go, with a part of the rest.
    """

    def run() -> str:
        failed: list[str] = []
        _alone(folder)
        try:
            Suite(folder, package, lambda suite: failed.append(suite.run(_part(suite, changed)))).open()
        except CannotCollect as why:
            return str(why)
        return failed[0]

    told = told_by_child(run)
    return "a test took too long" if told is None else str(told)


def _alone(folder: Path) -> None:
    """The generated suite is `tests` now, and not this project's own."""
    for name in [each for each in sys.modules if each.split(".")[0] == "tests"]:
        del sys.modules[name]
    sys.path[:] = [str(folder), *(each for each in sys.path if not Path(each or ".", "tests", "mirror").is_dir())]
    importlib.invalidate_caches()


class OldSuite:
    """A suite in a process of its own, which has collected it; packages are put under it one after the other."""

    def __init__(self, folder: Path, package: str) -> None:
        self._folder, self._package = folder, package
        hears, self._tells = os.pipe()
        self._hears, tells = os.pipe()
        self._child = os.fork()
        if self._child == 0:
            with _ending():
                os.close(self._tells)
                os.close(self._hears)
                _mute()
                _alone(folder)
                Suite(folder, package, lambda suite: _serve(suite, hears, tells)).open()
        os.close(hears)
        os.close(tells)
        self._answers = os.fdopen(self._hears, encoding="utf-8")
        if not self._answers.readline():
            raise RuntimeError(f"{folder}: the suite cannot be collected")

    def failure(self, home: Path, changed: Collection[str]) -> str:
        """The first test that fails on the package that lies in a folder; those of `changed` cases are asked first."""
        shutil.rmtree(self._folder / self._package)
        shutil.copytree(home / self._package, self._folder / self._package)
        os.write(self._tells, f"{json.dumps(sorted(changed))}\n".encode())
        told = json.loads(self._answers.readline())
        return "(a test was ended)" if told is None else str(told)

    def close(self) -> None:
        """End the process."""
        os.close(self._tells)
        self._answers.close()
        os.waitpid(self._child, 0)


def _serve(suite: Suite, hears: int, tells: int) -> None:
    os.write(tells, b"ready\n")
    with os.fdopen(hears, encoding="utf-8") as questions:
        for line in questions:
            changed = set(json.loads(line))
            answer = told_by_child(lambda: _run(suite, changed))
            os.write(tells, f"{json.dumps(answer)}\n".encode())


def _run(suite: Suite, changed: Collection[str]) -> str:
    """In the child: the package anew, then the tests."""
    importlib.invalidate_caches()
    for name in [each for each in sys.modules if each.startswith(f"{suite.package}.")]:
        del sys.modules[name]
    if suite.package in sys.modules:
        importlib.reload(sys.modules[suite.package])
    return suite.run(_ordered(suite.items, changed))


def _part(suite: Suite, changed: Collection[str]) -> Sequence[pytest.Item]:
    """All tests of a small suite; else those of changed cases, the first of each function, and some by chance."""
    if len(suite.items) <= SMALL:
        return suite.items
    chance, seen = random.Random(len(suite.items)), set[str]()
    chosen: list[pytest.Item] = []
    for item in suite.items:
        function = item.nodeid.partition("[")[0]
        if _case(item) in changed or function not in seen or chance.random() < PART:
            chosen.append(item)
        seen.add(function)
    return chosen


def _parameters(item: pytest.Item) -> Mapping[str, object]:
    return getattr(item, "callspec").params if hasattr(item, "callspec") else {}


def _case(item: pytest.Item) -> str:
    """The case that a test is about, as `operation/file/case`; "" for none."""
    return str(_parameters(item).get("case", ""))


def _ordered(items: Sequence[pytest.Item], changed: Collection[str]) -> Sequence[pytest.Item]:
    """The tests of changed cases, a first one of each function, then a second; then those nearby, and all others."""
    operations = {name.partition("/")[0] for name in changed}
    tiers: dict[int, dict[str, list[pytest.Item]]] = defaultdict(lambda: defaultdict(list))
    for item in items:
        case = _case(item)
        is_near = case.partition("/")[0] in operations or _parameters(item).get("operation") in operations
        tier = 0 if case in changed else 2 if SURFACE in item.nodeid else 1 if is_near else 3
        tiers[tier][item.nodeid.partition("[")[0]].append(item)
    rows = (row for tier in sorted(tiers) for row in zip_longest(*tiers[tier].values()))
    return [item for row in rows for item in row if item is not None]
