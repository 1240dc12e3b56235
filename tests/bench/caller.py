"""Creates models against a server, with one of three clients, and says what it cost: `caller.py CLIENT FLAVOUR URL`.

CLIENT is "generated" (found on sys.path), "vendor" (the SDK, installed beside the Python that runs this) or "bare"
(httpx2 and json.loads); FLAVOUR is "sync" or "async". Each line of standard input is a number of creates; the answer
is a line with the CPU seconds that they took. Needs nothing else, as it runs in the vendor's environment, too.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import Any

CREATE = json.loads((Path(__file__).parent / "create.json").read_text(encoding="utf-8"))
PATH = "/v1/accounts/my-account/models"
KEY, ACCOUNT = "fw_0123456789abcdef", "my-account"


def blocking(client: str, url: str) -> Callable[[], object]:
    """A function that creates one model."""
    arguments, body = CREATE["arguments"], CREATE["body"]
    if client == "bare":
        import httpx2

        bare = httpx2.Client(headers={"Authorization": f"Bearer {KEY}"})
        return lambda: json.loads(bare.post(url + PATH, json=body).content)
    create = made(client, "Fireworks", url).models.create
    return lambda: create(**arguments)


def awaited(client: str, url: str) -> Callable[[], Awaitable[object]]:
    """The same to be awaited."""
    arguments, body = CREATE["arguments"], CREATE["body"]
    if client == "bare":
        import httpx2

        bare = httpx2.AsyncClient(headers={"Authorization": f"Bearer {KEY}"})

        async def create() -> object:
            return json.loads((await bare.post(url + PATH, json=body)).content)

        return create
    create = made(client, "AsyncFireworks", url).models.create
    return lambda: create(**arguments)


def made(client: str, name: str, url: str) -> Any:
    """A client of the generated package or of the vendor's."""
    package = importlib.import_module("fireworks" if client == "vendor" else "fireworks_client")
    return getattr(package, name)(api_key=KEY, account_id=ACCOUNT, base_url=url)


def numbers() -> Iterable[int]:
    """How many creates are asked for next."""
    while line := sys.stdin.readline():
        yield int(line)


def told(began: float) -> None:
    """Tell what was used since."""
    print(time.process_time() - began, flush=True)


def main(client: str, url: str) -> None:
    """Create until standard input closes."""
    create = blocking(client, url)
    for number in numbers():
        began = time.process_time()
        for _ in range(number):
            create()
        told(began)


async def main_async(client: str, url: str) -> None:
    """Create one after the other in one event loop until standard input closes."""
    create = awaited(client, url)
    for number in numbers():
        began = time.process_time()
        for _ in range(number):
            await create()
        told(began)


if __name__ == "__main__":
    if sys.argv[2] == "sync":
        main(sys.argv[1], sys.argv[3])
    else:
        import asyncio

        asyncio.run(main_async(sys.argv[1], sys.argv[3]))
