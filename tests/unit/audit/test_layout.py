"""What is no drift, what is refused, and how both are told."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator import commands
from tests.unit.audit.auditing import CAPTURE, PAGE, SPEC, Bench
from tests.unit.audit.captures import Capture

TEXT = PAGE.read_text("utf-8")


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def backwards(tree: Any) -> None:
    items = list(tree.items())
    tree.clear()
    tree.update(reversed(items))


@pytest.mark.parametrize(
    "page",
    [
        replace(CAPTURE, copies=1),
        CAPTURE.with_request(lambda tree: backwards(tree["model"])),
        CAPTURE.with_response(lambda tree: backwards(tree["deployedModelRefs"][0])),
        TEXT.replace("\n", "\r\n"),
        "\ufeff" + TEXT.replace("\n", "  \n\n"),
        TEXT.replace("The ", "The \u00a0").replace("{\n", "{\n\t "),
        TEXT.rstrip("\n"),
        TEXT.replace("Was this page helpful?", "Was this page helpful?\nYes\nNo\nSuggest edits"),
    ],
    ids=["one-copy", "keys", "inner-keys", "crlf", "blank-lines", "spaces", "no-last-line-end", "more-furniture"],
)
def test_the_same_page_in_another_form_is_no_drift(bench: Bench, page: Capture | str) -> None:
    assert bench.of_page(page) == []


def refused(capsys: pytest.CaptureFixture[str], page: Path, spec: Path) -> str:
    """The only line that is told of a page that cannot be read."""
    assert commands.main(["audit", str(page), "--spec", str(spec)]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1
    return err.strip().removeprefix(str(page))


@pytest.mark.parametrize("lines", [1, 2, 5, 20, 56, 57, 100, 132, 133, 134, 200, 264, 265, 266, 280, 290, 304, 305])
def test_a_page_that_breaks_off_is_refused_in_one_line(
    bench: Bench, capsys: pytest.CaptureFixture[str], lines: int
) -> None:
    cut = bench.folder / "create-model.txt"
    cut.write_text("\n".join(TEXT.split("\n")[:lines]), "utf-8")
    assert refused(capsys, cut, bench.spec)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", ": the file is empty"),
        (b"\x00\x01\x02PNG" * 99, ": this is no text"),
        (b"\xff\xfe\x00", ": the file is UTF-16: byte '0xff' stands here"),
        (b"<!DOCTYPE html><html><pre>curl --request GET</pre>", ": this is HTML: save the text of the page"),
        (
            b"# Create a model\n\nPosts a model.\n",
            ": no curl command stands here, so this is no docs page of the layout that is known",
        ),
        (b"x" * 10_000_000, ": 10,000,000 characters are no docs page"),
        (
            b"curl --request GET --url https://a.b{}" + b"y" * 3_000_000,
            ":1: a line of 3,000,038 characters is no line of a docs page",
        ),
        (
            b'curl --request GET --url https://a.b{"a": ' + b"[" * 40_000 + b"]" * 40_000 + b"}\nOK\n",
            ":1: a line of 80,043 characters is no line of a docs page",
        ),
        (
            b"curl --url https://a.b" + b"\n[" * 5000 + b"]" * 5000 + b"\nOK\n",
            ":2: the JSON that begins on line 2 cannot be read, or breaks off: it is nested too deeply",
        ),
        (b"curl --request GET --frobnicate\n{}OK\n", ":1: curl's option '--frobnicate' is not known"),
        (
            b"curl --request POST \\\n--url https://a.b \\\n--data 'x=1'{}\nOK\n",
            ":3: the JSON that begins on line 3 cannot be read, or breaks off: expecting value",
        ),
        (
            b"curl --request GET --url https://a.b\n{}\n",
            ":3: the page breaks off after its examples: no line of prose follows",
        ),
        (
            TEXT.replace('"public": true', '"public": "<string>"', 1).encode(),
            ":165: the two copies of the request example differ in model.public",
        ),
        (TEXT.replace("POST", "PUT", 1).encode(), ":134: the two copies of the call differ"),
    ],
)
def test_a_file_that_is_no_such_page_is_refused_in_one_line(
    bench: Bench, capsys: pytest.CaptureFixture[str], content: bytes, told: str
) -> None:
    page = bench.folder / "create-model.txt"
    page.write_bytes(content)
    assert refused(capsys, page, bench.spec) == told


def test_a_page_of_another_api_is_refused_in_one_line(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    page = bench.folder / "other.txt"
    page.write_text(
        'curl --request GET --url https://api.example.com/v1/things\n{\n"id": "<string>"\n}OK\nThe id.\nWas this page helpful?\n'
    )
    told = refused(capsys, page, bench.spec)
    assert told == f": this page is about api.example.com, and {bench.spec} about api.fireworks.ai"


@pytest.mark.parametrize(
    ("spec", "told"),
    [
        ("", "the file is empty; write an OpenAPI document into it"),
        ("[1", "'[' of line 1 is not closed"),
        ("swagger: '2.0'", "this is Swagger 2.0, and only OpenAPI 3.0, 3.1 and 3.2 are supported"),
    ],
)
def test_a_spec_that_cannot_be_read_is_refused_in_one_line(
    bench: Bench, capsys: pytest.CaptureFixture[str], spec: str, told: str
) -> None:
    path = bench.folder / "bad.yaml"
    path.write_text(spec)
    assert told in refused(capsys, bench.page, path)


def test_accepted_facts_that_are_damaged_are_refused_in_one_line(
    bench: Bench, capsys: pytest.CaptureFixture[str]
) -> None:
    for text in ("{", "[]", '{"facts": [{}], "lines": [], "since": ""}', "\x00"):
        bench.lock.write_text(text)
        assert "restore it, or remove it and accept again" in refused(capsys, bench.page, bench.spec)


def test_the_shipped_page_and_spec_are_true(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main(["audit", str(PAGE)]) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[1] == "0 errors, 0 warnings."
    assert out[2].startswith("1 of ") and " audited" in out[2]


def test_a_change_is_told_as_a_person_wants_it(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    text = TEXT.replace("fewer than 64", "fewer than 128").replace(
        "SNAPSHOT_MODEL The", "SNAPSHOT_MODEL, VISION_MODEL The"
    )
    bench.page.write_text(text.replace('"calibrated"', '"rlLoraTunable": true,\n"calibrated"'))
    assert commands.main(["audit", str(bench.page), "--spec", str(bench.spec)]) == 1
    first, *rows, closing, moved, coverage = capsys.readouterr().out.replace(str(bench.folder) + "/", "").splitlines()
    assert first == "docs/create-model.txt: the vendor changed 3 facts since 2026-11-22"
    assert [" ".join(row.split()) for row in rows] == [
        "error[field-added] response.rlLoraTunable page line 118: true (boolean) spec line 1: not in the spec "
        "write: rlLoraTunable: {type: boolean, x-source: {type: shown 118}}",
        "error[bound-changed] model.displayName page line 270: Must be fewer than 128 characters long "
        "spec line 1: maxLength 63 write: maxLength: 127",
        "error[enum-added] model.kind page line 277: VISION_MODEL spec line 1: 12 values write: - VISION_MODEL",
    ]
    assert closing == "3 errors, 0 warnings. The spec does not say what the page says."
    assert moved.startswith("note: ") and coverage.startswith("1 of 9 operations audited; no captured page for GET ")


def test_the_json_report_has_the_same_differences(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    bench.page.write_text(TEXT.replace("fewer than 64", "fewer than 128"))
    assert commands.main(["audit", str(bench.page), "--spec", str(bench.spec), "--format", "json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert (report["errors"], report["warnings"], report["operation"]) == (
        1,
        0,
        "POST /v1/accounts/{account_id}/models",
    )
    [difference] = report["differences"]
    assert difference == {
        "code": "bound-changed",
        "severity": "error",
        "by": "vendor",
        "place": "model.displayName",
        "page": {"lines": [268], "says": "Must be fewer than 128 characters long"},
        "spec": {
            "line": 1,
            "pointer": "/components/schemas/Model/properties/displayName/maxLength",
            "says": "maxLength 63",
        },
        "write": "maxLength: 127",
        "fix": None,
    }


def test_accepting_needs_a_true_spec_and_writes_the_facts_once(
    bench: Bench, capsys: pytest.CaptureFixture[str]
) -> None:
    before = bench.lock.read_text("utf-8")
    accept = ["audit", str(bench.page), "--spec", str(bench.spec), "--accept"]
    bench.page.write_text(TEXT.replace("fewer than 64", "fewer than 128"))
    assert commands.main(accept) == 1
    assert bench.lock.read_text("utf-8") == before
    assert "Nothing was accepted" in capsys.readouterr().err
    spec = json.loads(json.dumps(SPEC))
    spec["components"]["schemas"]["Model"]["properties"]["displayName"]["maxLength"] = 127
    bench.write(spec)
    assert commands.main(accept[:-1]) == 0
    assert "note: 1 fact of the page changed, and the spec follows: --accept" in capsys.readouterr().out
    assert commands.main(accept) == 0
    changed = [line for line in bench.lock.read_text("utf-8").splitlines() if line not in before]
    assert any('"what": "maxLength", "value": 127, "line": 268' in line for line in changed)
    assert commands.main(accept[:-1]) == 0


def test_without_accepted_facts_nobody_is_blamed(bench: Bench) -> None:
    bench.lock.unlink()
    assert bench.of_page(CAPTURE) == []
    [found] = bench.of_page(CAPTURE.with_prose("fewer than 64", "fewer than 128"))
    assert found == ("error", "bound-changed", "model.displayName", "")
