"""The table of rules: each row has its mirror image, in the table and when two documents change places."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.changes.difference import Direction
from generator.changes.rules import rules
from tests.unit.changes.documents import Tree, api, changes

OPPOSITE = {
    "narrower": "wider",
    "wider": "narrower",
    "less": "more",
    "more": "less",
    "other": "other",
    "same": "same",
}
# Rules that break the contract of a request and not the client: it does not hold formats and defaults against anything.
ANNOTATIONS = {
    "schema.format-added", "schema.format-changed", "schema.default-added", "schema.default-removed",
    "schema.default-changed", "any.unknown-keyword",
}  # fmt: skip


def test_a_row_of_the_page_is_a_rule_with_its_verdicts() -> None:
    rule = rules()["schema.max-length-tightened"]
    assert (rule.mirror, rule.polarity) == ("schema.max-length-loosened", "narrower")
    assert rule.sentence == "{subject}: only at most {new} characters now ({old} before)"
    assert {way: (one.installed, one.code, one.level) for way, one in rule.verdicts.items()} == {
        "request": ("fails", "breaks", "major"),
        "response": ("runs", "runs", "patch"),
    }


def test_every_rule_has_a_mirror_whose_mirror_it_is() -> None:
    for rule in rules().values():
        mirror = rules()[rule.mirror]
        assert (mirror.mirror, OPPOSITE[mirror.polarity]) == (rule.name, rule.polarity)
        assert mirror.verdicts.keys() == rule.verdicts.keys() != set()


def test_the_client_is_never_stricter_than_the_contract() -> None:
    for rule in rules().values():
        for direction, verdict in rule.verdicts.items():
            contract, is_annotation = rule.contract(direction), rule.name in ANNOTATIONS
            assert contract != "suiting" or verdict.level != "major"
            assert contract != "neutral" or verdict.installed in ("runs", "note")
            assert contract != "breaking" or direction == "response" or verdict.level == "major" or is_annotation


def kinds(*values: str, then: Tree | None = None, otherwise: Tree | None = None) -> Tree:
    """A condition on the values of `kind`."""
    test = {"properties": {"kind": {"enum": list(values)}}, "required": ["kind"]}
    return {"if": test, **({"then": then} if then else {}), **({"else": otherwise} if otherwise else {})}


WANTED: Tree = {"required": ["b"]}
REFUSED: Tree = {"properties": {"d": False}}
LONG: Tree = {"properties": {"d": {"maxLength": 3}}}
LONGER: Tree = {"properties": {"d": {"maxLength": 5}}}
# Two schemas each, and the rule that leads from the first to the second: written by hand, not read from the table.
EDITS: list[tuple[Tree, Tree, str]] = [
    ({"type": "string"}, {"type": ["string", "integer"]}, "type-widened"),
    ({"type": "integer"}, {"type": "number"}, "type-widened"),
    ({"type": "string"}, {"type": "integer"}, "type-changed"),
    ({"type": "string"}, {"type": ["string", "null"]}, "nullable-set"),
    ({"type": "integer", "format": "int32"}, {"type": "integer", "format": "int64"}, "format-widened"),
    ({"type": "string"}, {"type": "string", "format": "date-time"}, "format-typed"),
    (
        {"type": "string", "format": "date"},
        {"type": "string", "format": "uuid"},
        "format-retyped",
    ),
    ({"type": "number", "maximum": 2}, {"type": "number", "exclusiveMaximum": 2}, "upper-bound-tightened"),
    ({"type": "number", "minimum": 2}, {"type": "number", "exclusiveMinimum": 2}, "lower-bound-tightened"),
    ({"type": "object"}, {"type": "object", "required": ["z"]}, "undeclared-required-set"),
    ({"type": "string"}, {"type": "string", "format": "uri"}, "format-added"),
    ({"type": "string"}, {"type": "string", "pattern": "^a"}, "pattern-added"),
    ({"type": "string", "pattern": "^a"}, {"type": "string", "pattern": "^b"}, "pattern-changed"),
    ({"type": "integer", "multipleOf": 4}, {"type": "integer", "multipleOf": 2}, "multiple-of-loosened"),
    ({"type": "integer", "multipleOf": 4}, {"type": "integer", "multipleOf": 6}, "multiple-of-changed"),
    ({"type": "integer"}, {"type": "integer", "multipleOf": 2}, "multiple-of-added"),
    ({"type": "array", "items": {}}, {"type": "array", "items": {}, "uniqueItems": True}, "unique-items-set"),
    ({"type": "string", "enum": ["a"]}, {"type": "string", "enum": ["a", "b"]}, "enum-value-added"),
    ({"type": "string"}, {"type": "string", "enum": ["a"]}, "enum-added"),
    ({"type": "string"}, {"type": "string", "default": "a"}, "default-added"),
    ({"type": "string", "default": "a"}, {"type": "string", "default": "b"}, "default-changed"),
    ({"type": "object"}, {"type": "object", "properties": {"q": {"type": "string"}}}, "added"),
    (
        {"type": "object", "properties": {"q": {"type": "string"}}},
        {"type": "object", "properties": {"q": {"type": "string"}}, "required": ["q"]},
        "required-set",
    ),
    (
        {"type": "object", "properties": {"q": {"type": "string", "maxLength": 3}}},
        {"type": "object", "properties": {"r": {"type": "string", "maxLength": 3}}},
        "renamed",
    ),
    ({"type": "object"}, {"type": "object", "additionalProperties": False}, "additional-properties-closed"),
    ({"type": "object"}, {"type": "object", "additionalProperties": {"type": "string"}}, "additional-properties-typed"),
    ({"type": "array"}, {"type": "array", "items": {"type": "string"}}, "items-added"),
    (
        {"oneOf": [{"title": "A", "type": "string"}]},
        {"oneOf": [{"title": "A", "type": "string"}, {"title": "B", "type": "integer"}]},
        "variant-added",
    ),
    (
        {"oneOf": [{"title": "A", "type": "string"}, {"title": "B", "type": "integer"}]},
        {"anyOf": [{"title": "A", "type": "string"}, {"title": "B", "type": "integer"}]},
        "variants-loosened",
    ),
    (
        {"type": "object", "properties": {"qR": {"type": "string"}}},
        {"type": "object", "properties": {"q_r": {"type": "string"}}},
        "respelled",
    ),
    ({"type": "object"}, {"type": "object", "not": {"required": ["a"]}}, "not-added"),
    ({"type": "object"}, {"type": "object", "dependentRequired": {"a": ["b"]}}, "dependent-required-added"),
    (
        {"type": "object"},
        {"type": "object", "if": {"required": ["a"]}, "then": {"required": ["b"]}},
        "condition-added",
    ),
    *(
        ({"type": "object", **old}, {"type": "object", **new}, action)
        for old, new, action in (
            (kinds("A", then=WANTED), kinds("A", "B", then=WANTED), "condition-tightened"),
            (kinds("A", otherwise=WANTED), kinds("A", "B", otherwise=WANTED), "condition-loosened"),
            (kinds("A", then=WANTED), kinds("A", then={"required": ["b", "c"]}), "condition-tightened"),
            (kinds("A", then=WANTED), kinds("A", then=WANTED, otherwise=REFUSED), "condition-tightened"),
            (kinds("A", then=WANTED), kinds("A", then={**WANTED, **REFUSED}), "condition-tightened"),
            (kinds("A", then=LONG), kinds("A", then=LONGER), "condition-loosened"),
            (
                kinds("A", then={"not": WANTED}),
                kinds("A", then={"not": {"required": ["b", "c"]}}),
                "condition-loosened",
            ),
            (kinds("A", then=WANTED), kinds("B", then=WANTED), "condition-changed"),
            (kinds("A", then=WANTED), kinds("A", then={"required": ["c"]}), "condition-changed"),
            (
                kinds("A", then=WANTED, otherwise=REFUSED),
                kinds("A", "B", then=WANTED, otherwise=REFUSED),
                "condition-changed",
            ),
            (
                {"dependentRequired": {"a": ["b"]}},
                {"dependentRequired": {"a": ["b", "c"]}},
                "dependent-required-tightened",
            ),
            ({"dependentRequired": {"a": ["b"]}}, {"dependentRequired": {"c": ["b"]}}, "dependent-required-changed"),
        )
    ),
    ({"type": "string"}, {"type": "string", "x-docs-mine": 1}, "docs-changed"),
    ({"type": "string"}, {"type": "string", "deprecated": True}, "deprecated-set"),
    ({"type": "string"}, {"type": "string", "description": "new"}, "prose-changed"),
    ({"type": "string"}, {"type": "string", "x-mine": 1}, "extension-changed"),
    ({"type": "string"}, {"type": "string", "contentEncoding": "base64"}, "content-encoding-added"),
    ({"type": "string"}, {"type": "string", "sizeLimit": 1}, "unknown-keyword"),
    *(
        ({"type": kind, key: low}, {"type": kind, key: high}, action)
        for key, kind, low, high, action in (
            ("maxLength", "string", 1, 2, "max-length-loosened"),
            ("minLength", "string", 1, 2, "min-length-tightened"),
            ("maximum", "integer", 1, 2, "maximum-loosened"),
            ("minimum", "integer", 1, 2, "minimum-tightened"),
            ("exclusiveMaximum", "integer", 1, 2, "exclusive-maximum-loosened"),
            ("exclusiveMinimum", "integer", 1, 2, "exclusive-minimum-tightened"),
            ("maxItems", "array", 1, 2, "max-items-loosened"),
            ("minItems", "array", 1, 2, "min-items-tightened"),
            ("maxProperties", "object", 1, 2, "max-properties-loosened"),
            ("minProperties", "object", 1, 2, "min-properties-tightened"),
        )
    ),
    ({"type": "string"}, {"type": "string", "maxLength": 1}, "max-length-added"),
    ({"type": "integer"}, {"type": "integer", "minimum": 1}, "minimum-added"),
]
SWAPPED = {
    "set": "unset", "added": "removed", "loosened": "tightened", "tightened": "loosened", "widened": "narrowed",
    "closed": "opened", "typed": "untyped",
}  # fmt: skip


def mirrored(action: str) -> str:
    """The action with old and new exchanged, in plain words."""
    head, dash, last = action.rpartition("-")
    return f"{head}{dash}{SWAPPED.get(last, last)}"


def contracts(folder: Path, old: Tree, new: Tree) -> dict[Direction, str]:
    """By direction, what the change between two schemas means for the contract."""
    found = changes(folder, api(request=old, response=old), api(request=new, response=new))
    return {change.direction: change.contract for change in found}


@pytest.mark.parametrize(("old", "new", "action"), EDITS, ids=[action for _, _, action in EDITS])
def test_an_edit_and_its_reverse_are_mirror_images(tmp_path: Path, old: Tree, new: Tree, action: str) -> None:
    there = changes(tmp_path, api(request=old), api(request=new))
    back = changes(tmp_path, api(request=new), api(request=old))
    assert [change.action for change in there] == [action]
    assert [change.action for change in back] == [mirrored(action)]
    if there[0].old and there[0].new and back[0].old and back[0].new:
        assert (there[0].old.pointer, there[0].new.pointer) == (back[0].new.pointer, back[0].old.pointer)


@pytest.mark.parametrize(("old", "new", "action"), EDITS, ids=[action for _, _, action in EDITS])
def test_old_and_new_and_request_and_response_judge_oppositely(
    tmp_path: Path, old: Tree, new: Tree, action: str
) -> None:
    opposite = {"breaking": "suiting", "suiting": "breaking", "neutral": "neutral"}
    there, back = contracts(tmp_path, old, new), contracts(tmp_path, new, old)
    if action in INCOMPARABLE:
        assert there == back and set(there.values()) <= {"breaking", "neutral"}
        return
    assert back == {direction: opposite[meaning] for direction, meaning in there.items()}
    if action == "added":
        assert there == {"request": "suiting", "response": "suiting"}
    else:
        assert there["request"] == opposite[there["response"]]


INCOMPARABLE = (
    "type-changed", "format-retyped", "format-typed", "pattern-changed", "multiple-of-changed", "default-added", "default-changed",
    "renamed", "respelled",
    "condition-changed", "dependent-required-changed",
    "deprecated-set", "prose-changed", "extension-changed", "docs-changed", "content-encoding-added", "unknown-keyword",
)  # fmt: skip
