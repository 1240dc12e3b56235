"""Which schemas become classes, in which direction, under which name, in which module."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator import ir
from generator.build.limits import rule_severity
from generator.build.modules import modules
from generator.names import Names, class_name, snake_case, words
from generator.normalize.schema import Definition, Normal, Schema

# What a class of the runtime or of pydantic already has, and a field cannot be called.
TAKEN_FIELDS = frozenset(
    "as_came construct copy dict drift from_orm get_next_page has_next_page iter_items iter_pages json model_computed_fields model_config model_construct model_copy"
    " model_dump model_dump_json model_extra model_fields model_fields_set model_json_schema model_parametrized_name"
    " model_post_init model_rebuild model_validate model_validate_json model_validate_strings parse_file parse_obj"
    " parse_raw schema schema_json to_input update_forward_refs validate".split()
)  # fmt: skip


@dataclass(slots=True)
class Definitions:
    """All classes of models/: names are settled once, by pointer and direction."""

    normal: Normal
    names: Names
    directions: dict[str, set[ir.Direction]] = field(default_factory=dict[str, "set[ir.Direction]"])
    class_names: dict[tuple[str, ir.Direction], str] = field(default_factory=dict[tuple[str, ir.Direction], str])
    flat: dict[str, None] = field(default_factory=dict[str, None])
    _constants: dict[str, str] = field(default_factory=dict[str, str])
    _modules: Mapping[str, str] = field(default_factory=dict[str, str])
    _fields: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])

    def reach(self, schema: Schema, direction: ir.Direction) -> None:
        """Note that a schema is sent or received, with all that it refers to."""
        stack = [schema]
        while stack:
            here = stack.pop()
            if here.kind == "ref":
                known = self.directions.setdefault(here.target, set())
                if direction in known:
                    continue
                known.add(direction)
                here = self.normal.definitions[here.target].schema
            stack.extend(reversed(list(children(here, direction))))

    def settle(self, roots: list[Schema]) -> None:
        """Give every class its name and module; called once, after everything is reached."""
        ordered = [pointer for pointer in self.normal.definitions if pointer in self.directions]
        wishes: list[tuple[str, str]] = []
        for pointer in ordered:
            base = class_name(" ".join(self.normal.definitions[pointer].hint))
            if "output" in self.directions[pointer]:
                wishes.append((f"output {pointer}", base))
            if "input" in self.directions[pointer]:
                wishes.append((f"input {pointer}", base if base.endswith("Input") else f"{base}Input"))
        settled = self.names.settle("class", wishes, taken={"Any", "Literal", "BaseModel"})
        for key, name in settled.items():
            direction, pointer = key.split(" ", 1)
            self.class_names[pointer, "input" if direction == "input" else "output"] = name
        heads = modules({pointer: self._targets(pointer) for pointer in ordered}, [s for r in roots for s in targets(r)])
        wanted = [(head, snake_case(" ".join(self.normal.definitions[head].hint))) for head in dict.fromkeys(heads.values())]
        named = self.names.settle("models module", wanted, taken={"__init__"})
        self._modules = {pointer: named[head] for pointer, head in heads.items()}

    def flatten(self, pointer: str) -> None:
        """Note that an object's properties are arguments of a method: it has a shape, and no class for that use."""
        self.flat.setdefault(pointer)

    def flat_name(self, pointer: str) -> str:
        """The name of the shape of a flattened object."""
        hint = " ".join(self.normal.definitions[pointer].hint)
        return self.class_names.get((pointer, "input")) or class_name(hint)

    def _targets(self, pointer: str) -> list[str]:
        schema = self.normal.definitions[pointer].schema
        both = [child for direction in ("input", "output") for child in children(schema, direction)]
        return [target for child in both for target in targets(child)]

    def fields(self, pointer: str) -> Mapping[str, str]:
        """Wire name -> Python name of the properties of a definition."""
        if pointer not in self._fields:
            schema = self.normal.definitions[pointer].schema
            wishes = [(prop.wire, field_name(prop.wire)) for prop in schema.properties]
            self._fields[pointer] = self.names.settle(f"field of {pointer}", wishes)
        return self._fields[pointer]

    def type_of(self, schema: Schema, direction: ir.Direction) -> ir.Type:
        """The type of a schema in one direction."""
        plain = self._plain_type(schema, direction)
        return ir.Nullable(type=plain) if schema.nullable and schema.kind not in ("null", "any") else plain

    def _plain_type(self, schema: Schema, direction: ir.Direction) -> ir.Type:
        match schema.kind:
            case "ref":
                return ir.Named(name=self.class_names[schema.target, direction])
            case "array":
                return ir.ListOf(item=self.type_of(schema.item, direction) if schema.item else ir.Scalar(kind="any"))
            case "map":
                value = self.type_of(schema.additional, direction) if schema.additional else ir.Scalar(kind="any")
                return ir.MapOf(value=value)
            case "union":
                return ir.UnionOf(
                    members=tuple(self.type_of(option, direction) for option in schema.options),
                    discriminator=schema.discriminator,
                    mapping=tuple(
                        (value, self.class_names[pointer, direction])
                        for value, pointer in schema.mapping
                        if (pointer, direction) in self.class_names
                    ),
                    by_kind=schema.by_kind,
                )
            case "enum":
                return ir.Literals(values=schema.values)
            case "object" | "any":
                return ir.Scalar(kind="any")
            case "string":
                return ir.Scalar(kind=string_kind(schema.format))
            case "integer" | "number" | "boolean" | "null":
                return ir.Scalar(kind=schema.kind)

    def all(self) -> Iterator[ir.Definition]:
        """Every class, in the order of the document, output before input."""
        for pointer in self.normal.definitions:
            for direction in ("output", "input"):
                if (pointer, direction) in self.class_names:
                    yield self._one(pointer, self.normal.definitions[pointer], direction)

    def _one(self, pointer: str, definition: Definition, direction: ir.Direction) -> ir.Definition:
        schema = definition.schema
        name, module = self.class_names[pointer, direction], self._modules[pointer]
        if schema.kind == "enum":
            return ir.Enum(name=name, module=module, direction=direction, doc=schema.description, values=schema.values,
                           pointer=pointer, constant=self.constant(pointer), noun=noun(definition))  # fmt: skip
        if schema.kind != "object":
            return ir.Alias(name=name, module=module, direction=direction, doc=schema.description,
                            type=self._plain_type(schema, direction), pointer=pointer)  # fmt: skip
        other: ir.Direction = "output" if direction == "input" else "input"
        additional = self.type_of(schema.additional, direction) if schema.additional else None
        return ir.Model(
            name=name, module=module, direction=direction, doc=schema.description, additional=additional,
            fields=tuple(self.members(pointer, direction)),
            twin=self.class_names.get((pointer, other), ""), pointer=pointer,
        )  # fmt: skip

    def members(self, pointer: str, direction: ir.Direction) -> Iterator[ir.Field]:
        """The fields of an object in one direction. A server promises only what a page states."""
        schema = self.normal.definitions[pointer].schema
        python = self.fields(pointer)
        for prop in schema.properties:
            if prop.schema.read_only if direction == "input" else prop.schema.write_only:
                continue
            yield ir.Field(
                name=python[prop.wire], wire=prop.wire, type=self.type_of(prop.schema, direction),
                required=prop.required and (direction == "input" or rule_severity(prop.schema, "required") == "refuse"), writable=not prop.schema.read_only, doc=field_doc(prop.schema),
                source=prop.schema.source(),
            )  # fmt: skip

    def constant(self, pointer: str) -> str:
        """The name of the tuple that lists the values of an enum: `SNAPSHOT_TYPE`; a number is behind one that is taken."""
        if pointer not in self._constants:
            name = self.class_names.get((pointer, "input")) or self.class_names[pointer, "output"]
            wish = snake_case(name.removesuffix("Input")).upper()
            taken = set(self._constants.values())
            wishes = itertools.chain([wish], (f"{wish}_{number}" for number in itertools.count(2)))
            self._constants[pointer] = next(one for one in wishes if one not in taken)
        return self._constants[pointer]


def children(schema: Schema, direction: ir.Direction) -> Iterator[Schema]:
    """The schemas directly below one, as far as they travel in this direction."""
    for prop in schema.properties:
        if not (prop.schema.read_only if direction == "input" else prop.schema.write_only):
            yield prop.schema
    if schema.item is not None:
        yield schema.item
    yield from schema.first
    if schema.rest is not None:
        yield schema.rest
    if schema.additional is not None:
        yield schema.additional
    yield from schema.options


def targets(schema: Schema) -> list[str]:
    """The definitions that a schema refers to, through arrays, maps and unions."""
    if schema.kind == "ref":
        return [schema.target]
    inner = [schema.item, *schema.first, schema.rest, schema.additional, *schema.options, *(prop.schema for prop in schema.properties)]
    return [target for child in inner if child is not None for target in targets(child)]


def noun(definition: Definition) -> str:
    """What a schema is called in a message: `snapshot type`."""
    return " ".join(word if word.isupper() else word.lower() for word in words(definition.hint[-1])) or "value"


def field_name(wire: str) -> str:
    """The Python name that a property asks for."""
    name = snake_case(wire, "field")
    return f"{name}_" if name in TAKEN_FIELDS else name


def field_doc(schema: Schema) -> str:
    """A field's description, with the default that the server applies."""
    if schema.server_default is None:
        return schema.description
    return f"{schema.description}\n\nThe server's default is {schema.server_default}.".strip()


def string_kind(format: str) -> ir.ScalarKind:
    """The Python type that a string's format asks for."""
    match format:
        case "date-time" | "date" | "uuid":
            return format
        case "int64":
            return "int64-string"
        case "binary":
            return "bytes"
        case _:
            return "string"
