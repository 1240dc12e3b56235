"""The schemas of a document as a fake server holds requests to them: no prose, references by pointer.

What breaks without refusing (no page states it) stands apart, under `x-warn`; the sentence of a named rule under
`x-says`. Both are read node by node, as they are written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.cases.places import NOTHING, Document, Node, Place, as_list, as_names, as_node, is_list, is_node
from generator.cases.view import View

VALUES = (
    "minLength", "maxLength", "pattern", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf",
    "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties", "type", "enum", "const", "format",
    "required", "dependentRequired", "nullable",
)  # fmt: skip
FORMATS = ("int32", "int64", "date-time", "date", "uuid")
SCHEMAS = ("not", "if", "then", "else", "items", "additionalProperties", "propertyNames")
LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
MAPS = ("properties", "patternProperties")
STATED = frozenset(VALUES) - {"nullable", "dependentRequired"}
DEMANDS = ("required", "properties", "dependentRequired")


@dataclass(slots=True)
class Schemas:
    """Projects schemas, and keeps each definition that one of them refers to, by its pointer."""

    document: Document
    definitions: dict[str, object] = field(default_factory=dict[str, object])
    _declared: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self._declared = frozenset(_declared(self.document.root))

    def schema(self, place: Place) -> object:
        """The projection of the schema at a place; `False` for the one that admits nothing."""
        if place.node == NOTHING:
            return False
        node = place.node
        held: dict[str, object] = {key: node[key] for key in VALUES if key in node}
        if isinstance(node.get("$ref"), str):
            held = {"$ref": self._reference(str(node["$ref"])), **held}
        held |= {key: self.schema(place.at(key)) for key in SCHEMAS if is_node(node.get(key)) or node.get(key) is False}
        for key in LISTS:
            if is_list(node.get(key)):
                held[key] = [self._option(place.at(key, index)) for index in range(len(as_list(node[key])))]
        for key in MAPS:
            if as_node(node.get(key)):
                held[key] = {name: self._member(place.at(key, name)) for name in as_node(node[key])}
        if as_node(node.get("dependentSchemas")):
            names = as_node(node["dependentSchemas"])
            held["dependentSchemas"] = {name: self._demands(place.at("dependentSchemas", name)) for name in names}
        return self._stated(node, held)

    def _demands(self, place: Place) -> object:
        """What a schema asks to be there, and not to be there: of one that depends on a property no more is checked."""
        never = {name: False for name, value in as_node(place.node.get("properties")).items() if value is False}
        kept = {key: place.node[key] for key in ("required", "x-rule") if key in place.node}
        return False if place.node == NOTHING else self.schema(Place({**kept, "properties": never}, place.pointer))

    def _option(self, place: Place) -> object:
        """A part of a union, or of what holds together: one that is nothing but nullable is meant for null."""
        return {"type": "null"} if place.node == {"nullable": True} else self.schema(place)

    def _reference(self, ref: str) -> str:
        target = self.document.target(ref)
        if target.pointer not in self.definitions:
            self.definitions[target.pointer] = {}  # so that a schema that contains itself ends here
            self.definitions[target.pointer] = self.schema(target)
        return target.pointer

    def _member(self, place: Place) -> object:
        """A property, with the way that it travels where it travels only one."""
        found = self.schema(place)
        view = View.of(self.document, place)
        way = "readOnly" if view.is_read_only else "writeOnly" if view.is_write_only else ""
        return {**as_node(found), way: True} if way and found is not False else found

    def _stated(self, node: Node, held: dict[str, object]) -> dict[str, object]:
        """The keywords with those that only warn put apart."""
        if "format" in held and held["format"] not in FORMATS:
            del held["format"]  # an annotation to the client as to JSON Schema (validation, section 7.2.1)
        if "required" in held:
            held["required"] = [name for name in as_names(held["required"]) if name in self._declared]
        warn = {key: held.pop(key) for key in STATED & held.keys() if self._only_warns(node, key)}
        if held.get("type") == "integer" and not _is_page(_source(node, "type")):
            held["type"], warn["type"] = "number", "integer"  # an example shows a number, and nothing of fractions
        rule = as_node(node.get("x-rule"))
        if rule:
            held["x-says"] = rule.get("says", "")
        if rule and (rule.get("severity") == "warn" or not _is_page(rule.get("source"))):
            warn |= {key: held.pop(key) for key in DEMANDS if key in held}
            warn["x-says"] = held.pop("x-says")
        return {**held, **({"x-warn": dict(sorted(warn.items()))} if warn else {})}

    def _only_warns(self, node: Node, keyword: str) -> bool:
        if as_node(node.get("x-severity")).get(keyword) == "warn":
            return True
        if keyword == "type":
            source = node.get("x-source")
            kind = as_node(source).get("kind", as_node(source).get("type")) if is_node(source) else source
            return not (_is_page(kind) or str(kind or "shown").startswith("shown"))
        if keyword == "format" and not self.document.is_documented:
            return True
        return not _is_page(_source(node, keyword))


def _declared(node: object, is_map: bool = False) -> Iterator[str]:
    """The names of all properties of a document: what is required but declared nowhere, nobody can send."""
    if is_node(node):
        yield from () if is_map else as_node(node.get("properties"))
        for key, value in node.items():
            yield from _declared(value, not is_map and key in (*MAPS, "dependentSchemas", "$defs", "schemas"))
    elif is_list(node):
        for item in node:
            yield from _declared(item)


def _source(node: Mapping[str, object], keyword: str) -> object:
    source = node.get("x-source")
    return as_node(source).get(keyword, "inferred") if is_node(source) else source


def _is_page(source: object) -> bool:
    """Whether a page states it, or the document does, which names no page."""
    return source is None or str(source).startswith("page")
