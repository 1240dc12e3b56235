"""Many creates at once against a server that often fails: `python -m tests.bench.load [CREATES]`, 2,000 by default.

What must hold: every call ends in a result or an error of the tree, none outlasts its deadline, no POST is repeated but
after an answer that says it was not carried out, and memory stays bounded. Exit code 1 where something does not.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.processes import RSS_UNIT

HERE = Path(__file__).parent
OUT = HERE.parents[1] / "generated"
THREADS = 64
DEADLINE, GRACE = 60.0, 2.0  # seconds; the grace is for a busy machine
MEMORY = 200 * 1024 * 1024  # bytes that a run may add to what the process held before
REPEATABLE = {"429", "503"}  # after these a POST may be sent again


@dataclass(frozen=True, slots=True)
class Ended:
    """How one call ended: the name of its error, or "" for a result; and the seconds that it took."""

    error: str
    foreign: bool
    seconds: float


def broken(outcomes: Mapping[str, Sequence[str]], ended: Sequence[Ended], creates: int, grown: int) -> list[str]:
    """What does not hold, in sentences."""
    found = [f"{len(ended)} of {creates} calls ended"] if len(ended) != creates else []
    found += [f"a call ended with {each.error}, no error of the tree" for each in ended if each.foreign]
    found += [f"a call took {each.seconds:.1f} s" for each in ended if each.seconds > DEADLINE + GRACE]
    for name, went in outcomes.items():
        if set(went[:-1]) - REPEATABLE:
            found.append(f"{name} was sent {len(went)} times: {', '.join(went)}")
    created = sum(went[-1] == "created" for went in outcomes.values())
    results = sum(not each.error for each in ended)
    found += [f"the server created {created} models, {results} calls say so"] if created != results else []
    found += [f"memory grew by {grown >> 20} MB"] if grown > MEMORY else []
    return found


def run(flavour: str, creates: int, send: Callable[[str, int], list[Ended]]) -> list[str]:
    """Runs one flavour against a server of its own and prints what came of it; what does not hold."""
    command = [sys.executable, str(HERE / "unreliable.py")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin and server.stdout
        url = f"http://127.0.0.1:{int(server.stdout.readline())}"
        before, began = peak(), time.monotonic()
        ended = send(url, creates)
        seconds, grown = time.monotonic() - began, peak() - before
        server.stdin.close()
        outcomes: dict[str, list[str]] = json.loads(server.stdout.read())
    errors = Counter(each.error for each in ended if each.error)
    requests = sum(map(len, outcomes.values()))
    print(f"{flavour}: {creates} creates, {requests} requests, {seconds:.1f} s, memory +{grown >> 20} MB")
    print(f"  {sum(not each.error for each in ended)} results; {dict(errors)}")
    print(f"  longest {max(each.seconds for each in ended):.1f} s of {DEADLINE:.0f}")
    return [f"{flavour}: {sentence}" for sentence in broken(outcomes, ended, creates, grown)]


def all_at_once(url: str, creates: int) -> list[Ended]:
    """Sends all creates at once in one event loop."""

    async def one(client: Any, number: int) -> Ended:
        began = time.monotonic()
        try:
            await client.models.create(model_id=f"model-{number}", model=MODEL, deadline=DEADLINE)
        except BaseException as error:
            return how(error, began)
        return how(None, began)

    async def main() -> list[Ended]:
        async with package().AsyncFireworks(api_key="fw_0123456789", account_id="my-account", base_url=url) as client:
            return await asyncio.gather(*(one(client, number) for number in range(creates)))

    return asyncio.run(main())


def in_threads(url: str, creates: int) -> list[Ended]:
    """Sends all creates from 64 threads that share a client."""

    def one(number: int) -> Ended:
        began = time.monotonic()
        try:
            client.models.create(model_id=f"model-{number}", model=MODEL, deadline=DEADLINE)
        except BaseException as error:
            return how(error, began)
        return how(None, began)

    with package().Fireworks(api_key="fw_0123456789", account_id="my-account", base_url=url) as client:
        with ThreadPoolExecutor(THREADS) as pool:
            return list(pool.map(one, range(creates)))


MODEL = {"display_name": "My model", "kind": "CUSTOM_MODEL"}


def how(error: BaseException | None, began: float) -> Ended:
    """How a call ended that began then."""
    foreign = error is not None and not isinstance(error, package().APIError)
    return Ended(type(error).__name__ if error else "", foreign, time.monotonic() - began)


def package() -> Any:
    """The generated package."""
    return importlib.import_module("fireworks_client")


def peak() -> int:
    """The most bytes that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * RSS_UNIT


def main(creates: int) -> int:
    """Runs both flavours; 1 where something does not hold."""
    sys.path.append(str(OUT))
    wrong = run("async, all at once", creates, all_at_once) + run(f"sync, {THREADS} threads", creates, in_threads)
    print("\n".join(wrong) or "all that must hold holds")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000))
