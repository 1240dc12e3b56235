"""A failed attempt is repeated where that may help and can do no harm, and never longer than the caller allows."""

from __future__ import annotations

import asyncio
import email.utils
import random
import time
from typing import Any

import anyio
import httpx2
import pytest

from .cases import OPERATIONS, one_of_each_method
from .flavours import Flavour, Reply, Server, on_the_wire, package, smallest, success

IDEMPOTENT = {"GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE", "QUERY"}  # RFC 9110, section 9.2.2
TRANSIENT = {408, 429, 500, 502, 503, 504}
NOT_CARRIED_OUT = {429, 503}
STATUSES = (400, 401, 403, 404, 408, 409, 412, 418, 422, 425, 429, 500, 501, 502, 503, 504, 507, 599)
REQUEST = httpx2.Request("GET", "http://example.com")
FAILURES = [
    (httpx2.ConnectError("x"), True, "APIConnectionError"), (httpx2.ConnectTimeout("x"), True, "APITimeoutError"),
    (httpx2.PoolTimeout("x"), True, "APITimeoutError"), (httpx2.ReadTimeout("x"), False, "APITimeoutError"),
    (httpx2.WriteTimeout("x"), False, "APITimeoutError"), (httpx2.ReadError("x"), False, "APIConnectionError"),
    (httpx2.WriteError("x"), False, "APIConnectionError"), (ConnectionResetError("x"), False, "APIConnectionError"),
    (httpx2.RemoteProtocolError("x"), False, "APIConnectionError"),
]  # fmt: skip
methods = pytest.mark.parametrize("operation", one_of_each_method())


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that were made, none of which takes any time."""
    made: list[float] = []

    async def no_sleep(seconds: float) -> None:
        made.append(seconds)

    monkeypatch.setattr(time, "sleep", made.append)
    monkeypatch.setattr(anyio, "sleep", no_sleep)
    return made


def attempts(flavour: Flavour, server: Server, operation: str, **options: Any) -> int:
    """How often a call was tried, whatever came of it."""
    try:
        flavour.ask(server, operation, **options)
    except package.APIError as error:
        assert error.attempts == len(server.requests)
    return len(server.requests)


def is_safe(operation: str) -> bool:
    """Whether the method may be repeated without being asked."""
    return OPERATIONS[operation]["method"] in IDEMPOTENT


@methods
@pytest.mark.parametrize("status", STATUSES)
def test_a_status_is_repeated_only_where_that_is_safe(status: int, operation: str, sync: Flavour) -> None:
    repeated = status in (TRANSIENT if is_safe(operation) else NOT_CARRIED_OUT)
    assert attempts(sync, Server(Reply(status, {})), operation) == (3 if repeated else 1)


@methods
@pytest.mark.parametrize("status", STATUSES)
def test_whoever_takes_the_risk_has_everything_transient_repeated(status: int, operation: str, sync: Flavour) -> None:
    server = Server(Reply(status, {}))
    assert attempts(sync, server, operation, retry_unsafe=True) == (3 if status in TRANSIENT else 1)


@methods
@pytest.mark.parametrize(("failure", "unsent", "name"), FAILURES, ids=lambda value: type(value).__name__)
def test_a_lost_attempt_is_repeated_only_where_that_is_safe(
    failure: Exception, unsent: bool, name: str, operation: str, flavour: Flavour
) -> None:
    server = Server(failure)
    with pytest.raises(package.APIConnectionError) as error:
        flavour.ask(server, operation)
    assert type(error.value) is getattr(package, name)
    assert error.value.attempts == len(server.requests) == (3 if unsent or is_safe(operation) else 1)


@methods
def test_what_cannot_get_better_is_not_repeated(operation: str, flavour: Flavour) -> None:
    assert attempts(flavour, Server(httpx2.UnsupportedProtocol("x")), operation) == 1


@methods
def test_a_repeated_request_is_the_same_request(operation: str, flavour: Flavour) -> None:
    server = Server(Reply(503, {}), Reply(429, {}), success(operation))
    flavour.ask(server, operation)
    assert len(server.requests) == 3
    assert [on_the_wire(request) for request in server.requests] == [on_the_wire(server.requests[0])] * 3
    assert len({request.content for request in server.requests}) == 1
    assert len({request.headers.get("authorization") for request in server.requests}) == 1


@methods
@pytest.mark.parametrize("count", [0, 1, 4])
def test_the_caller_says_how_often_for_a_client_or_a_call(count: int, operation: str, flavour: Flavour) -> None:
    assert attempts(flavour, Server(Reply(503, {})), operation, max_retries=count) == count + 1
    server = Server(Reply(503, {}))
    with pytest.raises(package.InternalServerError):
        flavour.call(flavour.client(server, max_retries=count), operation, smallest(operation))
    assert len(server.requests) == count + 1


@methods
@pytest.mark.parametrize(("headers", "pause"), [
    ({"retry-after": "7"}, 7.0), ({"retry-after": "0"}, 0.0), ({"retry-after-ms": "250"}, 0.25),
    ({"retry-after-ms": "250", "retry-after": "7"}, 0.25), ({"retry-after": "3600"}, 60.0),
])  # fmt: skip
def test_the_server_says_when_to_come_again_but_never_after_more_than_a_minute(
    headers: dict[str, str], pause: float, operation: str, flavour: Flavour, pauses: list[float]
) -> None:
    flavour.ask(Server(Reply(429, {}, headers=headers), success(operation)), operation)
    assert pauses == [pytest.approx(pause)]


@methods
@pytest.mark.parametrize(("seconds", "least", "most"), [(30, 25, 30), (-30, 0, 0), (900, 60, 60)])
def test_the_server_may_say_it_as_a_date(
    seconds: int, least: float, most: float, operation: str, flavour: Flavour, pauses: list[float]
) -> None:
    date = email.utils.formatdate(time.time() + seconds, usegmt=True)
    flavour.ask(Server(Reply(503, {}, headers={"retry-after": date}), success(operation)), operation)
    assert len(pauses) == 1 and least <= pauses[0] <= most


@methods
@pytest.mark.parametrize("text", ["soon", "-5", "", "1e3"])
def test_what_the_server_says_unclearly_counts_as_not_said(
    text: str, operation: str, flavour: Flavour, pauses: list[float]
) -> None:
    flavour.ask(Server(Reply(429, {}, headers={"retry-after": text}), success(operation)), operation)
    assert len(pauses) == 1 and 0 <= pauses[0] <= 0.5


@methods
def test_pauses_double_up_to_eight_seconds_and_are_random_within(
    operation: str, flavour: Flavour, pauses: list[float]
) -> None:
    random.seed(7)
    chances = [random.random() for _ in range(6)]
    random.seed(7)
    attempts(flavour, Server(Reply(503, {})), operation, max_retries=6)
    longest = [0.5, 1, 2, 4, 8, 8]
    assert pauses == [pytest.approx(chance * bound) for chance, bound in zip(chances, longest, strict=True)]


@methods
def test_the_server_may_forbid_to_repeat_but_not_ask_for_it(operation: str, flavour: Flavour) -> None:
    forbids, asks = {"x-should-retry": "false"}, {"x-should-retry": "true"}
    assert attempts(flavour, Server(Reply(503, {}, headers=forbids)), operation) == 1
    assert attempts(flavour, Server(Reply(409, {}, headers=asks)), operation) == 1


@methods
def test_a_call_does_not_wait_beyond_its_deadline(operation: str, flavour: Flavour, pauses: list[float]) -> None:
    server = Server(Reply(429, {}, headers={"retry-after": "10"}))
    assert attempts(flavour, server, operation, deadline=5) == 1
    assert pauses == []


@methods
def test_a_conflict_after_an_answer_was_lost_says_that_it_may_be_our_own(operation: str, flavour: Flavour) -> None:
    with pytest.raises(package.ConflictError) as error:
        flavour.ask(Server(httpx2.ReadError("x"), Reply(409, {})), operation, retry_unsafe=True)
    assert "an earlier attempt of this call got no answer and may have been carried out" in str(error.value)
    assert error.value.attempts == 2
    for never_arrived in (Server(Reply(409, {})), Server(httpx2.ConnectError("x"), Reply(409, {}))):
        with pytest.raises(package.ConflictError) as error:
            flavour.ask(never_arrived, operation)
        assert "earlier attempt" not in str(error.value)


@methods
@pytest.mark.parametrize("status", [404, 410])
def test_what_is_gone_after_an_answer_was_lost_may_have_been_deleted_by_us(
    status: int, operation: str, flavour: Flavour
) -> None:
    with pytest.raises(package.APIStatusError) as error:
        flavour.ask(Server(httpx2.ReadError("x"), Reply(status, {})), operation, retry_unsafe=True)
    assert ("earlier attempt" in str(error.value)) == (OPERATIONS[operation]["method"] == "DELETE")


@methods
def test_a_last_attempt_without_an_answer_tells_of_those_before(operation: str, flavour: Flavour) -> None:
    for last in (httpx2.ReadTimeout("x"), httpx2.ReadError("x")):
        with pytest.raises(package.APIConnectionError) as error:
            flavour.ask(Server(Reply(500, {}), last), operation, retry_unsafe=True, max_retries=1)
        assert "an earlier attempt of this call was answered 500 and may have been carried out" in str(error.value)


@methods
def test_a_timeout_says_which_limit_it_was(operation: str, flavour: Flavour) -> None:
    limits: tuple[tuple[Exception, dict[str, Any], str], ...] = (
        (httpx2.ConnectTimeout("x"), {"timeout": 7.0}, "no connection within 7 s (timeout)"),
        (httpx2.ReadTimeout("x"), {"timeout": 7.0}, "no complete answer within 7 s (timeout)"),
        (httpx2.ReadTimeout("x"), {"timeout": 7.0, "deadline": 5.0}, "(left of deadline=5.0)"),
    )
    for failure, options, said in limits:
        with pytest.raises(package.APITimeoutError) as error:
            flavour.ask(Server(failure), operation, max_retries=0, **options)
        assert said in str(error.value)


@methods
def test_a_failure_of_the_connection_has_a_message_without_the_library(operation: str, flavour: Flavour) -> None:
    with pytest.raises(package.APIConnectionError) as error:
        flavour.ask(Server(httpx2.ConnectError("nobody there")), operation, max_retries=0)
    assert "cannot connect to" in str(error.value) and "nobody there" in str(error.value)
    assert (error.value.status_code, error.value.body, error.value.request_id) == (None, None, None)


@methods
@pytest.mark.parametrize("interruption", [KeyboardInterrupt, ZeroDivisionError])
def test_what_is_no_failure_of_the_call_passes_through(
    interruption: type[BaseException], operation: str, sync: Flavour
) -> None:
    server = Server(interruption())
    with pytest.raises(interruption):
        sync.ask(server, operation)
    assert len(server.requests) == 1


@methods
def test_a_cancelled_call_is_cancelled(operation: str, asynchronous: Flavour) -> None:
    server = Server(asyncio.CancelledError())
    with pytest.raises(asyncio.CancelledError):
        asynchronous.ask(server, operation)
    assert len(server.requests) == 1
