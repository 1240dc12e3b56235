"""A server on 127.0.0.1 that misbehaves on demand, and the clients that the tests of the runtime call it with."""

from __future__ import annotations

import asyncio
import json
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias, Unpack, cast

import httpx2

from templates.runtime.call import Call, Decoder, segment
from templates.runtime.client import AsyncClient, RawResponse, Service, SyncClient
from templates.runtime.credentials import Scheme
from templates.runtime.decode import Decoded
from templates.runtime.encode import Body
from templates.runtime.errors import UndecodableBody
from templates.runtime.omit import OMIT
from templates.runtime.options import RequestOptions
from templates.runtime.transport import AsyncTransport, Transport

KEY = "sk-very-secret-0123456789"
SERVICE = Service(
    package="acme",
    version="1.2.3",
    base_url="https://api.acme.test",
    base_url_env="ACME_BASE_URL",
    schemes=(Scheme("bearer", "", "api_key", "ACME_API_KEY"),),
    parameters=(("account_id", "ACME_ACCOUNT_ID"),),
)
Flavour: TypeAlias = Literal["sync", "async"]
FLAVOURS: tuple[Flavour, ...] = ("sync", "async")


class Json:
    """A decoder that takes any JSON object."""

    def decode(self, content: bytes, content_type: str, strict: bool) -> Decoded[dict[str, object]]:
        try:
            value = json.loads(content)
        except ValueError:
            raise UndecodableBody("it is not JSON") from None
        if not isinstance(value, dict):
            raise UndecodableBody("an object is wanted", expected="object", got=cast(object, value))
        return Decoded(cast("dict[str, object]", value), ())


def make_thing(
    body: object = OMIT,
    *,
    method: str = "POST",
    account_id: object = "my-account",
    errors: Mapping[str, Decoder[object]] | None = None,
) -> Call[dict[str, object]]:
    """A call of the operation things.make."""
    return Call(
        operation="things.make",
        method=method,
        template="/v1/accounts/{account_id}/things",
        path=("/v1/accounts/", segment("account_id", account_id), "/things"),
        body=None if body is OMIT else Body(body),
        answers={"200": Json()},
        errors=errors or {},
    )


def sync_client(http_client: httpx2.Client | None = None, *, base_url: str = "http://acme.test") -> SyncClient:
    """A sync client with a key."""
    return SyncClient(SERVICE, Transport(http_client), given={"api_key": KEY}, base_url=base_url, options={})


def async_client(http_client: httpx2.AsyncClient | None = None, *, base_url: str = "http://acme.test") -> AsyncClient:
    """An async client with a key."""
    return AsyncClient(SERVICE, AsyncTransport(http_client), given={"api_key": KEY}, base_url=base_url, options={})


def send(
    flavour: Flavour, base_url: str, call: Call[dict[str, object]], **options: Unpack[RequestOptions]
) -> RawResponse[dict[str, object]]:
    """Send a call over real sockets with a client of its own, and close it."""
    if flavour == "sync":
        with sync_client(base_url=base_url) as client:
            return client.raw(call, options)

    async def main() -> RawResponse[dict[str, object]]:
        async with async_client(base_url=base_url) as client:
            return await client.raw(call, options)

    return asyncio.run(main())


def answered(
    flavour: Flavour,
    handler: Callable[[httpx2.Request], httpx2.Response],
    call: Call[dict[str, object]],
    **options: Unpack[RequestOptions],
) -> dict[str, object]:
    """Send a call to a handler in this process; the value that the client makes of the answer."""
    transport = httpx2.MockTransport(handler)
    if flavour == "sync":
        with httpx2.Client(transport=transport) as http_client, sync_client(http_client) as client:
            return client.send(call, options)

    async def main() -> dict[str, object]:
        async with httpx2.AsyncClient(transport=transport) as http_client, async_client(http_client) as client:
            return await client.send(call, options)

    return asyncio.run(main())


@dataclass
class Server:
    """A server whose n-th connection gets its n-th behaviour; the last one repeats. `seen` are the requests."""

    behaviours: tuple[Callable[[Server, socket.socket], None], ...]
    listener: socket.socket
    tls: ssl.SSLContext | None = None
    seen: list[bytes] = field(default_factory=list[bytes])
    closing: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"http{'s' if self.tls else ''}://127.0.0.1:{self.listener.getsockname()[1]}"

    def accept(self) -> None:
        threads: list[threading.Thread] = []
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                break
            behaviour = self.behaviours[min(len(threads), len(self.behaviours) - 1)]
            threads.append(threading.Thread(target=self.treat, args=(behaviour, connection)))
            threads[-1].start()
        for thread in threads:
            thread.join()

    def treat(self, behaviour: Callable[[Server, socket.socket], None], connection: socket.socket) -> None:
        with connection:
            try:
                if self.tls is None:
                    return behaviour(self, connection)
                with self.tls.wrap_socket(connection, server_side=True) as encrypted:
                    behaviour(self, encrypted)
            except OSError:
                return

    def request(self, connection: socket.socket) -> bytes:
        """Read one request."""
        data = b""
        while b"\r\n\r\n" not in data:
            piece = connection.recv(65536)
            if not piece:
                raise OSError("closed")
            data += piece
        head, _, body = data.partition(b"\r\n\r\n")
        for line in head.lower().split(b"\r\n"):
            if line.startswith(b"content-length:"):
                while len(body) < int(line.split(b":")[1]):
                    body += connection.recv(65536)
        self.seen.append(head + b"\r\n\r\n" + body)
        return body


@contextmanager
def serving(*behaviours: Callable[[Server, socket.socket], None], tls: Path | None = None) -> Generator[Server]:
    """A server with these behaviours, as long as the block lasts; `tls` is a file with its key and certificate."""
    context = None
    if tls is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(tls)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = Server(behaviours, listener, context)
        thread = threading.Thread(target=server.accept)
        thread.start()
        try:
            yield server
        finally:
            server.closing.set()
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()


def answer(
    status: int = 200, body: bytes = b"{}", headers: Mapping[str, str] | None = None
) -> Callable[[Server, socket.socket], None]:
    """Answer one request, then close."""

    def behaviour(server: Server, connection: socket.socket) -> None:
        server.request(connection)
        fields = {"Content-Length": str(len(body)), "Connection": "close", **(headers or {})}
        head = f"HTTP/1.1 {status} X\r\n" + "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        connection.sendall(head.encode() + b"\r\n" + body)

    return behaviour


def drip(head: bytes, piece: bytes, *, every: float = 0.05) -> Callable[[Server, socket.socket], None]:
    """Send the head at once, then a piece at a time, without end."""

    def behaviour(server: Server, connection: socket.socket) -> None:
        server.request(connection)
        connection.sendall(head)
        while not server.closing.wait(every):
            connection.sendall(piece)

    return behaviour


def hang(server: Server, connection: socket.socket) -> None:
    """Take a request and say nothing."""
    server.request(connection)
    server.closing.wait(10)


def reset(server: Server, connection: socket.socket) -> None:
    """Take a request and reset the connection."""
    server.request(connection)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def cut(server: Server, connection: socket.socket) -> None:
    """Promise a hundred bytes and send ten."""
    server.request(connection)
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n" + b"x" * 10)


def speak_plain(server: Server, connection: socket.socket) -> None:
    """Answer whatever comes first, a TLS hello for one, in plain HTTP."""
    connection.recv(65536)
    connection.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
