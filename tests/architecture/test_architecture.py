"""What the tree promises about itself: who may import whom, how large things are, and what no output holds."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# Room -> rooms of the generator that it may import. What is not listed may be imported by nobody.
MAY_IMPORT: dict[str, set[str]] = {
    "positions": set(),
    "objects": set(),
    "options": set(),
    "docstrings": set(),
    "ir": set(),
    "names": set(),
    "inputs": set(),
    "grammar": set(),
    "slow": set(),
    "findings": {"positions"},
    "load": {"findings", "positions"},
    "resolve": {"findings", "grammar", "load", "positions"},
    "lint": {"findings", "grammar", "load", "positions", "resolve"},
    "config": {"findings", "objects", "positions"},
    "extend": {"config", "findings", "inputs", "ir", "positions"},
    "normalize": {"findings", "ir", "positions", "resolve"},
    "build": {"config", "findings", "ir", "names", "normalize"},
    "audit": {"findings", "load", "positions", "resolve"},
    "trace": {"audit", "findings", "load", "positions", "prove"},
    "cases": {"ir", "positions"},
    "suite": {"cases", "ir"},
    "fakes": {"cases", "ir"},
    "models": {"docstrings", "ir", "positions", "findings"},
    "markdown": {"ir"},
    "render": {"docstrings", "ir", "markdown"},
    "changes": {"findings", "grammar", "inputs", "ir", "load", "normalize", "positions", "resolve", "write"},
    "dump": {"ir"},
    "cache": {"inputs"},
    "format": {"cache", "inputs"},
    "write": {"inputs", "objects"},
    "pipeline": {
        "build", "cache", "changes", "config", "extend", "fakes", "findings", "format", "inputs", "ir", "lint", "models",
        "names", "normalize", "objects", "render", "resolve", "slow", "suite", "write",
    },
    "check": {"inputs", "objects", "pipeline", "write"},
    "prove": {"inputs", "objects"},
    "commands": {
        "audit", "cache", "changes", "check", "config", "dump", "findings", "inputs", "ir", "load", "options",
        "pipeline", "prove", "resolve", "trace", "write",
    },
    "__main__": {"commands"},
    "__init__": set(),
}  # fmt: skip

# The one room that may import a heavy library.
HOMES = {"yaml": "load", "jinja2": "render", "black": "format", "datamodel_code_generator": "models"}


def sources(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from (path for path in sorted((ROOT / folder).rglob("*.py")) if "__pycache__" not in path.parts)


def imported(path: Path) -> Iterator[str]:
    """The absolute names that a file imports, as far as two steps."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            whole = [f"generator.{alias.name}" for alias in node.names] if node.module == "generator" else [node.module]
            yield from whole


def room_of(path: Path) -> str:
    return path.relative_to(ROOT / "generator").with_suffix("").parts[0]


def test_rooms_import_only_the_rooms_that_they_may() -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sources("generator")
        for name in imported(path)
        if name.startswith("generator.")
        and (room := name.split(".")[1]) != room_of(path)
        and room not in MAY_IMPORT[room_of(path)]
    ]
    assert wrong == []


def test_every_heavy_library_has_one_home() -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sources("generator")
        for name in imported(path)
        if HOMES.get(name.split(".")[0], room_of(path)) != room_of(path)
    ]
    assert wrong == []


def test_neither_the_runtime_nor_anything_generated_imports_the_generator() -> None:
    wrong = [
        str(path.relative_to(ROOT))
        for path in sources("templates", "generated")
        for name in imported(path)
        if name.split(".")[0] in ("generator", "templates")
    ]
    assert wrong == []


def test_the_generated_package_imports_itself_only_relatively() -> None:
    package = {path.parent.name for path in (ROOT / "generated").glob("*/_lock.json")} - {"tests"}
    wrong = [
        str(path.relative_to(ROOT))
        for path in sources(*(f"generated/{name}" for name in package))
        for name in imported(path)
        if name.split(".")[0] in package
    ]
    assert package and wrong == []


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """The functions of a file with their length in lines, docstrings apart."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            told = ast.get_docstring(node, clean=False)
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            yield node.name, length - (told.count("\n") + 1 if told else 0)


@pytest.mark.parametrize("folder", ["generator", "templates"])
def test_no_function_is_longer_than_40_lines_and_no_file_than_400(folder: str) -> None:
    files = [str(path) for path in sources(folder) if len(path.read_text(encoding="utf-8").splitlines()) > 400]
    long = [f"{path}: {name}: {lines}" for path in sources(folder) for name, lines in functions(path) if lines > 40]
    assert (files, long) == ([], [])


def test_no_committed_file_holds_the_path_of_a_machine() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.split(b"\0")
    machine = re.compile(rb"/(?:home|root|Users|work|tmp)/[\w.-]+/")
    places = [ROOT / name.decode() for name in listed if name and not name.endswith(b"test_architecture.py")]
    wrong = [str(path.relative_to(ROOT)) for path in places if path.is_file() and machine.search(path.read_bytes())]
    assert wrong == []


def test_regenerating_what_is_committed_changes_nothing() -> None:
    command = [sys.executable, "-m", "generator", "check", "spec/fireworks"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert (result.returncode, result.stderr) == (0, ""), result.stdout


def test_no_folder_of_tests_is_one_that_pytest_leaves_out(request: pytest.FixtureRequest) -> None:
    left_out = [pattern for pattern in request.config.getini("norecursedirs") if pattern != ".*"]
    folders = {path.parent.relative_to(ROOT / "tests") for path in (ROOT / "tests").rglob("test_*.py")}
    assert len(folders) > 10
    assert [name for folder in folders for name in folder.parts if any(fnmatch(name, one) for one in left_out)] == []
