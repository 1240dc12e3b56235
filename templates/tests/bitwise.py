"""Answers that come bit by bit: in this process, in pieces of any size, and broken off wherever it is wanted."""

from __future__ import annotations

import warnings
from collections.abc import AsyncIterator, Iterator
from operator import attrgetter
from typing import Any

import httpx2

from .cases import OPERATIONS, callable_operations, first
from .flavours import Flavour, Reply, Server, package


class Pieces(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    """A body in pieces; `then` is raised behind them. `is_closed` tells that nobody reads it any more."""

    def __init__(self, pieces: list[bytes], then: Exception | None = None) -> None:
        self.pieces, self.then, self.given, self.is_closed = pieces, then, 0, False

    def __iter__(self) -> Iterator[bytes]:
        for piece in self.pieces:
            self.given += 1
            yield piece
        if self.then is not None:
            raise self.then

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self:
            yield piece

    def close(self) -> None:
        self.is_closed = True

    async def aclose(self) -> None:
        self.is_closed = True


class Answer(Server):
    """A server that answers every request with pieces of bytes."""

    def __init__(self, status: int, pieces: Pieces, **headers: str) -> None:
        super().__init__(Reply())
        self.status, self.pieces = status, pieces
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        return httpx2.Response(self.status, headers=self.headers, stream=self.pieces)


def cut(content: bytes, size: int) -> Pieces:
    """Content in pieces of so many bytes."""
    return Pieces([content[start : start + size] for start in range(0, len(content), size)])


def methods(*kinds: str) -> list[tuple[str, str]]:
    """Pairs of operation and method, for the methods that read answers of these kinds; all without any."""
    return [
        (operation, method)
        for operation in callable_operations()
        for method, told in OPERATIONS[operation].get("streams", {}).items()
        if told["kind"] in kinds
    ]


def told(operation: str, method: str) -> dict[str, Any]:
    """What the suite knows of a method."""
    known: dict[str, Any] = OPERATIONS[operation]["streams"][method]
    return known


def begun(flavour: Flavour, server: Server, operation: str, method: str, **options: Any) -> Any:
    """What a method of a fresh client gives, its answer begun."""
    return started(flavour, flavour.client(server), operation, method, **options)


def one_of_each_kind(found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The first method of each kind: what does not depend on more is tested with these."""
    return list({told(*one)["kind"]: one for one in reversed(found)}.values())


def started(flavour: Flavour, client: Any, operation: str, method: str, way: str = "", **options: Any) -> Any:
    """What a method of a client gives, its answer begun; `way` leads from the resource to the method."""
    arguments = dict(first(operation, "request-minimal")["arguments"])
    arguments.pop(told(operation, method).get("flag", {}).get("argument", ""), None)
    resource = operation.rpartition(".")[0]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", package.RequestWarning)
        return flavour.run(attrgetter(f"{resource}.{way}{method}")(client)(**arguments, **options))


def ended(flavour: Flavour, value: Any) -> None:
    """Leave a stream or download before its end."""
    flavour.run(value.close())
