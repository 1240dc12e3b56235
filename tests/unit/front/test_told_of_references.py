"""What is told of references that lead nowhere, or where they must not."""

from __future__ import annotations

import pytest

from tests.unit.front.documents import HEAD, OK, Case, first_line, schema

CASES = (
    Case(
        "a reference to nothing is told with the nearest name",
        HEAD
        + "paths: {}\ncomponents:\n  schemas:\n    PeftDetails: {type: object}\n"
        + "    A: {$ref: '#/components/schemas/PeftDetials'}\n",
        "7:15",
        "error[ref-not-found]",
        "'#/components/schemas/PeftDetials' is not defined; did you mean 'PeftDetails'?",
    ),
    Case(
        "a URL is never fetched",
        schema("{$ref: 'http://127.0.0.1:9/a.yaml#/Pet'}"),
        "6:15",
        "error[ref-url]",
        "'http://127.0.0.1:9/a.yaml#/Pet' is a URL, and nothing is fetched from the network",
    ),
    Case(
        "a file outside of the folder is never read",
        schema("{$ref: ../secret.yaml}"),
        "6:15",
        "error[ref-escape]",
        "'../secret.yaml' leads out of the folder of the document",
    ),
    Case(
        "a file that is not there is named",
        schema("{$ref: 'missing.yaml#/Pet'}"),
        "6:15",
        "error[ref-file-missing]",
        "there is no file 'missing.yaml' beside 'openapi.yaml'",
    ),
    Case(
        "a bare name gets the pointer as a hint",
        schema("{$ref: B}"),
        "6:15",
        "error[ref-file-missing]",
        "there is no file 'B' beside 'openapi.yaml'; did you mean '#/components/schemas/B'?",
    ),
    Case(
        "references that only lead to each other are refused",
        schema("{$ref: '#/components/schemas/C'}") + "    C: {$ref: '#/components/schemas/A'}\n",
        "6:15",
        "error[ref-cycle]",
        "'#/components/schemas/C' comes back to itself: no object stands anywhere on the way",
    ),
    Case(
        "a schema that refers to a parameter is refused",
        schema("{$ref: '#/components/parameters/P'}") + "  parameters:\n    P: {name: p, in: query, schema: {}}\n",
        "6:15",
        "error[ref-kind]",
        "'#/components/parameters/P' is a parameter, and a schema must stand here",
    ),
    Case("a reference that is no text is refused", schema("{$ref: 5}"), "6:15", "error[ref-syntax]", "a $ref is text"),
    Case(
        "a reference in place of a list is put in with a warning",
        HEAD
        + "paths:\n  /a:\n    get:\n      parameters: {$ref: '#/x-parameters'}\n      "
        + OK
        + "\nx-parameters:\n- {name: q, in: query, schema: {}}\n",
        "6:26",
        "warning[ref-misplaced]",
        "OpenAPI has no $ref here; what '#/x-parameters' means is put in its place",
    ),
    Case(
        "a reference to an anchor is named as unsupported",
        schema("{$ref: '#Pet'}"),
        "6:15",
        "error[unsupported]",
        "'#Pet' refers to a $anchor, which is not supported",
    ),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_fault_of_a_reference_is_told_in_one_line_with_its_place(case: Case) -> None:
    assert first_line(case.text) == case.line
