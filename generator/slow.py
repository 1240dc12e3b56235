"""A word on the screen for a stage that keeps a person waiting."""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import contextmanager

AFTER = 1.0  # seconds


@contextmanager
def slow(stage: str, after: float = AFTER) -> Generator[None]:
    """Tells on stderr, where that is a terminal, what a run is at, once the stage has taken `after` seconds."""
    if not sys.stderr.isatty():
        yield
        return
    from threading import Timer

    timer = Timer(after, _tell, (stage,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _tell(stage: str) -> None:
    print(f"{stage} ...", file=sys.stderr, flush=True)
