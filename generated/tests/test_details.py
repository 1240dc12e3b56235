"""What the details of a google.rpc.Status hold, by tables: an ErrorInfo, violations, a RetryInfo."""

from __future__ import annotations

import json
from typing import Any

import pytest

from .flavours import package
from .test_parts import part

TYPE = "type.googleapis.com/google.rpc."


def typed(name: str, **members: object) -> dict[str, object]:
    """A detail of one sort."""
    return {"@type": f"{TYPE}{name}", **members}


INFOS: list[tuple[list[Any], Any]] = [
    ([typed("ErrorInfo", reason="R", domain="d", metadata={"a": 1})], ("R", "d", {"a": "1"})),
    (["odd", None, typed("Help"), typed("ErrorInfo", reason="R"), typed("ErrorInfo", reason="S")], ("R", "", {})),
    ([{"@type": "ErrorInfo", "reason": "R", "metadata": [1]}], ("R", "", {})), ([{"reason": "R", "domain": "d"}], ("R", "d", {})),
    ([typed("ErrorInfo", reason=7, domain="d")], ("", "d", {})), ([{"reason": "R"}], None), ([{"@type": 7, "reason": "R", "domain": "d"}], None),
    ([typed("NoErrorInfo", reason="R", domain="d")], None), ([], None),
]  # fmt: skip


@pytest.mark.parametrize(("details", "info"), INFOS)
def test_the_first_error_info_is_the_reason_for_programs(
    details: list[Any], info: tuple[str, str, dict[str, str]] | None
) -> None:
    found = part("rpc").error_info(details)
    assert found == (None if info is None else package.ErrorInfo(*info))


FIELD, SUBJECT = {"field": "a.b", "description": "too long"}, {"subject": "s", "description": "used up", "type": "T"}


@pytest.mark.parametrize(("details", "listed"), [
    ([typed("BadRequest", fieldViolations=[FIELD, "odd", {}])], [("a.b", "too long"), ("", "")]),
    ([typed("BadRequest", field_violations=[FIELD])], [("a.b", "too long")]),
    ([typed("QuotaFailure", violations=[SUBJECT]), typed("PreconditionFailure", violations=[SUBJECT, SUBJECT]), typed("BadRequest", fieldViolations=[FIELD])],
     [("a.b", "too long"), ("s", "used up"), ("s", "used up"), ("s", "used up")]),
    ([{"fieldViolations": [FIELD]}], [("a.b", "too long")]), ([{"violations": [SUBJECT]}], [("s", "used up")]),
    ([typed("BadRequest", fieldViolations=FIELD)], []), ([typed("Help", violations=[SUBJECT])], []), ([], []),
])  # fmt: skip
def test_violations_are_listed_by_what_they_are_about(details: list[Any], listed: list[tuple[str, str]]) -> None:
    assert part("rpc").violations(details) == tuple(package.Violation(*one) for one in listed)


@pytest.mark.parametrize(("delay", "seconds"), [
    ("7.5s", 7.5), ("0s", 0.0), ("1.123456789s", 1.123456789), ("3", None), ("-1s", None), ("1e9s", None), (".5s", None), (7, None),
    (None, None), ({"seconds": 2, "nanos": 500_000_000}, 2.5), ({"seconds": "3"}, 3.0), ({"nanos": 1}, 1e-9), ({}, 0.0),
    ({"seconds": -3}, 0.0), ({"seconds": True}, 0.0), ({"seconds": 1.5}, 0.0), ({"seconds": "1" * 13}, 0.0),
])  # fmt: skip
def test_a_delay_is_read_in_both_of_its_forms(delay: object, seconds: float | None) -> None:
    for name in ("retryDelay", "retry_delay"):
        assert part("rpc").retry_delay([typed("ErrorInfo", reason="R"), typed("RetryInfo", **{name: delay})]) == seconds
    assert part("rpc").retry_delay([{"retryDelay": delay}]) == seconds


def test_an_error_has_its_details_wherever_they_stand() -> None:
    status = {
        "code": 9, "message": "not now",
        "details": [typed("ErrorInfo", reason="R", domain="d"), typed("PreconditionFailure", violations=[SUBJECT])],
    }  # fmt: skip
    for body in (status, {"error": status}, [{"error": status}], {"errors": [status]}):
        error = package.APIStatusError(part("answer").Answer(400, part("answer").Headers(), json.dumps(body).encode()))
        assert (error.code, error.reason, error.info) == ("FAILED_PRECONDITION", "not now", package.ErrorInfo("R", "d"))
        assert (error.violations, len(error.details)) == ((package.Violation("s", "used up"),), 2)


def test_of_two_names_the_one_that_says_something_counts() -> None:
    one = typed("BadRequest", fieldViolations=[{"field": "", "subject": "s", "description": "d"}])
    assert part("rpc").violations([one]) == (package.Violation("s", "d"),)


def test_a_reason_may_be_a_key_whatever_comes_with_it() -> None:
    info = package.ErrorInfo
    assert len({info("R", "d", {"a": "1"}), info("R", "d", {"a": "1"}), info("S")}) == 2


@pytest.mark.parametrize(
    ("delay", "seconds"), [("9" * 12 + "s", 999999999999.0), ("9" * 13 + "s", None), ("1.5", None), ("s", None)]
)
def test_a_wait_that_nobody_would_sit_out_is_none(delay: str, seconds: float | None) -> None:
    assert part("rpc").retry_delay([typed("RetryInfo", retryDelay=delay)]) == seconds


@pytest.mark.parametrize(
    ("seconds", "wait"), [(7, 7.0), ("7", 7.0), (True, 0.0), (1.5, 0.0), (-1, 0.0), (None, 0.0), ("9" * 13, 0.0)]
)
def test_seconds_that_are_no_whole_number_are_none(seconds: object, wait: float) -> None:
    assert part("rpc").retry_delay([typed("RetryInfo", retryDelay={"seconds": seconds, "nanos": 0})]) == wait
