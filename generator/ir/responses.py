"""Answers of operations."""

from __future__ import annotations

from dataclasses import dataclass

from generator.ir.types import AnswerCodec


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """Answers that the document describes alike. A status is "200", "4XX" or "default"; `annotation` is their type."""

    statuses: tuple[str, ...]
    media_type: str
    codec: AnswerCodec
    annotation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An answer that is no success: the class of its error, its status, and what the document says of it."""

    error: str
    status: str
    doc: str
