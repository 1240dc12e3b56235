"""Hand-written documents (those with `x-docs`): every fact says where it comes from, and nothing claims too much."""

from __future__ import annotations

from collections.abc import Iterator

from generator.findings import quoted, suggested
from generator.grammar import shapes
from generator.lint.citation import BadCitation, citation
from generator.lint.fault import Fault
from generator.lint.rules import breaks, rules
from generator.load import is_object
from generator.positions import escaped
from generator.resolve import Document, Item

BOUNDS = (
    *("enum", "const", "pattern", "minLength", "maxLength", "multipleOf"),
    *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
    *("minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties"),
)
_IN_RULES = ("/if", "/then", "/else", "/not", "/dependentSchemas/")
_EXISTENCE = ("type", "kind", "field")


def provenance(document: Document) -> Iterator[Fault]:
    """The faults of all provenances; none in a document without `x-docs`, which is itself the statement."""
    if not is_object(document.root.get("x-docs")):
        return
    for item in document.items:
        if "x-source" in item.node:
            yield from _source(document, item)
        if "x-severity" in item.node:
            yield from _severity(item)
        if "x-docs-page" in item.node:
            yield from _page(document, item)
        if item.kind == "Schema" and not _is_in_rule(item):
            yield from _unsourced_schema(item)
        elif item.kind == "Parameter" and item.ref is None and "x-source" not in item.node:
            yield _missing(item, f"the parameter {quoted(item.node.get('name'))} does not say where it comes from")
    yield from rules(document)
    yield from breaks(document)


def _is_in_rule(item: Item) -> bool:
    """Whether a schema is part of a condition or demand, whose provenance is that of its rule."""
    here: Item | None = item
    while here is not None and here.kind == "Schema":
        if here.step.startswith(_IN_RULES) or "x-rule" in here.node:
            return True
        here = here.up
    return False


def _source(document: Document, item: Item) -> Iterator[Fault]:
    written, pointer = item.node["x-source"], f"{item.pointer}/x-source"
    cited = {f"{pointer}/{escaped(key)}": text for key, text in written.items()} if is_object(written) else None
    for place, text in ({pointer: written} if cited is None else cited).items():
        try:
            citation(text, document.pages)
        except BadCitation as bad:
            yield Fault(code=bad.code, pointer=place, message=bad.message, fix=bad.fix)
    known = {*item.shape.fields, *(shapes()["Schema"].fields if item.kind in ("Parameter", "Header") else ())}
    for key in written if is_object(written) else ():
        if not (key in ("kind", "field") or key.startswith("x-") or key in known):
            message = f"{quoted(key)} is no keyword that could have a source{suggested(key, known)}"
            fix = "name a keyword, 'kind' or 'field'"
            yield Fault(code="x-source", pointer=f"{pointer}/{escaped(key)}", on_key=True, message=message, fix=fix)


def _unsourced_schema(item: Item) -> Iterator[Fault]:
    """The property, and each enum and bound, that does not say where it comes from."""
    written = item.node.get("x-source")
    if written is None and item.up is not None and item.up.kind == "Parameter":
        written = item.up.node.get("x-source")
    sources = written if is_object(written) else {}
    if isinstance(written, str):
        return
    is_property = item.step.startswith("/properties/")
    if is_property and not any(key in sources for key in _EXISTENCE):
        name = item.step.rpartition("/")[2]
        yield _missing(item, f"the property {quoted(name)} does not say where it comes from")
    for key in BOUNDS:
        if key in item.node and key not in sources and (written is not None or not is_property):
            yield _missing(item, f"{quoted(key)} does not say where it comes from", key)


def _missing(item: Item, message: str, key: str = "") -> Fault:
    pointer = f"{item.pointer}/{escaped(key)}" if key else item.pointer
    fix = "add x-source: 'page <line>', 'shown <line>', sibling, practice or inferred"
    return Fault(code="x-source-missing", pointer=pointer, on_key=True, message=message, fix=fix)


def _severity(item: Item) -> Iterator[Fault]:
    written, pointer = item.node["x-severity"], f"{item.pointer}/x-severity"
    if not is_object(written):
        fix = "write x-severity: {maxLength: warn}"
        yield Fault(code="x-severity", pointer=pointer, message="x-severity is a mapping from keywords", fix=fix)
        return
    for key, severity in written.items():
        place = f"{pointer}/{escaped(key)}"
        if severity != "warn":
            message = f"{quoted(severity)}: a severity may be lowered to 'warn', never raised"
            yield Fault(code="severity-raised", pointer=place, message=message, fix="write 'warn', or name a page")
        if key not in item.node:
            message = f"{quoted(key)} does not stand here{suggested(key, item.node)}"
            yield Fault(code="x-severity", pointer=place, on_key=True, message=message, fix="name a keyword of this")
    if not isinstance(item.node.get("x-because"), str):
        message = "a severity is lowered without a reason"
        fix = "add x-because: with a sentence"
        yield Fault(code="x-severity", pointer=pointer, on_key=True, message=message, fix=fix)


def _page(document: Document, item: Item) -> Iterator[Fault]:
    name = item.node["x-docs-page"]
    if name not in document.pages:
        near = suggested(name, document.pages) if isinstance(name, str) else ""
        yield Fault(
            code="x-source-page",
            pointer=f"{item.pointer}/x-docs-page",
            message=f"x-docs names no page {quoted(name)}{near}",
            fix="name it under x-docs",
        )
