"""What a run with nothing to do costs, and importing the package: CPU time as a multiple of `python -c pass`.

Ratios, so that they can be compared between machines. Each is the median over several runs, taken in turns.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median

RUNS = 15
HEAVY = ("black", "datamodel_code_generator", "httpx2", "jinja2", "pydantic", "yaml")
OUT = Path("generated")


def main(spec: str) -> int:
    """Prints the table; 1 where the output is not up to date, so that there is nothing to measure."""
    python = sys.executable
    generate = [python, "-m", "generator", "generate", spec]
    said = subprocess.run(generate, capture_output=True, text=True, check=False)
    if not said.stdout.startswith("nothing to do"):
        print(f"{said.stdout}{said.stderr}the output was not up to date; run again", file=sys.stderr)
        return 1
    package = json.loads((OUT / "tests" / "_lock.json").read_text(encoding="utf-8"))["package"]
    importing = [python, "-c", f"import sys; sys.path.insert(0, {str(OUT)!r}); import {package}"]
    rows = {
        "python -c pass": [python, "-c", "pass"],
        "python -m generator generate, nothing to do (at most 8)": generate,
        "make generate, nothing to do": ["make", "--silent", "generate", f"SPEC={spec}"],
        f"import {package}": importing,
    }
    seconds = medians(list(rows.values()))
    for name, value in zip(rows, seconds, strict=True):
        print(f"{name:<60} {value / seconds[0]:5.1f} x   {value * 1000:6.1f} ms of CPU")
    for name, command in (("nothing to do", generate), (f"import {package}", importing)):
        print(f"{f'heavy modules that {name} imports':<60} {', '.join(imported(command)) or 'none'}")
    return 0


def medians(commands: list[list[str]]) -> list[float]:
    """The CPU seconds of each command, user and system, children included."""
    times = [[cpu(command) for command in commands] for _ in range(RUNS)]
    return [median(column) for column in zip(*times, strict=True)]


def cpu(command: list[str]) -> float:
    """The CPU seconds that one run takes."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime


def imported(command: list[str]) -> list[str]:
    """Which of the heavy modules that command imports."""
    environment = dict(os.environ, PYTHONPROFILEIMPORTTIME="1")
    told = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stderr
    names = {line.rpartition("|")[2].strip().partition(".")[0] for line in told.splitlines()}
    return [name for name in HEAVY if name in names]


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2] or ["spec/fireworks"]))
