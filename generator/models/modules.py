"""One file of models/: the printed classes with their final names, their descriptions and the imports they need."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator import ir
from generator.docstrings import docstring, literal
from generator.models.document import Document
from generator.models.layout import statement, text
from generator.models.ordering import needs, ordered
from generator.models.reading import Printed, value_of
from generator.models.scope import Scope, Speller

_DONE: tuple[tuple[ir.Direction, str], ...] = (("output", "received"), ("input", "sent"))
_PREFIXED = re.compile(r"\bM_\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """What is printed of one direction; `textual` are the aliases that are written as text."""

    name: ir.Direction
    document: Document
    printed: Mapping[str, Printed]
    textual: frozenset[str]


def module_text(definitions: list[ir.Definition], directions: list[Direction], scope: Scope) -> str:
    """The text of a module: what is received, then what is sent."""
    parts: list[str] = []
    for direction in directions:
        chosen = {each.name: each for each in definitions if each.direction == direction.name}
        writer = _Writer(direction, scope)
        for each in ordered(chosen):
            parts.append(writer.definition(each))
    parts += [f"{again}: {scope.name('TypeAlias')} = {name}" for name, again in sorted(scope.again.items())]
    head = [
        docstring(_title(scope.module, definitions), 0),
        "",
        "from __future__ import annotations",
        *scope.import_lines(),
    ]
    return "\n".join(head) + "".join(_apart(parts)) + "\n"


def scope_of(module: str, definitions: list[ir.Definition], homes: Mapping[str, str], runtime: str) -> Scope:
    """The names that a module has before anything is imported."""
    models = [each for each in definitions if isinstance(each, ir.Model)]
    named = {name for each in definitions for name in [each.name, *needs(each)]}
    named |= {each.twin for each in models if each.twin}
    return Scope(module, homes, runtime, frozenset(named))


@dataclass(slots=True)
class _Writer:
    """Writes the definitions of one direction."""

    direction: Direction
    scope: Scope

    def definition(self, definition: ir.Definition) -> str:
        fields = definition.fields if isinstance(definition, ir.Model) else ()
        self.scope.fields = frozenset(each.name for each in fields)
        if isinstance(definition, ir.Model):
            return "\n".join(self.model(definition))
        return "\n".join(self.alias(definition))

    def model(self, model: ir.Model) -> Iterator[str]:
        printed = self.direction.printed[f"M_{model.name}"]
        bases = [text(self.spelled(base)) for base in printed.bases]
        bases += [f"{each.arg}={text(each.value)}" for each in printed.keywords]
        yield f"class {model.name}({', '.join(bases)}):"
        yield f"    {docstring(_description(model), 4)}"
        for number, field in enumerate(model.fields):
            node = printed.fields[f"f_{field.name}"]
            if number == 0:
                yield ""
            yield statement(f"{field.name}: ", self.spelled(node.annotation), " = None" if node.value else "", 4)
            if field.doc.strip():
                yield f"    {docstring(field.doc, 4)}"
        if "free" in printed.fields:
            yield from self.free(printed.fields["free"].annotation)
        for method in printed.methods:
            yield f"\n{_PREFIXED.sub(lambda name: self.scope.name(name[0]), method)}"

    def free(self, annotation: ast.expr) -> Iterator[str]:
        """The type of further properties, where pydantic looks for it; type checkers know another there."""
        held = ast.Subscript(ast.Name("dict"), ast.Tuple([ast.Name("str"), annotation]))
        yield f"\n    if not {self.scope.name('TYPE_CHECKING')}:"
        yield statement("__pydantic_extra__: ", self.spelled(held), "", 8)

    def alias(self, definition: ir.Enum | ir.Alias) -> Iterator[str]:
        value = self.spelled(value_of(self.direction.printed[f"V_{definition.name}"]))
        if isinstance(value, ast.Constant):  # `None | None` cannot be computed, `Literal[None] | None` can
            value = ast.Subscript(ast.Name(self.scope.name("Literal")), value)
        marked = f"{definition.name}: {self.scope.name('TypeAlias')} = "
        described = docstring(definition.doc, 0) if definition.doc.strip() else ""
        if definition.name not in self.direction.textual:
            yield statement(marked, value, "", 0)
            yield from [described] if described else []
            return
        quoted = literal(text(value))
        if self.direction.name == "input":
            yield f"{marked}{quoted}"
            yield from [described] if described else []
            return
        yield f"if {self.scope.name('TYPE_CHECKING')}:\n    {marked}{quoted}"
        yield from [f"    {docstring(definition.doc, 4)}"] if described else []
        yield f"else:\n    {definition.name} = {self.scope.name('TypeAliasType')}({literal(definition.name)}, {quoted})"

    def spelled(self, expression: ast.expr) -> ast.expr:
        document = self.direction.document
        return Speller(self.scope, document.direction, self.direction.printed, document.tagged).spelled(expression)


def _description(model: ir.Model) -> str:
    further = "Further keys may be given." if model.direction == "input" and model.additional is not None else ""
    return "\n\n".join(each for each in (model.doc.strip(), further) if each) or f"The schema {model.pointer}."


def _title(module: str, definitions: list[ir.Definition]) -> str:
    """What the module is about: what it is named after, or else its first class."""
    names: dict[ir.Direction, str] = {}
    plain = module.replace("_", "")
    namesakes = [each for each in definitions if each.name.lower().removesuffix("input") == plain]
    for each in [*namesakes, *definitions]:
        names.setdefault(each.direction, each.name)
    told = [f"{names[each]} as it is {done}" for each, done in _DONE if each in names]
    return f"{' and '.join(told)}, with all that belongs to it."


def _apart(parts: list[str]) -> Iterator[str]:
    """The definitions with two blank lines around classes and one between all others."""
    before = "import"
    for part in parts:
        kind = "class" if part.startswith("class ") else "value"
        yield f"\n{'' if before == kind == 'value' or (before, kind) == ('import', 'value') else chr(10)}\n{part}"
        before = kind
