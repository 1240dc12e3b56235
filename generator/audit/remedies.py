"""What to do about a difference in fields and keywords: the edits that make the spec say what the page says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.audit.draft import rule, schema
from generator.audit.edit import Edit, moved, removed, written
from generator.audit.examples import unbroken
from generator.audit.fact import Fact, Side, Steps
from generator.audit.facts import CONDITIONS
from generator.audit.keywords import key_of
from generator.audit.mismatch import Mismatch
from generator.audit.view import View
from generator.audit.waivers import WAIVERS
from generator.load import is_array, is_object
from generator.positions import escaped, unescaped

_ANNOTATIONS = frozenset(("description", "title", "x-source", "readOnly", "writeOnly", "nullable", "deprecated"))


def of_fields(view: View, mismatch: Mismatch, facts: list[Fact]) -> Iterator[Edit]:
    """Fields that are new, gone, renamed, or of another kind."""
    match mismatch.code:
        case "field-added" if facts and facts[0].steps:
            yield _field(view, facts)
        case "field-removed":
            yield removed(mismatch.pointer)
            yield from _without(view, mismatch.keys[0][0], mismatch.keys[0][1])
        case "field-renamed":
            old, new = mismatch.keys[-1][1][-1], mismatch.keys[0][1][-1]
            yield written(mismatch.pointer, {"x-source": {"type": f"shown {_lines(facts)}"}})
            yield moved(mismatch.pointer, f"{mismatch.pointer.rpartition('/')[0]}/{escaped(new)}")
            yield from _required_names(view, mismatch.keys[0][0], mismatch.keys[0][1][:-1], (old, new))
            yield from _renamed_rules(view, mismatch.keys[-1][:2], new)
        case "required-removed":
            yield from _optional(view, mismatch)
        case "kind-changed" if facts:
            yield from _retyped(view, facts)
        case _:
            pass


def _renamed_rules(view: View, place: tuple[Side, Steps], new: str) -> Iterator[Edit]:
    """The rules on a field, or on its value, as the page says them of its new name."""
    rules = view.operation.request.rules if view.operation.request else []
    twin = view.said.twin if place[0] == "response" else ()
    if twin is None:
        return
    above, old = (*twin, *place[1][:-1]), place[1][-1]
    gone = {rule.pointer for rule in rules if rule.steps[:-1] == above and old in (rule.steps[-1], _asked(rule.value))}
    facts = [fact for fact in view.said.facts.values() if fact.aspect in CONDITIONS]
    said = [_with_name(fact, (old, new)) for fact in facts if {old, new} & {fact.steps[-1], _asked(fact.value)}]
    if gone and said:
        yield from _dropped(view, gone)
        yield _ruled(view, said, "")


def _with_name(fact: Fact, names: tuple[str, str]) -> Fact:
    """A condition in which a field has its new name, though the page may still put it by the old one."""
    old, new = names
    steps = (*fact.steps[:-1], new) if fact.steps[-1] == old else fact.steps
    value = {**fact.value, "field": new} if is_object(fact.value) and _asked(fact.value) == old else fact.value
    return replace(fact, steps=steps, value=value)


def _asked(value: object) -> str:
    return str(value.get("field")) if is_object(value) else ""


def _lines(facts: list[Fact]) -> str:
    return ", ".join(map(str, sorted({fact.line for fact in facts})))


def _field(view: View, facts: list[Fact]) -> Edit:
    """A new property in the schema that holds its neighbours; read-only where a request might have it and has not."""
    places: dict[Side, Steps] = {fact.side: fact.steps for fact in facts}
    side, steps = facts[0].side, facts[0].steps
    node = schema(view.said, places)
    twin = view.said.twin_of(steps[:-1]) if side == "response" else None
    if "request" not in places and twin is not None and view.field("request", twin) is not None:
        source = node.pop("x-source", {})
        node = {**node, "readOnly": True, "x-source": {**(source if is_object(source) else {}), "readOnly": "inferred"}}
    above = view.field(side, steps[:-1])
    return written(above.holder if above else "", {"properties": {steps[-1]: node}})


def _required_names(view: View, side: Side, above: Steps, names: tuple[str, str | None]) -> Iterator[Edit]:
    """The list of required fields with another name in it, or without one."""
    parent, (old, new) = view.field(side, above), names
    word = parent.words.get("required") if parent else None
    if word is None or not is_array(word.value) or old not in word.value:
        return
    listed = [new if name == old else name for name in word.value]
    kept = [name for name in listed if name is not None]
    holder = word.pointer.rpartition("/")[0]
    yield written(holder, {"required": kept}) if kept else removed(word.pointer)


def _optional(view: View, mismatch: Mismatch) -> Iterator[Edit]:
    """A field or parameter that nobody says is required any more."""
    side, steps, _ = mismatch.keys[0]
    holder = mismatch.pointer.rpartition("/")[0]
    node, _ = view.document.follow(f"#{holder}")
    names = node.get("required") if is_object(node) else None
    kept = [name for name in names if name != steps[-1]] if is_array(names) else []
    yield written(holder, {"required": kept}) if kept else removed(mismatch.pointer)
    place = view.said.twin_of(steps) if side == "response" else None
    member = view.field("request", place or steps)
    yield from _unsourced(view, member.pointer if member and side in ("request", "response") else holder, "required")


def _without(view: View, side: Side, steps: Steps) -> Iterator[Edit]:
    if steps:
        yield from _required_names(view, side, steps[:-1], (steps[-1], None))


def _retyped(view: View, facts: list[Fact]) -> Iterator[Edit]:
    """The value's schema anew, without the keywords that only its old kind has."""
    places: dict[Side, Steps] = {fact.side: fact.steps for fact in facts}
    side, steps = next(iter(places.items()))
    field = view.field(side, steps)
    if field is None:
        return
    node, place = view.document.follow(f"#{field.pointer}")
    new = schema(view.said, places)
    if side in ("path", "query", "header"):
        new.pop("x-source", None)
    yield written(place, new)
    for key in node if is_object(node) else ():
        if key not in new and key not in _ANNOTATIONS and not key.startswith("x-docs"):
            yield removed(f"{place}/{escaped(key)}")


def of_keywords(view: View, mismatch: Mismatch, fact: Fact | None) -> Iterator[Edit]:
    """Enums, bounds and other keywords, defaults, and what is required."""
    code, pointer = mismatch.code, mismatch.pointer
    holder, _, keyword = pointer.rpartition("/")
    shown = view.said.facts.get((*mismatch.keys[0][:2], "shown")) if mismatch.keys else None
    if code == "enum-removed" and fact is None and shown is not None:
        yield written(holder, {"enum": [shown.value], "x-source": {"enum": f"shown {shown.line}"}})
    elif keyword == "readOnly" and fact is None and not _is_shown_sent(view, mismatch):
        yield written(holder, {"x-source": {"readOnly": "inferred"}})
    elif code.endswith("-removed") and (fact is None or mismatch.says == "not on the page"):
        yield removed(pointer)
        yield from _unsourced(view, holder, unescaped(keyword))
    elif fact is None:
        return
    elif code == "value-shown" and _is_listed(view, fact):
        return  # the page contradicts itself
    elif code == "value-shown":
        yield written(
            holder, {"enum": [*_listed(view, pointer), fact.value], "x-source": {"enum": f"shown {fact.line}"}}
        )
    elif code == "required-added":
        yield from _required(view, fact, pointer)
    else:
        yield from _stated(view, fact, pointer, is_new=code.endswith("-added") and code != "enum-added")


def _stated(view: View, fact: Fact, pointer: str, *, is_new: bool) -> Iterator[Edit]:
    """The keyword that a sentence states, beside what is there or in place of it."""
    name = "x-server-default" if fact.aspect == "default" else fact.aspect
    holder, _, keyword = pointer.rpartition("/")
    known = (name, "default") if fact.aspect == "default" else (name,)
    value = fact.value
    if not is_new or keyword in known:
        pointer = holder
        if keyword == "default" and fact.aspect == "default":
            name = "default"
        elif keyword != name:
            yield removed(f"{holder}/{keyword}")
            yield from _unsourced(view, holder, keyword)
    if fact.aspect == "enum" and is_array(value) and None in _listed(view, f"{pointer}/enum"):
        value = [*value, None]
    yield written(pointer, {name: value, "x-source": {name: f"page {fact.line}"}})


def _unsourced(view: View, holder: str, keyword: str) -> Iterator[Edit]:
    """The provenance of a keyword that goes."""
    node, place = view.document.follow(f"#{holder}")
    source = node.get("x-source") if is_object(node) else None
    if is_object(source) and keyword in source:
        alone = len(source) == 1
        yield removed(f"{place}/x-source" if alone else f"{place}/x-source/{escaped(keyword)}")


def _listed(view: View, pointer: str) -> list[object]:
    node, _ = view.document.follow(f"#{pointer.rpartition('/')[0]}")
    values = node.get("enum") if is_object(node) else None
    return list(values) if is_array(values) else []


def _is_shown_sent(view: View, mismatch: Mismatch) -> bool:
    """Whether the page's request shows the field as well, so that it can be sent."""
    return any(view.said.twin_of(steps) is not None for side, steps, _ in mismatch.keys if side == "response")


def _is_listed(view: View, fact: Fact) -> bool:
    """Whether a sentence lists the values of a field."""
    keys = [(fact.side, fact.steps, "enum"), key_of(view, fact.side, fact.steps, "enum")]
    return any(key in view.said.facts for key in keys)


def _required(view: View, fact: Fact, pointer: str) -> Iterator[Edit]:
    source = {"x-source": {"required": f"page {fact.line}"}}
    if fact.side in ("path", "query", "header"):
        yield written(pointer, {"required": True, **source})
        return
    side, steps = view.places(fact)[0]
    above = view.field(side, steps[:-1])
    word = above.words.get("required") if above else None
    names = list(word.value) if word and is_array(word.value) else []
    place = word.pointer.rpartition("/")[0] if word else pointer
    yield written(place, {"required": [*names, steps[-1]]})
    member = view.field(side, steps)
    if member is not None:
        yield written(member.pointer, source)


def of_conditions(view: View, mismatch: Mismatch, facts: list[Fact]) -> Iterator[Edit]:
    """The rules of one sentence: old ones go, new ones are added to those of the object."""
    rules = view.operation.request.rules if view.operation.request else []
    if mismatch.code != "condition-added":
        gone = {each.pointer for each in rules if key_of(view, "request", each.steps, each.aspect) in mismatch.keys}
        gone |= {each.pointer for each in rules if each.pointer == mismatch.pointer}
        yield from _dropped(view, gone)
    if mismatch.code == "condition-removed" or not facts:
        return
    yield _ruled(view, facts, mismatch.pointer)


def _ruled(view: View, facts: list[Fact], pointer: str) -> Edit:
    """Rules among those of the object that holds their fields."""
    side, steps = view.places(facts[0])[0]
    above = view.field(side, steps[:-1])
    place = above.words["allOf"].pointer.removesuffix("/allOf") if above and "allOf" in above.words else ""
    return written(place or (above.pointer if above else pointer), {"allOf": [rule(fact) for fact in facts]})


def _dropped(view: View, pointers: set[str]) -> Iterator[Edit]:
    """Branches of conditions; the whole condition where no branch is left."""
    rules = view.operation.request.rules if view.operation.request else []
    yield from unbroken(view, {rule.id for rule in rules if rule.pointer in pointers and rule.id})
    for holder in sorted({pointer.rpartition("/")[0] for pointer in pointers}):
        node, _ = view.document.follow(f"#{holder}")
        branches = {f"{holder}/{key}" for key in ("then", "else") if is_object(node) and key in node}
        if branches and branches <= pointers and set(node if is_object(node) else ()) <= {"if", "then", "else"}:
            yield removed(holder)
        else:
            yield from (removed(pointer) for pointer in sorted(pointers) if pointer.rpartition("/")[0] == holder)


def of_waivers(view: View, mismatch: Mismatch, fact: Fact | None) -> Iterator[Edit]:
    """Sentences for a person, whose reason is left open, and waivers that are not needed any more."""
    if mismatch.code == "waiver-unmatched":
        yield removed(mismatch.pointer)
    elif fact is not None:
        id = fact.aspect.partition(":")[2]
        yield written(view.operation.pointer, {WAIVERS: {id: ""}})
        if f"/{WAIVERS}/" in mismatch.pointer:
            yield removed(mismatch.pointer)
