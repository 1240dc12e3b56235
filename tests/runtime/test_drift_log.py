"""The log of drift: which lines are written, where to, and what never stands in them."""

from __future__ import annotations

import io
import json
import logging
from dataclasses import replace
from pathlib import Path

import httpx2
import pytest

from templates.runtime.decode import Decoded
from templates.runtime.drift_log import line_of
from templates.runtime.model import Drift
from templates.runtime.options import Settings
from tests.runtime.serving import FLAVOURS, Flavour, Json, answered, make_thing

both = pytest.mark.parametrize("flavour", FLAVOURS)
STATE = "'UPLOADING' | 'READY'"


def line(drift: Drift) -> dict[str, object]:
    read: dict[str, object] = json.loads(line_of(make_thing(), drift))
    return read


@pytest.mark.parametrize(
    ("drift", "at", "got"),
    [
        (Drift("state", STATE, "QUARANTINED"), "state", {"constant": "QUARANTINED"}),
        (Drift("state", STATE, "my secret"), "state", {"kind": "string"}),
        (Drift("state", STATE, "my-secret"), "state", {"kind": "string"}),
        (Drift("tide", "'low' | 'high'", "slack"), "tide", {"constant": "slack"}),
        (Drift("state", STATE, 4711), "state", {"kind": "integer"}),
        (Drift("items[3].count", "integer", "SECRET"), "items[].count", {"kind": "string"}),
        (Drift("scores['Ann']", "number", True), "scores[]", {"kind": "boolean"}),
        (Drift("extra", "nothing of this name", {"secret": 1}), "extra", {"kind": "object"}),
        (Drift("name", "string", None), "name", {"kind": "null"}),
        (Drift("name", "string", ...), "name", {"kind": "nothing"}),
        (Drift("name", "string", [1.5]), "name", {"kind": "array"}),
        (Drift("name", "string", 1.5), "name", {"kind": "number"}),
    ],
)
def test_a_line_has_the_place_and_the_kind_and_only_constants_as_they_came(drift: Drift, at: str, got: object) -> None:
    assert line(drift) == {
        "operation": "things.make",
        "method": "POST",
        "path": "/v1/accounts/{account_id}/things",
        "at": at,
        "expected": drift.expected,
        "got": got,
    }


class Drifting(Json):
    """A decoder whose every answer differs in two places, one of them twice."""

    def decode(self, content: bytes, content_type: str, strict: bool) -> Decoded[dict[str, object]]:
        drift = (
            Drift("items[0].state", STATE, "LOST"),
            Drift("items[1].state", STATE, "LOST"),
            Drift("x", "string", 1),
        )
        return Decoded(super().decode(content, content_type, strict).value, drift)


DRIFTING = replace(make_thing(), answers={"200": Drifting()})


def fine(request: httpx2.Request) -> httpx2.Response:
    return httpx2.Response(200, json={"a": 1})


@both
def test_a_path_gets_each_difference_of_a_client_once(flavour: Flavour, tmp_path: Path) -> None:
    file = tmp_path / "drift.jsonl"
    answered(flavour, fine, DRIFTING, drift_log=file)
    answered(flavour, fine, DRIFTING, drift_log=str(file))
    at = [json.loads(each)["at"] for each in file.read_text("utf-8").splitlines()]
    assert at == ["items[].state", "x", "items[].state", "x"]


@both
def test_a_stream_and_a_function_get_the_same_lines(flavour: Flavour) -> None:
    stream, lines = io.StringIO(), list[str]()
    answered(flavour, fine, DRIFTING, drift_log=stream)
    answered(flavour, fine, DRIFTING, drift_log=lines.append)
    assert stream.getvalue().splitlines() == lines and len(lines) == 2


@both
def test_a_log_that_cannot_be_written_breaks_no_call(
    flavour: Flavour, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "templates"):
        assert answered(flavour, fine, DRIFTING, drift_log=tmp_path) == {"a": 1}
    assert any("drift_log: " in record.getMessage() for record in caplog.records)


def test_what_is_no_log_is_refused() -> None:
    with pytest.raises(TypeError, match="^drift_log: int is not a path, a stream or a function$"):
        Settings(drift_log=3)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
