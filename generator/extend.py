"""Modules written by hand below extensions/, beside the document: copied word for word, and made methods of resources.

`generator.toml` says which function becomes which method: `[extensions."models.upload"]`. The function takes the
resource as its first argument, as a method does; the async one is a coroutine function.
"""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator import ir
from generator.config import Extension
from generator.findings import Finding, Refused, quoted, suggested
from generator.inputs import EXTENSIONS, Task, extension_files
from generator.positions import Place

INIT = f"{EXTENSIONS}/__init__.py"
INIT_TEXT = '"""Methods that are written by hand."""\n'
Function = ast.FunctionDef | ast.AsyncFunctionDef


def extension_texts(task: Task) -> Mapping[str, str]:
    """Path below the package -> text, for every module; nothing where there are none.

    Raises Refused for a file that is no Python in UTF-8.
    """
    found: dict[str, str] = {}
    wrong: list[Finding] = []
    for name in extension_files(task):
        path = os.path.join(task.folder, name)
        try:
            with open(path, encoding="utf-8", newline="") as file:
                found[name] = file.read()
            ast.parse(found[name])
        except (OSError, ValueError, SyntaxError, RecursionError) as why:
            at = f", line {why.lineno}" if isinstance(why, SyntaxError) else ""
            wrong.append(_finding(path, f"not a module of Python in UTF-8 ({type(why).__name__}{at})", "correct it"))
    if wrong:
        raise Refused(wrong)
    return {INIT: INIT_TEXT, **found} if found else {}


def extended(api: ir.Api, task: Task, extensions: Mapping[str, Extension], texts: Mapping[str, str]) -> ir.Api:
    """The API with its methods that are written by hand. Raises Refused with all that is wrong with them."""
    made: dict[str, list[ir.Extension]] = {}
    wrong: list[Finding] = []
    for name, extension in extensions.items():
        faults = [*_place_faults(api, name), *_function_faults(extension, texts)]
        wrong += [_finding(task.config, f"extensions.{quoted(name)}: {says}", fix) for says, fix in faults]
        if not faults:
            resource, _, method = name.partition(".")
            made.setdefault(resource, []).append(_extension(method, extension, texts))
    if wrong:
        raise Refused(wrong)
    return replace(
        api,
        resources=tuple(
            replace(one, extensions=ir.Extensions(methods=tuple(made.get(one.name, ())))) for one in api.resources
        ),
    )


def _place_faults(api: ir.Api, name: str) -> Iterator[tuple[str, str]]:
    """Why a method cannot be where it is wanted, with the way out."""
    resource, _, method = name.partition(".")
    known = {one.name: {operation.name for operation in one.operations} for one in api.resources}
    if resource not in known:
        yield f"there is no resource {quoted(resource)}{suggested(resource, tuple(known))}", "name a resource of the API"
    elif not method.isidentifier() or method.startswith("_") or method == "with_raw_response":
        yield f"{quoted(method)} cannot be the name of a method", "write: resource.method"
    elif method in known[resource]:
        yield f"{quoted(name)} is an operation of the document", "give it another name"


def _function_faults(extension: Extension, texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Why a function cannot be the method, with the way out."""
    for dotted, kind, word in (
        (extension.sync, ast.FunctionDef, "def"),
        (extension.asynchronous, ast.AsyncFunctionDef, "async def"),
    ):
        path = f"{EXTENSIONS}/{dotted.split('.')[0]}.py"
        function = _function(dotted, texts)
        if path not in texts:
            yield f"there is no {path} beside the document", "write the module"
        elif not isinstance(function, kind):
            yield f"{path} has no `{word} {dotted.split('.')[1]}`", "write the function"
        elif not (function.args.posonlyargs or function.args.args):
            yield f"{dotted} takes no argument: the first is the resource", f"write: {word} {function.name}(self: ...)"


def _function(dotted: str, texts: Mapping[str, str]) -> Function | None:
    module, _, name = dotted.partition(".")
    tree = ast.parse(texts.get(f"{EXTENSIONS}/{module}.py", ""))
    found = (one for one in tree.body if isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef)) and one.name == name)
    return next(found, None)


def _extension(method: str, extension: Extension, texts: Mapping[str, str]) -> ir.Extension:
    (module, function), (async_module, async_function) = (
        dotted.split(".") for dotted in (extension.sync, extension.asynchronous)
    )
    return ir.Extension(
        name=method,
        module=module,
        function=function,
        signature=_signature(extension.sync, texts),
        async_module=async_module,
        async_function=async_function,
        async_signature=_signature(extension.asynchronous, texts),
        doc=_doc(extension.sync, texts),
    )


def _doc(dotted: str, texts: Mapping[str, str]) -> str:
    found = _function(dotted, texts)
    return (ast.get_docstring(found) if found else None) or ""


def _signature(dotted: str, texts: Mapping[str, str]) -> str:
    """The arguments behind the first, and the result."""
    function = _function(dotted, texts)
    assert function is not None, "a function that is not there was refused"
    written = function.args
    every = [*written.posonlyargs, *written.args]
    defaults: list[ast.expr | None] = [*[None] * (len(every) - len(written.defaults)), *written.defaults]
    arguments = [_argument(one, default) for one, default in zip(every[1:], defaults[1:], strict=True)]
    arguments += ["*"] if written.kwonlyargs else []
    arguments += [_argument(*pair) for pair in zip(written.kwonlyargs, written.kw_defaults, strict=True)]
    arguments += [f"**{_argument(written.kwarg, None)}"] if written.kwarg else []
    return f"({', '.join(arguments)}) -> {ast.unparse(function.returns) if function.returns else 'None'}"


def _argument(argument: ast.arg, default: ast.expr | None) -> str:
    text = f"{argument.arg}: {ast.unparse(argument.annotation) if argument.annotation else 'Any'}"
    return text if default is None else f"{text} = {ast.unparse(default)}"


def _finding(path: str, message: str, fix: str) -> Finding:
    return Finding("extension", "error", Place(os.path.normpath(path)), message, fix)
