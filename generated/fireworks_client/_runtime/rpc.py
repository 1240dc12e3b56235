"""google.rpc.Status, as errors of Google's kind are written (AIP-193): names of codes, and what `details` can hold.

A detail says of what sort it is by the end of its "@type"; one without is known by its members.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

from .faults import is_tree

RPC_CODES = (
    "OK CANCELLED UNKNOWN INVALID_ARGUMENT DEADLINE_EXCEEDED NOT_FOUND ALREADY_EXISTS PERMISSION_DENIED "
    "RESOURCE_EXHAUSTED FAILED_PRECONDITION ABORTED OUT_OF_RANGE UNIMPLEMENTED INTERNAL UNAVAILABLE DATA_LOSS "
    "UNAUTHENTICATED"
).split()  # google/rpc/code.proto: the position is the number


@dataclass(frozen=True, slots=True)
class ErrorInfo:
    """Why a call failed, for programs: `reason` ("QUOTA_EXCEEDED") is unique within `domain`."""

    reason: str
    domain: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict[str, str], hash=False)


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that is wrong: `subject` is the field, quota or precondition, in the server's words."""

    subject: str
    description: str


def error_info(details: Iterable[object]) -> ErrorInfo | None:
    """The first ErrorInfo among the details."""
    for detail in _of("ErrorInfo", details, "reason", "domain"):
        metadata = detail.get("metadata")
        pairs = {key: str(value) for key, value in metadata.items()} if is_tree(metadata) else {}
        return ErrorInfo(_text(detail, "reason"), _text(detail, "domain"), pairs)
    return None


def localized(details: Iterable[object]) -> str:
    """The sentence of the first LocalizedMessage among the details, or ""."""
    return next((_text(detail, "message") for detail in _of("LocalizedMessage", details, "locale", "message")), "")


def retry_delay(details: Iterable[object]) -> float | None:
    """The seconds that a RetryInfo asks to wait: `"1.5s"`, or an object of seconds and nanos."""
    for detail in _of("RetryInfo", details, "retryDelay"):
        delay = detail.get("retryDelay", detail.get("retry_delay"))
        if isinstance(delay, str) and (found := re.fullmatch(r"([0-9]{1,12}(?:\.[0-9]{1,9})?)s", delay)):
            return float(found[1])
        if is_tree(delay):
            return _whole(delay.get("seconds")) + _whole(delay.get("nanos")) / 1e9
    return None


def violations(details: Iterable[object]) -> tuple[Violation, ...]:
    """What BadRequest, PreconditionFailure and QuotaFailure list, in their order."""
    return tuple(_violations(list(details)))


def _violations(details: list[object]) -> Iterator[Violation]:
    for name, members in (
        ("BadRequest", "fieldViolations"),
        ("PreconditionFailure", "violations"),
        ("QuotaFailure", "violations"),
    ):
        for detail in _of(name, details, members):
            listed = detail.get(members, detail.get("field_violations"))
            for one in cast("list[object]", listed) if isinstance(listed, list) else ():
                if is_tree(one):
                    yield Violation(_text(one, "field", "subject"), _text(one, "description"))


def _of(name: str, details: Iterable[object], *members: str) -> Iterator[Mapping[str, object]]:
    """The details of one sort."""
    for detail in details:
        if is_tree(detail):
            type = detail.get("@type")
            has_name = isinstance(type, str) and re.split(r"[./]", type)[-1] == name
            if has_name or (type is None and name != "QuotaFailure" and all(member in detail for member in members)):
                yield detail


def _text(detail: Mapping[str, object], *names: str) -> str:
    """The first of the members that is a text and not empty."""
    return next((value for name in names if isinstance(value := detail.get(name), str) and value), "")


def _whole(value: object) -> int:
    """A number that may be written as text (64 bits); 0 for anything else, and for what is negative."""
    return int(str(value)) if re.fullmatch("[0-9]{1,12}", str(value)) else 0
