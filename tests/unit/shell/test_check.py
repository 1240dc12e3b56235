"""`check`: nothing is written, and each cause of a difference has its own name."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import inputs
from tests.unit.shell.project import FILES, Project


@pytest.fixture
def current(project: Project) -> Project:
    """A project whose output is up to date."""
    project.generate()
    return project


def told(project: Project, *arguments: str) -> list[str]:
    """The lines of a check that finds something, which writes nothing."""
    before = project.tree(".")
    status, printed = project.check(*arguments)
    assert status == 1
    assert project.tree(".") == before
    return printed.splitlines()


AGAIN = "To mend: python -m generator generate spec"


def test_nothing_is_told_of_output_that_is_up_to_date(current: Project) -> None:
    before = current.tree(".")
    assert current.check() == (0, "generated is what spec generates: 5 files, nothing edited\n")
    assert current.tree(".") == before


def test_output_that_was_never_generated_is_missing(project: Project) -> None:
    assert told(project) == ["generated: nothing was generated here yet", f"1 difference. {AGAIN}"]


def test_a_changed_spec_is_named_with_the_files_that_it_changes(current: Project) -> None:
    current.document({**FILES, "client/__init__.py": "NAME = 'new'\n", "client/new.py": "N = 1\n"})
    assert told(current) == [
        "spec/openapi.yaml: the spec changed since generated was written",
        "generated/client/__init__.py: would change",
        "generated/client/new.py: would be new",
        f"3 differences. {AGAIN}",
    ]


def test_diffs_are_shown_on_demand(current: Project) -> None:
    current.document({path: text for path, text in FILES.items() if "fixtures" not in path})
    assert told(current, "--diff") == [
        "spec/openapi.yaml: the spec changed since generated was written",
        "generated/tests/fixtures/create/minimal.json: would be removed",
        "  @@ -1 +0,0 @@",
        '  -{"case": "minimal"}',
        f"2 differences. {AGAIN}",
    ]


def test_a_changed_spec_that_prints_the_same_is_still_a_difference(current: Project) -> None:
    current.document(comment="new")
    assert told(current) == [
        "spec/openapi.yaml: the spec changed since generated was written",
        f"1 difference. {AGAIN}",
    ]


def test_a_file_that_the_spec_refers_to_counts_as_spec(project: Project) -> None:
    other = project.root / "common.yaml"
    other.write_text("a: 1\n")
    project.document(reads=["../common.yaml"])
    project.generate()
    other.write_text("a: 2\n")
    assert told(project)[0] == "common.yaml: the spec changed since generated was written"
    other.unlink()
    assert told(project)[0] == "common.yaml: the spec is gone since generated was written"


def configuration(project: Project) -> None:
    (project.root / "spec" / "generator.toml").write_text('version = "1.2.3"\n')


def template(project: Project) -> None:
    (project.root / "checkout" / "templates" / "client.py.jinja").write_text("another\n")


def generator(project: Project) -> None:
    (project.root / "checkout" / "generator" / "new.py").write_text("A = 1\n")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (configuration, "spec/generator.toml: the configuration changed since generated was written"),
        (template, "templates/client.py.jinja: a template changed since generated was written"),
        (generator, "generator/new.py: the generator changed since generated was written"),
    ],
)
def test_each_other_input_that_changed_is_named(current: Project, change: Callable[[Project], None], says: str) -> None:
    change(current)
    assert told(current) == [says, f"1 difference. {AGAIN}"]


def test_many_changed_files_of_one_kind_are_one_difference(current: Project) -> None:
    for name in "abcde":
        (current.root / "checkout" / "generator" / f"{name}.py").write_text("A = 1\n")
    assert told(current)[0] == (
        "generator/a.py: the generator changed since generated was written "
        "(as did generator/b.py, generator/c.py and 2 more)"
    )


def test_a_tool_of_another_version_is_named_with_both(current: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    installed = current.root / "site-packages"
    for folder in ("black-99.0.dist-info", "Jinja2-3.1.6.dist-info", "datamodel_code_generator-0.89.0.dist-info"):
        (installed / folder).mkdir(parents=True)
    for folder in ("pydantic-2.14.3.dist-info", "PyYAML-6.0.3.dist-info"):
        (installed / folder).mkdir()
    monkeypatch.syspath_prepend(str(installed))  # pyright: ignore[reportUnknownMemberType]
    assert told(current) == [
        "black: tool version changed: generated with 26.10.1, installed is 99.0",
        "  install the one that was used: pip install black==26.10.1",
        f"1 difference. {AGAIN}",
    ]


def test_an_allowed_finding_is_part_of_what_was_asked_for(project: Project) -> None:
    project.generate("--allow", "unsupported:GET-/items")
    assert project.check("--allow", "unsupported:GET-/items")[0] == 0
    assert told(project)[:2] == [
        "generated: generated with --allow unsupported:GET-/items",
        "  check with it too",
    ]


def test_another_document_is_named(current: Project) -> None:
    shutil.copy(current.root / "spec" / "openapi.yaml", current.root / "spec" / "other.yaml")
    status, printed = current.run("check", "spec/other.yaml")
    assert status == 1
    assert "spec/other.yaml: generated was generated from another document, openapi.yaml" in printed


def test_an_edited_file_is_shown_with_a_small_diff_and_both_ways_out(current: Project) -> None:
    current.path("client/__init__.py").write_text("".join(f"LINE_{number} = 1\n" for number in range(40)))
    lines = told(current)
    assert lines[0] == "generated/client/__init__.py: edited by hand since it was generated"
    assert "  ... 30 more lines" in lines
    assert lines[-3:] == [
        "  keep the change: move it to spec/ or templates/ and generate again",
        "  drop the change: git checkout generated/client/__init__.py",
        "1 difference. To mend: git checkout generated/client/__init__.py",
    ]
    assert "  +LINE_39 = 1" in told(current, "--diff")


def test_changed_line_endings_are_told_apart_from_an_edit(current: Project) -> None:
    path = current.path("client/__init__.py")
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert told(current)[0] == (
        "generated/client/__init__.py: its line endings were changed to CRLF since it was generated"
    )


def test_a_missing_file_is_named(current: Project) -> None:
    current.path("client/models/model.py").unlink()
    assert told(current) == [
        "generated/client/models/model.py: missing: it was generated and is not there any more",
        "  put it back: git checkout generated/client/models/model.py",
        f"1 difference. {AGAIN}",
    ]


def test_a_module_that_nobody_generated_is_named(current: Project) -> None:
    current.path("client/models/mine.py").write_text("MINE = 1\n")
    current.path("client/models/notes.txt").write_text("of no interest")
    assert told(current)[0] == (
        "generated/client/models/mine.py: extra: it lies in the generated package and was not generated"
    )


def test_a_fixture_that_nobody_generated_is_named(current: Project) -> None:
    current.path("tests/fixtures/mine.json").write_text("{}")
    assert told(current)[0] == (
        "generated/tests/fixtures/mine.json: extra: it lies among the generated tests and was not generated"
    )


def test_one_command_mends_everything(current: Project) -> None:
    current.path("client/__init__.py").write_text("MINE = 1\n")
    current.path("client/models/mine.py").write_text("MINE = 1\n")
    current.path("tests/test_client.py").unlink()
    assert told(current)[-1] == (
        "3 differences. To mend: git checkout generated/client/__init__.py && mv generated/client/models/mine.py . && "
        "python -m generator generate spec"
    )


def test_output_that_differs_though_no_input_did_is_a_bug_and_told_as_one(project: Project) -> None:
    project.document(reads=["hidden"])
    (project.root / "spec" / "hidden").write_text("1")
    project.generate()
    project.document(reads=["hidden"], names={"a": "b"})
    lock = project.path("client/_lock.json")
    text = lock.read_text()
    digest = inputs.hash_of_file("spec/openapi.yaml")
    lock.write_text(text.replace(text.split('"openapi.yaml": "')[1][:64], digest))
    rest = project.path("tests/_lock.json")
    rest.write_text(rest.read_text().replace(inputs.hash_of(text.encode()), inputs.hash_of_file(str(lock))))
    assert told(project)[0] == (
        "generated/client/_lock.json: would change, though no input changed: the output is not the same each time, "
        "which is a bug of the generator"
    )


def test_all_causes_are_told_in_one_run(current: Project) -> None:
    configuration(current)
    template(current)
    current.document({**FILES, "client/new.py": "N = 1\n"})
    current.path("client/__init__.py").write_text("MINE = 1\n")
    current.path("tests/test_client.py").unlink()
    heads = [line.split(":")[0] for line in told(current) if not line.startswith(" ")]
    assert heads == [
        "spec/openapi.yaml",
        "spec/generator.toml",
        "templates/client.py.jinja",
        "generated/client/__init__.py",
        "generated/tests/test_client.py",
        "generated/client/new.py",
        "6 differences. To mend",
    ]


def test_a_refused_spec_does_not_hide_what_was_edited(current: Project) -> None:
    current.path("client/__init__.py").write_text("MINE = 1\n")
    current.document(wrong="it is wrong")
    status, printed = current.check()
    assert status == 1
    assert "spec/openapi.yaml: the spec changed since generated was written" in printed
    assert "generated/client/__init__.py: edited by hand since it was generated" in printed
    assert "spec/openapi.yaml: error[wrong]: it is wrong" in printed
    assert "Nothing was written" not in printed


# --- a vendored copy -------------------------------------------------------------------------------------------------


@pytest.fixture
def copy(current: Project) -> Path:
    """The package in a project that has neither spec nor generator."""
    copied = current.root / "elsewhere" / "vendor" / "client"
    shutil.copytree(current.path("client"), copied)
    return copied


def verified(project: Project, package: Path) -> tuple[int, str]:
    return project.run("check", "--verify", os.path.relpath(package, project.root))


def test_a_vendored_copy_proves_that_nobody_edited_it(current: Project, copy: Path) -> None:
    (copy / "__pycache__").mkdir()
    (copy / "__pycache__" / "__init__.cpython-311.pyc").write_bytes(b"")
    says = "elsewhere/vendor/client is as generated: nothing was edited, added or removed\n"
    assert verified(current, copy) == (0, says)


def test_a_vendored_copy_tells_each_file_that_was_touched(current: Project, copy: Path) -> None:
    (copy / "__init__.py").write_text("MINE = 1\n")
    (copy / "models" / "model.py").unlink()
    (copy / "mine.pyi").write_text("")
    status, printed = verified(current, copy)
    assert status == 1
    assert printed.splitlines() == [
        "elsewhere/vendor/client/__init__.py: edited since it was generated",
        "elsewhere/vendor/client/models/model.py: missing: it was generated and is not there any more",
        "elsewhere/vendor/client/mine.pyi: extra: it lies in the generated package and was not generated",
        "  move it out of there, or delete it",
    ]


def test_a_copy_without_its_lock_proves_nothing(current: Project, copy: Path) -> None:
    (copy / "_lock.json").unlink()
    status, printed = verified(current, copy)
    assert (status, printed) == (2, "elsewhere/vendor/client/_lock.json: there is no _lock.json with a list of files\n")


def test_a_copy_that_is_not_there_cannot_be_checked(current: Project) -> None:
    status, printed = current.run("check", "--verify", "nowhere")
    assert (status, printed) == (2, "nowhere: no such folder; name the folder of a generated package\n")
