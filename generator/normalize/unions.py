"""Objects joined with unions: `allOf: [A, {oneOf: [B, C]}]` comes down to A with B, or A with C.

Only unions whose options declare properties of their own are joined: what others ask for (`anyOf: [{required: [a]}, ...]`)
refuses no field, and one flat object is easier to write. A union below a parent that its own options extend is the list
of the parent's children, and no condition on each child.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from generator.normalize.kinds import is_only_a_union, kind_of
from generator.normalize.parts import Follow, Joined, Located, as_node, joined, parts, table_of

MOST = 64  # alternatives that one schema may come down to
KEYWORDS = ("oneOf", "anyOf")


class TooMany(Exception):
    """A schema comes down to more alternatives than anybody can read; the message is the pointer of a union of it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a union: `union` is the pointer of the keyword, `origin` where the option's references end."""

    keyword: str
    index: int
    option: Located
    union: str
    origin: str

    @property
    def words(self) -> str:
        """What the option is called: by its component, or by its number."""
        steps = self.origin.split("/")
        return (
            steps[-1] if steps[:3] == ["", "components", "schemas"] and len(steps) == 4 else f"option {self.index + 1}"
        )


@dataclass(frozen=True, slots=True)
class Alternative:
    """One option of each union, with all that holds for the value then.

    `whole` is the option where it says all by itself, as the child of a parent does.
    """

    chosen: tuple[Choice, ...]
    table: Joined
    whole: Located | None = None

    @property
    def suffix(self) -> str:
        """What its pointer has beyond that of the schema: `/oneOf/0`."""
        return "".join(f"/{one.keyword}/{one.index}" for one in self.chosen)


def alternatives(table: Joined, follow: Follow) -> list[Alternative]:
    """All that a schema comes down to; none where it is no object joined with unions. Raises TooMany."""
    if not _is_joined(table, follow):
        return []
    found: list[Alternative] = []
    for one in _split(Alternative((), table), table.pointer, follow):
        found.append(one)
        if len(found) > MOST:
            raise TooMany(one.chosen[0].union)
    return [one for one in found if one.chosen]


def _is_joined(table: Joined, follow: Follow) -> bool:
    """Whether there is an object to join its unions with, or there are several unions of objects to join."""
    kind, _ = kind_of(table)
    if kind in ("object", "map") and not is_only_a_union(table, kind):
        return True
    if kind not in ("any", "object", "map") or len(table.unions) < 2:
        return False
    unions = [_options(part, keyword, follow) for keyword, part in table.unions]
    several = [options for options in unions if len(options) > 1]
    return len(several) > 1 and all(_declares(one.option, follow) for options in several for one in options)


def _split(here: Alternative, home: str, follow: Follow) -> Iterator[Alternative]:
    choices = [] if here.whole else _adding(here.table, home, follow)
    if not choices:
        yield here
    for one in choices:
        inner = list(parts(one.option, follow))
        known = {part.pointer for part in here.table.nodes}
        chosen = (*here.chosen, one)
        if known <= {part.pointer for part in inner}:
            yield Alternative(chosen, here.table, one.option)
            continue
        nodes = [_without(part, one.union) for part in here.table.nodes]
        nodes += [part for part in inner if part.pointer not in known]
        yield from _split(Alternative(chosen, table_of(here.table.pointer, nodes)), home, follow)


def _adding(table: Joined, home: str, follow: Follow) -> list[Choice]:
    """The options of the first union that declares what the object does not yet; of kinds that no object is, none."""
    for part in table.nodes:
        for keyword in KEYWORDS:
            choices = _options(part, keyword, follow)
            if choices and not _is_of_children(part, choices, home, follow):
                if any(not _declares(one.option, follow) <= table.properties.keys() for one in choices):
                    return choices
    return []


def _options(part: Located, keyword: str, follow: Follow) -> list[Choice]:
    """The options of a union that an object may be."""
    found: list[Choice] = []
    for index, node in enumerate(cast(list[object], part.node.get(keyword) or [])):
        option = Located(as_node(node), f"{part.pointer}/{keyword}/{index}")
        table = joined(option, follow)
        if kind_of(table)[0] in ("object", "map", "any"):
            union = f"{part.pointer}/{keyword}"
            found.append(Choice(keyword, index, option, union, _origin(option, follow)))
    return found


def _origin(option: Located, follow: Follow) -> str:
    """Where the references of an option end."""
    pointer, node, seen = option.pointer, option.node, set[str]()
    while isinstance(ref := node.get("$ref"), str) and pointer not in seen:
        seen.add(pointer)
        target, pointer = follow(ref)
        node = as_node(target)
    return pointer


def _is_of_children(holder: Located, choices: list[Choice], home: str, follow: Follow) -> bool:
    """Whether a union lists the children of its parent, where it is not the parent itself that is meant.

    A child that adds nothing is its parent under another name, and the parent can't be a union of itself.
    """
    children = [one for one in choices if holder.pointer in {part.pointer for part in parts(one.option, follow)}]
    own = as_node(holder.node.get("properties")).keys()
    return bool(children) and (
        holder.pointer != home or any(_declares(one.option, follow, holder.pointer) <= own for one in children)
    )


def _declares(option: Located, follow: Follow, *but: str) -> set[str]:
    """The properties that an option declares, in its own unions, too; `but` are nodes that do not count."""
    names, seen, stack = set[str](), set(but), [option]
    while stack:
        for part in parts(stack.pop(), follow):
            if part.pointer in seen:
                continue
            seen.add(part.pointer)
            names |= as_node(part.node.get("properties")).keys()
            for keyword in KEYWORDS:
                for index, node in enumerate(cast(list[object], part.node.get(keyword) or [])):
                    stack.append(Located(as_node(node), f"{part.pointer}/{keyword}/{index}"))
    return names


def _without(part: Located, union: str) -> Located:
    """A node without the union that a choice was made of."""
    return Located({key: value for key, value in part.node.items() if f"{part.pointer}/{key}" != union}, part.pointer)
