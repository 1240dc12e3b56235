"""Keeps credentials that go into the query, and signed URLs, out of the lines in which httpx2 logs its URLs."""

from __future__ import annotations

import logging
import os
import threading
from collections import Counter
from collections.abc import Generator, Iterable
from contextlib import contextmanager

from .answer import hidden
from .credentials import Credential


class _Hide(logging.Filter):
    """Rewrites a line without the secrets. A secret of two files stays one until both are through."""

    def __init__(self) -> None:
        super().__init__()
        self._held = Counter[str]()
        self._lock = threading.Lock()
        self.secrets: tuple[str, ...] = ()  # replaced and never changed: another thread may be reading it

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = hidden(record.getMessage(), self.secrets), ()
        return True

    def hold(self, texts: Iterable[str], times: int) -> None:
        """Count secrets up, or down with -1; one that nobody holds any more is shown again."""
        with self._lock:
            for text in texts:
                self._held[text] += times
            self._held = +self._held
            self.secrets = tuple(self._held)

    def unlock(self) -> None:
        """Forget the lock, which a thread that a forked child does not have may have held."""
        self._lock = threading.Lock()


_HIDE = _Hide()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_HIDE.unlock)


def hide_in_logs(credentials: Iterable[Credential]) -> None:
    """Take the credentials out of what the logger "httpx2" says from now on; other loggers never see a query."""
    _HIDE.hold((secret for credential in credentials for secret in credential.secrets), 1)
    logging.getLogger("httpx2").addFilter(_HIDE)


@contextmanager
def kept_out_of_logs(secrets: Iterable[str]) -> Generator[None]:
    """Take texts out of what the logger "httpx2" says until the block ends."""
    texts = frozenset(secrets)
    logging.getLogger("httpx2").addFilter(_HIDE)
    _HIDE.hold(texts, 1)
    try:
        yield
    finally:
        _HIDE.hold(texts, -1)
