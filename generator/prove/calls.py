"""Faults in what is sent: the calls, the resources, and what the clients know of the API."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from generator.prove.mutant import Mutant, Source, misspelt

OTHER_METHOD = {"GET": "HEAD", "POST": "PUT", "PUT": "POST", "PATCH": "PUT", "DELETE": "GET", "HEAD": "GET"}
OTHER_SCHEME = {"bearer": "basic", "basic": "bearer", "header": "query", "query": "header", "cookie": "header"}
KIND_OF = {
    "method": "method", "template": "path", "path": "path", "query": "parameter", "headers": "parameter",
    "check": "rule", "body": "body", "media_type": "header", "answers": "decoder", "errors": "errors",
    "pages": "pages", "authenticated": "auth",
}  # fmt: skip
KIND_OF_SERVICE = {
    "package": "header", "version": "header", "base_url": "base-url", "base_url_env": "base-url", "schemes": "auth",
    "parameters": "parameter", "needs_credential": "auth", "locate": "rule", "guard": "auth", "given": "auth",
    "options": "options",
}  # fmt: skip


def in_calls(source: Source) -> Iterator[Mutant]:
    """The mutants of a module of _calls/."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Call":
            for index, keyword in enumerate(node.keywords):
                kind = KIND_OF.get(keyword.arg or "", "body")
                if keyword.arg not in ("operation", "method", "template", "path", "answers"):
                    yield source.without(kind, node.keywords, index)
                if keyword.arg == "method" and isinstance(keyword.value, ast.Constant):
                    yield source.edit(kind, keyword.value, repr(OTHER_METHOD.get(str(keyword.value.value), "GET")))
                elif keyword.arg != "operation":
                    yield from _within(source, keyword.value, kind)
            if all(keyword.arg != "authenticated" for keyword in node.keywords):
                yield source.edit("auth", node, f"{source.code(node)[:-1].rstrip()} authenticated=False)")


def _within(source: Source, value: ast.expr, kind: str) -> Iterator[Mutant]:
    """Texts misspelt, parts dropped, checks and flags forgotten."""
    for node in ast.walk(value):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value and kind != "decoder":
            if not isinstance(source.parents.get(node), ast.JoinedStr):
                yield source.edit(kind, node, repr(misspelt(node.value)))
        elif isinstance(node, (ast.Tuple, ast.List, ast.Set)):
            whole = node if isinstance(node, ast.Tuple) else None
            yield from (source.without(kind, node.elts, at, whole) for at in range(len(node.elts)))
        elif isinstance(node, ast.Dict) and kind != "decoder":
            inner = "field" if kind == "body" else kind
            yield from (source.without_entry(inner, node, at) for at in range(len(node.keys)))
        elif isinstance(node, ast.Lambda):
            yield source.edit(kind, node.body, "bool")
        elif isinstance(node, ast.Call):
            yield from _of_arguments(source, node, kind)


def _of_arguments(source: Source, node: ast.Call, kind: str) -> Iterator[Mutant]:
    """A check forgotten, a flag dropped."""
    nodes = [*node.args, *node.keywords]
    for index, each in enumerate(nodes):
        value = each.value if isinstance(each, ast.keyword) else each
        if isinstance(value, ast.Attribute) and source.code(value).startswith("checks."):
            yield source.edit("rule", value, "None")
        elif isinstance(each, ast.keyword):
            yield source.without(kind, nodes, index)


def in_client(source: Source) -> Iterator[Mutant]:
    """The mutants of _client.py: of the service that it describes, and of what the clients pass on."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Service":
            for keyword in node.keywords:
                yield from _of_service(source, keyword)
            droppable = [
                at for at, keyword in enumerate(node.keywords) if keyword.arg in ("schemes", "locate", "guard")
            ]
            for at in droppable:
                yield source.without(KIND_OF_SERVICE[node.keywords[at].arg or ""], node.keywords, at)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "__init__":
            yield from _passed_on(source, node)
        elif isinstance(node, ast.Dict) and isinstance(source.parents.get(node), ast.Assign):
            for index in range(len(node.keys)):
                yield source.without_entry("auth", node, index)


def _of_service(source: Source, keyword: ast.keyword) -> Iterator[Mutant]:
    kind = KIND_OF_SERVICE.get(keyword.arg or "", "options")
    for node in ast.walk(keyword.value):
        if isinstance(node, ast.Constant) and isinstance(node.value, bool):
            yield source.edit(kind, node, repr(not node.value))
        elif isinstance(node, ast.Constant) and node.value in OTHER_SCHEME:
            yield source.edit(kind, node, repr(OTHER_SCHEME[str(node.value)]))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
            yield source.edit(kind, node, repr(misspelt(node.value)))


def _passed_on(source: Source, node: ast.Call) -> Iterator[Mutant]:
    """What a caller gave to a client does not arrive."""
    for keyword in node.keywords:
        if keyword.arg == "base_url":
            yield source.edit("base-url", keyword.value, "None")
        elif keyword.arg in ("options", "given"):
            yield source.edit("options" if keyword.arg == "options" else "auth", keyword.value, "{}")
    for argument in node.args:
        if isinstance(argument, ast.Call) and argument.args:
            yield source.edit("transport", argument.args[0], "None")


def in_resources(source: Source) -> Iterator[Mutant]:
    """The mutants of a module of resources/: defaults of arguments, and what a method passes on."""
    for node in ast.walk(source.tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield from _defaults(source, node)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "send":
            if len(node.args) > 1:
                yield source.edit("options", node.args[1], "{}")
            for call in (argument for argument in node.args[:1] if isinstance(argument, ast.Call)):
                yield from _arguments_lost(source, call)


def _arguments_lost(source: Source, call: ast.Call) -> Iterator[Mutant]:
    """An argument that is not passed on, and two that change places."""
    names = call.args[1:]
    yield from (source.edit("field", name, "None") for name in names)
    for one, other in zip(names, names[1:], strict=False):
        span = source.span(one)[0], source.span(other)[1]
        yield source.cut("field", one, span, f"{source.code(other)}, {source.code(one)}")


def _defaults(source: Source, node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[Mutant]:
    """An argument that must be given, and one that need not."""
    for argument, default in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True):
        if default is None:
            yield source.edit("required", argument, f"{source.code(argument)} = None")
        else:
            span = source.span(argument)[0], source.span(default)[1]
            yield source.cut("required", argument, span, source.code(argument))
            other = "None" if source.code(default) == "OMIT" else "OMIT"
            yield source.edit("required", default, other)
