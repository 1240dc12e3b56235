"""Faults in code that is not declared but written: the runtime. Each gets the kind of the duty of its function."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from generator.prove.mutant import Mutant, Source, misspelt

# Module of the runtime -> kind of fault; "module.function" goes before "module".
DUTIES = {
    "answer": "errors", "answer.redacted": "redaction", "answer.hidden": "redaction", "bodies": "body",
    "call": "escaping", "call.header_trouble": "header", "call.status_entry": "errors", "call.Call": "body",
    "client": "options", "client._base_url": "base-url", "client._exchange": "rule", "client._decoded": "decoder",
    "client.parameter": "parameter", "client.BaseClient.__init__": "auth", "credentials": "auth",
    "credentials.secrets": "redaction", "decode": "decoder", "encode": "body", "errors": "errors",
    "exchange": "retry", "exchange.error": "errors", "exchange.status_error": "errors", "exchange.hint": "errors",
    "exchange._doubt": "errors", "faults": "bound", "formats": "decoder", "lenient": "decoder", "model": "decoder",
    "omit": "body", "options": "options", "pages": "pages", "received": "body", "request": "body",
    "request._query": "escaping", "request._headers": "header", "retry": "retry", "retry.retry_after": "backoff",
    "retry.LONGEST_WAIT": "backoff", "retry.FIRST_PAUSE": "backoff", "retry.LONGEST_PAUSE": "backoff",
    "rules": "rule", "styles": "parameter", "turning": "pages", "links": "pages", "rpc": "errors", "signed": "redaction",
    "drift_log": "redaction", "log_lines": "redaction", "servers": "base-url", "keywords": "bound", "kinds": "bound",
    "events": "stream", "sequences": "stream", "streams": "stream", "downloads": "stream", "incoming": "stream",
}  # fmt: skip
# They carry bytes to and fro, and are held to real sockets by our own tests.
CARRIERS = ("transport", "connections", "sockets", "elsewhere")
OTHER_OPERATOR: dict[type[ast.cmpop], str] = {
    ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">", ast.Eq: "!=", ast.NotEq: "==", ast.In: "not in",
    ast.NotIn: "in", ast.Is: "is not", ast.IsNot: "is",
}  # fmt: skip
OTHER_ARITHMETIC: dict[type[ast.operator], str] = {
    ast.Add: "-",
    ast.Sub: "+",
    ast.Mult: "/",
    ast.Div: "*",
    ast.Pow: "*",
}
PASSES_THROUGH = {"quoted", "quote", "hidden", "scalar", "plain", "lower", "strip", "deepcopy", "redacted"}


def in_runtime(source: Source) -> Iterator[Mutant]:
    """The mutants of a module of _runtime/.

    None of CARRIERS.
    """
    module = source.file.rpartition("/")[2].removesuffix(".py")
    idle = set(_idle(source.tree))
    for node in ast.walk(source.tree):
        if node not in idle:
            if duty := _duty(source, module, node):
                yield from _of_node(source, node, duty)


def _duty(source: Source, module: str, node: ast.AST) -> str:
    """The kind of the faults at a place; "" for a module that has none of these duties."""
    scope = source.scopes.get(node, "")
    top = node
    while not isinstance(source.parents.get(top), (ast.Module, type(None))):
        top = source.parents[top]
    names = [f"{module}.{scope}", f"{module}.{scope.rpartition('.')[2]}"]
    if isinstance(top, ast.Assign) and isinstance(top.targets[0], ast.Name):
        names.append(f"{module}.{top.targets[0].id}")
    return next((DUTIES[name] for name in [*names, module] if name in DUTIES), "")


def _idle(node: ast.AST) -> Iterator[ast.AST]:
    """What does nothing at run time: annotations, docstrings, messages, imports for type checkers, reprs."""
    for child in ast.iter_child_nodes(node):
        is_idle = False
        match child:
            case ast.If(test=ast.Name(id="TYPE_CHECKING")) | ast.JoinedStr() | ast.Expr(value=ast.Constant()):
                is_idle = True
            case ast.FunctionDef(name="__repr__") | ast.ImportFrom() | ast.Import():
                is_idle = True
            case ast.Constant(value=str()) if isinstance(node, (ast.Tuple, ast.Subscript)) and _is_type(node, child):
                is_idle = True
            case ast.AnnAssign(annotation=ast.Name(id="TypeAlias")) | ast.Call(func=ast.Name(id="TypeVar" | "cast")):
                is_idle = True
            case ast.Call(func=ast.Attribute(value=ast.Name(id="log")) | ast.Name(id="dataclass")):
                is_idle = True
            case _:
                pass
        if is_idle:
            yield from (each for each in ast.walk(child))
        else:
            yield from _idle(child)
    if isinstance(node, (ast.AnnAssign, ast.arg)) and node.annotation is not None:
        yield from ast.walk(node.annotation)
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.returns is not None:
        yield from ast.walk(node.returns)


def _is_type(node: ast.Tuple | ast.Subscript, child: ast.AST) -> bool:
    """Whether a text among the parameters of a class is the name of a type: `dict[str, "Decoder[object]"]`."""
    names = [each for each in ast.walk(node) if isinstance(each, ast.Name)]
    return isinstance(child, ast.Constant) and bool(names) and "[" in str(child.value)


def _of_node(source: Source, node: ast.AST, kind: str) -> Iterator[Mutant]:
    match node:
        case ast.If(test=test, orelse=[]):
            yield source.edit(kind, test, f"not ({source.code(test)})")
            yield source.edit(kind, test, "False")
        case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=ast.UnaryOp() | ast.Compare() as test):
            yield source.edit(kind, test, f"not ({source.code(test)})")
        case ast.BoolOp():
            yield from _of_bool(source, node, kind)
        case ast.Compare(left=left, ops=[operator], comparators=[right]):
            yield _between(source, kind, left, right, OTHER_OPERATOR[type(operator)])
        case ast.BinOp(left=left, op=operator, right=right) if type(operator) in OTHER_ARITHMETIC:
            if not any(isinstance(each, (ast.Constant, ast.JoinedStr)) and _is_text(each) for each in (left, right)):
                yield _between(source, kind, left, right, OTHER_ARITHMETIC[type(operator)])
        case ast.Constant():
            yield from _of_constant(source, node, kind)
        case ast.Expr(value=ast.Call()) | ast.AugAssign():
            yield source.cut(kind, node, source.span(node), "pass", becomes=" ")
        case ast.Set(elts=elements) | ast.Tuple(elts=elements) if _are_constant(elements):
            whole = node if isinstance(node, ast.Tuple) else None
            yield from (source.without(kind, elements, at, whole) for at in range(len(elements)))
        case ast.Dict(keys=keys) if len(keys) > 1 and isinstance(keys[0], ast.Constant):
            yield from (source.without_entry(kind, node, at) for at in range(len(keys)))
        case ast.Call():
            yield from _of_call(source, node, kind)
        case _:
            return


def _between(source: Source, kind: str, left: ast.expr, right: ast.expr, operator: str) -> Mutant:
    """Another operator between two operands; brackets and line ends stay."""
    start, end = source.span(left)[1], source.span(right)[0]
    text = source.content[start:end].decode()
    before, after = text[: len(text) - len(text.lstrip(" )\n"))], text[len(text.rstrip(" (\n")) :]
    words = f"{source.code(left)} {operator} {source.code(right)}"
    was = f"{source.code(left)} {text.strip(' ()')} {source.code(right)}"
    return source.cut(kind, right, (start, end), f"{before or ' '}{operator}{after or ' '}", was, words)


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _are_constant(elements: list[ast.expr]) -> bool:
    return len(elements) > 1 and all(
        isinstance(each, ast.Constant) and not isinstance(each.value, bool) for each in elements
    )


def _of_bool(source: Source, node: ast.BoolOp, kind: str) -> Iterator[Mutant]:
    """A condition without one of its parts."""
    word = " and " if isinstance(node.op, ast.And) else " or "
    for index in range(len(node.values)):
        others = [source.code(value) for at, value in enumerate(node.values) if at != index]
        yield source.edit(kind, node, f"({word.join(others)})")


def _of_constant(source: Source, node: ast.Constant, kind: str) -> Iterator[Mutant]:
    """Another number, the other truth value, a name misspelt; sentences are left alone."""
    parent = source.parents.get(node)
    if isinstance(parent, (ast.Set, ast.JoinedStr, ast.FormattedValue, ast.Raise, ast.MatchValue)):
        return
    value = node.value
    if isinstance(value, bool):
        yield source.edit(kind, node, repr(not value))
    elif isinstance(value, (int, float)):
        yield source.edit(kind, node, repr(value + 1))
    elif isinstance(value, str) and 1 < len(value) <= 40 and " " not in value and value.isprintable():
        if not isinstance(parent, (ast.Subscript, ast.Tuple)) or source.scopes.get(node):
            yield source.edit(kind, node, repr(misspelt(value)))


def _of_call(source: Source, node: ast.Call, kind: str) -> Iterator[Mutant]:
    """An option of a call dropped; a value that should have been changed on its way passes as it is."""
    name = (
        node.func.id
        if isinstance(node.func, ast.Name)
        else node.func.attr if isinstance(node.func, ast.Attribute) else ""
    )
    if name in PASSES_THROUGH:
        inner = node.args[0] if isinstance(node.func, ast.Name) and node.args else node.func
        yield source.edit(
            kind, node, source.code(inner.value if isinstance(inner, ast.Attribute) and inner is node.func else inner)
        )
    nodes = [*node.args, *node.keywords]
    for index, keyword in enumerate(node.keywords):
        if keyword.arg and name not in ("dataclass", "field") or keyword.arg == "repr":
            is_repr = keyword.arg == "repr"
            yield source.without("redaction" if is_repr else kind, nodes, len(node.args) + index)
