"""Strings for samples: readable, of the wanted length, form and pattern."""

from __future__ import annotations

import re
from collections.abc import Iterator
from zlib import crc32

from generator.cases.breaches import bounds, has_format
from generator.cases.patterns import matching
from generator.cases.places import MISSING, as_list
from generator.cases.truth import within
from generator.cases.view import View

FORMATS = {
    "date": "2026-01-31",
    "time": "12:30:45Z",
    "duration": "PT1H",
    "uuid": "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
    "int64": "9007199254740993",
    "email": "someone@example.com",
    "idn-email": "someone@example.com",
    "hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "uri": "https://example.com/a",
    "url": "https://example.com/a",
    "uri-reference": "/a",
    "byte": "aGVsbG8=",
    "base64": "aGVsbG8=",
}


def words(label: str) -> str:
    """A wire name as words: `displayName` is `display name`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+", " ", label).strip().lower() or "text"


def text(view: View, label: str) -> object:
    """A string that keeps every demand of its schema, or MISSING."""
    return next((value for value in _candidates(view, label) if fits(view, value)), MISSING)


def fits(view: View, value: object) -> bool:
    """Whether a scalar keeps the bounds and the format of its schema."""
    return has_format(view, value) and all(within(keyword, bound, value) for keyword, bound in bounds(view).items())


def _candidates(view: View, label: str) -> Iterator[object]:
    limits = bounds(view)
    least = limits.get("minLength")
    most = limits.get("maxLength")
    format = str(view.get("format"))
    base = (
        f"2026-01-31T12:30:{crc32(label.encode()) % 60:02}Z"
        if format == "date-time"
        else FORMATS.get(format, words(label))
    )
    if isinstance(least, int) and len(base) < least <= 100_000:
        base += " " + "x" * (least - len(base) - 1) if least - len(base) > 1 else "x"
    yield base[:most] if isinstance(most, int) else base
    if "pattern" in limits:
        yield from as_list(view.get("examples"))
        yield from (value for value in (view.get("example"), view.get("default")) if isinstance(value, str))
        yield from matching(str(limits["pattern"]))


def number(view: View, label: str) -> object:
    """A number that keeps every demand of its schema, different for different labels where that is possible."""
    limits = bounds(view)
    whole = view.kind == "integer"
    wanted = crc32(label.encode()) % 89 + 2
    steps = limits.get("multipleOf")
    candidates: list[object] = [wanted if whole else wanted + 0.5]
    least, most = limits.get("minimum"), limits.get("maximum")
    if isinstance(least, int) and isinstance(most, int) and most >= least:
        candidates.append(least + wanted % (most - least + 1))
    for keyword, inside in (("minimum", 0), ("maximum", 0), ("exclusiveMinimum", 1), ("exclusiveMaximum", -1)):
        bound = limits.get(keyword)
        if isinstance(bound, (int, float)):
            near = bound + (inside if whole else inside / 1000)
            candidates.append(int(near) if whole else near)
    if isinstance(steps, (int, float)) and steps > 0:
        candidates += [int(steps * times) if whole else steps * times for times in (1, 2, 10, 100, 0)]
    candidates += [0, 1, 0.5]
    return next((value for value in candidates if fits(view, value) and (not whole or isinstance(value, int))), MISSING)
