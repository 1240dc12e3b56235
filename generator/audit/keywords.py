"""Differences in what sentences say of one field: enum values, bounds, defaults, and whether it is required."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import replace

from generator.audit.bounds import BOUNDS, STATED
from generator.audit.fact import Fact, Key, Side, Steps, place_name
from generator.audit.mismatch import Mismatch
from generator.audit.patterns import same_pattern
from generator.audit.schemas import Field, Keyword
from generator.audit.view import View
from generator.load import is_array, is_object

_DEFAULTS = ("x-server-default", "default")
_FORMATS = {"url": "uri", "iri": "uri", "idn-email": "email", "idn-hostname": "hostname"}
"""Formats whose words in prose are the same."""
TWINS = {
    "maximum": "exclusiveMaximum",
    "exclusiveMaximum": "maximum",
    "minimum": "exclusiveMinimum",
    "exclusiveMinimum": "minimum",
}
"""The other keyword of the same bound."""


def keyword_mismatches(view: View) -> list[Mismatch]:
    """Enums, bounds and defaults; a keyword that two fields share is told once."""
    found: dict[object, Mismatch] = {}
    for fact in view.said.facts.values():
        if fact.aspect in (*STATED, "enum", "default", "required"):
            for mismatch in _keyword(view, fact):
                found.setdefault(_identity(mismatch), mismatch)
    for mismatch in _unsaid(view):
        found.setdefault(_identity(mismatch), mismatch)
    return list(found.values())


def _identity(mismatch: Mismatch) -> object:
    about = mismatch.place if mismatch.code.startswith("required-") else mismatch.pointer
    return mismatch.code, mismatch.pointer, about


def _keyword(view: View, fact: Fact) -> Iterator[Mismatch]:
    """A keyword that a sentence states, at the places where it may stand; one that has it is enough."""
    if fact.aspect == "required":
        yield from _required(view, fact)
        return
    fields = [field for place in view.places(fact) if (field := view.field(*place)) is not None]
    words = [word for field in fields if (word := word_of(field, fact.aspect)) is not None]
    if not words and fields and (twin := limit_of(fields[0], fact.aspect)) is not None:
        yield from _limit(view, fact, fields[0], twin)
        return
    for word in words:
        view.settle(word)
    if not fields or (words and _same(words[0].value, fact)):
        return
    group = group_of(fact.aspect)
    if not words:
        write = _yaml(fact)
        told = f"no {'server default' if group == 'default' else fact.aspect}"
        yield view.differs(f"{group}-added", fact, fields[0].pointer, told, write)
    elif fact.aspect == "enum":
        yield _enum(view, fact, words[0])
    else:
        keyword = words[0].pointer.rpartition("/")[2]
        told = f"{keyword} {_plain(words[0].value)}"
        yield view.differs(f"{group}-changed", fact, words[0].pointer, told, _yaml(fact, keyword))


def group_of(aspect: str) -> str:
    """What the codes of differences in a keyword begin with."""
    if aspect in BOUNDS:
        return "bound"
    return aspect if aspect in ("enum", "default") else "keyword"


def limit_of(field: Field, aspect: str) -> Keyword | None:
    """The keyword that bounds a field at the same end as `aspect`, with or without the bound itself."""
    twin = TWINS.get(aspect)
    return field.words.get(twin) if twin else None


def _limit(view: View, fact: Fact, field: Field, twin: Keyword) -> Iterator[Mismatch]:
    """A bound that the spec has with the other keyword: `less than 30` is `maximum: 29` where integers are meant."""
    view.settle(twin)
    keyword = twin.pointer.rpartition("/")[2]
    if field.words.get(fact.aspect) is None and _last(keyword, twin.value, field) == _last(
        fact.aspect, fact.value, field
    ):
        return
    told = f"{keyword} {_plain(twin.value)}"
    yield view.differs("bound-changed", fact, twin.pointer, told, f"{_yaml(fact)}, without {keyword}")


def _last(keyword: str, value: object, field: Field) -> object:
    """The last integer that a bound lets through; the bound itself where not only integers are meant."""
    if field.kinds != frozenset(("integer",)) or not isinstance(value, (int, float)) or isinstance(value, bool):
        return keyword, value
    if keyword.startswith("exclusive"):
        return math.ceil(value) - 1 if keyword.endswith("Maximum") else math.floor(value) + 1
    return value


def word_of(field: Field, aspect: str) -> Keyword | None:
    """The keyword of a field that says what a fact of this aspect says."""
    names = _DEFAULTS if aspect == "default" else (aspect,)
    return next((field.words[name] for name in names if name in field.words), None)


def _same(value: object, fact: Fact) -> bool:
    if fact.aspect == "enum":
        return is_array(value) and is_array(fact.value) and {*map(str, value)} - {"None"} == {*map(str, fact.value)}
    if fact.aspect == "pattern":
        return same_pattern(value, fact.value)
    if fact.aspect == "format" and isinstance(value, str):
        return _FORMATS.get(value, value) == fact.value
    return value == fact.value and isinstance(value, bool) == isinstance(fact.value, bool)


def _enum(view: View, fact: Fact, word: Keyword) -> Mismatch:
    said = [str(value) for value in fact.value] if is_array(fact.value) else []
    told = [str(value) for value in word.value if value is not None] if is_array(word.value) else []
    added, removed = [v for v in said if v not in told], [v for v in told if v not in said]
    code = "enum-changed" if added and removed else "enum-added" if added else "enum-removed"
    says = ", ".join(added) if added else f"without {', '.join(removed)}"
    has = f"has {', '.join(removed)}" if removed else f"{len(told)} values"
    write = "; ".join([*(f"- {value}" for value in added), *(f"remove {value}" for value in removed)])
    return replace(view.differs(code, fact, word.pointer, has, write), says=says)


def _yaml(fact: Fact, keyword: str = "") -> str:
    name = keyword or {"default": "x-server-default"}.get(fact.aspect, fact.aspect)
    if is_array(fact.value):
        return f"{name}: [{', '.join(map(str, fact.value))}]"
    return f"{name}: {_plain(fact.value)}"


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _required(view: View, fact: Fact) -> Iterator[Mismatch]:
    side, steps = view.places(fact)[0]
    if side == "response" or not steps:
        return
    if side in ("path", "query", "header"):
        parameter = view.parameter(side, steps[0])
        if parameter and not parameter.is_required:
            yield view.differs("required-added", fact, parameter.pointer, "optional", "required: true")
        return
    parent, field = view.field(side, steps[:-1]), view.field(side, steps)
    if parent is None or field is None:
        return
    word = parent.words.get("required")
    if word is None or not is_array(word.value) or steps[-1] not in word.value:
        pointer = word.pointer if word else parent.pointer
        yield view.differs("required-added", fact, pointer, "optional", f"required: [{steps[-1]}]")


def _unsaid(view: View) -> Iterator[Mismatch]:
    """Keywords that the spec has from this page, and no sentence of it states."""
    yield from _optional(view)
    for side, steps, field in _fields(view):
        for aspect in (*STATED, "enum", "default"):
            word = word_of(field, aspect)
            if word is None or word.pointer in view.settled or not _is_claimed(view, (side, steps, aspect), word):
                continue
            group = group_of(aspect)
            keyword = word.pointer.rpartition("/")[2]
            told = f"{keyword} {_plain(word.value)}" if aspect != "enum" else "enum"
            mismatch = view.lost(
                f"{group}-removed", place_name(side, steps), word.pointer, told, key_of(view, side, steps, aspect)
            )
            yield replace(mismatch, write=f"remove {keyword}")


def _optional(view: View) -> Iterator[Mismatch]:
    """Fields and parameters that the spec requires because this page says so, which it does not."""
    for side, steps, field in _fields(view):
        if side == "request":
            yield from _demanded(view, steps, field)
    for parameter in view.operation.parameters if view.has_sources else ():
        source = parameter.node.get("x-source")
        told = str(source.get("required", "")) if is_object(source) else ""
        key: Key = ("header" if parameter.place == "header" else "query", (parameter.name,), "required")
        is_said = key in view.said.facts or parameter.place not in ("header", "query")
        if parameter.is_required and told.startswith("page") and view.states(told) and not is_said:
            yield view.lost("required-removed", place_name(*key[:2]), f"{parameter.pointer}/required", "required", key)


def _demanded(view: View, steps: Steps, field: Field) -> Iterator[Mismatch]:
    """The members of an object that are required on the word of the page, by the provenance of each of them."""
    word = field.words.get("required")
    for name in map(str, word.value) if word and is_array(word.value) and view.has_sources else ():
        place: tuple[Side, Steps] = ("request", (*steps, name))
        member = view.field(*place)
        node, _ = view.document.follow(f"#{member.pointer}") if member else (None, "")
        source = node.get("x-source") if is_object(node) else None
        told = str(source.get("required", "")) if is_object(source) else ""
        keys = ((*place, "required"), key_of(view, *place, "required"))
        is_shown = (*place, "kind") in view.said.facts
        if word and told.startswith("page") and view.states(told) and is_shown:
            if not any(key in view.said.facts for key in keys):
                mismatch = view.lost("required-removed", place_name(*place), word.pointer, "required", keys[-1])
                yield replace(mismatch, write=f"remove {name}")


def key_of(view: View, side: Side, steps: Steps, aspect: str) -> tuple[Side, Steps, str]:
    """The key of the fact that would say so: that of the response, whose fields have the sentences."""
    twin = view.said.twin
    if side == "request" and twin is not None and steps[: len(twin)] == twin:
        return "response", steps[len(twin) :], aspect
    return side, steps, aspect


def _fields(view: View) -> Iterator[tuple[Side, Steps, Field]]:
    """The fields that the page shows as well: of a field that is gone, its keywords are not told."""
    sides: tuple[Side, ...] = ("request", "response")
    for side in sides:
        body = view.body(side)
        for steps, field in (body.fields if body else {}).items():
            answered = key_of(view, side, steps, "kind")
            is_gone = answered not in view.said.facts and view.field(answered[0], answered[1]) is not None
            if (side, steps, "kind") in view.said.facts and not is_gone:
                yield side, steps, field
    places: dict[str, Side] = {"path": "path", "query": "query", "header": "header"}
    for parameter in view.operation.parameters:
        if parameter.place in places:
            yield places[parameter.place], (parameter.name,), parameter.field


def _is_claimed(view: View, place: Key, word: Keyword) -> bool:
    """Whether the page is said to state a keyword; without sources, whether it has a sentence that could."""
    if view.has_sources:
        return word.source.startswith("page") and view.states(word.source)
    side, steps, aspect = key_of(view, place[0], place[1], "sentence")
    is_looked_for = place[2] in (*BOUNDS, "default")
    return (side, steps, aspect) in view.said.facts and is_looked_for
