"""The tests that printed check functions call."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from templates.runtime.faults import BUT_KIND, Fault, Faults, items, values


def found_by(run: Callable[[Faults], object]) -> list[Fault]:
    faults = Faults()
    run(faults)
    return faults.found


@pytest.mark.parametrize("text", ["a" * 63, "é" * 63, "\U0001f642" * 63, ""])
def test_a_string_may_have_as_many_code_points_as_its_bound(text: str) -> None:
    assert found_by(lambda found: found.string(text, ".x", max_length=63)) == []


@pytest.mark.parametrize("text", ["a" * 64, "\U0001f642" * 64])
def test_one_code_point_more_is_a_fault_that_counts(text: str) -> None:
    assert found_by(lambda found: found.string(text, ".x", max_length=63)) == [
        Fault("x", "maxLength", "64 characters, 63 at most")
    ]


@pytest.mark.parametrize(
    ("value", "rule", "message"),
    [
        (True, "type", "True is not an integer"),
        ("16", "type", "'16' is not an integer"),
        (None, "type", "null is not an integer"),
        (16.5, "integer", "16.5 is not a whole number"),
        (3, "minimum", "3, 4 at least"),
        (65, "maximum", "65, 64 at most"),
    ],
)
def test_what_is_no_integer_in_bounds_is_told_apart(value: object, rule: str, message: str) -> None:
    (fault,) = found_by(lambda found: found.number(value, ".r", integer=True, minimum=4, maximum=64))
    assert (fault.rule, fault.message, fault.severity) == (rule, message, "refuse")


def test_a_whole_float_is_an_integer() -> None:
    assert found_by(lambda found: found.number(16.0, ".r", integer=True, minimum=4, maximum=64)) == []


def test_only_the_json_kind_refuses_where_no_page_states_the_rest() -> None:
    faults = Faults()
    for value in (65, 1.5, "x"):
        faults.number(value, "", integer=True, maximum=64, warns=BUT_KIND)
    severities = [fault.severity for fault in faults.found]
    assert severities == ["warn", "warn", "refuse"]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("FULL_SNAPSHOP", "'FULL_SNAPSHOP' is not a snapshot type; did you mean 'FULL_SNAPSHOT'?"),
        ("full_snapshot", "'full_snapshot' is not a snapshot type; did you mean 'FULL_SNAPSHOT'?"),
        ("zzz", "'zzz' is not a snapshot type; one of 'FULL_SNAPSHOT', 'INCREMENTAL_SNAPSHOT'"),
    ],
)
def test_a_value_that_is_none_of_the_list_comes_with_the_nearest_one(value: str, message: str) -> None:
    allowed = ("FULL_SNAPSHOT", "INCREMENTAL_SNAPSHOT")
    assert found_by(lambda found: found.choice(value, ".t", allowed, "snapshot type")) == [Fault("t", "enum", message)]


def test_true_is_not_the_number_one() -> None:
    assert [fault.rule for fault in found_by(lambda found: found.choice(True, ".n", (1, 2), "number"))] == ["type"]


def test_items_and_values_have_paths_that_a_caller_can_write() -> None:
    assert list(items([1, 2], ".a")) == [(".a[0]", 1), (".a[1]", 2)]
    assert list(values({"k": 1, "known": 2}, ".m", ("known",))) == [(".m['k']", 1)]


@pytest.mark.parametrize(
    ("value", "rules"),
    [([], ["minItems"]), ([1, 2, 3], ["maxItems"]), ([1, 1], ["uniqueItems"]), ([1, True], []), ({}, ["type"])],
)
def test_an_array_is_held_to_its_bounds(value: object, rules: list[str]) -> None:
    found = found_by(lambda faults: faults.array(value, ".a", min_items=1, max_items=2, unique=True))
    assert [fault.rule for fault in found] == rules


def test_of_a_union_the_faults_of_the_nearest_shape_are_told() -> None:
    def is_text(value: object, at: str, found: Faults) -> None:
        found.string(value, at, max_length=2)

    def is_number(value: object, at: str, found: Faults) -> None:
        found.number(value, at)

    assert found_by(lambda found: found.any_of(1, ".u", is_text, is_number)) == []
    told = found_by(lambda found: found.any_of("long", ".u", is_text, is_number))
    assert told == [Fault("u", "maxLength", "4 characters, 2 at most")]


def test_a_rule_names_the_property_that_decided_and_its_value() -> None:
    found = found_by(lambda faults: faults.refuse(".p", "p-required", "required when kind is A", given=("kind", "A")))
    assert found == [Fault("p", "p-required", "required when kind is A (kind is A)")]


@pytest.mark.parametrize(
    ("value", "format", "is_fine"),
    [
        ("9223372036854775807", "int64", True),
        ("9223372036854775808", "int64", False),
        ("<string>", "int64", False),
        ("2026-01-31T12:00:00.123456789Z", "date-time", True),
        ("2026-01-31 12:00", "date-time", False),
        ("2026-01-31", "date", True),
        ("anything", "hostname", True),
    ],
)
def test_a_format_is_tested_where_it_is_known(value: str, format: str, is_fine: bool) -> None:
    assert (found_by(lambda found: found.string(value, ".f", format=format)) == []) is is_fine


def test_an_integer_too_long_for_its_own_repr_is_told_all_the_same() -> None:
    (fault,) = found_by(lambda found: found.number(10**5_000, ".n", maximum=9))
    assert (fault.rule, fault.message) == ("maximum", "a huge int, 9 at most")


def test_text_that_utf_8_cannot_write_is_a_fault_where_it_stands() -> None:
    (fault,) = found_by(lambda found: found.string("\ud800", ".s"))
    assert (fault.path, fault.rule) == ("s", "type")
