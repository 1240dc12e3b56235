"""What type checkers make of the generated package, as its callers use it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def mypy(path: Path) -> str:
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(path.parent / "cache"), str(path)]
    environment = os.environ | {"MYPYPATH": str(ROOT / "generated")}
    return subprocess.run(command, env=environment, cwd=path.parent, capture_output=True, text=True).stdout


def pyright(path: Path) -> str:
    config = {"extraPaths": [str(ROOT / "generated")], "typeCheckingMode": "strict", "include": [path.name]}
    (path.parent / "pyrightconfig.json").write_text(json.dumps(config))
    command = [sys.executable, "-m", "pyright", "--pythonpath", sys.executable]
    environment = os.environ | {"PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"}
    return subprocess.run(command, env=environment, cwd=path.parent, capture_output=True, text=True).stdout


CHECKERS = pytest.mark.parametrize("checker", [mypy, pyright])
WRONG = """\
from fireworks_client import Fireworks, Fireworkz
from fireworks_client.models import ModelInput

client = Fireworks()
client.models.create(model_id="m", model={"disply_name": "x"})
client.models.create(model_id="m", model={"peft_details": {"base_model": "m", "r": 16, "target_modulez": ["q"]}})
client.models.create(model_id="m", model=ModelInput(kind="HF_BASE_MODELL"))
client.models.create(model="m")
from fireworks_client.testing import FakeServer, make_model, make_peft_details_input
make_model(display_nam="x")
make_peft_details_input(r="16")
FakeServer().rate_limit("models.creat")
"""


@CHECKERS
def test_what_is_misspelt_is_an_error_that_names_it(checker: object, tmp_path: Path) -> None:
    path = tmp_path / "wrong.py"
    path.write_text(WRONG)
    told = mypy(path) if checker is mypy else pyright(path)
    blocks: dict[int, str] = {}
    line = 0
    for text in told.splitlines():
        found = re.search(r"wrong\.py:(\d+)", text)
        line = int(found[1]) if found else line
        blocks[line] = f"{blocks.get(line, '')}\n{text}"
    names = {1: "Fireworkz", 5: "disply_name", 6: "target_modulez", 7: "kind", 8: "model_id"}
    for place, name in {**names, 10: "display_nam", 11: "r", 12: "models.creat"}.items():
        assert name in blocks.get(place, ""), told


@CHECKERS
def test_the_readmes_example_has_no_error(checker: object, tmp_path: Path) -> None:
    path = tmp_path / "example.py"
    path.write_text(readme_example())
    told = mypy(path) if checker is mypy else pyright(path)
    assert "error:" not in told, told
    assert "no issues found" in told or "0 errors" in told


def readme_example() -> str:
    """The first Python block of the README."""
    found = re.search(r"```python\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    assert found is not None
    return found[1]
