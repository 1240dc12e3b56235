"""The README's example of a caller's test runs as it stands, and costs the package nothing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def python(*arguments: str, folder: Path) -> str:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "generated")}
    command = [sys.executable, *arguments]
    done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_readmes_test_passes_as_it_stands(tmp_path: Path) -> None:
    blocks: list[str] = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    (example,) = (block for block in blocks if "FakeServer" in block)
    (tmp_path / "test_example.py").write_text(example)
    told = python("-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider", folder=tmp_path)
    assert "1 passed" in told


def test_a_call_loads_nothing_of_testing(tmp_path: Path) -> None:
    code = """
import sys, httpx2
from fireworks_client import Fireworks
answer = httpx2.MockTransport(lambda request: httpx2.Response(200, json={}))
Fireworks(api_key="k", account_id="a", http_client=httpx2.Client(transport=answer)).models.create(model_id="m")
print([name for name in sys.modules if "testing" in name and "fireworks" in name])
"""
    assert python("-c", code, folder=tmp_path).strip() == "[]"
