"""What is asked of a value in a path is checked like any other; of a bare scalar nothing is asked."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from generator import pipeline
from generator.cache import Cache
from generator.config import Config
from generator.inputs import task_of

DOCUMENT = """\
openapi: 3.1.0
info: {title: Parts, version: "1"}
servers: [{url: https://api.example}]
paths:
  /parts/{size}/{name}:
    get:
      operationId: getPart
      tags: [parts]
      parameters:
        - {name: size, in: path, required: true, schema: {type: integer, maximum: 9}}
        - {name: name, in: path, required: true, schema: {type: string}}
      responses: {"204": {description: fine}}
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """What is generated."""
    path = tmp_path_factory.mktemp("parts") / "openapi.yaml"
    path.write_text(DOCUMENT, encoding="utf-8")
    return pipeline.generate(task_of(str(path)), Config(), pipeline.Past(cache=Cache(use="off"))).files


def test_a_bound_of_a_path_parameter_is_checked_and_listed(files: Mapping[str, str]) -> None:
    [rule] = [line for line in files["parts_client/_rules.jsonl"].splitlines() if '"maximum"' in line]
    assert json.loads(rule) | {"operation": "parts.get", "path": "size", "says": "at most 9"} == json.loads(rule)
    assert 'found.number(tree["size"], at + ".size", integer=True, maximum=9)' in files["parts_client/_checks.py"]


def test_a_bare_scalar_in_a_path_is_text_whatever_its_kind(files: Mapping[str, str]) -> None:
    assert '"name" in tree' not in files["parts_client/_checks.py"]
    assert '"path": "name"' not in files["parts_client/_rules.jsonl"]


def test_a_value_beyond_the_bound_is_a_case_of_the_suite(files: Mapping[str, str]) -> None:
    cases = json.loads(files["tests/fixtures/parts.get/request-parameter.json"])["cases"]
    [beyond] = [case for case in cases if case["case"] == "size-outside-maximum"]
    assert beyond["arguments"]["size"] == 10
    assert [(fault["path"], fault["rule"]) for fault in beyond["faults"]] == [("size", "maximum")]
