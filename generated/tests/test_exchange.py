"""The life of a call, step by step, by a clock of our own: nothing is sent and no time passes."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest

from .flavours import package
from .test_parts import part
from .test_sending import call


class Clock:
    """The monotonic clock that the steps look at; it stands still until it is moved."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    """A clock that stands at 1000 s; pauses are as long as they can be."""
    made = Clock()
    monkeypatch.setattr(time, "monotonic", made)
    monkeypatch.setattr(part("exchange"), "decision", partial(part("retry").decision, random=lambda: 1.0))
    yield made


def exchange(method: str = "GET", options: dict[str, Any] | None = None, **more: Any) -> Any:
    """A call under way."""
    asked = part("request").Request(method, "https://api.example/things?key=s3cret", {}, None, secrets=("s3cret",))
    settings = part("options").Settings().merged(options or {})
    return part("exchange").Exchange(call(method=method, **more), asked, settings)


def answer(status: int, content: bytes = b"{}", **headers: str) -> Any:
    """What the server answers."""
    pairs = [(name.replace("_", "-"), text) for name, text in headers.items()]
    return part("answer").Answer(status, part("answer").Headers(pairs), content)


def failure(stage: str = "exchange", **more: Any) -> Any:
    """An attempt without an answer."""
    return part("retry").Failure(stage, "the line of s3cret broke", **more)


def steps(made: Any, clock: Clock, *outcomes: tuple[float, Any]) -> list[tuple[Any, ...]]:
    """What is done: each attempt with its timeout and the seconds left, each pause, at last the answer or the error.

    The outcomes come after so many seconds each.
    """
    done: list[tuple[Any, ...]] = []
    run, told = made.steps(), iter(outcomes)
    try:
        step = next(run)
        while True:
            if isinstance(step, part("exchange").Send):
                done.append(("send", step.timeout, round(step.left(), 3)))
                seconds, outcome = next(told)
                clock.now += seconds
                step = run.send(outcome)
            elif isinstance(step, part("retry").Wait):
                done.append(("wait", step.seconds))
                clock.now += step.seconds
                step = run.send(None)
            else:
                done.append(("answer", step.status_code))
                step = next(run)
    except StopIteration:
        return done
    except package.APIError as error:
        return [*done, ("error", type(error).__name__, error.attempts)]


def error_of(made: Any, *outcomes: Any) -> Any:
    """The error that a call ends with."""
    run = made.steps()
    next(run)
    with pytest.raises(package.APIError) as error:
        for outcome in outcomes:
            if isinstance(run.send(outcome), part("retry").Wait):
                run.send(None)
    return error.value


LONGEST = 1_000_000.0


@pytest.mark.parametrize(("options", "outcomes", "done"), [
    ({}, [(1, 200)], [("send", 60.0, LONGEST), ("answer", 200)]), ({}, [(1, 299)], [("send", 60.0, LONGEST), ("answer", 299)]),
    ({"timeout": None, "deadline": 2_000_000.0}, [(0, 204)], [("send", LONGEST, LONGEST), ("answer", 204)]),
    ({"max_retries": 0}, [(0, 199)], [("send", 60.0, LONGEST), ("error", "APIStatusError", 1)]),
    ({}, [(0, 300)], [("send", 60.0, LONGEST), ("error", "APIStatusError", 1)]),
    ({"timeout": 3, "deadline": 10}, [(2, 503), (1, 503), (1, 200)],
     [("send", 3, 10.0), ("wait", 0.5), ("send", 3, 7.5), ("wait", 1.0), ("send", 3, 5.5), ("answer", 200)]),
    ({"deadline": 3}, [(2.5, 503)], [("send", 60.0, 3.0), ("error", "InternalServerError", 1)]),
    ({"deadline": 3}, [(2.49, 503), (0, 200)], [("send", 60.0, 3.0), ("wait", 0.5), ("send", 60.0, 0.01), ("answer", 200)]),
    ({"deadline": 3}, [(9, 200)], [("send", 60.0, 3.0), ("answer", 200)]),
    ({"max_retries": 1}, [(0, 503), (0, 503)],
     [("send", 60.0, LONGEST), ("wait", 0.5), ("send", 60.0, LONGEST - 0.5), ("error", "InternalServerError", 2)]),
])  # fmt: skip
def test_attempts_and_pauses_keep_to_the_clock(options: Any, outcomes: Any, done: Any, clock: Clock) -> None:
    told = [(seconds, answer(status)) for seconds, status in outcomes]
    assert steps(exchange(options=options), clock, *told) == done


def test_when_the_time_is_over_hardly_any_is_left(clock: Clock) -> None:
    send = part("exchange").Send(None, 60.0, 999.0)
    assert (send.left(), part("exchange").Send(None, 60.0, 1000.5).left()) == (0.001, 0.5)


@pytest.mark.parametrize(("status", "kind"), [
    (400, "BadRequestError"), (401, "AuthenticationError"), (402, "APIStatusError"), (403, "PermissionDeniedError"),
    (404, "NotFoundError"), (405, "APIStatusError"), (409, "ConflictError"), (410, "APIStatusError"),
    (422, "UnprocessableEntityError"), (423, "APIStatusError"), (429, "RateLimitError"), (430, "APIStatusError"),
    (499, "APIStatusError"), (500, "InternalServerError"), (599, "InternalServerError"), (600, "APIStatusError"),
])  # fmt: skip
def test_each_status_has_its_error(status: int, kind: str, clock: Clock) -> None:
    error = error_of(exchange(options={"max_retries": 0}), answer(status, b'{"message": "m", "code": "c"}'))
    assert (type(error).__name__, error.args) == (kind, (f"{status} c: m",))
    assert str(error) == f"GET /things: {status} c: m"


def test_an_error_without_a_name_has_none_in_its_message(clock: Clock) -> None:
    assert error_of(exchange(), answer(404, b'{"message": "m"}')).message == "404: m"
    assert error_of(exchange(), answer(404, b"")).message == "404"


@pytest.mark.parametrize(("rpc", "code"), [({}, None), ({"rpc": False}, None), ({"rpc": True}, "NOT_FOUND")])
def test_a_number_is_a_code_of_google_only_where_the_document_says_so(rpc: Any, code: Any, clock: Clock) -> None:
    made = exchange()
    made.rpc = rpc.get("rpc", part("exchange").Exchange(made.call, made.request, made.settings).rpc)
    assert error_of(made, answer(404, b'{"code": 5}')).code == code
    assert part("errors").Asked().rpc is False


def test_an_attempt_is_logged_without_anything_of_the_callers(clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, package.__name__):
        done = steps(
            exchange(), clock, (0.25, failure("connect")), (2, answer(503, x_request_id="id-7")), (1, answer(200))
        )
    assert [step[0] for step in done] == ["send", "wait", "send", "wait", "send", "answer"]
    assert [(one.levelname, one.getMessage()) for one in caplog.records] == [
        ("DEBUG", "GET /things: no answer, attempt 1, 0.250 s, request id None"),
        ("INFO", "GET /things: once more in 0.50 s"),
        ("DEBUG", "GET /things: 503, attempt 2, 2.000 s, request id id-7"),
        ("INFO", "GET /things: once more in 1.00 s"),
        ("DEBUG", "GET /things: 200, attempt 3, 1.000 s, request id None"),
    ]
    caplog.clear()
    with caplog.at_level(logging.INFO, package.__name__):
        steps(exchange(), clock, (0, answer(200)))
    assert caplog.records == []


DOUBT = "an earlier attempt of this call {} and may have been carried out"


@pytest.mark.parametrize(("method", "first", "last", "hint"), [
    ("PUT", 500, 409, DOUBT.format("was answered 500")), ("PUT", 429, 409, ""), ("PUT", "exchange", 409, DOUBT.format("got no answer")),
    ("PUT", "connect", 409, ""), ("PUT", 500, 404, ""), ("DELETE", 500, 404, DOUBT.format("was answered 500")),
    ("DELETE", 500, 410, DOUBT.format("was answered 500")), ("DELETE", 500, 411, ""), ("DELETE", 500, 400, ""),
    ("DELETE", 429, 404, ""),
])  # fmt: skip
def test_what_an_earlier_attempt_may_have_done_is_said_where_it_explains_the_error(
    method: str, first: Any, last: int, hint: str, clock: Clock
) -> None:
    before = failure(first) if isinstance(first, str) else answer(first)
    assert error_of(exchange(method), before, answer(last)).hint == hint
    assert error_of(exchange(method), before, answer(429), answer(last)).hint == hint


@pytest.mark.parametrize(("location", "said"), [
    ("https://user@else.example/p?s3cret", "else.example"), ("//else.example#x", "else.example"), ("/p", "another path"),
    ("", "another path"),
])  # fmt: skip
@pytest.mark.parametrize("status", [300, 301, 399])
def test_a_redirect_tells_its_host_alone(status: int, location: str, said: str, clock: Clock) -> None:
    error = error_of(exchange(), answer(status, location=location))
    assert error.hint == f"a redirect to {said}, which is not followed"
    assert error_of(exchange(), answer(400, location=location)).hint == ""


@pytest.mark.parametrize(("stage", "more", "kind", "message"), [
    ("connect", {}, "APIConnectionError", "cannot connect to api.example: the line of [redacted] broke"),
    ("hopeless", {}, "APIConnectionError", "cannot connect to api.example: the line of [redacted] broke"),
    ("exchange", {}, "APIConnectionError", "the line of [redacted] broke"),
    ("exchange", {"timed_out": True, "limit": 60.0}, "APITimeoutError", "the line of s3cret broke within 60 s (timeout)"),
    ("exchange", {"timed_out": True, "limit": 2.555}, "APITimeoutError",
     "the line of s3cret broke within 2.56 s (left of deadline=None)"),
])  # fmt: skip
def test_a_failure_says_where_it_happened(stage: str, more: Any, kind: str, message: str, clock: Clock) -> None:
    error = error_of(exchange(options={"max_retries": 0}), failure(stage, **more))
    assert (type(error).__name__, error.message, error.attempts) == (kind, message, 1)
    assert (error.operation, error.method, error.template) == ("things.make", "GET", "/things")


@pytest.mark.parametrize(("content", "body"), [
    (b'{"a": 1}', {"a": 1}), (b'{"a": "x"}', {"a": "x"}), (b"[1]", [1]), (b"null", None), (b"<html>", None), (b"", None),
])  # fmt: skip
def test_an_error_has_the_type_that_the_document_gives_it_where_it_fits(
    content: bytes, body: object, clock: Clock
) -> None:
    errors = {"4XX": part("decode").JsonDecoder(lambda: dict[str, int])}
    assert error_of(exchange(errors=errors), answer(418, content)).body == body


@pytest.mark.parametrize(("content", "headers", "seconds"), [
    (b"{}", {"retry_after": "7"}, 7.0), (b"{}", {}, None), (b'{"details": [{"retryDelay": "1s"}]}', {}, 1.0),
    (b'{"details": [{"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "3.5s"}]}', {}, 3.5),
    (b'{"details": [{"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "3.5s"}]}', {"retry_after": "7"}, 7.0),
    (b'{"details": [{"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "soon"}]}', {}, None),
    (b'retry {', {}, None), (b'retry ' + b"[" * 100_000, {}, None),
])  # fmt: skip
def test_a_header_says_when_to_come_again_before_the_error_itself(
    content: bytes, headers: Any, seconds: float | None, clock: Clock
) -> None:
    assert error_of(exchange(options={"max_retries": 0}), answer(429, content, **headers)).retry_after == seconds


def test_the_text_of_an_error_is_cut_and_read_whatever_it_is(clock: Clock) -> None:
    error = error_of(exchange(), answer(400, "é".encode() * 1999 + b"\xff" + b"x" * 9000))
    assert error.text == "é" * 1999 + "\ufffd"
    assert (error.status_code, dict(error.headers)) == (400, {})
