"""The life of a call: attempts, pauses, deadline, verdict. One generator that does no I/O.

It yields `Send` and `Wait`, is sent what came of them, and at last yields the answer of a success or raises. The sync
and the async transport drive the same generator, so they cannot differ.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Generator
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias
from urllib.parse import urlsplit

from .answer import Answer, hidden
from .call import Call, status_entry
from .errors import APIConnectionError, APIError, APIStatusError, APITimeoutError, Asked, UndecodableBody
from .options import Settings
from .request import Request
from .retry import Outcome, Stop, Wait, asked_wait, decision

log = logging.getLogger(__name__.rpartition(".")[0].rpartition(".")[0])  # the package that this one lies in


LONGEST_LIMIT = 1_000_000.0  # seconds, for a limit of None: sockets refuse timeouts of more than 24 days


class Send(NamedTuple):
    """Make one attempt, which may take `timeout` seconds, from connecting to the last byte.

    Waiting for a free connection does not count, but all must be over at `ends`, by the monotonic clock.
    """

    request: Request
    timeout: float
    ends: float

    def left(self) -> float:
        """The seconds until all must be over."""
        return max(self.ends - time.monotonic(), 0.001)


Steps: TypeAlias = Generator[Send | Wait | Answer, Outcome | None, None]


@dataclass(slots=True, eq=False, repr=False)
class Exchange:
    """One call under way. `doubt` tells of an earlier attempt that may have been carried out, `rpc` that errors are
    written as google.rpc.Status.
    """

    call: Call[Any]
    request: Request
    settings: Settings
    attempt: int = 0
    doubt: str = ""
    rpc: bool = False

    @property
    def asked(self) -> Asked:
        """What errors tell of the call."""
        return Asked(self.call.operation, self.call.method, self.call.template, self.attempt, self.rpc)

    def steps(self) -> Steps:
        """Attempt until there is a verdict: the answer of a success, or an error of the tree."""
        ends = time.monotonic() + min(self.settings.deadline or LONGEST_LIMIT, LONGEST_LIMIT)
        while True:
            self.attempt += 1
            began = time.monotonic()
            outcome = yield Send(self.request, self.settings.timeout or LONGEST_LIMIT, ends)
            assert outcome is not None, "the transport answers every Send"
            self.note(outcome, began)
            if isinstance(outcome, Answer) and 200 <= outcome.status_code <= 299:
                yield outcome
                return
            step = decision(outcome, self.settings, self.call.method, self.attempt)
            if isinstance(step, Stop) or time.monotonic() + step.seconds >= ends:
                raise self.error(outcome)
            self.doubt = _doubt(outcome) or self.doubt
            log.info("%s %s: once more in %.2f s", self.call.method, self.call.template, step.seconds)
            yield step

    def note(self, outcome: Outcome, began: float) -> None:
        """Log an attempt, without any value of the caller's."""
        if not log.isEnabledFor(logging.DEBUG):
            return
        says, request_id = "no answer", None
        if isinstance(outcome, Answer):
            says, request_id = str(outcome.status_code), outcome.request_id
        named, elapsed = (self.call.method, self.call.template, says), time.monotonic() - began
        log.debug("%s %s: %s, attempt %d, %.3f s, request id %s", *named, self.attempt, elapsed, request_id)

    def error(self, outcome: Outcome) -> APIError:
        """The error that tells of the last attempt."""
        if isinstance(outcome, Answer):
            return self.status_error(outcome.redacted(self.request.secrets))
        if outcome.timed_out:
            whole = outcome.limit != self.settings.timeout
            said = f"{outcome.message} within {round(outcome.limit, 2):g} s"
            bound = f"left of deadline={self.settings.deadline}" if whole else "timeout"
            return APITimeoutError(f"{said} ({bound})", asked=self.asked, hint=self.doubt)
        said = hidden(outcome.message, self.request.secrets)
        if outcome.stage != "exchange":
            said = f"cannot connect to {urlsplit(self.request.url).netloc}: {said}"
        return APIConnectionError(said, asked=self.asked, hint=self.doubt)

    def status_error(self, answer: Answer) -> APIStatusError:
        """The error of an answer that is no success, its body typed where the document types it."""
        error = APIStatusError.of(answer, asked=self.asked, hint=self.hint(answer))
        error.retry_after = asked_wait(answer, time.time())
        decoder = status_entry(self.call.errors, answer.status_code)
        if decoder is not None and error.body is not None:
            try:
                error.body = decoder.decode(answer.content, answer.headers.get("content-type", ""), False).value
            except UndecodableBody:
                pass
        return error

    def hint(self, answer: Answer) -> str:
        """What the status alone does not tell. Of a redirect only the host is shown: its URL may be signed."""
        if 300 <= answer.status_code <= 399:
            host = re.match(r"(?:https?:)?//(?:[^/?#]*@)?([^/?#]*)", answer.headers.get("location", ""))
            return f"a redirect to {host[1] if host else 'another path'}, which is not followed"
        gone = answer.status_code in (404, 410) and self.call.method == "DELETE"
        return self.doubt if gone or answer.status_code == 409 else ""


def _doubt(outcome: Outcome) -> str:
    """That an attempt may have been carried out, although its outcome says nothing of the kind."""
    if isinstance(outcome, Answer):
        said = "" if outcome.status_code == 429 else f"was answered {outcome.status_code}"
    else:
        said = "" if outcome.stage == "connect" else "got no answer"
    return f"an earlier attempt of this call {said} and may have been carried out" if said else ""
