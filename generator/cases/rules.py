"""Conditions between properties of an object: `if`/`then`/`else`, `dependentRequired` and `dependentSchemas`, as they are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from generator.cases.places import MISSING, Node, Place, as_list, as_names, as_node
from generator.cases.sources import Severity, rule_severity
from generator.cases.truth import holds, same
from generator.cases.view import View


@dataclass(frozen=True, slots=True)
class Rule:
    """What an object must have (`required`) and must not have (`forbidden`) where it applies."""

    pointer: str
    named: Node
    required: tuple[str, ...]
    forbidden: tuple[str, ...]

    @property
    def severity(self) -> Severity:
        """How severe it is to break it."""
        return rule_severity(self.named)

    def id(self, wire: str) -> str:
        """What a fault of this rule about a property is called."""
        return str(self.named.get("id") or f"{wire}-{'required' if wire in self.required else 'forbidden'}")


@dataclass(frozen=True, slots=True)
class Condition:
    """A node with a condition: the rule where it holds, and the rule where it does not."""

    place: Place
    then: Rule | None
    otherwise: Rule | None
    trigger: str = ""

    def rule(self, view: View, value: Node) -> Rule | None:
        """The rule that applies to an object."""
        return self.then if self.is_met(view, value) else self.otherwise

    def is_met(self, view: View, value: Node) -> bool:
        """Whether the condition holds of an object."""
        if self.trigger:
            return self.trigger in value
        return holds(view.document, self.place.at("if"), value)


@lru_cache(maxsize=1024)
def conditions(view: View) -> tuple[Condition, ...]:
    """Every condition of a schema, in the order of the document."""
    return tuple(_conditions(view))


def _conditions(view: View) -> Iterator[Condition]:
    for place in view.nodes:
        if "if" in place.node:
            yield Condition(place, _outcome(place, "then"), _outcome(place, "else"))
        named = as_node(place.node.get("x-rule"))
        for wire, wanted in as_node(place.node.get("dependentRequired")).items():
            yield Condition(place, Rule(place.pointer, named, tuple(as_names(wanted)), ()), None, trigger=wire)
        for wire, wanted in as_node(place.node.get("dependentSchemas")).items():
            rule = _asked(
                place.at("dependentSchemas", wire),
                {wire: False} if wanted is False else as_node(wanted).get("properties"),
            )
            yield Condition(place, rule, None, trigger=wire)


def _outcome(place: Place, keyword: str) -> Rule | None:
    """What `then` or `else` demands."""
    return _asked(place.at(keyword), as_node(place.node.get(keyword)).get("properties"))


def _asked(place: Place, properties: object) -> Rule | None:
    """Which properties a schema demands or excludes, if it does."""
    forbidden = tuple(wire for wire, schema in as_node(properties).items() if schema is False)
    required = tuple(as_names(place.node.get("required")))
    if not required and not forbidden:
        return None
    return Rule(place.pointer, as_node(place.node.get("x-rule")), required, forbidden)


def mentioned(condition: Condition) -> Mapping[str, list[object]]:
    """The properties that a condition looks at, each with the values that it names (MISSING where absence counts)."""
    found: dict[str, list[object]] = {}
    if condition.trigger:
        return {condition.trigger: [MISSING]}
    _gather(as_node(condition.place.node.get("if")), found)
    return {wire: _distinct(values) for wire, values in found.items()}


def _gather(node: Node, found: dict[str, list[object]]) -> None:
    for wire, schema in as_node(node.get("properties")).items():
        found.setdefault(wire, []).extend(_named(as_node(schema)))
    for wire in as_names(node.get("required")):
        found.setdefault(wire, []).append(MISSING)
    for keyword in ("allOf", "anyOf", "oneOf"):
        for part in as_list(node.get(keyword)):
            _gather(as_node(part), found)
    if "not" in node:
        _gather(as_node(node["not"]), found)


def _named(node: Node) -> list[object]:
    """The values that the schema of a condition's property tells apart."""
    values = [*([node["const"]] if "const" in node else []), *as_list(node.get("enum"))]
    if isinstance(node.get("minLength"), int):
        size = cast(int, node["minLength"])
        values += ["x" * size, "x" * (size - 1)]
    for keyword, inside in (("minimum", -1), ("maximum", 1)):
        bound = node.get(keyword)
        if isinstance(bound, (int, float)):
            values += [bound, bound + inside]
    return values


def _distinct(values: list[object]) -> list[object]:
    found: list[object] = []
    for value in values:
        if not any(value is other or (value is not MISSING and same(value, other)) for other in found):
            found.append(value)
    return found
