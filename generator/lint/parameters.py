"""Parameters: each once, with a schema, and in a style that can be written."""

from __future__ import annotations

from collections.abc import Iterator

from generator.findings import quoted, suggested
from generator.lint.fault import Fault, listed
from generator.lint.operations import declared
from generator.resolve import Document, Item, Mend

STYLES = {
    "path": ("simple", "label", "matrix"),
    "query": ("form", "spaceDelimited", "pipeDelimited", "deepObject"),
    "header": ("simple",),
    "cookie": ("form", "cookie"),
}


def parameters(document: Document) -> Iterator[Fault]:
    """The faults of all parameters and headers."""
    for item in document.items:
        if item.kind in ("PathItem", "Operation"):
            yield from _repeated(document, item)
        elif item.kind in ("Parameter", "Header") and item.ref is None:
            yield from _content(item)
            yield from _style(item)
            if item.node.get("in") == "path" and item.node.get("required") is not True:
                yield _optional(item)


def _repeated(document: Document, owner: Item) -> Iterator[Fault]:
    first: dict[tuple[str, str], str] = {}
    for each in declared(document, owner):
        other = first.setdefault((each.name, each.location), each.pointer)
        if other != each.pointer:
            yield Fault(
                code="duplicate-parameter",
                pointer=each.pointer,
                also=other,
                message=f"the {each.location} parameter {quoted(each.name)} is declared already",
                fix="keep one of them",
            )


def _content(item: Item) -> Iterator[Fault]:
    node = item.node
    named = quoted(node.get("name")) if item.kind == "Parameter" else quoted(item.step.rpartition("/")[2])
    noun = item.kind.lower()
    if "schema" not in node and "content" not in node:
        yield Fault(
            code="parameter-schema",
            severity="error" if item.kind == "Parameter" else "warning",
            pointer=item.pointer,
            on_key=True,
            message=f"the {noun} {named} has neither schema nor content",
            fix="add schema: {type: string}, or what it is",
            lift="any value is taken",
            mends=(Mend(node, "schema", {}),),
        )
    elif "schema" in node and "content" in node:
        yield Fault(
            code="parameter-schema",
            severity="warning",
            pointer=f"{item.pointer}/content",
            on_key=True,
            message=f"the {noun} {named} has a schema and content too",
            fix="keep one of them; content is ignored",
            mends=(Mend(node, "content"),),
        )


def _style(item: Item) -> Iterator[Fault]:
    style, location = item.node.get("style"), "header" if item.kind == "Header" else item.node.get("in")
    known = STYLES.get(location, ()) if isinstance(location, str) else ()
    if not isinstance(style, str) or not known or style in known:
        return
    yield Fault(
        code="unsupported",
        pointer=f"{item.pointer}/style",
        message=f"style {quoted(style)} is not a style of a {location} parameter{suggested(style, known)}",
        fix=f"write {listed(known)}",
        lift=f"it is written in style {known[0]}",
        mends=(Mend(item.node, "style"),),
    )


def _optional(item: Item) -> Fault:
    return Fault(
        code="path-parameter-optional",
        severity="warning",
        pointer=item.pointer,
        on_key=True,
        message=f"the path parameter {quoted(item.node.get('name'))} is not marked as required",
        fix="add required: true; it is treated as required",
        mends=(Mend(item.node, "required", True),),
    )
