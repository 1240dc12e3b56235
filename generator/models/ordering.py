"""The order in which a module defines its names: what is needed stands before what needs it.

A class needs nothing when it is defined: its annotations are text that pydantic reads later. The value of an enum or
alias is computed on the spot, so all that it names must be there, unless aliases go round: those are written as text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator import ir


def names_in(type: ir.Type) -> Iterator[str]:
    """The definitions that a type names."""
    match type:
        case ir.Named():
            yield type.name
        case ir.ListOf():
            yield from names_in(type.item)
        case ir.MapOf():
            yield from names_in(type.value)
        case ir.Nullable():
            yield from names_in(type.type)
        case ir.UnionOf():
            for member in type.members:
                yield from names_in(member)
        case ir.Scalar() | ir.Literals():
            pass


def needs(definition: ir.Definition) -> list[str]:
    """The definitions that a definition names, in the order in which it does."""
    match definition:
        case ir.Model():
            types = [each.type for each in definition.fields]
            types += [definition.additional] if definition.additional is not None else []
        case ir.Alias():
            types = [definition.type]
        case ir.Enum():
            types = []
    return list(dict.fromkeys(name for type in types for name in names_in(type)))


def recursive(definitions: Mapping[str, ir.Definition]) -> set[str]:
    """The aliases that lead back to themselves through nothing but aliases."""
    return {name for name in definitions if name in _at_once(name, definitions, frozenset())}


def written_as_text(definitions: Mapping[str, ir.Definition], direction: ir.Direction) -> frozenset[str]:
    """The aliases that are written as text: those that go round, and of what is sent those that name such a text.

    What is received goes round as a value of its own, which other types may name.
    """
    found = recursive(definitions)
    aliases = {one.name: set(needs(one)) for one in definitions.values() if isinstance(one, ir.Alias)}
    while direction == "input" and (more := {name for name in aliases.keys() - found if aliases[name] & found}):
        found |= more
    return frozenset(found)


def ordered(definitions: Mapping[str, ir.Definition]) -> list[ir.Definition]:
    """The definitions of a module, depth first in the order of the document."""
    circular = frozenset(recursive(definitions))
    done: dict[str, None] = {}
    for start in definitions:
        path = {start: iter(needs(definitions[start]))} if start not in done else {}
        while path:
            here = next(reversed(path))
            for name in path[here]:
                if name in definitions and name not in done and name not in path:
                    if not _at_once(name, definitions, circular) & path.keys():  # else it comes later, from the start
                        path[name] = iter(needs(definitions[name]))
                        break
            else:
                done[here] = None
                del path[here]
    return [definitions[name] for name in done]


def _at_once(name: str, definitions: Mapping[str, ir.Definition], lazy: frozenset[str]) -> set[str]:
    """All that must be there when a definition is executed."""
    found: set[str] = set()
    stack = [name]
    while stack:
        here = definitions.get(stack.pop())
        if isinstance(here, ir.Alias) and here.name not in lazy:
            new = [each for each in needs(here) if each not in found]
            found.update(new)
            stack += new
    return found
