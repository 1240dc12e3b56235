"""Small types of our own, to read answers with. Imported by a test as it runs, never while tests are collected."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypedDict

from pydantic import Field
from typing_extensions import TypeAliasType

from .test_parts import part

model: Any = part("model")
formats: Any = part("formats")
MARK: Any = formats.DateTime.__metadata__[0]
if TYPE_CHECKING:
    from pydantic import BaseModel as Base
else:
    Base = model.ResponseModel


class Cat(Base):
    """A thing with a tag and a required member."""

    kind: Literal["cat"]
    the_name: Annotated[str, Field(alias="theName")]
    lives: int | None = None


class DogInput(TypedDict, total=False):
    """What may be sent of a dog."""

    the_kind: str
    born: datetime
    cats: list[Any]
    by_name: dict[str, Any]
    weight: float


class Dog(Base):
    """A thing whose tag has another name in Python."""

    the_kind: Annotated[Literal["dog"], Field(alias="kind")]
    born: Annotated[datetime, MARK] | None = None
    cats: list[Cat] | None = None
    by_name: Annotated[dict[str, Cat] | None, Field(alias="byName")] = None
    weight: float | None = None

    def to_input(self) -> Any:
        """The fields that may be sent."""
        return vars(Base)["_input"](self, DogInput)


class Open(Base):
    """A thing with further members of one kind."""

    __pydantic_extra__: dict[str, int]  # pyright: ignore[reportIncompatibleVariableOverride]
    fixed: str | None = None


Pet = Annotated[Cat | Dog, model.Tagged("kind", ("cat", "Cat"), ("dog", "Dog"))]


class Times(Base):
    """A thing whose further members are times."""

    __pydantic_extra__: dict[str, Annotated[datetime, MARK]]  # pyright: ignore[reportIncompatibleVariableOverride]


class Egg(Base):
    """A thing that holds one which is not known yet."""

    hen: Hen | None = None


class Hen(Base):
    """A thing that holds the one before."""

    the_egg: Annotated[Egg | None, Field(alias="theEgg")] = None


class Loose(Base):
    """A thing that may hold anything."""

    __pydantic_extra__: dict[str, Any]  # pyright: ignore[reportIncompatibleVariableOverride]
    fixed: str | None = None


class Ring(Base):
    """A sound whose tag may be left out."""

    kind: Literal["ring"] | None = None


class Bell(Base):
    """Another such sound."""

    kind: Literal["bell"] | None = None


Sound = Annotated[Ring | Bell, model.Tagged("kind", ("ring", "Ring"), ("bell", "Bell"))]
Cats = TypeAliasType("Cats", "list[Annotated[Cat, 'a mark']]")


class Meta(Base):
    """What a page tells of the next one."""

    cursor: str | None = None
    more: bool | None = None


class Things(Base):
    """One page of things."""

    things: list[str] | None = None
    next: Any = None
    total: int | None = None
    meta: Meta | None = None


@cache
def pages() -> dict[str, Any]:
    """A page of things for each flavour of the client, in a package that has pages."""
    bases = {"sync": part("pages").Page, "async": part("pages").AsyncPage}
    return {name: type(f"{name}_page", (Things, base), {"__module__": __name__}) for name, base in bases.items()}


def hint(text: str) -> Any:
    """A type, from its text in the words of this module: `list[Cat | None]`."""
    return eval(text, globals())
