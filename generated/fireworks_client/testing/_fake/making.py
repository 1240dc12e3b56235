"""What the factories are made of: the sample of each class, and the caller's fields in place of the sample's."""

from __future__ import annotations

import difflib
import functools
import json
import pkgutil
from collections.abc import Collection, Mapping
from typing import Any

PACKAGE = __name__.rpartition(".")[0].rpartition(".")[0]


@functools.cache
def _samples() -> Mapping[str, Any]:
    data = json.loads(pkgutil.get_data(PACKAGE, "api.json") or b"{}")
    samples: Mapping[str, Any] = data["samples"]
    return samples


def sample(name: str) -> bytes:
    """The sample of a class as JSON."""
    return json.dumps(_samples()[name]).encode()


def made(name: str, fields: Mapping[str, object], known: Collection[str]) -> Any:
    """The sample of a class to send, files as bytes, with `fields` in place of its own; `known` are its fields."""
    refuse_unknown(name, fields, known)
    return {**json.loads(sample(name), object_hook=_file), **fields}


def refuse_unknown(name: str, fields: Collection[str], known: Collection[str]) -> None:
    """Raise a TypeError for a field that a class does not have."""
    for field in fields:
        if field not in known:
            near = difflib.get_close_matches(field, known, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise TypeError(f"{name} has no field {field!r}{hint}")


def _file(value: dict[str, Any]) -> Any:
    return value["$bytes"].encode() if value.keys() == {"$bytes"} else value
