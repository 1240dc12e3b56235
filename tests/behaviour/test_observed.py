"""From a real client against a server that does what no page says, over its log, to the audit's report."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

import pytest

from generator.commands import main
from tests.behaviour.loopback import loopback

PAGE = """curl --request GET \\
  --url https://api.example.com/v1/things/{thing_id} \\
  --header 'Authorization: Bearer <token>'{
"id": "<string>",
"phase": "OPEN",
"parts": [
{
"partName": "<string>"
}
]
}The token.
Id of the thing.
The thing.
The id.
OPEN, CLOSED The parts.
Show child attributes
"""
SPEC = """openapi: 3.1.0
info: {title: Observed things, version: "1"}
servers: [{url: https://api.example.com}]
security: [{token: []}]
paths:
  /v1/things/{thing_id}:
    get:
      operationId: getThing
      tags: [things]
      parameters: [{name: thing_id, in: path, required: true, schema: {type: string}}]
      responses:
        "200":
          description: The thing.
          content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}
components:
  securitySchemes: {token: {type: http, scheme: bearer}}
  schemas:
    Thing:
      type: object
      required: [id]
      properties:
        id: {type: string}
        phase: {type: string, enum: [OPEN, CLOSED]}
        parts: {type: array, items: {type: object, properties: {partName: {type: string}}}}
"""
ANSWER = {"phase": "FROZEN", "parts": [{"partName": 7, "colour": "secret red"}], "extra": {"password": "secret"}}


def test_what_a_client_saw_is_told_by_the_audit_without_the_values(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page, spec, log = (tmp_path / name for name in ("get-thing.txt", "openapi.yaml", "drift.jsonl"))
    page.write_text(PAGE, "utf-8")
    spec.write_text(SPEC, "utf-8")
    assert main(["audit", str(page)]) == 0
    assert main(["generate", str(spec), "--out", str(tmp_path / "out")]) == 0
    monkeypatch.setattr(sys, "path", [str(tmp_path / "out"), *sys.path])
    package: Any = importlib.import_module("observed_things_client")
    try:
        with loopback(ANSWER) as server:
            client = package.ObservedThings(api_key="k", base_url=server.url, drift_log=str(log))
            for _ in range(3):
                assert client.things.get("t1").phase == "FROZEN"
            client.close()
    finally:
        for name in [name for name in sys.modules if name.partition(".")[0] == "observed_things_client"]:
            del sys.modules[name]
    assert "secret" not in log.read_text("utf-8")
    capsys.readouterr()
    assert main(["audit", str(page), "--observed", str(log)]) == 0
    rows = [" ".join(row.split()[:2]) for row in capsys.readouterr().out.splitlines() if row.startswith("  warning")]
    assert sorted(rows) == [
        "warning[field-seen] response.extra",
        "warning[field-seen] response.parts[].colour",
        "warning[kind-seen] response.id",
        "warning[kind-seen] response.parts[].partName",
        "warning[value-seen] response.phase",
    ]
