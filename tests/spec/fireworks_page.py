"""What the captured Create Model page of Fireworks AI says, parsed from its text alone.

The page is two example blocks, one key, value or bracket a line, and then sentences on the response's fields, in the
response's order and without names. Fields without a sentence leave no line, and the values of an enum stand in front of
the next sentence.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

CAPTURE = Path(__file__).resolve().parents[2] / "spec" / "fireworks" / "docs" / "create-model.txt"
PAGE = CAPTURE.read_text("utf-8").splitlines()
FURNITURE = "Show child attributes"
ENUM_VALUES = re.compile(r"[A-Z][A-Z0-9_]+(?:, [A-Z][A-Z0-9_]+)+")


def line(number: int) -> str:
    """The text of a line of the page, counted from 1."""
    return PAGE[number - 1]


def number_of(text: str) -> int:
    """The number of the only sentence line that contains `text`."""
    [found] = [number for number in range(265, 307) if text in line(number)]
    return found


SHOWING = {number for number in range(1, 134) if '"' in line(number) or line(number).startswith(("curl", "--"))}
STATING = {number for number in range(265, 307) if line(number) != FURNITURE}
"""The lines that show a key or value of the first copy of the examples, and those that state something."""


def shown_paths(first: int, last: int) -> dict[str, int]:
    """Wire path -> line, for the example block whose outer braces stand on the lines `first` and `last`.

    `a.b` is a property, `a[]` an item of an array, "" the object itself.
    """
    found, stack = {"": first}, [""]
    for number in range(first + 1, last):
        keyed = re.fullmatch(r'"(\w+)": (.*)', line(number))
        path, value = f"{stack[-1]}[]", line(number)
        if keyed:
            path, value = f"{stack[-1]}.{keyed[1]}".lstrip("."), keyed[2]
        if value[0] in "}]":
            stack.pop()
            continue
        found[path] = number
        if value in ("{", "["):
            stack.append(path)
    assert stack == [""], f"the block on the lines {first} to {last} does not close"
    return found


REQUEST: dict[str, Any] = json.loads("\n".join(PAGE[5:55]))
RESPONSE: dict[str, Any] = json.loads("{" + "\n".join(PAGE[56:132]) + "}")
REQUEST_LINES = shown_paths(6, 55)
RESPONSE_LINES = shown_paths(56, 133)

WITHOUT_SENTENCE = {"name", "supportedPrecisions", "supportedPrecisionsWithCalibration", "snapshotType"}
SENTENCES: dict[str, int] = dict(
    zip(
        [key for key in RESPONSE if key not in WITHOUT_SENTENCE],
        [number for number in sorted(STATING) if 268 <= number < 306],
        strict=True,
    )
)
"""Response field -> the line of its sentence."""


def sentence(key: str) -> str:
    """The sentence on a response field, without the enum values of the field before it."""
    return ENUM_VALUES.sub("", line(SENTENCES[key])).strip()


def shows_a_constant(value: object) -> bool:
    """Whether an example's value, or the only item of it, is a name in capitals."""
    return re.fullmatch(r"\[?'[A-Z][A-Z_]+'\]?", repr(value)) is not None


ENUMS: dict[str, tuple[int, list[str]]] = dict(
    zip(
        [key for key, value in RESPONSE.items() if shows_a_constant(value)],
        [(n, values.split(", ")) for n in range(265, 307) for values in ENUM_VALUES.findall(line(n))],
        strict=True,
    )
)
"""Response field -> the line of its values, and the values."""
