"""Holds every object of a document against the table of OpenAPI: fields, kinds of values, what must be there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.findings import described, nearest, quoted, suggested
from generator.grammar import LEAVES, METHODS, Field, FieldType, Version, noun, with_article
from generator.lint.conversion import converted
from generator.lint.fault import Fault, listed
from generator.load import is_array, is_object
from generator.positions import escaped
from generator.resolve import Document, Item, Mend
from generator.resolve.refs import MISSING

UNSUPPORTED = {"$id": "warning", "$anchor": "warning", "$dynamicAnchor": "warning", "$dynamicRef": "error"}
"""Names of places do no harm where nobody refers to them: a `$ref` by such a name has a finding of its own."""
_DRAFT_3 = (("Schema", "required", True), ("Schema", "required", False))
"""What JSON Schema had before `required` became a list: common, and without effect."""
_MISSPELT = 0.8  # likeness from which on an unknown key counts as a known one misspelt: `maxLenght`
_OPTIONAL_LATER: dict[tuple[str, str], Version] = {
    ("OpenAPI", "paths"): "3.1",
    ("Operation", "responses"): "3.1",
    ("Response", "description"): "3.2",
}


def structure(document: Document) -> Iterator[Fault]:
    """The faults of every object, in the order of the document."""
    for item in document.items:
        pointer = ""
        for key, value in item.node.items():
            field = item.shape.field(key)
            if field is None:
                if not (key.startswith("x-") or key == "$ref"):
                    yield _unknown(item, key, value)
                continue
            if not item.shape.has_key(key):
                yield _bad_key(item, key)
            if document.version not in field.versions:
                yield _of_other_version(item, field, document.version)
            if key in UNSUPPORTED:
                yield _unsupported(item, key)
            elif not _is_plainly_right(value, field):
                pointer = pointer or item.pointer
                yield from _wrong_kinds(item, key, f"{pointer}/{escaped(key)}", field)
        if item.ref is None:
            yield from _missing(item, document.version)


def _is_plainly_right(value: object, field: Field) -> bool:
    """A quick look that settles most values."""
    type = field.types[0]
    if type.holder != "one":
        return False
    if type.kind not in LEAVES:
        return is_object(value)
    return type.kind == "data" or (type.kind == "string" and not type.choices and isinstance(value, str))


def _unknown(item: Item, key: str, value: object) -> Fault:
    """A key that the table does not know: an error where an operation would be lost with it, or where it is a known one
    misspelt, which would be lost without a trace in the output.
    """
    pointer = f"{item.pointer}/{escaped(key)}"
    near = suggested(key, item.shape.fields)
    message = f"{quoted(key)} is not a field of {with_article(noun(item.kind))}{near}"
    if item.kind == "PathItem" and is_object(value):
        fix = f"methods are {listed(METHODS)}; the operation would be lost"
        return Fault(code="unknown-keyword", pointer=pointer, on_key=True, message=message, fix=fix)
    if _is_misspelt(item, key):
        fix = "correct it, or begin it with x- if it is yours"
        lift = "it is ignored"
        return Fault(code="unknown-keyword", pointer=pointer, on_key=True, message=message, fix=fix, lift=lift)
    fix = "it is ignored; correct it, or begin it with x- if it is yours"
    return Fault(code="unknown-keyword", severity="warning", pointer=pointer, on_key=True, message=message, fix=fix)


def _is_misspelt(item: Item, key: str) -> bool:
    """Whether a key is all but a field that the object lacks; the names of places (`$id`) are no words to misspell."""
    near = nearest(key, item.shape.fields, _MISSPELT)
    return bool(near) and near not in item.node and not near.startswith("$")


def _bad_key(item: Item, key: str) -> Fault:
    """A key in `paths` or `responses` that does not say which path or status is meant."""
    pointer = f"{item.pointer}/{escaped(key)}"
    if item.kind == "Paths":
        message = f"the path {quoted(key)} does not begin with a slash"
        return Fault(code="path-slash", pointer=pointer, on_key=True, message=message, fix=f"write {quoted('/' + key)}")
    message = f"{quoted(key)} is no status code"
    fix = "write a status code such as 200, a range such as 4XX, or default"
    return Fault(code="status-code", pointer=pointer, on_key=True, message=message, fix=fix)


def _of_other_version(item: Item, field: Field, version: Version) -> Fault:
    message = f"{quoted(field.name)} belongs to OpenAPI {listed(field.versions)}; this document is {version}"
    return Fault(
        code="keyword-version",
        severity="warning",
        pointer=f"{item.pointer}/{escaped(field.name)}",
        on_key=True,
        message=message,
        fix="it is read as if it belonged here",
    )


def _unsupported(item: Item, key: str) -> Fault:
    return Fault(
        code="unsupported",
        severity="error" if UNSUPPORTED[key] == "error" else "warning",
        pointer=f"{item.pointer}/{escaped(key)}",
        on_key=True,
        message=f"{quoted(key)} is not supported",
        fix="refer by JSON pointer: '#/components/schemas/Name'",
        lift="any value is taken",
        mends=(Mend(item.node, key),),
    )


def _missing(item: Item, version: Version) -> Iterator[Fault]:
    for field in item.shape.fields.values():
        if field.need == "may" or field.name in item.node:
            continue
        since = _OPTIONAL_LATER.get((item.kind, field.name))
        if since is not None and version >= since:
            continue
        yield Fault(
            code="missing-field",
            severity="error" if field.need == "must" else "warning",
            pointer=item.pointer,
            on_key=True,
            message=f"{with_article(noun(item.kind))} has no {quoted(field.name)}",
            fix=f"add {quoted(field.name)}",
        )


# --- kinds of values -------------------------------------------------------------------------------------------------


class _Mismatch(NamedTuple):
    """A value that is not what must stand at a pointer."""

    pointer: str
    value: object
    type: FieldType
    expected: str


def _wrong_kinds(item: Item, key: str, pointer: str, field: Field) -> Iterator[Fault]:
    """The faults of one value. What can be read in one way only (`'true'` for true) is a warning."""
    wrong = list(_mismatches(item.node[key], field.types, pointer))
    instead = converted(item.node[key], field.types) if wrong else MISSING
    harmless = field.harmless or (item.kind, key, item.node[key]) in _DRAFT_3
    for pointer, value, type, expected in wrong:
        choice = bool(type.choices) and isinstance(value, str)
        yield Fault(
            code="unknown-value" if choice else "null-value" if value is None else "wrong-kind",
            severity="warning" if harmless or instead is not MISSING else "error",
            pointer=pointer,
            on_key=not isinstance(value, (str, int, float)),
            message=f"{described(value)} stands where {expected} must stand" + _near(value, type),
            fix=_fix(value, expected, harmless=harmless, instead=instead),
            mends=(Mend(item.node, key, instead),),
        )


def _fix(value: object, expected: str, *, harmless: bool, instead: object) -> str:
    if instead is not MISSING:
        return f"write {expected}; it is read as one"
    if harmless:
        return f"write {expected}; it is ignored"
    return f"write {expected}, or remove the key" if value is None else f"write {expected}"


def _near(value: object, type: FieldType) -> str:
    return suggested(value, type.choices) if isinstance(value, str) and type.choices else ""


def _mismatches(value: object, types: tuple[FieldType, ...], pointer: str) -> Iterator[_Mismatch]:
    """What in a value, or within it, is none of the types."""
    if any(_is(value, type) for type in types):
        return
    holder = "list" if is_array(value) else "map" if is_object(value) else "one"
    item = next((type.item for type in types if type.holder == holder), None)
    if item is None:
        expected = " or ".join(dict.fromkeys(_phrase(type) for type in types))
        yield _Mismatch(pointer, value, types[0], expected)
    elif is_array(value):
        for index, member in enumerate(value):
            yield from _mismatches(member, (item,), f"{pointer}/{index}")
    elif is_object(value):
        for name, member in value.items():
            yield from _mismatches(member, (item,), f"{pointer}/{escaped(name)}")


def _is(value: object, type: FieldType) -> bool:
    """Whether a scalar is of a type, or an object stands where one must; it is looked into elsewhere."""
    if type.holder != "one":
        return False
    match type.kind:
        case "data":
            return True
        case "string":
            return isinstance(value, str) and (not type.choices or value in type.choices)
        case "boolean":
            return isinstance(value, bool)
        case "integer":
            return isinstance(value, int) and not isinstance(value, bool)
        case "number":
            return isinstance(value, (int, float)) and not isinstance(value, bool)
        case "Schema":
            return is_object(value) or isinstance(value, bool)
        case _:
            return is_object(value)


def _phrase(type: FieldType) -> str:
    if type.holder != "one":
        return "a list" if type.holder == "list" else "a mapping"
    return listed(quoted(choice) for choice in type.choices) if type.choices else with_article(noun(type.kind))
