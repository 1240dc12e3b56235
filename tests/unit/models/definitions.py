"""Definitions written short, and a package printed from them."""

from __future__ import annotations

import importlib
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from generator import ir, models

RUNTIME = Path(__file__).parents[3] / "templates" / "runtime"
SOURCE = ir.Source(provenance="spec", pointer="/x")
STRING = ir.Scalar(kind="string")


def scalar(kind: ir.ScalarKind) -> ir.Scalar:
    return ir.Scalar(kind=kind)


def named(name: str) -> ir.Named:
    return ir.Named(name=name)


def items(type: ir.Type) -> ir.ListOf:
    return ir.ListOf(item=type)


def union(*members: ir.Type, by: str = "", mapping: Sequence[tuple[str, str]] = ()) -> ir.UnionOf:
    return ir.UnionOf(members=members, discriminator=by, mapping=tuple(mapping))


def field(name: str, type: ir.Type = STRING, *, wire: str = "", required: bool = False, doc: str = "") -> ir.Field:
    return ir.Field(
        name=name, wire=wire or name, type=type, required=required, writable=True, doc=doc, source=SOURCE
    )  # fmt: skip


def received(
    name: str, *fields: ir.Field, twin: str = "", module: str = "toy", free: ir.Type | None = None
) -> ir.Model:
    return ir.Model(
        name=name, module=module, direction="output", doc="", fields=fields, additional=free, twin=twin,
        pointer=f"/components/schemas/{name}",
    )  # fmt: skip


def sent(name: str, *fields: ir.Field, module: str = "toy", free: ir.Type | None = None, doc: str = "") -> ir.Model:
    return ir.Model(
        name=name, module=module, direction="input", doc=doc, fields=fields, additional=free, twin="",
        pointer=f"/components/schemas/{name}",
    )  # fmt: skip


def choice(name: str, *values: ir.Constant, direction: ir.Direction = "output", module: str = "toy") -> ir.Enum:
    return ir.Enum(name=name, module=module, direction=direction, doc="", values=values, pointer=f"/{name}")


def alias(name: str, type: ir.Type, direction: ir.Direction = "output", module: str = "toy", doc: str = "") -> ir.Alias:
    return ir.Alias(name=name, module=module, direction=direction, doc=doc, type=type, pointer=f"/{name}")


def written(folder: Path, definitions: Sequence[ir.Definition], package: str = "toys") -> Path:
    """A package with the runtime and the printed models, below a folder."""
    root = folder / package
    (root / "models").mkdir(parents=True)
    (root / "__init__.py").write_text("", encoding="utf-8")
    shutil.copytree(RUNTIME, root / "_runtime", ignore=shutil.ignore_patterns("__pycache__"))
    for path, text in models.print_models(definitions).items():
        (root / path).write_text(text, encoding="utf-8")
    return root


def imported(folder: Path, definitions: Sequence[ir.Definition]) -> Any:
    """The printed models, imported."""
    package = f"toys_{abs(hash(folder)):x}"
    written(folder, definitions, package)
    sys.path.insert(0, str(folder))
    try:
        module: ModuleType = importlib.import_module(f"{package}.models")
        for name in module.__all__:
            getattr(module, name)
        return module
    finally:
        sys.path.remove(str(folder))


def decoded(module: Any, name: str, text: str) -> Any:
    """A value read by the runtime of the package that a module of models belongs to."""
    decode = importlib.import_module(f"{module.__name__.rpartition('.')[0]}._runtime.decode")
    return decode.JsonDecoder(lambda: getattr(module, name)).decode(text.encode(), "", False)
