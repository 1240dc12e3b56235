"""The package as such: its public names and their types, how lazily it loads, and that it works wherever it is put."""

from __future__ import annotations

import ast
import importlib
import inspect
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .cases import OPERATIONS, SETTINGS
from .flavours import KEYS, WHERE, package

HERE = Path(__file__).parent
HOME = Path(str(package.__file__)).parent
CLIENTS = (SETTINGS["client"], SETTINGS["async_client"])


def members(annotation: ast.expr) -> Iterator[str]:
    """The members of a type, without what is written around it."""
    match annotation:
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            yield from (*members(left), *members(right))
        case ast.Subscript(value=ast.Name(id="Annotated"), slice=ast.Tuple(elts=[inner, *_])):
            yield from members(inner)
        case ast.Subscript(value=ast.Name(id="Required" | "Open" | "OpenInt" | "OpenAny"), slice=inner):
            yield from members(inner)
        case ast.Subscript(value=ast.Name(id="Literal"), slice=ast.Tuple(elts=values)):
            yield from (ast.unparse(value) for value in values)
        case ast.Subscript(value=ast.Name(id="Literal"), slice=value):
            yield ast.unparse(value)
        case ast.Constant(value=str() as text):
            yield from members(ast.parse(text, mode="eval").body)
        case ast.Subscript(value=ast.Name(id="list"), slice=item):
            yield f"list[{union(item)}]"
        case ast.Subscript(value=ast.Name(id="dict"), slice=ast.Tuple(elts=[_, value])):
            yield f"dict[str, {union(value)}]"
        case _:
            yield ast.unparse(annotation)


def union(annotation: ast.expr) -> str:
    """A type as api.txt writes it: sorted, None last."""
    return " | ".join(sorted(set(members(annotation)), key=lambda text: (text == "None", text)))


def signature(function: Any) -> str:
    """Arguments and result as they are written."""
    found = inspect.signature(function)
    arguments: list[str] = []
    for name, one in found.parameters.items():
        if one.kind is one.KEYWORD_ONLY and "*" not in arguments:
            arguments.append("*")
        stars = "**" if one.kind is one.VAR_KEYWORD else ""
        default = "" if one.default is one.empty else f" = {one.default!r}"
        arguments.append(f"{stars}{name}: {one.annotation}{default}")
    result = "" if found.return_annotation in (found.empty, "None") else f" -> {found.return_annotation}"
    return f"({', '.join(arguments)}){result}"


def of_clients() -> Iterator[str]:
    """The clients, and what is reached from them."""
    for name in CLIENTS:
        client = getattr(package, name)(**KEYS, **WHERE)
        yield f"{name}{signature(type(client))}"
        for attribute in dir(client):
            value = getattr(client, attribute)
            if attribute.startswith("_") or attribute in ("send", "raw", "parameter"):
                continue
            if callable(value):
                yield f"{name}.{attribute}"
                continue
            for method in (method for method in dir(value) if not method.startswith("_")):
                if method != "with_raw_response":
                    function = getattr(value, method)
                    arrow = "" if "->" in signature(function) else " -> None"
                    yield f"{name}.{attribute}.{method}{signature(function)}{arrow}"


def of_models() -> Iterator[str]:
    """The models with their fields, as their modules are written."""
    for path in sorted((HOME / "models").glob("*.py")):
        for node in statements(ast.parse(path.read_text(encoding="utf-8")).body):
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
                if node.target.id == "__all__":
                    continue
                yield f"models.{node.target.id} = {union(node.value)}"
            elif isinstance(node, ast.ClassDef):
                yield f"models.{node.name}"
                yield from (f"models.{node.name}.{line}" for line in of_class(node))


def statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements of a module as type checkers read it: a name for a type that holds itself is written for them apart."""
    for node in body:
        yield from node.body if isinstance(node, ast.If) else [node]


def of_class(node: ast.ClassDef) -> Iterator[str]:
    """The fields of a class: of one that is received those without a default are required."""
    is_sent = any(ast.unparse(base) == "TypedDict" for base in node.bases)
    is_partial = any(ast.unparse(keyword.value) == "False" for keyword in node.keywords if keyword.arg == "total")
    for one in node.body:
        if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name) and not one.target.id.startswith("__"):
            written = ast.unparse(one.annotation)
            required = not is_partial or written.startswith("Required[") if is_sent else not has_default(one)
            yield f"{one.target.id}: {'Required ' if required else ''}{union(one.annotation)}"


def of_testing() -> Iterator[str]:
    """The names of `testing`, what its classes have, and what its factories give."""
    testing = importlib.import_module(f"{package.__name__}.testing")
    for name in testing.__all__:
        value = getattr(testing, name)
        if name.startswith("make_"):
            yield f"testing.{name}(**fields) -> {value.__annotations__['return'].removeprefix('_')}"
            continue
        yield f"testing.{name}"
        fields = value() if name == "FakeServer" else value
        if isinstance(value, type) and not issubclass(value, (Warning, str)):  # Operation is text without operations
            yield from (f"testing.{name}.{member}" for member in dir(fields) if not member.startswith("_"))


def has_default(field: ast.AnnAssign) -> bool:
    """Whether a field may be missing."""
    return field.value is not None and "..." not in ast.unparse(field.value)


def test_the_public_surface_is_the_one_on_record() -> None:
    known = set((HERE / "api.txt").read_text(encoding="utf-8").splitlines())
    names = {name for name in package.__all__ if name not in CLIENTS}
    found = {*names, *of_clients(), *of_models(), *of_testing()}
    assert (sorted(found - known), sorted(known - found)) == ([], [])


def test_every_public_name_imports_and_is_listed() -> None:
    for module in (package, package.models):
        assert set(module.__all__) <= set(dir(module))
        for name in module.__all__:
            assert getattr(module, name) is not None
        assert len(module.__all__) == len(set(module.__all__))


def test_a_name_that_is_none_is_an_attribute_error() -> None:
    for module in (package, package.models):
        with pytest.raises(AttributeError, match="NoSuchName"):
            module.NoSuchName  # noqa: B018


def python(code: str, folder: Path, *flags: str) -> str:
    """What a fresh interpreter says that finds packages in a folder."""
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    done = subprocess.run([sys.executable, *flags, "-c", code], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_importing_the_package_imports_neither_the_http_library_nor_pydantic() -> None:
    code = (
        f"import sys, {package.__name__} as p; p.__all__; "
        "print(sorted({'httpx2', 'httpcore2', 'pydantic', 'pydantic_core', 'anyio', 'ssl'} & set(sys.modules)))"
    )
    assert python(code, HOME.parent).strip() == "[]"


def test_every_module_compiles_and_imports_without_a_warning() -> None:
    names = [
        ".".join((package.__name__, *path.relative_to(HOME).with_suffix("").parts)).removesuffix(".__init__")
        for path in sorted(HOME.rglob("*.py"))
    ]
    code = f"import importlib\nfor name in {names!r}: importlib.import_module(name)\nprint(len({names!r}))"
    assert python(code, HOME.parent, "-W", "error", "-B").strip() == str(len(names))


def test_the_package_works_under_another_parent(tmp_path: Path) -> None:
    parent = f"vendored_{os.getpid()}"
    target = tmp_path / parent / "third_party"
    shutil.copytree(HOME, target / HOME.name, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / parent / "__init__.py").touch()
    (target / "__init__.py").touch()
    calls = [f"client.{operation}; client.rules({operation!r})" for operation in list(OPERATIONS)[:1]]
    code = f"""
import pickle, sys
from {parent}.third_party import {HOME.name} as moved
client = moved.{SETTINGS["client"]}(**{({**KEYS, **WHERE})!r})
{"".join(calls)}
error = pickle.loads(pickle.dumps(moved.APIError("x")))
assert type(error) is moved.APIError
for name in moved.models.__all__: getattr(moved.models, name)
assert {HOME.name!r} not in sys.modules
print("moved")
"""
    assert python(code, tmp_path, "-B").strip() == "moved"


def test_the_package_is_typed_and_holds_no_path_of_a_machine() -> None:
    assert (HOME / "py.typed").is_file()
    texts = {path: path.read_text(encoding="utf-8") for path in HOME.rglob("*.py")}
    assert [path for path, text in texts.items() if str(HERE.parent) in text] == []


def test_omit_is_one_thing_and_neither_true_nor_false() -> None:
    assert pickle.loads(pickle.dumps(package.OMIT)) is package.OMIT
    with pytest.raises(TypeError):
        bool(package.OMIT)
