"""The names of one module of models/: where each comes from, and what it is called there.

A name of Python, typing, pydantic or the runtime that a field or class has too is imported with an underscore before
it; a class whose name a field has too gets one behind.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

from generator import ir
from generator.models.layout import fits
from generator.models.reading import Printed, value_of

SOURCES = {
    "typing": ("TYPE_CHECKING", "Annotated", "Any", "Literal", "Required", "TypeAlias", "TypedDict"),
    "typing_extensions": ("TypeAliasType",),
    "pydantic": ("Field",),
    "datetime": ("date", "datetime"),
    "uuid": ("UUID",),
    "builtins": ("bool", "bytes", "dict", "float", "int", "list", "str"),
    "..{runtime}.formats": ("Date", "DateTime", "Int64Str", "Uuid"),
    "..{runtime}.kinds": ("Boolean", "Integer", "Number"),
    "..{runtime}.model": ("Open", "OpenAny", "OpenInt", "ResponseModel", "Tagged"),
}
SOURCE_OF = {name: source for source, names in SOURCES.items() for name in names}
STANDARD = ("builtins", "datetime", "typing", "uuid")


@dataclass(slots=True)
class Scope:
    """What one module may call by which name.

    `homes` tells for each class its module, `classes` are those that the module has or names, `fields` those of the
    class that is being written. `again` gives second names to classes of the module itself.
    """

    module: str
    homes: Mapping[str, str]
    runtime: str
    classes: frozenset[str]
    fields: frozenset[str] = frozenset()
    imports: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    again: dict[str, str] = field(default_factory=dict[str, str])

    def name(self, prefixed: str) -> str:
        """What a name of dcg's text is called here; it is imported if it must be."""
        if prefixed.startswith("M_"):
            return self._class(prefixed[2:])
        plain = local = prefixed.removeprefix("R_")
        while local in self.classes or local in self.fields:
            local = f"_{local}"
        source = SOURCE_OF[plain].format(runtime=self.runtime)
        if source != "builtins" or local != plain:
            self._import(source, plain, local)
        return local

    def import_lines(self) -> Iterator[str]:
        """The import statements in sections: standard library, packages, the package itself."""
        ranked = sorted(self.imports, key=lambda source: (_section(source), source))
        previous = 0
        for source in ranked:
            if _section(source)[0] != previous:
                yield ""
            previous = _section(source)[0]
            yield import_line(source, sorted(self.imports[source], key=_rank))

    def _class(self, name: str) -> str:
        local = name
        while local in self.fields:
            local = f"{local}_"
        if self.homes[name] != self.module:
            self._import(f".{self.homes[name]}", name, local)
        elif local != name:
            self.again[name] = local
        return local

    def _import(self, source: str, name: str, local: str) -> None:
        self.imports.setdefault(source, set()).add(name if local == name else f"{name} as {local}")


@dataclass(slots=True)
class Speller(ast.NodeTransformer):
    """Writes a type expression in the words of a module, and opens the enums of what is received."""

    scope: Scope
    direction: ir.Direction
    printed: Mapping[str, Printed]
    tagged: list[ir.UnionOf]

    def spelled(self, expression: ast.expr) -> ast.expr:
        """The expression with final names; the one given is left as it is."""
        return cast(ast.expr, self.visit(copy.deepcopy(expression)))

    def visit_Name(self, node: ast.Name) -> ast.expr:  # noqa: N802
        if not node.id.startswith("U_"):
            return ast.Name(self.scope.name(node.id))
        union = self.tagged[int(node.id[2:])]
        pairs = [ast.Tuple([ast.Constant(value), ast.Constant(name)]) for value, name in union.mapping]
        mark = ast.Call(ast.Name(self.scope.name("Tagged")), [ast.Constant(union.discriminator), *pairs], [])
        inner = self.spelled(value_of(self.printed[f"W_{node.id[2:]}"]))
        return ast.Subscript(ast.Name(self.scope.name("Annotated")), ast.Tuple([inner, mark]))

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:  # noqa: N802
        if not (isinstance(node.value, ast.Name) and node.value.id == "Literal"):
            return self.generic_visit_expression(node)
        spelled = ast.Subscript(ast.Name(self.scope.name("Literal")), node.slice)
        if self.direction == "input" or not isinstance(node.slice, ast.Tuple):
            return spelled
        return ast.Subscript(ast.Name(self.scope.name(_opening(node.slice))), spelled)

    def generic_visit_expression(self, node: ast.expr) -> ast.expr:
        """The expression with its parts spelled."""
        self.generic_visit(node)
        return node


def import_line(source: str, names: list[str]) -> str:
    """An import statement, as black writes it."""
    line = f"from {source} import {', '.join(names)}"
    if fits(line):
        return line
    inner = "".join(f"    {name},\n" for name in names)
    return f"from {source} import (\n{inner})"


def _opening(values: ast.Tuple) -> str:
    """What lets a list of constants have further members for type checkers."""
    constants: list[object] = [ast.literal_eval(value) for value in values.elts]
    if all(isinstance(each, str) for each in constants):
        return "Open"
    return "OpenInt" if all(type(each) is int for each in constants) else "OpenAny"


def _section(source: str) -> tuple[int, int]:
    """Where an import stands: standard library, packages, parent packages, this package."""
    if not source.startswith("."):
        return (1 if source in STANDARD else 2), 0
    return 3, 0 if source.startswith("..") else 1


def _rank(name: str) -> tuple[int, str]:
    """Constants, classes, the rest; by name."""
    plain = name.split(" ")[0]
    return (0 if plain.isupper() and len(plain) > 1 else 1 if plain[:1].isupper() else 2), name
