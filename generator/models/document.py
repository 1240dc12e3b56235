"""The definitions of one direction as the document that datamodel-code-generator reads.

Nothing in it is left to decide: every component is an object, nothing is inline, and each name wears a prefix that no
name of Python, typing or pydantic has, so that nothing is ever renamed:

    M_Model   a class, or the name that stands for an enum or alias
    V_Kind    a class whose only field `value` has the type that the enum or alias `Kind` means
    U_0, W_0  the same two for a union with a discriminator, which dcg would print its own way
    R_Date    a type of the runtime or of the standard library
    f_name    a field; `free` is the type of further properties
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias, assert_never

from generator import ir
from generator.docstrings import literal

Json: TypeAlias = "None | bool | int | float | str | list[Json] | dict[str, Json]"
Schema: TypeAlias = dict[str, Json]

ROOT = "#/components/schemas/"
# What is received of one of several JSON kinds is told apart strictly.
EXACT: dict[ir.ScalarKind, str] = {"integer": "Integer", "number": "Number", "boolean": "Boolean"}
# How a string of a format is typed: what is received is parsed, what is sent may be given either way.
FORMATS: dict[ir.Direction, dict[ir.ScalarKind, tuple[str, ...]]] = {
    "output": {
        "date-time": ("DateTime",),
        "date": ("Date",),
        "uuid": ("Uuid",),
        "int64-string": ("Int64Str",),
        "bytes": ("str",),
    },
    "input": {
        "date-time": ("datetime", "str"),
        "date": ("date", "str"),
        "uuid": ("UUID", "str"),
        "int64-string": ("str",),
        "bytes": ("bytes",),
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """An object: its fields with their schemas, which of them are required, and what stands beside their types.

    `twin` is the class that `to_input()` returns, or empty.
    """

    fields: dict[str, Schema]
    required: tuple[str, ...] = ()
    marks: dict[str, str]
    twin: str = ""


NOTHING = Component(fields={}, marks={})


@dataclass(slots=True)
class Document:
    """The components of one direction. `tagged` are the unions behind U_0, U_1 and so on."""

    direction: ir.Direction
    classes: dict[str, str]
    components: dict[str, Component] = field(default_factory=dict[str, Component])
    tagged: list[ir.UnionOf] = field(default_factory=list[ir.UnionOf])

    def text(self) -> str:
        """The document as JSON, or "" where there is nothing to print."""
        schemas = {
            name: {
                "type": "object",
                "properties": each.fields,
                "required": each.required,
                "x-print": {"marks": each.marks, "twin": each.twin},
            }
            for name, each in self.components.items()
        }
        head = {"openapi": "3.1.0", "info": {"title": "models", "version": "1"}, "paths": {}}
        return json.dumps({**head, "components": {"schemas": schemas}}) if schemas else ""

    def add(self, definition: ir.Definition) -> None:
        """One definition, and whatever stands for its parts."""
        match definition:
            case ir.Model():
                self._model(definition)
            case ir.Enum():
                self._value(f"V_{definition.name}", f"M_{definition.name}", constants(definition.values))
            case ir.Alias():
                self._value(f"V_{definition.name}", f"M_{definition.name}", self.schema(definition.type))
            case _:
                assert_never(definition)

    def schema(self, type: ir.Type) -> Schema:
        """The schema of a type."""
        match type:
            case ir.Scalar():
                return self._scalar(type.kind)
            case ir.Named():
                return reference(f"M_{type.name}")
            case ir.ListOf():
                return {"type": "array", "items": self.schema(type.item)}
            case ir.MapOf():
                return {"type": "object", "additionalProperties": self.schema(type.value)}
            case ir.Literals():
                return constants(type.values)
            case ir.UnionOf():
                return self._union(type)
            case ir.Nullable():
                return any_of(self.schema(type.type), {"type": "null"})
            case _:
                assert_never(type)

    def _model(self, model: ir.Model) -> None:
        fields = {f"f_{each.name}": self.schema(each.type) for each in model.fields}
        required = [f"f_{each.name}" for each in model.fields if each.required]
        marks = {f"f_{each.name}": mark(each) if self.direction == "output" else "" for each in model.fields}
        if model.additional is not None and self.direction == "output":
            fields["free"], marks["free"] = self.schema(model.additional), ""
            required.append("free")
        twin = f"M_{model.twin}" if model.twin and self.direction == "output" else ""
        self.components[f"M_{model.name}"] = Component(fields=fields, required=tuple(required), marks=marks, twin=twin)

    def _value(self, name: str, placeholder: str, schema: Schema) -> None:
        self.components[placeholder] = NOTHING
        self.components[name] = Component(fields={"value": schema}, required=("value",), marks={"value": ""})

    def _scalar(self, kind: ir.ScalarKind) -> Schema:
        if kind in FORMATS[self.direction]:
            return any_of(*(self._known(name) for name in FORMATS[self.direction][kind]))
        return {} if kind == "any" else {"type": kind}

    def _known(self, name: str) -> Schema:
        if name == "str":
            return {"type": "string"}
        self.components[f"R_{name}"] = NOTHING
        return reference(f"R_{name}")

    def _member(self, union: ir.UnionOf, member: ir.Type) -> Schema:
        if union.by_kind and self.direction == "output" and isinstance(member, ir.Scalar) and member.kind in EXACT:
            return self._known(EXACT[member.kind])
        return self.schema(member)

    def _union(self, union: ir.UnionOf) -> Schema:
        plain = any_of(*(self._member(union, member) for member in union.members))
        mapping = tuple((value, self.classes.get(name, "")) for value, name in union.mapping)
        if self.direction == "input" or not union.discriminator or not mapping or not all(name for _, name in mapping):
            return plain
        number = len(self.tagged)
        self.tagged.append(ir.UnionOf(members=union.members, discriminator=union.discriminator, mapping=mapping))
        self._value(f"W_{number}", f"U_{number}", plain)
        return reference(f"U_{number}")


def document_of(definitions: Iterable[ir.Definition], direction: ir.Direction) -> Document:
    """The document of the definitions of one direction."""
    chosen = [each for each in definitions if each.direction == direction]
    document = Document(direction, dict(_classes(chosen)))
    for each in chosen:
        document.add(each)
    return document


def mark(field: ir.Field) -> str:
    """What stands beside the type of a field: its wire name, where that is another."""
    return "" if field.wire == field.name else f"Field(alias={literal(field.wire)})"


def constants(values: tuple[ir.Constant, ...]) -> Schema:
    """The schema of a list of constants. What `Literal` cannot hold becomes any value of its kind."""
    listed: list[Json] = list({(type(value), value): value for value in values if _is_nameable(value)}.values())
    kinds = dict.fromkeys(_kind(each) for each in values if not _is_nameable(each))
    options: list[Schema] = [{"enum": listed}] if listed else []
    options.extend({"type": kind} for kind in kinds)
    return any_of(*options)


def any_of(*options: Schema) -> Schema:
    """The union of schemas, flat and each once: dcg loses its way in others."""
    flat: dict[str, Json] = {}
    for option in options:
        inner = option.get("anyOf")
        flat.update({json.dumps(each): each for each in (inner if isinstance(inner, list) else [option])})
    parts = list(flat.values())
    return parts[0] if len(parts) == 1 and isinstance(parts[0], dict) else {"anyOf": parts} if parts else {}


def _kind(value: ir.Constant) -> str:
    return "string" if isinstance(value, str) else "integer" if isinstance(value, int) else "number"


def _is_nameable(value: ir.Constant) -> bool:
    """Whether type checkers and pydantic take a constant in `Literal`: no floats, huge integers or broken text."""
    if isinstance(value, str):
        return not any("\ud800" <= each <= "\udfff" for each in value)
    return not isinstance(value, float) and (value is None or abs(value) < 2**63)


def reference(name: str) -> Schema:
    """The reference to a component."""
    return {"$ref": ROOT + name}


def _classes(definitions: list[ir.Definition]) -> Iterator[tuple[str, str]]:
    """Name -> the name of the class behind it, for classes and for aliases that are only another name of one."""
    aliases = {
        each.name: each.type.name
        for each in definitions
        if isinstance(each, ir.Alias) and isinstance(each.type, ir.Named)
    }
    models = {each.name for each in definitions if isinstance(each, ir.Model)}
    for name in [*models, *aliases]:
        seen, behind = {name}, name
        while behind in aliases and aliases[behind] not in seen:
            behind = aliases[behind]
            seen.add(behind)
        if behind in models:
            yield name, behind
