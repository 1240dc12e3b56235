"""The drill: the vendor changes his page, and each step from the audit to the changelog says exactly what it must.

The page and the spec are the shipped ones. What a step says is written down here by hand.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from generator import commands

ROOT = Path(__file__).resolve().parents[2]


class Change(NamedTuple):
    """A change of the page, what the audit calls it, the edit of the spec, and what comes of it.

    `files` are those of the package that may change apart from lock, rules, reference and fakes; `fixtures` the kinds of
    fixture. `says` stands in the changelog.
    """

    page: tuple[tuple[str, str], ...]
    told: str
    edits: tuple[tuple[str, str], ...]
    files: set[str]
    fixtures: set[str]
    says: str


FIELD = Change(
    page=(('"calibrated": true,\n', '"calibrated": true,\n"rlLoraTunable": true,\n'),),
    told="error[field-added] response.rlLoraTunable",
    edits=(
        (
            "        supportsLora:\n",
            "        rlLoraTunable:\n          type: boolean\n          readOnly: true\n"
            "          description: Whether an addon can be tuned by reinforcement learning.\n"
            "          x-source: {type: shown 119, readOnly: inferred, description: inferred}\n        supportsLora:\n",
        ),
        (
            '                      "calibrated": true,\n',
            '                      "calibrated": true,\n                      "rlLoraTunable": true,\n',
        ),
    ),
    files={"models/model.py", "testing/factories.py"},
    fixtures={"request-key", "response-kind", "response-documented", "response-maximal", "response-minimal", "response-null",
              "response-optional", "response-enum", "response-unknown", "round-trip"},
    says="- `Model.rl_lora_tunable: bool | None` is new",
)  # fmt: skip
VALUE = Change(
    page=(("SNAPSHOT_MODEL The", "SNAPSHOT_MODEL, VISION_MODEL The"),),
    told="error[enum-added] model.kind",
    edits=(("        - SNAPSHOT_MODEL\n", "        - SNAPSHOT_MODEL\n        - VISION_MODEL\n"),),
    files={"_checks.py", "models/kind.py"},
    fixtures={"request-enum", "response-enum"},
    says="- `KindInput` gains VISION_MODEL",
)
LIMIT = Change(
    page=(("fewer than 64", "fewer than 128"),),
    told="error[bound-changed] model.displayName",
    edits=(("maxLength: 63", "maxLength: 127"),),
    files={"_checks.py", "resources/models.py"},
    fixtures={"request-bound", "response-bound", "round-trip"},
    says="- `ModelInput.display_name`: at most 127 characters now (63 before)",
)
DEFAULT = Change(
    page=(("default is HF_PEFT_ADDON", "default is CUSTOM_MODEL"),),
    told="error[default-changed] model.kind",
    edits=(("x-server-default: HF_PEFT_ADDON", "x-server-default: CUSTOM_MODEL"),),
    files={"models/model.py", "resources/models.py"},
    fixtures=set(),
    says="- `ModelInput.kind` defaults to CUSTOM_MODEL now (HF_PEFT_ADDON before)",
)
CONDITION = Change(
    page=(("Hugging Face model.", "Hugging Face model. Must be specified if github_url is specified."),),
    told="error[condition-added] model.huggingFaceUrl",
    edits=(
        (
            "                  source: page 291\n",
            "                  source: page 291\n            - if: {required: [githubUrl]}\n              then:\n"
            "                required: [huggingFaceUrl]\n                x-rule:\n"
            "                  id: hugging-face-url-required\n                  says: required when githubUrl is specified\n"
            "                  source: page 276\n",
        ),
    ),
    files={"_checks.py"},
    fixtures={"request-kind", "request-null", "request-optional", "request-rule"},
    says="- `models.create(model=)` has a new condition: hugging_face_url required when githubUrl is specified",
)
REMOVED = Change(
    page=(('"rlTunable": true,\n', ""), ("If true, the model is RL tunable.\n", "")),
    told="error[field-removed] response.rlTunable",
    edits=(
        ('                      "rlTunable": true,\n', ""),
        (
            "        rlTunable:\n          type: boolean\n          readOnly: true\n"
            "          description: Whether the model can be tuned by reinforcement learning.\n"
            "          x-source: {type: shown 124, readOnly: inferred, description: page 304}\n",
            "",
        ),
    ),
    files={"models/model.py", "testing/factories.py"},
    fixtures=FIELD.fixtures,
    says="`Model.rl_tunable` is gone",
)
ALWAYS = {"_lock.json", "_rules.jsonl", "api.md", "testing/api.json"}
CHANGES = {
    "field": FIELD,
    "value": VALUE,
    "limit": LIMIT,
    "default": DEFAULT,
    "condition": CONDITION,
    "removed": REMOVED,
}


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the spec, generated and released."""
    folder = tmp_path_factory.mktemp("released")
    shutil.copytree(ROOT / "spec" / "fireworks", folder / "spec")
    shutil.copytree(ROOT / "generated", folder / "out", ignore=shutil.ignore_patterns("__pycache__"))
    for command in ("generate", "release"):
        assert commands.main([command, str(folder / "spec"), "--out", str(folder / "out")]) == 0
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def renumbered(spec: Path, page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Applies the patch of citations that `audit --suggest` begins with, where lines have moved."""
    commands.main(["audit", str(page), "--suggest"])
    lines = spec.read_text("utf-8").split("\n")
    hunks = re.findall(r"^@@ -(\d+)(?:,\d+)? \+\d+(?:,\d+)? @@\n((?:[-+].*\n)+)", capsys.readouterr().out, re.MULTILINE)
    for start, body in hunks:
        for offset, row in enumerate(row for row in body.split("\n") if row.startswith("+")):
            lines[int(start) - 1 + offset] = row[1:]
    spec.write_text("\n".join(lines), "utf-8")


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_of_the_page_is_followed_to_the_changelog(
    released: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    change = CHANGES[name]
    shutil.copytree(released, tmp_path / "work")
    page, spec, out = (tmp_path / "work" / part for part in ("spec/docs/create-model.txt", "spec/openapi.yaml", "out"))
    for old, new in change.page:
        page.write_text(page.read_text("utf-8").replace(old, new), "utf-8")

    assert commands.main(["audit", str(page)]) == 1
    rows = [" ".join(row.split()) for row in capsys.readouterr().out.splitlines() if row.startswith("  ")]
    assert len(rows) == 1 and rows[0].startswith(f"{change.told} ")

    renumbered(spec, page, capsys)
    text = spec.read_text("utf-8")
    for old, new in change.edits:
        assert text.count(old) == 1
        text = text.replace(old, new)
    spec.write_text(text, "utf-8")
    assert commands.main(["audit", str(page)]) == 0
    assert "0 errors, 0 warnings." in capsys.readouterr().out

    before = contents(out)
    assert commands.main(["generate", str(spec.parent), "--out", str(out)]) == 0
    after, said = contents(out), capsys.readouterr().out
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    package = {path.removeprefix("fireworks_client/") for path in changed if path.startswith("fireworks_client/")}
    assert package - ALWAYS == change.files
    fixtures = {Path(path).stem for path in changed if path.startswith("tests/fixtures/")}
    assert fixtures <= change.fixtures and bool(fixtures) == bool(change.fixtures)
    assert "next version: 0.3.0" in said
    assert change.says in (out / "CHANGELOG.md").read_text("utf-8")

    assert commands.main(["audit", str(page), "--accept"]) == 0
    capsys.readouterr()
    assert commands.main(["audit", str(page)]) == 0
    assert "note:" not in capsys.readouterr().out
