"""The mirror of `prove`: the document is edited, and the generator must follow, its tests with it.

Of each edit it is asked that the output changes, that `changes` names the place, that the suite as it was fails on the
new package where the package's code changed, and that the suite as it is now passes.
"""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from generator import pipeline
from generator.cache import Cache
from generator.changes.document import compared
from generator.changes.judge import judged_as
from generator.changes.names import PythonNames
from generator.config import Config, read_config
from generator.findings import SpecError
from generator.inputs import task_of
from generator.load import load
from generator.resolve import resolve
from tests.mirror.edits import Edit, chosen


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of an edit: `wrong` is empty where all is as it should be, `skipped` says why nothing could be seen."""

    edit: Edit
    wrong: str = ""
    skipped: str = ""
    wire: bool = False


@dataclass(frozen=True, slots=True)
class Mirror:
    """A document to be edited, and a folder to work in."""

    document: Path
    folder: Path

    @property
    def tree(self) -> dict[str, Any]:
        """The document as it is."""
        return cast("dict[str, Any]", load(str(self.document)).tree)

    def edits(self, count: int, seed: int) -> Iterator[Seen]:
        """What comes of a number of edits."""
        old = self._generated(self.tree, "old")
        for edit in chosen(self.tree, count, seed):
            yield self._seen(edit, old)

    def _seen(self, edit: Edit, old: Mapping[str, str]) -> Seen:
        try:
            new = self._generated(edit.applied(self.tree), "new")
        except SpecError as refused:
            return Seen(edit, skipped=refused.findings[0].message)
        if new == old:
            return Seen(edit, wrong="the output is the same")
        if not self._is_named(edit):
            return Seen(edit, wrong="`changes` does not name it")
        wire = _code(new) != _code(old)
        if wire and self._passes("new", tests="old"):
            return Seen(edit, wrong="the suite as it was passes on the new package", wire=True)
        return Seen(edit, wrong="" if self._passes("new", tests="new") else "the new suite fails", wire=wire)

    def _generated(self, tree: dict[str, Any], name: str) -> Mapping[str, str]:
        """The output for a tree, also written to a folder of this name. Raises SpecError."""
        home = self.folder / f"{name}-spec"
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        for page in self.document.parent.rglob("*.txt") if (self.document.parent / "generator.toml").is_file() else ():
            copy = home / page.relative_to(self.document.parent)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(page, copy)
        (home / "openapi.json").write_text(json.dumps(tree), encoding="utf-8")
        task = replace(task_of(str(home)), config=task_of(str(self.document)).config)
        config = read_config(task.config) if task.config else Config()
        files = pipeline.generate(task, config, pipeline.Past(cache=Cache(use="off"))).files
        shutil.rmtree(self.folder / name, ignore_errors=True)
        for path, text in files.items():
            target = self.folder / name / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="")
        return files

    def _is_named(self, edit: Edit) -> bool:
        """Whether a change is told at the place of the edit, above it or below."""
        old, new = (resolve(str(self.folder / f"{name}-spec" / "openapi.json")) for name in ("old", "new"))
        changes = judged_as(compared(old, new), PythonNames(), PythonNames())
        places = [place.pointer for change in changes for place in (change.old, change.new) if place]
        at = f"{edit.pointer}/"
        return any(f"{one}/".startswith(at) or at.startswith(f"{one}/") for one in places)

    def _passes(self, package: str, *, tests: str) -> bool:
        """Whether a suite passes on a package, each from its own output."""
        both = self.folder / "both"
        shutil.rmtree(both, ignore_errors=True)
        shutil.copytree(self.folder / package, both, ignore=shutil.ignore_patterns("tests"))
        shutil.copytree(self.folder / tests / "tests", both / "tests")
        options = ["-q", "-x", "-p", "no:cacheprovider", "--import-mode=importlib", "-W", "error", "--tb=no"]
        command = [sys.executable, "-B", "-m", "pytest", *options, str(both / "tests")]
        return subprocess.run(command, cwd=both, capture_output=True, env={**os.environ}, check=False).returncode == 0


def _code(files: Mapping[str, str]) -> dict[str, str]:
    """The package's code without docstrings: what a suite can notice."""
    return {
        path: ast.dump(_bare(ast.parse(text)))
        for path, text in files.items()
        if path.endswith(".py") and not path.startswith("tests/")
    }


def _bare(tree: ast.Module) -> ast.Module:
    for node in ast.walk(tree):
        body: object = getattr(node, "body", None)
        if isinstance(body, list):
            kept = [one for one in cast("list[ast.stmt]", body) if not _is_text(one)]
            setattr(node, "body", kept or [ast.Pass()])
    return tree


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
