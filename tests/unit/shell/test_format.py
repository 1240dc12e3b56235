"""black runs over what changed, and over nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from generator.cache import Cache
from generator.format import formatted
from tests.unit.shell.project import REPOSITORY

OFF = Cache(use="off")


def test_python_is_formatted_and_all_else_is_left() -> None:
    files = {"a.py": "x  =  1\n", "a.json": "{ }\n", "b.py": "y = 1\n"}
    assert formatted(files, kept={}, cache=OFF) == {"a.py": "x = 1\n", "a.json": "{ }\n", "b.py": "y = 1\n"}


def test_text_that_is_on_the_disk_already_is_final() -> None:
    assert formatted({"a.py": "x  =  1\n"}, kept={"a.py": "x  =  1\n"}, cache=OFF) == {"a.py": "x  =  1\n"}


def test_text_that_was_formatted_once_is_not_formatted_again_and_black_not_imported(tmp_path: Path) -> None:
    formatted({"a.py": "x  =  1\n"}, kept={}, cache=Cache(folder=str(tmp_path)))
    code = (
        "import sys\nfrom generator.cache import Cache\nfrom generator.format import formatted\n"
        "files = formatted({'a.py': 'x  =  1\\n'}, kept={}, cache=Cache(folder=sys.argv[1]))\n"
        "print(files, 'black' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert run.stdout == "{'a.py': 'x = 1\\n'} False\n"


def test_text_that_is_not_python_is_a_bug_that_names_the_file() -> None:
    with pytest.raises(SyntaxError, match="client/a.py: the templates printed text that is not Python"):
        formatted({"client/a.py": "x = = 1\n"}, kept={}, cache=OFF)
