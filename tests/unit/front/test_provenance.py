"""Hand-written documents: which provenances, severities and rules are right."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.lint import lint
from generator.lint.citation import BadCitation, Citation, citation
from generator.resolve import Page, resolve
from tests.unit.front.documents import HEAD, OK, PAGE, sourced, told, written

PAGES = {"create": Page("page.txt", ("one", "two", "three"))}
SPEC = Path(__file__).parents[3] / "spec" / "fireworks" / "openapi.yaml"


@pytest.fixture(autouse=True)
def page() -> None:
    """The captured page of three lines that the documents name."""
    written("one\ntwo\nthree\n", "page.txt")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("page 2", Citation("page", "create", ((2, 2),))),
        ("page create:1, 3", Citation("page", "create", ((1, 1), (3, 3)))),
        ("shown 1-3", Citation("shown", "create", ((1, 3),))),
        ("sibling", Citation("sibling")),
        ("practice", Citation("practice")),
        ("inferred", Citation("inferred")),
    ],
)
def test_a_provenance_names_its_kind_page_and_lines(text: str, meant: Citation) -> None:
    assert citation(text, PAGES) == meant


@pytest.mark.parametrize(
    "text", ["page", "page 0", "page 4", "page 3-2", "page a:1", "sibling 1", "Page 1", 1, None, ""]
)
def test_anything_else_is_no_provenance(text: object) -> None:
    with pytest.raises(BadCitation):
        citation(text, PAGES)


def test_with_several_pages_the_page_is_named() -> None:
    pages = {**PAGES, "get": Page("get.txt", ("one",))}
    assert citation("page get:1", pages) == Citation("page", "get", ((1, 1),))
    with pytest.raises(BadCitation) as error:
        citation("page 1", pages)
    assert str(error.value) == "the document has 2 pages, and this does not say which one"


@pytest.mark.parametrize(
    "fields",
    [
        "{type: string, maxLength: 5, x-source: page 2}",
        "{type: string, maxLength: 5, x-source: {type: shown 1, maxLength: 'page 1, 2'}}",
        "{type: integer, format: int32, x-source: {kind: shown 1, type: sibling, format: sibling}}",
        "{$ref: '#/components/schemas/A', x-source: {field: inferred, description: page 1}}",
        "{type: string, maxLength: 5, x-source: page 2, x-severity: {maxLength: warn}, x-because: it is so}",
        "{type: string, x-server-default: a, x-source: {type: page 1, x-server-default: sibling}}",
        "{x-source: page 1, allOf: [{if: {properties: {k: {const: a}}}, "
        "then: {required: [m], properties: {n: false}, x-rule: {id: m-required, says: required, source: page 1}}}]}",
        "{x-source: page 1, dependentRequired: {a: [b]}, x-rule: {id: b-required, says: b, source: page 1, "
        "severity: warn, because: others do not}}",
        "{x-source: page 1, x-rule: {id: a, says: b, source: page 1, severity: refuse}}",
        "{x-source: page 1, x-rule: {id: a, says: b, source: inferred, severity: warn}}",
    ],
)
def test_facts_that_say_where_they_come_from_have_no_finding(fields: str) -> None:
    assert told(sourced(fields)) == ""


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ("{type: string, x-source: {maxLenght: page 1, type: page 1}}", "'maxLenght' is no keyword that could have"),
        ("{x-source: page 1, x-rule: {id: A b, says: c, source: page 1}}", "'A b' is no id of a rule"),
        ("{x-source: page 1, x-rule: {id: a, says: c, source: page 1, sevrity: warn}}", "'sevrity' is not a field of"),
        ("{x-source: page 1, x-rule: {id: a, says: c, source: page 9}}", "the page 'create' has no line 9"),
        ("{x-source: page 1, x-rule: a}", "x-rule is the string 'a'"),
        ("{x-source: page 1, x-rule: {id: a, says: c, source: page 1, severity: warn}}", "lowered without a reason"),
        ("{x-source: page 1, dependentRequired: {a: [b]}}", "'dependentRequired' makes a demand that no rule names"),
        ("{type: string, x-source: page 1, x-severity: {maxLength: warn}, x-because: b}", "'maxLength' does not stand"),
        ("{type: array, items: {maxLength: 3}, x-source: page 1}", "'maxLength' does not say where it comes from"),
    ],
)
def test_facts_that_claim_too_much_or_too_little_are_refused(fields: str, message: str) -> None:
    text = told(sourced(fields))
    assert message in text
    assert text.endswith("1 error. Nothing was written.")


def test_a_rule_id_stands_once() -> None:
    rule = "{x-rule: {id: a, says: b, source: page 1}}"
    assert "another rule is named 'a' too (line 10)" in told(sourced(f"{{x-source: page 1, allOf: [{rule}, {rule}]}}"))


def test_a_bound_of_a_parameter_may_have_its_source_beside_the_parameters_own() -> None:
    parameter = (
        "{name: q, in: query, schema: {type: string, maxLength: 5}, x-source: {type: page 1, maxLength: page 2}}"
    )
    text = f"{HEAD}{PAGE}paths:\n  /a:\n    get: {{x-docs-page: create, parameters: [{parameter}], {OK}}}\n"
    assert told(text) == ""
    assert "'craete'; did you mean 'create'?" in told(text.replace("x-docs-page: create", "x-docs-page: craete"))


def test_a_document_without_captured_pages_is_itself_the_statement() -> None:
    assert told(sourced("{type: string, x-source: what I say}").replace(PAGE, "")) == ""


def test_a_page_outside_of_the_folder_is_not_read() -> None:
    assert "leads out of the folder of the document" in told(f"{HEAD}x-docs: {{a: ../page.txt}}\npaths: {{}}\n")


def test_the_projects_own_spec_has_no_finding() -> None:
    assert lint(resolve(str(SPEC))) == ()
