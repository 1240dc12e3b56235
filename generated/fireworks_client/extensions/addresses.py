"""Where each file of an upload goes: signed URLs, which hold for a while only and are then asked for anew."""

from __future__ import annotations

import re
import threading
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from .._runtime.elsewhere import Parcel
from .._runtime.errors import APIError, APIStatusError
from .files import ASKED, File

Parcels: TypeAlias = dict[File, Parcel]


@dataclass(slots=True)
class Addresses:
    """The parcels of all files, and how they are asked for."""

    ask: Callable[[], Parcels]
    parcels: Parcels
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def renewed(self, file: File, stale: Parcel) -> Parcel:
        """Another parcel for a file whose address has expired; those of all files are asked for at once."""
        with self._lock:
            if self.parcels[file] is stale:
                self.parcels = self.ask()
            return self.parcels[file]


class AsyncAddresses:
    """The same for tasks."""

    def __init__(self, ask: Callable[[], Awaitable[Parcels]], parcels: Parcels) -> None:
        import anyio

        self.parcels, self._ask, self._lock = parcels, ask, anyio.Lock()

    async def renewed(self, file: File, stale: Parcel) -> Parcel:
        """Another parcel for a file whose address has expired; those of all files are asked for at once."""
        async with self._lock:
            if self.parcels[file] is stale:
                self.parcels = await self._ask()
            return self.parcels[file]


def is_expired(refusal: APIStatusError) -> bool:
    """Whether a storage says that the time of a signed URL is over, as those of Google (400) and Amazon (403) do."""
    return refusal.status_code in (400, 403) and re.search("expired", refusal.text, re.IGNORECASE) is not None


def parcels_of(files: tuple[File, ...], urls: Mapping[str, str] | None) -> Parcels:
    """What is put where. Raises APIError where the server gave no address for a file."""
    missing = [repr(file.name) for file in files if file.name not in (urls or {})]
    if missing or urls is None:
        raise APIError(f"the server gave no address for {', '.join(missing)}", asked=ASKED)
    return {file: Parcel(ASKED.operation, file.name, urls[file.name], _headers(file)) for file in files}


def _headers(file: File) -> dict[str, str]:
    """The header fields of a file. The last one lets the storage refuse any other size."""
    return {
        "content-type": "application/octet-stream",
        "content-length": str(file.size),
        "x-goog-content-length-range": f"{file.size},{file.size}",
    }
