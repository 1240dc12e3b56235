"""The generated client under load, in a few seconds; `make load` is the whole of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.bench.load import Ended, broken

FINE = Ended("", foreign=False, seconds=0.1)
REFUSED = Ended("RateLimitError", foreign=False, seconds=0.1)


def test_400_creates_at_once_on_a_server_that_fails_keep_what_is_promised() -> None:
    command = [sys.executable, "-m", "tests.bench.load", "400"]
    run = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, timeout=120)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.splitlines()[0].startswith("async, all at once: 400 creates, 4")
    assert run.stdout.splitlines()[-1] == "all that must hold holds"


def test_a_post_may_be_repeated_only_after_429_and_503() -> None:
    assert broken({"a": ["429", "503", "created"], "b": ["429"]}, [FINE, REFUSED], 2, 0) == []
    assert broken({"a": ["cut", "created"]}, [FINE], 1, 0) == ["a was sent 2 times: cut, created"]
    assert broken({"a": ["created", "created"]}, [FINE], 1, 0) == ["a was sent 2 times: created, created"]


def test_calls_that_hang_vanish_or_leave_the_tree_are_told() -> None:
    slow = Ended("APITimeoutError", foreign=False, seconds=70.0)
    foreign = Ended("ReadError", foreign=True, seconds=0.1)
    assert broken({}, [slow, foreign], 3, 300 * 1024 * 1024) == [
        "2 of 3 calls ended",
        "a call ended with ReadError, no error of the tree",
        "a call took 70.0 s",
        "memory grew by 300 MB",
    ]
    assert broken({"a": ["cut"]}, [FINE], 1, 0) == ["the server created 0 models, 1 calls say so"]
