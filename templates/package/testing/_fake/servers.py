"""The document of an API with several servers: their paths differ, and a request may come to any of them."""

from __future__ import annotations

import json
import pkgutil
import re
from dataclasses import dataclass, fields

from .document import Document, Operation, read


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedDocument(Document):
    """A document whose paths lie below one of several `base_paths`, names in braces standing for any step."""

    base_paths: tuple[str, ...]

    def operation(self, method: str, path: str) -> tuple[Operation, dict[str, str]] | None:
        """The operation that a request is for: of a client that was given `base_url`, or of one that chose a server."""
        found = Document.operation(self, method, path)
        for base in self.base_paths if found is None else ():
            pieces = re.split(r"\{[^{}]*\}", base)
            below = re.match("[^/]+".join(map(re.escape, pieces)), path)
            if below and (found := Document.operation(self, method, path[below.end() :])):
                break
        return found


def loaded(package: str) -> Document:
    """The document of the package `testing`, from the api.json beside it."""
    data = json.loads(pkgutil.get_data(package, "api.json") or b"{}")
    known = read(data)
    return ServedDocument(
        **{one.name: getattr(known, one.name) for one in fields(known)}, base_paths=tuple(data["base_paths"])
    )
