"""An output folder that git knows nothing of: the ways out are such that work there."""

from __future__ import annotations

import subprocess

import pytest

from tests.unit.shell.project import FILES, Project


@pytest.fixture
def outside(project: Project) -> Project:
    """A project without git, with everything generated."""
    (project.root / ".git").rmdir()
    assert project.generate()[0] == 0
    return project


def test_an_edited_file_is_to_be_deleted_and_written_again(outside: Project) -> None:
    outside.path("client/__init__.py").write_text("MINE = 1\n")
    status, printed = outside.check()
    assert status == 1
    assert printed.splitlines()[-2:] == [
        "  drop the change: rm generated/client/__init__.py, and generate again",
        "1 difference. To mend: rm generated/client/__init__.py && python -m generator generate spec",
    ]
    assert "git" not in printed


def test_the_command_that_mends_does(outside: Project) -> None:
    outside.path("client/__init__.py").write_text("MINE = 1\n")
    delete = outside.check()[1].splitlines()[-1].partition("To mend: ")[2].partition(" && ")[0]
    subprocess.run(delete.split(), cwd=outside.root, check=True, timeout=10)
    assert outside.generate()[0] == 0
    assert outside.path("client/__init__.py").read_text() == FILES["client/__init__.py"]
    assert outside.check()[0] == 0


def test_a_missing_file_is_written_again(outside: Project) -> None:
    outside.path("client/models/model.py").unlink()
    assert "  put it back: generate again" in outside.check()[1].splitlines()
    assert outside.generate()[0] == 0
    assert outside.path("client/models/model.py").read_text() == FILES["client/models/model.py"]
