"""A small project to run the commands on: its document says, in JSON, which files the stages would make.

The stages are replaced by `produce`, which prints what the document says. The checkout is a small one as well, so that
tests can change templates and generator without changing the real ones.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator import commands, inputs
from generator.config import Config
from generator.findings import Finding, Refused
from generator.inputs import Task
from generator.pipeline import Past, Product
from generator.positions import Place

FILES = {
    "client/__init__.py": "NAME = 'client'\n",
    "client/models/model.py": "class Model:\n    kind = 'a'\n",
    "tests/test_client.py": "def test_it():\n    assert str(1) == '1'\n",
    "tests/fixtures/create/minimal.json": '{"case": "minimal"}\n',
}
DRIVER = """
import sys
from generator import commands, inputs
from tests.unit.shell.project import produce
inputs.ROOT = sys.argv[1]
sys.exit(commands.main(sys.argv[2:], produce))
"""
REPOSITORY = Path(inputs.ROOT)


def produce(task: Task, config: Config, past: Past) -> Product:
    """What the document of `task` says; "names" adds to the settled ones, "wrong" is refused."""
    document = json.loads(Path(task.document).read_text(encoding="utf-8"))
    if "wrong" in document:
        raise Refused([Finding("wrong", "error", Place(task.document), document["wrong"])])
    return Product(
        package=config.package or "client",
        files=document["files"],
        names={**past.names, **document.get("names", {})},
        spec_files=(os.path.basename(task.document), *document.get("reads", ())),
        summary=(("reading", f"{len(document['files'])} files"),),
    )


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with spec/openapi.yaml, and checkout/ as the generator's own; the working directory is `root`."""

    root: Path
    screen: pytest.CaptureFixture[str] | None = None

    def document(self, files: Mapping[str, str] = FILES, **more: object) -> None:
        """Writes the document."""
        text = json.dumps({"files": dict(files), **more})
        (self.root / "spec").mkdir(exist_ok=True)
        (self.root / "spec" / "openapi.yaml").write_text(text, encoding="utf-8")

    def run(self, *arguments: str) -> tuple[int, str]:
        """The exit status of a command and what it printed."""
        assert self.screen is not None
        self.screen.readouterr()
        status = commands.main(arguments, produce)
        printed = self.screen.readouterr()
        return status, printed.out + printed.err

    def generate(self, *arguments: str) -> tuple[int, str]:
        """Runs `generate spec`."""
        return self.run("generate", "spec", *arguments)

    def check(self, *arguments: str) -> tuple[int, str]:
        """Runs `check spec`."""
        return self.run("check", "spec", *arguments)

    def path(self, name: str) -> Path:
        """A path below generated/."""
        return self.root / "generated" / name

    def tree(self, folder: str = "generated") -> dict[str, bytes]:
        """Every file below `folder`, caches apart."""
        base = self.root / folder
        paths = sorted(path for path in base.rglob("*") if path.is_file() and path.suffix != ".pyc")
        return {path.relative_to(base).as_posix(): path.read_bytes() for path in paths}


def started(
    project: Path, *arguments: str, before: str = "", environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """The commands in a process of their own, with `produce` as stages; `before` is Python that runs first."""
    code = before + DRIVER
    checkout = str(project / "checkout")
    return subprocess.run(
        [sys.executable, "-c", code, checkout, *arguments],
        cwd=project,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(REPOSITORY), **(environment or {})},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def laid_out(root: Path) -> None:
    """Makes the folders of a project at `root`."""
    (root / "checkout" / "templates").mkdir(parents=True)
    (root / "checkout" / "generator").mkdir()
    (root / ".git").mkdir()
    (root / "checkout" / "templates" / "client.py.jinja").write_text("a template\n")
    (root / "checkout" / "generator" / "render.py").write_text("A = 1\n")
    (root / "checkout" / "generator" / "format.py").write_text("B = 1\n")
