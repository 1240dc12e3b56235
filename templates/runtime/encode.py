"""What the caller passed -> the plain tree that is sent: wire names, JSON kinds, nothing else.

Shapes are printed by the generator: for each input class the pairs of Python name and wire name, and what is nested
below. Encoding never refuses; keys that no shape knows are sent as they are and noted as faults.
"""

from __future__ import annotations

import base64
import datetime
import decimal
import enum
import uuid
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple, TypeAlias, TypeGuard, cast

from .faults import Fault, Faults, Test, TestOfTree
from .omit import OMIT
from .received import Received, as_input

Nested: TypeAlias = "str | Items | Values | Either"
Shape: TypeAlias = Mapping[str, "str | tuple[str, Nested]"]
Written: TypeAlias = tuple[bytes, str]
Shapes: TypeAlias = "Mapping[str, Shape | str | Items | Values | Either]"

DEEPEST = 200  # levels; deeper trees are taken for one that contains itself
SENT_AS_IT_IS = frozenset({str, int, float, bool, type(None)})  # and most of what is sent


class Items(NamedTuple):
    """A list of one shape."""

    of: Nested


class Values(NamedTuple):
    """A map whose values have one shape."""

    of: Nested


@dataclass(frozen=True, slots=True, init=False, eq=False)
class Either:
    """One of several shapes: that which the value of the key `by` names in `of`, else that which knows most keys."""

    options: tuple[Nested, ...]
    by: str
    of: Mapping[str, Nested]

    def __init__(self, *options: Nested, by: str = "", of: Mapping[str, Nested] | None = None) -> None:
        object.__setattr__(self, "options", options)
        object.__setattr__(self, "by", by)
        object.__setattr__(self, "of", of or {})


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """A request body: the tree to send, and how to find what is wrong with it.

    `write` gives bytes and media type of a body that is no JSON, `renamed` the arguments that are
    not called like their fields. `known` are the faults that encoding found; `came` is the tree as it would be were each object that the server sent
    unchanged, or OMIT where there is no such object; `at` is where the body stands among the arguments.
    """

    tree: object
    check: Test | None = None
    at: str = ""
    known: tuple[Fault, ...] = ()
    came: object = OMIT
    write: Callable[[object], Written] | None = None
    renamed: Mapping[str, str] = field(default_factory=dict[str, str])

    def find_faults(self, found: Faults) -> None:
        """Note all that is wrong with the body. What the server's own answer breaks already only warns."""
        own = Faults()
        own.found.extend(self.known)
        if self.check is not None:
            self.check(self.tree, self.at, own)
        if self.came is not OMIT and self.check is not None:
            excused = Faults()
            self.check(self.came, self.at, excused)
            own.found = [replace(one, severity="warn") if one in excused.found else one for one in own.found]
        found.found.extend(self._in_the_callers_words(own.found) if self.renamed else own.found)

    def _in_the_callers_words(self, faults: Iterable[Fault]) -> Iterator[Fault]:
        """The faults with the names of arguments, where a field had to be called differently."""
        for fault in faults:
            name = fault.path.split(".")[0].split("[")[0]
            yield replace(fault, path=self.renamed.get(name, name) + fault.path[len(name) :])


def flat_body(
    shapes: Shapes,
    shape: str,
    arguments: Mapping[str, object],
    check: TestOfTree | None = None,
    *,
    nulls: Collection[str] | None = (),
    renamed: Mapping[str, str] | None = None,
    write: Callable[[object], Written] | None = None,
) -> Body:
    """The body of an object whose properties are arguments. OMIT leaves one out.

    So does None, but for the arguments of `nulls`; with `nulls=None` it never does (PATCH: None clears, or is a fault).
    """
    given = {name: value for name, value in arguments.items() if value is not None or nulls is None or name in nulls}
    body = _encoded(shapes, shape, given, cast("Test | None", check), "", write)  # arguments make an object
    return replace(body, renamed=renamed) if renamed else body


def whole_body(
    shapes: Shapes,
    shape: Nested | None,
    value: object,
    check: Test | None = None,
    *,
    at: str = "",
    write: Callable[[object], Written] | None = None,
) -> Body | None:
    """The body that one argument makes, of the shape named; OMIT makes none."""
    return None if value is OMIT else _encoded(shapes, shape, value, check, at, write)


def _encoded(
    shapes: Shapes,
    shape: Nested | None,
    value: object,
    check: Test | None,
    at: str,
    write: Callable[[object], Written] | None,
) -> Body:
    encoder = _Encoder(shapes, files=write is not None)
    tree = encoder.encoded(value, shape, at, 0)
    came = _Encoder(shapes, original=True).encoded(value, shape, at, 0) if encoder.received else OMIT
    return Body(tree, check, at, tuple(encoder.faults), came, write)


@dataclass(frozen=True, slots=True, eq=False)
class Wired:
    """An object parameter in wire names, and the faults that encoding found."""

    tree: object
    faults: tuple[Fault, ...]


def wired(shapes: Shapes, shape: Nested, name: str, value: object) -> object:
    """The value of the parameter `name` with the wire names of its shape; None and OMIT stay as they are."""
    if value is None or value is OMIT:
        return value
    encoder = _Encoder(shapes)
    return Wired(encoder.encoded(value, shape, name, 0), tuple(encoder.faults))


def given_parameters(check: TestOfTree, values: Mapping[str, object]) -> Callable[[Faults], None]:
    """The check of the parameters of a call, by their Python names; what is None or OMIT is not sent."""
    tree = {name: plain(value) for name, value in values.items() if value is not None and value is not OMIT}
    known = [fault for value in values.values() if isinstance(value, Wired) for fault in value.faults]
    for name, value in values.items():
        items = cast("list[object]", value) if isinstance(value, (list, tuple)) else [value]
        known += [zoneless(name) for item in items if has_no_zone(item)]

    def find_faults(found: Faults) -> None:
        found.found.extend(known)
        check(tree, "", found)

    return find_faults


@dataclass(slots=True, eq=False, repr=False)
class _Encoder:
    """One pass over the arguments; `original` takes objects from the server as they came, `files` leaves files be."""

    shapes: Shapes
    original: bool = False
    files: bool = False
    received: bool = False
    faults: list[Fault] = field(default_factory=list[Fault])

    def encoded(self, value: object, nested: Nested | None, at: str, depth: int) -> object:
        if depth > DEEPEST:
            self.faults.append(Fault(at[:200], "depth", f"more than {DEEPEST} levels deep: does it contain itself?"))
            return None
        if type(value) in SENT_AS_IT_IS:
            return value
        value = as_input(value)
        if isinstance(value, Received):
            self.received = True
            value = value.came if self.original else value
        if isinstance(value, Mapping):
            return self.mapping(cast("Mapping[object, object]", value), nested, at, depth + 1)
        if is_sequence(value, named_files=self.files):
            return self.sequence(value, nested, at, depth + 1)
        if has_no_zone(value):
            self.faults.append(zoneless(at))
        return value if self.files and not isinstance(value, (str, enum.Enum, datetime.date)) else plain(value)

    def mapping(self, value: Mapping[object, object], nested: Nested | None, at: str, depth: int) -> dict[str, object]:
        nested = self.best(value, nested)
        shape = self.shapes[nested] if isinstance(nested, str) else nested
        if isinstance(shape, Mapping):
            return self.renamed(value, shape, at, depth)
        inner = shape.of if isinstance(shape, Values) else None
        return {
            str(plain(key)): self.encoded(item, inner, f"{at}[{key!r}]", depth)
            for key, item in value.items()
            if item is not OMIT
        }

    def renamed(self, value: Mapping[object, object], shape: Shape, at: str, depth: int) -> dict[str, object]:
        tree: dict[str, object] = {}
        for key, item in value.items():
            if item is OMIT:
                continue
            known, step = shape.get(str(key)), f".{key}"
            if known is None:
                if "*" not in shape:
                    self.faults.append(unknown(str(key), shape, at))
                else:
                    step = f"[{key!r}]"
                known = (str(key), shape["*"][1]) if isinstance(shape.get("*"), tuple) else str(key)
            wire, nested = (known, None) if isinstance(known, str) else known
            tree[wire] = item if type(item) in SENT_AS_IT_IS else self.encoded(item, nested, at + step, depth)
        return tree

    def sequence(self, value: Iterable[object], nested: Nested | None, at: str, depth: int) -> list[object]:
        nested = self.resolved(nested)
        several = nested.options if isinstance(nested, Either) else (nested,)
        items = [one.of for one in map(self.resolved, several) if isinstance(one, Items)]
        inner = Either(*items) if len(items) > 1 else next(iter(items), None)
        return [
            item if type(item) in SENT_AS_IT_IS else self.encoded(item, inner, f"{at}[{index}]", depth)
            for index, item in enumerate(value)
        ]

    def resolved(self, nested: Nested | None) -> Nested | None:
        """What a name stands for, where it is no object."""
        while isinstance(nested, str):
            shape = self.shapes[nested]
            if isinstance(shape, Mapping):
                return nested
            nested = shape
        return nested

    def best(self, value: Mapping[object, object], nested: Nested | None) -> Nested | None:
        """The shape of an object: of several, the one that knows most of its keys."""
        nested = self.resolved(nested)
        if not isinstance(nested, Either):
            return nested
        named = nested.of.get(str(plain(value.get(nested.by))))
        options = [self.best(value, option) for option in ([named] if named else nested.options)]
        objects = [option for option in options if isinstance(option, (str, Values))]
        return max(objects, key=lambda option: self.knows(value, option), default=None)

    def knows(self, value: Mapping[object, object], option: Nested) -> float:
        shape = self.shapes[option] if isinstance(option, str) else None
        return sum(key in shape for key in value) - len(shape) / 1000 if isinstance(shape, Mapping) else 0.0


def is_sequence(value: object, *, named_files: bool) -> TypeGuard[Iterable[object]]:
    """Whether a value is sent as an array; among files a pair is a file with its name."""
    return isinstance(value, (list, set, frozenset)) or (isinstance(value, tuple) and not named_files)


def unknown(key: str, shape: Shape, at: str) -> Fault:
    """The fault of a key that the shape does not have."""
    names = {name: name for name in shape} | {
        pair if isinstance(pair, str) else pair[0]: n for n, pair in shape.items()
    }
    import difflib

    near = difflib.get_close_matches(key, list(names), n=1)
    hint = f"did you mean {names[near[0]]!r}?" if near else "to send it all the same: extra_body"
    return Fault(f"{at}.{key}".removeprefix("."), "unknown-field", f"is not a field here; {hint}")


def has_no_zone(value: object) -> bool:
    """Whether a value is a time of which nobody can say when it is; one that the server sent goes back as it came."""
    return isinstance(value, datetime.datetime) and value.tzinfo is None and not getattr(value, "text", "")


def zoneless(at: str) -> Fault:
    """The fault of such a time."""
    hint = "give it one, as datetime.now(timezone.utc) has, or .astimezone() where local time is meant"
    return Fault(at.removeprefix("."), "time-zone", f"a time without a time zone; {hint}")


def plain(value: object) -> object:
    """A Python value as the JSON value that stands for it: RFC 3339 times, base64 bytes, text of a UUID.

    Where nothing is checked a time without a zone is local time. Times and UUIDs of an answer keep their text.
    """
    match value:
        case datetime.datetime() | uuid.UUID() if text := getattr(value, "text", ""):
            return str(text)
        case enum.Enum():
            return plain(value.value)
        case Wired():
            return value.tree
        case datetime.datetime():
            return (value if value.tzinfo else value.astimezone()).isoformat().replace("+00:00", "Z")
        case datetime.date() | datetime.time():
            return value.isoformat()
        case uuid.UUID():
            return str(value)
        case decimal.Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case bytes() | bytearray():
            return base64.b64encode(value).decode("ascii")
        case _:
            return value
