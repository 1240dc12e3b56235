"""Where the nodes of a YAML text begin; a node behind an alias or `<<` is where its own text stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml

from generator.load.yaml_tree import yaml_events
from generator.positions import unescaped

Offsets: TypeAlias = tuple[int, int]
"""Where the key and where the value of a node begin, in characters; without a key both are the value's."""


@dataclass(slots=True)
class _Node:
    """Where a node begins, and its members by step, each with the offset of its key.

    `key` is the key that waits for its value, and `merges` are the values of `<<`, while a mapping is open.
    """

    offset: int
    text: str = ""
    indexed: bool = False
    members: dict[str, tuple[int, _Node]] = field(default_factory=dict[str, "tuple[int, _Node]"])
    key: tuple[str | None, int] | None = None
    merges: list[_Node] = field(default_factory=list["_Node"])


def yaml_offsets(text: str, ways: Iterable[str]) -> dict[str, Offsets]:
    """The offsets of those pointers that are in the text, which has been read before."""
    root = _tree(text)
    offsets: dict[str, Offsets] = {}
    for way in ways:
        key, node = root.offset, root
        for token in way.split("/")[1:]:
            member = node.members.get(unescaped(token))
            if member is None:
                break
            key, node = member
        else:
            offsets[way] = key, node.offset
    return offsets


def _tree(text: str) -> _Node:
    top = _Node(0, indexed=True)
    stack = [top]
    anchors: dict[str | None, _Node] = {}
    for event in yaml_events(text):
        if isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            _merge(stack.pop())
        elif isinstance(event, yaml.NodeEvent):
            offset = event.start_mark.index if event.start_mark else 0
            node = anchors[event.anchor] if isinstance(event, yaml.AliasEvent) else _Node(offset)
            if isinstance(event, yaml.ScalarEvent):
                node.text = event.value
            anchors[event.anchor] = node
            _hang(node, stack[-1], offset, merges=isinstance(event, yaml.ScalarEvent) and _is_merge(event))
            if isinstance(event, yaml.CollectionStartEvent):
                node.indexed = isinstance(event, yaml.SequenceStartEvent)
                stack.append(node)
    return top.members["0"][1] if top.members else top


def _hang(node: _Node, parent: _Node, offset: int, *, merges: bool) -> None:
    """Makes a node the next item, key or value of its parent; `offset` is that of the alias where it stands for one."""
    if parent.indexed:
        parent.members[str(len(parent.members))] = offset, node
    elif parent.key is None:
        parent.key = None if merges else node.text, offset
    else:
        step, start = parent.key
        parent.key = None
        if step is None:
            parent.merges.append(node)
        else:
            parent.members.setdefault(step, (start, node))


def _merge(mapping: _Node) -> None:
    for merge in mapping.merges:
        bases = [node for _, node in merge.members.values()] if merge.indexed else [merge]
        for base in bases:
            for step, member in base.members.items():
                mapping.members.setdefault(step, member)


def _is_merge(event: yaml.ScalarEvent) -> bool:
    return event.value == "<<" and event.tag is None and event.implicit[0]
