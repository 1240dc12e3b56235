"""What things cost, as ratios that can be compared between machines: `python -m tests.bench [SPEC]`.

Two tables: what the generator costs with nothing to do, and the generated client beside the vendor's SDK and bare
httpx2. All within one run, in turns, CPU time and medians.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.bench import vendor
from tests.bench.clients import Figures, figures
from tests.bench.processes import Cost, cost, medians

RUNS = 15
HEAVY = ("black", "datamodel_code_generator", "httpx2", "jinja2", "pydantic", "yaml")
OUT = Path("generated")
MEGABYTE = 1024 * 1024
SDK = "vendor"


def main(spec: str) -> int:
    """Prints the tables; 1 where the output is not up to date, so that there is nothing to measure."""
    generate = [sys.executable, "-m", "generator", "generate", spec]
    said = subprocess.run(generate, capture_output=True, text=True, check=False)
    if not said.stdout.startswith("nothing to do"):
        print(f"{said.stdout}{said.stderr}the output was not up to date; run again", file=sys.stderr)
        return 1
    package = json.loads((OUT / "tests" / "_lock.json").read_text(encoding="utf-8"))["package"]
    idle(spec, package, generate)
    if package == "fireworks_client":
        client(figures(OUT))
    return 0


def idle(spec: str, package: str, generate: list[str]) -> None:
    """Prints what runs with nothing to do cost, as multiples of `python -c pass`."""
    importing = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(OUT)!r}); import {package}"]
    rows = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "python -m generator generate, nothing to do (at most 8)": generate,
        "make generate, nothing to do": ["make", "--silent", "generate", f"SPEC={spec}"],
        f"import {package}": importing,
    }
    costs: list[list[Cost]] = [[cost(command) for command in rows.values()] for _ in range(RUNS)]
    seconds = [medians(column).seconds for column in zip(*costs, strict=True)]
    for name, value in zip(rows, seconds, strict=True):
        print(f"{name:<60} {value / seconds[0]:5.1f} x   {value * 1000:6.1f} ms of CPU")
    for name, command in (("nothing to do", generate), (f"import {package}", importing)):
        print(f"{f'heavy modules that {name} imports':<60} {', '.join(imported(command)) or 'none'}")


def client(measured: dict[str, Figures]) -> None:
    """Prints the generated client beside the others, with the bound that its issue sets for each ratio."""
    nothing = measured["nothing"].imported.seconds
    rows: list[tuple[str, str, Callable[[Figures], float], str, str]] = [
        (
            "import, beyond the interpreter",
            "ms",
            lambda one: (one.imported.seconds - nothing) * 1e3,
            SDK,
            "at most 0.05",
        ),
        ("first answer of a new process", "ms", lambda one: one.first.seconds * 1e3, SDK, "at most 0.5"),
        ("memory after the first answer", "MB", lambda one: one.first.peak / MEGABYTE, SDK, "below 1"),
        ("CPU of a create, sync", "µs", lambda one: one.creates["sync"] * 1e6, "bare", "at most 1.25"),
        ("CPU of a create, async", "µs", lambda one: one.creates["async"] * 1e6, "bare", "at most 1.25"),
    ]
    print(f"\n{'':<32}{'generated':>12}{'bare httpx2':>14}{f'{vendor.NAME} {vendor.version()}':>24}")
    for name, unit, figure, against, bound in rows:
        values = {client: figure(measured[client]) for client in ("generated", "bare", SDK) if client in measured}
        shown = {client: f"{value:.1f} {unit}" for client, value in values.items()}
        line = f"{name:<32}{shown['generated']:>12}{shown['bare']:>14}{shown.get(SDK, '-'):>24}"
        ratio = f"   {values['generated'] / values[against]:.3f} of {against} ({bound})" if against in values else ""
        print(line + ratio)
    if SDK not in measured:
        print(f"{vendor.NAME} could not be fetched: its column is empty")


def imported(command: list[str]) -> list[str]:
    """Which of the heavy modules that command imports."""
    environment = dict(os.environ, PYTHONPROFILEIMPORTTIME="1")
    told = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stderr
    names = {line.rpartition("|")[2].strip().partition(".")[0] for line in told.splitlines()}
    return [name for name in HEAVY if name in names]


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2] or ["spec/fireworks"]))
