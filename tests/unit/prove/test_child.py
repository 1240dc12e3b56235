"""What a child process that tests a mutant says of it, however it ends."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.prove.suite import HarnessFault, Outcome, Suite


class Acting(Suite):
    """A suite whose import and tests do what is wanted."""

    def __init__(self, folder: Path, imports: Callable[[], str], tests: Callable[[], str]) -> None:
        super().__init__(folder, "package", lambda suite: None)
        self.imports, self.tests = imports, tests

    def imported(self, *files: str) -> str:
        return self.imports()

    def run(self, items: object) -> str:
        return self.tests()


def signalled(number: signal.Signals) -> Callable[[], str]:
    def end() -> str:
        os.kill(os.getpid(), number)
        return "never"

    return end


def raises() -> str:
    raise RuntimeError("a fault of the harness")


@pytest.mark.parametrize(
    ("imports", "tests", "outcome"),
    [
        (lambda: "", lambda: "test_one", Outcome("killed", "test_one")),
        (lambda: "", lambda: "", Outcome("survived", "")),
        (lambda: "NameError: x", raises, Outcome("stillborn", "NameError: x")),
        (lambda: "", signalled(signal.SIGALRM), Outcome("killed", "(a test was ended by SIGALRM)")),
        (lambda: "", signalled(signal.SIGTERM), Outcome("killed", "(a test was ended by SIGTERM)")),
        (
            signalled(signal.SIGTERM),
            raises,
            Outcome("stillborn", "ended by signal 15 while it was imported"),
        ),
    ],
)
def test_a_mutant_is_killed_by_its_tests_and_never_by_its_import(
    tmp_path: Path, imports: Callable[[], str], tests: Callable[[], str], outcome: Outcome
) -> None:
    assert Acting(tmp_path, imports, tests).outcome([], "file.py") == outcome


@pytest.mark.parametrize("tests", [raises, signalled(signal.SIGKILL)])
def test_a_child_that_says_nothing_of_the_mutant_is_a_fault_of_the_harness(
    tmp_path: Path, tests: Callable[[], str]
) -> None:
    with pytest.raises(HarnessFault, match=r"file\.py: the child ended without a verdict"):
        Acting(tmp_path, lambda: "", tests).outcome([], "file.py")
