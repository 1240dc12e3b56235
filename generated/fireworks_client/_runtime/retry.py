"""Whether and when a failed attempt is repeated: pure policy; clock and chance can be given."""

from __future__ import annotations

import json
import random
import re
import time
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime
from typing import Literal, NamedTuple, TypeAlias

from .answer import Answer, problem_of
from .options import Settings
from .rpc import retry_delay

IDEMPOTENT = frozenset({"GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE", "QUERY"})  # RFC 9110, section 9.2.2
TRANSIENT = frozenset({408, 429, 500, 502, 503, 504})
NOT_CARRIED_OUT = frozenset({429, 503})
LONGEST_WAIT = 60.0
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 8.0


class Failure(NamedTuple):
    """An attempt without a complete answer.

    `stage`: "connect" where nothing of the request was sent, "exchange" where the server may have carried it out,
    "hopeless" where no repetition can help (certificates, malformed requests). Where it `timed_out`, `limit` tells after
    how many seconds, and the message what did not come.
    """

    stage: Literal["connect", "exchange", "hopeless"]
    message: str
    timed_out: bool = False
    limit: float = 0.0


Outcome: TypeAlias = Answer | Failure


class Wait(NamedTuple):
    """Repeat after this many seconds."""

    seconds: float


class Stop(NamedTuple):
    """Do not repeat."""


def decision(
    outcome: Outcome,
    settings: Settings,
    method: str,
    attempt: int,
    *,
    now: Callable[[], float] = time.time,
    random: Callable[[], float] = random.random,
) -> Wait | Stop:
    """What to do after attempt number `attempt` (from 1): full jitter, or what the server asks, 60 s at most."""
    safe = settings.retry_unsafe or method.upper() in IDEMPOTENT
    if attempt > settings.max_retries or not _repeatable(outcome, safe):
        return Stop()
    asked = asked_wait(outcome, now()) if isinstance(outcome, Answer) else None
    if asked is not None:
        return Wait(min(asked, LONGEST_WAIT))
    return Wait(random() * min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(attempt - 1, 16)))


def _repeatable(outcome: Outcome, safe: bool) -> bool:
    """Whether repeating may help and can do no harm. `x-should-retry: true` never widens this."""
    if isinstance(outcome, Failure):
        return outcome.stage == "connect" or (outcome.stage == "exchange" and safe)
    if outcome.headers.get("x-should-retry", "").strip().lower() == "false":
        return False
    return outcome.status_code in (TRANSIENT if safe else NOT_CARRIED_OUT)


def asked_wait(answer: Answer, now: float) -> float | None:
    """The seconds that the server asks to wait, in a header or else in a RetryInfo of its error."""
    seconds = retry_after(answer.headers, now)
    if seconds is not None or b"etry" not in answer.content:
        return seconds
    try:
        return retry_delay(problem_of(json.loads(answer.content), "").details)
    except (ValueError, RecursionError):
        return None


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """The seconds that the server asks to wait (RFC 9110, section 10.2.3), never negative; None where it does not say.

    `retry-after-ms` goes before `retry-after`. What cannot be read counts as not said.
    """
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        text = headers.get(name, "").strip()
        if re.fullmatch(r"[0-9]{1,12}(\.[0-9]*)?", text):
            return float(text) * unit
    try:
        return max(0.0, parsedate_to_datetime(headers.get("retry-after", "")).timestamp() - now)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
