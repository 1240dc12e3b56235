"""Which definitions share a module of models/: what is used through one definition only stands beside it.

A definition's module is that of its dominator right below the operations, so that a class and the parts that only it
uses are read in one file, and imports between modules never go round.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def modules(references: Mapping[str, Sequence[str]], roots: Sequence[str]) -> dict[str, str]:
    """Definition -> the definition that its module is named after. `roots` are those that operations use."""
    names = dict.fromkeys(roots)
    heads, shared = _spread(names, references)
    while shared:  # Each pass makes at least one more definition a head, so this ends.
        names.update(shared)
        heads, shared = _spread(names, references)
    for pointer in references:
        heads.setdefault(pointer, pointer)
    return _acyclic(heads, references)


def _spread(
    names: Mapping[str, None], references: Mapping[str, Sequence[str]]
) -> tuple[dict[str, str], dict[str, None]]:
    """Each head with all that it reaches without entering another; and what two heads reach."""
    heads = {name: name for name in names}
    shared: dict[str, None] = {}
    for name in names:
        stack = [name]
        while stack:
            for target in references.get(stack.pop(), ()):
                if target not in heads:
                    heads[target] = name
                    stack.append(target)
                elif heads[target] != name and target not in names:
                    shared[target] = None
    return heads, shared


def _acyclic(heads: dict[str, str], references: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Modules that import each other become one, named after the first of them."""
    edges: dict[str, list[str]] = {head: [] for head in heads.values()}
    for source, targets in references.items():
        edges[heads[source]].extend(heads[target] for target in targets if heads[target] != heads[source])
    leader = {node: group[0] for group in components(edges) for node in group}
    order = list(dict.fromkeys(heads.values()))
    first = {group: min((node for node in order if leader[node] == group), key=order.index) for group in leader.values()}
    return {pointer: first[leader[head]] for pointer, head in heads.items()}


def components(edges: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """The strongly connected components of a graph (Tarjan, without recursion)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []
    for start in edges:
        work = [(start, iter(edges[start]))] if start not in index else []
        while work:
            node, targets = work[-1]
            if node not in index:
                index[node] = low[node] = len(index)
                stack.append(node)
            for target in targets:
                if target not in index:
                    work.append((target, iter(edges[target])))
                    break
                if target in stack:
                    low[node] = min(low[node], low[target])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    found.append(stack[stack.index(node) :])
                    del stack[stack.index(node) :]
    return found
