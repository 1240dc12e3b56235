"""Tests of requests that few documents ask for, one by one."""

from __future__ import annotations

from typing import Any

import pytest

from templates.runtime.faults import Fault, Faults, Test
from templates.runtime.keywords import a_boolean, a_number, a_string, an_integer, in_turn, of_kinds

TEXT_OR_COUNT: dict[str, Test] = {"string": a_string, "integer": an_integer}


def told(value: object, tests: dict[str, Test], warns: tuple[str, ...] = ()) -> list[Fault]:
    found = Faults()
    of_kinds(value, "at", tests, found, warns)
    return found.found


@pytest.mark.parametrize("value", ["", "7", 7, 7.0, -1])
def test_a_value_of_one_of_the_kinds_passes(value: object) -> None:
    assert told(value, TEXT_OR_COUNT) == []


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (True, "True is not a string or an integer"),
        ([], "[] is not a string or an integer"),
        ({}, "{} is not a string or an integer"),
        (None, "null is not a string or an integer"),
    ],
)
def test_a_value_of_none_of_them_is_told_with_all_of_them(value: object, says: str) -> None:
    assert told(value, TEXT_OR_COUNT) == [Fault("at", "type", says)]
    assert told(value, TEXT_OR_COUNT, ("type",)) == [Fault("at", "type", says, "warn")]


def test_each_kind_has_its_own_test() -> None:
    assert told(1.5, TEXT_OR_COUNT) == [Fault("at", "integer", "1.5 is not a whole number")]
    assert told(1.5, {"number": a_number, "boolean": a_boolean}) == []
    assert told(float("nan"), {"number": a_number}) == [Fault("at", "type", "nan has no form in JSON")]
    assert told(1, {"boolean": a_boolean, "string": a_string}) == [
        Fault("at", "type", "1 is not a boolean or a string")
    ]
    assert told(False, {"boolean": a_boolean, "integer": an_integer}) == []


def test_the_first_items_have_tests_of_their_own_and_the_rest_another() -> None:
    def told_in_turn(value: list[object], **more: Any) -> list[tuple[str, str, str]]:
        found = Faults()
        in_turn(value, "at", (a_string, None), found, **more)
        return [(fault.path, fault.rule, fault.message) for fault in found.found]

    assert told_in_turn(["a", object(), object()]) == []
    assert told_in_turn([]) == []
    assert told_in_turn([1, 1, 1, "x"], rest=an_integer) == [
        ("at[0]", "type", "1 is not a string"),
        ("at[3]", "type", "'x' is not an integer"),
    ]
    assert told_in_turn(["a", 1, 2], closed=True) == [("at", "items", "3 items, 2 at most")]
