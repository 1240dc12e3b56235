"""What is only written in another way is told as what it means: null, unions, and names of the wire."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.changes.documents import Tree, api, changes, edited, told

TEXT: Tree = {"type": "string"}
NULL: Tree = {"type": "null"}
INNER: Tree = {"$ref": "#/components/schemas/Inner"}
SCHEMAS: Tree = {
    "schemas": {"Inner": {"type": "object", "properties": {"a": TEXT}}, "Other": {"type": "object", "required": ["b"]}}
}
BOTH: list[Tree] = [INNER, {"$ref": "#/components/schemas/Other"}]
POST = ("paths", "/things", "post")


def sent(schema: Tree, version: str = "3.1.0") -> Tree:
    return {**api(request=schema, components=SCHEMAS), "openapi": version}


@pytest.mark.parametrize(
    ("new", "version", "subject"),
    [
        ({"oneOf": [INNER, NULL]}, "3.1.0", "POST /things body.p"),
        ({"anyOf": [NULL, INNER]}, "3.1.0", "POST /things body.p"),
        ({"allOf": [INNER], "nullable": True}, "3.0.3", "things.make(p=)"),
    ],
)
def test_null_beside_a_schema_is_told_as_null_alone(tmp_path: Path, new: Tree, version: str, subject: str) -> None:
    old, nullable = sent(INNER, version), sent(new, version)
    there = [line for line in told(changes(tmp_path, old, nullable, python=True)) if line[0] != "patch"]
    assert there == [("minor", "request-property-nullable-set", f"{subject} may be null now")]
    back = [line for line in told(changes(tmp_path, nullable, old, python=True)) if line[0] != "patch"]
    assert back == [("major", "request-property-nullable-unset", "POST /things body.p is never null any more")]


@pytest.mark.parametrize(
    "new", [{"type": ["string", "null"]}, {"anyOf": [TEXT, NULL]}, {"oneOf": [NULL, TEXT]}], ids=str
)
def test_all_spellings_of_null_mean_the_same(tmp_path: Path, new: Tree) -> None:
    old = {**api(request={**TEXT, "nullable": True}, response={**TEXT, "nullable": True}), "openapi": "3.0.3"}
    for one, other in ((old, api(request=new, response=new)), (api(request=new, response=new), old)):
        assert {level for level, _, _ in told(changes(tmp_path, one, other, python=True))} == {"patch"}


def test_what_is_behind_a_null_that_came_is_compared_all_the_same(tmp_path: Path) -> None:
    new = edited(sent({"oneOf": [INNER, NULL]}), "components", "schemas", "Inner", "properties", "a", "maxLength", to=3)
    there = {line for line in told(changes(tmp_path, sent(INNER), new, python=True)) if line[0] != "patch"}
    assert there == {
        ("minor", "request-property-nullable-set", "POST /things body.p may be null now"),
        ("major", "request-property-max-length-added", "InnerInput.a: only at most 3 characters now (no limit before)"),
    }


def test_one_of_and_any_of_have_the_same_variants(tmp_path: Path) -> None:
    old, new = api(request={"oneOf": BOTH}, response={"oneOf": BOTH}), api(
        request={"anyOf": BOTH}, response={"anyOf": BOTH}
    )
    old, new = ({**tree, "components": SCHEMAS} for tree in (old, new))
    says = "may be several of its variants at once now"
    assert set(told(changes(tmp_path, old, new, python=True))) == {
        ("patch", "request-property-variants-loosened", f"MakeBodyPInput {says}"),
        ("patch", "response-property-variants-loosened", f"MakeResponse.p {says}"),
    }
    assert [level for level, _, _ in told(changes(tmp_path, new, old, python=True))] == ["major", "patch"]


def test_a_variant_more_is_told_although_the_keyword_changed(tmp_path: Path) -> None:
    found = changes(tmp_path, sent({"oneOf": BOTH}), sent({"anyOf": [*BOTH, TEXT]}))
    assert [change.action for change in found if change.level == "minor"] == ["variant-added"]


def named(name: str, required: bool) -> Tree:
    """A document whose body and answer have one property more."""
    tree = api(request=TEXT, response=TEXT)
    operation = tree["paths"]["/things"]["post"]
    for holder in (operation["requestBody"], operation["responses"]["200"]):
        schema = holder["content"]["application/json"]["schema"]
        schema["properties"][name] = {"type": "string"}
        schema["required"] = [name] if required else []
    return tree


@pytest.mark.parametrize("required", [False, True])
def test_a_name_of_the_wire_changes_although_that_of_python_stays(tmp_path: Path, required: bool) -> None:
    found = changes(tmp_path, named("displayName", required), named("display_name", required), python=True)
    assert [(one.installed, one.code, one.id, one.says) for one in found if one.level != "patch"] == [
        (
            "fails",
            "runs",
            "request-property-respelled",
            "things.make(display_name=) is display_name on the wire now (displayName before)",
        ),
        (
            "misses",
            "runs",
            "response-property-respelled",
            "MakeResponse.display_name is display_name on the wire now (displayName before)",
        ),
    ]


def test_words_that_are_joined_are_another_name_of_python(tmp_path: Path) -> None:
    found = changes(tmp_path, named("userId", False), named("userid", False), python=True)
    assert {change.action for change in found} == {"removed", "added"}


def asking(name: str, place: str = "query", path: str = "/things") -> Tree:
    tree = api()
    one: Tree = {"name": name, "in": place, "required": place == "path", "schema": TEXT}
    tree["paths"] = {path: {"post": {**tree["paths"]["/things"]["post"], "parameters": [one]}}}
    return tree


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            asking("pageSize"),
            asking("page_size"),
            {
                (
                    "major",
                    "request-parameter-respelled",
                    "things.make(page_size=) is sent as page_size now (pageSize before)",
                )
            },
        ),
        (
            asking("thingId", "path", "/things/{thingId}"),
            asking("thing_id", "path", "/things/{thing_id}"),
            {
                (
                    "patch",
                    "request-parameter-path-respelled",
                    "things.make(thing_id=) is called thing_id in the path now (thingId before)",
                )
            },
        ),
        (
            asking("X-Id", "header"),
            asking("x-id", "header"),
            {("patch", "api-any-written-differently", "things.make(x_id=) is written differently and means the same")},
        ),
    ],
)
def test_a_parameter_is_found_again_by_its_words(
    tmp_path: Path, old: Tree, new: Tree, expected: set[tuple[str, str, str]]
) -> None:
    found = told(changes(tmp_path, old, new, python=True))
    assert {line for line in found if line[1] != "api-any-written-differently"} == {
        line for line in expected if line[1] != "api-any-written-differently"
    }
    assert max(level for level, _, _ in found) == max(level for level, _, _ in expected)
