"""What answers have that the document does not say, as JSON lines for the maintainer: kinds and names, no values.

A line has `operation`, `method`, `path` (the template of the call), `at` (where in the answer, `[]` for an item or a key of
a map), `expected`, and `got`: the JSON kind, or the value itself where it stands in place of a constant.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from typing import Protocol, TypeAlias

from .call import Call
from .model import Drift

KINDS = {
    "str": "string",
    "bool": "boolean",
    "int": "integer",
    "float": "number",
    "list": "array",
    "NoneType": "null",
    "ellipsis": "nothing",
}
_STYLES = (re.compile(r"[A-Z][A-Z0-9_]{0,63}"), re.compile(r"[a-z][a-z0-9_.-]{0,63}"))


class Stream(Protocol):
    """What text can be written to."""

    def write(self, text: str, /) -> object:
        """Write the text."""
        ...


DriftLog: TypeAlias = "str | os.PathLike[str] | Stream | Callable[[str], object]"
"""A file that lines are added to, an open stream of text, or a function that is called with each line."""


def line_of(call: Call[object], drift: Drift) -> str:
    """One difference as a line of JSON, without its end."""
    said = {
        "operation": call.operation,
        "method": call.method,
        "path": call.template,
        "at": re.sub(r"\[[^\]]*\]", "[]", drift.path),
        "expected": drift.expected,
        "got": _got(drift),
    }
    return json.dumps(said, ensure_ascii=False)


def write_line(log: DriftLog, line: str) -> None:
    """Hand a line on. Raises what the log raises."""
    if isinstance(log, (str, os.PathLike)):
        with open(os.fspath(log), "ab") as file:
            file.write(f"{line}\n".encode())
    elif callable(log):
        log(line)
    else:
        log.write(line + "\n")


def _got(drift: Drift) -> dict[str, str]:
    """The kind of what came; written like the constants that were expected, it is one itself."""
    if isinstance(drift.got, str):
        text, constants = drift.got, re.findall(r"'([^']*)'", drift.expected)
        for style in _STYLES if constants else ():
            if all(style.fullmatch(word) for word in (*constants, text)):
                return {"constant": text}
    return {"kind": KINDS.get(type(drift.got).__name__, "object")}
