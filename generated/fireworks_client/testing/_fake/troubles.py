"""What a fake server can be told to do in place of answering as it should."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class Reply:
    """A complete answer: its header fields in lower case."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class NoReply:
    """No complete answer comes: the client waits in vain, or the connection breaks."""

    how: Literal["time_out", "break_off"]


@dataclass(frozen=True, slots=True)
class Failing:
    """Answer a failure in its documented shape; the request is not carried out."""

    status: int
    message: str
    headers: Mapping[str, str]
    code: str = ""


@dataclass(frozen=True, slots=True)
class Silent:
    """Answer nothing; `carried_out` tells whether what was asked for is done all the same."""

    how: Literal["time_out", "break_off"]
    carried_out: bool


@dataclass(frozen=True, slots=True)
class Given:
    """Answer this, whatever is asked."""

    status: int
    body: Any
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Changed:
    """Carry out what is asked, and answer with half of the JSON, or with what the document does not know."""

    how: Literal["malformed", "surprising"]


Trouble: TypeAlias = Failing | Silent | Given | Changed
