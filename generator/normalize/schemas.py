"""Schema nodes -> normalized schemas; objects, enums and unions become definitions.

Decided here: what a node is when several keywords disagree (a `type` wins over what keywords suggest), what counts as
nullable (3.0 `nullable`, 3.1 type arrays, an enum or union with null), and which words a definition is named after.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from generator.ir import Constant, Source
from generator.normalize import demands, events, provenance
from generator.normalize.kinds import is_constant, is_of_kind, is_only_a_union, kind_of, kinds_of
from generator.normalize.parts import Follow, Joined, Located, as_node, is_plain, joined, joint, means_null
from generator.normalize.schema import Definition, Demand, Kind, Property, Schema
from generator.normalize.tuples import every_item
from generator.normalize.undeclared import dependent, free_values
from generator.normalize.unions import Alternative, TooMany, alternatives
from generator.positions import unescaped

LIMITS = {
    "minLength", "maxLength", "pattern", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf",
    "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties",
}  # fmt: skip
UNCHECKED = {
    "not", "patternProperties", "propertyNames", "contains", "minContains", "maxContains",
    "unevaluatedProperties", "unevaluatedItems", "contentEncoding", "contentMediaType", "contentSchema",
}  # fmt: skip


class Schemas:
    """Normalizes the schemas of one document; `definitions` fills as they are met."""

    def __init__(self, follow: Follow, *, page: str, documented: bool) -> None:
        self._follow = follow
        self._page = page
        self._documented = documented
        self._open: list[str] = []
        self._recursive: set[str] = set()
        self.definitions: dict[str, Definition] = {}
        self.not_understood: list[str] = []
        self.unchecked: list[str] = []
        self.not_joined: list[str] = []

    def of(self, value: object, pointer: str, hint: tuple[str, ...]) -> Schema:
        """The normalized schema of a node; `hint` names it where it has no name of its own."""
        located = self._home(Located(as_node(value), pointer))
        return self._as_used(located, _component(located.pointer) or hint)

    def _home(self, located: Located) -> Located:
        """Where a chain of bare references ends."""
        seen = {located.pointer}
        while "$ref" in located.node and is_plain({key: 0 for key in located.node if key != "$ref"}):
            if "description" in located.node or any(key.startswith("x-") for key in located.node):
                return located
            target, pointer = self._follow(str(located.node["$ref"]))
            if pointer in seen:
                return located
            seen.add(pointer)
            located = Located(as_node(target), pointer)
        return located

    def _as_used(self, located: Located, hint: tuple[str, ...]) -> Schema:
        """The schema as it stands where it is used: a ref where it is, or leads to, a definition."""
        wrapped = self._wrapped(located)
        if wrapped is not None:
            return wrapped
        if located.pointer in self._open:
            self._recursive.add(located.pointer)
        if located.pointer in self.definitions:
            known = self.definitions[located.pointer].schema
            return Schema(
                pointer=located.pointer, kind="ref", target=located.pointer, nullable=known.nullable,
                read_only=known.read_only, write_only=known.write_only,
            )  # fmt: skip
        if located.pointer in self._open:
            return Schema(pointer=located.pointer, kind="ref", target=located.pointer)
        self._open.append(located.pointer)
        try:
            schema = self._whole(located, hint)
        finally:
            self._open.remove(located.pointer)
        if not _is_class(schema) and located.pointer not in self._recursive:
            return schema
        self.definitions[located.pointer] = Definition(schema=schema, hint=hint)
        return Schema(
            pointer=located.pointer, kind="ref", target=located.pointer, nullable=schema.nullable,
            description=schema.description, read_only=schema.read_only, write_only=schema.write_only,
            server_default=schema.server_default, sources=schema.sources,
        )  # fmt: skip

    def _wrapped(self, located: Located) -> Schema | None:
        """A single reference with siblings, or `allOf` of one and plain nodes: the target, annotated."""
        node = located.node
        members = [as_node(member) for member in cast(list[object], node.get("allOf") or [])]
        refs = [member for member in [node, *members] if "$ref" in member]
        others = [{k: v for k, v in part.items() if k not in ("$ref", "allOf", "nullable", "readOnly", "writeOnly")}
                  for part in [node, *members]]  # fmt: skip
        if len(refs) != 1 or not all(is_plain(part) for part in others):
            return None
        target, pointer = self._follow(str(refs[0]["$ref"]))
        if pointer in self._open and pointer == located.pointer:
            return None
        inner = self.of(target, pointer, ("shape",))
        return self._annotated(inner, located)

    def _annotated(self, inner: Schema, located: Located) -> Schema:
        """The target of a reference with what its siblings say of this use."""
        table = joined(Located({k: v for k, v in located.node.items() if k != "$ref"}, located.pointer), self._outside)
        node = located.node
        return replace(
            inner,
            pointer=located.pointer,
            nullable=inner.nullable or node.get("nullable") is True,
            description=str(table.keywords.get("description") or inner.description),
            read_only=inner.read_only or table.keywords.get("readOnly") is True,
            write_only=inner.write_only or table.keywords.get("writeOnly") is True,
            server_default=cast(Constant, table.keywords.get("x-server-default", inner.server_default)),
            demands=(*inner.demands, *self._demands(table)),
            sources=self._sources(table) or inner.sources,
        )

    def _outside(self, ref: str) -> tuple[object, str]:
        """References are not followed where only siblings count."""
        return {}, ref

    def _whole(self, located: Located, hint: tuple[str, ...]) -> Schema:
        """The schema of a node with everything that holds for it."""
        table = joined(located, self._follow)
        kind, nullable = kind_of(table)
        self._note_unchecked(table)
        found = self._alternatives(table)
        if len(found) > 1:
            return self._of_alternatives(found, table, nullable, hint)
        table = found[0].table if found else table
        union = self._union(table, hint) if table.unions and _is_a_union(table, kind) else None
        if union is not None:
            self.unchecked += [f"{part.pointer}/{keyword}" for keyword, part in table.unions[:-1]]
            return replace(union, nullable=nullable or union.nullable)
        self.unchecked += [f"{part.pointer}/{keyword}" for keyword, part in table.unions]
        common = self._common(table, nullable)
        listed = [keyword for keyword in ("const", "enum") if keyword in table.keywords]
        if listed and kind not in ("object", "map", "array"):
            return self._enum(table, common, kind)
        self.unchecked += [table.pointers[keyword] for keyword in listed]
        if kinds := kinds_of(table):
            return self._of_kinds(kinds, table, common, hint)
        return self._of_kind(kind, table, common, hint)

    def _of_kinds(self, kinds: tuple[Kind, ...], table: Joined, common: Schema, hint: tuple[str, ...]) -> Schema:
        """The union of a schema whose `type` lists several kinds: what its keywords say of each."""
        bare = replace(common, description="", nullable=False, default=None, server_default=None)
        options: list[Schema] = []
        for kind in kinds:
            at = f"{table.pointer}/type#{kind}"
            words = (*hint, kind)
            option = self._of_kind(kind, replace(table, pointer=at), replace(bare, pointer=at), words)
            if option.kind == "object":
                self.definitions[at] = Definition(schema=option, hint=words)
                option = Schema(pointer=at, kind="ref", target=at)
            options.append(option)
        return replace(common, kind="union", options=tuple(options), by_kind=True)

    def _of_kind(self, kind: Kind, table: Joined, common: Schema, hint: tuple[str, ...]) -> Schema:
        match kind:
            case "object" | "map":
                return self._object(table, common, hint)
            case "array":
                if isinstance(table.keywords.get("prefixItems"), list):
                    return self._tuple(table, replace(common, kind="array"), hint)
                every = table.keywords.get("items", True)
                item = self.of(every, f"{table.pointer.partition('/type#')[0]}/items", (*hint, "item"))
                return replace(common, kind="array", item=self._vouched(item, common, "items"))
            case _:
                return replace(common, kind=kind)

    def _tuple(self, table: Joined, array: Schema, hint: tuple[str, ...]) -> Schema:
        """An array whose first items have schemas of their own."""
        at, every = table.pointer.partition("/type#")[0], table.keywords.get("items", True)
        nodes = cast(list[object], table.keywords["prefixItems"])
        first = tuple(self.of(one, f"{at}/prefixItems/{i}", (*hint, f"item {i + 1}")) for i, one in enumerate(nodes))
        rest = None if every is False else self.of(every, f"{at}/items", (*hint, "item"))
        return replace(array, item=every_item(array, first, rest), first=first, rest=rest)

    def _alternatives(self, table: Joined) -> list[Alternative]:
        """What an object that is joined with unions comes down to; one that comes down to too much is reported."""
        try:
            return alternatives(table, self._follow)
        except TooMany as problem:
            self.not_joined.append(str(problem))
            return []

    def _of_alternatives(
        self, found: list[Alternative], table: Joined, nullable: bool, hint: tuple[str, ...]
    ) -> Schema:
        """The union of the objects that an object joined with unions comes down to."""
        options = [self._alternative(one, (*hint, *(choice.words for choice in one.chosen))) for one in found]
        chosen = [choice for one in found for choice in one.chosen]
        is_told = len({choice.union for choice in chosen}) == 1
        discriminator = as_node(table.keywords.get("discriminator")) if is_told else dict[str, object]()
        origins = [one.chosen[-1].origin for one in found]
        return replace(
            self._common(table, nullable), kind="union", options=tuple(options),
            exclusive=all(choice.keyword == "oneOf" for choice in chosen),
            discriminator=str(discriminator.get("propertyName") or ""),
            mapping=self._mapping(discriminator, options, origins),
        )  # fmt: skip

    def _alternative(self, one: Alternative, hint: tuple[str, ...]) -> Schema:
        """The definition of one object that a union is made of."""
        if one.whole is not None:
            return self.of(one.whole.node, one.whole.pointer, hint)
        pointer = f"{one.table.pointer}{one.suffix}"
        if pointer not in self.definitions:
            self._note_unchecked(one.table)
            self.unchecked += [f"{part.pointer}/{keyword}" for keyword, part in one.table.unions]
            table = replace(one.table, pointer=pointer)
            schema = self._object(table, self._common(table, False), hint)
            if schema.kind == "map":
                return schema
            self.definitions[pointer] = Definition(schema=schema, hint=hint)
        description = self.definitions[pointer].schema.description
        return Schema(pointer=pointer, kind="ref", target=pointer, description=description)

    def _note_unchecked(self, table: Joined) -> None:
        """Remember each keyword that neither types nor checks say anything of."""
        for part in table.nodes:
            self.unchecked += [f"{part.pointer}/{keyword}" for keyword in part.node if keyword in UNCHECKED]

    def _common(self, table: Joined, nullable: bool) -> Schema:
        """What every kind of schema may say."""
        keywords = table.keywords
        lowered = keywords.get("x-severity")
        return Schema(
            pointer=table.pointer,
            kind="any",
            nullable=nullable,
            description=str(keywords.get("description") or keywords.get("title") or ""),
            format=str(keywords.get("format") or ""),
            limits=tuple((key, cast(Constant, keywords[key])) for key in keywords if key in LIMITS),
            lowered=(
                tuple(str(key) for key in cast(Mapping[object, object], lowered))
                if isinstance(lowered, Mapping)
                else ()
            ),
            read_only=keywords.get("readOnly") is True,
            write_only=keywords.get("writeOnly") is True,
            server_default=cast(Constant, keywords.get("x-server-default")),
            default=cast(Constant, default if is_constant(default := keywords.get("default")) else None),
            sources=self._sources(table),
        )

    def _vouched(self, inner: Schema, outer: Schema, keyword: str) -> Schema:
        """A schema inside another that names no source of its own: the outer one's word on `keyword` holds for it."""
        if not self._documented or inner.kind == "ref" or any(key != "" for key in inner.sources):
            return inner
        if inner.sources.get("", outer.source()).provenance != "inferred":
            return inner
        return replace(inner, sources={"": outer.sources.get(keyword) or outer.source("type")})

    def _sources(self, table: Joined) -> Mapping[str, Source]:
        found: dict[str, Source] = {}
        for part in table.nodes:
            found.update(provenance.sources(part.node, part.pointer, self._page))
        if self._documented and "" not in found:
            found[""] = Source(provenance="inferred", pointer=table.pointer)
        return found

    def _enum(self, table: Joined, common: Schema, kind: Kind) -> Schema:
        keywords = table.keywords
        values = [keywords["const"]] if "const" in keywords else cast(list[object], keywords["enum"])
        known = (value for value in values if is_constant(value) and value is not None and is_of_kind(value, kind))
        constants = tuple(dict.fromkeys(cast(Constant, value) for value in known))
        if not constants:
            return replace(common, kind="any")
        return replace(common, kind="enum", values=constants, nullable=common.nullable or None in values)

    def _object(self, table: Joined, common: Schema, hint: tuple[str, ...]) -> Schema:
        written = events.opened(table.properties)
        properties = tuple(self._property(wire, nodes, table, hint) for wire, nodes in written.items())
        properties += tuple(dependent(table))
        extra, patterns = table.keywords.get("additionalProperties"), table.keywords.get("patternProperties")
        has_free = isinstance(extra, Mapping) or extra is True or bool(patterns)
        additional = None
        if has_free or (not properties and extra is not False):
            free = free_values(table)
            additional = self.of(free.node, free.pointer, (*hint, "value"))
            additional = self._vouched(additional, common, free.pointer.split("/")[-1])
        is_map = not properties and (additional is not None) and not self._named_empty(table)
        return replace(
            common,
            kind="map" if is_map else "object",
            properties=properties,
            additional=additional if is_map or has_free else None,
            closed=extra is False and not patterns,
            demands=self._asked_of_requests(table, properties),
        )

    def _named_empty(self, table: Joined) -> bool:
        """An object component that declares no property is a class without fields, not a map; one kind of several is no class."""
        says_more = {"additionalProperties", "patternProperties"} & table.keywords.keys()
        is_named = table.pointer.startswith("/components/schemas/") and "/type#" not in table.pointer
        return is_named and not says_more

    def _property(self, wire: str, nodes: list[Located], table: Joined, hint: tuple[str, ...]) -> Property:
        node, pointer = nodes[-1].node, nodes[-1].pointer
        if len(nodes) > 1:
            node = {"allOf": [part.node for part in nodes]}
            pointer = joint(table, wire, nodes)
        schema = self.of(node, pointer, (*hint, wire))
        if wire in table.required:
            owner = next(part for part in table.nodes if part.pointer == table.required[wire])
            written = provenance.sources(owner.node, owner.pointer, self._page)
            source = written.get("required") or written.get("") or schema.source("required")
            source = replace(source, pointer=f"{owner.pointer}/required")
            schema = replace(schema, sources={**schema.sources, "required": source})
        return Property(wire=wire, schema=schema, required=wire in table.required)

    def _asked_of_requests(self, table: Joined, properties: tuple[Property, ...]) -> tuple[Demand, ...]:
        """The demands, but for those that a request can never meet, as only the server writes what they ask for."""
        found, never = self._demands(table), {prop.wire for prop in properties if prop.schema.read_only}
        vain = [one for one in found if one.outcome == "required" and one.wire in never]
        own = {part.pointer for part in table.conditions}
        at = [(one.source.pointer, "dependentRequired" if one.source.pointer in own else "required") for one in vain]
        self.unchecked += [f"{pointer}/{keyword}" for pointer, keyword in at]
        return tuple(one for one in found if one not in vain)

    def _demands(self, table: Joined) -> tuple[Demand, ...]:
        found: list[Demand] = []
        for part in table.conditions:
            try:
                found.extend(demands.demands(part, self._page))
                self.unchecked += demands.unsaid(part)
            except demands.NotUnderstood as problem:
                self.not_understood.append(str(problem))
        return tuple(found)

    def _union(self, table: Joined, hint: tuple[str, ...]) -> Schema | None:
        """A union of the options of `oneOf` or `anyOf`; null among them makes it nullable."""
        keyword, part = table.unions[-1]
        nodes = cast(list[object], part.node[keyword])
        options: list[Schema] = []
        nullable = False
        for index, node in enumerate(nodes):
            if means_null(as_node(node)):
                nullable = True
                continue
            option = self.of(node, f"{part.pointer}/{keyword}/{index}", (*hint, f"option {index + 1}"))
            nullable = nullable or option.nullable or option.kind == "null"
            if option.kind != "null":
                options.append(option)
        common = self._common(table, nullable)
        if len(options) == 1:
            return replace(options[0], nullable=nullable, description=common.description or options[0].description)
        if any(option.kind == "any" for option in options):
            return replace(common, kind="any")
        discriminator = as_node(table.keywords.get("discriminator"))
        return replace(
            common, kind="union", options=tuple(options), exclusive=keyword == "oneOf",
            discriminator=str(discriminator.get("propertyName") or ""), mapping=self._mapping(discriminator, options, [option.target for option in options]),
        )  # fmt: skip

    def _mapping(
        self, discriminator: Mapping[str, object], options: list[Schema], origins: list[str]
    ) -> tuple[tuple[str, str], ...]:
        """Pairs of discriminator value and pointer; by default the name of each component (OpenAPI 4.8.25).

        `origins` are the components that the options are made of.
        """
        pairs: dict[str, str] = {}
        for value, ref in as_node(discriminator.get("mapping")).items():
            text = str(ref)
            pairs[value] = text[1:] if text.startswith("#") else f"/components/schemas/{text}"
        for origin in origins:
            if discriminator and origin and origin not in pairs.values():
                pairs[origin.rsplit("/", 1)[-1]] = origin
        targets = {origin: option.target for origin, option in zip(origins, options, strict=True)}
        return tuple((value, targets.get(pointer, pointer)) for value, pointer in pairs.items())


def _component(pointer: str) -> tuple[str, ...]:
    """The name of a schema component, where the pointer is one's."""
    steps = pointer.split("/")
    return (unescaped(steps[3]),) if len(steps) == 4 and steps[:3] == ["", "components", "schemas"] else ()


def _is_class(schema: Schema) -> bool:
    """Whether a schema gets a name in models/: a union of scalars that only `type` lists is written where it stands."""
    if schema.kind == "union" and schema.by_kind:
        return not all(option.kind in ("string", "integer", "number", "boolean") for option in schema.options)
    return schema.kind in ("object", "enum", "union")


def _is_a_union(table: Joined, kind: Kind) -> bool:
    """Whether the options of a union say all of a value that there is to say."""
    return kind not in ("object", "array", "map") or is_only_a_union(table, kind)
