"""Values that a schema admits: the smallest and the fullest, and one around a given leaf."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from generator.cases import texts
from generator.cases.breaches import Key, Option, Step, Steps, bounds, rule_breaches
from generator.cases.places import MISSING, Node, as_node, is_node
from generator.cases.rules import conditions, mentioned
from generator.cases.truth import same
from generator.cases.view import REMEMBERED, Direction, View

DEEPEST = 5  # levels that a full value goes down; below, only what is required
WIDEST = 60  # states that are looked at for each repair of a value
LONGEST = 5  # repairs of one value
MOST = 1000  # items or keys of one value: what demands more is sampled by nothing


@dataclass(frozen=True, slots=True)
class Wish:
    """What a sample is for: which way it travels, and whether it has all properties or only those that are required."""

    direction: Direction
    is_full: bool = False
    depth: int = 0
    open: tuple[str, ...] = ()

    def inside(self, view: View) -> Wish:
        """The wish for what is inside a value."""
        return replace(self, depth=self.depth + 1, open=(*self.open, view.home))

    def is_open(self, view: View) -> bool:
        """Whether the schema contains itself here."""
        return view.home in self.open


@lru_cache(maxsize=REMEMBERED)
def sample(view: View, label: str, wish: Wish) -> object:
    """A value that the schema admits, or MISSING where none can be made. Whoever asks again gets the same object."""
    if view.allowed == frozenset():
        return MISSING  # kinds that exclude each other
    if view.options:
        options = (sample(option, label, wish) for option in view.options)
        return next((value for value in options if value is not MISSING), MISSING)
    if view.choices:
        return next((one for one in view.choices if "UNSPECIFIED" not in str(one).upper()), view.choices[0])
    match view.kind:
        case "string":
            return texts.text(view, label)
        case "integer" | "number":
            return texts.number(view, label)
        case "boolean":
            return True
        case "object":
            return _object(view, wish)
        case "array":
            return _array(view, label, wish)
        case "null":
            return None
        case "any":
            return _anything(view, label, wish)


def _anything(view: View, label: str, wish: Wish) -> object:
    """A value where the schema leaves the kind open."""
    if not view.kinds:
        return texts.words(label)
    return sample(View.of(view.document, *view.nodes, view.nodes[-1].narrowed(view.kinds[0])), label, wish)


def _array(view: View, label: str, wish: Wish) -> object:
    least = bounds(view).get("minItems")
    wanted = max(least if isinstance(least, int) else 0, 1 if wish.is_full else 0)
    if wanted > MOST:
        return MISSING
    if view.prefix:
        firsts = [sample(item, f"{label}{index + 1}", wish.inside(view)) for index, item in enumerate(view.prefix)]
        return MISSING if MISSING in firsts else firsts if wanted else []
    if view.items is None:
        return ["item"] * wanted
    if wish.is_open(view.items):
        return [] if not least else MISSING
    labels = [label if index == 0 else f"{label}{index + 1}" for index in range(wanted)]
    items = [sample(view.items, each, wish.inside(view)) for each in labels]
    if view.get("uniqueItems") is True and view.items.choices:
        items = list(view.items.choices[:wanted])
    return MISSING if MISSING in items else items


def _object(view: View, wish: Wish) -> object:
    found: dict[str, object] = {}
    inner = wish.inside(view)
    full = wish.is_full and wish.depth < DEEPEST
    for wire, member in view.members(wish.direction).items():
        is_required = wire in view.required
        if not (full or is_required) or (inner.is_open(member) and not is_required):
            continue
        value = MISSING if inner.is_open(member) else sample(member, wire, inner)
        if value is not MISSING:
            found[wire] = value
        elif is_required:
            return MISSING
    least, most = bounds(view).get("minProperties"), bounds(view).get("maxProperties")
    wanted = max(least if isinstance(least, int) else 0, 1 if full and view.additional is not None else 0)
    if wanted > MOST:
        return MISSING
    _fill(view, found, inner, wanted)
    spare = [wire for wire in found if wire not in view.required]
    for wire in reversed(spare[: max(len(found) - most, 0)] if isinstance(most, int) else ()):
        del found[wire]
    if view.additional is not None and not inner.is_open(view.additional):
        for key in free_keys(view, wanted - len(found)):
            value = sample(view.additional, key, inner)
            found |= {} if value is MISSING else {key: value}
    made = settled(view, found, wish, kept=found if full else view.required)
    is_refused = full and any(breach.severity == "refuse" for breach in rule_breaches(view, made))
    return settled(view, found, wish, kept=view.required) if is_refused and wish.direction == "input" else made


def free_keys(view: View, count: int) -> list[str]:
    """At most so many keys that an object does not declare and may have; fewer where no more can be made up."""
    names, wished = view.keys, [f"key{index + 1}" for index in range(count)]
    if view.has_several_patterns:
        return []
    if names is None:
        return wished
    found = names.choices or tuple(texts.text(names, wish) for wish in wished)
    return list(dict.fromkeys(one for one in found if isinstance(one, str)))[:count]


def _fill(view: View, found: dict[str, object], inner: Wish, wanted: int) -> None:
    """Add optional members until there are so many, where the schema has them."""
    for wire, member in view.members(inner.direction).items():
        if len(found) >= wanted:
            return
        value = MISSING if wire in found or inner.is_open(member) else sample(member, wire, inner)
        if value is not MISSING:
            found[wire] = value


def around(view: View, steps: Steps, value: object, wish: Wish) -> object:
    """The smallest value that the schema admits with `value` at `steps`; MISSING where none can be made."""
    if not steps:
        return value
    first, rest = steps[0], steps[1:]
    inner = inside(view, first)
    child = MISSING if inner is None else around(inner, rest, value, wish)
    if child is MISSING:
        return MISSING
    match first:
        case Option():
            return child if inner is None else _tagged(view, inner, child)
        case int():
            return [child]
        case Key():
            return {**as_node(sample(view, "", wish)), first.name: child}
        case str():
            base = sample(view, first, wish)
            return (
                MISSING
                if base is MISSING
                else settled(view, {**as_node(base), first: child}, wish, pinned=(first,), kept=view.required)
            )


def _tagged(union: View, option: View, value: object) -> object:
    """The value of an option with the discriminator that tells it, where that may be left out and was."""
    wire = union.tag
    member = option.members("input").get(wire)
    if not is_node(value) or wire in value or member is None or not member.choices or wire in option.required:
        return value
    return _ordered(option, {**value, wire: member.choices[0]})


def inside(view: View, step: Step) -> View | None:
    """The schema one step below."""
    match step:
        case Option():
            return view.options[step.index]
        case int() as index:
            return view.item(index)
        case Key():
            return view.additional
        case str():
            return view.properties.get(step)


def settled(
    view: View, value: Node, wish: Wish, *, pinned: Collection[str] = (), kept: Collection[str] = ()
) -> dict[str, object]:
    """The object, changed as little as possible until it breaks as few rules as possible.

    `pinned` members stay as they are (or absent, where they are), `kept` ones may change but do not go. Responses keep
    no rules, so they stay as they are.
    """
    if wish.direction == "output" or not conditions(view):
        return _ordered(view, value)
    looked_at = subjects(view)
    outline = {wire: item if wire in looked_at else True for wire, item in value.items()}
    repairs = _repairs(view, _key(outline), wish, frozenset(pinned), frozenset((*kept, *pinned)))
    changed = {**value, **dict(repairs)}
    return _ordered(view, {wire: item for wire, item in changed.items() if item is not MISSING})


@lru_cache(maxsize=4096)
def _repairs(
    view: View, outline: str, wish: Wish, pinned: frozenset[str], kept: frozenset[str]
) -> tuple[tuple[str, object], ...]:
    """The members to change in an object, with their new values; its `outline` holds all that rules look at."""
    start: dict[str, object] = json.loads(outline)
    best, states, seen = start, [start], {outline}
    for _ in range(LONGEST):
        if _badness(view, best) == (0, 0):
            break
        following: list[dict[str, object]] = []
        for state in states:
            for wire, change in _changes(view, state, wish):
                if wire in pinned or (wire in kept and change is MISSING):
                    continue
                changed = {key: item for key, item in {**state, wire: change}.items() if item is not MISSING}
                if _key(changed) not in seen:
                    seen.add(_key(changed))
                    following.append(changed)
        states = sorted(following, key=lambda state: (*_badness(view, state), len(_key(state))))[:WIDEST]
        if not states:
            break
        if _badness(view, states[0]) < _badness(view, best):
            best = states[0]
    wires = dict.fromkeys((*start, *best))
    return tuple(
        (wire, best.get(wire, MISSING)) for wire in wires if best.get(wire, MISSING) != start.get(wire, MISSING)
    )


def _changes(view: View, state: Node, wish: Wish) -> Iterator[tuple[str, object]]:
    """Repairs as pairs of member and value: what a broken rule wants, or another value of what a condition looks at."""
    members = view.members("input")
    for breach in rule_breaches(view, state):
        wire = str(breach.steps[-1])
        if wire in state:
            yield wire, MISSING
        elif wire in members and not wish.is_open(members[wire]):
            yield wire, sample(members[wire], wire, replace(wish.inside(view), is_full=False))
    for wire, values in subjects(view).items():
        yield from ((wire, value) for value in values)


@lru_cache(maxsize=1024)
def subjects(view: View) -> dict[str, list[object]]:
    """The properties that conditions look at, each with the values worth trying, MISSING among them."""
    found: dict[str, list[object]] = {}
    for condition in conditions(view):
        for wire, values in mentioned(condition).items():
            member = view.members("input").get(wire)
            if member is not None:
                known = found.setdefault(wire, [MISSING])
                usual = [*member.choices, sample(member, wire, Wish("input"))]
                known += [one for one in (*values, *usual) if not any(_alike(one, other) for other in known)]
    return found


def _alike(one: object, other: object) -> bool:
    return one is other or (one is not MISSING and other is not MISSING and same(one, other))


def _badness(view: View, state: Node) -> tuple[int, int]:
    found = list(rule_breaches(view, state))
    refused = sum(breach.severity == "refuse" for breach in found)
    return refused, len(found) - refused


def _ordered(view: View, value: Node) -> dict[str, object]:
    """The members in the order of the document."""
    order = {wire: index for index, wire in enumerate(view.properties)}
    return dict(sorted(value.items(), key=lambda item: order.get(item[0], len(order))))


def _key(value: object) -> str:
    return json.dumps(value, sort_keys=True, default=str)
