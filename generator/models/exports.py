"""models/__init__.py: every class by name, its module loaded when it is first asked for (PEP 562)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator import ir
from generator.docstrings import literal
from generator.models.layout import fits

_HEAD = '''"""The types of the API. A module is loaded when one of its names is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING
'''
_LOADER = """
    def __getattr__(name: str) -> object:
        from importlib import import_module

        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        module = next(module for module, names in _MODULES.items() if name in names)
        value = getattr(import_module(f".{module}", __name__), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
"""


def exports(definitions: Iterable[ir.Definition]) -> str:
    """The text of the package's front."""
    modules: dict[str, list[str]] = {}
    for each in definitions:
        modules.setdefault(each.module, []).append(each.name)
    modules = {module: sorted(modules[module]) for module in sorted(modules)}
    names = sorted(name for names in modules.values() for name in names)
    if not names:
        return _HEAD.partition("\n")[0] + "\n\n__all__: list[str] = []\n"
    parts = [_HEAD, "if TYPE_CHECKING:"]
    parts += [_import(module, held) for module, held in modules.items()]
    parts += [
        "",
        "__all__ = [",
        *_rows([literal(name) for name in names], 4),
        "]  # fmt: skip",
        "",
        "if not TYPE_CHECKING:",
    ]
    parts += ["    _MODULES = {", *_homes(modules), "    }  # fmt: skip", _LOADER]
    return "\n".join(parts)


def _import(module: str, names: list[str]) -> str:
    line = f"    from .{module} import {', '.join(names)}"
    if fits(line):
        return line
    return "\n".join([f"    from .{module} import (", *_rows(names, 8), "    )  # fmt: skip"])


def _homes(modules: Mapping[str, list[str]]) -> Iterator[str]:
    for module, names in modules.items():
        line = f"        {literal(module)}: {literal(tuple(names))},"
        if fits(line):
            yield line
            continue
        yield f"        {literal(module)}: ("
        yield from _rows([literal(name) for name in names], 12)
        yield "        ),"


def _rows(items: list[str], indent: int) -> Iterator[str]:
    """The items with a comma each, as many a line as it holds."""
    row = " " * indent + items[0] + ","
    for item in items[1:]:
        if not fits(f"{row} {item},"):
            yield row
            row = " " * indent + item + ","
        else:
            row = f"{row} {item},"
    yield row
