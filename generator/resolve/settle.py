"""Looks after the references of a joined document: does each lead to an object of the right kind, and to an end?"""

from __future__ import annotations

from generator.findings import quoted
from generator.grammar import noun, with_article
from generator.load import is_object
from generator.resolve.items import Item
from generator.resolve.join import Joiner, Refer
from generator.resolve.refs import MISSING, node_at, parsed
from generator.resolve.targets import Dangling, not_found


def settle(joiner: Joiner) -> None:
    """Adds the findings on references that lead nowhere, to another kind of object, or back to themselves."""
    kinds: dict[int, set[str]] = {}
    seen = done = 0
    while done < len(joiner.refers):
        for item in joiner.items[seen:]:
            kinds.setdefault(id(item.node), set()).add(item.kind)
        seen = len(joiner.items)
        refer = joiner.refers[done]
        done += 1
        try:
            _look(joiner, refer, kinds)
        except Dangling as fault:
            joiner.dangling(refer.item, fault)
    _cycles(joiner)


def _look(joiner: Joiner, refer: Refer, kinds: dict[int, set[str]]) -> None:
    """Looks after one reference; what it means is walked if nobody has been there. Raises Dangling."""
    item = refer.item
    ref = parsed(str(item.node["$ref"]))
    node = node_at(joiner.root, ref.tokens)
    if node is MISSING:
        raise not_found(parsed(refer.text), joiner.root)
    if item.kind == "Schema" and isinstance(node, bool):
        return
    if not is_object(node):
        raise Dangling("ref-kind", f"{quoted(refer.text)} is no mapping", f"refer to {with_article(noun(item.kind))}")
    known = kinds.get(id(node))
    if known is None:
        joiner.walk_target(item.kind, node, ref.pointer)
    elif item.kind not in known:
        kind = with_article(noun(sorted(known)[0]))
        message = f"{quoted(refer.text)} is {kind}, and {with_article(noun(item.kind))} must stand here"
        raise Dangling("ref-kind", message, f"refer to {with_article(noun(item.kind))}")


def _cycles(joiner: Joiner) -> None:
    """Adds one finding for each circle of references that never comes to an object."""
    ended: set[int] = set()
    for refer in joiner.refers:
        chain: dict[int, Item] = {}
        node: object = refer.item.node
        while is_object(node) and isinstance(ref := node.get("$ref"), str) and id(node) not in ended:
            if id(node) in chain:
                message = f"{quoted(refer.text)} comes back to itself: no object stands anywhere on the way"
                joiner.dangling(refer.item, Dangling("ref-cycle", message, "write one of the objects out"))
                break
            chain[id(node)] = refer.item
            node = node_at(joiner.root, parsed(ref).tokens)
        ended.update(chain)
