"""The project that the tests of the shell run in."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import inputs
from tests.unit.shell.project import Project, laid_out


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Project:
    """A project with its document, nothing generated yet."""
    laid_out(tmp_path)
    monkeypatch.setattr(inputs, "ROOT", str(tmp_path / "checkout"))
    monkeypatch.chdir(tmp_path)
    project = Project(tmp_path, capsys)
    project.document()
    return project
