"""A sample of every class of objects: what the factories of `testing` give where the caller says nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator import ir
from generator.cases.operation import Operation
from generator.cases.pairs import Pairs
from generator.cases.places import MISSING, Document, Place, as_list, as_node, is_list, is_node
from generator.cases.samples import Wish, sample, settled
from generator.cases.view import View


def samples(document: Document, operations: Iterable[Operation], api: ir.Api) -> Mapping[str, object]:
    """Class -> an object with everything in it: received ones in wire names, those to send in Python names."""
    pairs, sent, options = Pairs(api), dict(_sent(operations)), dict(_options(Place(document.root, ""), document))
    found: dict[str, object] = {}
    for one in api.definitions:
        if isinstance(one, ir.Model):
            view = options.get(one.pointer) or View.of(document, document.target(f"#{one.pointer}"))
            if one.direction == "input":
                view = sent.get(view.home, view)
            value = sample(view, "value", Wish(one.direction, is_full=True))
            if one.direction == "input" and value is not MISSING:
                if view.kind == "object":  # what a rule forbids beside the rest goes
                    value = settled(view, as_node(value), Wish("input", is_full=True), kept=view.required)
                value = _with_files(one, as_node(pairs.renamed(view, value, "input")))
            found[one.name] = {} if value is MISSING else value
    return found


def _options(place: Place, document: Document) -> Iterator[tuple[str, View]]:
    """The options of the unions of a document by their definitions, as their discriminators name them."""
    if any(keyword in place.node for keyword in ("oneOf", "anyOf", "allOf")) or is_list(place.node.get("type")):
        stack = list(View.of(document, place).options)
        for option in stack:
            yield option.home, option
            stack += option.options if option.root else ()
    for key, value in place.node.items():
        for inner in [place.at(key)] if is_node(value) else [place.at(key, i) for i in range(len(as_list(value)))]:
            yield from _options(inner, document)


def _sent(operations: Iterable[Operation]) -> Iterator[tuple[str, View]]:
    """The first place of each definition in a body: there, and not in the definition, stand the rules of a request."""
    seen: set[str] = set()
    for operation in operations:
        if operation.body is None or operation.body.view.kind != "object":
            continue
        for view in (operation.body.view, *operation.body.view.members("input").values()):
            if view.home not in seen:
                seen.add(view.home)
                yield view.home, view


def _with_files(model: ir.Model, value: Mapping[str, object]) -> Mapping[str, object]:
    """Binary members as `{"$bytes": "text"}`."""
    binary = {one.name for one in model.fields if one.type in (ir.Scalar(kind="bytes"), _NULLABLE_BYTES)}
    return {name: {"$bytes": item} if name in binary else item for name, item in value.items()}


_NULLABLE_BYTES = ir.Nullable(type=ir.Scalar(kind="bytes"))
