"""What a command costs: its CPU seconds and its peak of memory, as the system counts them. Nothing here measures time
on the wall, which on a busy machine says more of the machine than of the command.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

RSS_UNIT = 1 if sys.platform == "darwin" else 1024  # bytes: getrusage(2) counts in kilobytes but on macOS


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds, user and system, children included; and the most bytes of memory that were held at once."""

    seconds: float
    peak: int


def cost(command: Sequence[str], *, said: str = "", environment: Mapping[str, str] | None = None) -> Cost:
    """What one run costs; `said` is its standard input. CalledProcessError where it fails."""
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env=environment)
    assert process.stdin
    with process.stdin as stdin:
        stdin.write(said.encode())
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * RSS_UNIT)


def medians(costs: Sequence[Cost]) -> Cost:
    """The median of several runs, each figure for itself."""
    return Cost(median(each.seconds for each in costs), round(median(each.peak for each in costs)))
