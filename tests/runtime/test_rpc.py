"""google.rpc.Status: codes by name, and what the details of a failure say."""

from __future__ import annotations

import copy
import json
import pickle

import pytest

from templates.runtime.answer import Answer, Headers
from templates.runtime.errors import APIStatusError, Asked
from templates.runtime.options import Settings
from templates.runtime.retry import Wait, asked_wait, decision
from templates.runtime.rpc import ErrorInfo, Violation, error_info, retry_delay, violations

TYPE = "type.googleapis.com/google.rpc."
RETRY = {"@type": f"{TYPE}RetryInfo", "retryDelay": "7.5s"}
INFO = {"@type": f"{TYPE}ErrorInfo", "reason": "QUOTA", "domain": "a.test", "metadata": {"limit": "5"}}
BAD = {"@type": f"{TYPE}BadRequest", "fieldViolations": [{"field": "model.r", "description": "too small"}, "odd"]}
UNREADY = {"@type": f"{TYPE}PreconditionFailure", "violations": [{"type": "T", "subject": "files", "description": "d"}]}


def failed(status: int, body: object, **headers: str) -> APIStatusError:
    pairs = [(name.replace("_", "-"), value) for name, value in headers.items()]
    return APIStatusError.of(Answer(status, Headers(pairs), json.dumps(body).encode()), asked=Asked(rpc=True))


def status(code: int, *details: object) -> dict[str, object]:
    return {"code": code, "message": "no", "details": list(details)}


@pytest.mark.parametrize("form", ["bare", "under error"])
def test_two_failures_of_one_http_status_are_told_apart_by_their_code(form: str) -> None:
    def of(body: object) -> object:
        return body if form == "bare" else {"error": body}

    assert failed(400, of(status(9))).code == "FAILED_PRECONDITION"
    assert failed(400, of(status(3))).code == "INVALID_ARGUMENT"
    assert failed(400, of(status(11))).code == "OUT_OF_RANGE"
    assert failed(400, of({"code": 400, "status": "FAILED_PRECONDITION"})).code == "FAILED_PRECONDITION"


@pytest.mark.parametrize("body", [status(9, INFO, BAD), {"error": status(9, INFO, BAD)}])
def test_an_error_has_its_details_by_what_they_are(body: object) -> None:
    error = failed(400, body)
    assert error.info == ErrorInfo("QUOTA", "a.test", {"limit": "5"})
    assert error.violations == (Violation("model.r", "too small"),)
    assert error.details == (INFO, BAD)
    for other in (copy.copy(error), pickle.loads(pickle.dumps(error))):
        assert (other.info, other.violations, other.code) == (error.info, error.violations, "FAILED_PRECONDITION")


OTHERS: list[object] = ["text", {"error": "text"}, {"details": "text"}, {"details": [1, None, {}]}, [], None]


@pytest.mark.parametrize("body", OTHERS)
def test_an_error_without_details_of_google_has_none(body: object) -> None:
    assert (failed(400, body).info, failed(400, body).violations) == (None, ())


def test_violations_are_those_of_all_details_in_order() -> None:
    assert violations([UNREADY, INFO, BAD]) == (Violation("model.r", "too small"), Violation("files", "d"))
    assert violations([{"@type": f"{TYPE}BadRequest", "fieldViolations": "text"}]) == ()


def test_details_without_a_type_are_known_by_their_members() -> None:
    assert error_info([{"reason": "R", "domain": "d"}]) == ErrorInfo("R", "d")
    assert error_info([{"reason": "R"}]) is None
    assert retry_delay([{"retryDelay": "2s"}]) == 2.0


@pytest.mark.parametrize(
    ("delay", "seconds"),
    [
        ("7.5s", 7.5),
        ("0s", 0.0),
        ({"seconds": 2, "nanos": 500000000}, 2.5),
        ({"seconds": "3"}, 3.0),
        ("-1s", None),
        ("1e9s", None),
        ("soon", None),
        (7, None),
        (None, None),
    ],
)
def test_a_delay_is_read_in_both_of_its_forms(delay: object, seconds: float | None) -> None:
    assert retry_delay([INFO, {"@type": f"{TYPE}RetryInfo", "retryDelay": delay}]) == seconds


def answer(body: object, *headers: tuple[str, str]) -> Answer:
    return Answer(429, Headers(headers), json.dumps(body).encode())


def test_the_server_may_ask_to_wait_in_its_error_and_a_header_goes_before() -> None:
    assert asked_wait(answer(status(8, RETRY)), 0) == 7.5
    assert asked_wait(answer({"error": status(8, RETRY)}), 0) == 7.5
    assert asked_wait(answer(status(8, RETRY), ("retry-after", "3")), 0) == 3.0
    assert asked_wait(answer(status(8, INFO)), 0) is None
    assert asked_wait(Answer(429, Headers(), b"retryDelay, but no JSON"), 0) is None


def test_what_is_asked_for_in_an_error_is_waited_for_but_no_more_than_a_minute() -> None:
    assert decision(answer(status(8, RETRY)), Settings(), "POST", 1, random=lambda: 0.0) == Wait(7.5)
    long = {"@type": f"{TYPE}RetryInfo", "retryDelay": "3600s"}
    assert decision(answer(status(8, long)), Settings(), "GET", 1, random=lambda: 0.0) == Wait(60.0)
