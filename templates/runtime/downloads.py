"""Answers that are bytes, read in pieces: to a file, which is there only when it is complete, or one after the other.

What comes is counted: fewer bytes than the answer promised are an error of the tree, however it ended.
"""

from __future__ import annotations

import os
import secrets
import warnings
from collections.abc import AsyncIterator, Generator, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from .incoming import AsyncBody, Told, async_opened, opened
from .retry import Failure

if TYPE_CHECKING:
    from .call import Call
    from .client import AsyncClient, SyncClient
    from .options import RequestOptions


class _Told(Told):
    """What a download tells of its answer."""

    _count = 0

    @property
    def media_type(self) -> str:
        """What the answer says that it is, "" where it does not say."""
        return self.headers.get("content-type", "")

    @property
    def size(self) -> int | None:
        """The bytes that were promised, None where the answer does not say, or comes packed."""
        text = self.headers.get("content-length", "")
        is_told = text.isascii() and text.isdigit() and "content-encoding" not in self.headers
        return int(text) if is_told else None

    def _refuse_a_part(self) -> None:
        if self._count:
            raise RuntimeError(f"{self._count} bytes were taken already: what is left is not the whole")

    def _taken(self, came: bytes | Failure | None) -> bytes | None:
        """What came, counted. Raises where it is a failure, or less than was promised."""
        if isinstance(came, bytes):
            self._count += len(came)
            return came
        if came is None and (self.size is None or self._count == self.size):
            return None
        failure = Failure("exchange", "the answer ended") if came is None else came
        of = "" if self.size is None else f" of {self.size}"
        said = (
            f"nothing more after {self._count}{of} bytes"
            if failure.timed_out
            else f"broke off after {self._count}{of} bytes"
        )
        raise self._begun.broken(failure, said)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self._count} bytes so far>"


class Download(_Told):
    """An answer of bytes under way. Making one sends the request; an answer that is no success raises at once.

    Iterating gives the pieces as they come; leaving the loop ends it. `timeout` bounds the wait for each, `deadline` all of them.
    """

    def __init__(self, client: SyncClient, call: Call[Any], options: RequestOptions) -> None:
        self._has_begun = self._body = opened(client, call, options)

    def __iter__(self) -> Iterator[bytes]:
        with self:
            while (piece := self._pulled()) is not None:
                yield piece

    def iter_bytes(self, size: int) -> Iterator[bytes]:
        """Pieces of so many bytes each, but for the last one."""
        held = bytearray()
        for piece in self:
            held += piece
            while len(held) >= size:
                yield bytes(held[:size])
                del held[:size]
        if held:
            yield bytes(held)

    def read(self) -> bytes:
        """All of it."""
        self._refuse_a_part()
        return b"".join(self)

    def to_file(self, path: str | os.PathLike[str]) -> Path:
        """Write all of it to a file, which takes its name (and the place of one that has it) when it is complete.

        Raises OSError where it cannot be written; then, as after any error, no part of it is left.
        """
        self._refuse_a_part()
        with self:
            part = _Part(path)
            try:
                for piece in self:
                    part.write(piece)
                return part.finish()
            finally:
                part.discard()

    def close(self) -> None:
        """Give the connection back; a second time does nothing."""
        self._body.close()

    def _pulled(self) -> bytes | None:
        if self._body.is_closed:
            return None
        self._body.wait_anew()
        return self._taken(self._body.pull())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def __del__(self) -> None:
        with suppress(Exception):  # of which a download that never began is one
            self._body.close()


class AsyncDownload(_Told):
    """An answer of bytes under way. The request is sent when it is awaited, read or entered, whichever comes first.

    `async for` gives the pieces as they come; leaving the loop ends it. `timeout` bounds the wait for each, `deadline` all of them.
    """

    def __init__(self, client: AsyncClient, call: Call[Any], options: RequestOptions) -> None:
        self._client, self._call, self._options = client, call, options
        self._body: AsyncBody | None = None

    async def _opened(self) -> AsyncBody:
        if self._body is None:
            self._has_begun = self._body = await async_opened(self._client, self._call, self._options)
        return self._body

    async def _awaited(self) -> Self:
        await self._opened()
        return self

    def __await__(self) -> Generator[Any, None, Self]:
        return self._awaited().__await__()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async with self:
            while (piece := await self._pulled()) is not None:
                yield piece

    async def iter_bytes(self, size: int) -> AsyncIterator[bytes]:
        """Pieces of so many bytes each, but for the last one."""
        held = bytearray()
        async for piece in self:
            held += piece
            while len(held) >= size:
                yield bytes(held[:size])
                del held[:size]
        if held:
            yield bytes(held)

    async def read(self) -> bytes:
        """All of it."""
        self._refuse_a_part()
        return b"".join([piece async for piece in self])

    async def to_file(self, path: str | os.PathLike[str]) -> Path:
        """Write all of it to a file, which takes its name (and the place of one that has it) when it is complete.

        Raises OSError where it cannot be written; then, as after any error, no part of it is left.
        """
        from anyio import to_thread

        self._refuse_a_part()
        async with self:
            part = await to_thread.run_sync(_Part, path)
            try:
                async for piece in self:
                    await to_thread.run_sync(part.write, piece)
                return await to_thread.run_sync(part.finish)
            finally:
                part.discard()

    async def close(self) -> None:
        """Give the connection back; a second time does nothing."""
        if self._body is not None:
            await self._body.close()

    async def _pulled(self) -> bytes | None:
        body = await self._opened()
        if body.is_closed:
            return None
        body.wait_anew()
        return self._taken(await body.pull())

    async def __aenter__(self) -> Self:
        return await self._awaited()

    async def __aexit__(self, *exception: object) -> None:
        await self.close()

    def __del__(self) -> None:
        if self._body is not None and not self._body.is_closed:
            warnings.warn(f"{self!r} was neither read nor closed", ResourceWarning, source=self, stacklevel=1)


class _Part:
    """A file beside its target, under another name until it is complete. What a link points to is the target."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._target = Path(os.path.realpath(path))
        if self._target.is_dir():
            raise IsADirectoryError(f"{os.fspath(path)!r} is a folder; give the name of a file")
        self._path = self._target.with_name(f".{secrets.token_hex(8)}.part")
        number = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        self._file = os.fdopen(number, "wb")

    def write(self, piece: bytes) -> None:
        """Write a piece behind the others."""
        self._file.write(piece)

    def finish(self) -> Path:
        """Give the file its name, once it is on the disk."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        os.replace(self._path, self._target)
        return self._target

    def discard(self) -> None:
        """Remove what has not got its name."""
        with suppress(OSError):
            self._file.close()
        with suppress(OSError):
            self._path.unlink()
