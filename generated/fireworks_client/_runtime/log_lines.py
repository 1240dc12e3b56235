"""Keeps credentials that go into the query, and signed URLs, out of the lines in which httpx2 logs its URLs."""

from __future__ import annotations

import logging
from collections.abc import Generator, Iterable
from contextlib import contextmanager

from .answer import hidden
from .credentials import Credential


class _Hide(logging.Filter):
    """Rewrites a line without the secrets."""

    secrets: frozenset[str] = frozenset()  # replaced and never changed: another thread may be reading it

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = hidden(record.getMessage(), self.secrets), ()
        return True


_HIDE = _Hide()


def hide_in_logs(credentials: Iterable[Credential]) -> None:
    """Take the credentials out of what the logger "httpx2" says from now on; other loggers never see a query."""
    for credential in credentials:
        _HIDE.secrets |= frozenset(credential.secrets)
    logging.getLogger("httpx2").addFilter(_HIDE)


@contextmanager
def kept_out_of_logs(secrets: Iterable[str]) -> Generator[None]:
    """Take texts out of what the logger "httpx2" says until the block ends."""
    texts = frozenset(secrets)
    logging.getLogger("httpx2").addFilter(_HIDE)
    _HIDE.secrets |= texts
    try:
        yield
    finally:
        _HIDE.secrets -= texts
