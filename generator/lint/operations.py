"""Paths and operations: their templates, their path parameters, their ids."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from generator.findings import quoted
from generator.grammar import METHODS
from generator.lint.fault import Fault, operation_name
from generator.load import is_array, is_object
from generator.positions import unescaped
from generator.resolve import Document, Item, Mend

_NAME = re.compile(r"\{([^{}]*)\}")


class Declared(NamedTuple):
    """A parameter as a list of parameters declares it, references followed."""

    pointer: str
    name: str
    location: str
    node: dict[str, object]


def operations(document: Document) -> Iterator[Fault]:
    """The faults of all paths and operations."""
    yield from _repeated_ids(document)
    templates: dict[str, Item] = {}
    for item in document.items:
        if item.kind == "PathItem" and item.up is not None and item.up.kind == "Paths":
            yield from _template(item, templates)
            yield from _path_parameters(document, item)


def declared(document: Document, owner: Item) -> list[Declared]:
    """The parameters that a path item or an operation lists, in order; those that lead nowhere are left out."""
    found: list[Declared] = []
    listed = owner.node.get("parameters")
    for index, written in enumerate(listed if is_array(listed) else ()):
        pointer = f"{owner.pointer}/parameters/{index}"
        node, _ = document.deref(written, pointer)
        if is_object(node) and isinstance(node.get("name"), str):
            found.append(Declared(pointer, str(node["name"]), str(node.get("in")), node))
    return found


def _repeated_ids(document: Document) -> Iterator[Fault]:
    first: dict[str, Item] = {}
    for item in document.items:
        id = item.node.get("operationId") if item.kind == "Operation" else None
        if not isinstance(id, str):
            continue
        other = first.setdefault(id, item)
        if other is not item:
            yield Fault(
                code="duplicate-operation-id",
                pointer=f"{item.pointer}/operationId",
                message=f"operationId {quoted(id)} is also that of {operation_name(other)}",
                also=f"{other.pointer}/operationId",
                fix="give each operation an id of its own",
                lift="names are made unique",
            )


def _template(item: Item, templates: dict[str, Item]) -> Iterator[Fault]:
    path = unescaped(item.step.rpartition("/")[2])
    if re.search("[{}]", _NAME.sub("", path)) or "{}" in path:
        message = f"the braces of {quoted(path)} do not pair around names"
        fix = "write each parameter as {name}"
        yield Fault(code="path-template", pointer=item.pointer, on_key=True, message=message, fix=fix)
    for name, count in Counter(_NAME.findall(path)).items():
        if count > 1:
            message = f"{quoted(name)} stands {count} times in the path {quoted(path)}"
            yield Fault(
                code="path-template",
                severity="warning",
                pointer=item.pointer,
                on_key=True,
                message=message,
                fix="name each place differently; one value is put in all of them",
            )
    other = templates.setdefault(_NAME.sub("{}", path), item)
    if other is not item:
        written = unescaped(other.step.rpartition("/")[2])
        yield Fault(
            code="duplicate-path",
            severity="warning",
            pointer=item.pointer,
            on_key=True,
            also=other.pointer,
            message=f"{quoted(path)} is the same path as {quoted(written)}",
            fix="write one path with the operations of both",
        )


def _path_parameters(document: Document, item: Item) -> Iterator[Fault]:
    path = unescaped(item.step.rpartition("/")[2])
    names = list(dict.fromkeys(_NAME.findall(path)))
    shared = declared(document, item)
    yield from _unused(item, shared, names=names, path=path)
    for method in METHODS:
        node = item.node.get(method)
        if not is_object(node):
            continue
        operation = Item("Operation", node, item, f"/{method}")
        own = declared(document, operation)
        known = {parameter.name for parameter in (*shared, *own) if parameter.location == "path"}
        missing = [name for name in names if name and name not in known]
        mend = Mend(node, "parameters", [*_kept(operation, own, names), *(_string(name) for name in missing)])
        yield from (replace(fault, mends=(mend,)) for fault in _unused(operation, own, names=names, path=path))
        yield from (_undeclared(operation, name, mend) for name in missing)


def _undeclared(operation: Item, name: str, mend: Mend) -> Fault:
    return Fault(
        code="path-parameter-undeclared",
        pointer=operation.pointer,
        on_key=True,
        message=f"{operation_name(operation)} declares no path parameter {quoted(name)}",
        fix=f"add {{name: {name}, in: path, required: true, schema: {{type: string}}}} to its parameters",
        lift="it is treated as a required string",
        mends=(mend,),
    )


def _unused(owner: Item, parameters: list[Declared], *, names: list[str], path: str) -> Iterator[Fault]:
    """Path parameters that have no place in the path, so that they cannot be sent."""
    mend = Mend(owner.node, "parameters", _kept(owner, parameters, names))
    for each in parameters:
        if _is_unused(each, names):
            yield Fault(
                code="path-parameter-unused",
                severity="warning",
                pointer=each.pointer,
                message=f"the path parameter {quoted(each.name)} has no place in {quoted(path)}",
                fix=f"put {quoted('{' + each.name + '}')} into the path; the parameter is left out",
                mends=(mend,),
            )


def _kept(owner: Item, parameters: list[Declared], names: list[str]) -> list[object]:
    """What the list of parameters holds, without the path parameters that have no place in the path."""
    unused = {each.pointer for each in parameters if _is_unused(each, names)}
    listed = owner.node.get("parameters")
    written = enumerate(listed if is_array(listed) else ())
    return [each for index, each in written if f"{owner.pointer}/parameters/{index}" not in unused]


def _is_unused(parameter: Declared, names: list[str]) -> bool:
    return parameter.location == "path" and parameter.name not in names


def _string(name: str) -> dict[str, object]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
