"""Which line and column a JSON pointer means: looked up by reading the text once more, for all pointers together."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from generator.findings import Finding, Spot
from generator.load.files import Source
from generator.load.yaml_spots import Offsets, yaml_offsets
from generator.positions import Place, escaped

_SPACE = re.compile(r"[\s,]*")
_COLON = re.compile(r"\s*:\s*")


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a node stands: (line, column) of its key and of its value, counted from 1. A list item has no key."""

    key: tuple[int, int]
    value: tuple[int, int]


def locate(source: Source, pointers: Iterable[str]) -> dict[str, Mark]:
    """Line and column of every pointer; what is not in the text has the place of its nearest ancestor."""
    wanted = set(pointers)
    ways = _ways(wanted)
    found = _json(source.text, ways) if source.kind == "json" else yaml_offsets(source.text, ways)
    starts = [0, *(match.end() for match in re.finditer("\n", source.text))]

    def mark(offset: int) -> tuple[int, int]:
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    nearest = {pointer: found[_nearest(pointer, found)] for pointer in wanted}
    return {pointer: Mark(mark(key), mark(value)) for pointer, (key, value) in nearest.items()}


def located(findings: Iterable[Finding], sources: Mapping[str, Source]) -> tuple[Finding, ...]:
    """The findings with line, column and text, sorted by file and line. `sources` are the files by path."""
    findings = tuple(findings)
    pointers: dict[str, set[str]] = {}
    for finding in findings:
        if finding.spot is None and finding.place.file in sources:
            pointers.setdefault(finding.place.file, set()).add(finding.place.pointer)
    marks = {file: locate(sources[file], wanted) for file, wanted in pointers.items()}
    lines = {file: sources[file].text.split("\n") for file in marks}
    spotted = [
        (
            replace(finding, spot=_spot(finding.place, marks[finding.place.file], lines[finding.place.file]))
            if finding.spot is None and finding.place.file in marks
            else finding
        )
        for finding in findings
    ]
    return tuple(sorted(spotted, key=_order))


def _order(finding: Finding) -> tuple[str, int, int]:
    spot = finding.spot
    return finding.place.file, spot.line if spot else 0, spot.column if spot else 0


def _spot(place: Place, marks: dict[str, Mark], lines: list[str]) -> Spot:
    mark = marks[place.pointer]
    line, column = mark.key if place.on_key else mark.value
    return Spot(line, column, lines[line - 1].removesuffix("\r"))


def _nearest(pointer: str, found: Mapping[str, Offsets]) -> str:
    while pointer not in found:
        pointer = pointer.rpartition("/")[0]
    return pointer


def _ways(pointers: Iterable[str]) -> set[str]:
    """The pointers and all their ancestors: what has to be gone into."""
    ways = {""}
    for pointer in pointers:
        while pointer and pointer not in ways:
            ways.add(pointer)
            pointer = pointer.rpartition("/")[0]
    return ways


def _json(text: str, ways: set[str]) -> dict[str, Offsets]:
    start = _end(_SPACE, text, 0)
    offsets = {"": (start, start)}
    pending = [("", start)]
    while pending:
        above, offset = pending.pop()
        for step, key, value in _members(text, offset):
            pointer = f"{above}/{escaped(step)}"
            if pointer in ways:
                offsets[pointer] = key, value
                pending.append((pointer, value))
    return offsets


def _members(text: str, offset: int) -> Iterator[tuple[str, int, int]]:
    """Step, offset of the key and offset of the value for each member of the collection at `offset`.

    The text has been read before, so that it is JSON; `json` itself skips the values.
    """
    bracket = text[offset]
    if bracket not in "{[":
        return
    decoder = json.JSONDecoder()
    offset, index = _end(_SPACE, text, offset + 1), 0
    while text[offset] not in "}]":
        start, step = offset, str(index)
        if bracket == "{":
            step, offset = decoder.raw_decode(text, offset)
            offset = _end(_COLON, text, offset)
        yield step, start, offset
        offset, index = _end(_SPACE, text, decoder.raw_decode(text, offset)[1]), index + 1


def _end(pattern: re.Pattern[str], text: str, offset: int) -> int:
    match = pattern.match(text, offset)
    return match.end() if match else offset
