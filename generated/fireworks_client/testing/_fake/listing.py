"""What of the things that are kept an answer shows, in which order, and how its pages lead to one another.

Order and masks are those of AIP-132, AIP-157 and AIP-134, where parameters have their names (`orderBy`, `readMask`,
`updateMask`). The language of a filter is told by no document: a test says what it lets through (`FakeServer.select`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

from .asked import Asked, Refusal
from .document import Role
from .schema import is_object

USUAL_SIZE = 50
NOWHERE = "leads to no page of this server"


class Page(NamedTuple):
    """The body of an answer, and its header fields in lower case."""

    body: Any
    headers: Mapping[str, str]


def page(asked: Asked, role: Role, things: list[Any], example: Any) -> Page:
    """The page of the things that a request asks for. Raises Refusal."""
    pages, which = role.pages, asked.which
    found = [thing for thing in things if which is None or which(thing, asked.arguments)]
    found = _ordered(asked, role, found)
    size = _number(asked, pages.get("size", ""), "is no size of a page") or (
        USUAL_SIZE if "style" in pages else max(len(found), 1)
    )
    first = _first(asked, pages, found, size)
    shown = found[first : first + size] if pages else found
    end, is_more = first + len(shown), first + len(shown) < len(found)
    body: Any = [masked(asked, role, thing) for thing in shown]
    if role.items:
        body = _with(example, role.items, body)
    for use, value in (("total", len(found)), ("more", is_more)):
        body = _with(body, pages[use], value) if use in pages else body
    position = pages.get("first", 0) + (end // size if _is_numbered(pages) else end)
    told = shown[-1].get(pages["by"]) if "by" in pages and shown else str(position)
    return _leading(asked, pages, body, told if is_more else None)


def _leading(asked: Asked, pages: Mapping[str, Any], body: Any, told: object) -> Page:
    """The page with what leads to the next one in its body or in a header; `told` is None on the last page."""
    style, way = pages.get("style"), pages.get("next", "")
    if style in ("url", "link") and told is not None:
        kept = [pair for pair in asked.pairs if pair[0] != pages["ask"]]
        told = f"{asked.url}?{urlencode([*kept, (pages['ask'], str(told))])}"
    if style == "link":
        return Page(body, {"link": f'<{told}>; rel="next"'} if told else {})
    if "header" in pages:
        return Page(body, {pages["header"].lower(): str(told or "")})
    if way and "-1" not in way.split("."):
        body = _without(body, way) if told is None else _with(body, way, told)
    return Page(body, {})


def _first(asked: Asked, pages: Mapping[str, Any], things: list[Any], size: int) -> int:
    """The position of the first item of the page, from 0. Raises Refusal for one that leads nowhere."""
    name, said = pages.get("ask", ""), str(asked.given.get(pages.get("ask", ""), ""))
    if not said:
        return 0
    if by := pages.get("by"):
        ids = [str(_at(thing, (by,))) for thing in things]
        if said not in ids:
            raise Refusal(400, f"{name}: {said!r} {NOWHERE}")
        return ids.index(said) + 1
    number = max(_number(asked, name, NOWHERE) - int(pages.get("first", 0)), 0)
    first = number * size if _is_numbered(pages) else number
    if first > len(things) and pages.get("style") == "token":
        raise Refusal(400, f"{name}: {said!r} {NOWHERE}")
    return first


def _is_numbered(pages: Mapping[str, Any]) -> bool:
    """Whether a position counts pages, not items."""
    return pages.get("counts") == "pages"


def _number(asked: Asked, name: str, says: str) -> int:
    """A number of a request, whether it came as text or not; 0 where it says none. Raises Refusal for anything else."""
    text = str(asked.given.get(name, ""))
    if text and not text.isdecimal():
        raise Refusal(400, f"{name}: {text!r} {says}")
    return int(text or 0)


def _ordered(asked: Asked, role: Role, things: list[Any]) -> list[Any]:
    """The things in the order that is asked for: fields with commas between them, `desc` behind some (AIP-132).

    What lacks a field comes before what has it. Raises Refusal for a field that no thing has.
    """
    said = str(asked.given.get(role.order, "")) if role.order else ""
    for each in reversed([part.split() for part in said.split(",") if part.strip()]):
        if len(each) > 2 or each[1:] not in ([], ["asc"], ["desc"]):
            raise Refusal(400, f"{role.order}: {' '.join(each)!r} is no field with asc or desc behind it")
        way = _known(role, role.order, each[0])
        things = sorted(things, key=lambda thing: _rank(_at(thing, way)), reverse=each[1:] == ["desc"])
    return things


def _rank(value: Any) -> tuple[int, Any]:
    """Where a value stands in an order: nothing, then truth values and numbers, then all else as text."""
    if value is None:
        return 0, 0
    return (1, value) if isinstance(value, (int, float)) else (2, str(value))


def masked(asked: Asked, role: Role, thing: Any) -> Any:
    """The fields of a thing that a read mask names; all of them without one, or where it is `*` (AIP-157)."""
    ways = _named(asked, role, role.mask)
    if not ways or not is_object(thing):
        return thing
    made: Any = {}
    for way in ways:
        value = _at(thing, way)
        made = made if value is None else _with(made, ".".join(way), value)
    return made


def changed(asked: Asked, role: Role, patch: dict[str, Any]) -> dict[str, Any]:
    """The fields of a patch that an update mask names, null for those that it lacks; all without one (AIP-134)."""
    made: Any = {}
    ways = _named(asked, role, role.changes)
    for way in ways:
        made = _with(made, ".".join(way), _at(patch, way))
    return made if ways else patch


def _named(asked: Asked, role: Role, mask: str) -> list[tuple[str, ...]]:
    """The ways to the fields that a mask names; none without one, or where it is `*`. Raises Refusal."""
    names = [name.strip() for name in asked.query.get(mask, "").split(",") if name.strip()]
    return [] if "*" in names else [_known(role, mask, name) for name in names]


def _known(role: Role, parameter: str, name: str) -> tuple[str, ...]:
    """The way to a field that a request names, in the document's case or in snake_case. Raises Refusal for none."""
    first, *rest = name.split(".")
    found = next((wire for wire in role.fields if _squeezed(wire) == _squeezed(first)), None)
    if role.fields and found is None:
        raise Refusal(400, f"{parameter}: there is no field {first!r}")
    return (found or first, *rest)


def _squeezed(name: str) -> str:
    return name.replace("_", "").lower()


def _at(body: Any, way: tuple[str, ...]) -> Any:
    """What stands at a way, its later steps in either case; None where it breaks off."""
    for step in way:
        held: Mapping[str, Any] = body if is_object(body) else {}
        body = next((value for name, value in held.items() if _squeezed(name) == _squeezed(step)), None)
    return body


def _with(body: Any, way: str, value: object) -> Any:
    """A copy with a value at a way."""
    step, _, rest = way.partition(".")
    held: dict[str, Any] = dict(body) if is_object(body) else {}
    return {**held, step: _with(held.get(step), rest, value) if rest else value}


def _without(body: Any, way: str) -> Any:
    """A copy without what stands at a way."""
    step, _, rest = way.partition(".")
    held: dict[str, Any] = dict(body) if is_object(body) else {}
    if rest and step in held:
        return {**held, step: _without(held[step], rest)}
    return {name: value for name, value in held.items() if name != step}


def ignored(asked: Asked, role: Role) -> Iterator[str]:
    """The parameters of the query that were given and change nothing here, but for those that every call must give."""
    pages = role.pages
    used = {role.order, role.mask, role.changes, pages.get("size"), pages.get("ask")}
    used |= {text.partition(" ")[2] for text in role.id_from}
    for one in asked.operation.parameters:
        if one.location == "query" and not one.required and one.name in asked.arguments and one.name not in used:
            yield one.name
