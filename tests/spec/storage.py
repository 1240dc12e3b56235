"""A server on 127.0.0.1 that is the API and the storage at once, and fails on demand."""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, quote, urlsplit

SIGNATURE = "5ec7e75ec7e75ec7e7"
Trouble = Callable[["Put"], None]


@dataclass
class Put:
    """A PUT under way: `read` gives its next bytes."""

    name: str
    headers: Mapping[str, str]
    handler: BaseHTTPRequestHandler

    def cut(self) -> None:
        """Break the connection."""
        self.handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.handler.connection.close()
        raise ConnectionAbortedError


@dataclass
class Storage:
    """What was put, how often, and what goes wrong: `troubles` are called in turn before a file of that name is read.

    `unseen` is how often the validation answers FAILED_PRECONDITION.
    """

    url: str = ""
    unseen: int = 0
    refusal: str = "FAILED_PRECONDITION"
    keeps: bool = True
    without: tuple[str, ...] = ()
    troubles: dict[str, list[Trouble]] = field(default_factory=dict[str, "list[Trouble]"])
    files: dict[str, bytes] = field(default_factory=dict[str, bytes])
    sizes: dict[str, str] = field(default_factory=dict[str, str])
    puts: list[tuple[str, Mapping[str, str]]] = field(default_factory=list[tuple[str, Mapping[str, str]]])
    validations: int = 0
    under_way: int = 0
    most_under_way: int = 0
    closing: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)


def answers(status: int, text: str = "<Error/>") -> Trouble:
    """Read the file and answer a failure."""

    def trouble(put: Put) -> None:
        put.handler.rfile.read(int(put.headers["content-length"]))
        _send(put.handler, status, text.encode())
        raise ConnectionAbortedError

    return trouble


def cut(put: Put) -> None:
    """Read some of the file and break the connection."""
    put.handler.rfile.read(min(1000, int(put.headers["content-length"])))
    put.cut()


def stall(put: Put) -> None:
    """Read nothing until the client goes away, which is looked for without taking anything."""
    storage: Storage = getattr(put.handler, "storage")
    while not storage.closing.wait(0.02):
        put.handler.connection.settimeout(0.02)
        try:
            put.handler.connection.send(b"")
        except OSError:
            break
    raise ConnectionAbortedError


def _send(handler: BaseHTTPRequestHandler, status: int, content: bytes) -> None:
    handler.send_response_only(status)
    handler.send_header("content-length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    storage: Storage

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.storage.sizes = body["filenameToSize"]
        urls = {
            name: f"{self.storage.url}/bucket/{quote(name, safe='')}?X-Goog-Credential=a%2Fb&X-Goog-Signature={SIGNATURE}"
            for name in body["filenameToSize"]
            if name not in self.storage.without
        }
        _send(self, 200, json.dumps({"filenameToSignedUrls": urls}).encode())

    def do_GET(self) -> None:
        self.storage.validations += 1
        if self.storage.validations <= self.storage.unseen:
            status = {"status": self.storage.refusal, "message": "model files are still landing"}
            _send(self, 400, json.dumps({"error": status}).encode())
        else:
            _send(self, 200, b'{"warnings": ["no tokenizer"]}')

    def do_PUT(self) -> None:
        storage, parts = self.storage, urlsplit(self.path)
        put = Put(_unquoted(parts.path), {name.lower(): value for name, value in self.headers.items()}, self)
        assert parse_qs(parts.query)["X-Goog-Signature"] == [SIGNATURE]
        with storage.lock:
            storage.puts.append((put.name, put.headers))
            storage.under_way += 1
            storage.most_under_way = max(storage.most_under_way, storage.under_way)
            waiting = storage.troubles.get(put.name, [])
            trouble = waiting.pop(0) if waiting else None
        try:
            self._take(put, trouble)
            _send(self, 200, b"")  # counted as over before the client can know it
        except OSError:
            self.close_connection = True

    def _take(self, put: Put, trouble: Trouble | None) -> None:
        try:
            if trouble:
                trouble(put)
            self._keep(put)
        finally:
            with self.storage.lock:
                self.storage.under_way -= 1

    def _keep(self, put: Put) -> None:
        left, pieces = int(put.headers["content-length"]), list[bytes]()
        while left:
            piece = self.rfile.read(min(left, 65_536))
            if not piece:
                raise ConnectionAbortedError
            left -= len(piece)
            pieces += [piece] if self.storage.keeps else []
        self.storage.files[put.name] = b"".join(pieces)

    def log_message(self, format: str, *args: object) -> None:
        """Keep the output of the tests clean."""


def _unquoted(path: str) -> str:
    from urllib.parse import unquote

    return unquote(path.removeprefix("/bucket/"))


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away is no error."""


@contextmanager
def storing() -> Generator[Storage]:
    """A storage that listens until the block ends."""
    storage = Storage()
    server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"storage": storage}))
    storage.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield storage
    finally:
        storage.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


def eventually(holds: Callable[[], bool], seconds: float = 3.0) -> bool:
    """Whether something becomes true in time."""
    ends = time.monotonic() + seconds
    while not holds() and time.monotonic() < ends:
        time.sleep(0.01)
    return holds()
