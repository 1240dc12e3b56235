"""Streams of ticks: a call for them, servers that send them in pieces, and one way to read them with either client."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Unpack

import pytest

from templates.runtime.call import Call
from templates.runtime.client import SyncClient
from templates.runtime.decode import JsonDecoder
from templates.runtime.errors import APIError
from templates.runtime.events import EventCutter
from templates.runtime.model import ResponseModel
from templates.runtime.options import RequestOptions
from templates.runtime.sequences import Cutter
from templates.runtime.streams import AsyncStream, Stream
from tests.runtime.serving import FLAVOURS, Flavour, Server, async_client, sync_client

Behaviour = Callable[[Server, socket.socket], None]
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nX-Request-Id: r-1\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
flavours = pytest.mark.parametrize("flavour", FLAVOURS)


class Tick(ResponseModel):
    n: int
    word: str | None = None


def watch(method: str = "GET") -> Call[Tick]:
    """A call whose answer is a stream of ticks."""
    template = "/v1/ticks"
    answers = {"200": JsonDecoder[Tick](lambda: Tick)}
    return Call(operation="ticks.watch", method=method, template=template, path=(template,), answers=answers)


def events() -> EventCutter:
    return EventCutter(end="[DONE]")


@dataclass
class Read:
    """What came of reading a stream: its items, the error that ended it, and what it told."""

    items: list[Any] = field(default_factory=list[Any])
    error: BaseException | None = None
    stream: Stream[Any] | AsyncStream[Any] | None = None
    seconds: float = 0.0


def read(
    flavour: Flavour, url: str, *, most: int = 1 << 30, call: Call[Any] | None = None, cutter: Cutter | None = None,
    **options: Unpack[RequestOptions],
) -> Read:  # fmt: skip
    """Read the stream of a server, `most` items of it, and close the client."""
    found, began = Read(), time.monotonic()

    def reading(client: SyncClient) -> None:
        with Stream(client, call or watch(), cutter or events(), options) as found.stream:
            for item in found.stream:
                found.items.append(item)
                if len(found.items) == most:
                    break

    async def main() -> None:
        async with async_client(base_url=url) as client:
            async with AsyncStream(client, call or watch(), cutter or events(), options) as found.stream:
                async for item in found.stream:
                    found.items.append(item)
                    if len(found.items) == most:
                        break

    try:
        if flavour == "sync":
            with sync_client(base_url=url) as client:
                reading(client)
        else:
            asyncio.run(main())
    except APIError as error:
        found.error = error
    found.seconds = time.monotonic() - began
    return found


def sends(*pieces: bytes, pause: float = 0.0, then: Behaviour | None = None) -> Behaviour:
    """Answer in pieces, each sent for itself."""

    def behaviour(server: Server, connection: socket.socket) -> None:
        server.request(connection)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for piece in pieces:
            connection.sendall(piece)
            server.closing.wait(pause)
        if then is not None:
            then(server, connection)

    return behaviour


def chunks(text: str, size: int) -> list[bytes]:
    """A text in chunks of so many bytes, without the last one."""
    content = text.encode()
    pieces = [content[start : start + size] for start in range(0, len(content), size)]
    return [b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces]


def stays(server: Server, connection: socket.socket) -> None:
    """Stay on the line and say nothing."""
    server.closing.wait(5)


TWO = 'data: {"n": 1, "word": "é🙂"}\n\n: ping\n\ndata: {"n": 2}\n\n'
TICKS = [Tick(n=1, word="é🙂"), Tick(n=2)]
