"""What `--suggest` prints: YAML that makes the spec true once it is written, and whole documents from a page alone."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from generator import commands
from tests.unit.audit.auditing import FIREWORKS, PAGE
from tests.unit.audit.pasting import pasted, patched

PAGES = Path(__file__).parent / "pages"
TEXT = PAGE.read_text("utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(FIREWORKS / "docs", tmp_path / "docs")
    shutil.copy(FIREWORKS / "openapi.yaml", tmp_path)
    return tmp_path


def suggested(folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    assert commands.main(["audit", str(folder / "docs" / "create-model.txt"), "--suggest"]) == 1
    return capsys.readouterr().out


# What the vendor does to the page, the code of a difference that follows, and what is left to a person.
CREATE = [
    ("fewer than 64", "fewer than 128", "bound-changed"),
    (" Must be fewer than 64 characters long.", "", "bound-removed"),
    ("Face model.", "Face model. Must be at most 200 characters.", "bound-added"),
    ("SNAPSHOT_MODEL The", "SNAPSHOT_MODEL, VISION_MODEL The", "enum-added"),
    ("HF_TEFT_ADDON, FLUMINA_BASE_MODEL", "FLUMINA_BASE_MODEL", "enum-removed"),
    ("FLUMINA_ADDON,", "FLUMINA_PLUS,", "enum-changed"),
    ("FULL_SNAPSHOT, INCREMENTAL_SNAPSHOT Was", "Was", "enum-removed"),
    ("the default is HF_PEFT_ADDON", "the default is CUSTOM_MODEL", "default-changed"),
    (" If not specified, the default is HF_PEFT_ADDON.", "", "default-removed"),
    ("The URL to the Hugging", 'Defaults to "x". The URL to the Hugging', "default-added"),
    ("Face model.", "Face model. Must be a valid URL.", "keyword-added"),
    ('"calibrated": true', '"calibrated": true,\n"rlLoraTunable": true', "field-added"),
    (
        '"githubUrl": "<string>"',
        '"githubUrl": "<string>",\n"review": {\n"doneAt": "2023-11-07T05:31:56Z"\n}',
        "field-added",
    ),
    ('"supportsMtp": true', '"supportsMtp": true,\n"layers": [\n{\n"size": 123\n}\n]', "field-added"),
    ('"calibrated": true,\n', "", "field-removed"),
    ('"rlTunable": true,\n', "", "field-removed"),
    ('"githubUrl"', '"gitUrl"', "field-renamed"),
    ('"contextLength": 123', '"contextLength": "<string>"', "kind-changed"),
    ('"importedFrom": "<string>"', '"importedFrom": {\n"name": "<string>"\n}', "kind-changed"),
    ('"rlTunable": true', '"rlTunable": [\n123\n]', "kind-changed"),
    ('"targetModules": [\n"<string>"\n]', '"targetModules": {\n"name": "<string>"\n}', "kind-changed"),
    ('"kind": "KIND_UNSPECIFIED"', '"kind": true', "kind-changed"),
    ('"code": "OK"', '"code": "FINE"', "value-shown"),
    (
        "HF_PEFT_ADDON or HF_TEFT_ADDON.",
        "HF_PEFT_ADDON or HF_TEFT_ADDON. Must not be set otherwise.",
        "condition-added",
    ),
    ("Face model.", "Face model. Must be specified if github_url is specified.", "condition-added"),
    ("Face model.", "Face model. Mutually exclusive with github_url.", "condition-added"),
    ("HF_PEFT_ADDON or HF_TEFT_ADDON.", "HF_PEFT_ADDON.", "condition-changed"),
    ("Required if kind is HF_BASE_MODEL.", "Required if kind is CUSTOM_MODEL.", "condition-changed"),
    ("Required if kind is HF_TEFT_ADDON. Must not be set otherwise.", "", "condition-removed"),
    (" Must not be set otherwise.\nShow", "\nShow", "condition-removed"),
    ("Must be specified if default_draft_model is specified.", "", "condition-removed"),
    ("Face model.", "Face model. Required.", "required-added"),
    ("--request POST", "--request PUT", "method-changed"),
    ("api.fireworks.ai/v1", "api.fireworks.ai/v2", "url-changed"),
    ("https://api.fireworks.ai", "https://eu.fireworks.ai", "url-changed"),
    ("{account_id}", "{account}", "url-changed"),
    ("Bearer <token>", "Basic <token>", "header-changed"),
    ("'Authorization: Bearer <token>'", "'X-API-Key: <key>'", "header-changed"),
    ("--header 'Authorization: Bearer <token>' \\\n", "", "header-removed"),
    ("--header 'Content-Type: application/json' \\\n", "", "header-removed"),
    ("'Content-Type", "'X-Trace-Id: <string>' \\\n--header 'Content-Type", "header-added"),
    ("application/json", "application/merge-patch+json", "media-type-changed"),
    ("/models \\", "/models?dryRun=true \\", "parameter-added"),
]


@pytest.mark.parametrize(("old", "new", "code"), CREATE)
def test_pasting_what_is_suggested_makes_the_spec_true(
    folder: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, code: str
) -> None:
    page, spec = folder / "docs" / "create-model.txt", folder / "openapi.yaml"
    assert old in TEXT
    page.write_text(TEXT.replace(old, new), "utf-8")
    patched(spec, suggested(folder, capsys))
    commands.main(["audit", str(page)])
    assert f"[{code}]" in capsys.readouterr().out
    text = suggested(folder, capsys)
    assert text.startswith("# ") and "---" not in text
    pasted(spec, text)
    assert commands.main(["audit", str(page)]) == 0, capsys.readouterr().out
    assert "error" not in lint(spec, capsys)


def lint(spec: Path, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    commands.main(["lint", str(spec)])
    return capsys.readouterr().out


def test_lines_that_moved_are_given_as_a_patch_of_the_citations(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page, spec = folder / "docs" / "create-model.txt", folder / "openapi.yaml"
    page.write_text("Create a model\n" + TEXT, "utf-8")
    assert commands.main(["audit", str(page)]) == 0
    assert re.search(r"note: \d+ citations in the spec count lines", capsys.readouterr().out)
    assert commands.main(["audit", str(page), "--accept"]) == 1
    assert "apply the patch of --suggest first. Nothing was accepted." in capsys.readouterr().err
    before = spec.read_text("utf-8")
    commands.main(["audit", str(page), "--suggest"])
    patched(spec, capsys.readouterr().out)
    cited = {
        int(number) for text in re.findall(r"(?:page|shown) ([\d, -]+)", before) for number in re.findall(r"\d+", text)
    }
    now = spec.read_text("utf-8")
    assert {int(n) for text in re.findall(r"(?:page|shown) ([\d, -]+)", now) for n in re.findall(r"\d+", text)} == {
        number + 1 for number in cited
    }
    assert commands.main(["audit", str(page)]) == 0
    assert "citations" not in capsys.readouterr().out
    assert commands.main(["audit", str(page), "--accept"]) == 0


@pytest.mark.parametrize("name", ["create-model", "list-berths", "update-shipment"])
def test_a_page_alone_is_drafted_as_a_document_that_can_be_generated_and_is_true(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    page = Path(shutil.copy(PAGE if name == "create-model" else PAGES / f"{name}.txt", tmp_path))
    spec = tmp_path / "openapi.yaml"
    spec.touch()
    assert commands.main(["audit", str(page), "--suggest"]) == 1
    spec.write_text(capsys.readouterr().out, "utf-8")
    assert commands.main(["lint", str(spec)]) == 0
    assert capsys.readouterr().out == f"{spec}: nothing to report\n"
    assert commands.main(["generate", str(spec), "--out", str(tmp_path / "out"), "--dry-run"]) == 0
    capsys.readouterr()
    commands.main(["audit", str(page)])
    told = [line for line in capsys.readouterr().out.splitlines() if line.startswith("  ")]
    assert len(told) == 1 and "unclassified-constraint" in told[0]


def test_where_nothing_differs_nothing_is_suggested(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main(["audit", str(folder / "docs" / "create-model.txt"), "--suggest"]) == 0
    assert capsys.readouterr().out == "# nothing to write: the spec says what the page says\n"
