"""What a pointer is called in Python: by the decided API where there is one, else by the document's own words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from generator import ir
from generator.changes.difference import Direction
from generator.positions import escaped, unescaped

Key: TypeAlias = "tuple[str, ir.Direction]"
_INPUT: dict[Direction, ir.Direction] = {"request": "input", "response": "output"}


class Name(NamedTuple):
    """A name in Python and the text of its type, which is empty where it has none."""

    text: str
    type: str = ""


@dataclass(frozen=True, slots=True)
class PythonNames:
    """The Python names of one document, by pointer. Without an API nothing is known, and pointers are told in words.

    `surface` are the lines of its api.txt, which hold the types.
    """

    known: bool = False
    surface: tuple[str, ...] = ()
    operations: dict[str, Name] = field(default_factory=dict[str, Name])
    arguments: dict[str, list[Name]] = field(default_factory=dict[str, "list[Name]"])
    fields: dict[Key, list[Name]] = field(default_factory=dict[Key, "list[Name]"])
    classes: dict[Key, Name] = field(default_factory=dict[Key, Name])

    def of(self, pointer: str, direction: Direction) -> Name | None:
        """What stands at a pointer, as a caller writes it; what has no name is told by what it is part of."""
        suffix, way, here = "", _INPUT.get(direction), pointer
        while here:
            found = self._exactly(here, way)
            if found:
                return Name(found.text + suffix, found.type)
            here, _, step = here.rpartition("/")
            suffix = {"items": "[]", "additionalProperties": "[...]"}.get(step, "") + suffix
            if step not in _NAMELESS and not step.isdigit():
                return None
        return None

    def field(self, wire: str) -> str:
        """The Python name of a property, whatever object it belongs to; the wire name where none is known."""
        end = f"/properties/{escaped(wire)}"
        names = (found[0].text for (pointer, _), found in self.fields.items() if pointer.endswith(end))
        return next(names, wire).rpartition(".")[2]

    def _exactly(self, pointer: str, way: ir.Direction | None) -> Name | None:
        ways: tuple[ir.Direction, ...] = (way,) if way else ("output", "input")
        for one in ways:
            if (pointer, one) in self.fields:
                return _joined(self.fields[pointer, one])
            if (pointer, one) in self.classes:
                return self.classes[pointer, one]
        if pointer in self.operations:
            return self.operations[pointer]
        return _joined(self.arguments[pointer]) if pointer in self.arguments and way != "output" else None


_NAMELESS = ("items", "additionalProperties", "oneOf", "anyOf", "allOf", "schema")


def _joined(names: list[Name]) -> Name:
    texts = list(dict.fromkeys(name.text for name in names))
    return Name(", ".join(texts[:3]) + (f" and {len(texts) - 3} more" if len(texts) > 3 else ""), names[0].type)


def names_of(api: ir.Api, surface: Iterable[str]) -> PythonNames:
    """The names of a decided API."""
    lines = tuple(surface)
    types, names = dict(_types(lines)), PythonNames(known=True, surface=lines)
    returns = dict(_returns(lines, f"{api.client}."))
    for resource in api.resources:
        for operation in resource.operations:
            _operation(names, operation, returns.get(operation.id, operation.returns))
    for definition in api.definitions:
        name = f"models.{definition.name}"
        key = definition.pointer, definition.direction
        names.classes.setdefault(key, Name(definition.name, types.get(name, name)))
        for one in definition.fields if isinstance(definition, ir.Model) else ():
            text = f"{definition.name}.{one.name}"
            names.fields.setdefault((one.source.pointer, definition.direction), []).append(
                Name(text, types.get(f"models.{text}", ""))
            )
    return names


def _operation(names: PythonNames, operation: ir.Operation, returns: str) -> None:
    names.operations[operation.pointer] = Name(f"{operation.id}()", returns)
    for argument in operation.arguments:
        default = f" = {argument.default}" if argument.default else ""
        name = Name(f"{operation.id}({argument.name}=)", argument.annotation + default)
        for pointer in {argument.source.pointer, argument.source.pointer.removesuffix("/schema")}:
            names.arguments.setdefault(pointer, []).append(name)


def _returns(surface: Iterable[str], client: str) -> Iterator[tuple[str, str]]:
    """Operation -> what its method returns, of the lines that say `Shop.items.get(...) -> T`."""
    for line in surface:
        name, _, rest = line.removeprefix(client).partition("(")
        if line.startswith(client) and " -> " in rest:
            yield name, rest.rpartition(" -> ")[2]


def _types(surface: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Name -> type of the lines that say `models.X.y: T` or `models.X = T`."""
    for line in surface:
        name, _, type = line.partition(" = " if " = " in line and ": " not in line.partition(" = ")[0] else ": ")
        if line.startswith("models.") and type:
            yield name, type.removeprefix("Required ")


def in_words(pointer: str) -> str:
    """A pointer as people say it, without Python: `POST /pets body.name`, `Model.displayName`, `info`."""
    steps = [unescaped(step) for step in pointer.split("/")[1:]]
    match steps:
        case ["paths", path, method, *rest]:
            return " ".join(part for part in (f"{method.upper()} {path}", _below(rest)) if part)
        case ["components", _, name, *rest]:
            below = _below(rest)
            return f"{name}{'' if not below or below.startswith('[') else '.'}{below}"
        case []:
            return "the API"
        case _:
            return ".".join(steps)


_SILENT = frozenset(("properties", "schema", "content", "oneOf", "anyOf", "allOf", "parameters", "responses"))
_SAID = {"requestBody": "body", "items": "[]", "additionalProperties": "[...]"}


def _below(steps: list[str]) -> str:
    text, previous = "", ""
    for step in steps:
        silent = step in _SILENT and previous != "properties" or step.isdigit() and previous != "responses"
        if not silent and "/" not in step:
            said = step if previous == "properties" else _SAID.get(step, step)
            text += said if said.startswith("[") or not text else f".{said}"
        previous = "" if previous == "properties" else step
    return text
