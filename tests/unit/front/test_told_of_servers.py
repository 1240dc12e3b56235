"""What is told of servers: each is a warning, as a client can be made all the same."""

from __future__ import annotations

import pytest

from tests.unit.front.documents import HEAD, OK, Case, first_line

PATHS = f"paths: {{/a: {{get: {{{OK}}}}}}}\n"
CASES = (
    Case(
        "a variable of the URL that nobody defines is told",
        f"{HEAD}servers: [{{url: 'https://{{reggion}}.example', variables: {{region: {{default: eu}}}}}}]\n{PATHS}",
        "3:17",
        "warning[server-variable]",
        "no variable is named 'reggion'; did you mean 'region'?: the caller must give its value",
    ),
    Case(
        "a variable that does not stand in the URL is told",
        f"{HEAD}servers: [{{url: 'https://a.example', variables: {{region: {{default: eu}}}}}}]\n{PATHS}",
        "3:50",
        "warning[server-variable]",
        "the variable 'region' does not stand in the URL 'https://a.example'",
    ),
    Case(
        "a default that is none of the values is told",
        f"{HEAD}servers: [{{url: 'https://{{r}}.example', variables: {{r: {{default: eu, enum: [us]}}}}}}]\n{PATHS}",
        "3:65",
        "warning[server-variable]",
        "the default 'eu' is none of the values in enum",
    ),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_it_is_told_with_place_and_words(case: Case) -> None:
    assert first_line(case.text) == case.line
