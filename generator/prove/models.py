"""Faults in what is declared: the classes of models/, and the shapes by which inputs are written."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from generator.prove.mutant import Mutant, Source, misspelt

OTHER_TYPE = {
    "str": "int", "int": "str", "float": "str", "bool": "str", "DateTime": "str", "Date": "DateTime", "Uuid": "str",
    "Int64Str": "int", "Integer": "str", "Number": "str", "Boolean": "str", "datetime": "int", "bytes": "int", "date": "int", "UUID": "int",
}  # fmt: skip
WRAPPERS = ("Annotated", "Required", "Open", "OpenInt", "OpenAny", "list", "dict")


def in_models(source: Source) -> Iterator[Mutant]:
    """The mutants of a module of models/."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef):
            is_sent = any(isinstance(base, ast.Name) and base.id == "TypedDict" for base in node.bases)
            for field in (each for each in node.body if isinstance(each, ast.AnnAssign)):
                yield from _of_field(source, field, is_sent)
        elif isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == "Literal":
            yield from members(source, node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice])
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "_input":
            yield source.edit("field", node, "{}")


def members(source: Source, values: list[ast.expr]) -> Iterator[Mutant]:
    """A member of an enum dropped or misspelt."""
    for index, value in enumerate(values):
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield source.edit("enum", value, repr(misspelt(value.value)))
        elif isinstance(value, ast.Constant) and type(value.value) is int:
            yield source.edit("enum", value, repr(value.value + 1000))
        if len(values) > 1:
            yield source.without("enum", values, index)


def _of_field(source: Source, field: ast.AnnAssign, is_sent: bool) -> Iterator[Mutant]:
    """A field deleted, its alias dropped or misspelt, required or not, of another type."""
    name = field.target.id if isinstance(field.target, ast.Name) else ""
    if not name or name.startswith(("_", "model_config")):
        return
    yield source.cut("field", field, source.span(field), "pass", becomes=" ")
    for call in (node for node in ast.walk(field) if isinstance(node, ast.Call)):
        for index, keyword in enumerate(call.keywords):
            if keyword.arg == "alias" and isinstance(keyword.value, ast.Constant):
                yield source.edit("alias", keyword.value, repr(misspelt(str(keyword.value.value))))
                yield source.without("alias", [*call.args, *call.keywords], len(call.args) + index)
    yield from _required(source, field, is_sent)
    yield from _of_type(source, field.annotation)


def _required(source: Source, field: ast.AnnAssign, is_sent: bool) -> Iterator[Mutant]:
    """Required in place of optional, and the other way round."""
    annotation = field.annotation
    if is_sent:
        if isinstance(annotation, ast.Subscript) and _name(annotation.value) == "Required":
            yield source.edit("required", annotation, source.code(annotation.slice))
        else:
            yield source.edit("required", annotation, f"Required[{source.code(annotation)}]")
    elif field.value is None:
        yield source.edit("required", field, f"{source.code(field)} = None")
    elif isinstance(field.value, ast.Constant) and field.value.value is None:
        yield source.edit("required", field, source.code(field).removesuffix(" = None"))


def _of_type(source: Source, annotation: ast.expr) -> Iterator[Mutant]:
    """Another scalar, a value in place of a list, text in place of an object."""
    match annotation:
        case ast.Name(id=name) if name in OTHER_TYPE:
            yield source.edit("type", annotation, OTHER_TYPE[name])
        case ast.Name(id=name) if name[:1].isupper():
            yield source.edit("type", annotation, "bool")
        case ast.Subscript(value=ast.Name(id="Annotated"), slice=ast.Tuple(elts=[first, *_])):
            yield from _of_type(source, first)
        case ast.Subscript(value=ast.Name(id="list"), slice=item):
            yield source.edit("type", annotation, source.code(item))
            yield from _of_type(source, item)
        case ast.Subscript(value=ast.Name(id="dict"), slice=ast.Tuple(elts=[_, value])):
            yield from _of_type(source, value)
        case ast.Subscript(value=ast.Name(id=name), slice=inner) if name in WRAPPERS:
            yield from _of_type(source, inner)
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            yield from _of_type(source, left)
            if not (isinstance(right, ast.Constant) and right.value is None):
                yield from _of_type(source, right)
        case _:
            return


def in_shapes(source: Source) -> Iterator[Mutant]:
    """The mutants of _shapes.py."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Dict) and isinstance(source.parents.get(node), ast.Dict):
            for index, (key, value) in enumerate(zip(node.keys, node.values, strict=True)):
                if isinstance(key, ast.Constant):
                    yield source.without_entry("field", node, index)
                    yield from _wire(source, str(key.value), value)


def _wire(source: Source, name: str, value: ast.expr) -> Iterator[Mutant]:
    """A wire name misspelt or not translated, and a nested shape forgotten."""
    wire = value.elts[0] if isinstance(value, ast.Tuple) else value
    if isinstance(wire, ast.Constant) and isinstance(wire.value, str):
        yield source.edit("alias", wire, repr(misspelt(wire.value)))
        if wire.value != name and name != "*":
            yield source.edit("alias", wire, repr(name))
    if isinstance(value, ast.Tuple):
        yield source.edit("type", value, source.code(wire))


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""
