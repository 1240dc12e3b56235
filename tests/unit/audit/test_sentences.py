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


MORE: list[tuple[str, Kind, list[tuple[str, object]]]] = [
    ("Must be less than or equal to 100.", "integer", [("maximum", 100)]),
    ("Must be greater than or equal to 0.", "number", [("minimum", 0)]),
    ("Must be >= 1 and <= 9.", "integer", [("minimum", 1), ("maximum", 9)]),
    ("Must be > 0.", "number", [("exclusiveMinimum", 0)]),
    ("Must be greater than zero.", "integer", [("exclusiveMinimum", 0)]),
    ("A minimum of 3 characters.", "string", [("minLength", 3)]),
    ("At a minimum 2 items.", "array", [("minItems", 2)]),
    ("Limited to 64 characters.", "string", [("maxLength", 64)]),
    ("Maximum length of 18.", "string", [("maxLength", 18)]),
    ("Maximum field length = 18", "string", [("maxLength", 18)]),
    ("Must be exactly 8 characters long.", "string", [("minLength", 8), ("maxLength", 8)]),
    ("Must be 1-63 characters long.", "string", [("minLength", 1), ("maxLength", 63)]),
    ("Must be 3 to 40 characters.", "string", [("minLength", 3), ("maxLength", 40)]),
    ("128 characters max.", "string", [("maxLength", 128)]),
    ("Must be 5 or more.", "integer", [("minimum", 5)]),
    ("Must be 10 items or fewer.", "array", [("maxItems", 10)]),
    ("Valid range: [0, 100].", "number", [("minimum", 0), ("maximum", 100)]),
    ("Range: 1-5.", "integer", [("minimum", 1), ("maximum", 5)]),
    ("Must be in the range 0.5 to 2.", "number", [("minimum", 0.5), ("maximum", 2)]),
    ("Accepted values are integers from `1` to `36000`.", "integer", [("minimum", 1), ("maximum", 36000)]),
    ("Can be a positive integer from 2 to 250.", "integer", [("minimum", 2), ("maximum", 250)]),
    ("A maximum of 50 IDs can be sent in one request.", "array", [("maxItems", 50)]),
    ("Must be positive.", "integer", [("exclusiveMinimum", 0)]),
    ("Must be a non-negative integer.", "integer", [("minimum", 0)]),
    ("Must not be negative.", "number", [("minimum", 0)]),
    ("Must be a multiple of 8.", "integer", [("multipleOf", 8)]),
    ("Must be divisible by 0.5.", "number", [("multipleOf", 0.5)]),
    ("Must not be empty.", "string", [("minLength", 1)]),
    ("Cannot be empty.", "array", [("minItems", 1)]),
    ("Must be non-empty.", "object", [("minProperties", 1)]),
    ("Items must be unique.", "array", [("uniqueItems", True)]),
    ("Must not contain duplicates.", "array", [("uniqueItems", True)]),
    ("Read only.", "string", [("readOnly", True)]),
    ("Output only.", "integer", [("readOnly", True)]),
    ("[Output Only] When it was made.", "string", [("readOnly", True)]),
    ("This field is read-only.", "object", [("readOnly", True)]),
    ("The price (read only)", "number", [("readOnly", True)]),
    ("Input only.", "string", [("writeOnly", True)]),
    ("[Required] The address.", "string", [("required", True)]),
    ("Must be specified.", "string", [("required", True)]),
    ("Must be a valid email address.", "string", [("format", "email")]),
    ("Must be a valid URL.", "string", [("format", "uri")]),
    ("Must be a UUID.", "string", [("format", "uuid")]),
    ("Must be an RFC 3339 timestamp.", "string", [("format", "date-time")]),
    ("Must match ^[a-z]{2,8}$.", "string", [("pattern", "^[a-z]{2,8}$")]),
    ("Must match the pattern `[a-z]+`.", "string", [("pattern", "[a-z]+")]),
    ("Must start with `gs://`.", "string", [("pattern", "^gs://")]),
    ('Must end with ".safetensors".', "string", [("pattern", r"\.safetensors$")]),
    ("Must begin with accounts/.", "string", [("pattern", "^accounts/")]),
    ("May only contain lowercase letters, digits, and hyphens.", "string", [("pattern", "^[a-z0-9-]*$")]),
    ("Must contain only letters (a-z), numbers, '-' and '_'.", "string", [("pattern", "^[A-Za-z0-9_-]*$")]),
    ("Only alphanumeric characters and underscores are allowed.", "string", [("pattern", "^[A-Za-z0-9_]*$")]),
    ("Must be one of: red, green, blue.", "string", [("enum", ["red", "green", "blue"])]),
    ("Must be one of `a`, `b`, or `c`.", "string", [("enum", ["a", "b", "c"])]),
    ("Valid values are 1, 2, 4.", "integer", [("enum", [1, 2, 4])]),
    ("Must be either FULL or PART.", "string", [("enum", ["FULL", "PART"])]),
    (
        "Can be: `GET` or `POST` and the default is `GET`.",
        "string",
        [("enum", ["GET", "POST"]), ("default", "GET")],
    ),
    ("Default: `auto`.", "string", [("default", "auto")]),
    ("The port (default: 443).", "integer", [("default", 443)]),
    ("Default 20.", "integer", [("default", 20)]),
    ("Defaults to false (nothing is sent).", "boolean", [("default", False)]),
    ("Defaults to an empty string.", "string", [("default", "")]),
    ("Defaults to an empty list.", "array", [("default", [])]),
]


@pytest.mark.parametrize(("text", "kind", "keywords"), MORE)
def test_more_sorts_of_demands_are_read(text: str, kind: Kind, keywords: list[tuple[str, object]]) -> None:
    assert read(text, kind) == keywords


@pytest.mark.parametrize(
    ("text", "aspect", "value"),
    [
        ("Required when kind equals A.", "required-if", {"field": "kind", "values": ["A"]}),
        ("Required unless kind is A or B.", "required-unless", {"field": "kind", "values": ["A", "B"]}),
        ("Required if size is not set.", "required-without", {"field": "size"}),
        ("Must be provided unless size is provided.", "required-without", {"field": "size"}),
        ("Must not be set if size is set.", "forbidden-with", {"field": "size"}),
        ("Cannot be specified when `kind` is set to A.", "forbidden-if", {"field": "kind", "values": ["A"]}),
        ("Can only be set if kind is A.", "forbidden-unless", {"field": "kind", "values": ["A"]}),
        ("May only be specified when size is specified.", "forbidden-without", {"field": "size"}),
        ("Mutually exclusive with size.", "forbidden-with", {"field": "size"}),
        ("Cannot be used together with size.", "forbidden-with", {"field": "size"}),
        ("Not allowed when size is omitted.", "forbidden-without", {"field": "size"}),
    ],
)
def test_conditions_in_other_words_are_read(text: str, aspect: str, value: object) -> None:
    assert read(text, "string") == [(aspect, value)]


@pytest.mark.parametrize(
    ("text", "name", "keywords"),
    [
        ("Must be at most 600 seconds.", "timeoutSeconds", [("maximum", 600)]),
        ("At least 50 ms.", "pollMs", [("minimum", 50)]),
        ("The pause in minutes. At most 90 minutes.", "pause", [("maximum", 90)]),
        ("Between 1 and 500 grams.", "weight_grams", [("minimum", 1), ("maximum", 500)]),
        ("Up to 100%.", "fill_percent", [("maximum", 100)]),
        ("Defaults to 30 seconds.", "timeoutSeconds", [("default", 30)]),
    ],
)
def test_a_measure_bounds_a_field_that_counts_in_it(text: str, name: str, keywords: list[tuple[str, object]]) -> None:
    assert [(demand.aspect, demand.value) for demand in demands(text, "integer", name)] == keywords


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("At most 10 minutes.", "integer", "timeoutSeconds"),
        ("At most 10 minutes.", "integer", "timeout"),
        ("Defaults to 72 hours.", "integer", "ttl"),
        ("Must start with a letter.", "string", "name"),
        ("May only contain printable characters.", "string", "name"),
        ("Must match the current version.", "string", "version"),
        ("Must be one of the supported regions.", "string", "region"),
        ("Must be either set or empty.", "string", "note"),
        ("Must be a valid model name.", "string", "model"),
        ("Must be a positive, even value.", "integer", "n"),
        ("Range: [0, 1).", "number", "p"),
        ("Must be unique within the account.", "array", "tags"),
        ("Only owners can read it.", "string", "secret"),
        ("Should be one of A or B of them.", "string", "s"),
        ("Must match ^[a-z$.", "string", "s"),
        ("Either size or weight is required.", "integer", "size"),
        ("Valid values depend on the region.", "string", "zone"),
        ("Required for trucks.", "string", "plate"),
    ],
)
def test_what_is_not_understood_is_never_guessed(text: str, kind: Kind, name: str) -> None:
    assert [demand.aspect for demand in demands(text, kind, name)] == ["unclassified"]
