"""Values below, at and above each bound of a schema, and of each form that a format names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.cases import texts
from generator.cases.breaches import RANGES, bounds
from generator.cases.patterns import of_length
from generator.cases.places import MISSING, as_list
from generator.cases.samples import Wish, free_keys, sample
from generator.cases.truth import is_number, within
from generator.cases.view import View

ACCENTED, ASTRAL = "é", "😀"  # one code point each: two bytes of UTF-8, two units of UTF-16

FORMS: dict[str, tuple[tuple[str, str], ...]] = {
    "int64": (
        ("beyond-2-53", "9007199254740993"), ("largest", "9223372036854775807"), ("too-large", "9223372036854775808"),
        ("smallest", "-9223372036854775808"), ("no-number", "twelve"), ("empty", ""), ("fraction", "1.5"),
    ),
    "date-time": (
        ("utc", "2026-01-31T12:30:45Z"), ("fraction", "2026-01-31T12:30:45.123456Z"),
        ("nanoseconds", "2026-01-31T12:30:45.123456789Z"), ("offset", "2026-01-31T12:30:45+05:30"),
        ("no-time", "yesterday"),
    ),
    "date": (("day", "2026-01-31"), ("no-date", "yesterday")),
    "uuid": (("uuid", "3f2504e0-4f89-41d3-9a0c-0305e82c3301"), ("no-uuid", "3f2504e0")),
}  # fmt: skip
UNMATCHED = ("", " ", "\n", "é", "~!~", "a", "1", "A", "x" * 300)
Limit = tuple[str, str, object]  # what it shows, the keyword (with what was added to its bound), the value


def limit_values(view: View, label: str) -> Iterator[Limit]:
    """Every value worth trying at the bounds of a schema."""
    limits = bounds(view)
    match view.kind:
        case "string" if not view.choices:
            yield from _lengths(limits)
            yield from _patterns(view, label, limits)
            yield from ((f"format-{name}", "format", value) for name, value in FORMS.get(str(view.get("format")), ()))
        case "integer" | "number" if not view.choices:
            yield from _numbers(view, limits)
        case "array":
            yield from _sizes(view, label, limits)
        case "object" if view.is_map:
            yield from _widths(view, limits)
        case _:
            return


def _lengths(limits: Mapping[str, object]) -> Iterator[Limit]:
    most, least = limits.get("maxLength"), limits.get("minLength")
    if "pattern" in limits:
        yield from _matching_lengths(limits)
        return
    if isinstance(most, int) and most <= 100_000:
        yield "below-maxLength", "maxLength - 1", "x" * max(most - 1, 0)
        for name, character in (("accented", ACCENTED), ("astral", ASTRAL)):
            yield f"at-maxLength-{name}", "maxLength", character * most
            yield f"above-maxLength-{name}", "maxLength + 1", character * (most + 1)
    if isinstance(least, int) and 0 < least <= 100_000:
        yield "below-minLength", "minLength - 1", ASTRAL * (least - 1)
        yield "at-minLength", "minLength", ASTRAL * least
        yield "above-minLength", "minLength + 1", "x" * (least + 1)


def _matching_lengths(limits: Mapping[str, object]) -> Iterator[Limit]:
    """Texts around the bounds that match the pattern, as far as there are any."""
    for keyword in ("minLength", "maxLength"):
        bound = limits.get(keyword)
        if not isinstance(bound, int) or bound > 1000:
            continue
        for name, shift in (("below", -1), ("at", 0), ("above", 1)):
            found = of_length(str(limits["pattern"]), bound + shift)
            value = next((one for one in found if within("pattern", limits["pattern"], one)), None)
            if value is not None:
                yield f"{name}-{keyword}", f"{keyword} {_signed(shift)}" if shift else keyword, value


def _patterns(view: View, label: str, limits: Mapping[str, object]) -> Iterator[Limit]:
    pattern = limits.get("pattern")
    if pattern is None:
        return
    kept = texts.text(view, label)
    if kept is not MISSING:
        yield "kept-pattern", "pattern", kept
    wrong = next((value for value in UNMATCHED if not within("pattern", pattern, value)), None)
    if wrong is not None:
        yield "broken-pattern", "pattern", wrong


def _numbers(view: View, limits: Mapping[str, object]) -> Iterator[Limit]:
    step: float = 1 if view.kind == "integer" else 0.5
    for keyword, outward in (
        ("minimum", -step),
        ("exclusiveMinimum", -step),
        ("maximum", step),
        ("exclusiveMaximum", step),
    ):
        bound = limits.get(keyword)
        if isinstance(bound, (int, float)):
            yield f"inside-{keyword}", f"{keyword} {_signed(-outward)}", bound - outward
            yield f"at-{keyword}", keyword, bound
            yield f"outside-{keyword}", f"{keyword} {_signed(outward)}", bound + outward
    times = limits.get("multipleOf")
    if is_number(times) and isinstance(times, (int, float)):
        yield "kept-multipleOf", "multipleOf * 3", times * 3
        yield "broken-multipleOf", "multipleOf * 2.5", times * 2.5 if step < 1 or times % 2 == 0 else times * 3 + 1
    least, most = RANGES.get(str(view.get("format")), (0, 0))
    if most:
        yield "format-smallest", "format", least
        yield "format-largest", "format", most
        yield "format-too-small", "format", least - 1
        yield "format-too-large", "format", most + 1
    elif view.kind == "integer":
        yield "beyond-2-53", "type", 2**53 + 1
    if view.kind == "integer":
        yield "whole-float", "type", float(_inner(view))


def _inner(view: View) -> int:
    """A whole number that the schema admits, or any other."""
    value = sample(view, "whole", Wish("input"))
    return value if isinstance(value, int) else 7


def _sizes(view: View, label: str, limits: Mapping[str, object]) -> Iterator[Limit]:
    item = MISSING if view.items is None else sample(view.items, label, Wish("input"))
    for keyword in ("minItems", "maxItems"):
        bound = limits.get(keyword)
        if isinstance(bound, int) and item is not MISSING and bound <= 10_000:
            for name, size in (("below", bound - 1), ("at", bound), ("above", bound + 1)):
                if size >= 0:
                    yield f"{name}-{keyword}", f"{keyword} {_signed(size - bound)}", _items(view, label, size)
    if limits.get("uniqueItems") is True and item is not MISSING:
        yield "broken-uniqueItems", "uniqueItems", [item, item]


def _items(view: View, label: str, size: int) -> list[object]:
    """So many different items, as far as different ones can be had."""
    assert view.items is not None, "an array of nothing has no items"
    choices = as_list(list(view.items.choices))
    if choices:
        return [choices[index % len(choices)] for index in range(size)]
    return [sample(view.items, f"{label}{index}", Wish("input")) for index in range(size)]


def _widths(view: View, limits: Mapping[str, object]) -> Iterator[Limit]:
    value = "value" if view.additional is None else sample(view.additional, "value", Wish("input"))
    for keyword in ("minProperties", "maxProperties"):
        bound = limits.get(keyword)
        if isinstance(bound, int) and value is not MISSING and bound <= 1000:
            for name, size in (("below", bound - 1), ("at", bound), ("above", bound + 1)):
                keys = dict.fromkeys(free_keys(view, size), value)
                if len(keys) == size:
                    yield f"{name}-{keyword}", f"{keyword} {_signed(size - bound)}", keys


def _signed(amount: float) -> str:
    return f"- {abs(amount):g}" if amount < 0 else f"+ {amount:g}"
