"""From a line of the captured page a reader gets to the spec, the check and the fixture that fails without it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from generator import commands

ROOT = Path(__file__).resolve().parents[3]
SPEC = ROOT / "spec" / "fireworks"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the spec and of what was generated from it."""
    shutil.copytree(SPEC, tmp_path / "spec", ignore=shutil.ignore_patterns("proof.json"))
    shutil.copytree(ROOT / "generated" / "fireworks_client", tmp_path / "out" / "fireworks_client")
    shutil.copytree(ROOT / "generated" / "tests" / "fixtures", tmp_path / "out" / "tests" / "fixtures")
    return tmp_path


def traced(folder: Path, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str]:
    status = commands.main(["trace", str(folder / "spec"), "--out", str(folder / "out"), *options])
    return status, capsys.readouterr().out


def rows_of(folder: Path, capsys: pytest.CaptureFixture[str], line: int) -> list[dict[str, Any]]:
    [page] = json.loads(traced(folder, capsys, "--format", "json")[1])["pages"]
    return [row for row in page["rows"] if row["line"] == line]


def text_at(place: str) -> str:
    """The text of `file:line`."""
    file, _, line = place.rpartition(":")
    return Path(file).read_text("utf-8").split("\n")[int(line) - 1]


def test_the_sentence_of_line_279_leads_to_its_rule_its_check_and_the_fixture_that_breaks_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    [condition] = [row for row in rows_of(folder, capsys, 279) if row["rules"]]
    assert condition["says"] == "required if kind is HF_PEFT_ADDON or HF_TEFT_ADDON"
    assert condition["python"] == ["models.create(model.peft_details=)"]
    assert [rule["rule"] for rule in condition["rules"]] == ["peft-details-required"]
    assert "required: [peftDetails]" in "".join(
        Path(SPEC / "openapi.yaml").read_text("utf-8").split("\n")[line_of(condition) - 1 :][:3]
    )
    assert [text_at(place).strip() for place in condition["checks"]] == ['"peft-details-required",']
    first = condition["fixtures"][0]
    assert first["name"] == "peft-details-required-broken-kind-HF_PEFT_ADDON-without-peftDetails"
    assert first["name"] in text_at(first["at"])


def line_of(row: dict[str, Any]) -> int:
    return int(row["spec"].rpartition(":")[2])


def test_every_fact_of_the_page_has_a_place_and_every_demand_on_a_request_a_check_and_a_fixture(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out = traced(folder, capsys, "--format", "json")
    [page] = json.loads(out)["pages"]
    assert (status, page["problems"], page["operation"]) == (0, [], "POST /v1/accounts/{account_id}/models")
    assert [row for row in page["rows"] if not row["spec"]] == []
    demands = [row for row in page["rows"] if re.match(r"required|forbidden|maxLength", row["says"])]
    assert len(demands) == 8
    assert [row["says"] for row in demands if not (row["rules"] and row["checks"] and row["fixtures"])] == []
    shown = [row for row in page["rows"] if row["says"].startswith(("kind ", "shown ", "enum "))]
    assert len(shown) > 120 and [row["place"] for row in shown if not row["fixtures"]] == []


def test_a_rule_whose_fixtures_are_gone_is_a_finding(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in (folder / "out" / "tests" / "fixtures").rglob("request-rule.json"):
        tree = json.loads(path.read_text("utf-8"))
        tree["cases"] = [case for case in tree["cases"] if "peft-details-required" not in case["case"]]
        path.write_text(json.dumps(tree), "utf-8")
    status, out = traced(folder, capsys)
    [finding] = [line for line in out.splitlines() if ": rule-without-fixture: " in line]
    assert status == 1 and "model.peft_details: peft-details-required" in finding


def test_a_rule_of_an_operation_without_a_page_needs_a_fixture_and_may_borrow_one(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert commands.main(["trace", str(folder / "spec"), "--out", str(folder / "out")]) == 0
    assert capsys.readouterr().err.endswith(
        "note: rules whose fixtures are those of another operation with the same schema: models.update 49\n"
    )
    path = folder / "out" / "tests" / "fixtures" / "models.list" / "request-parameter.json"
    tree = json.loads(path.read_text("utf-8"))
    tree["cases"] = [case for case in tree["cases"] if case["case"] != "page_size-fraction"]
    path.write_text(json.dumps(tree), "utf-8")
    status, out = traced(folder, capsys)
    [finding] = [line for line in out.splitlines() if ": rule-without-fixture: " in line]
    assert status == 1 and finding.endswith("page_size: integer (a whole number)")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            '"calibrated": true',
            '"calibrated": true,\n"rlLoraTunable": true',
            "fact-without-place: field-added response.rlLoraTunable",
        ),
        (" Must be fewer than 64 characters long.", "", "place-without-fact: bound-removed model.displayName"),
    ],
)
def test_a_fact_without_a_place_and_a_place_without_a_fact_are_findings(
    folder: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, told: str
) -> None:
    page = folder / "spec" / "docs" / "create-model.txt"
    page.write_text(page.read_text("utf-8").replace(old, new), "utf-8")
    status, out = traced(folder, capsys)
    assert status == 1 and told in out


def test_the_page_for_people_stands_alone_and_shows_every_line(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = folder / "trace.html"
    assert traced(folder, capsys, "--html", str(file))[0] == 0
    text = file.read_text("utf-8")
    assert text.count("<section ") == len((SPEC / "docs" / "create-model.txt").read_text("utf-8").split("\n"))
    assert 'id="line-279"' in text and "peft-details-required" in text and "_checks.py:" in text
    assert not re.search(r"(?:src|href)=\"(?!#)|@import|url\(", text)
    assert "&lt;string&gt;" in text and "<string>" not in text


def test_a_document_without_pages_is_told_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spec = tmp_path / "openapi.yaml"
    spec.write_text("openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\n", "utf-8")
    assert commands.main(["trace", str(spec), "--out", str(tmp_path / "out")]) == 2
    assert capsys.readouterr().err == f"{spec}: no captured page is named under x-docs, so there is nothing to trace\n"
