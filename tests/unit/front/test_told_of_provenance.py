"""What is told of hand-written documents whose facts do not say where they come from."""

from __future__ import annotations

import pytest

from tests.unit.front.documents import HEAD, OK, PAGE, Case, first_line, sourced, written

CASES = (
    Case(
        "a captured page that is not there is refused",
        HEAD + "x-docs: {create: nowhere.txt}\npaths: {}\n",
        "3:18",
        "error[x-docs]",
        "there is no captured page 'nowhere.txt'",
    ),
    Case(
        "a provenance that cannot be read is refused",
        sourced("{type: string, x-source: pg 2}"),
        "10:37",
        "error[x-source]",
        "'pg 2' is no provenance",
    ),
    Case(
        "a page that x-docs does not name is refused",
        sourced("{type: string, x-source: 'page craete:2'}"),
        "10:37",
        "error[x-source-page]",
        "x-docs names no page 'craete'; did you mean 'create'?",
    ),
    Case(
        "a line behind the end of the page is refused",
        sourced("{type: string, x-source: page 9}"),
        "10:37",
        "error[x-source-line]",
        "the page 'create' has no line 9: it has 3 lines",
    ),
    Case(
        "a property without a provenance is refused",
        sourced("{type: string}"),
        "10:9",
        "error[x-source-missing]",
        "the property 'p' does not say where it comes from",
    ),
    Case(
        "a bound without a provenance is refused",
        sourced("{type: string, maxLength: 5, x-source: {type: shown 1}}"),
        "10:27",
        "error[x-source-missing]",
        "'maxLength' does not say where it comes from",
    ),
    Case(
        "a parameter without a provenance is refused",
        HEAD + PAGE + "paths:\n  /a:\n    get: {parameters: [{name: q, in: query, schema: {}}], " + OK + "}\n",
        "6:24",
        "error[x-source-missing]",
        "the parameter 'q' does not say where it comes from",
    ),
    Case(
        "a severity is never raised",
        sourced("{type: string, maxLength: 5, x-source: sibling, x-severity: {maxLength: refuse}, x-because: b}"),
        "10:84",
        "error[severity-raised]",
        "'refuse': a severity may be lowered to 'warn', never raised",
    ),
    Case(
        "a severity is not lowered without a reason",
        sourced("{type: string, maxLength: 5, x-source: page 1, x-severity: {maxLength: warn}}"),
        "10:59",
        "error[x-severity]",
        "a severity is lowered without a reason",
    ),
    Case(
        "a rule without a sentence is refused",
        sourced("{type: string, x-source: page 1, x-rule: {id: a, source: page 1}}"),
        "10:45",
        "error[x-rule]",
        "a rule has no 'says'",
    ),
    Case(
        "a demand without a rule is refused",
        sourced("{x-source: page 1, if: {required: [a]}, then: {required: [b]}}"),
        "10:52",
        "error[x-rule-missing]",
        "'then' makes a demand that no rule names",
    ),
    Case(
        "a rule that no page states may not refuse",
        sourced("{x-source: page 1, x-rule: {id: a, says: b, source: sibling, severity: refuse}}"),
        "10:83",
        "error[severity-raised]",
        "'refuse': only what a page states refuses, and a severity is never raised",
    ),
    Case(
        "a breach of a rule that does not exist is refused",
        HEAD
        + PAGE
        + "paths: {}\ncomponents:\n  examples:\n"
        + "    E: {value: 1, x-breaks: [{path: a, rule: maximun, severity: warn}]}\n",
        "7:30",
        "error[x-breaks]",
        "no rule or keyword is named 'maximun'; did you mean 'maximum'?",
    ),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_fault_of_provenance_is_told_in_one_line_with_its_place(case: Case) -> None:
    written("one\ntwo\nthree\n", "page.txt")
    assert first_line(case.text) == case.line
