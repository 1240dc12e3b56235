"""Tests of requests that few documents ask for: several JSON kinds at one place.

Each is a function of a value, its place and the faults found so far, like the check functions that call it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from .faults import Faults, Test, article, is_array, is_tree, shown


def a_string(value: object, at: str, found: Faults) -> None:
    """Test that a value is a string, and no more."""
    found.string(value, at)


def an_integer(value: object, at: str, found: Faults) -> None:
    """Test that a value is a whole number, and no more."""
    found.number(value, at, integer=True)


def a_number(value: object, at: str, found: Faults) -> None:
    """Test that a value is a number, and no more."""
    found.number(value, at)


def a_boolean(value: object, at: str, found: Faults) -> None:
    """Test that a value is true or false."""
    found.boolean(value, at)


def of_kinds(value: object, at: str, tests: Mapping[str, Test], found: Faults, warns: Collection[str] = ()) -> None:
    """Test a value that may be of several JSON kinds, by the test of its own: true is no number."""
    test = tests.get(kind_among(value, tests))
    if test is not None:
        test(value, at, found)
    else:
        found.add(at, "type", f"{shown(value)} is not {' or '.join(map(article, tests))}", warns)


def kind_among(value: object, kinds: Collection[str]) -> str:
    """The JSON kind of a value, where a number is an integer if only integers are among the kinds; "null" for any other."""
    match value:
        case bool():
            return "boolean"
        case int() | float():
            return "number" if "number" in kinds else "integer"
        case str():
            return "string"
        case _:
            return "array" if is_array(value) else "object" if is_tree(value) else "null"
