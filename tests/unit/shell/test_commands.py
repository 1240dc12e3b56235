"""The command line: exit statuses and sentences, never a traceback for what a person did."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator import commands
from generator.config import Config
from generator.inputs import Task
from generator.pipeline import Past, Product
from tests.unit.shell.project import FILES, REPOSITORY, Project, produce, started

HEAVY = {"datamodel_code_generator", "black", "jinja2", "pydantic", "yaml", "tomllib", "difflib", "importlib.metadata"}


def shell(*arguments: str, folder: Path = REPOSITORY) -> subprocess.CompletedProcess[str]:
    """`python -m generator` as a person runs it."""
    return subprocess.run(
        [sys.executable, "-m", "generator", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_help_names_each_command() -> None:
    run = shell("--help")
    assert run.returncode == 0
    for name in ("generate", "check", "lint", "ir"):
        assert f"    {name} " in run.stdout


@pytest.mark.parametrize(
    "arguments", [[], ["generat", "spec"], ["generate"], ["generate", "spec", "--nope"], ["check"]]
)
def test_a_wrong_command_line_is_exit_2(arguments: list[str]) -> None:
    run = shell(*arguments)
    assert run.returncode == 2
    assert "Traceback" not in run.stderr
    assert run.stderr


def test_a_run_with_nothing_to_do_imports_nothing_heavy(project: Project) -> None:
    project.generate()
    code = (
        "import sys\nfrom generator import commands, inputs\ninputs.ROOT = sys.argv[1]\n"
        f"commands.main(['generate', 'spec'])\nprint(sorted({HEAVY!r} & set(sys.modules)))\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(project.root / "checkout")],
        cwd=project.root,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.stdout.splitlines() == ["nothing to do: generated is what spec generates", "[]"]


def test_a_refused_document_is_exit_1_and_nothing_is_written(project: Project) -> None:
    project.document(wrong="it is wrong")
    status, printed = project.generate()
    assert status == 1
    assert printed == (
        "reading spec/openapi.yaml\nspec/openapi.yaml: error[wrong]: it is wrong\n1 error. Nothing was written.\n"
    )
    assert not project.path("").exists()


@pytest.mark.parametrize("out", ["file", "file/below"])
def test_an_output_folder_that_is_a_file_is_exit_2(project: Project, out: str) -> None:
    (project.root / "file").write_text("mine")
    status, printed = project.generate("--out", out)
    assert status == 2
    assert printed.splitlines()[-1] in (f"{out}: File exists", f"{out}: Not a directory")
    assert (project.root / "file").read_text() == "mine"


def test_an_output_folder_that_cannot_be_made_is_exit_2(project: Project) -> None:
    status, printed = project.generate("--out", "/proc/nowhere")
    assert status == 2
    assert printed.splitlines()[-1] == "/proc/nowhere: No such file or directory"


def test_a_folder_without_write_permission_is_told_before_anything_is_written(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.generate()
    before = project.tree()
    project.document({**FILES, "client/models/new.py": "N = 1\n"})
    models = os.path.join("generated", "client", "models")

    def may_write(path: str, mode: int) -> bool:
        return path != models

    monkeypatch.setattr(os, "access", may_write)
    status, printed = project.generate()
    assert status == 2
    assert (
        printed.splitlines()[-1]
        == f"{models}: the folder cannot be written; change its permissions (chmod u+w {models})"
    )
    assert project.tree() == before


def test_a_missing_configuration_is_exit_2(project: Project) -> None:
    status, printed = project.generate("--config", "nowhere.toml")
    assert status == 2
    assert printed.startswith(
        "reading spec/openapi.yaml\nnowhere.toml: error[config-unreadable]: No such file or directory"
    )


def test_the_configuration_beside_a_document_is_read_however_the_document_is_named(project: Project) -> None:
    (project.root / "spec" / "generator.toml").write_text('package = "other"\n')
    project.document({"other/__init__.py": "A = 1\n"})
    assert project.generate()[0] == 0
    assert project.run("generate", "spec/openapi.yaml") == (0, "nothing to do: generated is what spec generates\n")


def test_the_hint_repeats_the_options_of_the_check(project: Project) -> None:
    project.generate("--out", "out", "--allow", "a")
    project.document({**FILES, "client/new.py": "N = 1\n"})
    _, printed = project.check("--out", "out", "--allow", "a")
    assert printed.endswith("To mend: python -m generator generate spec --allow a --out out\n")


def test_a_bug_keeps_its_traceback(project: Project) -> None:
    def broken(task: Task, config: Config, past: Past) -> Product:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        commands.main(["generate", "spec"], broken)


def test_a_reader_that_goes_away_is_no_traceback(project: Project) -> None:
    project.document({f"client/m{number}.py": "A = 1\n" for number in range(3000)})
    code = "import sys\nfrom generator import commands, inputs\nfrom tests.unit.shell.project import produce\n"
    code += "inputs.ROOT = sys.argv[1]\nsys.exit(commands.main(['generate', 'spec', '--dry-run'], produce))"
    run = subprocess.run(
        ["bash", "-c", f'"{sys.executable}" -c "$0" "$1" | head -n 1; exit ${{PIPESTATUS[0]}}', code, "checkout"],
        cwd=project.root,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (run.returncode, run.stderr) == (141, "")


def test_text_that_the_terminal_cannot_show_is_escaped(project: Project) -> None:
    project.document({"client/é.py": "A = 1\n"})
    environment = {"PYTHONIOENCODING": "ascii"}
    run = started(project.root, "generate", "spec", "--dry-run", environment=environment)
    assert run.returncode == 0
    assert "would add generated/client/\\xe9.py" in run.stdout


def test_warnings_of_a_product_are_told(project: Project) -> None:
    from generator.findings import Finding
    from generator.positions import Place

    def warned(task: Task, config: Config, past: Past) -> Product:
        product = produce(task, config, past)
        finding = Finding("odd", "warning", Place(task.document), "it is odd")
        return Product(
            package=product.package,
            files=product.files,
            names={},
            spec_files=product.spec_files,
            findings=(finding,),
        )

    assert project.screen is not None
    assert commands.main(["generate", "spec"], warned) == 0
    assert project.screen.readouterr().err == "spec/openapi.yaml: warning[odd]: it is odd\n1 warning.\n"
