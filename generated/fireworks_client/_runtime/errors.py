"""All that a call may raise, as one tree.

APIError                                every failure of a call
├── APIConnectionError                  no complete answer came
│   └── APITimeoutError                 ... in time
├── APIStatusError                      an answer came, and it is no success
│   ├── BadRequestError                 400
│   ├── AuthenticationError             401
│   ├── PermissionDeniedError           403
│   ├── NotFoundError                   404
│   ├── ConflictError                   409
│   ├── UnprocessableEntityError        422
│   ├── RateLimitError                  429
│   └── InternalServerError             500 to 599
├── ResponseValidationError             a success whose body is not what the document promises
├── RequestValidationError (ValueError) the request is wrong, and nothing was sent
└── ConfigurationError (ValueError)     the client lacks something or was closed, and nothing was sent

All of them can be copied and pickled, and none holds a credential, nor what signs a URL that the server answered.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from .answer import Answer, Headers, problem_of
from .faults import Fault, counted
from .rpc import error_info, violations
from .signed import unsigned, unsigned_tree

LONGEST_TEXT = 2_000


class UndecodableBody(Exception):
    """A body that cannot be read as promised; the client makes it a ResponseValidationError."""

    def __init__(self, reason: str, *, path: str = "", expected: str = "", got: object = None) -> None:
        super().__init__(reason)
        self.reason, self.path, self.expected, self.got = reason, path, expected, got


class Asked(NamedTuple):
    """What was asked for: `template` is the path as the document writes it, without the caller's values.

    `rpc`: errors are written as google.rpc.Status.
    """

    operation: str = ""
    method: str = ""
    template: str = ""
    attempts: int = 0
    rpc: bool = False


class APIError(Exception):
    """A call failed.

    `operation` is its name ("models.create"), `method` and `template` what was asked, `attempts` how often it was sent.
    Where an answer came: `status_code`, `headers`, `request_id`, `body` (parsed JSON, or a typed value where the
    document types it), `text` (its first 2,000 characters) and `retry_after` (seconds, as the server asked).
    """

    def __init__(self, message: str, *, asked: Asked = Asked(), answer: Answer | None = None, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint
        self.operation, self.method = asked.operation, asked.method
        self.template, self.attempts = asked.template, asked.attempts
        self.status_code = answer.status_code if answer else None
        self.headers = answer.headers if answer else Headers()
        self.request_id = answer.request_id if answer else None
        self.text = answer.text[:LONGEST_TEXT] if answer else ""
        self.body: object = None
        self.retry_after: float | None = None

    def __str__(self) -> str:
        head = f"{self.method} {self.template}: {self.message}" if self.template else self.message
        notes = [f"({self.hint})"] if self.hint else []
        notes += [f"request id {self.request_id}"] if self.request_id else []
        return "\n  ".join([head, "   ".join(notes)]) if notes else head

    def __reduce__(self) -> tuple[object, ...]:
        return _revived, (type(self), self.args), self.__dict__


class APIConnectionError(APIError):
    """No complete answer came: the server was not reached, or the connection broke."""


class APITimeoutError(APIConnectionError):
    """No complete answer came within `timeout` or `deadline`."""


class APIStatusError(APIError):
    """The server answered with a status that is no success.

    `code` is the name that the server gives the error ("ALREADY_EXISTS"), or None: it tells FAILED_PRECONDITION from
    INVALID_ARGUMENT, which are both 400. `reason` is its sentence, or ""; `details` what else it says (google.rpc.Status,
    RFC 9457 and their likes). Of the details of google.rpc `info` is the ErrorInfo, or None, and `violations` are those
    that are listed; a RetryInfo counts in `retry_after` where no header asks to wait.
    """

    def __init__(self, answer: Answer, *, asked: Asked = Asked(), hint: str = "") -> None:
        body = _json(answer)
        said = problem_of(body, answer.text, rpc=asked.rpc)
        message = ": ".join(filter(None, [f"{answer.status_code} {said.code or ''}".strip(), said.reason]))
        super().__init__(message, asked=asked, answer=answer, hint=hint)
        self.code, self.reason, self.details = said.code, said.reason, said.details
        self.info, self.violations = error_info(said.details), violations(said.details)
        self.body = body

    @classmethod
    def of(cls, answer: Answer, *, asked: Asked, hint: str = "") -> APIStatusError:
        """The error of the class that stands for the status of the answer."""
        status = answer.status_code
        kind = STATUS_ERRORS.get(status, InternalServerError if 500 <= status <= 599 else cls)
        return kind(answer, asked=asked, hint=hint)


class BadRequestError(APIStatusError):
    """400: the server takes the request for wrong, or for not possible now (FAILED_PRECONDITION)."""


class AuthenticationError(APIStatusError):
    """401: the credential is missing, wrong or expired."""


class PermissionDeniedError(APIStatusError):
    """403: the credential is good, but does not allow this."""


class NotFoundError(APIStatusError):
    """404: there is no such thing, or none that the credential may see."""


class ConflictError(APIStatusError):
    """409: the thing exists already, or was changed meanwhile."""


class UnprocessableEntityError(APIStatusError):
    """422: the server understood the request, but refuses its values."""


class RateLimitError(APIStatusError):
    """429: too many requests, or a quota is used up; `retry_after` tells when to come again."""


class InternalServerError(APIStatusError):
    """500 to 599: the server, or a proxy before it, failed."""


STATUS_ERRORS: dict[int, type[APIStatusError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    422: UnprocessableEntityError,
    429: RateLimitError,
}


class ResponseValidationError(APIError):
    """A success whose body is not what the document promises: `path` tells where, `expected` and `got` what."""

    def __init__(self, undecodable: UndecodableBody, answer: Answer, *, asked: Asked = Asked()) -> None:
        shown = answer.content[:400].decode("utf-8", "replace")[:100]
        message = f"{answer.status_code}, but the body is not as promised: {undecodable.reason}; it begins {shown!r}"
        super().__init__(unsigned(message), asked=asked, answer=answer)
        self.path, self.expected, self.got = undecodable.path, undecodable.expected, unsigned_tree(undecodable.got)
        self.body = _json(answer)


class RequestValidationError(APIError, ValueError):
    """The request is wrong. Nothing was sent; `faults` lists all that is wrong with it."""

    def __init__(self, faults: Iterable[Fault], *, asked: Asked = Asked()) -> None:
        self.faults = tuple(faults)
        head = f"{counted(len(self.faults), 'fault')}, nothing was sent"
        lines = [f"{asked.operation}: {head}" if asked.operation else head]
        for fault in self.faults:
            lines.append(f"  {fault.path}: {fault.message}" if fault.path else f"  {fault.message}")
            lines += [f"      {fault.source}"] if fault.source else []
        super().__init__("\n".join(lines), asked=asked)

    def __str__(self) -> str:
        return self.message


class ConfigurationError(APIError, ValueError):
    """The client lacks a credential or parameter, has one that cannot be used, or was closed. Nothing was sent."""


def _revived(kind: type[APIError], args: tuple[object, ...]) -> APIError:
    """An error made anew from its parts, without the constructor; the state follows (pickle protocol)."""
    return kind.__new__(kind, *args)


def _json(answer: Answer) -> object:
    """The parsed body, or None where it is not JSON. A charset that JSON does not have is read where it is named."""
    for read in (lambda: answer.content, lambda: answer.text):
        try:
            return json.loads(read())
        except UnicodeError:
            continue
        except (ValueError, RecursionError):
            return None
    return None
