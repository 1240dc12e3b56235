"""What cannot be read, breaks off or belongs to something else is refused in one line, with exit status 2."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import commands
from tests.unit.audit.auditing import FIREWORKS, PAGE

ROOT = FIREWORKS.parents[1]
TEXT = PAGE.read_text("utf-8")
SECOND = TEXT.rindex("curl --request")
PAGES: dict[str, bytes] = {
    "empty": b"",
    "blank": b"\n \n\t\n",
    "binary": bytes(range(256)) * 20,
    "another encoding": TEXT.encode("utf-16"),
    "latin": "curl é".encode("latin-1"),
    "html": b"<!DOCTYPE html><html><body>curl</body></html>",
    "xml": b'<?xml version="1.0"?><a/>',
    "json": b'{"a": 1}',
    "markdown": b"# Models\n\nCreate a model.\n",
    "a spec": b"openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\n",
    "cut in the request": TEXT[: TEXT.index('"githubUrl"')].encode(),
    "cut in the answer": TEXT[: TEXT.index('"defaultPrecision"')].encode(),
    "cut in the second copy": TEXT[: SECOND + 200].encode(),
    "cut behind the examples": TEXT[: TEXT.index("Bearer authentication using")].encode(),
    "cut between two sentences": TEXT[: TEXT.index("The maximum context length")].encode(),
    "cut in a sentence": TEXT[: TEXT.index("can be provided as input")].encode(),
    "half JSON": TEXT.replace('"r": 123', '"r": ').encode(),
    "copies of the call that differ": (TEXT[:SECOND] + TEXT[SECOND:].replace("POST", "PUT", 1)).encode(),
    "copies of the body that differ": (TEXT[:SECOND] + TEXT[SECOND:].replace('"r": 123', '"r": true', 1)).encode(),
    "an option that nobody knows": TEXT.replace("--request POST", "--proxy x", 1).encode(),
    "JSON without end": b"curl --url https://a.b/c" + b"[" * 5000 + b"]" * 5000 + b"\nText.\n",
    "a line without end": b"curl --url https://a.b/c " + b"x" * 200_000,
    "a page of another API": b"curl --url https://a.example/b/c \\\n--header 'X-Key: k'{\n\"q\": true\n}The key.\nQ.\n",
}
SPECS: dict[str, bytes] = {
    "broken YAML": b"openapi: [3.1",
    "another document": b"a: 1\n",
    "Swagger": b'swagger: "2.0"\ninfo: {title: a, version: "1"}\npaths: {}\n',
    "a list": b"- 1\n",
    "binary": bytes(range(200)),
}
LOGS: dict[str, bytes] = {
    "text": b"hello\n",
    "half a line": b'{"operation": "x"',
    "a list": b"[1]\n",
    "binary": b"\xff\x00",
}
LOCKS: dict[str, bytes] = {
    "half": b'{"facts":',
    "a list": b"[]",
    "odd": b'{"facts": [{"side": 1}], "lines": [], "since": 1}',
}


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one line on which a command is refused."""
    status, printed = commands.main(arguments), capsys.readouterr()
    assert (status, printed.out) == (2, "")
    [line] = printed.err.splitlines()
    return line


def written(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    return str(path)


@pytest.mark.parametrize("name", PAGES)
def test_what_is_no_whole_page_of_this_api_is_no_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    page = written(tmp_path / "page.txt", PAGES[name])
    for more in ([], ["--suggest"], ["--accept"]):
        assert refused(capsys, "audit", page, "--spec", str(FIREWORKS), *more).startswith(page)


@pytest.mark.parametrize("name", SPECS)
def test_what_is_no_document_is_audited_by_nobody(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    spec = written(tmp_path / "openapi.yaml", SPECS[name])
    assert refused(capsys, "audit", str(PAGE), "--spec", spec).startswith(spec)
    assert refused(capsys, "trace", spec).startswith(spec)
    assert spec in refused(capsys, "changes", spec, str(FIREWORKS))


@pytest.mark.parametrize("name", LOGS)
def test_what_is_no_log_of_drift_is_not_read(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    log = written(tmp_path / "drift.jsonl", LOGS[name])
    assert refused(capsys, "audit", str(PAGE), "--observed", log).startswith(log)


@pytest.mark.parametrize("name", LOCKS)
def test_accepted_facts_that_cannot_be_read_are_not_taken_for_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    shutil.copytree(FIREWORKS, tmp_path / "spec")
    lock = written(tmp_path / "spec" / "docs" / "create-model.facts.json", LOCKS[name])
    assert refused(capsys, "audit", str(tmp_path / "spec" / "docs" / "create-model.txt")).startswith(lock)


def test_paths_that_lead_nowhere_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    loop, nowhere = tmp_path / "loop.txt", str(tmp_path / "none")
    loop.symlink_to(loop)
    for path in (str(loop), nowhere, str(tmp_path)):
        assert refused(capsys, "audit", path, "--spec", str(FIREWORKS)).startswith(path)
        assert path in refused(capsys, "audit", str(PAGE), "--spec", path)
        assert path in refused(capsys, "audit", str(PAGE), "--observed", path)
        assert path in refused(capsys, "changes", path, str(FIREWORKS))
    assert nowhere in refused(capsys, "trace", nowhere)
    assert nowhere in refused(capsys, "check", nowhere)
    assert nowhere in refused(capsys, "check", "--verify", nowhere)


@pytest.mark.parametrize(
    "given", ["git:nope123:spec/fireworks", "git:HEAD:no/such/place", "git:HEAD", "git:", "git:--output=x:spec"]
)
def test_a_revision_that_is_not_there_is_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    monkeypatch.chdir(ROOT)
    assert refused(capsys, "changes", given, "spec/fireworks").startswith(given)


def _rules(out: Path) -> Path:
    return out / "fireworks_client" / "_rules.jsonl"


def _fixture(out: Path) -> Path:
    return out / "tests" / "fixtures" / "models.create" / "request-enum.json"


def _checks(out: Path) -> Path:
    return out / "fireworks_client" / "_checks.py"


@pytest.mark.parametrize("file", [_rules, _fixture, _checks], ids=["rules", "fixture", "checks"])
def test_outputs_that_are_broken_are_not_traced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], file: Callable[[Path], Path]
) -> None:
    out = tmp_path / "out"
    assert "nothing was generated here yet" in refused(capsys, "trace", str(FIREWORKS), "--out", str(out))
    shutil.copytree(ROOT / "generated" / "fireworks_client", out / "fireworks_client")
    shutil.copytree(ROOT / "generated" / "tests" / "fixtures", out / "tests" / "fixtures")
    broken = written(file(out), b'\xff{"a":')
    told = "this is not what was generated: restore it, or generate again"
    assert refused(capsys, "trace", str(FIREWORKS), "--out", str(out)) == f"{broken}: {told}"


def test_a_spec_whose_page_breaks_off_or_is_gone_is_not_traced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(FIREWORKS, tmp_path / "spec")
    page = tmp_path / "spec" / "docs" / "create-model.txt"
    assert refused(capsys, "trace", written(page, PAGES["cut in the request"]) and str(tmp_path / "spec")).startswith(
        str(page)
    )
    page.unlink()
    assert str(tmp_path / "spec") in refused(capsys, "trace", str(tmp_path / "spec"))


@pytest.mark.parametrize("content", [b"{", b"\xff\x00", json.dumps([]).encode()], ids=["half", "binary", "a list"])
def test_a_copy_whose_lock_cannot_be_read_proves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    lock = written(tmp_path / "_lock.json", content)
    assert refused(capsys, "check", "--verify", str(tmp_path)).startswith(lock)
