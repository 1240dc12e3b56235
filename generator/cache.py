"""What costs seconds to print, kept between runs by the hash of what went in.

Nothing depends on it: an entry that is missing, damaged or unwritable only costs time. It lies in the checkout, under
`.cache/clientsmith`, one file an entry: the SHA-256 of the text, a line feed, the text.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal

from generator.inputs import hash_of, in_checkout

ENTRIES = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Cache:
    """Texts by the kind of thing and what it was made from. `use` "read" writes nothing, "off" does nothing at all."""

    folder: str = field(default_factory=lambda: in_checkout(".cache/clientsmith"))
    use: Literal["on", "read", "off"] = "on"

    def get(self, kind: str, *made_from: object) -> str | None:
        """The text that was kept for `made_from` (JSON values, tool versions included), if it is there and whole."""
        if self.use == "off":
            return None
        try:
            with open(self._path(kind, made_from), "rb") as file:
                digest, _, text = file.read().partition(b"\n")
            return text.decode() if hash_of(text).encode() == digest else None
        except (OSError, UnicodeDecodeError):
            return None

    def put(self, text: str, kind: str, *made_from: object) -> None:
        """Keeps `text`; a reader sees all of it or none."""
        if self.use != "on":
            return
        path, content = self._path(kind, made_from), text.encode()
        with suppress(OSError):
            os.makedirs(self.folder, exist_ok=True)
            own = f"{path}.{os.getpid()}"
            with open(own, "wb") as file:
                file.write(hash_of(content).encode() + b"\n" + content)
            os.replace(own, path)

    def _path(self, kind: str, made_from: tuple[object, ...]) -> str:
        return os.path.join(self.folder, f"{kind}-{hash_of(json.dumps([kind, *made_from], sort_keys=True).encode())}")

    def prune(self) -> None:
        """Forgets the oldest entries where there are too many."""
        if self.use != "on":
            return
        with suppress(OSError):
            paths = [os.path.join(self.folder, name) for name in os.listdir(self.folder)]
            for path in sorted(paths, key=os.path.getmtime)[: max(0, len(paths) - ENTRIES)]:
                os.unlink(path)
