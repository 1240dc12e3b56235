"""What an operation without an operationId is called: by its method, its path and its resource."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator import pipeline
from generator.config import Config
from generator.inputs import task_of


def called(folder: Path, tag: str, *operations: tuple[str, str]) -> list[str]:
    """The names of operations, each a method and a path, as a caller writes them."""
    paths: dict[str, dict[str, object]] = {}
    for method, path in operations:
        names = [part[1:-1] for part in path.split("/") if part.startswith("{")]
        parameters = [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names]
        answer = {"200": {"description": "ok"}}
        paths.setdefault(path, {})[method] = {"tags": [tag], "parameters": parameters, "responses": answer}
    file = folder / "openapi.json"
    file.write_text(json.dumps({"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": paths}))
    api = pipeline.decide(task_of(str(file)), Config(), pipeline.Past()).api
    return [f"{one.name}.{operation.name}" for one in api.resources for operation in one.operations]


@pytest.mark.parametrize(
    ("tag", "method", "path", "name"),
    [
        ("readings", "get", "/sensors/{id}/readings", "readings.list_for_sensors"),
        ("readings", "post", "/v1/sensors/{id}/readings", "readings.create_for_sensors"),
        ("sensors", "get", "/sensors/{id}/readings", "sensors.list_readings"),
        ("readings", "get", "/readings", "readings.list"),
        ("readings", "get", "/sensors/{id}/readings/{at}", "readings.get_sensors"),
        ("domestic", "get", "/flights/domestic", "domestic.get_flights"),
    ],
)
def test_what_owns_the_resource_is_named_as_its_owner(
    tmp_path: Path, tag: str, method: str, path: str, name: str
) -> None:
    assert called(tmp_path, tag, (method, path)) == [name]


def test_all_and_those_of_one_owner_are_told_apart(tmp_path: Path) -> None:
    paths = (("get", "/readings"), ("get", "/sensors/{id}/readings"))
    assert called(tmp_path, "readings", *paths) == ["readings.list", "readings.list_for_sensors"]
