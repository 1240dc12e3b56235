"""The command from end to end, on a small document: a strong suite kills, a broken one is told, nothing else counts."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.commands import main

ROOT = Path(__file__).parents[3]
DOCUMENT = """\
openapi: 3.1.0
info: {title: Small, version: "1"}
servers: [{url: https://api.example}]
paths:
  /things/{id}:
    get:
      operationId: getThing
      tags: [things]
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        "200":
          description: fine
          content: {application/json: {schema: {type: object, properties: {theName: {type: string}}}}}
"""


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "openapi.yaml"
    path.write_text(DOCUMENT)
    return path


def prove(document: Path, *more: str) -> tuple[int, str]:
    """Status and words of the command, in a process of its own: pytest does not run within pytest."""
    command = [sys.executable, "-m", "generator", "prove", str(document), "--out", str(document.parent / "out"), *more]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    return done.returncode, done.stdout + done.stderr


def test_a_wrong_method_or_alias_is_noticed_by_the_suite_of_any_document(document: Path) -> None:
    status, told = prove(document, "--only", "method", "--only", "alias", "--min", "100")
    assert status == 0, told
    assert "method             1      1  100.0 %" in told
    assert "survived" not in told and not (document.parent / "proof.json").exists()


def test_output_that_was_edited_is_not_what_is_proved(document: Path) -> None:
    out = document.parent / "out"
    assert main(["generate", str(document), "--out", str(out)]) == 0
    fixture = out / "tests" / "fixtures" / "things.get" / "request-minimal.json"
    fixture.write_text(fixture.read_text().replace('"GET"', '"PUT"'))
    status, told = prove(document, "--only", "method")
    assert (status, "is not what" in told, "100.0 %" in told) == (0, True, True), told


def test_a_suite_without_its_fixtures_fails(document: Path) -> None:
    out = document.parent / "out"
    assert main(["generate", str(document), "--out", str(out)]) == 0
    shutil.rmtree(out / "tests" / "fixtures")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "--import-mode=importlib",
        "-p",
        "no:cacheprovider",
        str(out / "tests"),
    ]
    done = subprocess.run(command, cwd=out, capture_output=True, text=True, timeout=300)
    assert done.returncode not in (0, 5) and "there are no fixtures" in done.stdout + done.stderr


def test_a_record_that_does_not_fit_is_stale(document: Path) -> None:
    status, told = prove(document, "--check")
    assert (status, "proof.json is stale" in told) == (1, True), told


def test_a_sample_is_so_many_mutants_and_no_record(document: Path) -> None:
    status, told = prove(document, "--only", "alias", "--sample", "1", "--min", "0", "--min-of-kind", "0")
    assert status == 0, told
    assert "all" in told and "1 mutant (a sample of " in told and not (document.parent / "proof.json").exists()
