"""Every rule that holds for an operation, flat: what `client.rules()` lists and error messages look up.

Walked over normalized schemas, with the check's own severities, so that the list says what the check does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator import ir
from generator.build.definitions import Definitions
from generator.build.docs import BOUND_WORDS
from generator.build.limits import limits, rule_severity
from generator.normalize.schema import Demand, Schema

KIND_WORDS = {
    "string": "a string", "integer": "an integer", "number": "a number", "boolean": "a boolean",
    "array": "an array", "map": "an object", "object": "an object",
}  # fmt: skip


def facts(definitions: Definitions, schema: Schema, path: str, flattened: bool = False) -> Iterator[ir.Fact]:
    """The facts on a value at `path` and on everything below it; recursion ends where a definition meets itself.

    What is required of an object that is `flattened` into arguments always refuses.
    """
    for fact in _facts(definitions, schema, path, ()):
        is_argument = flattened and fact.rule == "required" and "." not in fact.path
        yield replace(fact, severity="refuse") if is_argument else fact


def _facts(definitions: Definitions, schema: Schema, path: str, seen: tuple[str, ...]) -> Iterator[ir.Fact]:
    target = schema
    if schema.kind == "ref":
        if schema.target in seen:
            return
        seen = (*seen, schema.target)
        target = definitions.normal.definitions[schema.target].schema
    yield from own_facts(target, path)
    names: Mapping[str, str] = definitions.fields(target.pointer) if target.kind == "object" else {}
    below = path + "." if path else ""
    for prop in target.properties:
        if not prop.schema.read_only:
            if prop.required:
                yield _fact(f"{below}{names[prop.wire]}", "required", "required", prop.schema)
            yield from _facts(definitions, prop.schema, f"{below}{names[prop.wire]}", seen)
    yield from _option_facts(definitions, target, path, seen)
    items = (*target.first, *([target.rest] if target.rest else []))
    told = [fact for one in items for fact in _facts(definitions, one, f"{path}[]", seen)]
    yield from {(fact.path, fact.rule, fact.sentence): fact for fact in reversed(told)}.values()
    if target.first and target.rest is None:
        yield _fact(path, "items", f"no items behind the first {len(target.first)}", target)
    if target.item is not None and not target.first:
        yield from _facts(definitions, target.item, f"{path}[]", seen)
    if target.additional is not None:
        yield from _facts(definitions, target.additional, f"{path}[]", seen)
    for demand in dict.fromkeys((*target.demands, *schema.demands)):
        yield _demand_fact(demand, f"{below}{names.get(demand.wire, demand.wire)}")


def _option_facts(definitions: Definitions, union: Schema, path: str, seen: tuple[str, ...]) -> Iterator[ir.Fact]:
    """The facts on the options of a union, each once; none where an option takes whatever comes.

    That it may be of one of several kinds is said by the union. Fitting several shapes that exclude each other warns.
    """
    if any(_asks_nothing(definitions, option, ()) for option in union.options):
        return
    told = [fact for option in union.options for fact in _facts(definitions, option, path, seen)]
    yield from (fact for fact in dict.fromkeys(told) if not (union.by_kind and (fact.path, fact.rule) == (path, "type")))
    if union.exclusive and not union.discriminator:
        fact = _fact(path or "arguments", "oneOf", f"only one of the {len(union.options)} shapes", union)
        yield replace(fact, severity="warn")


def _asks_nothing(definitions: Definitions, schema: Schema, seen: tuple[str, ...]) -> bool:
    """Whether any value will do, as far as checks go."""
    if schema.kind == "ref" and schema.target not in seen:
        return _asks_nothing(definitions, definitions.normal.definitions[schema.target].schema, (*seen, schema.target))
    if schema.kind == "union" and not schema.by_kind:
        return any(_asks_nothing(definitions, option, seen) for option in schema.options)
    return schema.kind in ("any", "null") or (schema.kind == "string" and schema.format == "binary")


def own_facts(schema: Schema, path: str) -> Iterator[ir.Fact]:
    """The facts that the keywords of one schema state."""
    if schema.by_kind and path:
        kinds = ("object" if option.kind == "ref" else option.kind for option in schema.options)
        yield _fact(path, "type", " or ".join(KIND_WORDS[kind] for kind in kinds), schema)
    if schema.kind in KIND_WORDS and path:
        yield _fact(path, "type", KIND_WORDS[schema.kind], schema)
    if schema.kind == "integer":
        yield _fact(path, "integer", "a whole number", schema)
    if schema.kind == "enum":
        yield _fact(path, "type", "a string" if isinstance(schema.values[0], str) else "a number", schema)
        yield _fact(path, "enum", "one of " + ", ".join(str(value) for value in schema.values), schema)
    for keyword, limit in limits(schema):
        words = "no item twice" if keyword == "uniqueItems" else BOUND_WORDS.get(keyword, "of the format {}")
        yield _fact(path or "arguments", keyword, words.format(limit.value), schema)


def _fact(path: str, rule: str, sentence: str, schema: Schema) -> ir.Fact:
    keyword = "type" if rule == "integer" else rule
    source = schema.sources.get("kind") if rule == "type" and "kind" in schema.sources else schema.source(keyword)
    assert source is not None
    pointer = source.pointer if rule == "required" else f"{schema.pointer.partition('/type#')[0]}/{keyword}"
    return ir.Fact(
        path=path, rule=rule, sentence=sentence, severity=rule_severity(schema, rule),
        source=ir.Source(provenance=source.provenance, pointer=pointer, page=source.page, lines=source.lines),
    )  # fmt: skip


def _demand_fact(demand: Demand, path: str) -> ir.Fact:
    return ir.Fact(path=path, rule=demand.id, sentence=demand.sentence, severity=demand.severity, source=demand.source)
