"""The drill: the vendor's page changes in one thing, and each step of the way to the next version says exactly that.

The page is the captured one, and the document the shipped one, released as 0.4.1. For each change: audit names it; the
document is edited; generate changes the lines that it must and no others; changes has the verdicts and the version; the
changelog says it in a sentence that a caller understands.
"""

from __future__ import annotations

import difflib
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.commands import main

ROOT = Path(__file__).parents[2]
PAGE = "spec/fireworks/docs/create-model.txt"
DOCUMENT = "spec/fireworks/openapi.yaml"
PACKAGE = "generated/fireworks_client"


DATA = {"_lock.json", "_rules.jsonl", "api.md", "testing/api.json"}
"""What is no Python in the package and tells facts of the document with their lines."""
FORMAL = ("has another example", "has another source")


@dataclass(frozen=True, slots=True)
class Case:
    """One change of the page: edits of page and document, and what each step says of it.

    `moved` is by how many lines the page grows in each of its two copies of the block; `lines` are all lines of Python
    that change in the package.
    """

    name: str
    page: tuple[tuple[str, str], ...]
    audit: str
    spec: tuple[tuple[str, str], ...]
    changes: tuple[str, ...]
    version: str
    changelog: str
    lines: tuple[str, ...]
    moved: int = 0


CASES = (
    Case(
        name="a field is gained",
        page=(('"rlTunable": true,\n', '"rlTunable": true,\n"loraTunable": true,\n'),),
        audit="error[field-added] response.loraTunable",
        spec=(
            (
                "        supportedPrecisions:\n",
                "        loraTunable:\n          type: boolean\n          readOnly: true\n"
                "          description: Whether LoRA works.\n"
                "          x-source: {type: shown 125, readOnly: inferred, description: inferred}\n"
                "        supportedPrecisions:\n",
            ),
        ),
        changes=("minor  Model.lora_tunable: bool | None is new",),
        version="0.5.0",
        changelog="- `Model.lora_tunable: bool | None` is new",
        lines=(
            '+    """Whether LoRA works."""',
            '+    lora_tunable: Annotated[bool | None, Field(alias="loraTunable")] = None',
            "+    lora_tunable: bool | None",
        ),
        moved=1,
    ),
    Case(
        name="an enum value is gained",
        page=(("SNAPSHOT_MODEL The", "SNAPSHOT_MODEL, VISION_MODEL The"),),
        audit="error[enum-added] model.kind",
        spec=(("        - SNAPSHOT_MODEL\n", "        - SNAPSHOT_MODEL\n        - VISION_MODEL\n"),),
        changes=("minor  Kind gains VISION_MODEL", "minor  KindInput gains VISION_MODEL"),
        version="0.5.0",
        changelog="- `KindInput` gains VISION_MODEL",
        lines=('+        "VISION_MODEL",', '+    "VISION_MODEL",', '+    "VISION_MODEL",'),
    ),
    Case(
        name="a limit changes",
        page=(("fewer than 64", "fewer than 128"),),
        audit="error[bound-changed] model.displayName",
        spec=(("maxLength: 63", "maxLength: 127"),),
        changes=(
            "minor  ModelInput.display_name: at most 127 characters now (63 before)",
            "patch  Model.display_name: at most 127 characters now (63 before)",
        ),
        version="0.5.0",
        changelog="- `ModelInput.display_name`: at most 127 characters now (63 before)",
        lines=(
            '+        found.string(tree["displayName"], at + ".display_name", max_length=127)',
            '-        found.string(tree["displayName"], at + ".display_name", max_length=63)',
            "+            display_name: Title for people to read, at most 63 characters. (at most 127 characters)",
            "-            display_name: Title for people to read, at most 63 characters. (at most 63 characters)",
        ),
    ),
    Case(
        name="a default changes",
        page=(("the default is HF_PEFT_ADDON", "the default is CUSTOM_MODEL"),),
        audit="error[default-changed] model.kind",
        spec=(("x-server-default: HF_PEFT_ADDON", "x-server-default: CUSTOM_MODEL"),),
        changes=(
            "minor  ModelInput.kind defaults to CUSTOM_MODEL now (HF_PEFT_ADDON before)",
            "patch  Model.kind defaults to CUSTOM_MODEL now (HF_PEFT_ADDON before)",
        ),
        version="0.5.0",
        changelog="- `ModelInput.kind` defaults to CUSTOM_MODEL now (HF_PEFT_ADDON before)",
        lines=(
            "+    The server's default is CUSTOM_MODEL.",
            "-    The server's default is HF_PEFT_ADDON.",
            "+                CUSTOM_MODEL.",
            "-                HF_PEFT_ADDON.",
        ),
    ),
    Case(
        name="a condition is new",
        page=(
            (
                "The URL to the Hugging Face model.",
                "The URL to the Hugging Face model. Must be specified if github_url is specified.",
            ),
        ),
        audit="error[condition-added] model.huggingFaceUrl",
        spec=(
            (
                "            # An empty name is no name",
                "            - if: {required: [githubUrl]}\n              then:\n"
                "                required: [huggingFaceUrl]\n                x-rule:\n"
                "                  id: hugging-face-url-required\n"
                "                  says: required when githubUrl is specified\n                  source: page 276\n"
                "            # An empty name is no name",
            ),
        ),
        changes=(
            "major  models.create(model=) has a new condition: "
            "hugging_face_url required when githubUrl is specified",
        ),
        version="0.5.0",
        changelog="- `models.create(model=)` has a new condition: hugging_face_url required when githubUrl is specified",
        lines=(
            '+    if "githubUrl" in tree and "huggingFaceUrl" not in tree:',
            "+        found.refuse(",
            '+            at + ".hugging_face_url",',
            '+            "hugging-face-url-required",',
            '+            "required when githubUrl is specified",',
            '+            given=("github_url", tree.get("githubUrl")),',
            "+        )",
        ),
    ),
    Case(
        name="a field is removed",
        page=(('"rlTunable": true,\n', ""),),
        audit="error[field-removed] response.rlTunable",
        spec=(('                      "rlTunable": true,\n', ""), ("        rlTunable:\n", "")),
        changes=("major  Model.rl_tunable is gone",),
        version="0.5.0",
        changelog="- `Model.rl_tunable` is gone",
        lines=(
            '-    rl_tunable: Annotated[bool | None, Field(alias="rlTunable")] = None',
            '-    """Whether the model can be tuned by reinforcement learning."""',
            "-    rl_tunable: bool | None",
        ),
        moved=-1,
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped document, generated and released as 0.4.1."""
    root = tmp_path_factory.mktemp("drill")
    shutil.copytree(ROOT / "spec", root / "spec")
    config = root / "spec" / "fireworks" / "generator.toml"
    lines = config.read_text(encoding="utf-8").splitlines()
    lines = ['version = "0.4.1"' if line.startswith("version = ") else line for line in lines]
    config.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        assert main(["generate", "spec/fireworks"]) == 0
        assert main(["release", "spec/fireworks"]) == 0
    return root


def edit(file: Path, edits: tuple[tuple[str, str], ...]) -> None:
    text = file.read_text(encoding="utf-8")
    for before, after in edits:
        assert before in text, before
        text = text.replace(before, after)
    file.write_text(text, encoding="utf-8")


def without_property(file: Path, name: str) -> None:
    """Takes a property out of the document, with the lines below it."""
    kept: list[str] = []
    inside = False
    for line in file.read_text(encoding="utf-8").splitlines():
        inside = line == f"        {name}:" or inside and line.startswith("          ")
        if not inside:
            kept.append(line)
    file.write_text("\n".join(kept) + "\n", encoding="utf-8")


def cited_anew(file: Path, moved: int) -> None:
    """Counts the lines of the page anew in the document's citations, as `audit --suggest` says to."""

    def number(match: re.Match[str]) -> str:
        line = int(match[0])
        return str(line + 2 * moved if line > 257 else line + moved if line > 124 else line)

    def citation(match: re.Match[str]) -> str:
        return re.sub(r"\d+", number, match[0])

    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"(?<=page |hown )\d+(?:-\d+)?(?:, \d+)*", citation, text), encoding="utf-8")


def changed(before: Path, after: Path) -> dict[str, list[str]]:
    """File below the package -> its lines that went (-) and came (+), for each file that changed."""
    found: dict[str, list[str]] = {}
    for file in sorted({path.relative_to(side) for side in (before, after) for path in (side / PACKAGE).rglob("*")}):
        if not (after / file).is_file() or file.suffix == ".pyc":
            continue
        old, new = ((side / file).read_text(encoding="utf-8").splitlines() for side in (before, after))
        lines = [
            line
            for line in difflib.unified_diff(old, new, lineterm="", n=0)
            if not line.startswith(("--- ", "+++ ", "@@"))
        ]
        if lines:
            found[file.relative_to(PACKAGE).as_posix()] = lines
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_step_names_the_change_and_nothing_else(
    case: Case, released: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(released, tmp_path / "work")
    monkeypatch.chdir(tmp_path / "work")
    edit(Path(PAGE), case.page)
    capsys.readouterr()
    assert main(["audit", PAGE]) == 1
    errors = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines() if "error[" in line]
    assert [error.startswith(case.audit) for error in errors] == [True]

    if case.moved:
        cited_anew(Path(DOCUMENT), case.moved)
    if case.name == "a field is removed":
        without_property(Path(DOCUMENT), "rlTunable")
        edit(Path(DOCUMENT), case.spec[:1])
    else:
        edit(Path(DOCUMENT), case.spec)
    assert main(["generate", "spec/fireworks"]) == 0
    told = [line.strip() for line in capsys.readouterr().out.splitlines()]
    said = [line for line in told if line.startswith(("major", "minor", "patch")) and not line.endswith(FORMAL)]
    assert said == list(case.changes)
    assert f'next version: {case.version}; write version = "{case.version}" into' in "\n".join(told)

    assert any(line.startswith(case.changelog) for line in Path("generated/CHANGELOG.md").read_text().splitlines())
    files = changed(released, tmp_path / "work")
    python = [line for name, lines in files.items() if name.endswith(".py") for line in lines]
    assert set(python) == set(case.lines)
    assert set(files) - {name for name in files if name.endswith(".py")} <= DATA
