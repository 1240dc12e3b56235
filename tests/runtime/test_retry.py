"""The retry policy as a table."""

from __future__ import annotations

import pytest

from templates.runtime.answer import Answer, Headers
from templates.runtime.options import Settings
from templates.runtime.retry import Failure, Outcome, Stop, Wait, decision, retry_after

NOW = 1_800_000_000.0  # Fri, 15 Jan 2027 08:00:00 GMT


def answer(status: int, **headers: str) -> Answer:
    return Answer(status, Headers((name.replace("_", "-"), value) for name, value in headers.items()), b"")


def repeated(outcome: Outcome, method: str, settings: Settings | None = None) -> bool:
    step = decision(outcome, settings or Settings(), method, 1, now=lambda: NOW, random=lambda: 1.0)
    return isinstance(step, Wait)


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "get"])
def test_what_may_be_done_twice_is_repeated_after_any_transient_failure(method: str) -> None:
    statuses = [status for status in range(300, 600) if repeated(answer(status), method)]
    assert statuses == [408, 429, 500, 502, 503, 504]
    assert repeated(Failure("connect", ""), method)
    assert repeated(Failure("exchange", ""), method)
    assert not repeated(Failure("hopeless", ""), method)


@pytest.mark.parametrize("method", ["POST", "PATCH", "LOCK"])
def test_what_may_not_be_done_twice_is_repeated_only_where_it_surely_was_not_done(method: str) -> None:
    assert [status for status in range(300, 600) if repeated(answer(status), method)] == [429, 503]
    assert repeated(Failure("connect", ""), method)
    assert not repeated(Failure("exchange", "", timed_out=True), method)


def test_the_caller_may_widen_but_not_to_conflicts_or_hopeless_cases() -> None:
    unsafe = Settings(retry_unsafe=True)
    statuses = [status for status in range(300, 600) if repeated(answer(status), "POST", unsafe)]
    assert statuses == [408, 429, 500, 502, 503, 504]
    assert repeated(Failure("exchange", ""), "POST", unsafe)
    assert not repeated(Failure("hopeless", ""), "POST", unsafe)


def test_x_should_retry_stops_but_never_widens() -> None:
    assert not repeated(answer(503, x_should_retry="false"), "GET")
    assert not repeated(answer(503, x_should_retry=" False "), "GET")
    assert not repeated(answer(409, x_should_retry="true"), "GET")
    assert not repeated(answer(500, x_should_retry="true"), "POST")


def test_retries_are_counted() -> None:
    for attempt, wanted in [(1, Wait), (2, Wait), (3, Stop)]:
        assert type(decision(answer(503), Settings(max_retries=2), "GET", attempt)) is wanted
    assert decision(answer(503), Settings(max_retries=0), "GET", 1) == Stop()


def test_pauses_double_up_to_eight_seconds_with_full_jitter() -> None:
    settings = Settings(max_retries=10**6)

    def pause(attempt: int, chance: float) -> Wait | Stop:
        return decision(Failure("connect", ""), settings, "GET", attempt, random=lambda: chance)

    assert [pause(attempt, 1.0) for attempt in (1, 2, 3, 4, 5, 6, 10**5)] == [
        Wait(0.5), Wait(1.0), Wait(2.0), Wait(4.0), Wait(8.0), Wait(8.0), Wait(8.0),
    ]  # fmt: skip
    assert pause(3, 0.0) == Wait(0.0)
    assert pause(3, 0.25) == Wait(0.5)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry_after": "7"}, 7.0),
        ({"retry_after": " 1.5 "}, 1.5),
        ({"retry_after": "0"}, 0.0),
        ({"retry_after_ms": "250"}, 0.25),
        ({"retry_after_ms": "250", "retry_after": "7"}, 0.25),
        ({"retry_after_ms": "soon", "retry_after": "7"}, 7.0),
        ({"retry_after": "Fri, 15 Jan 2027 08:00:30 GMT"}, 30.0),
        ({"retry_after": "Fri, 15 Jan 2027 07:00:00 GMT"}, 0.0),
        ({"retry_after": "-5"}, None),
        ({"retry_after": "inf"}, None),
        ({"retry_after": "nan"}, None),
        ({"retry_after": "1e9"}, None),
        ({"retry_after": "٣"}, None),
        ({"retry_after": "Fri, 99 Jan 2027 08:00:30 GMT"}, None),
        ({"retry_after": ""}, None),
        ({}, None),
    ],
)
def test_retry_after_is_read_in_each_of_its_forms(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(answer(503, **headers).headers, NOW) == seconds


def test_a_server_is_waited_for_as_it_asks_but_never_more_than_a_minute() -> None:
    def pause(value: str) -> Wait | Stop:
        return decision(answer(429, retry_after=value), Settings(), "POST", 1, now=lambda: NOW, random=lambda: 1.0)

    assert pause("59") == Wait(59.0)
    assert pause("86400") == Wait(60.0)
    assert pause("gibberish") == Wait(0.5)
