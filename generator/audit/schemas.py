"""What the spec says of JSON values: every path of a body with its kinds, keywords and their sources, and its conditions.

Read from the joined document itself, not from what other stages made of it: the audit is a second pair of eyes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.audit.fact import ITEM, Steps
from generator.load import is_array, is_object
from generator.positions import escaped
from generator.resolve import Document

DEEPEST = 40
_ASSERTIONS = ("properties", "additionalProperties", "patternProperties")


@dataclass(frozen=True, slots=True)
class Keyword:
    """A keyword as it stands in the document; `source` is its provenance as written, "" where none is."""

    value: object
    pointer: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One value of a body.

    `pointer` is the place that declares it, `source` who says that it exists; `is_open` marks an object that may have
    keys beyond its properties by a schema of its own.
    """

    steps: Steps
    pointer: str
    source: str
    kinds: frozenset[str]
    words: Mapping[str, Keyword]
    is_open: bool = False

    @property
    def holder(self) -> str:
        """The pointer of the schema in which its properties stand, or would."""
        word = self.words.get("properties")
        return word.pointer.removesuffix("/properties") if word else self.pointer


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A condition on one field; `aspect` as in a fact, or `unread` where it is none that a sentence could be."""

    steps: Steps
    aspect: str
    value: object
    pointer: str
    source: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """All that is said of one body, in the order of the document."""

    pointer: str = ""
    fields: dict[Steps, Field] = field(default_factory=dict[Steps, Field])
    rules: list[Rule] = field(default_factory=list[Rule])


@dataclass(frozen=True, slots=True)
class _Facet:
    """One of the schema nodes that hold for a value at once."""

    node: dict[str, object]
    pointer: str


def body(document: Document, schema: object, pointer: str, *, sent: bool) -> Body:
    """What the schema at `pointer` says of a body; without what is read-only where it is `sent`, else write-only."""
    found = Body(pointer)
    _walk(_Walk(document, found, "readOnly" if sent else "writeOnly"), [(schema, pointer)], (), frozenset())
    return found


def single(document: Document, schema: object, pointer: str, source: object) -> Field:
    """What a parameter's schema says; `source` is the provenance of the parameter, which may cover its keywords."""
    return _field((), pointer, _facets(document, [(schema, pointer)]), source)


@dataclass(frozen=True, slots=True)
class _Walk:
    document: Document
    found: Body
    hidden: str


def _walk(walk: _Walk, written: list[tuple[object, str]], steps: Steps, above: frozenset[str]) -> None:
    """Adds the value that the schemas `written` describe together, and all below it."""
    facets = _facets(walk.document, written)
    if any(facet.node.get(walk.hidden) is True for facet in facets) and steps:
        return
    walk.found.fields[steps] = _field(steps, written[0][1], facets, None)
    inside = frozenset(facet.pointer for facet in facets)
    if inside & above or len(steps) >= DEEPEST:
        return
    for facet in facets:
        walk.found.rules.extend(_rules(facet, steps))
    for name, schemas in _properties(facets).items():
        _walk(walk, schemas, (*steps, name), above | inside)
    items: list[tuple[object, str]] = [
        (facet.node["items"], f"{facet.pointer}/items") for facet in facets if "items" in facet.node
    ]
    if items:
        _walk(walk, items, (*steps, ITEM), above | inside)


def _facets(document: Document, written: list[tuple[object, str]]) -> list[_Facet]:
    """The nodes that make up a schema, its own first: references followed, all branches taken together."""
    found: dict[str, _Facet] = {}
    pending = list(written)
    while pending:
        node, place = pending.pop(0)
        if not is_object(node) or place in found:
            continue
        found[place] = _Facet(node, place)
        ref = node.get("$ref")
        if isinstance(ref, str):
            pending.append(document.follow(ref))
        for key in ("allOf", "oneOf", "anyOf"):
            branches = node.get(key)
            if is_array(branches):
                pending.extend((branch, f"{place}/{key}/{index}") for index, branch in enumerate(branches))
    return list(found.values())


def _field(steps: Steps, pointer: str, facets: Sequence[_Facet], outer: object) -> Field:
    words: dict[str, Keyword] = {}
    for facet in facets:
        for key, value in facet.node.items():
            if not key.startswith("x-") or key == "x-server-default":
                words.setdefault(
                    key, Keyword(value, f"{facet.pointer}/{escaped(key)}", _source(facet.node, key, outer))
                )
    _exclusive(words)
    kinds = {kind for facet in facets for kind in _kinds(facet.node)}
    is_open = any(facet.node.get("additionalProperties") not in (None, False) for facet in facets)
    own = facets[0].node if facets else {}
    return Field(
        steps=steps,
        pointer=pointer,
        source=_existence(own.get("x-source", outer)),
        kinds=frozenset(kinds),
        words=words,
        is_open=is_open or any("patternProperties" in facet.node for facet in facets),
    )


def _exclusive(words: dict[str, Keyword]) -> None:
    """A boolean `exclusiveMaximum` of OpenAPI 3.0 as the number that it turns."""
    for exclusive, plain in (("exclusiveMaximum", "maximum"), ("exclusiveMinimum", "minimum")):
        if exclusive in words and isinstance(words[exclusive].value, bool):
            turns = words.pop(exclusive).value and plain in words
            if turns:
                words[exclusive] = words.pop(plain)


def _kinds(node: Mapping[str, object]) -> Iterator[str]:
    written = node.get("type")
    if isinstance(written, str):
        yield written
    elif is_array(written):
        yield from (str(kind) for kind in written)
    elif any(key in node for key in _ASSERTIONS):
        yield "object"
    elif "items" in node:
        yield "array"


def _source(node: Mapping[str, object], keyword: str, outer: object) -> str:
    """Who says a keyword; `outer` is the provenance that holds where the node has none of its own."""
    written = node.get("x-source", outer)
    if is_object(written):
        return str(written.get(keyword, ""))
    return str(written or "")


def _existence(written: object) -> str:
    if is_object(written):
        return str(next((written[key] for key in ("kind", "field", "type", "content") if key in written), ""))
    return str(written or "")


def _properties(facets: Sequence[_Facet]) -> dict[str, list[tuple[object, str]]]:
    """Every property with all schemas that it must meet."""
    found: dict[str, list[tuple[object, str]]] = {}
    for facet in facets:
        properties = facet.node.get("properties")
        for name, node in (properties if is_object(properties) else {}).items():
            if is_object(node):
                found.setdefault(name, []).append((node, f"{facet.pointer}/properties/{escaped(name)}"))
    return found


def _rules(facet: _Facet, steps: Steps) -> Iterator[Rule]:
    yield from _excluded(facet, steps)
    condition = facet.node.get("if")
    if is_object(condition):
        when = _condition(condition)
        for key, sense in (("then", "if"), ("else", "unless")):
            yield from _outcomes(facet.node.get(key), f"{facet.pointer}/{key}", steps, (when, sense))
    dependent = facet.node.get("dependentRequired")
    if is_object(dependent):
        for name, wanted in dependent.items():
            node = {"required": wanted, "x-rule": facet.node.get("x-rule")}
            place = f"{facet.pointer}/dependentRequired/{escaped(name)}"
            yield from _outcomes(node, place, steps, ({"field": name}, "if"))


def _excluded(facet: _Facet, steps: Steps) -> Iterator[Rule]:
    """`not: {required: [a, b]}`: neither may be there with the other."""
    denied = facet.node.get("not")
    names = denied.get("required") if is_object(denied) else None
    if not is_object(denied) or not is_array(names) or len(names) != 2 or denied.keys() - {"required", "type"}:
        return
    rule = facet.node.get("x-rule")
    told = [str(rule.get(key, "")) if is_object(rule) else "" for key in ("source", "id")]
    name, other = map(str, names)
    yield Rule(
        steps=(*steps, name),
        aspect="forbidden-with",
        value={"field": other},
        pointer=f"{facet.pointer}/not",
        source=told[0],
        id=told[1],
    )


def _condition(node: Mapping[str, object]) -> dict[str, object] | None:
    """`{field, values}` or `{field}` (it is given at all); None where no sentence says such a condition."""
    properties, required = node.get("properties", {}), node.get("required", [])
    if node.keys() - {"properties", "required", "type"} or not is_object(properties) or not is_array(required):
        return None
    names = dict.fromkeys((*properties, *map(str, required)))
    if len(names) != 1 or not required:
        return None
    [name] = names
    asked = properties.get(name, {})
    if asked in ({}, {"minLength": 1}):
        return {"field": name}
    if is_object(asked) and asked.keys() == {"const"}:
        return {"field": name, "values": [asked["const"]]}
    if is_object(asked) and asked.keys() == {"enum"}:
        return {"field": name, "values": asked["enum"]}
    return None


def _outcomes(
    outcome: object, pointer: str, steps: Steps, when: tuple[dict[str, object] | None, str]
) -> Iterator[Rule]:
    if not is_object(outcome):
        return
    rule = outcome.get("x-rule")
    source = str(rule.get("source", "")) if is_object(rule) else ""
    id = str(rule.get("id", "")) if is_object(rule) else ""
    properties, required = outcome.get("properties"), outcome.get("required")
    demanded = [("required", str(name)) for name in (required if is_array(required) else [])]
    demanded += [
        ("forbidden", name) for name, node in (properties if is_object(properties) else {}).items() if node is False
    ]
    condition, sense = when
    for verb, name in demanded:
        aspect = "unread" if condition is None else f"{verb}-{sense}"
        if condition is not None and "values" not in condition:
            aspect = aspect.replace("-if", "-with").replace("-unless", "-without")
        yield Rule(steps=(*steps, name), aspect=aspect, value=condition, pointer=pointer, source=source, id=id)
