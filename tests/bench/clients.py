"""The generated client beside the vendor's SDK and bare httpx2: same arguments, same server, kept connections.

All three take turns in one run, each figure is a median, and all are CPU time or memory.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from tests.bench import vendor
from tests.bench.loopback import serving
from tests.bench.processes import Cost, cost, medians

HERE = Path(__file__).parent
FLAVOURS = ("sync", "async")
PROCESSES = 9  # new processes of each kind
ROUNDS, CREATES = 101, 20  # of each client that goes on: short rounds, so that a busy moment meets all alike
IMPORTS = {"generated": "import fireworks_client", "vendor": "import fireworks", "bare": "import httpx2"}


@dataclass(slots=True)
class Figures:
    """What one client costs: importing it and the first answer of a new process (whole processes), seconds a create."""

    imported: Cost
    first: Cost
    creates: dict[str, float] = field(default_factory=dict[str, float])


def figures(out: Path) -> dict[str, Figures]:
    """The figures of "generated", "bare" and, where it can be had, "vendor"; "nothing" is `python -c pass`."""
    pythons = {"generated": sys.executable, "bare": sys.executable}
    if vendor.version():
        pythons["vendor"] = vendor.python()
    environment = {**os.environ, "PYTHONPATH": str(out.resolve())}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed package is compiled, as the SDK is by pip
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "answer.json"
        create = json.loads((HERE / "create.json").read_text(encoding="utf-8"))
        answer.write_text(json.dumps(create["answer"], separators=(",", ":")), encoding="utf-8")
        with serving(answer) as url:
            measured = _new_processes(pythons, environment, url)
            for (client, flavour), seconds in _creates(pythons, environment, url).items():
                measured[client].creates[flavour] = seconds
    return measured


def _new_processes(pythons: Mapping[str, str], environment: Mapping[str, str], url: str) -> dict[str, Figures]:
    """What processes cost that import a client, or create one model with it."""
    imports = {client: [python, "-c", IMPORTS[client]] for client, python in pythons.items()}
    imports["nothing"] = [sys.executable, "-c", "pass"]
    imported: dict[str, list[Cost]] = {client: [] for client in imports}
    first: dict[str, list[Cost]] = {client: [] for client in imports}
    for turn in range(PROCESSES + 1):
        for client, command in imports.items():
            caller = command if client == "nothing" else _caller(pythons[client], client, "sync", url)
            costs = cost(command, environment=environment), cost(caller, said="1\n", environment=environment)
            if turn:  # the first run compiles
                imported[client].append(costs[0])
                first[client].append(costs[1])
    return {client: Figures(medians(imported[client]), medians(first[client])) for client in imports}


def _creates(pythons: Mapping[str, str], environment: Mapping[str, str], url: str) -> dict[tuple[str, str], float]:
    """The CPU seconds of one create, by client and flavour, once the client is warm."""
    with ExitStack() as stack:
        callers = {
            (client, flavour): stack.enter_context(_Caller(python, client, flavour, url, environment))
            for client, python in pythons.items()
            for flavour in FLAVOURS
        }
        for caller in callers.values():
            caller.seconds(10 * CREATES)
        rounds = [{key: caller.seconds(CREATES) for key, caller in callers.items()} for _ in range(ROUNDS)]
    return {key: median(each[key] for each in rounds) / CREATES for key in callers}


class _Caller:
    """A process that creates models when it is told to."""

    def __init__(self, python: str, client: str, flavour: str, url: str, environment: Mapping[str, str]) -> None:
        pipe = subprocess.PIPE
        command = _caller(python, client, flavour, url)
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=environment)

    def seconds(self, creates: int) -> float:
        """The CPU seconds that so many creates take."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(f"{creates}\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())

    def __enter__(self) -> _Caller:
        return self

    def __exit__(self, *exception: object) -> None:
        with self.process as process:
            assert process.stdin
            process.stdin.close()


def _caller(python: str, client: str, flavour: str, url: str) -> list[str]:
    return [python, str(HERE / "caller.py"), client, flavour, url]
