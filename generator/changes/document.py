"""The document as a whole: servers, security, tags, components; and all stages of the comparison as one function."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.changes.bounds import TWINS
from generator.changes.comparison import Comparison, Node, Spotted, fields, present
from generator.changes.difference import Difference, Pair
from generator.changes.keywords import area_of
from generator.changes.operations import media_holder, parameter, paths, security
from generator.changes.raw import Spots, below, is_same, written_differently
from generator.changes.schemas import schema
from generator.changes.servers import servers
from generator.changes.within import tell_within
from generator.grammar import shapes
from generator.load import is_array, is_object
from generator.positions import escaped
from generator.resolve import Document

_OWN = ("paths", "components", "servers", "security", "tags", "info")


def compared(old: Document, new: Document) -> Comparison:
    """Everything that differs between two documents; nothing where they are the same but for the order of keys."""
    comparison = Comparison(
        old, new,
        {
            "OpenAPI": _root, "Paths": paths, "Components": _components, "Schema": schema, "Parameter": parameter,
            "Header": parameter, "RequestBody": media_holder, "Response": media_holder,
        },
    )  # fmt: skip
    raw = list(written_differently(old.root, new.root))
    if raw:
        comparison.run()
        tell_within(comparison)
        _rest(comparison, raw)
    return comparison


def _root(comparison: Comparison, pair: Pair, old: Node, new: Node) -> None:
    at = Spots("", "")
    for key in ("paths", "components", "info"):
        before, after = old.get(key, {}), new.get(key, {})
        kind = key.capitalize()
        comparison.enter(kind, Spotted(before, f"/{key}"), Spotted(after, f"/{key}"))
    servers(
        comparison, pair, present(below(at, "servers"), old, new, "servers"), (old.get("servers"), new.get("servers"))
    )
    security(
        comparison,
        pair,
        present(below(at, "security"), old, new, "security"),
        (old.get("security"), new.get("security")),
    )
    _tags(comparison, pair, old.get("tags"), new.get("tags"))
    left, right = ({key: value for key, value in one.items() if key not in _OWN} for one in (old, new))
    fields(comparison, pair, left, right)


def _tags(comparison: Comparison, pair: Pair, old: object, new: object) -> None:
    """The list of tags is documentation: what moves an operation are its own tags."""
    before, after = _named(old), _named(new)
    for name in dict.fromkeys((*before, *after)):
        left, right = before.get(name), after.get(name)
        if left and right:
            comparison.enter("Tag", left, right)
        else:
            spots = Spots(left.pointer if left else None, right.pointer if right else None)
            values = left.node if left else None, right.node if right else None
            comparison.add(pair, f"tag.{'removed' if left else 'added'}", spots, *values, what=name, about=spots)


def _named(tags: object) -> dict[str, Spotted]:
    nodes = tags if is_array(tags) else []
    return {
        str(node.get("name")): Spotted(node, f"/tags/{number}") for number, node in enumerate(nodes) if is_object(node)
    }


# --- components ------------------------------------------------------------------------------------------------------


def _components(comparison: Comparison, pair: Pair, old: Node, new: Node) -> None:
    """Components by name; one that went and one that came with the same content are one, renamed."""
    shape = shapes()["Components"]
    for section in dict.fromkeys((*old, *new)):
        field, before, after = shape.field(section), old.get(section, {}), new.get(section, {})
        if field is None or not field.children or not is_object(before) or not is_object(after):
            spots = present(below(Spots(pair.old, pair.new), section), old, new, section)
            comparison.keyword(pair, "component", section, spots, (old.get(section), new.get(section)))
            continue
        _section(comparison, pair, (field.children[0].kind, section), (before, after))


def _section(comparison: Comparison, pair: Pair, what: tuple[str, str], values: tuple[Node, Node]) -> None:
    (kind, section), (before, after) = what, values
    old_at, new_at = f"{pair.old}/{section}", f"{pair.new}/{section}"
    gone, come = [name for name in before if name not in after], [name for name in after if name not in before]
    for name, twin in _renamed(section, before, after, (gone, come)).items():
        gone.remove(name)
        come.remove(twin)
        spots = Spots(f"{old_at}/{escaped(name)}", f"{new_at}/{escaped(twin)}")
        comparison.renamed[spots.old or ""] = spots.new or ""
        comparison.add(pair, f"component.{_named_kind(kind)}-renamed", spots, name, twin, what=twin, about=spots)
        comparison.enter(kind, Spotted(before[name], spots.old or ""), Spotted(after[twin], spots.new or ""))
    for name in before:
        if name in after:
            at = escaped(name)
            comparison.enter(kind, Spotted(before[name], f"{old_at}/{at}"), Spotted(after[name], f"{new_at}/{at}"))
    rule = f"component.{_named_kind(kind)}"
    for name in gone:
        spots = Spots(f"{old_at}/{escaped(name)}", None)
        comparison.add(pair, f"{rule}-removed", spots, before[name], what=name, about=spots)
    for name in come:
        spots = Spots(None, f"{new_at}/{escaped(name)}")
        comparison.add(pair, f"{rule}-added", spots, None, after[name], what=name, about=spots)


def _named_kind(kind: str) -> str:
    """The kind of a component in the words of a rule; all that has no name in Python is a part."""
    return area_of(kind) if kind in ("Schema", "SecurityScheme") else "part"


def _renamed(section: str, before: Node, after: Node, only: tuple[list[str], list[str]]) -> dict[str, str]:
    """Old name -> new name of the components whose content is the same, where there is no doubt which is which."""
    gone, come = only
    found: dict[str, str] = {}
    for name in gone:
        content = _content(section, name, before[name])
        twins = [other for other in come if is_same(content, _content(section, other, after[other]))]
        rivals = [other for other in gone if is_same(content, _content(section, other, before[other]))]
        if len(twins) == len(rivals) == 1:
            found[name] = twins[0]
    return found


def _content(section: str, name: str, node: object) -> object:
    """A component without its name: references to itself are all alike."""
    own = f"#/components/{section}/{escaped(name)}"
    if is_object(node):
        return {
            key: 0 if key == "$ref" and value == own else _content(section, name, value) for key, value in node.items()
        }
    return [_content(section, name, value) for value in node] if is_array(node) else node


# --- the net ---------------------------------------------------------------------------------------------------------


def _rest(comparison: Comparison, raw: list[Spots]) -> None:
    """What is written differently at a place where no rule found anything: told, as it means the same."""
    told = [
        _with_twins(spots.old for spots in _spots(comparison)),
        _with_twins(spots.new for spots in _spots(comparison)),
    ]
    for spots in raw:
        if _is_renaming(comparison, spots):
            continue
        if not any(at is not None and _is_told(at, side) for at, side in zip(spots, told, strict=True)):
            pair = Pair("OpenAPI", "", "")
            comparison.add(pair, "any.written-differently", spots, about=spots)


def _spots(comparison: Comparison) -> list[Spots]:
    return [one.spots for one in comparison.found.values()]


def _with_twins(pointers: Iterable[str | None]) -> set[str | None]:
    """Pointers, and that of the other keyword of each bound."""
    found: set[str | None] = set()
    for pointer in pointers:
        above, _, key = (pointer or "").rpartition("/")
        found |= {pointer, f"{above}/{TWINS[key]}"} if key in TWINS else {pointer}
    return found


def _is_told(pointer: str, told: set[str | None]) -> bool:
    """Whether the place, one above it or one below it has been told of."""
    above = pointer
    while above:
        if above in told:
            return True
        above = above.rpartition("/")[0]
    return any(other is not None and other.startswith(f"{pointer}/") for other in told)


def _is_renaming(comparison: Comparison, spots: Spots) -> bool:
    """Whether a reference only follows a component that was renamed."""
    if not (spots.old and spots.new and spots.old.endswith("/$ref") and spots.new.endswith("/$ref")):
        return False
    before, _ = comparison.old.follow(f"#{spots.old}")
    after, _ = comparison.new.follow(f"#{spots.new}")
    target = comparison.old.follow(str(before))[1]
    return target in comparison.renamed and comparison.renamed[target] == comparison.new.follow(str(after))[1]


def uses(comparison: Comparison, pair: Pair, *, within: bool = False) -> Mapping[str, tuple[Pair, ...]]:
    """The operations that a pair belongs to, by direction: "request" and "response".

    With `within`, those count too that only hold it against what they send or receive.
    """
    found: dict[str, dict[Pair, None]] = {"request": {}, "response": {}}
    for direction in ("request", "response"):
        pending, seen = [pair], {pair}
        while pending:
            for edge in comparison.edges.get(pending.pop(), []):
                if edge.within is not None and not within:
                    continue
                if direction in edge.blocked or edge.starts not in (None, direction):
                    continue
                if edge.starts is not None:
                    found[direction][edge.above] = None
                elif edge.above not in seen:
                    seen.add(edge.above)
                    pending.append(edge.above)
    return {direction: tuple(pairs) for direction, pairs in found.items()}


def differences(comparison: Comparison) -> tuple[Difference, ...]:
    """All that was found, in the order of the new document's pointers as far as they are there."""
    return tuple(comparison.found.values())
