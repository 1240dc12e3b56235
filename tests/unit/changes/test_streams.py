"""Answers that become streams, or cease to be some: whom it breaks, in the words of Python."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.changes.documents import Tree, api, changes, edited, told

JSON: Tree = {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}
EVENTS: Tree = {"text/event-stream": {"itemSchema": {"$ref": "#/components/schemas/Part"}}}
BARE: Tree = {"text/event-stream": {}}
LINES: Tree = {"application/jsonl": {"itemSchema": {"$ref": "#/components/schemas/Part"}}}
SCHEMAS: Tree = {
    "schemas": {name: {"type": "object", "properties": {"n": {"type": "string"}}} for name in ("Thing", "Part")}
}


def answering(content: Tree) -> Tree:
    """A document whose operation answers so."""
    return edited(api(components=SCHEMAS), "paths", "/things", "post", "responses", "200", "content", to=content)


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (JSON, {**JSON, **EVENTS}, [("minor", "response-response-stream-added")]),
        ({**JSON, **EVENTS}, JSON, [("major", "response-response-stream-removed")]),
        (
            JSON,
            EVENTS,
            [
                ("major", "response-response-media-type-removed"),
                ("major", "api-operation-returns-changed"),
                ("minor", "response-response-stream-added"),
            ],
        ),
        (
            EVENTS,
            JSON,
            [
                ("major", "response-response-stream-removed"),
                ("major", "api-operation-returns-changed"),
                ("minor", "response-response-media-type-added"),
            ],
        ),
        (EVENTS, LINES, [("major", "response-response-stream-changed")]),
        (LINES, EVENTS, [("major", "response-response-stream-changed")]),
        (
            EVENTS,
            BARE,
            [("major", "api-operation-returns-changed"), ("minor", "response-media-type-item-schema-removed")],
        ),
        (
            BARE,
            EVENTS,
            [("major", "api-operation-returns-changed"), ("patch", "response-media-type-item-schema-added")],
        ),
    ],
)
def test_a_switch_between_json_and_a_stream_is_told_with_whom_it_breaks(
    old: Tree, new: Tree, found: list[tuple[str, str]], tmp_path: Path
) -> None:
    said = told(changes(tmp_path, answering(old), answering(new), python=True))
    assert [(level, id) for level, id, _ in said if "component" not in id] == found


def test_what_the_method_returns_is_told_by_both_types(tmp_path: Path) -> None:
    said = told(changes(tmp_path, answering(JSON), answering(EVENTS), python=True))
    assert [text for _, id, text in said if id == "api-operation-returns-changed"] == [
        "things.make() returns Stream[models.Part] now (models.Thing before)"
    ]


def test_a_stream_that_is_spelled_in_another_case_is_the_same(tmp_path: Path) -> None:
    other = {"Text/Event-Stream; charset=utf-8": EVENTS["text/event-stream"]}
    said = told(changes(tmp_path, answering(EVENTS), answering(other), python=True))
    assert [(level, id) for level, id, _ in said] == [("patch", "response-response-media-type-respelled")]


def test_an_item_that_gains_a_field_is_told_as_that_of_any_answer(tmp_path: Path) -> None:
    grown = edited(answering(EVENTS), "components", "schemas", "Part", "properties", "m", to={"type": "string"})
    said = told(changes(tmp_path, answering(EVENTS), grown, python=True))
    assert said == [("minor", "response-property-added", "Part.m: str | None is new")]
