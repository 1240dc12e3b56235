"""What `--suggest` prints: YAML that makes the spec true once it is written, and whole documents from a page alone."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any, cast

import pytest
import yaml

from generator import commands
from tests.unit.audit.auditing import FIREWORKS, PAGE

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


def written(tree: Any, fragment: Any) -> None:
    """Merges a fragment into a document as a person would paste it: keys into mappings, entries behind lists."""
    for key, value in fragment.items():
        if isinstance(value, dict) and isinstance(tree.get(key), dict):
            written(tree[key], value)
        elif key == "allOf":
            tree[key] = [*cast("list[object]", tree[key]), *value]
        else:
            tree[key] = value


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("fewer than 64", "fewer than 128"),
        ("SNAPSHOT_MODEL The", "SNAPSHOT_MODEL, VISION_MODEL The"),
        ("HF_TEFT_ADDON, FLUMINA_BASE_MODEL", "FLUMINA_BASE_MODEL"),
        ("the default is HF_PEFT_ADDON", "the default is CUSTOM_MODEL"),
        ('"calibrated": true', '"calibrated": true,\n"rlLoraTunable": true'),
        ('"githubUrl": "<string>"', '"githubUrl": "<string>",\n"review": {\n"doneAt": "2023-11-07T05:31:56Z"\n}'),
        ("HF_PEFT_ADDON or HF_TEFT_ADDON.", "HF_PEFT_ADDON or HF_TEFT_ADDON. Must not be set otherwise."),
        ("Face model.", "Face model. Must be specified if github_url is specified."),
        ("Face model.", "Face model. Must be at most 200 characters."),
        ("Face model.", "Face model. Must be an address of the Hub."),
    ],
)
def test_the_suggested_yaml_makes_the_spec_true(
    folder: Path, capsys: pytest.CaptureFixture[str], old: str, new: str
) -> None:
    page, spec = folder / "docs" / "create-model.txt", folder / "openapi.yaml"
    page.write_text(TEXT.replace(old, new), "utf-8")
    patched(spec, suggested(folder, capsys))
    text = suggested(folder, capsys)
    assert text.startswith("# ") and "---" not in text
    document = yaml.safe_load(spec.read_text("utf-8"))
    written(document, yaml.safe_load(text))
    spec.write_text(yaml.safe_dump(document, sort_keys=False), "utf-8")
    commands.main(["audit", str(page)])
    report = capsys.readouterr().out
    told = [line for line in report.splitlines() if line.startswith("  ")]
    assert all("example-differs" in line for line in told), report


def patched(file: Path, diff: str) -> None:
    """Applies the hunks of a diff without context, where there are any."""
    lines = file.read_text("utf-8").split("\n")
    for start, body in re.findall(r"^@@ -(\d+)(?:,\d+)? \+\d+(?:,\d+)? @@\n((?:[-+].*\n?)+)", diff, re.MULTILINE):
        rows = body.rstrip("\n").split("\n")
        for offset, row in enumerate(row for row in rows if row[0] == "-"):
            assert lines[int(start) - 1 + offset] == row[1:]
        for offset, row in enumerate(row for row in rows if row[0] == "+"):
            lines[int(start) - 1 + offset] = row[1:]
    file.write_text("\n".join(lines), "utf-8")


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
