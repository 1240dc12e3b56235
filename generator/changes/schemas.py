"""Two schemas: properties by name, keywords by what they mean, variants by what they are called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest

from generator.changes.bounds import TWINS, bounds
from generator.changes.breadth import Breadth, condition_breadth, dependent_breadth
from generator.changes.canonical import Fact, View, is_null, view
from generator.changes.comparison import Comparison, Edge, Node, Spotted, Within
from generator.changes.difference import Direction, Pair
from generator.changes.discriminators import discriminator
from generator.changes.raw import Spots, is_same, same_words, written_differently
from generator.changes.within import assertions, enter_within
from generator.load import is_array, is_object
from generator.resolve import Document

EDGED = ("items", "additionalProperties")
"""The keywords below which values of their own are sent and received."""
UNIONS = ("oneOf", "anyOf")
LEFT_OUT = ("$defs", *TWINS)
"""What is told elsewhere: definitions where they are used, bounds together."""


def schema(comparison: Comparison, pair: Pair, old: Node, new: Node) -> None:
    """Compares two schemas, their references laid open unless both refer to the same component."""
    targets = _targets(comparison, old, new)
    if targets is not None:
        comparison.enter("Schema", *targets, Edge(pair))
        old, new = ({key: value for key, value in node.items() if key != "$ref"} for node in (old, new))
    before, after = _views(comparison, pair, old, new)
    _unions(comparison, pair, before, after)
    _facts(comparison, pair, before, after)
    bounds(comparison, pair, before, after)
    _properties(comparison, pair, before, after)
    _conditions(comparison, pair, before, after)
    assertions(comparison, pair, before, after)


def _views(comparison: Comparison, pair: Pair, old: Node, new: Node) -> tuple[View, View]:
    """Both schemas; where only one has variants, and only one that is not null, it is read as that one."""
    before, after = view(comparison.old, old, pair.old), view(comparison.new, new, pair.new)
    if any(key in before.facts for key in UNIONS) == any(key in after.facts for key in UNIONS):
        return before, after
    return view(comparison.old, old, pair.old, opened=True), view(comparison.new, new, pair.new, opened=True)


def _targets(comparison: Comparison, old: Node, new: Node) -> tuple[Spotted, Spotted] | None:
    """What both refer to, where the one is what the other became."""
    left, right = old.get("$ref"), new.get("$ref")
    if not isinstance(left, str) or not isinstance(right, str):
        return None
    targets = Spotted(*comparison.old.follow(left)), Spotted(*comparison.new.follow(right))
    known = comparison.renamed.get(targets[0].pointer, targets[0].pointer)
    return targets if known == targets[1].pointer else None


def _facts(comparison: Comparison, pair: Pair, before: View, after: View) -> None:
    for key in dict.fromkeys((*before.facts, *after.facts)):
        old, new = before.facts.get(key, []), after.facts.get(key, [])
        if key in LEFT_OUT:
            continue
        if key not in (*EDGED, *UNIONS):
            old, new = _unlike(old, new), _unlike(new, old)
        for left, right in zip_longest(old, new):
            _fact(comparison, pair, key, left, right)


def _unlike(facts: list[Fact], others: list[Fact]) -> list[Fact]:
    """The facts that the other side does not have: what several parts of a schema repeat holds once."""
    return [fact for fact in facts if not any(is_same(fact.value, other.value) for other in others)]


def _fact(comparison: Comparison, pair: Pair, key: str, old: Fact | None, new: Fact | None) -> None:
    """One keyword, before and after."""
    before, after = old.value if old else None, new.value if new else None
    spots = Spots(old.pointer if old else None, new.pointer if new else None)
    if key in EDGED:
        _below(comparison, pair, key, spots, (before, after))
    elif key == "dependentRequired" and is_object(before) and is_object(after):
        action = {"narrower": "tightened", "wider": "loosened"}.get(dependent_breadth(before, after), "changed")
        comparison.add(pair, f"schema.dependent-required-{action}", spots, before, after)
    elif key in UNIONS and is_array(before) and is_array(after):
        _variants(comparison, pair, (before, after), spots)
    elif key == "discriminator" and is_object(before) and is_object(after):
        discriminator(comparison, pair, (before, after), spots)
    else:
        comparison.keyword(pair, "schema", key, spots, (before, after))


def _below(comparison: Comparison, pair: Pair, key: str, spots: Spots, values: tuple[object, object]) -> None:
    """What items or further properties are."""
    before, after = values
    if is_object(before) and is_object(after):
        comparison.enter("Schema", Spotted(before, spots.old or ""), Spotted(after, spots.new or ""), Edge(pair))
        return
    if key == "items":
        comparison.keyword(pair, "schema", key, spots, values)
        return
    was, now = _openness(before), _openness(after)
    if was != now:
        action = (
            "closed" if now == "closed" else "opened" if was == "closed" else "typed" if now == "typed" else "untyped"
        )
        comparison.add(pair, f"schema.additional-properties-{action}", spots, before, after)


def _openness(value: object) -> str:
    return "closed" if value is False else "typed" if is_object(value) and value else "open"


# --- properties ------------------------------------------------------------------------------------------------------


def _properties(comparison: Comparison, pair: Pair, before: View, after: View) -> None:
    gone = {name: facts[0] for name, facts in before.properties.items() if name not in after.properties}
    come = {name: facts[0] for name, facts in after.properties.items() if name not in before.properties}
    twins = dict(_renamed(gone, come))
    for name, new_name in twins.items():
        left, right = gone.pop(name), come.pop(new_name)
        spots = Spots(left.pointer, right.pointer)
        directions = concerned(comparison.new, right.value)
        rule = f"schema.property-{'respelled' if same_words(name, new_name) else 'renamed'}"
        comparison.add(pair, rule, spots, name, new_name, what=new_name, about=spots, directions=directions)
        _enter(comparison, pair, left, right)
    for name, facts in before.properties.items():
        for left, right in zip(facts, after.properties.get(name, []), strict=False):
            _enter(comparison, pair, left, right)
    for name, fact in gone.items():
        _one_sided(comparison, pair, name, fact, before, "removed")
    for name, fact in come.items():
        _one_sided(comparison, pair, name, fact, after, "added")
    _required(comparison, pair, (before, after), {*gone, *come}, twins)


def _renamed(gone: Mapping[str, Fact], come: Mapping[str, Fact]) -> Iterator[tuple[str, str]]:
    """The pairs of names of one that went and one that came: the same words, or the same schema word for word."""
    for name, fact in gone.items():
        alike = [other for other in come if same_words(name, other)]
        if len(alike) == len([other for other in gone if same_words(name, other)]) == 1:
            yield name, alike[0]
            continue
        twins = [other for other, new in come.items() if is_same(fact.value, new.value)]
        rivals = [other for other, old in gone.items() if is_same(fact.value, old.value)]
        if len(twins) == len(rivals) == 1 and is_object(fact.value) and len(fact.value) > 1:
            yield name, twins[0]


def _enter(comparison: Comparison, pair: Pair, old: Fact, new: Fact) -> None:
    open_to = {*concerned(comparison.old, old.value), *concerned(comparison.new, new.value)}
    blocked: tuple[Direction, ...] = tuple(one for one in ("request", "response") if one not in open_to)
    edge = Edge(pair, blocked=blocked)
    comparison.enter("Schema", Spotted(old.value, old.pointer), Spotted(new.value, new.pointer), edge)


def concerned(document: Document, node: object) -> tuple[Direction, ...]:
    """The directions in which a property is there: what is readOnly is not sent, what is writeOnly not received."""
    target, _ = document.deref(node, "")
    flags = [one for one in (node, target) if is_object(one)]
    if any(one.get("readOnly") is True for one in flags):
        return ("response",)
    return ("request",) if any(one.get("writeOnly") is True for one in flags) else ("request", "response")


def _one_sided(comparison: Comparison, pair: Pair, name: str, fact: Fact, side: View, action: str) -> None:
    """A property that came or went. One that must be sent is another matter for the request than for the response."""
    document = comparison.new if action == "added" else comparison.old
    spots = Spots(None, fact.pointer) if action == "added" else Spots(fact.pointer, None)
    values = (None, fact.value) if action == "added" else (fact.value, None)
    for direction in concerned(document, fact.value):
        must = "required-" if direction == "request" and name in side.required else ""
        rule = f"schema.{must}property-{action}"
        comparison.add(pair, rule, spots, *values, what=name, about=spots, directions=(direction,))


def _required(
    comparison: Comparison, pair: Pair, views: tuple[View, View], skip: set[str], twins: Mapping[str, str]
) -> None:
    """What must be there, by its new name; `twins` are the old names of those that have another one."""
    before, after = views
    had = {twins.get(name, name): pointer for name, pointer in before.required.items()}
    old_names = {new: old for old, new in twins.items()}
    for name in dict.fromkeys((*had, *after.required)):
        if (name in had) == (name in after.required) or name in skip:
            continue
        facts = after.properties.get(name) or before.properties.get(name)
        directions = concerned(comparison.new, facts[0].value) if facts else ("request", "response")
        action = "set" if name in after.required else "unset"
        spots = Spots(had.get(name, before.pointer) or None, after.required.get(name, after.pointer) or None)
        about = Spots(_first(before, old_names.get(name, name)), _first(after, name)) if facts else None
        rule = f"schema.{'' if facts else 'undeclared-'}required-{action}"
        comparison.add(pair, rule, spots, what=name, about=about, directions=directions)


def _first(side: View, name: str) -> str | None:
    facts = side.properties.get(name)
    return facts[0].pointer if facts else None


# --- variants --------------------------------------------------------------------------------------------------------


def _unions(comparison: Comparison, pair: Pair, before: View, after: View) -> None:
    """`oneOf` that became `anyOf`, or the reverse: the variants are the same ones, and one or several may hold."""
    for key, other in (UNIONS, UNIONS[::-1]):
        old, new = before.facts.get(key, []), after.facts.get(other, [])
        if len(old) != 1 or len(new) != 1 or other in before.facts or key in after.facts:
            continue
        left, right = before.facts.pop(key)[0], after.facts.pop(other)[0]
        if not is_array(left.value) or not is_array(right.value):
            continue
        spots = Spots(left.pointer, right.pointer)
        _variants(comparison, pair, (left.value, right.value), spots)
        if all(len([one for one in side if not is_null(one)]) > 1 for side in (left.value, right.value)):
            comparison.add(pair, f"schema.variants-{'loosened' if key == 'oneOf' else 'tightened'}", spots)


def _variants(comparison: Comparison, pair: Pair, values: tuple[list[object], list[object]], spots: Spots) -> None:
    old = [Spotted(node, f"{spots.old}/{number}") for number, node in enumerate(values[0]) if not is_null(node)]
    new = [Spotted(node, f"{spots.new}/{number}") for number, node in enumerate(values[1]) if not is_null(node)]
    for left in list(old):
        right = next((one for one in new if _is_that(comparison, left, one)), None)
        if right is not None:
            old.remove(left)
            new.remove(right)
            comparison.enter("Schema", left, right, Edge(pair))
    if len(old) == len(new):
        for left, right in zip(old, new, strict=True):
            if not (_ref(left) and _ref(right)):
                comparison.enter("Schema", left, right, Edge(pair))
                old, new = old[1:], new[1:]
    for left in old:
        comparison.add(pair, "schema.variant-removed", Spots(left.pointer, None), left.node, what=_title(left))
    for right in new:
        comparison.add(pair, "schema.variant-added", Spots(None, right.pointer), None, right.node, what=_title(right))


def _is_that(comparison: Comparison, old: Spotted, new: Spotted) -> bool:
    """Whether the one variant is what the other became: the same component, title or content."""
    left, right = _ref(old), _ref(new)
    if left and right:
        before, after = comparison.old.follow(left)[1], comparison.new.follow(right)[1]
        return comparison.renamed.get(before, before) == after
    title = is_object(old.node) and is_object(new.node) and old.node.get("title")
    if title and is_object(new.node):
        return new.node.get("title") == title
    return is_same(old.node, new.node)


def _ref(one: Spotted) -> str:
    ref = one.node.get("$ref") if is_object(one.node) else None
    return ref if isinstance(ref, str) else ""


def _title(one: Spotted) -> str:
    title = one.node.get("title") if is_object(one.node) else None
    return _ref(one).rpartition("/")[2] or (title if isinstance(title, str) else "")


# --- conditions ------------------------------------------------------------------------------------------------------


def _conditions(comparison: Comparison, pair: Pair, before: View, after: View) -> None:
    """`if`, `then`, `else`: each condition as a whole, found again by the id of its rule or by what it asks."""
    old, new = list(before.conditions), list(after.conditions)
    for same in (_is_equal, _has_id, _asks, _demands):
        for left in list(old):
            right = next((one for one in new if same(left.value, one.value)), None)
            if right is not None:
                old.remove(left)
                new.remove(right)
                _condition(comparison, pair, left, right)
    for left in old:
        comparison.add(pair, "schema.condition-removed", Spots(left.pointer, None), left.value, what=_sentence(left))
    for right in new:
        comparison.add(
            pair, "schema.condition-added", Spots(None, right.pointer), None, right.value, what=_sentence(right)
        )


def _condition(comparison: Comparison, pair: Pair, old: Fact, new: Fact) -> None:
    within = Within("schema.condition-changed", Spots(old.pointer, new.pointer), _sentence(new))
    enter_within(comparison, pair, within, (old.value, new.value))
    rule = _CONDITIONED[condition_breadth(old.value, new.value)]
    for spots in written_differently(old.value, new.value, Spots(old.pointer, new.pointer)):
        where = (spots.new or spots.old or "").rpartition("/x-rule/")
        action = {"severity": "severity", "id": "id"}.get(where[2], "sentence")
        comparison.add(pair, f"schema.rule-{action}-changed" if where[1] else rule, spots, what=_sentence(new))


_CONDITIONED: Mapping[Breadth, str] = {
    "narrower": "schema.condition-tightened",
    "wider": "schema.condition-loosened",
    "other": "schema.condition-changed",
    "same": "any.written-differently",
}


def _is_equal(old: object, new: object) -> bool:
    return is_same(old, new)


def _has_id(old: object, new: object) -> bool:
    return bool(set(_rules(old, "id")) & set(_rules(new, "id")))


def _asks(old: object, new: object) -> bool:
    return is_object(old) and is_object(new) and is_same(old.get("if"), new.get("if"))


def _demands(old: object, new: object) -> bool:
    """Whether both come to the same, after another test."""
    return is_object(old) and is_object(new) and all(is_same(old.get(key), new.get(key)) for key in ("then", "else"))


def _rules(condition: object, key: str) -> Iterable[str]:
    """What the rules of a condition say under a key of `x-rule`."""
    for branch in _branches(condition):
        rule = branch.get("x-rule")
        if is_object(rule) and key in rule:
            yield str(rule[key])


def _branches(condition: object) -> list[Node]:
    branches = [condition.get(branch) for branch in ("then", "else")] if is_object(condition) else []
    return [branch for branch in branches if is_object(branch)]


def _sentence(condition: Fact) -> str:
    """What the rules of a condition ask: `{draftCount} required when ...`, wire names in braces."""
    said: list[str] = []
    for branch in _branches(condition.value):
        required, forbidden, rule = branch.get("required"), branch.get("properties"), branch.get("x-rule")
        names = [str(name) for name in required] if is_array(required) else []
        names += list(forbidden) if is_object(forbidden) else []
        says = str(rule.get("says", "")) if is_object(rule) else "required" if is_array(required) else "restricted"
        said.append(f"{', '.join('{' + name + '}' for name in names)} {says}".strip())
    return "; ".join(said)
