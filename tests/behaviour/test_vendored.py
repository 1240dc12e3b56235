"""The package in other people's projects: copied under another parent, imported, called over a real socket."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.behaviour.loopback import loopback
from tests.behaviour.test_types import ROOT, readme_example

PACKAGE = ROOT / "generated" / "fireworks_client"
MODEL = {"name": "accounts/a/models/my-lora", "state": "READY", "createTime": "2026-01-31T12:00:00Z"}

SYNC = """\
from acme.vendor.fireworks_client import Fireworks
with Fireworks() as client:
    print(client.models.create(model_id="m", model={"kind": "CUSTOM_MODEL"}).state)
"""
ASYNC = """\
import asyncio
from acme.vendor.fireworks_client import AsyncFireworks
async def main() -> None:
    async with AsyncFireworks() as client:
        print((await client.models.create(model_id="m", model={"kind": "CUSTOM_MODEL"})).state)
asyncio.run(main())
"""


def ran(code: str, folder: Path, **variables: str) -> str:
    """What a new interpreter prints. Warnings are errors."""
    environment = {**os.environ, "PYTHONPATH": str(folder), **variables}
    command = [sys.executable, "-W", "error", "-c", code]
    result = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    return result.stdout


@pytest.mark.parametrize("code", [SYNC, ASYNC], ids=["sync", "async"])
def test_a_copy_under_any_parent_works_against_a_real_server(code: str, tmp_path: Path) -> None:
    for parent in (tmp_path / "acme", tmp_path / "acme" / "vendor"):
        parent.mkdir()
        (parent / "__init__.py").touch()
    shutil.copytree(PACKAGE, tmp_path / "acme" / "vendor" / PACKAGE.name)
    variables = {"FIREWORKS_API_KEY": "fw-key", "FIREWORKS_ACCOUNT_ID": "my-account"}
    with loopback(MODEL) as server:
        assert ran(code, tmp_path, FIREWORKS_BASE_URL=server.url, **variables) == "READY\n"
    ((method, path, headers, body),) = server.seen
    assert (method, path, headers["authorization"]) == ("POST", "/v1/accounts/my-account/models", "Bearer fw-key")
    assert json.loads(body) == {"modelId": "m", "model": {"kind": "CUSTOM_MODEL"}}


def test_the_readmes_example_runs() -> None:
    with loopback(MODEL) as server:
        printed = ran(readme_example(), PACKAGE.parent, FIREWORKS_API_KEY="fw-key", FIREWORKS_BASE_URL=server.url)
    assert printed == "accounts/a/models/my-lora READY 2026-01-31 12:00:00+00:00\n"


def test_importing_the_package_imports_neither_httpx2_nor_pydantic() -> None:
    code = "import sys, fireworks_client; print(sorted({'httpx2', 'pydantic', 'anyio'} & sys.modules.keys()))"
    assert ran(code, PACKAGE.parent) == "[]\n"


def test_making_a_client_imports_neither_httpx2_nor_pydantic() -> None:
    code = (
        "import sys; from fireworks_client import Fireworks; Fireworks(api_key='k');"
        "print(sorted({'httpx2', 'pydantic'} & sys.modules.keys()))"
    )
    assert ran(code, PACKAGE.parent) == "[]\n"


def test_the_package_needs_httpx2_and_pydantic_and_nothing_else() -> None:
    found: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
                found.add(node.module.split(".")[0])
    # anyio and httpcore2 come with httpx2, pydantic_core with pydantic.
    assert found - sys.stdlib_module_names <= {"httpx2", "anyio", "httpcore2", "pydantic", "pydantic_core"}
