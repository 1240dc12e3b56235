"""Writing: all or nothing, and never over what a person wrote."""

from __future__ import annotations

import json
import os
import shutil
import stat
from pathlib import Path

import pytest

from generator import commands
from generator.config import Config
from generator.inputs import Task
from generator.pipeline import Past, Product
from tests.unit.shell.project import FILES, Project, laid_out, produce, started


def test_all_files_are_written_with_two_locks_that_list_them(project: Project) -> None:
    status, printed = project.generate()
    assert status == 0
    assert "0 files changed, 6 new, 0 removed" in printed
    assert sorted(project.tree()) == sorted([*FILES, "client/_lock.json", "tests/_lock.json"])
    own, rest = (json.loads(project.tree()[f"{folder}/_lock.json"]) for folder in ("client", "tests"))
    assert list(own["files"]) == ["__init__.py", "models/model.py"]
    assert list(rest["files"]) == ["client/_lock.json", "tests/fixtures/create/minimal.json", "tests/test_client.py"]
    assert list(own["inputs"]) == ["options", "spec", "config", "extensions", "templates", "generator", "tools"]
    assert own["inputs"]["tools"]["black"] == "26.10.1"


def test_a_second_run_has_nothing_to_do_and_touches_no_file(project: Project) -> None:
    project.generate()
    before = {path: os.stat(project.path(path)).st_mtime_ns for path in project.tree()}
    assert project.generate() == (0, "nothing to do: generated is what spec generates\n")
    assert {path: os.stat(project.path(path)).st_mtime_ns for path in project.tree()} == before


def test_only_files_that_change_are_replaced_and_their_permissions_stay(project: Project) -> None:
    project.generate()
    os.chmod(project.path("client/__init__.py"), 0o640)
    same = os.stat(project.path("client/models/model.py")).st_mtime_ns
    project.document({**FILES, "client/__init__.py": "NAME = 'other'\n"})
    status, printed = project.generate()
    assert status == 0
    assert "3 files changed, 0 new, 0 removed" in printed
    assert project.path("client/__init__.py").read_text() == "NAME = 'other'\n"
    assert stat.S_IMODE(os.stat(project.path("client/__init__.py")).st_mode) == 0o640
    assert os.stat(project.path("client/models/model.py")).st_mtime_ns == same


def test_text_is_written_as_printed_in_utf_8_with_lf(project: Project) -> None:
    project.document({**FILES, "client/__init__.py": "NAME = 'é'\nOTHER = '\U0001f600'\n"})
    project.generate()
    assert project.path("client/__init__.py").read_bytes() == b"NAME = '\xc3\xa9'\nOTHER = '\xf0\x9f\x98\x80'\n"


def test_half_of_a_surrogate_pair_is_refused_with_a_sentence(project: Project) -> None:
    project.document({**FILES, "client/__init__.py": "NAME = '\ud800'\n"})
    status, printed = project.generate()
    assert status == 2
    assert printed.splitlines()[1].startswith('half of a surrogate pair cannot be written: "NAME = \'\\ud800"')
    assert not project.path("").exists()


def test_stale_files_go_with_their_folders_and_bytecode(project: Project) -> None:
    project.generate()
    cache = project.path("client/models/__pycache__")
    cache.mkdir()
    (cache / "model.cpython-311.pyc").write_bytes(b"")
    project.document({"client/__init__.py": FILES["client/__init__.py"]})
    status, printed = project.generate()
    assert status == 0
    assert "2 files changed, 0 new, 3 removed" in printed
    assert sorted(project.tree()) == ["client/__init__.py", "client/_lock.json", "tests/_lock.json"]
    assert not project.path("client/models").exists()


def test_unknown_files_are_left_alone(project: Project) -> None:
    project.generate()
    mine = project.path("client/models/mine.txt")
    mine.write_text("mine")
    project.document({"client/__init__.py": FILES["client/__init__.py"]})
    assert project.generate()[0] == 0
    assert mine.read_text() == "mine"
    assert not project.path("client/models/model.py").exists()


def test_an_edited_file_stops_the_run_and_is_shown_with_both_ways_out(project: Project) -> None:
    project.generate()
    project.path("client/models/model.py").write_text("class Model:\n    kind = 'b'\n")
    before = project.tree()
    project.document({**FILES, "client/__init__.py": "NAME = 'other'\n"})
    status, printed = project.generate()
    assert status == 1
    assert printed.splitlines()[2:] == [
        "generated/client/models/model.py: edited by hand since it was generated",
        "  @@ -1,2 +1,2 @@",
        "   class Model:",
        "  -    kind = 'a'",
        "  +    kind = 'b'",
        "  keep the change: move it to spec/ or templates/ and generate again",
        "  drop the change: git checkout generated/client/models/model.py",
        "1 file in the way. Nothing was written.",
    ]
    assert project.tree() == before


def test_an_edited_file_that_is_no_longer_generated_is_not_deleted(project: Project) -> None:
    project.generate()
    project.path("client/models/model.py").write_text("MINE = 1\n")
    project.document({"client/__init__.py": FILES["client/__init__.py"]})
    status, printed = project.generate()
    assert status == 1
    assert "edited by hand since it was generated, and no longer generated" in printed
    assert project.path("client/models/model.py").read_text() == "MINE = 1\n"


def test_an_edit_that_equals_the_new_text_is_no_obstacle(project: Project) -> None:
    project.generate()
    project.path("client/__init__.py").write_text("NAME = 'other'\n")
    project.document({**FILES, "client/__init__.py": "NAME = 'other'\n"})
    assert project.generate()[0] == 0
    assert project.check()[0] == 0


def test_an_unknown_file_where_a_new_one_must_go_stops_the_run(project: Project) -> None:
    project.generate()
    project.path("client/new.py").write_text("MINE = 1\n")
    project.document({**FILES, "client/new.py": "NEW = 1\n"})
    status, printed = project.generate()
    assert status == 1
    assert "generated/client/new.py: a file that no lock lists stands where a generated file must go" in printed
    assert "move it away: mv generated/client/new.py generated/client/new.py.mine" in printed
    assert project.path("client/new.py").read_text() == "MINE = 1\n"


def test_a_folder_where_a_file_must_go_stops_the_run(project: Project) -> None:
    project.path("client/__init__.py").mkdir(parents=True)
    (project.path("client/__init__.py") / "mine").write_text("mine")
    status, printed = project.generate()
    assert status == 1
    assert "generated/client/__init__.py: a folder stands where a generated file must go" in printed


def test_a_module_may_become_a_package_and_a_package_a_module(project: Project) -> None:
    project.document({"client/a.py": "A = 1\n", "client/b/__init__.py": "B = 1\n"})
    project.generate()
    project.document({"client/a.py/deep.txt": "A = 2\n", "client/b": "B = 2\n"})
    assert project.generate()[0] == 0
    assert project.path("client/a.py/deep.txt").read_text() == "A = 2\n"
    assert project.path("client/b").read_text() == "B = 2\n"
    assert project.check()[0] == 0


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("../out.py", "must stay below the output folder"),
        ("client/../../out.py", "must stay below the output folder"),
        ("/out.py", "must stay below the output folder"),
        ("client//out.py", "must stay below the output folder"),
        ("client/a\\b.py", "a character that a file system reserves"),
        ("client/a\nb.py", "a character that a file system reserves"),
        ("client/c:d.py", "a character that a file system reserves"),
        (f"client/{'a' * 201}", "has at most 200 bytes"),
        (f"client/{'é' * 101}", "has at most 200 bytes"),
        ("client/Models/MODEL.py", "is the same file as 'client/models/model.py' where case does not count"),
    ],
)
def test_a_path_that_is_not_safe_everywhere_is_refused(project: Project, path: str, says: str) -> None:
    project.document({**FILES, path: "PWNED = 1\n"})
    status, printed = project.generate()
    assert status == 1
    assert says in printed
    assert sorted(entry.name for entry in project.root.iterdir()) == [".git", "checkout", "spec"]


def test_a_symbolic_link_below_the_output_folder_is_not_followed(project: Project) -> None:
    elsewhere = project.root / "elsewhere"
    elsewhere.mkdir()
    project.path("client").mkdir(parents=True)
    os.symlink(elsewhere, project.path("client/models"))
    status, printed = project.generate()
    assert status == 1
    assert "generated/client/models: a symbolic link stands where a folder of generated files must be" in printed
    assert list(elsewhere.iterdir()) == []


def test_a_symbolic_link_in_place_of_a_file_is_not_followed(project: Project) -> None:
    mine = project.root / "mine.py"
    mine.write_text("MINE = 1\n")
    project.path("client").mkdir(parents=True)
    os.symlink(mine, project.path("client/__init__.py"))
    status, printed = project.generate()
    assert status == 1
    assert "a symbolic link stands where a generated file must go" in printed
    assert mine.read_text() == "MINE = 1\n"


def test_a_staging_folder_that_is_a_link_is_not_followed(project: Project) -> None:
    elsewhere = project.root / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "mine").write_text("mine")
    project.path("").mkdir()
    os.symlink(elsewhere, project.path(".clientsmith"))
    status, printed = project.generate()
    assert (status, printed) == (2, "generated/.clientsmith: stands where new files are staged; move it away\n")
    assert (elsewhere / "mine").read_text() == "mine"


def test_the_output_folder_itself_may_be_a_link(project: Project) -> None:
    (project.root / "elsewhere").mkdir()
    os.symlink(project.root / "elsewhere", project.root / "generated")
    assert project.generate()[0] == 0
    assert "client/__init__.py" in project.tree("elsewhere")


def test_a_dry_run_tells_each_file_and_writes_nothing(project: Project) -> None:
    status, printed = project.generate("--dry-run")
    assert status == 0
    assert "would add generated/client/models/model.py\n" in printed
    assert not project.path("").exists()
    project.generate()
    project.document({**FILES, "client/__init__.py": "NAME = 'other'\n"})
    before = project.tree()
    status, printed = project.generate("--dry-run")
    assert (status, "would change generated/client/__init__.py\n" in printed) == (0, True)
    assert project.tree() == before


def test_another_package_name_moves_the_package(project: Project) -> None:
    project.generate()
    (project.root / "spec" / "generator.toml").write_text('package = "other"\n')
    project.document({path.replace("client/", "other/"): text for path, text in FILES.items()})
    assert project.generate()[0] == 0
    assert not project.path("client").exists()
    assert project.path("other/_lock.json").exists()
    assert project.check()[0] == 0


def test_settled_names_come_back_to_the_next_run(project: Project) -> None:
    project.document(names={"/components/schemas/A": "A"})
    project.generate()
    project.document(names={"/components/schemas/B": "B"})
    project.generate()
    lock = json.loads(project.path("client/_lock.json").read_text())
    assert lock["names"] == {"/components/schemas/A": "A", "/components/schemas/B": "B"}


def test_a_lock_that_was_edited_stops_the_run(project: Project) -> None:
    project.generate()
    lock = project.path("client/_lock.json")
    lock.write_text(lock.read_text().replace('"names": {}', '"names": {"a": "b"}'))
    project.document({**FILES, "client/__init__.py": "NAME = 'other'\n"})
    for status, printed in (project.generate(), project.check()):
        assert status == 1
        assert "generated/client/_lock.json: edited by hand since it was generated" in printed
        assert "git checkout generated/client/_lock.json" in printed


@pytest.mark.parametrize("path", ["client/_lock.json", "tests/_lock.json"])
def test_a_lock_with_conflict_markers_stops_the_run(project: Project, path: str) -> None:
    project.generate()
    project.path(path).write_text("<<<<<<< HEAD\n{}\n=======\n")
    before = project.tree()
    for status, printed in (project.generate(), project.check()):
        assert status == 1
        assert f"generated/{path}: " in printed
        assert "take one side of the whole folder" in printed
    assert project.tree() == before


def test_a_lock_of_a_later_format_is_not_guessed_at(project: Project) -> None:
    project.generate()
    lock = project.path("tests/_lock.json")
    lock.write_text(lock.read_text().replace('"format": 1', '"format": 2'))
    status, printed = project.generate()
    assert status == 1
    assert "generated/tests/_lock.json: not a lock of format 1" in printed


def test_a_lost_lock_stops_the_run_because_it_holds_settled_names(project: Project) -> None:
    project.generate()
    project.path("client/_lock.json").unlink()
    status, printed = project.generate()
    assert status == 1
    assert "generated/client/_lock.json: missing; it holds settled names" in printed


def test_folders_that_were_deleted_are_made_again(project: Project) -> None:
    project.generate()
    whole = project.tree()
    for folder in ("client", "tests"):
        shutil.rmtree(project.path(folder))
        assert project.generate()[0] == 0
        assert project.tree() == whole


def test_an_input_that_changes_while_it_is_read_stops_the_run(project: Project) -> None:
    def slow(task: Task, config: Config, past: Past) -> Product:
        product = produce(task, config, past)
        project.document({"client/__init__.py": "CHANGED = 1\n"})
        return product

    assert commands.main(["generate", "spec"], slow) == 2
    assert not project.path("").exists()


def test_the_same_bytes_come_out_in_any_folder_locale_time_zone_and_hash_seed(tmp_path: Path) -> None:
    trees: list[dict[str, bytes]] = []
    surroundings = [
        {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "UTC"},
        {"PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8", "TZ": "Asia/Tokyo", "PYTHONUTF8": "0"},
    ]
    for number, environment in enumerate(surroundings):
        root = tmp_path / f"folder {number}"
        laid_out(root)
        project = Project(root)
        project.document({**FILES, "client/é.py": "NAME = 'é'\n"}, names={"é": "e"})
        done = started(root, "generate", "spec", environment=environment)
        assert done.returncode == 0, done.stderr
        trees.append(project.tree())
    assert trees[0] == trees[1]
