"""What sentences demand, by the kind of their field, and what is left to a person."""

from __future__ import annotations

import pytest

from generator.audit.example import Kind
from generator.audit.sentences import demands

UNREAD = [("unclassified", "the sentence")]


def read(text: str, kind: Kind) -> list[tuple[str, object]]:
    found = [(demand.aspect, demand.value) for demand in demands(text, kind)]
    return [(aspect, "the sentence" if value == text else value) for aspect, value in found]


@pytest.mark.parametrize(
    ("text", "kind", "keywords"),
    [
        ("No more than 50.", "integer", [("maximum", 50)]),
        ("Must be no more than 10 characters.", "string", [("maxLength", 10)]),
        ("No fewer than 2 items.", "array", [("minItems", 2)]),
        ("Must not be more than 5.", "integer", [("maximum", 5)]),
        ("Must not be less than 5.", "number", [("minimum", 5)]),
        ("Never more than 5 items.", "array", [("maxItems", 5)]),
        ("The price, never less than 5.", "integer", [("minimum", 5)]),
        ("Cannot exceed 64 characters.", "string", [("maxLength", 64)]),
        ("Must not exceed 0.5.", "number", [("maximum", 0.5)]),
        ("May not be longer than 8 characters.", "string", [("maxLength", 8)]),
        ("Can't be shorter than three characters.", "string", [("minLength", 3)]),
        ("Must be not less than 1 and not more than 100.", "integer", [("minimum", 1), ("maximum", 100)]),
    ],
)
def test_a_negated_comparison_is_the_bound_that_it_says(
    text: str, kind: Kind, keywords: list[tuple[str, object]]
) -> None:
    assert read(text, kind) == keywords


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Must not be between 1 and 5.", "integer"),
        ("Must not be at most 5.", "integer"),
        ("Never up to 5 items.", "array"),
        ("Is not required if kind is A.", "string"),
        ("It does not default to A.", "string"),
        ("Not required.", "string"),
        ("Neither fewer nor more than 5.", "array"),
    ],
)
def test_what_is_negated_otherwise_is_never_the_opposite(text: str, kind: Kind) -> None:
    assert read(text, kind) == UNREAD


@pytest.mark.parametrize(
    ("text", "kind", "keywords"),
    [
        ("Up to 8 characters long.", "string", [("maxLength", 8)]),
        ("The code, up to 8 characters long.", "string", [("maxLength", 8)]),
        ("Maximum length is 8 characters.", "string", [("maxLength", 8)]),
        ("Max Length: 2.", "string", [("maxLength", 2)]),
        ("Its minimum length: 2.", "string", [("minLength", 2)]),
        ("At least one is required.", "array", [("minItems", 1)]),
        ("No more than 10 may be given.", "array", [("maxItems", 10)]),
        ("Minimum 5.", "integer", [("minimum", 5)]),
        ("Max 10.", "integer", [("maximum", 10)]),
        ("Max. 10 items.", "array", [("maxItems", 10)]),
        ("Minimum: 1,000", "integer", [("minimum", 1000)]),
        ("A maximum of 64 tags.", "array", [("maxItems", 64)]),
        ("Maximum number of tags is twelve.", "array", [("maxItems", 12)]),
        ("At most 5 keys.", "object", [("maxProperties", 5)]),
        ("Must be from 1 to 10.", "integer", [("minimum", 1), ("maximum", 10)]),
        ("Must be greater than 0 and no more than 50.", "integer", [("exclusiveMinimum", 0), ("maximum", 50)]),
        ("Must be at least 3 and at most 40 characters.", "string", [("minLength", 3), ("maxLength", 40)]),
        ("Required range: 1 <= x <= 5", "integer", [("minimum", 1), ("maximum", 5)]),
        ("At most 2.5.", "number", [("maximum", 2.5)]),
        ("May be up to 64 characters long.", "string", [("maxLength", 64)]),
        ("First name of the contact (max length = 255)", "string", [("maxLength", 255)]),
        ("Bias from -100 to 100.", "integer", [("minimum", -100), ("maximum", 100)]),
        ("Year, greater than 2006.", "integer", [("exclusiveMinimum", 2006)]),
    ],
)
def test_what_is_written_in_other_words_is_read(text: str, kind: Kind, keywords: list[tuple[str, object]]) -> None:
    assert read(text, kind) == keywords


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Must be unique.", "string"),
        ("Names are unique.", "string"),
        ("At most 2 MB.", "string"),
        ("Up to 512KB.", "string"),
        ("At most 3 words.", "string"),
        ("At most 2.5 characters.", "string"),
        ("At least one is required.", "string"),
        ("Maximum length is 8.", "integer"),
        ("At most 10 characters.", "array"),
        ("At most 10 characters.", "boolean"),
        ("Up to 5.", "null"),
        ("Required range: 1 <= x <= 5", "string"),
        ("The length of each tag must be at most 10.", "array"),
        ("Should be at most 5.", "integer"),
        ("Either empty or at most 5 characters.", "string"),
        ("At most 10 items per page.", "array"),
        ("5 or more.", "integer"),
        ("8 characters.", "string"),
        ("The limit is 5.", "integer"),
        ("Longer than the title.", "string"),
        ("An address can belong to more than one role.", "array"),
        ("A bias value from -100 to 100.", "string"),
        ("Value is an integer greater than 2006.", "string"),
        ("The limit multiplied by the page cannot be greater than 10000.", "integer"),
        ("Keys may be up to 64.", "object"),
        ("Must contain between 9 and 16 digits.", "string"),
        ("A response contains up to 100 jobs.", "array"),
        ("Orders can only have at most one line.", "array"),
        ("Between 1 and the limit.", "integer"),
        ("Does not exceed the limit.", "integer"),
        ("When no value is given, defaults to 5.", "integer"),
    ],
)
def test_what_smells_of_a_constraint_and_is_not_read_is_left_to_a_person(text: str, kind: Kind) -> None:
    assert read(text, kind) == UNREAD


@pytest.mark.parametrize(
    "text",
    [
        "The maximum context length supported by the model.",
        "The unique id of the order.",
        "If set, the model may respond with one or more tool calls.",
        "How many items are ordered.",
        "The connection between both ports.",
        "Speculative decoding is disabled by default.",
        "The limit of the account.",
    ],
)
def test_what_only_describes_demands_nothing(text: str) -> None:
    assert read(text, "integer") == []
