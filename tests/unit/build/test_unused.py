"""What no operation leads to is told: nothing is dropped without a word."""

from __future__ import annotations

import pytest

from generator.normalize.unused import unused


def document(schemas: dict[str, object], *used: str, **more: object) -> dict[str, object]:
    """A document of which an operation answers these schemas."""
    refs = [{"$ref": f"#/components/schemas/{name}"} for name in used]
    content = {"application/json": {"schema": {"oneOf": refs}}}
    responses = {"200": {"$ref": "#/components/responses/Ok"}}
    components = {"schemas": schemas, "responses": {"Ok": {"description": "ok", "content": content}}}
    return {"openapi": "3.1.0", "paths": {"/a": {"get": {"responses": responses}}}, "components": components, **more}


LINK = {"properties": {"next": {"items": {"$ref": "#/components/schemas/B"}}}}


@pytest.mark.parametrize(("schemas", "used", "names"), [
    ({"A": {}, "B": {}}, ["A"], ("B",)), ({"A": LINK, "B": {}}, ["A"], ()), ({"A": {}, "B": {}, "C": LINK}, ["A"], ("B", "C")),
    ({"A": LINK, "B": {"$ref": "#/components/schemas/A"}}, ["A"], ()), ({"a/b": {}, "B": {}}, ["a~1b"], ("B",)),
    ({"A": {"discriminator": {"propertyName": "kind"}}, "B": {"allOf": [{"$ref": "#/components/schemas/A"}]}}, ["A"], ()),
    ({"A": {"discriminator": {"propertyName": "kind", "mapping": {"b": "B", "c": "#/components/schemas/C"}}}, "B": {}, "C": {}, "D": {}},
     ["A"], ("D",)),
    ({"A": {}, "B": {"allOf": [{"$ref": "#/components/schemas/A"}]}}, ["A"], ("B",)),
])  # fmt: skip
def test_a_schema_that_no_operation_leads_to_is_named(
    schemas: dict[str, object], used: list[str], names: tuple[str, ...]
) -> None:
    assert unused(document(schemas, *used)) == names


def test_what_is_left_out_with_a_word_of_its_own_counts_as_a_use() -> None:
    hook = {"post": {"requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/B"}}}}}}
    assert unused(document({"A": {}, "B": {}}, "A", webhooks={"made": hook})) == ()


def test_a_document_of_schemas_alone_leaves_none_out() -> None:
    assert unused({"components": {"schemas": {"A": {}}}}) == ()
