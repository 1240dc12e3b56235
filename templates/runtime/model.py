"""The base of every class that a response becomes, and the marks that its fields carry."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias, TypeGuard, TypeVar, cast, get_args

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler
from pydantic_core import core_schema

from .formats import Written
from .received import Received, as_input

T = TypeVar("T")

if TYPE_CHECKING:
    Open: TypeAlias = T | str
    OpenInt: TypeAlias = T | int
    OpenAny: TypeAlias = T | Any
else:
    from typing import Annotated

    from pydantic import BeforeValidator

    class Open:
        """A list of values, closed at run time; for type checkers others may come."""

        def __class_getitem__(cls, item: Any) -> Any:
            return item

    class OpenInt(Open):
        """The same with integers among them: true and false are none, although Python takes them for 1 and 0."""

        def __class_getitem__(cls, item: Any) -> Any:
            has_boolean = any(isinstance(value, bool) for value in get_args(item))
            return item if has_boolean else Annotated[item, BeforeValidator(_no_boolean)]

    def _no_boolean(value: Any) -> Any:
        """The value. Raises ValueError where it is a boolean."""
        if isinstance(value, bool):
            raise ValueError("a boolean is no integer")
        return value

    OpenAny = OpenInt


@dataclass(frozen=True, slots=True)
class Drift:
    """One difference between an answer and the document.

    `path` is in Python names; `got` is the value as it came, `...` where nothing came.
    """

    path: str
    expected: str
    got: object = field(hash=False)

    def __repr__(self) -> str:
        return f"Drift(path={self.path!r}, expected={self.expected!r}, got={shown(self.got)})"

    def below(self, step: str) -> Drift:
        """The same, seen from one level up."""
        dot = "." if self.path and not self.path.startswith("[") else ""
        return Drift(f"{step}{dot}{self.path}", self.expected, self.got)


def is_object(value: object) -> TypeGuard[dict[str, Any]]:
    """Whether a value came as a JSON object."""
    return isinstance(value, dict)


def is_array(value: object) -> TypeGuard[list[Any]]:
    """Whether a value came as a JSON array."""
    return isinstance(value, list)


def shown(value: object) -> str:
    """The repr of a value; a long one is cut."""
    text = repr(value[:100] if isinstance(value, (str, bytes)) else value)
    return text if len(text) < 100 else f"{text[:99]}…"


class Tagged:
    """A mark on a union: the property `wire` tells which member is meant, by the name of its class."""

    def __init__(self, wire: str, *mapping: tuple[str, str]) -> None:
        self.wire, self.mapping = wire, mapping

    def members(self, union: Any) -> dict[str, Any]:
        """The member for each value of the property."""
        by_name = {getattr(member, "__name__", ""): member for member in get_args(union) or (union,)}
        return {value: by_name[name] for value, name in self.mapping if name in by_name}

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        members = {value: handler.generate_schema(member) for value, member in self.members(source).items()}
        return core_schema.tagged_union_schema(members, self.wire)


class ResponseModel(BaseModel):
    """What the server sent, leniently read; unknown fields are kept in `model_extra`."""

    model_config = ConfigDict(
        extra="allow",
        validate_by_name=True,
        validate_by_alias=True,
        protected_namespaces=(),
        allow_inf_nan=False,
        defer_build=True,  # most classes are only parts of another, which builds them once more
    )

    @property
    def drift(self) -> tuple[Drift, ...]:
        """In what this differs from the document. It takes no part in equality, and is not dumped."""
        drift: tuple[Drift, ...] = self.__dict__.get("__drift__", ())
        return drift

    def _input(self, shape: type[T]) -> T:
        """The fields that `shape` has, a TypedDict, as they came. None counts as absent."""
        free = self.model_extra if "__pydantic_extra__" in type(self).__annotations__ else None
        held = {**(free or {}), **{name: vars(self).get(name) for name in shape.__annotations__}}
        return cast(T, Received({name: _plain(value) for name, value in held.items() if value is not None}))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Every field is dumped as the value it holds: one that is not of its type must not warn."""
        schema = handler(source)
        inner: Any = handler.resolve_ref_schema(schema)
        while "fields" not in inner:
            inner = inner["schema"]
        for each in inner["fields"].values():
            each["schema"] = {**each["schema"], "serialization": core_schema.simple_ser_schema("any")}
        if "extras_schema" in inner:
            inner["extras_schema"] = {**inner["extras_schema"], "serialization": core_schema.simple_ser_schema("any")}
        return schema


def as_came(
    model: type[ResponseModel], fields: dict[str, object], extra: dict[str, object], drift: tuple[Drift, ...]
) -> ResponseModel:
    """An object with these values, unchecked. Fields that are not given are None."""
    made = model.model_construct(set(fields))
    held = vars(made)
    held.update({name: fields.get(name) for name in model.model_fields})
    if drift:
        held["__drift__"] = drift
    object.__setattr__(made, "__pydantic_extra__", extra)
    return made


def _plain(value: object) -> Any:
    """A value as input: no classes of ours, and strings as they were written."""
    if isinstance(value, ResponseModel):
        return dict(as_input(value)) if hasattr(value, "to_input") else value.model_dump(exclude_none=True)
    if is_object(value):
        return {key: _plain(each) for key, each in value.items()}
    if is_array(value):
        return [_plain(each) for each in value]
    return value.text or value if isinstance(value, Written) else value
