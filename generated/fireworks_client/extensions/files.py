"""The files of an upload: which they are, what they are called, and that they stay as they were."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import FileIO
from typing import TypeAlias, TypeGuard

from .._runtime.errors import APIError, Asked, RequestValidationError
from .._runtime.faults import Fault

FilePath: TypeAlias = "str | bytes | os.PathLike[str] | os.PathLike[bytes]"
Files: TypeAlias = "FilePath | Iterable[FilePath] | Mapping[str, FilePath]"

PIECE = 256 * 1024
ASKED = Asked("models.upload")


@dataclass(frozen=True, slots=True)
class File:
    """A file as it was when the upload began: its name in the model, its path, size in bytes and time of change (ns)."""

    name: str
    path: str
    size: int
    changed: int


def files_of(given: Files) -> tuple[File, ...]:
    """The files that are meant, sorted by name: a folder stands for all that is below it, under relative names.

    Links to files are followed, as folders of Hugging Face's cache are full of them; links to folders are not. Raises
    RequestValidationError with all that is wrong: nothing there, an empty folder, a name used twice.
    """
    faults: list[Fault] = []
    found: list[File] = []
    for name, path in _named(given, faults):
        try:
            state = os.stat(path)
        except OSError as why:
            faults.append(Fault("files", "file", f"{path}: {why.strerror}"))
            continue
        if not stat.S_ISREG(state.st_mode):
            faults.append(Fault("files", "file", f"{path}: not a file"))
        elif not os.access(path, os.R_OK):
            faults.append(Fault("files", "file", f"{path}: cannot be read"))
        else:
            found.append(File(name, path, state.st_size, state.st_mtime_ns))
    counts = Counter(file.name for file in found)
    twice = [name for name, count in counts.items() if count > 1]
    faults += [Fault("files", "name", f"{counts[name]} files would be called {name!r}") for name in twice]
    if not found and not faults:
        faults.append(Fault("files", "empty", "there is no file to upload"))
    if faults:
        raise RequestValidationError(faults, asked=ASKED)
    return tuple(sorted(found, key=lambda file: file.name))


def _named(given: Files, faults: list[Fault]) -> Iterator[tuple[str, str]]:
    """Pairs of name and path, before anybody has looked at the files."""
    if isinstance(given, (str, bytes, os.PathLike)):
        yield from _below(os.fsdecode(given), faults)
    elif _by_name(given):
        for name, path in given.items():
            if not isinstance(name, str):
                raise TypeError(f"{name!r} is no name of a file")
            if name.startswith("/") or not {"", ".", ".."}.isdisjoint(name.split("/")):
                faults.append(Fault("files", "name", f"{name!r} is not a relative name"))
            else:
                yield name, os.fsdecode(path)
    else:
        for path in given:
            yield from _below(os.fsdecode(path), faults)


def _by_name(given: Files) -> TypeGuard[Mapping[object, FilePath]]:
    return isinstance(given, Mapping)


def _below(path: str, faults: list[Fault]) -> Iterator[tuple[str, str]]:
    """A file under its own name, or all files of a folder under relative ones."""
    if not os.path.isdir(path):
        yield os.path.basename(path), path
        return

    def tell(why: OSError) -> None:
        faults.append(Fault("files", "file", f"{why.filename}: {why.strerror}"))

    is_empty = True
    for folder, inner, names in os.walk(path, onerror=tell):
        for name in inner:
            if os.path.islink(os.path.join(folder, name)):
                faults.append(Fault("files", "file", f"{os.path.join(folder, name)}: a link to a folder"))
        for name in names:
            is_empty = False
            whole = os.path.join(folder, name)
            yield os.path.relpath(whole, path).replace(os.sep, "/"), whole
    if is_empty:
        faults.append(Fault("files", "empty", f"{path}: there is no file in it"))


def refuse_changed(file: File) -> None:
    """Raise an APIError where a file is not what it was when the upload began."""
    try:
        state = os.stat(file.path)
    except OSError as why:
        raise _lost(file, why) from None
    if (state.st_size, state.st_mtime_ns) != (file.size, file.changed):
        raise _changed(file, f"{file.size:,} bytes, then {state.st_size:,}")


def _changed(file: File, how: str) -> APIError:
    return APIError(f"{file.name!r} changed while it was uploaded ({how}): upload it again", asked=ASKED)


def _lost(file: File, why: OSError) -> APIError:
    return APIError(f"{file.name!r} cannot be read any more: {why.strerror}", asked=ASKED)


@dataclass(frozen=True, slots=True)
class Pieces:
    """The content of a file, read piece by piece each time anew; `told` hears how much was read of it so far."""

    file: File
    told: Callable[[File, int], None]

    def __iter__(self) -> Iterator[bytes]:
        done = 0
        self.told(self.file, done)
        with _opened(self.file) as source:
            while done < self.file.size:
                piece = _read(self.file, source, done)
                yield piece
                done += len(piece)
                self.told(self.file, done)


@dataclass(frozen=True, slots=True)
class AsyncPieces:
    """The same for a task: the file is read in another thread, so that no disk holds up the event loop."""

    file: File
    told: Callable[[File, int], None]

    async def __aiter__(self) -> AsyncIterator[bytes]:
        from anyio import to_thread

        done = 0
        self.told(self.file, done)
        source, piece = await to_thread.run_sync(_begun, self.file)  # at once, as most files of many are small
        with source:
            while piece:
                yield piece
                done += len(piece)
                self.told(self.file, done)
                is_over = done >= self.file.size
                piece = b"" if is_over else await to_thread.run_sync(_read, self.file, source, done)


def _begun(file: File) -> tuple[FileIO, bytes]:
    """The open file and its first piece, which only an empty file lacks."""
    source = _opened(file)
    try:
        return source, _read(file, source, 0) if file.size else b""
    except BaseException:
        source.close()
        raise


def _opened(file: File) -> FileIO:
    try:
        return FileIO(file.path)
    except OSError as why:
        raise _lost(file, why) from None


def _read(file: File, source: FileIO, done: int) -> bytes:
    """The next piece, never empty. Raises APIError where the file ends too early."""
    try:
        piece = source.read(min(PIECE, file.size - done))
    except OSError as why:
        raise _lost(file, why) from None
    if not piece:
        raise _changed(file, f"{file.size:,} bytes, then {done:,}")
    return piece
