"""The nodes of the document that hold for one value, and the properties that they declare."""

from __future__ import annotations

from collections.abc import Iterator

from generator.cases.places import Document, Node, Place, as_list, as_node


def flat(document: Document, place: Place, seen: tuple[str, ...] = ()) -> Iterator[Place]:
    """Every node that holds for a value without condition, weakest first: targets, then members, then the node itself."""
    if place.pointer in seen:
        return
    seen = (*seen, place.pointer)
    ref = place.node.get("$ref")
    if isinstance(ref, str):
        yield from flat(document, document.target(ref), seen)
    for index in range(len(as_list(place.node.get("allOf")))):
        yield from flat(document, place.at("allOf", index), seen)
    options = options_of(place)
    if len(options) == 1:
        yield from flat(document, options[0], seen)
    yield place


def options_of(place: Place) -> list[Place]:
    """The options of a node's union that are not null alone."""
    keyword = next((word for word in ("oneOf", "anyOf") if word in place.node), "")
    places = [place.at(keyword, index) for index in range(len(as_list(place.node.get(keyword))))]
    return [option for option in places if not is_null(option.node)]


def is_null(option: Node) -> bool:
    """Whether an option of a union is null: by its type, or where `nullable: true` is all that it says."""
    said = {key for key in option if key not in ("description", "title", "default") and not key.startswith("x-")}
    return option.get("type") == "null" or (option.get("nullable") is True and said == {"nullable"})


def declared(document: Document, place: Place, seen: tuple[str, ...] = ()) -> set[str]:
    """The properties that a schema declares, in its unions, too, leaving out what was seen already."""
    met = set(seen)
    names, waiting = set[str](), [place]
    while waiting:
        for node in flat(document, waiting.pop()):
            if node.pointer not in met:
                met.add(node.pointer)
                names |= as_node(node.node.get("properties")).keys()
                for word in ("oneOf", "anyOf"):
                    waiting += [node.at(word, index) for index in range(len(as_list(node.node.get(word))))]
    return names


def names_of(document: Document, discriminator: object, option: Place) -> list[str]:
    """What the discriminator calls an option: the values that are mapped to it, or the name of its component."""
    while isinstance(ref := option.node.get("$ref"), str):
        target = document.target(ref)
        if target.pointer == option.pointer:
            break
        option = target
    mapping = as_node(as_node(discriminator).get("mapping"))
    meant = {value: str(ref).removeprefix("#/components/schemas/") for value, ref in mapping.items()}
    name = option.pointer.removeprefix("/components/schemas/")
    return [value for value, ref in meant.items() if ref == name] or ([] if "/" in name else [name])


def is_json_text(node: Node) -> bool:
    """Whether a text is JSON of which the schema is given."""
    kind = str(node.get("contentMediaType", "")).split(";")[0].strip().lower()
    return "contentSchema" in node and (kind == "application/json" or kind.endswith("+json"))
