"""What the log of differences says to the maintainer: kinds and constants, and no value of anybody's."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from .test_parts import part
from .test_sending import call


def line(expected: str, got: object, path: str = "a") -> dict[str, Any]:
    """A line of the log, as it is read again."""
    text: str = part("drift_log").line_of(call(), part("model").Drift(path, expected, got))
    assert "\n" not in text
    said: dict[str, Any] = json.loads(text)
    return said


@pytest.mark.parametrize(("got", "kind"), [
    ("text", "string"), (True, "boolean"), (7, "integer"), (7.5, "number"), ([7], "array"), (None, "null"), (..., "nothing"),
    ({"a": 7}, "object"),
])  # fmt: skip
def test_of_what_came_only_the_kind_is_told(got: object, kind: str) -> None:
    assert line("integer", got)["got"] == {"kind": kind}


@pytest.mark.parametrize(("expected", "got", "told"), [
    ("'A_B' | 'C1'", "NEW_ONE", {"constant": "NEW_ONE"}), ("'A_B' | 'C1'", "new_one", {"kind": "string"}),
    ("'a_b' | 'c-1'", "new.one", {"constant": "new.one"}), ("'a_b' | 'C1'", "new", {"kind": "string"}),
    ("'A'", "N" * 64, {"constant": "N" * 64}), ("'A'", "N" * 65, {"kind": "string"}), ("'a'", "n" * 64, {"constant": "n" * 64}),
    ("'a'", "n" * 65, {"kind": "string"}), ("'A'", "a person's name", {"kind": "string"}), ("'A'", 7, {"kind": "integer"}),
    ("string", "TEXT", {"kind": "string"}), ("'A' | integer", "B", {"constant": "B"}), ("'A'", "", {"kind": "string"}),
])  # fmt: skip
def test_a_text_is_told_only_where_it_is_written_like_the_constants_that_were_expected(
    expected: str, got: object, told: dict[str, str]
) -> None:
    assert line(expected, got)["got"] == told


def test_a_line_says_where_and_what_was_expected_and_no_key_of_anybodys() -> None:
    said = line("é", 7, "items[3].by_key['secret'].x")
    assert said == {
        "operation": "things.make", "method": "POST", "path": "/things", "at": "items[].by_key[].x", "expected": "é",
        "got": {"kind": "integer"},
    }  # fmt: skip
    assert "é" in part("drift_log").line_of(call(), part("model").Drift("a", "é", 7))


@pytest.mark.parametrize("kind", [str, Path])
def test_a_line_is_added_to_a_file(kind: Any, tmp_path: Path) -> None:
    write, path = part("drift_log").write_line, tmp_path / "log.jsonl"
    write(kind(path), '{"a": "é"}')
    write(kind(path), "{}")
    assert path.read_bytes() == '{"a": "é"}\n{}\n'.encode()


def test_a_line_is_handed_to_a_stream_or_a_function() -> None:
    stream, lines = io.StringIO(), list[str]()
    part("drift_log").write_line(stream, "{}")
    part("drift_log").write_line(lines.append, "{}")
    assert (stream.getvalue(), lines) == ("{}\n", ["{}"])
