"""What the nodes of a schema say of one value itself: its kinds, constants, keywords, and who vouches for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Literal, TypeAlias

from generator.cases.nodes import is_null
from generator.cases.places import Document, Place, as_list, as_names, as_node

Kind: TypeAlias = Literal["string", "integer", "number", "boolean", "object", "array", "null", "any"]

KINDS: Final[tuple[Kind, ...]] = ("string", "integer", "number", "boolean", "object", "array", "null")
HINTS: Final[tuple[tuple[str, Kind], ...]] = (
    ("properties", "object"), ("required", "object"), ("additionalProperties", "object"),
    ("patternProperties", "object"), ("items", "array"),
    ("pattern", "string"), ("minLength", "string"), ("maxLength", "string"), ("minimum", "number"), ("maximum", "number"),
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Said:
    """All nodes that speak of one value, the weakest first and its own last.

    `vouched` is the provenance that the schema around it gives to a schema with none of its own.
    """

    document: Document = field(repr=False)
    nodes: tuple[Place, ...]
    vouched: str = ""

    @property
    def pointer(self) -> str:
        """Where the schema stands that is used."""
        return self.nodes[-1].pointer

    @cached_property
    def home(self) -> str:
        """The pointer of the definition that the schema comes down to: the end of its references.

        A schema that adds properties to the one that it refers to is a definition of its own.
        """
        place, seen = self.nodes[-1], set[str]()
        while place.pointer not in seen:
            seen.add(place.pointer)
            parts = [place.node, *(as_node(part) for part in as_list(place.node.get("allOf")))]
            refs = [str(part["$ref"]) for part in parts if "$ref" in part]
            if len(refs) != 1 or any("properties" in part for part in parts):
                break
            place = self.document.target(refs[0])
        return place.pointer

    @cached_property
    def pointers(self) -> frozenset[str]:
        """The pointers of all nodes."""
        return frozenset(place.pointer for place in self.nodes)

    def holder(self, keyword: str) -> Place | None:
        """The nearest node that has a keyword."""
        return next((place for place in reversed(self.nodes) if keyword in place.node), None)

    def get(self, keyword: str) -> object:
        """The value of a keyword in the nearest node that has it, or None."""
        holder = self.holder(keyword)
        return holder.node[keyword] if holder else None

    def place_of(self, keyword: str) -> str:
        """The pointer of a keyword, or of the schema where it has none."""
        holder = self.holder(keyword)
        return f"{holder.pointer}/{keyword}" if holder else self.pointer

    @cached_property
    def allowed(self) -> frozenset[str] | None:
        """The kinds that all `type` keywords allow, null among them; None where nothing is said."""
        allowed: set[str] | None = None
        for place in self.nodes:
            written = place.node.get("type")
            names = {written} if isinstance(written, str) else set(as_names(written))
            if "number" in names:
                names = names | {"integer"}
            if names:
                allowed = names if allowed is None else allowed & names
        return None if allowed is None else frozenset(allowed)

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """The JSON kinds that the `type` keywords allow together, null apart; none where nothing is said."""
        found: list[Kind] = [kind for kind in KINDS if kind in (self.allowed or ()) and kind != "null"]
        return tuple(kind for kind in found if kind != "integer" or "number" not in found)

    @cached_property
    def kind(self) -> Kind:
        """The one JSON kind of the value, "any" where several are possible."""
        if len(self.kinds) == 1:
            return self.kinds[0]
        if len(self.kinds) > 1:
            return "any"
        if any(place.node.get("type") in ("null", ["null"]) for place in self.nodes):
            return "null"
        for keyword, kind in HINTS:
            if self.holder(keyword):
                return kind
        return "any"

    @cached_property
    def is_nullable(self) -> bool:
        """Whether null is allowed, in the spelling of 3.0 or 3.1, or as one value or option among others."""
        for place in self.nodes:
            types = as_list(place.node.get("type"))
            unions = [*as_list(place.node.get("oneOf")), *as_list(place.node.get("anyOf"))]
            if place.node.get("nullable") is True or "null" in types or None in as_list(place.node.get("enum")):
                return True
            if any(is_null(as_node(option)) for option in unions):
                return True
        return False

    @cached_property
    def choices(self) -> tuple[object, ...]:
        """The constants that the value may be, null apart; none where it is no enum."""
        if self.kind in ("object", "array"):
            return ()
        found: list[object] | None = None
        for place in self.nodes:
            node = place.node
            values = [node["const"]] if "const" in node else as_list(node["enum"]) if "enum" in node else None
            if values is not None:
                found = values if found is None else [value for value in found if value in values]
        distinct = [value for index, value in enumerate(found or ()) if value not in (found or ())[:index]]
        return tuple(value for value in distinct if value is not None and self._admits(value))

    def _admits(self, value: object) -> bool:
        """Whether a constant is of a kind that `type` allows; a wrong one in a list can never be sent."""
        kind = "boolean" if isinstance(value, bool) else "string" if isinstance(value, str) else "number"
        return not self.kinds or kind in self.kinds or (kind == "number" and "integer" in self.kinds)

    @cached_property
    def lowered(self) -> frozenset[str]:
        """The keywords whose breach warns only, as `x-severity` says."""
        severities = (as_node(place.node.get("x-severity")) for place in self.nodes)
        return frozenset(keyword for severity in severities for keyword, word in severity.items() if word == "warn")

    def _word(self, keyword: str) -> str:
        """The provenance of a keyword as this schema's own nodes write it."""
        for place in reversed(self.nodes):
            source = place.node.get("x-source")
            if isinstance(source, str):
                return source
            if keyword in as_node(source):
                return str(as_node(source)[keyword])
        return self.vouched
