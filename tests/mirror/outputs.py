"""What the generator makes of a tree: the files, the package's code as a suite can notice it, and what `changes` tells."""

from __future__ import annotations

import ast
import json
import re
import shutil
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
from generator.inputs import task_of
from generator.load import load
from generator.resolve import resolve
from tests.mirror.edit import NAMED, Edit

NEAR = 3  # steps from the place of an edit up to a place at which it may be told


@dataclass(frozen=True, slots=True)
class Output:
    """All files that were made, by path, and the name of the package."""

    package: str
    files: Mapping[str, str]

    def write(self, folder: Path) -> None:
        """Below a folder that holds nothing else."""
        shutil.rmtree(folder, ignore_errors=True)
        for path, text in self.files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="")

    def code(self) -> dict[str, str]:
        """The package's code without docstrings: what a suite can notice."""
        return {
            path: ast.dump(_bare(ast.parse(text))) if path.endswith(".py") else text
            for path, text in self.files.items()
            if path.startswith(f"{self.package}/") and path.endswith((".py", "_rules.jsonl"))
        }

    def cases(self) -> dict[str, str]:
        """The cases of the fixtures, as `operation/file/case`."""
        return {
            f"{tree['operation']}/{Path(path).stem}/{case['case']}": json.dumps({**tree, "cases": case}, sort_keys=True)
            for path, text in self.files.items()
            if path.startswith("tests/fixtures/")
            for tree in [json.loads(text)]
            for case in tree["cases"]
        }


def tree_of(document: Path) -> dict[str, Any]:
    """A document as it is written."""
    return cast("dict[str, Any]", load(str(document)).tree)


def generated(document: Path, tree: dict[str, Any], home: Path, cache: Path) -> Output:
    """The output for a tree in place of the document's. Raises SpecError."""
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    beside = document.parent.rglob("*.*") if (document.parent / "generator.toml").is_file() else ()
    for each in beside:  # captured pages, and what was written by hand
        if each.suffix in (".txt", ".py"):
            own = home / each.relative_to(document.parent)
            own.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(each, own)
    (home / "openapi.json").write_text(json.dumps(tree), encoding="utf-8")
    task = replace(task_of(str(home)), config=task_of(str(document)).config)
    config = read_config(task.config) if task.config else Config()
    product = pipeline.generate(task, config, pipeline.Past(cache=Cache(folder=str(cache))))
    return Output(product.package, product.files)


def is_named(edit: Edit, old: Path, new: Path) -> str:
    """The id of the change that tells an edit, at its place or near it; "" where none does."""
    documents = (resolve(str(home / "openapi.json")) for home in (old, new))
    for change in judged_as(compared(*documents), PythonNames(), PythonNames()):
        places = [place.pointer for place in (change.old, change.new) if place]
        if re.search(NAMED[edit.kind], change.id) and any(_is_near(edit.pointer, place) for place in places):
            return change.id
    return ""


def _is_near(edited: str, told: str) -> bool:
    """Whether a change is told at the place of the edit, below it, or not far above."""
    if f"{told}/".startswith(f"{edited}/"):
        return True
    return f"{edited}/".startswith(f"{told}/") and edited.count("/") - told.count("/") <= NEAR


def _bare(tree: ast.Module) -> ast.Module:
    for node in ast.walk(tree):
        body: object = getattr(node, "body", None)
        if isinstance(body, list):
            kept = [one for one in cast("list[ast.stmt]", body) if not _is_text(one)]
            setattr(node, "body", kept or [ast.Pass()])
    return tree


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def differing(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    """The keys whose values are not the same."""
    yield from (key for key in dict.fromkeys((*old, *new)) if old.get(key) != new.get(key))
