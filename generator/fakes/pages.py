"""Which members of a list's request and answer turn its pages, told by their usual names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.cases.operation import Operation
from generator.cases.view import View

SIZES = ("pagesize", "limit", "perpage", "size", "maxresults", "maxitems", "count", "top", "first", "pagelimit")
TOKENS = (
    "pagetoken", "cursor", "nexttoken", "continuationtoken", "continuation", "after", "startingafter", "marker",
    "starttoken", "pagecursor", "next",
)  # fmt: skip
OFFSETS = ("offset", "skip", "start", "startindex", "from")
NUMBERS = ("page", "pagenumber", "pageno", "pageindex")
NEXTS = (
    "nextpagetoken", "nextcursor", "nexttoken", "nextpage", "cursor", "continuationtoken", "continuation", "next",
    "endcursor", "after", "marker", "nextmarker", "nextoffset",
)  # fmt: skip
TOTALS = ("totalsize", "total", "totalcount", "totalitems", "totalresults", "count")
MORE = ("hasmore", "hasnext", "hasnextpage", "istruncated")


def squeezed(name: str) -> str:
    """A name without case and separators: `page_size` and `pageSize` are one."""
    return "".join(letter for letter in name.lower() if letter.isalnum())


def pages(operation: Operation, answer: View) -> Mapping[str, str]:
    """Wire names by what they are for: `size`, `token`, `offset`, `page` of the request; `next`, `total`, `more`."""
    asked = [one.wire for one in operation.parameters if one.location == "query"]
    told: Mapping[str, View] = answer.members("output") if answer.kind == "object" else {}
    texts = [wire for wire, member in told.items() if member.kind in ("string", "any", "integer")]
    found = {
        "size": _named(asked, SIZES),
        "token": _named(asked, TOKENS),
        "offset": _named(asked, OFFSETS),
        "page": _named(asked, NUMBERS),
        "next": _named(texts, NEXTS),
        "total": _named([wire for wire, member in told.items() if member.kind in ("integer", "number")], TOTALS),
        "more": _named([wire for wire, member in told.items() if member.kind == "boolean"], MORE),
    }
    return {key: value for key, value in found.items() if value}


def _named(wires: Iterable[str], usual: tuple[str, ...]) -> str:
    """The first of the wire names that is usual, in the order of what is usual."""
    by_name = {squeezed(wire): wire for wire in wires}
    return next((by_name[name] for name in usual if name in by_name), "")
