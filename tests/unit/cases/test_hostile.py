"""Whatever a keyword holds, a document is generated from or refused with findings: no other exception, no endless work."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path

import pytest

from generator import lint, pipeline, resolve, suite
from generator.config import Config
from generator.findings import SpecError
from generator.inputs import task_of

WRONG: tuple[object, ...] = (-1, 1.5, "x", None, [], {}, 10**30, 2**31)
KEYS = {
    "string": ("minLength", "maxLength", "pattern", "enum", "default", "format"),
    "integer": ("minimum", "maximum", "exclusiveMinimum", "multipleOf"),
    "array": ("minItems", "maxItems", "items", "prefixItems"),
    "object": ("minProperties", "maxProperties", "required", "properties"),
}
CASES = [(type, key) for type, keys in KEYS.items() for key in keys]


def document(schema: dict[str, object]) -> str:
    """A document that takes the schema as a parameter and in its body, and answers it."""
    text = {"type": "string"}
    parameters = [
        {"name": "p", "in": "path", "required": True, "schema": text},
        {"name": "q", "in": "query", "required": True, "schema": schema},
    ]
    body = {"type": "object", "required": ["s"], "properties": {"s": schema}}
    answer = {"description": "ok", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/S"}}}}
    operation = {
        "operationId": "a",
        "parameters": parameters,
        "requestBody": {"content": {"application/json": {"schema": body}}},
        "responses": {"200": answer},
    }
    return json.dumps(
        {
            "openapi": "3.1.0",
            "info": {"title": "T", "version": "1"},
            "paths": {"/a/{p}": {"post": operation}},
            "components": {"schemas": {"S": schema}},
        }
    )


def outcome(path: Path, allow: tuple[str, ...]) -> str:
    """`generated` with the suite in memory, or `refused` with findings."""
    try:
        decided = pipeline.decide(task_of(str(path), allow=allow), Config(), pipeline.Past())
    except SpecError as error:
        assert error.findings
        return "refused"
    suite.suite(decided.document.root, decided.document.follow, decided.api)
    return "generated"


@pytest.mark.parametrize(("type", "key"), CASES, ids=str)
def test_a_keyword_with_any_value_is_generated_from_or_refused(type: str, key: str, tmp_path: Path) -> None:
    path = tmp_path / "openapi.json"
    told: list[str] = []
    for value in WRONG:
        path.write_text(document({"type": type, "additionalProperties": {}, key: value}))
        codes = tuple(finding.code for finding in lint.lint(resolve.resolve(str(path))))
        told += [outcome(path, ()), outcome(path, codes)]
    assert set(told) == {"generated", "refused"} or key in ("default", "format", "pattern")


@pytest.mark.parametrize(
    ("key", "value"),
    [*product(("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"), (-1, -(10**30)))],
)
def test_a_size_below_zero_is_refused_and_generated_from_where_it_is_allowed(
    key: str, value: int, tmp_path: Path
) -> None:
    path = tmp_path / "openapi.json"
    path.write_text(document({key: value}))
    assert outcome(path, ()) == "refused"
    assert outcome(path, ("bound",)) == "generated"
