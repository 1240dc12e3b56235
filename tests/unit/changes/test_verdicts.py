"""What an edit deserves where the way it is written misleads: everything that is told, each line written by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.changes.documents import Tree, api, changes, edited, told

TEXT: Tree = {"type": "string"}
SAME = "is written differently and means the same"
POST = ("paths", "/things", "post")
ANSWER = (*POST, "responses", "200")
JSON = ("content", "application/json", "schema")
Expected = set[tuple[str, str, str]]


def ref(name: str) -> Tree:
    return {"$ref": f"#/components/schemas/{name}"}


def pets(discriminator: Tree | None, **request: Tree) -> Tree:
    """A document whose `p` is a cat or a dog."""
    pet: Tree = {"type": "object", "required": ["t"], "properties": {"t": TEXT}}
    union: Tree = {"oneOf": [ref("Cat"), ref("Dog")], **({"discriminator": discriminator} if discriminator else {})}
    dog: Tree = {**pet, "properties": {"t": TEXT, "b": TEXT}}
    return api(request=union, response=union, components={"schemas": {"Cat": pet, "Dog": dog}})


def media(*names: str) -> Tree:
    """The content of an answer in some media types."""
    return {name: {"schema": TEXT} for name in names}


def old_version(tree: Tree) -> Tree:
    return {**tree, "openapi": "3.0.3"}


NAMES = {"Cat": "#/components/schemas/Cat", "Dog": "#/components/schemas/Dog"}
SERVED = api(servers=[{"url": "https://a.example/v1"}])
INTEGER: Tree = {"type": "integer"}
NUMBER: Tree = {"type": "number"}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(
            api(response=TEXT),
            edited(api(response=TEXT), *ANSWER, "headers", to={"X-R": {"schema": INTEGER}}),
            {("minor", "response-response-header-added", "POST /things 200 has the header X-R now")},
            id="the first header",
        ),
        pytest.param(
            edited(api(response=TEXT), *ANSWER, "headers", to={"X-R": {"schema": INTEGER}}),
            api(response=TEXT),
            {("minor", "response-response-header-removed", "POST /things 200 has no header X-R any more")},
            id="the last header",
        ),
        pytest.param(
            pets({"propertyName": "t"}),
            pets({"propertyName": "t", "mapping": NAMES}),
            {
                ("patch", "api-any-written-differently", f"POST /things body.p.discriminator.mapping {SAME}"),
                ("patch", "api-any-written-differently", f"POST /things 200.p.discriminator.mapping {SAME}"),
            },
            id="a mapping that was implied",
        ),
        pytest.param(
            pets({"propertyName": "t"}),
            pets({"propertyName": "t", "mapping": {**NAMES, "kitty": NAMES["Cat"]}}),
            {
                ("minor", "request-property-value-added", "kitty names a variant of MakeBodyPInput now"),
                ("minor", "response-property-value-added", "kitty names a variant of MakeResponse.p now"),
            },
            id="a mapping with one more value",
        ),
        pytest.param(
            api(request={"type": "object"}),
            api(request={"type": "object", "$defs": {"X": TEXT}}),
            {("patch", "api-any-written-differently", f"POST /things body.p.$defs {SAME}")},
            id="definitions that nothing uses",
        ),
    ],
)
def test_what_is_absent_is_empty(tmp_path: Path, old: Tree, new: Tree, expected: Expected) -> None:
    assert set(told(changes(tmp_path, old, new, python=True))) == expected


@pytest.mark.parametrize(
    "name", ["application/vnd.x+json", "application/json; charset=utf-8", "Application/JSON"], ids=str
)
def test_an_answer_is_read_alike_in_any_json_media_type(tmp_path: Path, name: str) -> None:
    old = edited(api(), *ANSWER, "content", to=media("application/json"))
    new = edited(api(), *ANSWER, "content", to=media(name))
    assert told(changes(tmp_path, old, new, python=True)) == [
        (
            "patch",
            "response-response-media-type-respelled",
            f"POST /things 200 is {name} now (application/json before), which is read alike",
        )
    ]


def test_a_body_has_the_same_media_type_with_parameters_and_another_one_with_a_suffix(tmp_path: Path) -> None:
    bodies = [
        edited(api(request=TEXT), *POST, "requestBody", "content", to=media(name))
        for name in ("application/json", "application/json; charset=utf-8", "application/vnd.x+json")
    ]
    assert told(changes(tmp_path, bodies[0], bodies[1])) == [
        (
            "patch",
            "request-body-media-type-respelled",
            "POST /things body is sent as application/json; charset=utf-8 now (application/json before), which is the same",
        )
    ]
    assert "major" in {level for level, _, _ in told(changes(tmp_path, bodies[0], bodies[2]))}


@pytest.mark.parametrize(
    "url", ["https://a.example/v1/", "https://A.Example/v1", "HTTPS://a.example/v1", "https://a.example:443/v1"]
)
def test_a_server_is_the_same_in_another_spelling(tmp_path: Path, url: str) -> None:
    assert told(changes(tmp_path, SERVED, api(servers=[{"url": url}]), python=True)) == [
        ("patch", "api-server-url-changed", f"a server is written as {url} now (https://a.example/v1 before)")
    ]
    other = url.replace("v1", "V1")
    assert [level for level, _, _ in told(changes(tmp_path, SERVED, api(servers=[{"url": other}])))] == ["major"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({**INTEGER, "maximum": 100}, {**INTEGER, "exclusiveMaximum": 101}, {("patch", SAME)}),
        ({**INTEGER, "minimum": 0}, {**INTEGER, "exclusiveMinimum": -1}, {("patch", SAME)}),
        (
            {**INTEGER, "maximum": 100},
            {**INTEGER, "exclusiveMaximum": 100},
            {("major", ": only at most 99 now (100 before)")},
        ),
        (
            {**NUMBER, "maximum": 100},
            {**NUMBER, "exclusiveMaximum": 100},
            {("major", ": only less than 100 now (at most 100 before)")},
        ),
        (
            {**NUMBER, "exclusiveMinimum": 1},
            {**NUMBER, "minimum": 1},
            {("minor", ": at least 1 now (more than 1 before)")},
        ),
        (
            {**NUMBER, "exclusiveMinimum": 1},
            {**NUMBER, "minimum": 2},
            {("major", ": only at least 2 now (more than 1 before)")},
        ),
        ({**NUMBER, "maximum": 9}, {**NUMBER, "maximum": 9, "exclusiveMaximum": 10}, {("patch", SAME)}),
    ],
)
def test_a_bound_is_one_however_it_is_written(
    tmp_path: Path, old: Tree, new: Tree, expected: set[tuple[str, str]]
) -> None:
    found = told(changes(tmp_path, api(request=old), api(request=new), python=True))
    assert {(level, says.partition("things.make(p=)")[2] or SAME) for level, _, says in found} == expected


def test_a_boolean_bound_of_3_0_is_the_same_bound(tmp_path: Path) -> None:
    limited: Tree = {**NUMBER, "maximum": 100}
    strict = old_version(api(request={**limited, "exclusiveMaximum": True}))
    assert told(changes(tmp_path, old_version(api(request=limited)), strict, python=True)) == [
        (
            "major",
            "request-property-upper-bound-tightened",
            "things.make(p=): only less than 100 now (at most 100 before)",
        )
    ]
    lower = old_version(api(request={**NUMBER, "maximum": 90, "exclusiveMaximum": True}))
    assert told(changes(tmp_path, strict, lower, python=True)) == [
        (
            "major",
            "request-property-exclusive-maximum-tightened",
            "things.make(p=): only less than 90 now (100 before)",
        )
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(
            api(response=TEXT),
            api(response={**TEXT, "format": "date-time"}),
            {
                (
                    "major",
                    "response-property-format-typed",
                    "MakeResponse.p has the format date-time now, another type in Python",
                )
            },
            id="a format",
        ),
        pytest.param(
            api(response={**TEXT, "format": "date-time"}),
            api(response=TEXT),
            {
                (
                    "major",
                    "response-property-format-untyped",
                    "MakeResponse.p has no format any more (date-time before), another type in Python",
                )
            },
            id="no format",
        ),
        pytest.param(
            api(response={"type": "object", "properties": {"a": TEXT, "b": TEXT}}),
            api(
                response={
                    "allOf": [
                        {"type": "object", "properties": {"a": TEXT}},
                        {"type": "object", "properties": {"b": TEXT}},
                    ]
                }
            ),
            {
                ("patch", "api-any-written-differently", f"MakeResponse.p {SAME}"),
                ("patch", "api-any-written-differently", f"POST /things 200.p {SAME}"),
                ("patch", "api-any-written-differently", f"POST /things 200.p.type {SAME}"),
            },
            id="a type that each part repeats",
        ),
        pytest.param(
            SERVED,
            edited(SERVED, *POST, "servers", to=[{"url": "https://up.example"}]),
            {
                (
                    "major",
                    "api-operation-server-changed",
                    "things.make() goes to https://up.example now (https://a.example/v1 before)",
                )
            },
            id="a server of one operation",
        ),
        pytest.param(
            api(),
            edited(api(), "paths", "/things", "servers", to=[{"url": "https://up.example"}]),
            {("major", "api-operation-server-changed", "things.make() goes to https://up.example now (none before)")},
            id="a server of one path",
        ),
        pytest.param(
            api(request=TEXT),
            edited(api(request=TEXT), *POST, "requestBody", *JSON, "required", to=["z"]),
            {("major", "request-body-undeclared-required-set", "POST /things body must hold z now")},
            id="a required key without a property",
        ),
    ],
)
def test_a_sentence_is_true(tmp_path: Path, old: Tree, new: Tree, expected: Expected) -> None:
    assert set(told(changes(tmp_path, old, new, python=True))) == expected


def test_null_as_a_value_is_told_as_null(tmp_path: Path) -> None:
    old, new = api(request={"enum": ["a"]}), api(request={"enum": ["a", None]})
    assert told(changes(tmp_path, old, new)) == [
        ("minor", "request-property-enum-value-added", "POST /things body.p gains null")
    ]


def test_no_type_is_told_as_any_type(tmp_path: Path) -> None:
    old, new = api(response={}), api(response={"type": "object"})
    assert told(changes(tmp_path, old, new)) == [
        ("minor", "response-property-type-narrowed", "POST /things 200.p is only object now (any type before)")
    ]
    assert told(changes(tmp_path, new, old)) == [
        ("major", "response-property-type-widened", "POST /things 200.p may now be any type (object before)")
    ]


def holding(assertion: Tree, **change: object) -> Tree:
    """A document whose only use of the component `Bad` is in an assertion about `p`."""
    bad: Tree = {"type": "object", "properties": {"why": {**TEXT, **change}}}
    return api(request={"type": "object", **assertion}, components={"schemas": {"Bad": bad}})


@pytest.mark.parametrize(
    ("assertion", "expected"),
    [
        ({"not": ref("Bad")}, "not-changed"),
        ({"contains": ref("Bad")}, "contains-changed"),
        ({"prefixItems": [TEXT, ref("Bad")]}, "prefix-items-changed"),
        ({"patternProperties": {"^x": {"items": ref("Bad")}}}, "pattern-properties-changed"),
        ({"if": ref("Bad"), "then": {"required": ["a"]}}, "condition-changed"),
        ({"if": {"required": ["a"]}, "else": ref("Bad")}, "condition-changed"),
    ],
    ids=str,
)
def test_a_component_that_only_an_assertion_refers_to_is_used(tmp_path: Path, assertion: Tree, expected: str) -> None:
    old, new = holding(assertion), holding(assertion, maxLength=3)
    found = changes(tmp_path, old, new)
    assert [(one.level, one.id) for one in found] == [
        ("major", f"request-property-{expected}"),
        ("patch", "api-property-max-length-added"),
    ]
    assert found[1].says == "Bad.why: only at most 3 characters now (no limit before); only assertions use it"
    assert [one.level for one in changes(tmp_path, old, holding(assertion, description="Why."))] == ["patch"]


def test_what_a_part_demands_is_told_once_and_of_the_operations_that_use_it(tmp_path: Path) -> None:
    base: Tree = {"type": "object", "properties": {"b": TEXT}}
    old, new = (
        api(request={"allOf": [ref("Base"), {"required": ["c"]}]}, components={"schemas": {"Base": one}})
        for one in (base, {**base, "required": ["b"]})
    )
    assert told(changes(tmp_path, old, new)) == [
        ("major", "request-property-required-set", "Base.b is required now"),
    ]
