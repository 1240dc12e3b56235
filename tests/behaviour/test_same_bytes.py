"""Same input, same bytes: whatever the hash seed, the directory, the locale or the time zone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WORLDS = [
    {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "Asia/Kolkata"},
    {"PYTHONHASHSEED": "4242", "LC_ALL": "C.UTF-8", "TZ": "America/St_Johns"},
]


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: str(world["LC_ALL"]))
def test_what_is_committed_is_what_comes_out_elsewhere(world: dict[str, str], tmp_path: Path) -> None:
    copy = tmp_path / "a checkout with spaces"
    ignore = shutil.ignore_patterns("__pycache__", ".cache")
    for name in ("generator", "templates", "spec"):
        shutil.copytree(ROOT / name, copy / name, ignore=ignore)
    (copy / "generated" / "tests").mkdir(parents=True)
    for name in ("released.json", "released.txt"):  # what the last release left is an input
        shutil.copy(ROOT / "generated" / "tests" / name, copy / "generated" / "tests" / name)
    command = [sys.executable, "-m", "generator", "generate", "spec/fireworks", "--no-cache"]
    subprocess.run(command, cwd=copy, env=os.environ | world, check=True, capture_output=True)
    assert tree(copy / "generated") == tree(ROOT / "generated")
