"""What is told of bounds that cannot be kept, of enums, required names, defaults and misspelt keywords."""

from __future__ import annotations

import pytest

from tests.unit.front.documents import HEAD, HEAD_30, OK, Case, first_line, operation, schema, told

CASES = (
    Case(
        "a length below zero is refused",
        schema("{type: string, maxLength: -1}"),
        "6:34",
        "error[bound]",
        "maxLength is -1: a length is never below 0",
    ),
    Case(
        "a number of items below zero is refused",
        schema("{type: array, items: {}, minItems: -2}"),
        "6:43",
        "error[bound]",
        "minItems is -2: a number of items is never below 0",
    ),
    Case(
        "a number of properties below zero is refused",
        schema("{type: object, maxProperties: -3}"),
        "6:38",
        "error[bound]",
        "maxProperties is -3: a number of properties is never below 0",
    ),
    Case(
        "a fraction as a length is refused",
        schema("{type: string, maxLength: 1.5}"),
        "6:34",
        "error[wrong-kind]",
        "the number 1.5 stands where an integer must stand",
    ),
    Case(
        "a multiple of zero is refused",
        schema("{type: number, multipleOf: 0}"),
        "6:35",
        "error[bound]",
        "multipleOf is 0, and must be above 0",
    ),
    Case(
        "an infinite bound is a warning",
        schema("{type: number, maximum: .inf}"),
        "6:32",
        "warning[bound]",
        "maximum is inf, which bounds nothing",
    ),
    Case(
        "a minimum above the maximum is refused",
        schema("{type: integer, minimum: 9, maximum: 3}"),
        "6:33",
        "error[bounds-exclude-all]",
        "no value is allowed: minimum is 9 and maximum is 3 (line 6)",
    ),
    Case(
        "bounds that meet where one of them is out are refused",
        schema("{type: number, minimum: 3, exclusiveMaximum: 3}"),
        "6:32",
        "error[bounds-exclude-all]",
        "no value is allowed: minimum is 3 and exclusiveMaximum is 3 (line 6)",
    ),
    Case(
        "the exclusive bounds of 3.0 are read as flags",
        HEAD_30 + "paths: {}\ncomponents:\n  schemas:\n"
        "    A: {type: number, minimum: 3, maximum: 3, exclusiveMaximum: true}\n",
        "6:32",
        "error[bounds-exclude-all]",
        "no value is allowed: minimum is 3 and maximum is 3 (line 6)",
    ),
    Case(
        "a smallest length above the largest is refused",
        schema("{type: string, minLength: 5, maxLength: 4}"),
        "6:34",
        "error[bounds-exclude-all]",
        "no value is allowed: minLength is 5 and maxLength is 4 (line 6)",
    ),
    Case(
        "a value that stands twice in an enum is a warning",
        schema("{type: string, enum: [a, b, a]}"),
        "6:36",
        "warning[duplicate-enum-value]",
        "the string 'a' stands in the enum already",
    ),
    Case(
        "a required name that no property has is a warning",
        schema("{type: object, required: [nmae], properties: {name: {}}}"),
        "6:34",
        "warning[required-unknown]",
        "'nmae' is required, and no property has that name; did you mean 'name'?",
    ),
    Case(
        "a default that breaks a bound beside it is a warning",
        schema("{type: string, maxLength: 2, default: abc}"),
        "6:46",
        "warning[default-bound]",
        "the default is the string 'abc', which maxLength 2 excludes",
    ),
    Case(
        "a misspelt keyword is refused, as its bound would be lost",
        schema("{type: string, maxLenght: 3}"),
        "6:23",
        "error[unknown-keyword]",
        "'maxLenght' is not a field of a schema; did you mean 'maxLength'?",
    ),
    Case(
        "a misspelt field of a parameter is refused",
        operation("parameters: [{name: q, in: query, requried: true, schema: {}}], " + OK),
        "5:45",
        "error[unknown-keyword]",
        "'requried' is not a field of a parameter; did you mean 'required'?",
    ),
    Case(
        "a field that is like no other is a warning",
        schema("{type: string, colour: red}"),
        "6:23",
        "warning[unknown-keyword]",
        "'colour' is not a field of a schema",
    ),
)
SILENT = (
    "{type: string, minLength: 0, maxLength: 0}",
    "{type: number, minimum: 3, maximum: 3}",
    "{enum: [1, true, '1', null]}",
    "{allOf: [{required: [a], properties: {b: {}}}, {properties: {a: {}}}]}",
    "{required: [a], allOf: [{properties: {a: {}}}]}",
    "{type: object, required: [a], properties: {b: {}}, additionalProperties: {type: string}}",
    "{type: string, maxLength: 3, default: abc}",
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_it_is_told_by_place_finding_and_suggestion(case: Case) -> None:
    assert first_line(case.text) == case.line


@pytest.mark.parametrize("fields", SILENT)
def test_what_can_be_kept_is_not_told_of(fields: str) -> None:
    assert told(schema(fields)) == ""


def test_what_excludes_all_can_be_allowed_and_is_not_checked_then() -> None:
    text = schema("{type: integer, minimum: 9, maximum: 3}")
    assert "--allow bounds-exclude-all:schemas/A to go on: neither is checked" in told(text)
    assert told(text, allow=("bounds-exclude-all:schemas/A",)).startswith("openapi.yaml:6:33: warning[")


def test_a_misspelt_keyword_can_be_allowed() -> None:
    text = schema("{type: string, maxLenght: 3}")
    assert "--allow unknown-keyword:schemas/A to go on: it is ignored" in told(text)
    assert "1 warning." in told(text, allow=("unknown-keyword",))


def test_a_path_item_keeps_its_own_word_for_a_misspelt_method() -> None:
    text = f"{HEAD}paths:\n  /a:\n    gett: {{{OK}}}\n"
    assert "the operation would be lost" in told(text)
    assert "--allow" not in told(text)
