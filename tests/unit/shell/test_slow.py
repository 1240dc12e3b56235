"""A run that takes its time says so: what it reads before it reads, and each stage that is slow."""

from __future__ import annotations

import io
import sys
import time

import pytest

from generator import commands
from generator.config import Config
from generator.inputs import Task
from generator.pipeline import Past, Product
from generator.slow import slow
from tests.unit.shell.project import Project, produce


def test_what_is_read_is_named_before_the_work(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    told: list[str] = []

    def listening(task: Task, config: Config, past: Past) -> Product:
        told.append(capsys.readouterr().out)
        return produce(task, config, past)

    assert commands.main(["generate", "spec"], listening) == 0
    assert told == ["reading spec/openapi.yaml\n"]


class Screen(io.StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        return True


def test_a_slow_stage_is_named_while_it_works(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    with slow("printing models", after=0.01):
        until = time.monotonic() + 5
        while not screen.getvalue() and time.monotonic() < until:
            time.sleep(0.01)
    assert screen.getvalue() == "printing models ...\n"


def test_a_quick_stage_is_not_spoken_of(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    with slow("printing models", after=0.2):
        pass
    time.sleep(0.3)
    assert screen.getvalue() == ""


def test_what_is_no_terminal_is_told_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with slow("printing models", after=0.0):
        time.sleep(0.05)
    assert capsys.readouterr().err == ""
