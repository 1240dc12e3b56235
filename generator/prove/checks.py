"""Faults in what is checked of a request: bounds, kinds, required members, rules and their severity."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from generator.prove.models import members
from generator.prove.mutant import Mutant, Source, misspelt

BOUNDS = {
    "min_length", "max_length", "minimum", "maximum", "above", "below", "multiple_of", "min_items", "max_items",
    "min_properties", "max_properties",
}  # fmt: skip
TESTS = {"string", "number", "boolean", "choice", "array", "mapping", "is_object"}
SCALARS = {"string": "boolean", "number": "string", "boolean": "string"}


def in_checks(source: Source) -> Iterator[Mutant]:
    """The mutants of _checks.py."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.AnnAssign) and isinstance(node.value, ast.Tuple):
            yield from members(source, node.value.elts)
        elif isinstance(node, ast.If):
            yield from _of_condition(source, node)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield from _of_call(source, node, node.func)


def _of_condition(source: Source, node: ast.If) -> Iterator[Mutant]:
    calls = list(_methods_called(node.body))
    if "refuse" in calls or "warn" in calls:
        yield from _of_rule(source, node)
    elif isinstance(node.test, ast.Compare) and isinstance(node.test.left, ast.Constant) and calls:
        wire = str(node.test.left.value)
        yield source.cut("field", node, source.span(node), "pass", becomes=" ")
        entry = f"{{{wire!r}: {wire!r}}}"
        yield source.edit("required", node.test, f"found.needs(tree, at, {entry}) or {source.code(node.test)}")


def _methods_called(statements: list[ast.stmt]) -> Iterator[str]:
    """The methods whose calls are statements of their own."""
    for each in statements:
        match each:
            case ast.Expr(value=ast.Call(func=ast.Attribute(attr=name))):
                yield name
            case _:
                pass


def _of_rule(source: Source, node: ast.If) -> Iterator[Mutant]:
    """A rule dropped, inverted, or with another condition."""
    yield source.cut("rule", node, source.span(node), "pass", becomes=" ")
    yield source.edit("rule", node.test, f"not ({source.code(node.test)})")
    if isinstance(node.test, ast.BoolOp):
        for index, value in enumerate(node.test.values):
            others = [source.code(each) for at, each in enumerate(node.test.values) if at != index]
            yield source.edit(
                "rule", node.test, (" and " if isinstance(node.test.op, ast.And) else " or ").join(others)
            )
            if isinstance(value, ast.Compare) and isinstance(value.comparators[0], ast.Tuple):
                elements = value.comparators[0].elts
                yield from (source.without("rule", elements, at, value.comparators[0]) for at in range(len(elements)))


def _of_call(source: Source, node: ast.Call, method: ast.Attribute) -> Iterator[Mutant]:
    if method.attr in ("refuse", "warn"):
        end = source.span(method)[1]
        other = "warn" if method.attr == "refuse" else "refuse"
        yield source.cut("severity", method, (end - len(method.attr), end), other)
        yield from _of_path(source, node)
    elif method.attr == "needs":
        yield from _of_needs(source, node)
        yield from _of_severity(source, node, "required")
    elif method.attr in TESTS:
        yield from _of_test(source, node, method)
        yield from _of_path(source, node)


def _of_path(source: Source, node: ast.Call) -> Iterator[Mutant]:
    """A fault told at another place."""
    for value in (each for argument in node.args for each in ast.walk(argument)):
        if isinstance(value, ast.Constant) and str(value.value).startswith("."):
            yield source.edit("alias", value, repr(misspelt(str(value.value))))


def _of_needs(source: Source, node: ast.Call) -> Iterator[Mutant]:
    """A required member that is asked for no longer, or under another name."""
    for entries in (argument for argument in node.args if isinstance(argument, ast.Dict)):
        for index, key in enumerate(entries.keys):
            yield source.without_entry("required", entries, index)
            if isinstance(key, ast.Constant):
                yield source.edit("alias", key, repr(misspelt(str(key.value))))


def _of_test(source: Source, node: ast.Call, method: ast.Attribute) -> Iterator[Mutant]:
    """Bounds moved and removed, another kind, another severity."""
    for index, keyword in enumerate(node.keywords):
        if keyword.arg in BOUNDS:
            yield from _moved(source, keyword.value)
        if keyword.arg in BOUNDS | {"pattern", "unique"}:
            yield source.without("bound", node.keywords, index)
        elif keyword.arg in ("integer", "format"):
            yield source.without("type", node.keywords, index)
    if method.attr in SCALARS:
        arguments = ", ".join(source.code(argument) for argument in node.args[:2])
        yield source.edit("type", node, f"{source.code(method.value)}.{SCALARS[method.attr]}({arguments})")
    yield from _of_severity(source, node, "type")


def _of_severity(source: Source, node: ast.Call, rule: str) -> Iterator[Mutant]:
    """What warns refuses, and what refuses warns."""
    warns = next((index for index, keyword in enumerate(node.keywords) if keyword.arg == "warns"), None)
    if warns is not None:
        nodes = [*node.args, *node.keywords]
        yield source.without("severity", nodes, len(node.args) + warns)
    else:
        text = source.code(node)
        comma = "" if text[:-1].rstrip().endswith(",") else ", "
        yield source.cut("severity", node, source.span(node), f"{text[:-1].rstrip()}{comma}warns=({rule!r},))")


def _moved(source: Source, value: ast.expr) -> Iterator[Mutant]:
    """A bound one higher and one lower."""
    number = ast.literal_eval(value)
    if isinstance(number, (int, float)):
        step = 1 if number == int(number) else abs(number) / 2
        yield source.edit("bound", value, repr(number + step))
        yield source.edit("bound", value, repr(number - step))
