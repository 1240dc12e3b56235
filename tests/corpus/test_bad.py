"""The hostile and broken documents of the corpus, all the way: refused with nothing written, or a package that imports."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from generator.commands import main

ROOT = Path(__file__).parents[2]
BAD = ROOT.parent / "shared" / "corpus" / "bad"
LINES = (BAD / "index.tsv").read_text().splitlines() if BAD.is_dir() else []
ROWS = list(csv.DictReader(LINES, delimiter="\t"))

IMPORT_ALL = """\
import importlib, pkgutil, sys
sys.path.insert(0, sys.argv[1])
package = importlib.import_module(sys.argv[2])
for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    importlib.import_module(module.name)
"""


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["file"]))
def test_a_bad_document_is_refused_in_words_or_becomes_a_package_that_imports(
    row: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    status = main(["generate", str(BAD / row["file"]), "--out", "out"])
    expected = {"error": {1, 2}, "ok": {0}, "either": {0, 1, 2}}[row["expectation"]]
    assert status in expected
    if status:
        assert row["file"] in capsys.readouterr().err
        assert list(tmp_path.iterdir()) == []
        return
    (package,) = (path.parent for path in (tmp_path / "out").glob("*/_client.py"))
    command = [sys.executable, "-W", "error", "-c", IMPORT_ALL, str(package.parent), package.name]
    imported = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert (imported.returncode, imported.stderr) == (0, "")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]  # no file that a payload made
