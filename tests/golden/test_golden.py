"""Small documents and what is printed for them, file by file: a change of the templates shows here as a diff to read.

`python -m tests.golden.test_golden` writes the expected files anew; only executing what is printed shows that it is right
(tests/behaviour, generated/tests).
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.commands import main

HERE = Path(__file__).parent
CASES = sorted(path.parent.name for path in HERE.glob("*/openapi.yaml"))


def printed(case: str, out: Path) -> dict[str, str]:
    """What is generated for a case: the package, without the runtime and the fake server (they are copied) and the lock (it is hashes)."""
    assert main(["generate", str(HERE / case / "openapi.yaml"), "--out", str(out)]) == 0
    (package,) = (path.parent for path in out.glob("*/_client.py"))
    return {
        path.relative_to(package).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(package.rglob("*"))
        if path.is_file()
        and not {"_runtime", "_fake"} & set(path.parts)
        and path.name not in ("_lock.json", "py.typed")
    }


@pytest.mark.parametrize("case", CASES)
def test_a_document_prints_the_files_that_were_reviewed(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = HERE / case / "expected"
    reviewed = {
        path.relative_to(expected).as_posix().removesuffix(".txt"): path.read_text(encoding="utf-8")
        for path in sorted(expected.rglob("*.txt"))
    }
    assert reviewed and printed(case, tmp_path) == reviewed


def write_expected() -> None:
    """Take what is printed now as expected. The suffix .txt keeps checkers and importers away from it."""
    for case in CASES:
        shutil.rmtree(HERE / case / "expected", ignore_errors=True)
        out = HERE / case / "out"
        for name, text in printed(case, out).items():
            target = HERE / case / "expected" / f"{name}.txt"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        shutil.rmtree(out)


if __name__ == "__main__":
    write_expected()
