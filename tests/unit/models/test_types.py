"""What type checkers say about printed models."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator import ir
from tests.unit.models.definitions import (
    alias,
    choice,
    field,
    items,
    named,
    received,
    scalar,
    sent,
    union,
    written,
)

PET = union(named("Cat"), named("Dog"), by="kind", mapping=[("cat", "Cat"), ("dog", "Dog")])
DEFINITIONS: list[ir.Definition] = [
    received(
        "Toy",
        field("str", required=True),
        field("display_name", wire="displayName"),
        field("kind", named("Kind")),
        field("made", scalar("date-time")),
        field("pets", items(PET)),
        field("json_", named("Json"), wire="json"),
        field("mixed", named("Mixed")),
        field("parent", named("Toy")),
        field("anything", scalar("any")),
        twin="ToyInput",
    ),
    sent("ToyInput", field("str", required=True), field("display_name"), field("kind", named("KindInput"))),
    choice("Kind", "WOOD", "TIN"),
    choice("KindInput", "WOOD", "TIN", direction="input"),
    choice("Mixed", "a", 1),
    choice("Level", 1, 2),
    received("Cat", field("kind", required=True), free=scalar("integer")),
    received("Dog", field("kind", required=True)),
    alias("Json", union(items(named("Json")), ir.MapOf(value=named("Json")), scalar("string"))),
    alias("JsonInput", union(items(named("JsonInput")), scalar("string")), "input"),
    received("Elsewhere", field("toy", named("Toy")), field("json_", named("Json")), module="elsewhere"),
]
USE = """\
from __future__ import annotations

from toys import models
from toys._runtime.decode import JsonDecoder
from toys.models import Toy, ToyInput

decoder: JsonDecoder[Toy] = JsonDecoder(lambda: Toy)
toy = decoder.decode(b'{"str": "s"}', "", False).value
name: str | None = toy.display_name
year: int | None = toy.made.year if toy.made else None
other = toy.kind == "GLASS"
given: ToyInput = toy.to_input()
sent: models.ToyInput = {"str": "s", "kind": "TIN"}
again = models.ToyInput(str="s", display_name="d")
nested: models.Json = [["a"], {"k": ["v"]}]
"""
WRONG = """\
from __future__ import annotations

from toys import models
from toys.models import Toyz

sent: models.ToyInput = {"str": "s", "displayname": "d"}
kind: models.KindInput = "GLASS"
made: models.Toy = models.Toy(displayName="d", str="s")
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("typed")
    written(folder, DEFINITIONS)
    (folder / "use.py").write_text(USE, encoding="utf-8")
    (folder / "wrong.py").write_text(WRONG, encoding="utf-8")
    settings = {"include": ["toys/models", "use.py", "wrong.py"], "typeCheckingMode": "strict", "pythonVersion": "3.11"}
    (folder / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    return folder


def told(arguments: list[str], folder: Path) -> list[str]:
    """The files and lines that a type checker finds errors in."""
    environment = {**os.environ, "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"}
    ran = subprocess.run(
        [sys.executable, "-m", *arguments], cwd=folder, capture_output=True, text=True, env=environment, check=False
    )
    lines = [line.strip() for line in ran.stdout.splitlines() if " error: " in line or " - error: " in line]
    assert ran.returncode == 1, ran.stdout + ran.stderr
    return [":".join(line.replace(f"{folder}/", "").split(":")[:2]) for line in lines]


def test_mypy_finds_nothing_but_what_is_wrong(project: Path) -> None:
    arguments = ["mypy", "--strict", "--follow-imports=silent", "toys/models", "use.py", "wrong.py"]
    assert told(arguments, project) == ["wrong.py:4", "wrong.py:6", "wrong.py:7", "wrong.py:8"]


def test_pyright_finds_nothing_but_what_is_wrong(project: Path) -> None:
    found = told(["pyright", "--pythonpath", sys.executable], project)
    assert [place for place in found if not place.startswith("wrong.py")] == []
    assert list(dict.fromkeys(found)) == ["wrong.py:4", "wrong.py:6", "wrong.py:7", "wrong.py:8"]
