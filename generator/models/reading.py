"""What datamodel-code-generator printed, read back and held against what it was asked for.

An upgrade of it that renames, drops or reorders anything is a `ModelsMismatch` here, with the pointer of the schema,
and not a surprise in a user's program.
"""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator import ir
from generator.models.layout import text
from generator.models.document import Component, Document, Json

_KINDS = {
    "string": ("str",),
    "integer": ("int",),
    "number": ("float",),
    "boolean": ("bool",),
    "object": ("dict", "str", "Any"),
    "null": (),
}
BASES: dict[ir.Direction, str] = {"output": "ResponseModel", "input": "TypedDict"}


class ModelsMismatch(Exception):
    """The printed models are not those of the IR. `problems` pairs the pointer of a schema with a sentence."""

    def __init__(self, problems: list[tuple[str, str]]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(f"{pointer}: {sentence}" for pointer, sentence in problems))


@dataclass(frozen=True, slots=True)
class Printed:
    """One class as it was printed: its type expressions by field, and the rest of its statements.

    Enums and aliases have one field, `value`; names still wear their prefixes.
    """

    bases: tuple[ast.expr, ...]
    keywords: tuple[ast.keyword, ...]
    fields: Mapping[str, ast.AnnAssign]
    methods: tuple[str, ...]


def read(source: str, document: Document, definitions: list[ir.Definition]) -> dict[str, Printed]:
    """The printed classes by prefixed name: M_ of every model, V_ of every enum and alias, W_ of every tagged union.

    Raises ModelsMismatch with all that is not as the document asks.
    """
    found = _classes(source)
    wanted = {name: pointer for name, pointer in _wanted(document, definitions)}
    problems = [
        (pointer, f"datamodel-code-generator printed {problem}")
        for name, pointer in wanted.items()
        for problem in _problems(document.components[name], found.get(name), document.direction, name)
    ]
    if problems:
        raise ModelsMismatch(problems)
    return {name: found[name] for name in wanted}


def value_of(printed: Printed) -> ast.expr:
    """The type that an enum, an alias or a union means."""
    annotation = printed.fields["value"].annotation
    return annotation.slice if isinstance(annotation, ast.Subscript) and _names(annotation, "Required") else annotation


def _classes(source: str) -> dict[str, Printed]:
    lines = source.split("\n")
    found: dict[str, Printed] = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef):
            fields = {
                each.target.id: each
                for each in node.body
                if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
            }
            methods = [each for each in node.body if isinstance(each, ast.FunctionDef)]
            texts = ["\n".join(lines[each.lineno - 1 : each.end_lineno]) for each in methods]
            found[node.name] = Printed(tuple(node.bases), tuple(node.keywords), fields, tuple(texts))
    return found


def _wanted(document: Document, definitions: list[ir.Definition]) -> Iterator[tuple[str, str]]:
    for each in definitions:
        yield f"M_{each.name}" if isinstance(each, ir.Model) else f"V_{each.name}", each.pointer
    for number, union in enumerate(document.tagged):
        yield f"W_{number}", f"the union by {union.discriminator!r}"


def _problems(asked: Component, printed: Printed | None, direction: ir.Direction, name: str) -> Iterator[str]:
    if printed is None:
        yield f"no class {name!r}"
        return
    if [base.id for base in printed.bases if isinstance(base, ast.Name)] != [BASES[direction]]:
        yield f"class {name!r} with other bases than {BASES[direction]}"
    if list(printed.fields) != list(asked.fields):
        yield f"class {name!r} with the fields {list(printed.fields)}, not {list(asked.fields)}"
        return
    for field, node in printed.fields.items():
        if _is_required(node, direction) != (field in asked.required):
            yield f"{name}.{field} as {'optional' if field in asked.required else 'required'}"
        if _leaves(node.annotation) != _asked(asked.fields[field]):
            yield f"{name}.{field} as {ast.unparse(node.annotation)}"
        if asked.marks[field] and asked.marks[field] != _mark(node):
            yield f"{name}.{field} as {ast.unparse(node.annotation)} without {asked.marks[field]}"


def _is_required(node: ast.AnnAssign, direction: ir.Direction) -> bool:
    if direction == "output":
        return node.value is None
    return isinstance(node.annotation, ast.Subscript) and _names(node.annotation, "Required")


def _leaves(annotation: ast.expr) -> set[str]:
    """The names and the constants of a type expression."""
    typed = annotation.slice if isinstance(annotation, ast.Subscript) and _names(annotation, "Required") else annotation
    if isinstance(typed, ast.Subscript) and _names(typed, "Annotated") and isinstance(typed.slice, ast.Tuple):
        typed = typed.slice.elts[0]
    literals = [node.slice for node in ast.walk(typed) if isinstance(node, ast.Subscript) and _names(node, "Literal")]
    constants = itertools.chain.from_iterable(each.elts if isinstance(each, ast.Tuple) else [each] for each in literals)
    names = {node.id for node in ast.walk(typed) if isinstance(node, ast.Name)} - {"Literal"}
    return names | {repr(ast.literal_eval(each)) for each in constants}


def _names(node: ast.Subscript, name: str) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id == name


def _asked(schema: Json) -> set[str]:
    """The names and constants that a schema of ours asks for."""
    match schema:
        case {"$ref": str(target)}:
            return {target.rpartition("/")[2]}
        case {"enum": list(values)}:
            return {repr(each) for each in values if each is not None}
        case {"anyOf": list(options)}:
            return set[str]().union(*(_asked(each) for each in options))
        case {"type": "array", "items": item}:
            return {"list"} | _asked(item)
        case {"type": "object", "additionalProperties": value}:
            return {"dict", "str"} | _asked(value)
        case {"type": str(kind)}:
            return set(_KINDS[kind])
        case _:
            return {"Any"}


def _mark(node: ast.AnnAssign) -> str:
    """What stands beside the type of a field."""
    annotated = node.annotation
    if not (isinstance(annotated, ast.Subscript) and isinstance(annotated.slice, ast.Tuple)):
        return ""
    return ", ".join(text(each) for each in annotated.slice.elts[1:])
