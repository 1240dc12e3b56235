"""A server on 127.0.0.1, in a process of its own, that answers every request with one JSON text and keeps connections.

It is as plain as a server can be, so that what is measured is the client. `python loopback.py FILE` prints its port and
serves until its standard input closes.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path


class Connection(asyncio.Protocol):
    """One connection. Requests come one after the other, their bodies with a Content-Length."""

    def __init__(self, answer: bytes) -> None:
        self.answer, self.received = answer, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.received += data
        head, blank, body = self.received.partition(b"\r\n\r\n")
        _, _, length = head.lower().partition(b"content-length:")
        if blank and len(body) >= int(length.split(b"\r\n")[0] or 0):
            self.received = b""
            self.transport.write(self.answer)


async def serve(content: bytes) -> None:
    """Serve until standard input closes."""
    fields = f"content-type: application/json\r\nx-request-id: 7f3c\r\ncontent-length: {len(content)}\r\n\r\n"
    answer = f"HTTP/1.1 200 OK\r\n{fields}".encode() + content
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(answer), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


@contextmanager
def serving(content: Path) -> Generator[str]:
    """The URL of a server that answers with a file, as long as the block lasts."""
    command = [sys.executable, __file__, str(content)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin and server.stdout
        yield f"http://127.0.0.1:{int(server.stdout.readline())}"
        server.stdin.close()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]).read_bytes()))
