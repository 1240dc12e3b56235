"""What is told of an edit: level, id and sentence, each written by hand."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from tests.unit.changes.documents import Tree, api, changes, edited, told

TEXT = {"type": "string"}
PATH = ("paths", "/things", "post")


def with_parameter(parameter: Tree | None, path: str = "/things") -> Tree:
    """A document whose operation takes one parameter, or none."""
    tree = api()
    tree["paths"] = {
        path: {"post": {**tree["paths"]["/things"]["post"], "parameters": [parameter] if parameter else []}}
    }
    return tree


KEY: Tree = {"securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}}
NEEDED: list[Tree] = [{"key": []}]


def name_of(value: object) -> str:
    """The id of a case: that of the change."""
    return str(cast("tuple[str, ...]", value)[1]) if isinstance(value, tuple) else ""


QUERY: Tree = {"name": "q", "in": "query", "schema": TEXT}
LIST: Tree = {"name": "q", "in": "query", "schema": {"type": "array", "items": TEXT}}
OTHER: Tree = {"get": {"operationId": "list", "tags": ["things"], "responses": {"200": {"description": "ok"}}}}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            api(),
            {**api(), "paths": {**api()["paths"], "/others": OTHER}},
            ("minor", "api-operation-added", "things.list() is new: GET /others"),
        ),
        (
            {**api(), "paths": {**api()["paths"], "/others": OTHER}},
            api(),
            ("major", "api-operation-removed", "things.list() is gone: GET /others"),
        ),
        (
            api(),
            {**api(), "paths": {"/items": api()["paths"]["/things"]}},
            ("major", "api-operation-moved", "things.make() calls POST /items now (POST /things before)"),
        ),
        (
            with_parameter(None),
            with_parameter(QUERY),
            ("minor", "request-parameter-added", "things.make(q=): str | None = None is new"),
        ),
        (
            with_parameter(None),
            with_parameter({**QUERY, "required": True}),
            ("major", "request-parameter-required-added", "things.make(q=): str is new and required"),
        ),
        (
            with_parameter(QUERY),
            with_parameter({**QUERY, "required": True}),
            ("major", "request-parameter-required-set", "things.make(q=) is required now"),
        ),
        (
            with_parameter(QUERY),
            with_parameter(None),
            ("major", "request-parameter-removed", "things.make(q=) is gone"),
        ),
        (
            with_parameter({**QUERY, "description": "d"}),
            with_parameter({**QUERY, "description": "d", "name": "query"}),
            ("major", "request-parameter-renamed", "things.make(query=) was things.make(q=) before"),
        ),
        (
            with_parameter({"name": "id", "in": "path", "required": True, "schema": TEXT}, "/things/{id}"),
            with_parameter({"name": "key", "in": "path", "required": True, "schema": TEXT}, "/things/{key}"),
            ("major", "request-parameter-path-renamed", "things.make(key=) was things.make(id=) before"),
        ),
        (
            with_parameter(QUERY),
            with_parameter({**QUERY, "in": "header"}),
            ("major", "request-parameter-moved", "things.make(q=) is sent in the header now (query before)"),
        ),
        (
            with_parameter(LIST),
            with_parameter({**LIST, "style": "pipeDelimited"}),
            (
                "major",
                "request-parameter-restyled",
                "things.make(q=) is written as pipeDelimited joined now (form exploded before)",
            ),
        ),
        (
            api(servers=[{"url": "https://a.example"}]),
            api(servers=[{"url": "https://b.example"}]),
            ("major", "api-server-changed", "requests go to https://b.example now (https://a.example before)"),
        ),
        (
            api(components=KEY),
            api(components=KEY, security=NEEDED),
            ("major", "api-security-added", "the API needs a credential now: key"),
        ),
        (
            api(request=TEXT),
            edited(
                api(request=TEXT), *PATH, "requestBody", "content", "application/json", "schema", "required", to=["p"]
            ),
            ("major", "request-property-required-set", "things.make(p=) is required now"),
        ),
        (
            api(response=TEXT),
            edited(
                api(response=TEXT),
                *PATH,
                "responses",
                "200",
                "content",
                "application/json",
                "schema",
                "properties",
                "q",
                to=TEXT,
            ),
            ("minor", "response-property-added", "MakeResponse.q: str | None is new"),
        ),
        (
            api(response=TEXT),
            api(response={"type": "integer"}),
            ("major", "response-property-type-changed", "MakeResponse.p is now integer (string before)"),
        ),
        (
            api(response=TEXT),
            edited(api(response=TEXT), *PATH, "responses", "404", to={"description": "gone"}),
            ("minor", "response-response-error-added", "things.make() may fail with 404"),
        ),
        (
            api(response=TEXT),
            edited(api(response=TEXT), *PATH, "deprecated", to=True),
            ("minor", "api-operation-deprecated-set", "things.make() is deprecated"),
        ),
        (
            api(response=TEXT),
            edited(api(response=TEXT), *PATH, "tags", to=["items"]),
            ("major", "api-operation-tags-changed", "items.make(): the tags are items now (things before)"),
        ),
        (
            api(response=TEXT),
            edited(api(response=TEXT), *PATH, "summary", to="Make it"),
            ("patch", "api-operation-prose-changed", "things.make(): summary is worded anew"),
        ),
    ],
    ids=name_of,
)
def test_an_edit_is_told_in_the_words_of_python(
    tmp_path: Path, old: Tree, new: Tree, expected: tuple[str, str, str]
) -> None:
    assert expected in told(changes(tmp_path, old, new, python=True))
