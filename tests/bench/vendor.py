"""The vendor's SDK, from PyPI, in an environment of its own: what it pins must not touch ours."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

NAME = "fireworks-ai"
NEEDS = ("aiohttp", "anyio", "distro", "httpx", "httpx-aiohttp", "pydantic", "sniffio", "typing-extensions")
HOME = Path(".cache") / "vendor-sdk"  # ignored by git; delete it to fetch the newest
VERSION = f"import fireworks.resources.models, importlib.metadata; print(importlib.metadata.version({NAME!r}))"


def python() -> str:
    """The Python that has the SDK; made at the first run, which takes a minute."""
    return str(HOME.resolve() / ("Scripts" if os.name == "nt" else "bin") / "python")


def version() -> str:
    """The version of the SDK, which is fetched where it is not there yet; or "" where it cannot be had."""
    return _installed() or (_installed() if _fetched() else "")


def _installed() -> str:
    try:
        told = subprocess.run([python(), "-c", VERSION], capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return told.stdout.strip() if told.returncode == 0 else ""


def _fetched() -> bool:
    """Make the environment; without its pins where they do not resolve."""
    pip = [python(), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    ways = ([[*pip, NAME]], [[*pip, "--no-deps", NAME], [*pip, *NEEDS]])
    made = [sys.executable, "-m", "venv", "--clear", str(HOME)]
    return _done(made) and any(all(_done(command) for command in way) for way in ways)


def _done(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0
