"""Broken and hostile documents: refused with a place and without a traceback, or read without an error.

The corpus lies beside the checkout. Where it does not, the documents that this module holds itself are all that is run.
"""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest

from generator.findings import SpecError, printed
from generator.lint import lint
from generator.resolve import resolve

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"
SECONDS = 10

INFO = 'info: {title: T, version: "1"}\n'
INLINE = {
    "empty": (b"", "error"),
    "binary": (bytes(range(256)), "error"),
    "truncated": (b'{"openapi": "3.0.3", "paths": {', "error"),
    "list": (b"- openapi: 3.0.3\n", "error"),
    "swagger": (b'swagger: "2.0"\npaths: {}\n', "error"),
    "brackets": (b"[" * 200_000, "error"),
    "tag": (f"openapi: 3.0.3\n{INFO}paths: {{}}\nx-a: !!python/name:os.system x\n".encode(), "error"),
    "nulls": (f"openapi: 3.0.3\n{INFO}paths:\n  /a:\n".encode(), "error"),
    "plain": (f"openapi: 3.0.3\n{INFO}paths: {{}}\n".encode(), "ok"),
    "windows": (f"\ufeffopenapi: 3.0.3\r\n{INFO}paths: {{}}\r\n".encode(), "ok"),
}
LIFTED = {
    "svix.json": {"path-parameter-undeclared", "duplicate-operation-id"},
    "square.json": {"path-parameter-undeclared", "ref-not-found"},
    "temporal.yaml": {"duplicate-operation-id"},
    "data_repository_service.openapi.yaml": {"ref-url"},
    "full.yaml": {"path-parameter-undeclared", "ref-kind"},
    "openai-31.yaml": {"unknown-keyword"},  # min_items and max_items
}
"""Published documents with errors, and what has to be allowed for them."""


def rows(folder: str, *columns: str) -> list[tuple[str, ...]]:
    """Columns of the index of a folder of the corpus; none without the corpus."""
    index = CORPUS / folder / "index.tsv"
    if not index.is_file():
        return []
    with index.open(encoding="utf-8", newline="") as file:
        return [tuple(row[column] for column in columns) for row in csv.DictReader(file, delimiter="\t")]


BAD = [*((name, expectation) for name, (_, expectation) in INLINE.items()), *rows("bad", "file", "expectation")]
PUBLISHED = [ROOT / "spec" / "fireworks" / "openapi.yaml", *(CORPUS / "dev" / file for (file,) in rows("dev", "file"))]


@pytest.mark.parametrize(("name", "expectation"), BAD)
def test_a_broken_document_is_refused_with_its_place_and_a_sound_one_is_not(
    name: str, expectation: str, tmp_path: Path
) -> None:
    path = CORPUS / "bad" / name
    if name in INLINE:
        path = tmp_path / f"{name}.yaml"
        path.write_bytes(INLINE[name][0])
    start = time.monotonic()
    try:
        findings = lint(resolve(str(path)))
    except SpecError as error:
        findings = error.findings
    text = printed(findings)
    assert time.monotonic() - start < SECONDS
    found = "error" if any(finding.severity == "error" for finding in findings) else "ok"
    assert expectation in (found, "either")
    assert found == "ok" or text.startswith(f"{path}:")


@pytest.mark.parametrize("path", PUBLISHED, ids=[path.name for path in PUBLISHED])
def test_a_published_document_has_no_error_but_what_may_be_allowed(path: Path) -> None:
    document = resolve(str(path))
    codes = {finding.code for finding in lint(document) if finding.severity == "error"}
    assert codes == LIFTED.get(path.name, set())
    assert not [finding for finding in lint(document, frozenset(codes)) if finding.severity == "error"]
