"""What pagination looks like where nobody describes it: parameters and fields that fit each other by name and kind.

A guess needs both sides: a parameter to ask with, and a field (or header) that tells of more, or a list to count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from generator.names import snake_case
from generator.normalize.schema import Operation, Schema

TOKENS = (
    *("page_token", "next_page_token", "next_token", "continuation_token", "continuation", "pagination_token"),
    *("page_cursor", "cursor", "next_cursor", "start_cursor", "after", "marker", "pagetoken", "nexttoken"),
)
AFTER = ("starting_after", "after_id", "after")  # these may take the id of the last item
NEXT_TOKENS = (
    *("next_page_token", "next_token", "next_cursor", "next_page_cursor", "next_continuation_token", "next_marker"),
    *("continuation_token", "pagination_token", "end_cursor", "next_offset"),
)
URLS = ("next_link", "next_url", "next_page_url", "next_page_uri", "next_uri", "next_page_link", "odata_next_link")
OFFSETS, SIZES = ("offset", "skip"), ("limit", "page_size", "per_page", "size", "take", "top", "count", "max_results")
PAGES = ("page", "page_number", "page_no", "pagenumber")
LISTS = ("items", "data", "results", "result", "records", "values", "entries", "elements", "content", "objects", "rows")
HOLDERS = ("meta", "metadata", "pagination", "paging", "page_info", "page", "response_metadata", "links", "result_info")
MORE = ("has_more", "has_next", "has_next_page", "more", "hasmore")
HEADERS = (*NEXT_TOKENS, "continuation", "next_page")  # as they are, or behind a prefix (`X-`, `opc-`, ...)
TOTALS = ("total", "total_size", "total_count", "total_items", "total_results", "count_total")
CONVENTION = "x-convention"  # why a guess was made, beside its keys
Target = Callable[[Schema], Schema]


def guessed(
    source: Operation, answer: Schema, sent: Mapping[str, Schema], in_body: Mapping[str, Schema], target: Target
) -> Mapping[str, object] | None:
    """The pagination of an operation as `x-pagination` would write it, and the convention that it follows; or None."""
    if source.method not in ("GET", "POST", "QUERY"):
        return None
    items = _items(target(answer), source.path, target)
    if items is None:
        return None
    fields = dict(_fields(target(answer), target))
    parameters = {snake_case(wire): (wire, target(one)) for wire, one in {**in_body, **sent}.items()}
    found = _by_token(parameters, fields) or _by_last(parameters, fields, items, target) or _by_url(parameters, fields)
    found = found or _by_link(source) or _by_header(parameters, source)
    if found is None and source.method != "POST":
        found = _by_number(parameters, fields)
    return None if found is None else {**found, **({"items": items} if items else {})}


def _items(answer: Schema, path: str, target: Target) -> str | None:
    """The wire name of the only list of an answer, or of the one that is called like a list or like the end of the path;
    "" for a bare list.
    """
    if answer.kind == "array":
        return ""
    lists = [one.wire for one in answer.properties if target(one.schema).kind == "array"]
    end = snake_case(path.rpartition("/")[2])
    named = [wire for name in (end, *LISTS) for wire in lists if snake_case(wire) == name]
    return lists[0] if len(lists) == 1 else named[0] if named else None


def _fields(answer: Schema, target: Target) -> Iterator[tuple[str, tuple[str, Schema]]]:
    """The fields of an answer by snake_case name, those of an object that is there for paging behind its own."""
    inner = [one for one in answer.properties if snake_case(one.wire) in HOLDERS and target(one.schema).properties]
    for holder in inner:
        for one in target(holder.schema).properties:
            yield snake_case(one.wire), (f"{holder.wire}.{one.wire}", target(one.schema))
    for one in answer.properties:
        yield snake_case(one.wire), (one.wire, target(one.schema))


Known = Mapping[str, tuple[str, Schema]]


def _first(known: Known, names: tuple[str, ...], *kinds: str) -> str | None:
    """The wire name of the first of `names` that is there, and of one of the kinds."""
    return next((known[name][0] for name in names if name in known and known[name][1].kind in kinds), None)


def _with_more(found: dict[str, object], fields: Known) -> dict[str, object]:
    more = _first(fields, MORE, "boolean")
    return {**found, **({"more": more} if more else {})}


def _by_token(parameters: Known, fields: Known) -> dict[str, object] | None:
    """AIP-158 and cursors: a text to ask with, and a text that is called the next one, or the same."""
    asked = [
        name for name in (*TOKENS, *AFTER) if name in parameters and parameters[name][1].kind in ("string", "integer")
    ]
    for name in asked:
        told = _first(fields, (*NEXT_TOKENS, name, f"next_{name}"), "string", "integer")
        if told is not None and _format(fields, told) not in ("uri", "url"):
            why = "a token to ask with, and a field that tells the next one (as in AIP-158)"
            return _with_more(
                {"style": "token", "parameter": parameters[name][0], "next": told, CONVENTION: why}, fields
            )
        last = _first(fields, ("last_id",), "string") if name in AFTER and _first(fields, MORE, "boolean") else None
        if last is not None:
            why = "an id to go on behind, a field that tells the last one, and a flag that tells of more"
            return _with_more(
                {"style": "token", "parameter": parameters[name][0], "next": last, CONVENTION: why}, fields
            )
    return None


def _by_last(parameters: Known, fields: Known, items: str, target: Target) -> dict[str, object] | None:
    """The id of the last item, where a flag tells of more."""
    asked = next((parameters[name][0] for name in AFTER if name in parameters), None)
    listed = next((schema for wire, schema in fields.values() if wire == items), None)
    if asked is None or listed is None or listed.item is None or _first(fields, MORE, "boolean") is None:
        return None
    ids = [one for one in target(listed.item).properties if one.wire == "id" and target(one.schema).kind == "string"]
    why = "an id to go on behind, and a flag that tells of more"
    found: dict[str, object] = {"style": "token", "parameter": asked, "next": f"{items}.-1.id", CONVENTION: why}
    return _with_more(found, fields) if ids else None


def _format(fields: Known, wire: str) -> str:
    """The format of a field."""
    return next((schema.format for name, schema in fields.values() if name == wire), "")


def _by_url(parameters: Known, fields: Known) -> dict[str, object] | None:
    """A field that is called a URL of the next page, or is `next` and one by its format or beside `previous`."""
    told = _first(fields, URLS, "string")
    if told is None and "next" in fields and fields["next"][1].kind == "string":
        is_url = fields["next"][1].format in ("uri", "url", "uri-reference")
        is_rest = "previous" in fields and any(name in parameters for name in (*OFFSETS, *PAGES, "cursor"))
        told = fields["next"][0] if is_url or is_rest else None
    why = "a field that is called the URL of the next page"
    return None if told is None else {"style": "url", "next": told, CONVENTION: why}


def _by_link(source: Operation) -> dict[str, object] | None:
    """A header Link that the document names."""
    is_named = any(name.lower() == "link" for name in _headers(source))
    return {"style": "link", CONVENTION: "the document names a header Link (RFC 8288)"} if is_named else None


def _by_header(parameters: Known, source: Operation) -> dict[str, object] | None:
    """A token or number to ask with, and a header that the document names and that is called the next one."""
    asked = _first(parameters, (*TOKENS, *PAGES, *OFFSETS), "string", "integer")
    names = {snake_case(name): name for name in _headers(source)}
    told = next((wire for each in HEADERS for name, wire in names.items() if f"_{name}".endswith(f"_{each}")), None)
    why = "a token to ask with, and a header that tells the next one"
    return {"style": "token", "parameter": asked, "header": told, CONVENTION: why} if asked and told else None


def _headers(source: Operation) -> tuple[str, ...]:
    """The headers of successes that the document names."""
    return tuple(name for answer in source.answers if answer.status.startswith("2") for name in answer.headers)


def _by_number(parameters: Known, fields: Known) -> dict[str, object] | None:
    """Counting: offset and limit, or page and size, whole numbers both."""
    if _first(parameters, SIZES, "integer") is None:
        return None
    offset, page = _first(parameters, OFFSETS, "integer"), _first(parameters, PAGES, "integer")
    total = _first(fields, TOTALS, "integer")
    counted = {"total": total} if total else {}
    if offset is not None:
        why = "two whole numbers to ask with, the items to pass over and those of a page"
        return _with_more({"style": "offset", "parameter": offset, **counted, CONVENTION: why}, fields)
    if page is None:
        return None
    schema = next(schema for wire, schema in parameters.values() if wire == page)
    starts = 0 if 0 in (schema.default, dict(schema.limits).get("minimum")) and schema.default != 1 else 1
    why = "two whole numbers to ask with, the page and the items of one"
    return _with_more({"style": "page", "parameter": page, "first": starts, **counted, CONVENTION: why}, fields)
