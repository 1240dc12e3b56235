"""What may be allowed by name, and what the document is like after it."""

from __future__ import annotations

import pytest

from generator.findings import Finding, Refused
from generator.lint import checked, lint
from generator.resolve import Document, resolve
from tests.unit.front.documents import HEAD, HEAD_30, OK, operation, schema, told, written

TWICE = f"{HEAD}paths:\n  /a:\n    get: {{operationId: x, {OK}}}\n  /b:\n    get: {{operationId: x, {OK}}}\n"


def mended(text: str, *allow: str) -> tuple[Document, tuple[Finding, ...]]:
    """The document as later stages see it, and the warnings."""
    document = resolve(written(text))
    return document, checked(document, frozenset(allow))


def at(document: Document, pointer: str) -> object:
    """The node at a pointer."""
    return document.follow(f"#{pointer}")[0]


def test_an_error_that_may_be_allowed_says_how_and_what_happens_then() -> None:
    assert told(TWICE).splitlines()[3:] == [
        "  fix: give each operation an id of its own; "
        "or --allow duplicate-operation-id:GET-/b to go on: names are made unique",
        "1 error. Nothing was written.",
    ]


def test_a_code_or_a_code_with_a_place_allows() -> None:
    for allow in ("duplicate-operation-id", "duplicate-operation-id:GET-/b"):
        assert told(TWICE, allow=(allow,)).splitlines()[3:] == ["  fix: allowed: names are made unique", "1 warning."]
    assert told(TWICE, allow=("duplicate-operation-id:GET-/a",)).endswith("1 error. Nothing was written.")


def test_what_may_not_be_allowed_stays_an_error() -> None:
    assert told(operation(OK, "a"), allow=("path-slash",)).endswith("1 error. Nothing was written.")


def test_checking_raises_all_findings_at_once() -> None:
    with pytest.raises(Refused) as error:
        mended(TWICE.replace("/b:", "b:"))
    assert [finding.code for finding in error.value.findings] == ["path-slash", "duplicate-operation-id"]


def test_an_undeclared_path_parameter_becomes_a_required_string() -> None:
    document, _ = mended(operation(OK, "/a/{id}/{b}"), "path-parameter-undeclared")
    assert at(document, "/paths/~1a~1{id}~1{b}/get/parameters") == [
        {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}},
        {"name": "b", "in": "path", "required": True, "schema": {"type": "string"}},
    ]


def test_a_path_parameter_without_a_place_is_left_out_and_one_that_may_be_left_out_is_required() -> None:
    parameters = "{name: x, in: path, required: true, schema: {}}, {name: id, in: path, schema: {}}"
    document, warnings = mended(operation(f"parameters: [{parameters}], {OK}", "/a/{id}"))
    assert at(document, "/paths/~1a~1{id}/get/parameters") == [
        {"name": "id", "in": "path", "schema": {}, "required": True},
    ]
    assert [finding.code for finding in warnings] == ["path-parameter-unused", "path-parameter-optional"]


def test_a_reference_to_nothing_becomes_any_value() -> None:
    document, _ = mended(schema("{$ref: '#/no', description: d}"), "ref-not-found:schemas/A")
    assert at(document, "/components/schemas/A") == {"description": "d", "x-documented-ref": "#/no"}


def test_a_parameter_without_a_schema_takes_any_value() -> None:
    document, _ = mended(operation(f"parameters: [{{name: q, in: query}}], {OK}"), "parameter-schema")
    assert at(document, "/paths/~1a/get/parameters/0") == {"name": "q", "in": "query", "schema": {}}


def test_a_value_of_a_mapping_to_nothing_is_left_out() -> None:
    fields = "{oneOf: [{$ref: '#/components/schemas/B'}], discriminator: {propertyName: k, mapping: {b: B, c: C}}}"
    document, _ = mended(schema(fields), "discriminator-mapping")
    assert at(document, "/components/schemas/A/discriminator/mapping") == {"b": "B"}


MENDED: list[tuple[str, dict[str, object]]] = [
    ("{type: string, pattern: '[a'}", {"type": "string", "x-documented-pattern": "[a"}),
    ("{type: string, default: 5}", {"type": "string", "x-documented-default": 5}),
    ("{type: string, description: [a]}", {"type": "string", "x-documented-description": ["a"]}),
    ("{type: string, deprecated: 'True'}", {"type": "string", "deprecated": True}),
    ("{type: string, maxLength: '5'}", {"type": "string", "maxLength": 5}),
    ("{type: string, title: 1.5}", {"type": "string", "title": "1.5"}),
    ("{type: object, required: true}", {"type": "object", "x-documented-required": True}),
    ("{type: object, required: null}", {"type": "object", "required": []}),
    ("{type: array, items: [{}]}", {"type": "array", "prefixItems": [{}], "x-documented-items": [{}]}),
    ("{patternProperties: {'(': {}, a: {}}}", {"patternProperties": {"a": {}}}),
]


@pytest.mark.parametrize(("before", "after"), MENDED)
def test_what_does_no_harm_is_mended_or_set_aside_with_a_warning(before: str, after: dict[str, object]) -> None:
    document, warnings = mended(schema(before))
    assert at(document, "/components/schemas/A") == after
    assert [finding.severity for finding in warnings] == ["warning"] * max(1, len(warnings))


@pytest.mark.parametrize("pattern", ["(?<name>x)", "^\\p{L}+$", "*", "x{99999999999}", "(" * 200 + ")" * 200])
def test_patterns_that_python_cannot_compile_are_warnings(pattern: str) -> None:
    document = resolve(written(schema(f"{{type: string, pattern: '{pattern}'}}")))
    assert {finding.code for finding in lint(document)} <= {"pattern"}


@pytest.mark.parametrize(
    "fields",
    [
        "{type: integer, default: 5.0}",
        "{type: number, default: 5}",
        "{type: number, default: .nan}",
        "{type: [string, 'null'], default: null}",
        "{type: string, nullable: true, default: null}",
        "{allOf: [{$ref: '#/components/schemas/B'}], default: x}",
        "{oneOf: [{type: integer}, {type: string}], default: x}",
        "{type: array, items: {enum: [a, b]}, default: [a]}",
        "{type: object, properties: {a: {type: string}}, default: {a: b, c: 1}}",
        "{default: {anything: [1]}}",
    ],
)
def test_defaults_that_fit_are_used(fields: str) -> None:
    assert told(schema(fields).replace(HEAD, HEAD_30)) == ""


@pytest.mark.parametrize(
    "fields",
    [
        "{type: integer, default: 5.5}",
        "{type: integer, default: true}",
        "{type: string, default: null}",
        "{allOf: [{$ref: '#/components/schemas/B'}], default: 1}",
        "{oneOf: [{type: integer}, {type: string}], default: true}",
        "{type: array, items: {enum: [a, b]}, default: [c]}",
        "{type: object, properties: {a: {type: string}}, default: {a: 1}}",
    ],
)
def test_defaults_that_do_not_fit_are_documentation(fields: str) -> None:
    document, warnings = mended(schema(fields))
    assert [finding.code for finding in warnings] == ["default-type"]
    node = at(document, "/components/schemas/A")
    assert isinstance(node, dict) and "default" not in node and "x-documented-default" in node
