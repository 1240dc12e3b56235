"""What is told of text that is no OpenAPI document, or not a clean one."""

from __future__ import annotations

import pytest

from tests.unit.front.documents import HEAD, Case, first_line

CASES = (
    Case(
        "a tab that indents is told as a tab",
        HEAD + "paths:\n\t/a: {}\n",
        "4:1",
        "error[yaml-syntax]",
        "this is not YAML: a tab indents this line",
    ),
    Case(
        "an unclosed bracket is told with the line that opens it",
        HEAD + "paths:\n  /a: {get: {}\n  /b: {}\n",
        "5:3",
        "error[yaml-syntax]",
        "this is not YAML: '{' of line 4 is not closed",
    ),
    Case(
        "a second document in the file is refused",
        HEAD + "paths: {}\n---\nopenapi: 3.0.0\n",
        "4:1",
        "error[yaml-documents]",
        "a second YAML document begins here",
    ),
    Case(
        "a tag of another schema is refused",
        HEAD + "paths: {}\nx-a: !!python/object/apply:os.system [ls]\n",
        "4:6",
        "error[yaml-tag]",
        "the tag 'tag:yaml.org,2002:python/object/apply:os.system' is not of YAML's core schema",
    ),
    Case(
        "a scalar that is not what its tag says is refused",
        HEAD + "paths: {}\nx-a: !!int abc\n",
        "4:6",
        "error[yaml-tag]",
        "'abc' is not of the kind that its tag asks for",
    ),
    Case(
        "a mapping as a key is refused",
        HEAD + "paths: {}\n? {a: b}\n: c\n",
        "4:3",
        "error[yaml-key]",
        "a key is a mapping or a list",
    ),
    Case(
        "a merge of something else than mappings is refused",
        HEAD + "paths: {}\nx-a: {<<: text}\n",
        "4:11",
        "error[yaml-merge]",
        "'<<' merges mappings, and this is none",
    ),
    Case(
        "an alias of nothing is refused",
        HEAD + "paths: {}\nx-a: *nothing\n",
        "4:6",
        "error[yaml-alias]",
        "no anchor is named 'nothing'",
    ),
    Case(
        "an alias within its own anchor is refused",
        HEAD + "paths: {}\nx-a: &a [*a]\n",
        "4:10",
        "error[yaml-alias]",
        "*a stands inside of what it names",
    ),
    Case(
        "a second equal key is refused with both lines",
        HEAD + "paths:\n  /a: {}\n  /b: {}\n  /a: {}\n",
        "6:3",
        "error[duplicate-key]",
        "'/a' stands twice in one mapping, first on line 4",
    ),
    Case(
        "an integer that Python could not print is refused",
        HEAD + "paths: {}\nx-a: " + "1" * 4301 + "\n",
        "4:6",
        "error[number-too-long]",
        "an integer of 4,301 digits",
    ),
    Case("a file of blanks is empty", "  \n", "", "error[empty]", "the file is empty"),
    Case("a file of comments is empty", "# nothing\n", "1:1", "error[empty]", "the file holds no value"),
    Case(
        "a list is no document",
        "- openapi: 3.1.0\n",
        "1:1",
        "error[root-kind]",
        "an OpenAPI document is a mapping, and this is a list",
    ),
    Case(
        "a document without a version is refused",
        'info: {title: T, version: "1"}\npaths: {}\n',
        "1:1",
        "error[version-missing]",
        "the document does not say which version of OpenAPI it is written in",
    ),
    Case(
        "Swagger 2.0 is named as such",
        'swagger: "2.0"\npaths: {}\n',
        "1:10",
        "error[version-unsupported]",
        "this is Swagger 2.0, and only OpenAPI 3.0, 3.1 and 3.2 are supported",
    ),
    Case(
        "a later version is refused",
        "openapi: 4.0.0\npaths: {}\n",
        "1:10",
        "error[version-unsupported]",
        "'4.0.0' is not a version that is supported",
    ),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_fault_of_the_text_is_told_in_one_line_with_its_place(case: Case) -> None:
    assert first_line(case.text) == case.line
