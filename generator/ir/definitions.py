"""What models/ holds: the classes of everything that is sent and received."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from generator.ir.types import Constant, Direction, Source, Type


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A property of an object: wire name and Python name as a pair.

    `required` is what the document promises or asks; `writable` tells whether the field may be sent.
    """

    name: str
    wire: str
    type: Type
    required: bool
    writable: bool
    doc: str
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """An object shape of one direction: a pydantic class (output) or a TypedDict (input).

    `module` is the file in models/ that defines it, without suffix. `twin` names the class of the same schema in the
    other direction, or is empty. `additional` is the type of free keys: None where the document declares none.
    """

    name: str
    module: str
    direction: Direction
    doc: str
    fields: tuple[Field, ...]
    additional: Type | None
    twin: str
    pointer: str
    is_model: ClassVar[bool] = True
    is_enum: ClassVar[bool] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Enum:
    """A named list of constants: closed in input, open for type checkers in output.

    `constant` is the name of the tuple of values that checks use, `noun` what the list is called in a message.
    """

    name: str
    module: str
    direction: Direction
    doc: str
    values: tuple[Constant, ...]
    pointer: str
    constant: str = ""
    noun: str = ""
    is_model: ClassVar[bool] = False
    is_enum: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """A name for any other type (union, list, map, scalar)."""

    name: str
    module: str
    direction: Direction
    doc: str
    type: Type
    pointer: str
    is_model: ClassVar[bool] = False
    is_enum: ClassVar[bool] = False


Definition: TypeAlias = Model | Enum | Alias
