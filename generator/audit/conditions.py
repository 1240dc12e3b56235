"""Differences in conditions between fields: what is required or forbidden depending on another field."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from generator.audit.fact import Fact, Key, Steps, place_name
from generator.audit.facts import CONDITIONS
from generator.audit.keywords import key_of
from generator.audit.mismatch import Mismatch
from generator.audit.schemas import Rule
from generator.audit.view import View
from generator.load import is_array, is_object


def condition_mismatches(view: View) -> list[Mismatch]:
    """Conditions between fields; those of one sentence that changed together are told once."""
    found: dict[object, Mismatch] = {}
    rules = view.operation.request.rules if view.operation.request else []
    met: set[str] = set()
    for fact in view.said.facts.values():
        if fact.aspect in CONDITIONS:
            for mismatch in _condition(view, fact, rules, met):
                _add(found, mismatch)
    for rule in rules:
        stated = rule.source.startswith("page") if view.has_sources else rule.aspect != "unread"
        if rule.pointer not in met and stated and view.states(rule.source) and not _is_gone(view, rule):
            key = key_of(view, "request", rule.steps, rule.aspect)
            told = f"rule {rule.id}" if rule.id else _words(rule)
            lost = view.lost("condition-removed", place_name("request", rule.steps), rule.pointer, told, key)
            new = next((each for each in found.values() if _is_moved(view, each, rule, lost.place)), None)
            if new is not None:
                told = _words(rule) if new.place == lost.place else f"on {lost.place}"
                found[new.code, new.place] = replace(new, code="condition-changed", told=told, pointer=rule.pointer)
            else:
                _add(found, lost)
    return list(found.values())


def _is_moved(view: View, new: Mismatch, rule: Rule, place: str) -> bool:
    """Whether a condition that the spec lacks is one that it has on another field, or of another sort on the same."""
    fact = view.said.facts[new.keys[0]] if new.code == "condition-added" else None
    if fact is None or fact.aspect.partition("-")[0] != rule.aspect.partition("-")[0]:
        return False
    return new.place == place or (fact.aspect == rule.aspect and same_condition(rule.value, fact.value))


def _add(found: dict[object, Mismatch], mismatch: Mismatch) -> None:
    """Keeps the first of those that are about one field and have the same code."""
    first = found.setdefault((mismatch.code, mismatch.place), mismatch)
    if first is not mismatch:
        told = first.told if mismatch.told in first.told else f"{first.told}; {mismatch.told}"
        says = first.says if mismatch.says in first.says else f"{first.says}. {mismatch.says}"
        joined = replace(first, told=told, says=says, keys=(*first.keys, *mismatch.keys))
        found[mismatch.code, mismatch.place] = replace(joined, by="vendor" if mismatch.by == "vendor" else first.by)


def _is_gone(view: View, rule: Rule) -> bool:
    if view.field("request", rule.steps) is None:
        return True
    keys: tuple[Key, ...] = ("request", rule.steps, "kind"), key_of(view, "request", rule.steps, "kind")
    return any(key not in view.said.facts and view.field(key[0], key[1]) is not None for key in keys)


def _condition(view: View, fact: Fact, rules: list[Rule], met: set[str]) -> Iterator[Mismatch]:
    """A condition that a sentence states, against the spec's rules on that field in the request."""
    side, steps = view.places(fact)[0]
    if side != "request" or view.field(side, steps) is None:
        return
    alike = [rule for rule in rules if rule.steps == steps and rule.aspect == fact.aspect]
    same = rule_for(fact, steps, rules)
    if same is not None:
        met.add(same.pointer)
        return
    near = next((rule for rule in alike if rule.pointer not in met and view.states(rule.source)), None)
    if near is None:
        field = view.field(side, steps)
        yield view.differs(
            "condition-added", fact, field.pointer if field else "", "no such rule", _rule_yaml(fact, steps[-1])
        )
        return
    met.add(near.pointer)
    yield view.differs("condition-changed", fact, near.pointer, _words(near), _rule_yaml(fact, steps[-1]))


def rule_for(fact: Fact, steps: Steps, rules: list[Rule]) -> Rule | None:
    """The rule that says what a condition of the page says of the field at `steps`."""
    alike = (rule for rule in rules if rule.steps == steps and rule.aspect == fact.aspect)
    same = next((rule for rule in alike if same_condition(rule.value, fact.value)), None)
    return same or _mirrored(fact, steps, rules)


def _mirrored(fact: Fact, steps: Steps, rules: list[Rule]) -> Rule | None:
    """The rule on the other field that says that only one of the two may be there."""
    value = fact.value if is_object(fact.value) else {}
    if fact.aspect != "forbidden-with":
        return None
    other, asked = (*steps[:-1], str(value.get("field"))), {"field": steps[-1]}
    beside = (rule for rule in rules if rule.steps == other and rule.aspect == fact.aspect)
    return next((rule for rule in beside if same_condition(rule.value, asked)), None)


def same_condition(told: object, said: object) -> bool:
    """Whether a rule asks what a sentence says; the order of values is nothing."""
    if not is_object(told) or not is_object(said) or told.get("field") != said.get("field"):
        return False
    values = [each.get("values") for each in (told, said)]
    sets = [{str(item) for item in each} if is_array(each) else None for each in values]
    return sets[0] == sets[1]


def _words(rule: Rule) -> str:
    """A rule in the words of a sentence."""
    value = rule.value if is_object(rule.value) else {}
    values = value.get("values")
    name = str(value.get("field", "?"))
    when = f"{name} is {' or '.join(map(str, values))}" if is_array(values) else f"{name} is specified"
    verb = {"required": "required", "forbidden": "must not be set"}.get(rule.aspect.partition("-")[0], "a condition")
    link = "unless" if rule.aspect.endswith(("unless", "without")) else "if"
    return f"{verb} {link} {when}"


def _rule_yaml(fact: Fact, name: str) -> str:
    """The rule of a sentence as YAML on one line."""
    verb, _, sense = fact.aspect.partition("-")
    outcome = f"{{required: [{name}]}}" if verb == "required" else f"{{properties: {{{name}: false}}}}"
    value = fact.value if is_object(fact.value) else {}
    field, values = str(value.get("field")), value.get("values")
    when = f"required: [{field}]"
    if is_array(values):
        told = [json.dumps(each) if isinstance(each, bool) else str(each) for each in values]
        asked = f"const: {told[0]}" if len(told) == 1 else f"enum: [{', '.join(told)}]"
        when = f"properties: {{{field}: {{{asked}}}}}, {when}"
    return f"- {{if: {{{when}}}, {'then' if sense in ('if', 'with') else 'else'}: {outcome}}}"
