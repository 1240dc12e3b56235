"""What a client logged of the live API is told where neither page nor spec says it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator import commands
from tests.unit.audit.auditing import PAGE

CALL = {"operation": "models.create", "method": "POST", "path": "/v1/accounts/{account_id}/models"}
STATES = "'STATE_UNSPECIFIED' | 'UPLOADING' | 'READY'"


def line(at: str, expected: str, **got: str) -> str:
    return json.dumps({**CALL, "at": at, "expected": expected, "got": got})


def told(tmp_path: Path, capsys: pytest.CaptureFixture[str], *lines: str) -> tuple[int, list[str]]:
    """Exit status, and the rows of the report that begin with a warning."""
    log = tmp_path / "drift.jsonl"
    log.write_text("\n".join(lines), "utf-8")
    status = commands.main(["audit", str(PAGE), "--observed", str(log)])
    rows = [" ".join(row.split()) for row in capsys.readouterr().out.splitlines() if row.startswith("  warning")]
    return status, rows


def test_values_fields_and_kinds_beyond_page_and_spec_are_told_under_their_wire_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lost = line("state", STATES, constant="QUARANTINED")
    status, rows = told(
        tmp_path,
        capsys,
        lost,
        line("deployed_model_refs[].region", "nothing of this name", kind="string"),
        line("context_length", "integer", kind="string"),
        line("name", "string", kind="nothing"),
        lost,
    )
    assert status == 0
    assert rows == [
        f"warning[value-seen] response.state QUARANTINED, expected {STATES} models.create, 2 lines",
        "warning[kind-seen] response.contextLength string, expected integer models.create, 1 line",
        "warning[field-seen] response.deployedModelRefs[].region a field (string), expected not known models.create, 1 line",
        "warning[kind-seen] response.name left out, expected string models.create, 1 line",
    ]


def test_what_the_spec_says_by_now_is_not_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = line("state", "'UPLOADING'", constant="READY"), line("rl_tunable", "nothing of this name", kind="boolean")
    assert told(tmp_path, capsys, *lines) == (0, [])


def test_operations_without_a_page_are_told_as_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = {"operation": "models.list", "method": "GET", "path": CALL["path"]}
    row = json.dumps({**other, "at": "models[].state", "expected": STATES, "got": {"constant": "LOST"}})
    assert told(tmp_path, capsys, row) == (
        0,
        [f"warning[value-seen] response.models[].state LOST, expected {STATES} models.list, 1 line"],
    )


@pytest.mark.parametrize(
    "row", ["{", "[]", "{}", '{"operation": 1}', line("a", "b"), line("a", "b", kind="c", constant="D")]
)
def test_a_line_that_is_none_is_refused_with_its_number(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], row: str
) -> None:
    log = tmp_path / "drift.jsonl"
    log.write_text(line("name", "string", kind="null") + "\n" + row + "\n", "utf-8")
    assert commands.main(["audit", str(PAGE), "--observed", str(log)]) == 2
    assert capsys.readouterr().err == f"{log}:2: this is no line of a drift_log\n"
