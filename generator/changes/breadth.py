"""Whether one schema lets less or more through than another, as far as its keywords tell: for what is compared as data.

Conditions (`if`, `then`, `else`) are no values that are sent: what counts is which values pass them before and after.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, TypeAlias

from generator.changes.keywords import LOWER, PROSE, UPPER
from generator.changes.raw import is_same
from generator.load import is_array, is_object

Breadth: TypeAlias = Literal["same", "narrower", "wider", "other"]
_TURNED: Mapping[Breadth, Breadth] = {"narrower": "wider", "wider": "narrower", "same": "same", "other": "other"}
_SILENT = frozenset((*PROSE, "default", "example", "examples", "deprecated", "readOnly", "writeOnly"))
"""Keywords that hold no value back."""


def condition_breadth(old: object, new: object) -> Breadth:
    """What happened to the values that pass a condition, whose parts stand under `if`, `then` and `else`.

    A test that is true of more values asks `then` of more and `else` of fewer.
    """
    before, after = (_parts(one) for one in (old, new))
    tested = breadth(before["if"], after["if"])
    found: list[Breadth] = [breadth(before[branch], after[branch]) for branch in ("then", "else")]
    ways: tuple[tuple[str, Breadth], ...] = (("then", _TURNED[tested]), ("else", tested))
    for branch, way in ways:
        if any(_asks(side[branch]) for side in (before, after)):
            found.append(way)
    return joined(found)


def _parts(condition: object) -> dict[str, object]:
    parts = condition if is_object(condition) else {}
    return {key: parts.get(key, {}) for key in ("if", "then", "else")}


def _asks(schema: object) -> bool:
    return schema is False or (is_object(schema) and any(map(_counts, schema)))


def _counts(key: str) -> bool:
    return key not in _SILENT and not key.startswith("x-")


def joined(found: Iterable[Breadth]) -> Breadth:
    """What several ways come to: two that are opposed cannot be compared."""
    ways: list[Breadth] = list(dict.fromkeys(each for each in found if each != "same"))
    return "same" if not ways else ways[0] if len(ways) == 1 else "other"


def breadth(old: object, new: object) -> Breadth:
    """Whether the values that `new` lets through are fewer or more than those of `old`; `other` where nobody can tell."""
    if is_same(old, new):
        return "same"
    if isinstance(old, bool) or isinstance(new, bool):
        return _of_booleans(old, new)
    if not is_object(old) or not is_object(new):
        return "other"
    keys = [key for key in dict.fromkeys((*old, *new)) if _counts(key)]
    return joined(_keyword(key, old, new) for key in keys)


def _of_booleans(old: object, new: object) -> Breadth:
    if new is False or (old is True and _asks(new)):
        return "narrower"
    if old is False or (new is True and _asks(old)):
        return "wider"
    return "same"


def _keyword(key: str, old: Mapping[str, object], new: Mapping[str, object]) -> Breadth:
    before, after = old.get(key), new.get(key)
    if key in ("properties", "patternProperties"):
        return _of_members(before, after)
    if key in ("items", "additionalProperties", "propertyNames"):
        return breadth(old.get(key, True), new.get(key, True))
    if key == "not":
        return _TURNED[breadth(old.get(key, False), new.get(key, False))]
    if key in ("const", "enum"):
        return _of_values(_allowed(old), _allowed(new))
    if key in old and key in new:
        return _changed(key, before, after)
    return "narrower" if key in new else "wider"


def _of_members(before: object, after: object) -> Breadth:
    left, right = before if is_object(before) else {}, after if is_object(after) else {}
    return joined(breadth(left.get(name, {}), right.get(name, {})) for name in dict.fromkeys((*left, *right)))


def _allowed(schema: Mapping[str, object]) -> list[object] | None:
    """The values of `enum`, or the one of `const`; None where any value may be."""
    if "const" in schema:
        return [schema["const"]]
    values = schema.get("enum")
    return values if is_array(values) else None


def _of_values(before: list[object] | None, after: list[object] | None) -> Breadth:
    if before is None or after is None:
        return "same" if before is after else "narrower" if before is None else "wider"
    gone = any(not any(is_same(one, other) for other in after) for one in before)
    come = any(not any(is_same(one, other) for other in before) for one in after)
    return "other" if gone and come else "narrower" if gone else "wider" if come else "same"


def _changed(key: str, before: object, after: object) -> Breadth:
    """A keyword that both have, with two values."""
    if is_same(before, after):
        return "same"
    if key in (*UPPER, *LOWER) and _is_number(before) and _is_number(after):
        grew = float(str(after)) > float(str(before))
        return "wider" if grew == (key in UPPER) else "narrower"
    if key == "required" and is_array(before) and is_array(after):
        return _TURNED[_of_values(before, after)]
    if key == "type":
        return _of_values(_kinds(before), _kinds(after))
    if key == "dependentRequired":
        return dependent_breadth(before, after)
    if key == "allOf" and is_array(before) and is_array(after) and len(before) == len(after):
        return joined(breadth(left, right) for left, right in zip(before, after, strict=True))
    if key in ("anyOf", "oneOf") and is_array(before) and is_array(after):
        found = _of_values(before, after)
        return found if key == "anyOf" else "other"
    return "other"


def _kinds(written: object) -> list[object]:
    """The kinds of a `type`; every integer is a number."""
    kinds = written if is_array(written) else [written]
    return [*kinds, "integer"] if "number" in kinds else kinds


def dependent_breadth(old: object, new: object) -> Breadth:
    """What happened to the objects that pass a `dependentRequired`: the more it asks for, the fewer."""
    left, right = old if is_object(old) else {}, new if is_object(new) else {}
    found: list[Breadth] = [
        _of_values(_names(left.get(name)), _names(right.get(name))) for name in dict.fromkeys((*left, *right))
    ]
    return _TURNED[joined(found)]


def _names(written: object) -> list[object]:
    return written if is_array(written) else []


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
