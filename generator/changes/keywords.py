"""How the two values of one keyword are read: what happened to it, in a word of the rule table.

A reader sees the value before and after (None where there is none) and gives what it sees: the end of a rule's name,
both values, and the name of what is meant. It never sees two values that are the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple, TypeAlias, cast

from generator.changes.raw import is_same
from generator.load import is_array, is_object


class Seen(NamedTuple):
    """What happened to a keyword: the action of the rule, the values to tell, and the name of what is meant."""

    action: str
    before: object = None
    after: object = None
    what: str = ""


Reader: TypeAlias = Callable[[str, object, object], Iterator[Seen]]

UPPER = ("maxLength", "maximum", "exclusiveMaximum", "maxItems", "maxProperties", "maxContains")
LOWER = ("minLength", "minimum", "exclusiveMinimum", "minItems", "minProperties", "minContains")
FLAGS = (
    "required", "deprecated", "nullable", "readOnly", "writeOnly", "uniqueItems", "explode", "allowReserved",
    "allowEmptyValue", "x-client-parameter",
)  # fmt: skip
PROSE = (
    "description", "summary", "title", "externalDocs", "$comment", "termsOfService", "contact",
    "license", "xml", "bearerFormat", "serializedValue", "externalValue",
)  # fmt: skip
TYPED_FORMATS = ("date-time", "date", "uuid", "binary", "byte", "int64", "uint64")
"""The formats that may give a value another type in Python."""
WIDER_FORMATS = {("int32", "int64"), ("float", "double"), ("date", "date-time")}


def kebab(key: str) -> str:
    """A keyword in the words of a rule: `maxLength` is `max-length`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", key.removeprefix("x-").removeprefix("$")).lower()


_AREAS = {
    "OpenAPI": "document",
    "RequestBody": "body",
    "OAuthFlow": "oauth-flow",
    "OAuthFlows": "oauth-flows",
    "XML": "xml",
}


def area_of(kind: str) -> str:
    """A kind of object in the words of a rule: `MediaType` is `media-type`."""
    return _AREAS.get(kind) or kebab(kind[0].lower() + kind[1:])


def _bound(sign: int) -> Reader:
    def read(key: str, before: object, after: object) -> Iterator[Seen]:
        if isinstance(before, (int, float)) and isinstance(after, (int, float)):
            grew = (after > before) == (sign > 0)
            yield Seen(f"{kebab(key)}-{'loosened' if grew else 'tightened'}", before, after)
        else:
            yield from whole(key, before, after)

    return read


def _flag(key: str, before: object, after: object) -> Iterator[Seen]:
    if before is True or after is True:
        yield Seen(f"{kebab(key)}-{'set' if after is True else 'unset'}", before, after)


def _values(_: str, before: object, after: object) -> Iterator[Seen]:
    """The values of an enum; one that comes or goes is its own change."""
    if not is_array(before) or not is_array(after):
        yield from whole("enum", before, after)
        return
    for value in after:
        if not any(is_same(value, one) for one in before):
            yield Seen("enum-value-added", None, value)
    for value in before:
        if not any(is_same(value, one) for one in after):
            yield Seen("enum-value-removed", value, None)


def _type(_: str, before: object, after: object) -> Iterator[Seen]:
    """Types as sets of words; every integer is a number. No type at all allows each of them."""
    old, new = _covered(before), _covered(after)
    action = "widened" if old is not None and (new is None or old < new) else "changed"
    if action == "changed" and new is not None and (old is None or new < old):
        action = "narrowed"
    yield Seen(f"type-{action}", _alone(before), _alone(after))


def _covered(types: object) -> set[str] | None:
    words = _words(types)
    return None if words is None else words | ({"integer"} if "number" in words else set())


def _alone(types: object) -> object:
    words = _words(types)
    return "any type" if words is None else " or ".join(sorted(words))


def _words(types: object) -> set[str] | None:
    return {str(word) for word in cast("tuple[object, ...]", types)} if isinstance(types, tuple) else None


def _format(_: str, before: object, after: object) -> Iterator[Seen]:
    if (before, after) in WIDER_FORMATS:
        yield Seen("format-widened", before, after)
    elif (after, before) in WIDER_FORMATS:
        yield Seen("format-narrowed", before, after)
    elif before in TYPED_FORMATS or after in TYPED_FORMATS:
        action = "typed" if before is None else "untyped" if after is None else "retyped"
        yield Seen(f"format-{action}", before, after)
    else:
        yield from whole("format", before, after)


def _multiple(key: str, before: object, after: object) -> Iterator[Seen]:
    if isinstance(before, int) and isinstance(after, int) and before and after:
        if before % after == 0:
            yield Seen("multiple-of-loosened", before, after)
            return
        if after % before == 0:
            yield Seen("multiple-of-tightened", before, after)
            return
    yield from whole(key, before, after)


def whole(key: str, before: object, after: object) -> Iterator[Seen]:
    """A value that came, went or changed, of a keyword that is not looked into."""
    action = "added" if before is None else "removed" if after is None else "changed"
    yield Seen(f"{kebab(key)}-{action}", before, after, key)


def _prose(key: str, before: object, after: object) -> Iterator[Seen]:
    yield Seen("prose-changed", before, after, key)


def _example(key: str, before: object, after: object) -> Iterator[Seen]:
    yield Seen("example-changed", before, after, key)


def _default(_: str, before: object, after: object) -> Iterator[Seen]:
    yield from whole("default", before, after)


def _source(_: str, before: object, after: object) -> Iterator[Seen]:
    """Who says a fact: what a docs page states refuses, all else only warns."""
    old, new = _stated(before), _stated(after)
    for key in sorted(new - old):
        yield Seen("source-stated", None, None, key)
    for key in sorted(old - new):
        yield Seen("source-unstated", None, None, key)
    if old == new:
        yield Seen("source-changed")


def _stated(source: object) -> set[str]:
    if is_object(source):
        return {key for key, text in source.items() if _is_page(text)}
    return {"all"} if _is_page(source) else set()


def _is_page(text: object) -> bool:
    return isinstance(text, str) and text.startswith("page")


READERS: Mapping[str, Reader] = {
    **dict.fromkeys(UPPER, _bound(1)),
    **dict.fromkeys(LOWER, _bound(-1)),
    **dict.fromkeys(FLAGS, _flag),
    **dict.fromkeys(PROSE, _prose),
    **dict.fromkeys(("example", "examples", "value", "dataValue"), _example),
    "enum": _values,
    "type": _type,
    "format": _format,
    "multipleOf": _multiple,
    "default": _default,
    "x-server-default": _default,
    "x-pagination": whole,
    "x-source": _source,
}


def read(key: str, before: object, after: object) -> Iterator[Seen]:
    """What happened to a keyword whose values are not the same."""
    reader = READERS.get(key)
    if reader is not None:
        yield from reader(key, before, after)
    elif key == "x-docs" or key.startswith("x-docs-"):
        yield Seen("docs-changed", before, after, key)
    elif key.startswith("x-"):
        yield Seen("extension-changed", before, after, key)
    else:
        yield from whole(key, before, after)
