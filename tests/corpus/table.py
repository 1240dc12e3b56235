"""`make corpus`: documents of other people, generated without configuration, type-checked and tested; one row for each.

    python tests/corpus/table.py [NAME ...]

Names are those of files in ../shared/corpus/dev, without suffix; by default the ten below. The exit status is 1 where a
row is not clean: a finding that refuses, an operation that is not offered or that no generated test calls, a type
error, a test that fails.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
DEV = ROOT.parent / "shared" / "corpus" / "dev"
TEN = (
    "oai-petstore", "oai-petstore-expanded", "swagger-petstore", "redocly-museum-31", "redocly-cafe-32",
    "readme-discriminators", "httpbin", "opc-enums-31", "unitycatalog-delta-31", "google-drive",
)  # fmt: skip
METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace", "query"}
SECONDS = 600
COLUMNS = (
    "present",
    "offered",
    "called",
    "errors",
    "warnings",
    "lines",
    "CPU s",
    "mypy",
    "pyright",
    "passed",
    "failed",
)


@dataclass(frozen=True, slots=True)
class Ran:
    """What a program printed, its exit status and its CPU seconds."""

    said: str
    status: int
    cpu: float


@dataclass(slots=True)
class Row:
    """A document and what came of it; `folder` holds the package and its tests."""

    name: str
    folder: Path
    figures: dict[str, int | float]
    package: str = ""

    @property
    def is_clean(self) -> bool:
        """Whether everything is offered, called, typed and right."""
        figures = self.figures
        whole = figures["present"] == figures["offered"] == figures["called"]
        faults = sum(figures[column] for column in ("errors", "mypy", "pyright", "failed"))
        return bool(self.package) and whole and not faults and (figures["passed"] > 0 or not figures["present"])


def main(names: Sequence[str]) -> int:
    """Prints the table; 1 where a row is not clean."""
    if not DEV.is_dir():
        print("corpus: there are no documents in ../shared/corpus/dev beside this checkout; nothing was generated")
        return 0
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(os.cpu_count()) as pool:
        rows = list(pool.map(lambda name: generated(name, Path(folder)), names or TEN))
        made = [row for row in rows if row.package]
        pyright = pool.submit(pyright_errors, Path(folder), made)
        mypy = pool.submit(mypy_errors, Path(folder), made)
        list(pool.map(tested, made))
        for column, errors in (("mypy", mypy.result()), ("pyright", pyright.result())):
            for row in made:
                row.figures[column] = errors.count(row.folder.name)
    print(table(rows))
    return int(not all(row.is_clean for row in rows))


def table(rows: Sequence[Row]) -> str:
    """The rows with their sums, aligned."""
    sums = Row("all", Path(), {column: round(sum(row.figures[column] for row in rows), 1) for column in COLUMNS})
    width = max(len(row.name) for row in (*rows, sums))
    head = f"{'':{width}}" + "".join(f"{column:>10}" for column in COLUMNS)
    lines = [
        f"{row.name:{width}}" + "".join(f"{row.figures[column]:>10,}" for column in COLUMNS) for row in (*rows, sums)
    ]
    marks = [*("" if row.is_clean else "   <- not clean" for row in rows), ""]
    return "\n".join([head, *(line + mark for line, mark in zip(lines, marks, strict=True))])


def generated(name: str, home: Path) -> Row:
    """The row of a document after generating it in a folder of its own, whose name is a name of Python."""
    (path,) = [*DEV.glob(f"{name}.*"), *DEV.glob(f"{name}/*.*")][:1]
    row = Row(name, home / name.replace("-", "_"), dict.fromkeys(COLUMNS, 0))
    ran = run(["-m", "generator", "generate", str(path), "--out", str(row.folder), "--no-cache"], ROOT)
    row.figures |= {"present": present(path), "CPU s": round(ran.cpu, 1)}
    row.figures |= {"errors": ran.said.count(" error["), "warnings": ran.said.count(" warning[")}
    if ran.status:
        print(f"{name}:\n{ran.said}", file=sys.stderr)
        return row
    settings = json.loads((row.folder / "tests" / "suite.json").read_text(encoding="utf-8"))
    row.package = settings["package"]
    texts = [file.read_text(encoding="utf-8") for file in (row.folder / row.package).rglob("*.py")]
    row.figures["lines"] = sum(len(text.splitlines()) for text in texts)
    row.figures["offered"] = len(settings["operations"])
    row.figures["called"] = len(list((row.folder / "tests" / "fixtures").glob("*/request-minimal.json")))
    return row


def present(path: Path) -> int:
    """How many operations a document has, counted in its text by a reader that is not the generator's."""
    document = yaml.load(path.read_bytes(), yaml.CSafeLoader)
    items = (item for item in (document.get("paths") or {}).values() if isinstance(item, dict))
    return sum(len(METHODS & item.keys()) + len(item.get("additionalOperations") or {}) for item in items)


def tested(row: Row) -> None:
    """Runs the generated suite of a row, as its owner would."""
    options = ["-q", "-W", "error", "-p", "no:cacheprovider", "--import-mode=importlib", "--rootdir=.", "tests"]
    ran = run(["-m", "pytest", *options], row.folder)
    words = ran.said.splitlines()[-1].replace(",", "").split() if ran.said else []
    counts = {word: int(count) for count, word in zip(words, words[1:]) if count.isdigit()}
    row.figures["passed"] = counts.get("passed", 0)
    row.figures["failed"] = counts.get("failed", 0) + counts.get("error", 0) + counts.get("errors", 0)
    if ran.status:
        row.figures["failed"] = row.figures["failed"] or 1
        print(f"{row.name}:\n" + "\n".join(ran.said.splitlines()[-30:]), file=sys.stderr)


def mypy_errors(home: Path, rows: Sequence[Row]) -> list[str]:
    """For each error of mypy --strict the folder that it is in; one run for all packages."""
    packages = [f"{row.folder.name}/{row.package}" for row in rows]
    ran = run(["-m", "mypy", "--strict", "--explicit-package-bases", "--no-error-summary", *packages], home)
    errors = [line for line in ran.said.splitlines() if ": error:" in line]
    print("".join(f"{line}\n" for line in errors), end="", file=sys.stderr)
    return [line.partition("/")[0] for line in errors]


def pyright_errors(home: Path, rows: Sequence[Row]) -> list[str]:
    """For each error or warning of pyright strict the folder that it is in; one run for all packages."""
    config = {"include": [f"{row.folder.name}/{row.package}" for row in rows], "typeCheckingMode": "strict"}
    (home / "pyrightconfig.json").write_text(json.dumps(config), encoding="utf-8")
    ran = run(["-m", "pyright", "--outputjson", "--pythonpath", sys.executable], home)
    found = json.loads(ran.said[ran.said.index("{") :])["generalDiagnostics"]
    for each in found:
        print(f"{each['file']}:{each['range']['start']['line'] + 1}: {each['message']}", file=sys.stderr)
    return [Path(each["file"]).relative_to(home.resolve()).parts[0] for each in found]


def run(arguments: Sequence[str], folder: Path) -> Ran:
    """Runs Python in a folder; children of children count for the CPU time, too."""
    environment = os.environ | {"PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"}
    process = subprocess.Popen(
        ["timeout", str(SECONDS), sys.executable, *arguments],
        cwd=folder, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    assert process.stdout is not None
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Ran(said, process.returncode, usage.ru_utime + usage.ru_stime)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
