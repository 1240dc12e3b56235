"""What the README shows and names is so: the fault that it prints, and the targets of make."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
WRONG = """
from fireworks_client import Fireworks, RequestValidationError
try:
    Fireworks(api_key="k", account_id="a").models.create(
        model_id="my-lora",
        model={"display_name": "x" * 81, "kind": "HF_PEFT_ADDON", "snapshot_type": "FULL_SNAPSHOP"},
    )
except RequestValidationError as error:
    print(f"{type(error).__name__}: {error}")
"""


def without_spec_lines(text: str) -> str:
    """The text, with every line number of the spec masked: an edit of the spec moves them all."""
    return re.sub(r"spec line (\d+|…)", "spec line …", text)


def test_the_refusal_that_the_readme_shows_is_what_is_printed() -> None:
    told = subprocess.run(
        [sys.executable, "-c", WRONG], cwd=ROOT / "generated", capture_output=True, text=True, timeout=60, check=True
    ).stdout
    shown = "RequestValidationError: " + README.partition("\n```\nRequestValidationError: ")[2].partition("```")[0]
    assert without_spec_lines(told) == shown
    assert "3 faults, nothing was sent" in told


def test_every_target_of_make_is_named_once_in_the_table() -> None:
    help = re.findall(r'@echo "make (\S+)', (ROOT / "Makefile").read_text(encoding="utf-8"))
    table = README.partition("| `make` | what it is for |\n|---|---|\n")[2].partition("\n\n")[0]
    named = [name for row in table.splitlines() for name in re.findall(r"`([a-z]+)`", row.split("|")[1])]
    assert sorted(named) == sorted(help)
    assert len(named) >= 12


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) <= 220
