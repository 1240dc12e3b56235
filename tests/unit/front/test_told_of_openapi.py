"""What is told of documents that break the rules of OpenAPI."""

from __future__ import annotations

import pytest

from tests.unit.front.documents import HEAD, HEAD_30, OK, Case, first_line, operation, schema

CASES = (
    Case(
        "$dynamicRef is named as unsupported",
        schema("{$dynamicRef: '#node'}"),
        "6:9",
        "error[unsupported]",
        "'$dynamicRef' is not supported",
    ),
    Case(
        "$id is named as unsupported",
        schema("{$id: 'https://example.com/a'}"),
        "6:9",
        "warning[unsupported]",
        "'$id' is not supported",
    ),
    Case(
        "a style that does not exist is refused",
        operation("parameters: [{name: ids, in: query, style: tabDelimited, schema: {}}], " + OK),
        "5:54",
        "error[unsupported]",
        "style 'tabDelimited' is not a style of a query parameter; did you mean 'spaceDelimited'?",
    ),
    Case(
        "a parameter without a place is refused",
        operation("parameters: [{name: q, schema: {}}], " + OK),
        "5:24",
        "error[missing-field]",
        "a parameter has no 'in'",
    ),
    Case(
        "an operation without responses is a warning in 3.0",
        HEAD_30 + "paths:\n  /a:\n    get: {operationId: a}\n",
        "5:5",
        "warning[missing-field]",
        "an operation has no 'responses'",
    ),
    Case(
        "a mapping in place of a list is refused",
        operation("parameters: {name: q}, " + OK),
        "5:11",
        "error[wrong-kind]",
        "a mapping stands where a list must stand",
    ),
    Case(
        "a number in a list of texts is read as text",
        operation("tags: [2], " + OK),
        "5:18",
        "warning[wrong-kind]",
        "the number 2 stands where a string must stand",
    ),
    Case(
        "an enum that is no list is refused",
        schema("{enum: a}"),
        "6:15",
        "error[wrong-kind]",
        "the string 'a' stands where a list must stand",
    ),
    Case(
        "a description that is no text is ignored",
        operation("description: [a], " + OK),
        "5:11",
        "warning[wrong-kind]",
        "a list stands where a string must stand",
    ),
    Case(
        "null in place of an operation is refused",
        HEAD + "paths:\n  /a:\n    get:\n",
        "5:5",
        "error[null-value]",
        "null stands where an operation must stand",
    ),
    Case(
        "null in place of a schema is refused",
        schema("{type: object, properties: {x: null}}"),
        "6:36",
        "error[null-value]",
        "null stands where a schema must stand",
    ),
    Case(
        "null in place of a description is ignored",
        operation("description: null, " + OK),
        "5:11",
        "warning[null-value]",
        "null stands where a string must stand",
    ),
    Case(
        "a place that parameters do not have is refused",
        operation("parameters: [{name: q, in: qeury, schema: {}}], " + OK),
        "5:38",
        "error[unknown-value]",
        "the string 'qeury' stands where 'path', 'query', 'header', 'cookie' or 'querystring' must stand; "
        "did you mean 'query'?",
    ),
    Case(
        "an unknown keyword that only resembles another is a warning that names it",
        schema("{type: string, property: {}}"),
        "6:23",
        "warning[unknown-keyword]",
        "'property' is not a field of a schema; did you mean 'properties'?",
    ),
    Case(
        "an unknown method is refused, as an operation would be lost",
        HEAD + "paths:\n  /a:\n    GET: {" + OK + "}\n",
        "5:5",
        "error[unknown-keyword]",
        "'GET' is not a field of a path item; did you mean 'get'?",
    ),
    Case(
        "a keyword of another version is a warning",
        schema("{type: string, nullable: true}"),
        "6:23",
        "warning[keyword-version]",
        "'nullable' belongs to OpenAPI 3.0; this document is 3.1",
    ),
    Case(
        "a type that JSON Schema does not have is refused",
        schema("{type: integr}"),
        "6:15",
        "error[unknown-type]",
        "'integr' is not a type of JSON Schema; did you mean 'integer'?",
    ),
    Case(
        "a list of items is read as prefixItems",
        schema("{type: array, items: [{type: string}]}"),
        "6:22",
        "warning[items-list]",
        "a list of schemas under 'items' is what JSON Schema has called 'prefixItems' since 2020",
    ),
    Case(
        "an operationId that stands twice is refused with both places",
        HEAD + "paths:\n  /a:\n    get: {operationId: x, " + OK + "}\n  /b:\n    get: {operationId: x, " + OK + "}\n",
        "7:24",
        "error[duplicate-operation-id]",
        "operationId 'x' is also that of GET /a (line 5)",
    ),
    Case(
        "a path parameter that nobody declares is refused",
        operation(OK, "/a/{id}"),
        "5:5",
        "error[path-parameter-undeclared]",
        "GET /a/{id} declares no path parameter 'id'",
    ),
    Case(
        "a path parameter without a place is left out with a warning",
        operation("parameters: [{name: id, in: path, required: true, schema: {}}], " + OK),
        "5:24",
        "warning[path-parameter-unused]",
        "the path parameter 'id' has no place in '/a'",
    ),
    Case(
        "a path parameter that may be left out is a warning",
        operation("parameters: [{name: id, in: path, schema: {}}], " + OK, "/a/{id}"),
        "5:24",
        "warning[path-parameter-optional]",
        "the path parameter 'id' is not marked as required",
    ),
    Case(
        "a path without a slash is refused",
        operation(OK, "a"),
        "4:3",
        "error[path-slash]",
        "the path 'a' does not begin with a slash",
    ),
    Case(
        "braces that do not pair are refused",
        operation(OK, "/a/{id"),
        "4:3",
        "error[path-template]",
        "the braces of '/a/{id' do not pair around names",
    ),
    Case(
        "two templates of the same path are a warning",
        HEAD + "paths:\n  /a/{x}: {}\n  /a/{y}: {}\n",
        "5:3",
        "warning[duplicate-path]",
        "'/a/{y}' is the same path as '/a/{x}' (line 4)",
    ),
    Case(
        "a parameter that stands twice is refused with both lines",
        HEAD
        + "paths:\n  /a:\n    get:\n      parameters:\n"
        + "      - {name: q, in: query, schema: {}}\n" * 2
        + "      "
        + OK
        + "\n",
        "8:9",
        "error[duplicate-parameter]",
        "the query parameter 'q' is declared already (line 7)",
    ),
    Case(
        "a parameter without a schema is refused",
        operation("parameters: [{name: q, in: query}], " + OK),
        "5:24",
        "error[parameter-schema]",
        "the parameter 'q' has neither schema nor content",
    ),
    Case(
        "a key that is no status code is refused",
        operation("responses: {2000: {description: x}}"),
        "5:23",
        "error[status-code]",
        "'2000' is no status code",
    ),
    Case(
        "a schema that is part of itself is refused",
        schema("{allOf: [{$ref: '#/components/schemas/A'}]}"),
        "6:5",
        "error[schema-cycle]",
        "this schema is part of itself: what it allows cannot be told",
    ),
    Case(
        "a schema that is part of itself by way of another is refused",
        schema("{allOf: [{$ref: '#/components/schemas/C'}]}")
        + "    C: {anyOf: [{$ref: '#/components/schemas/A'}, {type: string}]}\n",
        "6:5",
        "error[schema-cycle]",
        "this schema is part of itself: what it allows cannot be told",
    ),
    Case(
        "a discriminator that maps to nothing is refused",
        schema("{oneOf: [{$ref: '#/components/schemas/B'}], discriminator: {propertyName: k, mapping: {b: Bb}}}"),
        "6:98",
        "error[discriminator-mapping]",
        "'b' is mapped to 'Bb', which is not defined",
    ),
    Case(
        "a security requirement without a scheme is refused",
        HEAD + "security: [{nope: []}]\npaths: {}\n",
        "3:13",
        "error[security-undefined]",
        "no security scheme is named 'nope'",
    ),
    Case(
        "a pattern that Python cannot compile is a warning",
        schema("{type: string, pattern: '[a'}"),
        "6:32",
        "warning[pattern]",
        "Python cannot compile the pattern '[a': unterminated character set",
    ),
    Case(
        "a default of the wrong type is a warning",
        schema("{type: integer, default: abc}"),
        "6:33",
        "warning[default-type]",
        "the default is the string 'abc', which is not of type integer",
    ),
    Case(
        "a default that is not in the enum is a warning",
        schema("{enum: [a, b], default: c}"),
        "6:32",
        "warning[default-type]",
        "the default is the string 'c', which is not one of the enum",
    ),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_breach_of_openapi_is_told_in_one_line_with_its_place(case: Case) -> None:
    assert first_line(case.text) == case.line
