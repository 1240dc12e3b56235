"""The table of OpenAPI's objects."""

from __future__ import annotations

import pytest

from generator.grammar import LEAVES, noun, shapes, with_article


def test_every_type_of_the_table_is_a_leaf_or_an_object_of_the_table() -> None:
    kinds = {type.kind for shape in shapes().values() for field in shape.fields.values() for type in field.types}
    assert kinds - set(LEAVES) <= set(shapes())


@pytest.mark.parametrize(
    ("kind", "field", "versions"),
    [
        ("Schema", "nullable", ("3.0",)),
        ("Schema", "const", ("3.1", "3.2")),
        ("PathItem", "query", ("3.2",)),
        ("Schema", "properties", ("3.0", "3.1", "3.2")),
    ],
)
def test_fields_belong_to_the_versions_that_have_them(kind: str, field: str, versions: tuple[str, ...]) -> None:
    assert shapes()[kind].fields[field].versions == versions


def test_free_keys_have_the_field_of_their_pattern() -> None:
    responses, paths, callback = shapes()["Responses"], shapes()["Paths"], shapes()["Callback"]
    good = ("200", "4XX", "default", "599")
    bad = ("2xX", "2000", "abc", "600", "x-a", "٢٠٠", "20", "200\n")
    assert [key for key in (*good, *bad) if responses.has_key(key)] == list(good)
    assert [key for key in ("/a", "a") if paths.has_key(key)] == ["/a"]
    assert [key for key in ("/a", "a", "x-a") if paths.field(key)] == ["/a", "a"]
    assert [key for key in ("{$request.body#/url}", "x-a") if callback.field(key)] == ["{$request.body#/url}"]


def test_objects_are_named_as_people_name_them() -> None:
    assert [with_article(noun(kind)) for kind in ("MediaType", "Operation", "OAuthFlow", "OpenAPI", "Info")] == [
        *("a media type", "an operation", "an OAuth flow", "a document", "an info object"),
    ]
