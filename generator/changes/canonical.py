"""A schema as its keywords mean it: 3.0 and 3.1 alike, references and `allOf` laid open.

What is written in two ways is read as one: `const` as an `enum` of one value, `nullable: true` as a `null` among the
types, a boolean `exclusiveMinimum` as the number that it stands for, a `null` among the variants as nullable.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from generator.load import is_array, is_object
from generator.positions import escaped
from generator.resolve import Document

CONDITION = ("if", "then", "else")


class Fact(NamedTuple):
    """The value of a keyword and the pointer that it stands at."""

    value: object
    pointer: str


Layer: TypeAlias = "tuple[dict[str, object], str]"
"""A schema object without what it refers to, and its pointer."""


@dataclass(slots=True)
class View:
    """A schema as one object: each keyword with its facts, outermost first; properties and required ones by name.

    A condition is `if`, `then` and `else` of one layer together.
    """

    facts: dict[str, list[Fact]] = field(default_factory=dict[str, list[Fact]])
    properties: dict[str, list[Fact]] = field(default_factory=dict[str, list[Fact]])
    required: dict[str, str] = field(default_factory=dict[str, str])
    conditions: list[Fact] = field(default_factory=list[Fact])

    @property
    def pointer(self) -> str:
        """Where the keyword `required` stands, if it does."""
        return next(iter(self.required.values()), "")


def view(document: Document, node: object, pointer: str, *, opened: bool = False) -> View:
    """The schema at `pointer` with all its layers; `opened` as for `layers`."""
    seen = View()
    for layer, at in layers(document, node, pointer, opened=opened):
        if "if" in layer:
            seen.conditions.append(Fact({key: layer.pop(key) for key in CONDITION if key in layer}, at))
        for key, fact in canonical(layer, at).items():
            if key == "properties" and is_object(fact.value):
                for name, value in fact.value.items():
                    seen.properties.setdefault(name, []).append(Fact(value, f"{fact.pointer}/{escaped(name)}"))
            elif key == "required" and is_array(fact.value):
                for one in fact.value:
                    seen.required.setdefault(str(one), fact.pointer)
            else:
                seen.facts.setdefault(key, []).append(fact)
    return seen


def layers(document: Document, node: object, pointer: str, *, opened: bool = False) -> Iterator[Layer]:
    """The schema itself, what it refers to, and the members of `allOf`, each once.

    With `opened`, a variant that has no other beside it but null is a layer, too.
    """
    pending, known = [(node, pointer)], set[str]()
    while pending:
        here, at = pending.pop(0)
        if at in known:
            continue
        known.add(at)
        if here is False:
            yield {"not": {}}, at
        if not is_object(here):
            continue
        own = {key: value for key, value in here.items() if key not in ("$ref", "allOf")}
        if isinstance(ref := here.get("$ref"), str):
            pending.append(document.follow(ref))
        if opened:
            pending += _alone(own, at)
        members = here.get("allOf")
        pending += [(one, f"{at}/allOf/{number}") for number, one in enumerate(members)] if is_array(members) else []
        yield own, at


def _alone(own: dict[str, object], pointer: str) -> list[tuple[object, str]]:
    """The only variant of a schema that is not null, with its pointer: it is taken out, and a null beside it stays."""
    found: list[tuple[object, str]] = []
    for key in ("oneOf", "anyOf"):
        members = _list(own.get(key))
        others = [(one, f"{pointer}/{key}/{number}") for number, one in enumerate(members) if not is_null(one)]
        if len(others) == 1:
            found += others
            own[key] = [one for one in members if is_null(one)]
    return found


def canonical(node: Mapping[str, object], pointer: str) -> dict[str, Fact]:
    """The keywords of one schema object, read as one version of OpenAPI would write them."""
    found = {key: Fact(value, f"{pointer}/{escaped(key)}") for key, value in node.items()}
    _types(found)
    _exclusive(found)
    if "const" in found:
        found["enum"] = Fact([found["const"].value], found.pop("const").pointer)
    for key in ("oneOf", "anyOf"):
        _variants(found, key)
    _discriminator(found)
    if found.get("nullable") and found["nullable"].value is not True:
        del found["nullable"]
    return found


def _types(found: dict[str, Fact]) -> None:
    """`type` as a set of words; a null among them is the keyword `nullable`."""
    if "type" not in found:
        return
    value, pointer = found["type"]
    words = {word for word in value if isinstance(word, str)} if is_array(value) else {str(value)}
    if "null" in words:
        found["nullable"] = Fact(True, pointer)
    words.discard("null")
    found["type"] = Fact(tuple(sorted(words)), pointer)
    if not words:
        del found["type"]


def _exclusive(found: dict[str, Fact]) -> None:
    for exclusive, plain in (("exclusiveMaximum", "maximum"), ("exclusiveMinimum", "minimum")):
        if exclusive in found and isinstance(found[exclusive].value, bool):
            fact = found.pop(exclusive)
            if fact.value and plain in found:
                found[exclusive] = Fact(found.pop(plain).value, fact.pointer)


def _variants(found: dict[str, Fact], key: str) -> None:
    """A variant that is only null makes the schema nullable."""
    if key not in found or not is_array(found[key].value):
        return
    value, pointer = found[key]
    members = value if is_array(value) else []
    if any(is_null(one) for one in members):
        found["nullable"] = Fact(True, pointer)
    if all(is_null(one) for one in members):
        del found[key]


class Implied(str):
    """The reference that a discriminator's value stands for although no mapping says so."""

    __slots__ = ()


def _discriminator(found: dict[str, Fact]) -> None:
    """A mapping with all its values: a component that it does not name goes by its own name."""
    value, pointer = found.get("discriminator", Fact(None, ""))
    if not is_object(value):
        return
    written = value.get("mapping")
    mapping = {key: _reference(str(text)) for key, text in written.items()} if is_object(written) else {}
    members = [one for key in ("oneOf", "anyOf") if key in found and is_array(found[key].value)
               for one in _list(found[key].value)]  # fmt: skip
    for member in members:
        ref = member.get("$ref") if is_object(member) else None
        if isinstance(ref, str) and ref not in mapping.values():
            mapping.setdefault(ref.rpartition("/")[2], Implied(ref))
    if mapping:
        found["discriminator"] = Fact({**value, "mapping": mapping}, pointer)


def _list(value: object) -> list[object]:
    return value if is_array(value) else []


def _reference(text: str) -> str:
    """What a mapping may also write as the bare name of a schema."""
    return text if "/" in text or "#" in text or "." in text else f"#/components/schemas/{text}"


def is_null(schema: object) -> bool:
    """Whether a schema allows null and nothing else."""
    return is_object(schema) and schema.get("type") in ("null", ["null"])
