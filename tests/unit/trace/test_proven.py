"""A trace names the faults of `prove` in what a fact became, and which of them the fact's own fixtures noticed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator import commands
from generator.prove import equivalents, proof
from generator.prove.mutant import Mutant
from generator.prove.mutants import mutants_of

ROOT = Path(__file__).resolve().parents[3]
PACKAGE = "fireworks_client"
OWN = "tests/test_refusals.py::test_x[sync-models.create/request-bound/model.display_name-above-maxLength-accented]"
OTHER = "tests/test_package.py::test_the_public_surface_is_the_one_on_record"
ABOUT = "max_length=63"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the spec and of what was generated from it."""
    shutil.copytree(ROOT / "spec" / "fireworks", tmp_path / "spec", ignore=shutil.ignore_patterns("proof.json"))
    shutil.copytree(ROOT / "generated" / PACKAGE, tmp_path / "out" / PACKAGE)
    shutil.copytree(ROOT / "generated" / "tests" / "fixtures", tmp_path / "out" / "tests" / "fixtures")
    return tmp_path


def prove(folder: Path, verdict_of: Callable[[Mutant], tuple[str, str]], *, is_stale: bool = False) -> None:
    """Put a record beside the spec, of the faults in the checks alone."""
    mutants = [each for each in mutants_of(folder / "out", PACKAGE) if each.file.endswith("_checks.py")]
    lists = (equivalents.OF_ANY_PACKAGE, folder / "spec" / equivalents.NAME)
    inputs = "" if is_stale else proof.inputs_hash(folder / "out", PACKAGE, lists)
    found = [proof.Found(each, *verdict_of(each)) for each in mutants]
    (folder / "spec" / proof.NAME).write_text(proof.written(found, inputs), encoding="utf-8")


def traced(folder: Path, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str, str]:
    status = commands.main(["trace", str(folder / "spec"), "--out", str(folder / "out"), *options])
    said = capsys.readouterr()
    return status, said.out, said.err


def bound_of_the_name(folder: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """The row of line 268: fewer than 64 characters."""
    [page] = json.loads(traced(folder, capsys, "--format", "json")[1])["pages"]
    [row] = [each for each in page["rows"] if each["place"] == "model.displayName" and "maxLength" in each["says"]]
    return dict(row)


def test_each_fault_in_a_rule_is_told_with_its_place_and_the_test_that_noticed_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    prove(folder, lambda mutant: ("killed", OWN if mutant.was == ABOUT else OTHER))
    row = bound_of_the_name(folder, capsys)
    here = [each for each in row["faults"] if each["of_fact"]]
    assert [(each["kind"], each["was"], each["becomes"], each["own"]) for each in here] == [
        ("bound", "63", "64", False),
        ("bound", "63", "62", False),
        ("bound", ABOUT, "", True),
    ]
    file, _, line = here[0]["at"].rpartition(":")
    assert 'tree["displayName"]' in Path(file).read_text("utf-8").split("\n")[int(line) - 1]
    assert {each["by"] for each in here} == {OWN, OTHER} and row["unproven"] == ""


def test_a_fault_elsewhere_belongs_to_the_fact_whose_fixture_noticed_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    prove(folder, lambda mutant: ("killed", OWN if mutant.scope == "check_date" else OTHER))
    row = bound_of_the_name(folder, capsys)
    assert {(each["of_fact"], each["own"]) for each in row["faults"]} == {(True, False), (False, True)}
    assert row["unproven"] == "none of the 3 faults in it is noticed by its own fixtures"


def test_a_rule_whose_faults_all_survive_is_a_finding(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def verdict(mutant: Mutant) -> tuple[str, str]:
        is_meant = mutant.scope == "check_model" and mutant.was in ("63", ABOUT)
        return ("survived", "") if is_meant else ("killed", OTHER)

    prove(folder, verdict)
    status, out, _ = traced(folder, capsys)
    told = "rule-unproven: model.displayName: maxLength 63: all 3 faults in it survive the whole suite"
    assert status == 1 and told in out
    assert "bound at" in out and f"{ABOUT}  ->  nothing: nothing notices" in out
    page = folder / "trace.html"
    assert traced(folder, capsys, "--html", str(page))[0] == 1
    text = page.read_text("utf-8")
    assert "faults put in it: 3, noticed: 0, first by its own fixtures: 0" in text and "survives</span>" in text


def test_a_stale_record_is_told_in_one_line_and_finds_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    prove(folder, lambda mutant: ("survived", ""), is_stale=True)
    status, out, err = traced(folder, capsys)
    [stale, _] = err.splitlines()
    assert status == 0
    assert stale.startswith(f"{folder / 'spec' / 'proof.json'} is stale: ")
    assert "faults put in it: 3, noticed: 0" in out


def test_without_a_record_the_trace_says_so_in_one_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = traced(folder, capsys)
    record = folder / "spec" / "proof.json"
    assert status == 0
    assert err.splitlines()[0] == f"{record}: there is no record of `prove`, so nothing is told of faults"
    assert "faults" not in out
