"""Tests of requests that few documents ask for: several JSON kinds at one place, items that have schemas of their own.

Each is a function of a value, its place and the faults found so far, like the check functions that call it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from .faults import Faults, Test, article, counted, is_array, is_tree, shown


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


def in_turn(
    value: Sequence[object],
    at: str,
    tests: Sequence[Test | None],
    found: Faults,
    *,
    rest: Test | None = None,
    closed: bool = False,
    warns: Collection[str] = (),
) -> None:
    """Test the first items of an array each by its own test, and all behind them by `rest`; `closed`: there are none."""
    for index, item in enumerate(value):
        test = tests[index] if index < len(tests) else rest
        if test is not None:
            test(item, f"{at}[{index}]", found)
    if closed and len(value) > len(tests):
        found.add(at, "items", f"{counted(len(value), 'item')}, {len(tests)} at most", warns)


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
