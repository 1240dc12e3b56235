"""Who says what: reads `x-source` and decides from it what refuses and what warns.

A document with `x-docs` names a source for every fact; only what a page states refuses. A document without it is
itself the statement.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast

from generator.ir import Provenance, Severity, Source

_TEXT = re.compile(r"(page|shown)(?: ([\w.-]+):)? ?([\d, -]+)|sibling|practice|inferred")


def parsed(text: str, pointer: str, page: str) -> Source:
    """One source as written: `page 268`, `shown create-model:9, 58`, `sibling`. `page` is the page meant by default."""
    match = _TEXT.fullmatch(text.strip())
    if match is None:
        return Source(provenance="inferred", pointer=pointer)
    word = cast(Provenance, text.split()[0])
    if match[1] is None:
        return Source(provenance=word, pointer=pointer)
    return Source(provenance=word, pointer=pointer, page=match[2] or page, lines=_lines(match[3]))


def sources(node: Mapping[str, object], pointer: str, page: str) -> dict[str, Source]:
    """The sources of a node by keyword; "" holds for every keyword that is not named."""
    written = node.get("x-source")
    if isinstance(written, str):
        return {"": parsed(written, pointer, page)}
    if not isinstance(written, Mapping):
        return {}
    return {
        str(keyword): parsed(str(text), f"{pointer}/{keyword}", page)
        for keyword, text in cast(Mapping[object, object], written).items()
    }


def severity(source: Source, *, kind: bool = False) -> Severity:
    """Whether breaking a fact of this source refuses or warns; `kind` marks the JSON kind that an example shows."""
    match source.provenance:
        case "page" | "spec":
            return "refuse"
        case "shown":
            return "refuse" if kind else "warn"
        case "sibling" | "practice" | "inferred":
            return "warn"


def _lines(text: str) -> tuple[int, ...]:
    """Line numbers of `274, 275` or `6-55` (a range stands for its two ends)."""
    return tuple(int(number) for number in re.findall(r"\d+", text))
