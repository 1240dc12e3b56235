"""Fixtures are read by people, and compared line by line."""

from __future__ import annotations

import json

from generator.cases.layout import written


def test_what_fits_stands_on_a_line_and_cases_are_always_broken() -> None:
    text = written({"about": "Toys.", "cases": [{"case": "one", "body": {"a": [1, 2], "b": {"c": None}}}]})
    assert text == (
        '{\n  "about": "Toys.",\n  "cases": [\n    {\n      "case": "one",\n'
        '      "body": {"a": [1, 2], "b": {"c": null}}\n    }\n  ]\n}\n'
    )


def test_a_long_string_of_one_character_is_written_short() -> None:
    assert '{"$repeat": "é", "times": 999}' in written({"cases": [{"a": "é" * 999}]})
    assert json.loads(written({"cases": ["é" * 99]})) == {"cases": ["é" * 99]}


def test_the_text_means_the_value() -> None:
    value: dict[str, object] = {
        "a": [{"b": ["x" * 70, "y" * 70]}, list[str](), dict[str, str]()],
        "é": "\u2028\n",
        "n": 1.5,
    }
    assert json.loads(written(value)) == value
