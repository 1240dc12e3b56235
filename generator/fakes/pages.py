"""How a list is shown: which parameters and members turn its pages, and which say an order or a mask.

How pages are turned is decided where it may be configured (`ir.Pagination`), and only looked up here. The rest is told by its
usual names: sizes, totals and flags, an order as in AIP-132, masks as in AIP-157 (to read) and AIP-134 (to update).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator import ir
from generator.cases.operation import Operation
from generator.cases.view import View

SIZES = ("pagesize", "limit", "perpage", "size", "maxresults", "maxitems", "count", "top", "first", "pagelimit", "take")
TOKENS = ("pagetoken", "cursor", "nexttoken", "continuationtoken", "continuation", "after", "marker", "pagecursor")
OFFSETS = ("offset", "skip", "start", "startindex", "from")
NUMBERS = ("page", "pagenumber", "pageno", "pageindex")
TOTALS = ("totalsize", "total", "totalcount", "totalitems", "totalresults", "count")
MORE = ("hasmore", "hasnext", "hasnextpage", "istruncated")
ORDERS, MASKS, CHANGES = ("orderby",), ("readmask",), ("updatemask",)


def squeezed(name: str) -> str:
    """A name without case and separators: `page_size` and `pageSize` are one."""
    return "".join(letter for letter in name.lower() if letter.isalnum())


def pages(operation: Operation, answer: View, paging: ir.Pagination | None) -> Mapping[str, object]:
    """How pages lead to one another; what is as usual is left out.

    `style`, `next`, `header` and `first` are those of the paging; `ask` is the parameter that says where a page begins, and
    `counts` what it counts; `by` is the member of an item that it names instead. `size` is the parameter of that meaning,
    `total` and `more` are the ways to those members of the answer.
    """
    asked = dict(_asked(operation))
    told: Mapping[str, View] = answer.members("output") if answer.kind == "object" else {}
    found: dict[str, object] = {
        "size": _named((wire for wire, view in asked.items() if view.kind == "integer"), SIZES),
        "total": _named((wire for wire, member in told.items() if member.kind in ("integer", "number")), TOTALS),
        "more": _named((wire for wire, member in told.items() if member.kind == "boolean"), MORE),
    }
    if paging is not None:
        found |= {"style": paging.style, **dict(_turned(paging, asked)), **dict(paging.wire)}
    return {key: value for key, value in found.items() if value and key != "items"}


def _turned(paging: ir.Pagination, asked: Iterable[str]) -> Iterator[tuple[str, object]]:
    """What says where a page begins. A URL of the server's may say it in whatever way it likes."""
    usual = next((found for names in (NUMBERS, OFFSETS, TOKENS) if (found := _named(asked, names))), "offset")
    ask = paging.parameter or usual
    is_number = squeezed(ask) in NUMBERS or paging.style == "page"
    yield "ask", ask
    yield "header", paging.header
    yield "counts", "pages" if is_number else ""
    yield "first", paging.first if paging.style in ("offset", "page") else 1 if is_number else 0
    way = dict(paging.wire).get("next", "")
    yield "by", "id" if way.endswith("-1.id") or squeezed(way.rpartition(".")[2]) == "lastid" else ""


def shown(operation: Operation, item: View) -> Iterator[tuple[str, object]]:
    """The parameters that say an order and masks, and the fields that they may name; nothing where there are none."""
    texts = [wire for wire, view in _asked(operation) if view.kind == "string"]
    found = {"order": _named(texts, ORDERS), "mask": _named(texts, MASKS)}
    found |= {"changes": _named(texts, CHANGES)} if operation.method == "PATCH" else {}
    yield from ((key, wire) for key, wire in found.items() if wire)
    if any(found.values()) and item.additional is None:
        yield "fields", list(item.members("output"))


def _asked(operation: Operation) -> Iterator[tuple[str, View]]:
    """The parameters of the query."""
    yield from ((one.wire, one.view) for one in operation.parameters if one.location == "query")


def _named(wires: Iterable[str], usual: tuple[str, ...]) -> str:
    """The first of the wire names that is usual, in the order of what is usual."""
    by_name = {squeezed(wire): wire for wire in wires}
    return next((by_name[name] for name in usual if name in by_name), "")
