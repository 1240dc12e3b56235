"""A server on 127.0.0.1, in a process of its own, that fails in known shares, and counts what it was sent.

Of the answers 5 % are 429 or 503, 2 % are cut off, 1 % malformed, all others create the model that was asked for.
`python unreliable.py` prints its port, serves until its standard input closes, and then prints as JSON what became of
each model: the outcomes of the requests for it, in order.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys

SHARES = {"429": 2.5, "503": 2.5, "cut": 2.0, "malformed": 1.0, "created": 92.0}
SLOW = 0.005, 0.05  # seconds until an answer
MALFORMED = (
    b"HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n<html>busy</htm",
    b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{"name": ',
    b"SMTP 220 ready\r\n\r\n",
)


def answer(status: str, body: object) -> bytes:
    """A complete answer."""
    content = json.dumps(body).encode()
    fields = f"Content-Type: application/json\r\nRetry-After: 0\r\nContent-Length: {len(content)}\r\n\r\n"
    return f"HTTP/1.1 {status} X\r\n{fields}".encode() + content


class Server:
    """What came of the requests, by model id."""

    def __init__(self, seed: int) -> None:
        self.outcomes: dict[str, list[str]] = {}
        self.chance = random.Random(seed)

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of a connection until it is cut."""
        try:
            while await self.answered(reader, writer):
                pass
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def answered(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Answer one request; whether the connection goes on."""
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = int(head.partition(b"content-length:")[2].split(b"\r\n")[0])
        name = str(json.loads(await reader.readexactly(length))["modelId"])
        outcome = self.chance.choices(list(SHARES), list(SHARES.values()))[0]
        self.outcomes.setdefault(name, []).append(outcome)
        await asyncio.sleep(self.chance.uniform(*SLOW))
        if outcome == "created":
            writer.write(answer("200", {"name": f"accounts/my-account/models/{name}", "state": "UPLOADING"}))
        elif outcome == "malformed":
            writer.write(self.chance.choice(MALFORMED))
        elif outcome == "cut":
            whole = answer("200", {"name": name})
            writer.write(whole[: self.chance.choice((0, 20, len(whole) - 5))])
        else:
            writer.write(answer(outcome, {"error": {"code": int(outcome), "message": "come again"}}))
        await writer.drain()
        return outcome not in ("cut", "malformed")


async def serve(seed: int) -> None:
    """Serve until standard input closes, then tell the outcomes."""
    server = Server(seed)
    listening = await asyncio.start_server(server.connected, "127.0.0.1", 0, backlog=4096)
    print(listening.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    print(json.dumps(server.outcomes), flush=True)


if __name__ == "__main__":
    asyncio.run(serve(7))
