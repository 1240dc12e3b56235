"""Conditions between properties: `if`/`then`/`else`, `dependentRequired` and `dependentSchemas` -> demands in one plain form.

Understood is what can be said in a sentence: a condition on which properties are there, filled or one of a few values,
and a demand that others are there or not. Anything else is reported by the caller as unsupported.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from typing import TypeAlias, cast

from generator.ir import Constant, Severity, Source
from generator.normalize import provenance
from generator.normalize.parts import Located, Node, as_node, is_plain
from generator.normalize.schema import Clause, Demand
from generator.positions import escaped

Row: TypeAlias = tuple[Clause, ...]


class NotUnderstood(Exception):
    """A condition that cannot be said as clauses; the argument is its pointer."""


def demands(located: Located, page: str) -> Iterator[Demand]:
    """The demands that one schema node makes by its conditions."""
    node, pointer = located.node, located.pointer
    if "if" in node:
        rows = _rows(as_node(node["if"]), f"{pointer}/if")
        yield from _outcomes(node.get("then"), f"{pointer}/then", rows, page)
        yield from _outcomes(node.get("else"), f"{pointer}/else", _negated(rows), page)
    dependent = node.get("dependentRequired")
    if isinstance(dependent, Mapping):
        for wire, wanted in cast(Mapping[str, object], dependent).items():
            when = ((Clause(wire=wire, state="present"),),)
            yield from _outcomes({**node, "required": wanted, "properties": {}}, pointer, when, page)
    for wire, wanted in as_node(node.get("dependentSchemas")).items():
        when, held = ((Clause(wire=wire, state="present"),),), as_node(wanted)
        never = {name: value for name, value in as_node(held.get("properties")).items() if value is False}
        asked = {**held, "properties": {wire: False} if wanted is False else never}
        yield from _outcomes(asked, f"{pointer}/dependentSchemas/{escaped(wire)}", when, page)


def unsaid(located: Located) -> Iterator[str]:
    """The pointers of what `dependentSchemas` asks beyond that properties are there or not: nobody checks it."""
    for wire, wanted in as_node(located.node.get("dependentSchemas")).items():
        at, held = f"{located.pointer}/dependentSchemas/{escaped(wire)}", as_node(wanted)
        for keyword, value in held.items():
            if keyword == "properties":
                yield from [f"{at}/properties"] if any(map(as_node, as_node(value).values())) else []
            elif keyword != "required" and (keyword, value) != ("type", "object") and not is_plain({keyword: value}):
                yield f"{at}/{keyword}"


def _rows(condition: Node, pointer: str) -> tuple[Row, ...]:
    """A condition as rows of clauses: one row must hold, with all its clauses."""
    required = {str(wire) for wire in cast(list[object], condition.get("required") or [])}
    alternatives: list[list[Row]] = []
    for wire, node in as_node(condition.get("properties")).items():
        held = _held(wire, as_node(node), pointer)
        absent = () if wire in required else ((Clause(wire=wire, state="absent"),),)
        alternatives.append([*absent, (held,)])
        required.discard(wire)
    alternatives.extend([(Clause(wire=wire, state="present"),)] for wire in sorted(required))
    if "anyOf" in condition:
        options = enumerate(cast(list[object], condition["anyOf"]))
        alternatives.append([row for i, option in options for row in _rows(as_node(option), f"{pointer}/anyOf/{i}")])
    if "not" in condition:
        alternatives.append(list(_negated(_rows(as_node(condition["not"]), f"{pointer}/not"))))
    if unknown := condition.keys() - {"required", "properties", "anyOf", "not", "type"}:
        if any(not key.startswith("x-") for key in unknown):
            raise NotUnderstood(pointer)
    return tuple(tuple(itertools.chain.from_iterable(row)) for row in itertools.product(*alternatives))


def _held(wire: str, node: Node, pointer: str) -> Clause:
    """The clause of one property: a constant, a list of them, or a string that is not empty."""
    keys = {key for key in node if not key.startswith("x-") and key != "type"}
    if keys == {"const"}:
        return Clause(wire=wire, state="one-of", values=(cast(Constant, node["const"]),))
    if keys == {"enum"}:
        return Clause(wire=wire, state="one-of", values=tuple(cast(list[Constant], node["enum"])))
    if keys == {"minLength"} and node["minLength"] == 1:
        return Clause(wire=wire, state="filled")
    raise NotUnderstood(f"{pointer}/properties/{wire}")


def _negated(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows that hold exactly where none of the given rows does (De Morgan)."""
    return tuple(tuple(_opposite(clause) for clause in picked) for picked in itertools.product(*rows))


def _opposite(clause: Clause) -> Clause:
    match clause.state:
        case "absent":
            return Clause(wire=clause.wire, state="present")
        case "present":
            return Clause(wire=clause.wire, state="absent")
        case "filled" | "one-of":
            return Clause(wire=clause.wire, state=clause.state, negated=not clause.negated, values=clause.values)


def _outcomes(outcome: object, pointer: str, when: tuple[Row, ...], page: str) -> Iterator[Demand]:
    """The demands of `then` or `else`."""
    node = as_node(outcome)
    named = as_node(node.get("x-rule"))
    wanted = [str(wire) for wire in cast(list[object], node.get("required") or [])]
    forbidden = [wire for wire, value in as_node(node.get("properties")).items() if value is False]
    if as_node(node.get("properties")).keys() - set(forbidden):
        raise NotUnderstood(f"{pointer}/properties")
    for wires, kind in ((wanted, "required"), (forbidden, "forbidden")):
        for wire in wires:
            source = provenance.parsed(str(named.get("source", "inferred")), pointer, page) if named else None
            source = source or Source(provenance="spec", pointer=pointer)
            severity: Severity = "warn" if named.get("severity") == "warn" else provenance.severity(source)
            yield Demand(
                id=str(named.get("id") or f"{wire}-{kind}"),
                sentence=str(named.get("says") or _sentence(kind, when)),
                severity=severity,
                when=when,
                outcome="required" if kind == "required" else "forbidden",
                wire=wire,
                source=source,
            )


def _sentence(kind: str, when: tuple[Row, ...]) -> str:
    """What a rule without words of its own says."""
    told = " or ".join(" and ".join(_told(clause) for clause in row) for row in when)
    return f"{'required' if kind == 'required' else 'must not be set'} when {told}"


def _told(clause: Clause) -> str:
    negation = "not " if clause.negated else ""
    match clause.state:
        case "absent":
            return f"{clause.wire} is not set"
        case "present":
            return f"{clause.wire} is set"
        case "filled":
            return f"{clause.wire} is {'empty' if clause.negated else 'not empty'}"
        case "one-of":
            return f"{clause.wire} is {negation}{' or '.join(str(value) for value in clause.values)}"
