"""Changes of components, bodies, answers, credentials and pages, each sentence written by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.changes.documents import Tree, api, changes, told

SAME = "is written differently and means the same"
TEXT: Tree = {"type": "string"}
CAT: Tree = {
    "type": "object",
    "required": ["kind"],
    "properties": {"kind": {"const": "cat"}, "lives": {"type": "integer"}},
}
DOG: Tree = {"type": "object", "required": ["kind"], "properties": {"kind": {"const": "dog"}}}


def answering(schema: Tree, status: str = "200", media_type: str = "application/json", **schemas: Tree) -> Tree:
    """A document whose operation answers with a schema."""
    operation: Tree = {
        "operationId": "get",
        "tags": ["things"],
        "responses": {status: {"description": "ok", "content": {media_type: {"schema": schema}}}},
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Things", "version": "1"},
        "paths": {"/things": {"get": operation}},
        "components": {"schemas": schemas},
    }


def ref(name: str) -> Tree:
    return {"$ref": f"#/components/schemas/{name}"}


def secured(scheme: Tree, *scopes: str) -> Tree:
    needs: list[Tree] = [{"key": list(scopes)}]
    return api(components={"securitySchemes": {"key": scheme}}, security=needs)


def read_only(flag: bool) -> Tree:
    tree = api(request={**TEXT, "readOnly": flag} if flag else TEXT)
    schema = tree["paths"]["/things"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    schema["properties"]["q"] = TEXT
    return tree


def paged(pagination: Tree | None) -> Tree:
    page: Tree = {"type": "object", "properties": {"items": {"type": "array", "items": TEXT}, "next": TEXT}}
    tree = answering(page)
    operation = tree["paths"]["/things"]["get"]
    operation["parameters"] = [{"name": "cursor", "in": "query", "schema": TEXT}]
    return (
        tree
        if pagination is None
        else {**tree, "paths": {"/things": {"get": {**operation, "x-pagination": pagination}}}}
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            answering(ref("Cat"), Cat=CAT),
            answering(ref("Kitty"), Kitty=CAT),
            {
                ("major", "api-component-schema-renamed", "Kitty was Cat before"),
                ("major", "response-schema-class-renamed", "Kitty was Cat before"),
                ("major", "response-property-class-renamed", "KittyKind was CatKind before"),
                ("major", "api-operation-returns-changed", "things.get() returns models.Kitty now (models.Cat before)"),
            },
        ),
        (
            answering(ref("Cat"), Cat=CAT),
            answering(CAT, Cat=CAT),
            {
                *(
                    ("patch", "api-any-written-differently", f"GET /things 200{key} {SAME}")
                    for key in ("", ".$ref", ".type", ".required")
                ),
                ("major", "response-property-class-renamed", "GetResponseKind was CatKind before"),
                (
                    "major",
                    "api-operation-returns-changed",
                    "things.get() returns models.GetResponse now (models.Cat before)",
                ),
            },
        ),
        (
            answering({"oneOf": [ref("Cat")]}, Cat=CAT, Dog=DOG),
            answering({"oneOf": [ref("Cat"), ref("Dog")]}, Cat=CAT, Dog=DOG),
            {
                ("major", "response-response-variant-added", "GetResponse may now also be Dog"),
                (
                    "major",
                    "api-operation-returns-changed",
                    "things.get() returns models.GetResponse now (models.Cat before)",
                ),
            },
        ),
        (
            answering(TEXT),
            answering(TEXT, "201"),
            {
                ("minor", "response-response-success-removed", "things.get() is not answered with 200 any more"),
                ("minor", "response-response-success-added", "things.get() may be answered with 201 now"),
            },
        ),
        (
            answering(TEXT),
            answering(TEXT, media_type="application/vnd.a+json"),
            {
                (
                    "patch",
                    "response-response-media-type-respelled",
                    "GET /things 200 is application/vnd.a+json now (application/json before), which is read alike",
                )
            },
        ),
        (
            read_only(False),
            read_only(True),
            {("major", "request-property-read-only-set", "POST /things body.p cannot be sent any more")},
        ),
        (
            secured({"type": "http", "scheme": "bearer"}),
            secured({"type": "http", "scheme": "basic"}),
            {
                (
                    "major",
                    "api-security-scheme-scheme-changed",
                    "the credential key is sent as basic now (bearer before)",
                )
            },
        ),
        (
            secured({"type": "http", "scheme": "bearer"}),
            secured({"type": "http", "scheme": "bearer"}, "write"),
            {("major", "api-security-scope-added", "the API needs the scope write now")},
        ),
        (
            paged({"style": "none"}),
            paged({"style": "token", "parameter": "cursor", "next": "next", "items": "items"}),
            {
                ("major", "api-operation-pagination-changed", "things.get() turns pages in another way"),
                (
                    "major",
                    "api-operation-returns-changed",
                    "things.get() returns pages.GetPage now (models.GetResponse before)",
                ),
            },
        ),
        (
            {**api(), "tags": [{"name": "things", "description": "Old."}]},
            {**api(), "tags": [{"name": "things", "description": "New."}]},
            {("patch", "api-tag-prose-changed", "tags.0: description is worded anew")},
        ),
    ],
)  # fmt: skip
def test_an_edit_is_told_with_all_that_follows_from_it(
    tmp_path: Path, old: Tree, new: Tree, expected: set[tuple[str, str, str]]
) -> None:
    assert set(told(changes(tmp_path, old, new, python=True))) == expected


def test_what_refers_to_itself_is_compared_to_its_end(tmp_path: Path) -> None:
    node: Tree = {"type": "object", "properties": {"next": ref("Node"), "name": TEXT}}
    longer: Tree = {"type": "object", "properties": {"next": ref("Node"), "name": {**TEXT, "maxLength": 3}}}
    old, new = answering(ref("Node"), Node=node), answering(ref("Node"), Node=longer)
    assert told(changes(tmp_path, old, new, python=True)) == [
        ("patch", "response-property-max-length-added", "Node.name: only at most 3 characters now (no limit before)")
    ]


def test_what_no_operation_uses_breaks_nobody(tmp_path: Path) -> None:
    old, new = answering(TEXT, Cat=CAT), answering(TEXT, Cat=DOG)
    found = changes(tmp_path, old, new, python=True)
    assert found
    assert {change.level for change in found} == {"patch"}
    assert {change.says.rpartition("; ")[2] for change in found} == {"no operation uses it"}


def test_a_version_of_openapi_changes_how_things_are_written_and_not_what_they_mean(tmp_path: Path) -> None:
    old: Tree = {
        **answering({"type": "string", "nullable": True}),
        "openapi": "3.0.3",
    }
    found = changes(tmp_path, old, answering({"type": ["string", "null"]}), python=True)
    assert {change.level for change in found} == {"patch"}
