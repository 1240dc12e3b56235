"""What may be wrong with a request: the tests that the generated check functions call, and the faults they find.

A test never raises: it notes a `Fault` and goes on, so that a caller hears everything at once. Values are the plain tree
that would be sent (wire names, JSON kinds); paths are in the caller's words (`model.peft_details.r`). `warns` lists the
keywords of a schema that no docs page states: breaking them warns instead of refusing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, TypeGuard

Severity: TypeAlias = Literal["refuse", "warn"]
Tree: TypeAlias = Mapping[str, object]
Test: TypeAlias = "Callable[[object, str, Faults], None]"
TestOfTree: TypeAlias = "Callable[[Tree, str, Faults], None]"

BUT_KIND = frozenset(
    "integer minLength maxLength pattern format minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minItems"
    " maxItems uniqueItems minProperties maxProperties enum required".split()
)  # what warns where only the JSON kind is known for sure

INTEGER_RANGES = {"int32": (-(2**31), 2**31 - 1), "int64": (-(2**63), 2**63 - 1)}
FORMATS = {
    "int64": re.compile(r"-?[0-9]{1,19}"),
    "date-time": re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)"),
    "date": re.compile(r"\d{4}-\d\d-\d\d"),
    "uuid": re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"),
}


class RequestWarning(UserWarning):
    """A request goes out although it breaks something that no docs page states."""


class Unwritable(ValueError):
    """A value that has no form on the wire; its text is a sentence for the caller."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: where, which rule, in words, and how severe.

    `rule` is a rule's id or the keyword of the schema (`maxLength`); `source` says who states it, or is empty.
    """

    path: str
    rule: str
    message: str
    severity: Severity = "refuse"
    source: str = ""


class Faults:
    """Gathers the faults of one request, in the order of the schema."""

    __slots__ = ("found",)

    def __init__(self) -> None:
        self.found: list[Fault] = []

    def add(self, at: str, rule: str, message: str, warns: Collection[str] = ()) -> None:
        """Note a fault; it only warns where `rule` is one of `warns`."""
        self.found.append(Fault(at.removeprefix("."), rule, message, "warn" if rule in warns else "refuse"))

    def refuse(self, at: str, rule: str, message: str, given: tuple[str, object] | None = None) -> None:
        """Note that a named rule is broken; `given` is the property that decided, with its value."""
        self.add(at, rule, message + because(given))

    def warn(self, at: str, rule: str, message: str, given: tuple[str, object] | None = None) -> None:
        """Note that a named rule which only warns is broken."""
        self.add(at, rule, message + because(given), (rule,))

    def is_object(self, value: object, at: str, noun: str, warns: Collection[str] = ()) -> TypeGuard[Tree]:
        """Tell whether the value is a JSON object."""
        if is_tree(value):
            return True
        self.add(at, "type", f"{shown(value)} is not an object ({noun})", warns)
        return False

    def needs(self, tree: Tree, at: str, members: Mapping[str, str], warns: Collection[str] = ()) -> None:
        """Ask for members that must be there, as pairs of wire name and Python name."""
        for wire, name in members.items():
            if wire not in tree:
                self.add(f"{at}.{name}", "required", "required", warns)

    def string(
        self,
        value: object,
        at: str,
        *,
        min_length: int = 0,
        max_length: int | None = None,
        pattern: str = "",
        format: str = "",
        warns: Collection[str] = (),
    ) -> None:
        """Test a string; lengths are in code points (JSON Schema 2020-12 validation, section 6.3)."""
        if not isinstance(value, str):
            return self.add(at, "type", f"{shown(value)} is not a string", warns)
        if not value.isascii() and any("\ud800" <= character <= "\udfff" for character in value):
            return self.add(at, "type", f"{shown(value)} holds half a surrogate pair, which UTF-8 cannot write")
        if max_length is not None and len(value) > max_length:
            self.add(at, "maxLength", f"{counted(len(value), 'character')}, {max_length} at most", warns)
        if len(value) < min_length:
            self.add(at, "minLength", f"{counted(len(value), 'character')}, {min_length} at least", warns)
        if pattern and not re.search(pattern, value):
            self.add(at, "pattern", f"{shown(value)} does not match {pattern}", warns)
        if format and not has_format(value, format):
            self.add(at, "format", f"{shown(value)} is not {FORMAT_NAMES.get(format, format)}", warns)

    def number(
        self,
        value: object,
        at: str,
        *,
        integer: bool = False,
        minimum: float | None = None,
        maximum: float | None = None,
        above: float | None = None,
        below: float | None = None,
        multiple_of: float | None = None,
        format: str = "",
        warns: Collection[str] = (),
    ) -> None:
        """Test a number; a whole float counts as an integer (JSON Schema 2020-12 core, section 4.2.3)."""
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return self.add(at, "type", f"{shown(value)} is not {'an integer' if integer else 'a number'}", warns)
        if value - value != 0:
            return self.add(at, "type", f"{shown(value)} has no form in JSON")
        if integer and isinstance(value, float) and not value.is_integer():
            self.add(at, "integer", f"{shown(value)} is not a whole number", warns)
        if minimum is not None and value < minimum:
            self.add(at, "minimum", f"{shown(value)}, {minimum!r} at least", warns)
        if maximum is not None and value > maximum:
            self.add(at, "maximum", f"{shown(value)}, {maximum!r} at most", warns)
        if above is not None and value <= above:
            self.add(at, "exclusiveMinimum", f"{shown(value)}, more than {above!r} is wanted", warns)
        if below is not None and value >= below:
            self.add(at, "exclusiveMaximum", f"{shown(value)}, less than {below!r} is wanted", warns)
        if multiple_of is not None and not is_multiple(value, multiple_of):
            self.add(at, "multipleOf", f"{shown(value)} is not a multiple of {multiple_of!r}", warns)
        if format in INTEGER_RANGES and not INTEGER_RANGES[format][0] <= value <= INTEGER_RANGES[format][1]:
            self.add(at, "format", f"{shown(value)} does not fit {format}", warns)

    def boolean(self, value: object, at: str, warns: Collection[str] = ()) -> None:
        """Test a boolean."""
        if not isinstance(value, bool):
            self.add(at, "type", f"{shown(value)} is not a boolean", warns)

    def choice(self, value: object, at: str, allowed: Sequence[object], noun: str, warns: Collection[str] = ()) -> None:
        """Test a value that is one of a list; `noun` is what the list is called."""
        if (isinstance(value, str) and value in allowed) or any(same(value, item) for item in allowed):
            return
        if isinstance(value, (bool, int, float, str)) and kind_of(value) in {kind_of(item) for item in allowed}:
            return self.add(at, "enum", f"{shown(value)} is not {article(noun)}; {suggestion(value, allowed)}", warns)
        self.add(at, "type", f"{shown(value)} is not {article(noun)}", warns)

    def array(
        self,
        value: object,
        at: str,
        *,
        min_items: int = 0,
        max_items: int | None = None,
        unique: bool = False,
        warns: Collection[str] = (),
    ) -> TypeGuard[list[object]]:
        """Test an array, but for its items."""
        if not is_array(value):
            self.add(at, "type", f"{shown(value)} is not an array", warns)
            return False
        if len(value) < min_items:
            self.add(at, "minItems", f"{counted(len(value), 'item')}, {min_items} at least", warns)
        if max_items is not None and len(value) > max_items:
            self.add(at, "maxItems", f"{counted(len(value), 'item')}, {max_items} at most", warns)
        if unique and any(same(item, other) for i, item in enumerate(value) for other in value[:i]):
            self.add(at, "uniqueItems", "an item is there twice", warns)
        return True

    def mapping(
        self,
        value: object,
        at: str,
        *,
        min_properties: int = 0,
        max_properties: int | None = None,
        warns: Collection[str] = (),
    ) -> TypeGuard[Tree]:
        """Test a map, but for its values."""
        if not self.is_object(value, at, "map", warns):
            return False
        self.size(value, at, min_properties=min_properties, max_properties=max_properties, warns=warns)
        return True

    def size(
        self,
        tree: Tree,
        at: str,
        *,
        min_properties: int = 0,
        max_properties: int | None = None,
        warns: Collection[str] = (),
    ) -> None:
        """Test how many keys an object has."""
        at = at or "arguments"
        if len(tree) < min_properties:
            self.add(at, "minProperties", f"{counted(len(tree), 'key')}, {min_properties} at least", warns)
        if max_properties is not None and len(tree) > max_properties:
            self.add(at, "maxProperties", f"{counted(len(tree), 'key')}, {max_properties} at most", warns)

    def any_of(self, value: object, at: str, *options: Test, exactly_one: bool = False) -> None:
        """Test that a value passes one of several tests; the faults told are those of the nearest."""
        trials = [trial(test, value, at) for test in options]
        passed = sum(not any(fault.severity == "refuse" for fault in found) for found in trials)
        if passed > 1 and exactly_one:
            self.add(at, "oneOf", f"fits {passed} of the shapes that exclude each other", ("oneOf",))
        else:
            nearest: list[Fault] = min(trials, key=distance)
            self.found.extend(nearest)


def is_tree(value: object) -> TypeGuard[Tree]:
    """Whether a value is a JSON object."""
    return isinstance(value, Mapping)


def is_array(value: object) -> TypeGuard[list[object]]:
    """Whether a value is a JSON array, as encoding leaves it."""
    return isinstance(value, list)


def items(value: list[object], at: str) -> Iterator[tuple[str, object]]:
    """Each item of an array, with its path."""
    for index, item in enumerate(value):
        yield f"{at}[{index}]", item


def values(value: Tree, at: str, without: Collection[str] = ()) -> Iterator[tuple[str, object]]:
    """Each value of a map, with its path; the keys of `without` are not part of the map."""
    for key, item in value.items():
        if key not in without:
            yield f"{at}[{key!r}]", item


def trial(test: Test, value: object, at: str) -> list[Fault]:
    """The faults that a test finds, noted nowhere."""
    faults = Faults()
    test(value, at, faults)
    return faults.found


def distance(found: list[Fault]) -> tuple[bool, int, int]:
    """How far a value is from a shape: refusals of the kind itself weigh most, and what only warns least."""
    refused = [fault for fault in found if fault.severity == "refuse"]
    return any(fault.rule == "type" for fault in refused), len(refused), len(found)


def shown(value: object) -> str:
    """A value as it is named in a message: its repr, at most 60 characters of it."""
    try:
        text = "null" if value is None else repr(value)
    except (ValueError, RecursionError):  # an integer of more than 4,300 digits, a tree of very many levels
        text = f"a huge {type(value).__name__}"
    return text if len(text) <= 60 else text[:57] + "..."


def counted(count: int, noun: str) -> str:
    """A count with its noun: `1 character`, `81 characters`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def article(noun: str) -> str:
    """A noun with its indefinite article."""
    return f"{'an' if noun[:1] in 'aeiouAEIOU' else 'a'} {noun}"


def because(given: tuple[str, object] | None) -> str:
    """The property that decided and its value, in brackets."""
    if given is None:
        return ""
    name, value = given
    return f" ({name} is {'not set' if value is None else value if isinstance(value, str) else shown(value)})"


def suggestion(value: object, allowed: Sequence[object]) -> str:
    """The nearest of the allowed values, or all of them."""
    import difflib

    names = [item for item in allowed if isinstance(item, str)]
    near = difflib.get_close_matches(str(value), names, n=1) or difflib.get_close_matches(
        str(value).upper(), names, n=1
    )
    if near:
        return f"did you mean {near[0]!r}?"
    return "one of " + ", ".join(repr(item) for item in allowed)


def same(one: object, other: object) -> bool:
    """JSON equality: 1 equals 1.0, but true does not equal 1."""
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def kind_of(value: object) -> str:
    """The JSON kind of a scalar."""
    return (
        "boolean" if isinstance(value, bool) else "number" if isinstance(value, (int, float)) else type(value).__name__
    )


def is_multiple(value: float, of: float) -> bool:
    """Whether a number is a multiple of another: exactly so for integers, else within the precision of floats."""
    if isinstance(value, int) and float(of).is_integer():
        return value % int(of) == 0
    quotient = value / of
    return abs(quotient - round(quotient)) < 1e-9 * max(1.0, abs(quotient))


FORMAT_NAMES = {
    "int64": "a whole number of 64 bits, as text",
    "date-time": "a time such as 2026-01-31T12:00:00Z",
    "date": "a date such as 2026-01-31",
    "uuid": "a UUID",
}


def has_format(value: str, format: str) -> bool:
    """Whether a string has the form that its `format` names; formats not listed are not tested."""
    pattern = FORMATS.get(format)
    if pattern is None:
        return True
    if not pattern.fullmatch(value):
        return False
    return format != "int64" or INTEGER_RANGES["int64"][0] <= int(value) <= INTEGER_RANGES["int64"][1]
