"""How far an upload is: told to a function of the caller's, or shown as a bar in a terminal."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TextIO, TypeAlias

from .files import File

BAR_WIDTH = 24
SHOWN_EVERY = 0.1  # seconds


@dataclass(frozen=True, slots=True)
class UploadProgress:
    """A moment of an upload: bytes sent of one file, and of all. A file that is sent once more counts from 0 again."""

    name: str
    sent: int
    size: int
    total_sent: int
    total_size: int


Progress: TypeAlias = Callable[[UploadProgress], None]


class Aborted(Exception):
    """The caller's function raised; `Meter.raised` is what."""


class Meter:
    """Counts what was sent of each file, whatever thread sends it, and tells it to one function at a time."""

    def __init__(self, files: tuple[File, ...], tell: Progress | None) -> None:
        self._sent, self._sum = {file.name: 0 for file in files}, 0
        self._total = sum(file.size for file in files)
        self._tell, self._lock = tell, threading.Lock()
        self.raised: BaseException | None = None

    def __call__(self, file: File, sent: int) -> None:
        """Note how much was sent of a file."""
        with self._lock:
            self._sum += sent - self._sent[file.name]
            self._sent[file.name] = sent
            if self._tell is None or self.raised is not None:
                return
            try:
                self._tell(UploadProgress(file.name, sent, file.size, self._sum, self._total))
            except BaseException as error:
                self.raised = error  # kept apart: in an attempt it would be taken for a failure of the network
                raise Aborted from error


class Bar:
    """A line on the terminal that is drawn anew, ten times a second at most."""

    def __init__(self, stream: TextIO) -> None:
        self._stream, self._shown, self._width = stream, 0.0, 0

    def __call__(self, now: UploadProgress) -> None:
        """Draw the line."""
        is_over = now.total_sent == now.total_size
        if time.monotonic() - self._shown < SHOWN_EVERY and not is_over:
            return
        self._shown = time.monotonic()
        share = now.total_sent / now.total_size if now.total_size else 1.0
        bar = ("#" * round(share * BAR_WIDTH)).ljust(BAR_WIDTH, ".")
        name = now.name if now.name.isprintable() else ascii(now.name)
        self._draw(f"[{bar}] {share:4.0%} of {_amount(now.total_size)}  {name[:32]}")

    def end(self) -> None:
        """Leave the line."""
        if self._width:
            self._stream.write("\n")
            self._stream.flush()

    def _draw(self, line: str) -> None:
        self._stream.write("\r" + line.ljust(self._width))
        self._stream.flush()
        self._width = len(line)


@contextmanager
def reported(progress: Progress | bool) -> Generator[Progress | None]:
    """The function that is told: the caller's, or a bar where the error stream is a terminal."""
    if progress is not True:
        yield progress or None
    elif sys.stderr is None or not sys.stderr.isatty():
        yield None
    else:
        bar = Bar(sys.stderr)
        try:
            yield bar
        finally:
            bar.end()


def _amount(size: int) -> str:
    """A number of bytes for people to read."""
    for unit, scale in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if size >= scale:
            return f"{size / scale:.1f} {unit}"
    return f"{size} bytes"
