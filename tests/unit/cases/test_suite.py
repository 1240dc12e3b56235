"""What the generated tests are given beside their fixtures."""

from __future__ import annotations

import json
from pathlib import Path

from generator.suite import suite
from generator.suite.surface import surface
from tests.unit.cases.documents import operation, read

MORE = """\
security: [{key: []}]
components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
  schemas:
    Toy:
      type: object
      required: [name]
      properties: {name: {type: string}, kind: {enum: [B, A]}, made: {type: string, format: date-time}}
"""
TOY = operation("{$ref: '#/components/schemas/Toy'}", response="{$ref: '#/components/schemas/Toy'}", more=MORE)


def test_the_surface_has_a_sorted_line_for_each_name(tmp_path: Path) -> None:
    lines = surface(read(tmp_path, TOY).api)
    assert list(lines) == sorted(lines)
    assert [line for line in lines if line.startswith("models.Toy")] == [
        "models.Toy",
        "models.Toy.kind: ToyKind | None",
        "models.Toy.made: DateTime | None",
        "models.Toy.name: Required str",
        "models.ToyKind = 'A' | 'B'",
        "models.ToyKindInput = 'A' | 'B'",
    ]
    assert "testing.make_toy(**fields) -> models.Toy" in lines and "testing.FakeServer.select" in lines
    assert "Toys.toys.make(*, name: str, " in next(line for line in lines if line.startswith("Toys.toys.make("))


def test_the_settings_say_where_a_credential_goes(tmp_path: Path) -> None:
    found = read(tmp_path, TOY)
    text = suite(found.document.root, found.document.follow, found.api)["suite.json"]
    settings = json.loads(text)
    assert settings["credentials"] == [
        {"argument": "api_key", "env": "TOYS_API_KEY", "kind": "header", "wire": "X-Key"}
    ]
    assert settings["base_url"] == "https://toys.example"
    assert settings["operations"]["toys.make"]["security"] == [["api_key"]]


def test_the_suite_holds_the_document_as_it_was_read_and_the_tests_word_for_word(tmp_path: Path) -> None:
    found = read(tmp_path, TOY)
    files = suite(found.document.root, found.document.follow, found.api)
    assert json.loads(files["spec.json"]) == found.document.root
    templates = Path(__file__).parents[3] / "templates" / "tests"
    needless = {"bitwise.py", "test_streams.py", "test_downloads.py"}  # nothing comes bit by bit here
    texts = {path.name: path.read_text(encoding="utf-8") for path in templates.glob("*.py")}
    assert {name: text for name, text in texts.items() if name not in needless}.items() <= files.items()
    assert not needless & files.keys()
    assert "fixtures/toys.make/request-minimal.json" in files
