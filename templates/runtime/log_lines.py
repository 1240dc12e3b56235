"""Keeps credentials that go into the query out of the lines in which httpx2 logs its URLs."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from .answer import hidden
from .credentials import Credential


class _Hide(logging.Filter):
    """Rewrites a line without the secrets."""

    secrets: set[str] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = hidden(record.getMessage(), self.secrets), ()
        return True


_HIDE = _Hide()


def hide_in_logs(credentials: Iterable[Credential]) -> None:
    """Take the credentials out of what the logger "httpx2" says from now on; other loggers never see a query."""
    for credential in credentials:
        _HIDE.secrets.update(credential.secrets)
    logging.getLogger("httpx2").addFilter(_HIDE)
