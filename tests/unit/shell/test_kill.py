"""A run that is killed leaves the old tree, or a journal that the next run finishes."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
from pathlib import Path
from typing import TypeAlias

import pytest

from tests.unit.shell.project import FILES, Project, laid_out, started

OLD = FILES
Begun: TypeAlias = tuple[Project, dict[str, bytes], dict[str, bytes]]
NEW = {
    "client/__init__.py": "NAME = 'new'\n",
    "client/models/other.py": "class Other: ...\n",
    "tests/test_client.py": FILES["tests/test_client.py"],
    "tests/fixtures/create/minimal.json": '{"case": "new"}\n',
}
KILLED = """
import builtins, os, signal
steps = [int(os.environ["STEP"])]
def counted(function):
    def step(*arguments, **options):
        steps[0] -= 1
        if not steps[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*arguments, **options)
    return step
for name in ("replace", "unlink", "rmdir", "mkdir", "fsync"):
    setattr(os, name, counted(getattr(os, name)))
"""


def killed_at(project: Project, step: int) -> int:
    """Generates in a process that kills itself at that step, the disk's changes being counted; gives how it ended."""
    return started(project.root, "generate", "spec", before=KILLED, environment={"STEP": str(step)}).returncode


def without_stage(tree: dict[str, bytes]) -> dict[str, bytes]:
    """The tree as if no run had been killed in it."""
    return {path: text for path, text in tree.items() if not path.startswith(".clientsmith/")}


@pytest.fixture
def begun(project: Project) -> Begun:
    """A project with a new document; its old tree, and the new one as a run makes it that is not killed."""
    project.document(OLD)
    project.generate()
    old = project.tree()
    project.document(NEW)
    shutil.copytree(project.path(""), project.root / "twin")
    assert project.generate("--out", "twin")[0] == 0
    return project, old, project.tree("twin")


def test_a_kill_at_any_step_leaves_the_old_tree_or_a_journal_that_is_finished(begun: Begun, tmp_path: Path) -> None:
    project, old, new = begun
    outcomes: list[str] = []
    before = tmp_path / "before"
    shutil.copytree(project.path(""), before)
    for step in range(1, 100):
        shutil.rmtree(project.path(""))
        shutil.copytree(before, project.path(""))
        if killed_at(project, step) == 0:
            break
        left = project.tree()
        if project.path(".clientsmith/journal.json").exists():
            outcomes.append("journal")
            status, printed = project.check()
            assert (status, project.tree()) == (1, left)
            assert "generated/.clientsmith: a run was killed while it wrote; the files are partly new" in printed
        else:
            assert without_stage(left) in (old, new)
            outcomes.append("old" if without_stage(left) == old else "new")
        assert project.generate()[0] == 0
        assert project.tree() == new
        assert not project.path(".clientsmith").exists()
        assert project.check()[0] == 0
    assert {"old", "journal", "new"} == set(outcomes)
    assert outcomes == sorted(outcomes, key=["old", "journal", "new"].index)
    assert len(outcomes) > 20


@pytest.fixture
def half_way(begun: Begun) -> Project:
    """A project whose tree is partly new, with a journal."""
    project, _, _ = begun
    run = started(
        project.root,
        "generate",
        "spec",
        before="import os, signal\nreal = os.replace\n"
        "def replace(source, target):\n"
        "    real(source, target)\n"
        "    if target.endswith('other.py'):\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "os.replace = replace\n",
    )
    assert run.returncode == -signal.SIGKILL
    assert project.path("client/models/other.py").exists()
    return project


def test_a_file_that_was_edited_after_the_kill_is_not_written_over(half_way: Project) -> None:
    half_way.path("tests/fixtures/create/minimal.json").write_text("mine")
    before = half_way.tree()
    status, printed = half_way.generate()
    assert status == 1
    assert "minimal.json: edited since a run was killed that would replace it" in printed
    assert half_way.tree() == before


def test_a_dry_run_does_not_finish_a_journal(half_way: Project) -> None:
    before = half_way.tree()
    status, printed = half_way.generate("--dry-run")
    assert status == 1
    assert "generated/.clientsmith: a run was killed while it wrote" in printed
    assert half_way.tree() == before


def test_a_journal_with_a_path_out_of_the_folder_is_not_obeyed(half_way: Project) -> None:
    journal = half_way.path(".clientsmith/journal.json")
    journal.write_text(journal.read_text().replace("client/__init__.py", "../spec/pwned.py"))
    status, printed = half_way.generate()
    assert status == 2
    assert printed.startswith("generated/.clientsmith/journal.json: damaged; start over with: rm -r")
    assert not (half_way.root / "spec" / "pwned.py").exists()


@pytest.mark.parametrize("text", ["", "[]", "{}", "[" * 100_000])
def test_a_damaged_journal_is_told_with_the_way_out(half_way: Project, text: str) -> None:
    half_way.path(".clientsmith/journal.json").write_text(text)
    status, printed = half_way.generate()
    assert status == 2
    assert "rm -r generated/.clientsmith && git checkout generated" in printed


def test_a_damaged_staged_file_is_not_put_into_the_tree(half_way: Project) -> None:
    for staged in half_way.path(".clientsmith").glob("0*"):
        staged.write_text("damaged")
    before = half_way.tree()
    status, printed = half_way.generate()
    assert status == 2
    assert "damaged; start over with" in printed
    assert half_way.tree() == before


def test_a_full_disk_leaves_the_old_tree_and_a_sentence(begun: Begun) -> None:
    project, old, _ = begun
    full = "import os\ndef fsync(handle):\n    raise OSError(28, 'No space left on device')\nos.fsync = fsync\n"
    run = started(project.root, "generate", "spec", before=full)
    assert (run.returncode, run.stderr) == (2, "generated: No space left on device\n")
    assert project.tree() == old
    assert not project.path(".clientsmith").exists()


def test_an_interrupt_while_new_files_are_staged_leaves_the_old_tree(
    begun: Begun,
) -> None:
    project, old, _ = begun
    run = started(project.root, "generate", "spec", before=interrupted("fsync"))
    assert (run.returncode, run.stderr) == (130, "interrupted; no file is half-written\n")
    assert project.tree() == old
    assert not project.path(".clientsmith").exists()


def test_an_interrupt_while_files_are_replaced_waits_until_all_are(
    begun: Begun,
) -> None:
    project, _, new = begun
    run = started(project.root, "generate", "spec", before=interrupted("unlink"))
    assert run.returncode == 130
    assert project.tree() == new


def interrupted(function: str) -> str:
    """Python that presses Ctrl-C whenever a function of os is called."""
    return (
        f"import os, signal\nreal = os.{function}\n"
        f"def pressed(*arguments, **options):\n"
        f"    signal.raise_signal(signal.SIGINT)\n"
        f"    return real(*arguments, **options)\n"
        f"os.{function} = pressed\n"
    )


def test_two_runs_do_not_write_at_the_same_time(project: Project) -> None:
    project.path("").mkdir()
    handle = os.open(project.path(""), os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        run = started(project.root, "generate", "spec")
    finally:
        os.close(handle)
    assert (run.returncode, run.stderr) == (
        2,
        "generated: another run is writing there; wait for it and generate again\n",
    )
    assert project.tree() == {}


def test_a_run_does_not_clear_away_what_another_is_staging(project: Project) -> None:
    (project.path(".clientsmith")).mkdir(parents=True)
    project.path(".clientsmith/00000").write_text("of the other run")
    handle = os.open(project.path(""), os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        run = started(project.root, "generate", "spec")
    finally:
        os.close(handle)
    assert run.returncode == 2
    assert project.path(".clientsmith/00000").exists()


def test_a_first_run_that_is_killed_is_finished_by_the_next(tmp_path: Path) -> None:
    laid_out(tmp_path)
    project = Project(tmp_path)
    project.document(OLD)
    for step in range(1, 100, 5):
        shutil.rmtree(project.path(""), ignore_errors=True)
        if killed_at(project, step) == 0:
            break
        assert started(tmp_path, "generate", "spec").returncode == 0
        assert set(OLD) < set(project.tree())
        assert not project.path(".clientsmith").exists()
