"""A schema as it holds for one value: its node with all that `$ref` and `allOf` add to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import Final, Literal, TypeAlias

from generator.cases.nodes import declared, flat, is_json_text, names_of, options_of
from generator.cases.places import NOTHING, Document, Place, as_list, as_names, as_node
from generator.cases.said import Kind as Kind
from generator.cases.said import Said

Direction: TypeAlias = Literal["input", "output"]

WIDEST: Final = 64  # shapes that an object joined with unions may have
BESIDE: Final = frozenset({"$ref", "description", "summary", "x-source"})  # what a use says of what it refers to
EVENT: Final = frozenset(("event", "data", "id", "retry"))  # the fields of a server-sent event, which hold texts only
REMEMBERED = 50_000  # views of which the answer to a question is remembered: cases ask the same ones over and over


@dataclass(frozen=True, eq=False)
class View(Said):
    """A schema with what lies below it: properties, items and the options of unions.

    `root` is the home of the object that this is an option of, where it is one of an object joined with unions.
    """

    root: str = ""

    @classmethod
    def of(cls, document: Document, *places: Place, vouched: str = "") -> View:
        """The view of a value that all of these schemas hold for: of the same ones, the same view."""
        key = (vouched, *((place.pointer, id(place.node)) for place in places))
        known = document.known.get(key)
        if not isinstance(known, View):
            nodes = tuple(node for place in places for node in flat(document, place))
            known = document.known[key] = cls(document, nodes, vouched)
        return known

    @property
    def takes_null(self) -> bool:
        """Whether null passes: it is allowed, or nothing is said that would forbid it."""
        return self.is_nullable or self.kind == "null" or (self.kind == "any" and not self.choices and not self.options)

    @cached_property
    def properties(self) -> Mapping[str, View]:
        """The declared properties by wire name, in the order of the document."""
        places: dict[str, list[Place]] = {}
        for place in self.nodes:
            for wire in as_node(place.node.get("properties")):
                places.setdefault(wire, []).append(place.at("properties", wire))
        for wire, place in self._dependent:
            places.setdefault(wire, [place])
        if "data" in places and places.keys() <= EVENT:
            inside = [one.at("contentSchema") for one in places["data"] if is_json_text(one.node)]
            places["data"] = inside[-1:] or places["data"]
        allowed = {wire: found for wire, found in places.items() if not any(one.node == NOTHING for one in found)}
        return {wire: View.of(self.document, *found) for wire, found in allowed.items()}

    @property
    def _dependent(self) -> Iterator[tuple[str, Place]]:
        """What is declared only for objects with another property: elsewhere it may be anything, so nothing is asked of it."""
        for place in self.nodes:
            for name in as_node(place.node.get("dependentSchemas")):
                for wire in as_node(place.at("dependentSchemas", name).node.get("properties")):
                    found = place.at("dependentSchemas", name, "properties", wire)
                    if found.node != NOTHING:
                        yield wire, Place({}, found.pointer)

    @cached_property
    def required(self) -> Mapping[str, Place]:
        """The declared properties that must be there, with the schema that says so."""
        places: dict[str, Place] = {}
        for place in self.nodes:
            for wire in as_names(place.node.get("required")):
                places.setdefault(wire, place)
        return {wire: place for wire, place in places.items() if wire in self.properties}

    @cached_property
    def items(self) -> View | None:
        """The schema of each item of an array; none where the first ones have their own."""
        holder = None if self.prefix else self.holder("items")
        return View.of(self.document, holder.at("items"), vouched=self._word("items")) if holder else None

    @cached_property
    def prefix(self) -> tuple[View, ...]:
        """The schemas of the first items of an array, where each has its own (JSON Schema 2020-12, section 10.3.1.1)."""
        holder = self.holder("prefixItems")
        count = len(as_list(holder.node["prefixItems"])) if holder else 0
        return tuple(View.of(self.document, holder.at("prefixItems", index)) for index in range(count) if holder)

    def item(self, index: int) -> View | None:
        """The schema of the item of an array at a position; none where nothing is asked of it."""
        return self.prefix[index] if index < len(self.prefix) else self.rest if self.prefix else self.items

    @cached_property
    def rest(self) -> View | None:
        """The schema of the items behind the first ones, where those have their own."""
        holder = self.holder("items")
        if holder is None or holder.node["items"] is False:
            return None
        return View.of(self.document, holder.at("items"), vouched=self._word("items"))

    @property
    def is_closed_array(self) -> bool:
        """Whether there are no items but the first ones."""
        return bool(self.prefix) and self.get("items") is False

    @cached_property
    def additional(self) -> View | None:
        """The schema of values under keys that are not declared, where the document declares one.

        Of several patterns, or where keys beside the pattern may come, it says nothing.
        """
        patterns = self._patterns
        if patterns is not None and self._is_closed_pattern:
            return View.of(self.document, patterns, vouched=self._word("patternProperties"))
        if patterns is not None:
            return View.of(self.document, Place({}, patterns.pointer))
        holder = self.holder("additionalProperties")
        if holder is None or holder.node["additionalProperties"] is False:
            return None
        return View.of(self.document, holder.at("additionalProperties"), vouched=self._word("additionalProperties"))

    @property
    def _patterns(self) -> Place | None:
        """The schema of the first of the patterns that keys may have; None where no pattern is named."""
        holder = self.holder("patternProperties")
        first = next(iter(as_node(holder.node["patternProperties"])), None) if holder else None
        return holder.at("patternProperties", first) if holder and first is not None else None

    @property
    def _is_closed_pattern(self) -> bool:
        """Whether every key that is not declared must have the one pattern that is named."""
        return len(as_node(self.get("patternProperties"))) == 1 and self.get("additionalProperties") is False

    @property
    def has_several_patterns(self) -> bool:
        """Whether what a key stands for is told by which of several patterns it has, and any other is refused."""
        return len(as_node(self.get("patternProperties"))) > 1 and self.get("additionalProperties") is False

    @cached_property
    def keys(self) -> View | None:
        """The schema of keys that are not declared, where something is asked of them."""
        holder = self.holder("propertyNames")
        if holder is not None:
            return View.of(self.document, holder.at("propertyNames"))
        if self._is_closed_pattern:
            (pattern,) = as_node(self.get("patternProperties"))
            return View.of(
                self.document, Place({"type": "string", "pattern": pattern}, self.place_of("patternProperties"))
            )
        return None

    @cached_property
    def is_map(self) -> bool:
        """Whether the value is an object of free keys; a named schema of no properties is a class of no fields."""
        is_closed = self.get("additionalProperties") is False and self._patterns is None
        if self.kind != "object" or self.properties or is_closed:
            return False
        is_named = self.home.startswith("/components/schemas/") and "/type#" not in self.home
        return self.additional is not None or not is_named

    @property
    def is_of_kind(self) -> bool:
        """Whether this is a value as one of the kinds that its schema lists."""
        return "/type#" in self.pointer

    @cached_property
    def by_kind(self) -> tuple[View, ...]:
        """The value as each of the kinds that `type` lists, where there are several; none where constants tell more.

        Its class may be known by the pointer of any node that stands for the value, with the kind's step below.
        """
        if len(self.kinds) < 2 or self.choices or self._holders:
            return ()
        homes = dict.fromkeys([*(one.pointer for one in self.nodes), self.home, self.pointer])
        return tuple(
            replace(self, nodes=(*self.nodes, *(Place({"type": kind}, f"{home}/type#{kind}") for home in homes)))
            for kind in self.kinds
        )

    @cached_property
    def options(self) -> tuple[View, ...]:
        """The options of a union, null apart; none where the value is no union.

        An object that a union brings properties to is one of several objects, each of which has what is common to all.
        """
        if self.by_kind:
            return self.by_kind
        if self.ways and (self.root or len(list(islice(_leaves(self), WIDEST + 1))) <= WIDEST):
            return self.ways
        for place in reversed(self.nodes):
            places = options_of(place)
            options = [self._named(option, View.of(self.document, option)) for option in places]
            if len(options) > 1 and (self.kind not in ("object", "array") or self._is_only_a_union):
                return () if any(option.says_nothing for option in options) else tuple(options)
        return ()

    @property
    def tag(self) -> str:
        """The wire name of the property whose value tells the options of a union apart; "" where none is named."""
        return str(as_node(self.get("discriminator")).get("propertyName") or "")

    @cached_property
    def ways(self) -> tuple[View, ...]:
        """The object with each option of the first of its unions that brings a property; none where none does."""
        if not self._is_joined:
            return ()
        for place, keyword, options in self._unions:
            brings = [declared(self.document, option) - self.properties.keys() for _, option in options]
            if len(options) > 1 and any(brings) and not self._is_family(place, [option for _, option in options]):
                return tuple(self._with(place, keyword, index, option) for index, option in options)
        return ()

    @cached_property
    def _unions(self) -> list[tuple[Place, str, list[tuple[int, Place]]]]:
        """Every union of every node, with those of its options that an object can be, by index."""
        found: list[tuple[Place, str, list[tuple[int, Place]]]] = []
        for place, keyword in self._holders:
            options = [(at, place.at(keyword, at)) for at in range(len(as_list(place.node.get(keyword))))]
            kinds = [(at, one, View.of(self.document, one).kind) for at, one in options]
            found.append((place, keyword, [(at, one) for at, one, kind in kinds if kind in ("object", "any")]))
        return found

    @cached_property
    def _holders(self) -> list[tuple[Place, str]]:
        """The nodes that have a union of several options, with its keyword."""
        words = [(place, word) for place in self.nodes for word in ("oneOf", "anyOf")]
        return [(place, word) for place, word in words if len(as_list(place.node.get(word))) > 1]

    @property
    def _is_joined(self) -> bool:
        """Whether there is an object to join with unions, or several unions of objects to join with each other."""
        if self.kind == "object" and not self._is_only_a_union:
            return bool(self._holders)
        if self.kind not in ("any", "object") or len(self._holders) < 2:
            return False
        several = [options for _, _, options in self._unions if len(options) > 1]
        named = [declared(self.document, option) for options in several for _, option in options]
        return len(several) > 1 and all(named)

    def _is_family(self, parent: Place, options: list[Place]) -> bool:
        """Whether a union lists children that extend the very schema that has it, and this is one of them, or a child
        adds nothing to it.
        """
        children = [one for one in options if parent.pointer in View.of(self.document, one).pointers]
        own = as_node(parent.node.get("properties")).keys()
        is_parent = parent.pointer == (self.root or self.home)
        return bool(children) and not (
            is_parent and all(declared(self.document, one, (parent.pointer,)) - own for one in children)
        )

    def _with(self, holder: Place, keyword: str, index: int, option: Place) -> View:
        """The object with one option of a union. A child that extends all of it is what it is by itself.

        Its class may be known by the pointer of any node that stands for the object, with the option's step below.
        """
        inner = View.of(self.document, option)
        if {one.pointer for one in self.nodes if any(key not in BESIDE for key in one.node)} <= inner.pointers:
            return self._named(option, inner)
        cut = {key: value for key, value in holder.node.items() if key != keyword}
        common = [Place(cut, one.pointer) if one is holder else one for one in self.nodes]
        added = [one for one in inner.nodes if one.pointer not in self.pointers]
        step = f"/{keyword}/{index}"
        ends = [Place({}, one + step) for one in dict.fromkeys([*(one.pointer for one in self.nodes), self.home])]
        root = self.root or self.home
        return self._named(option, View(self.document, (*common, *added, *ends), self.vouched, root))

    def _named(self, option: Place, view: View) -> View:
        """An option with the names that the discriminator has for it, where its property is any text or lists them
        among others (OpenAPI 4.8.25).
        """
        member = view.properties.get(self.tag) if self.tag else None
        if member is None or member.kind != "string" or member.get("format"):
            return view
        known = names_of(self.document, self.get("discriminator"), option)
        names = [name for name in known if not member.choices or name in member.choices]
        if not names:
            return view
        told = Place({"properties": {self.tag: {"enum": names}}}, self.place_of("discriminator"))
        return View(self.document, (*view.nodes[:-1], told, view.nodes[-1]), view.vouched, view.root)

    @property
    def _is_only_a_union(self) -> bool:
        """Whether an object says nothing of its members but that they are those of one of several shapes."""
        is_bare = self.holder("additionalProperties") is None and self._patterns is None
        return self.kind == "object" and not self.properties and is_bare

    @property
    def says_nothing(self) -> bool:
        """Whether any value will do."""
        return self.kind == "any" and not (self.kinds or self.choices or self.options)

    @cached_property
    def is_read_only(self) -> bool:
        """Whether only the server writes it."""
        return any(place.node.get("readOnly") is True for place in self.nodes)

    @cached_property
    def is_write_only(self) -> bool:
        """Whether the server never answers it."""
        return any(place.node.get("writeOnly") is True for place in self.nodes)

    def travels(self, direction: Direction) -> bool:
        """Whether a property of this schema occurs in a direction at all."""
        return not (self.is_read_only if direction == "input" else self.is_write_only)

    def members(self, direction: Direction) -> Mapping[str, View]:
        """The properties that occur in a direction."""
        return self._members[direction]

    @cached_property
    def _members(self) -> Mapping[Direction, Mapping[str, View]]:
        directions: tuple[Direction, ...] = ("input", "output")
        return {
            direction: {wire: view for wire, view in self.properties.items() if view.travels(direction)}
            for direction in directions
        }


def _leaves(view: View) -> Iterator[View]:
    """The objects without further unions that an object joined with unions comes down to."""
    for way in view.ways:
        yield from _leaves(way) if way.root and way.ways else [way]
