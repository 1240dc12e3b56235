"""An answer that is no success is one error that can be acted on, with all that the server said."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest

from .cases import OPERATIONS, Case, cases, one_of_each_method
from .flavours import KEYS, Flavour, Reply, Server, package
from .values import Exactly, dumped, json_equal, leaf

FAILURES = cases("error-")


def failed(case: Case, flavour: Flavour) -> Any:
    """The error of a case."""
    headers = {"x-request-id": "id-7f3c", "retry-after": "7"}
    server = Server(Reply(case["status"], case.get("body"), case.get("text"), headers))
    with pytest.raises(package.APIError) as error:
        flavour.ask(server, case.operation, max_retries=0)
    assert len(server.requests) == 1
    return error.value


@pytest.mark.parametrize("case", FAILURES, ids=str)
def test_a_failure_is_the_error_of_its_status_with_what_was_asked(case: Case, flavour: Flavour) -> None:
    error = failed(case, flavour)
    assert type(error) is getattr(package, case["class"])
    assert isinstance(error, package.APIStatusError)
    assert (error.status_code, error.request_id) == (case["status"], "id-7f3c")
    operation = OPERATIONS[case.operation]
    assert (error.operation, error.method) == (case.operation, operation["method"])
    assert (error.template, error.attempts, error.retry_after) == (operation["path"], 1, 7.0)
    assert error.headers["X-Request-ID"] == "id-7f3c"


@pytest.mark.parametrize("case", FAILURES, ids=str)
def test_a_failure_says_what_the_server_said(case: Case, sync: Flavour) -> None:
    error = failed(case, sync)
    if "leaves" in case.content:
        assert Exactly(case["leaves"]) == {path: leaf(error.body, path) for path in case["leaves"]}
    else:
        assert json_equal(case.get("body")) == dumped(error.body)
    for name in ("code", "reason"):
        assert name not in case.content or getattr(error, name) == case[name]
    assert "details" not in case.content or json_equal(case["details"]) == list(error.details)
    assert case.get("text") is None or error.text == case["text"]


@pytest.mark.parametrize("case", FAILURES, ids=str)
def test_the_message_of_a_failure_is_a_line_and_where_to_ask(case: Case, sync: Flavour) -> None:
    head, _, tail = str(failed(case, sync)).partition("\n")
    operation = OPERATIONS[case.operation]
    assert head.startswith(f"{operation['method']} {operation['path']}: {case['status']}")
    assert (case.get("code") or "") in head and case.get("reason", "") in head
    assert tail.endswith("request id id-7f3c")


@pytest.mark.parametrize("operation", one_of_each_method())
@pytest.mark.parametrize("header", ["x-request-id", "request-id", "x-amzn-requestid", "x-correlation-id", "cf-ray"])
def test_the_id_of_a_request_is_found_under_its_usual_names(header: str, operation: str, sync: Flavour) -> None:
    with pytest.raises(package.APIStatusError) as error:
        sync.ask(Server(Reply(400, {}, headers={header.title(): "id-1"})), operation)
    assert error.value.request_id == "id-1"


@pytest.mark.parametrize("operation", one_of_each_method())
def test_however_much_a_server_says_an_error_stays_a_line(operation: str, flavour: Flavour) -> None:
    with pytest.raises(package.APIStatusError) as error:
        flavour.ask(Server(Reply(400, {"message": "much\n" * 10_000})), operation)
    assert len(str(error.value)) < 1000 and "\n" not in str(error.value)
    assert len(error.value.text) == 2000


@pytest.mark.parametrize("case", cases("error-status"), ids=str)
def test_an_error_survives_copies_and_pickles(case: Case, sync: Flavour) -> None:
    error = failed(case, sync)
    for other in (copy.copy(error), pickle.loads(pickle.dumps(error))):
        assert (type(other), str(other), other.status_code) == (type(error), str(error), case["status"])
        assert other.body == error.body
        assert str(case["status"]) in repr(other)


@pytest.mark.parametrize("operation", one_of_each_method())
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed_and_only_its_host_is_told(operation: str, status: int, flavour: Flavour) -> None:
    server = Server(Reply(status, text="", headers={"location": "https://elsewhere.example/p?signature=s3cret"}))
    with pytest.raises(package.APIStatusError) as error:
        flavour.ask(server, operation)
    assert len(server.requests) == 1
    assert "elsewhere.example" in str(error.value) and "s3cret" not in str(error.value)


@pytest.mark.parametrize("operation", one_of_each_method())
def test_a_credential_that_the_server_repeats_is_in_no_error(operation: str, flavour: Flavour) -> None:
    said = " and ".join(KEYS.values())
    for reply in (
        Reply(401, {"message": f"the key {said} is not known"}, headers={"www-authenticate": said}),
        Reply(500, text=f"<html>{said}</html>"),
        Reply(200, text=f"not json {said}"),
    ):
        try:
            flavour.ask(Server(reply), operation, max_retries=0)
        except package.APIError as caught:
            error: Any = caught
            held: Any = error.__dict__
            told = [str(error), repr(error), error.text, repr(error.headers), repr(error.body), repr(held)]
            assert [text for text in told for key in KEYS.values() if key in text] == []


@pytest.mark.parametrize("name", ["APIConnectionError", "APIStatusError", "RequestValidationError", "ConfigurationError",
                                  "ResponseValidationError"])  # fmt: skip
def test_every_error_is_an_api_error(name: str) -> None:
    assert issubclass(getattr(package, name), package.APIError)


def test_timeouts_are_connection_errors_and_wrong_requests_value_errors() -> None:
    assert issubclass(package.APITimeoutError, package.APIConnectionError)
    assert issubclass(package.RequestValidationError, ValueError)
    assert issubclass(package.ConfigurationError, ValueError)
