"""Response classes as the generator prints them, for the tests of the runtime."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal, Required, TypeAlias, TypedDict

from pydantic import Field
from typing_extensions import TypeAliasType

from templates.runtime.formats import Date, DateTime, Int64Str, Uuid
from templates.runtime.model import Open, OpenInt, ResponseModel, Tagged

State: TypeAlias = Open[Literal["UPLOADING", "READY"]]
Level: TypeAlias = OpenInt[Literal[1, 2]]
if TYPE_CHECKING:
    Json: TypeAlias = "list[Json] | dict[str, Json] | str"
else:
    Json = TypeAliasType("Json", "list[Json] | dict[str, Json] | str")


class Cat(ResponseModel):
    pet_type: Annotated[str, Field(alias="petType")]
    lives: int | None = None


class Dog(ResponseModel):
    pet_type: Annotated[str, Field(alias="petType")]
    bark: str | None = None
    friend: Annotated[Cat | Dog, Tagged("petType", ("cat", "Cat"), ("dog", "Dog"))] | None = None


Pet: TypeAlias = Annotated[Cat | Dog, Tagged("petType", ("cat", "Cat"), ("dog", "Dog"))]


class Details(ResponseModel):
    base_model: Annotated[str, Field(alias="baseModel")]
    target_modules: Annotated[list[str] | None, Field(alias="targetModules")] = None
    parameter_count: Annotated[Int64Str | None, Field(alias="parameterCount")] = None
    precision: State | None = None

    def to_input(self) -> DetailsInput:
        """The fields that may be sent, as they came."""
        return self._input(DetailsInput)


class Labels(ResponseModel):
    owner: str | None = None
    __pydantic_extra__: dict[str, int]  # pyright: ignore[reportIncompatibleVariableOverride]

    def to_input(self) -> LabelsInput:
        """The fields that may be sent, as they came."""
        return self._input(LabelsInput)


class Thing(ResponseModel):
    name: str | None = None
    display_name: Annotated[str | None, Field(alias="displayName")] = None
    create_time: Annotated[DateTime | None, Field(alias="createTime")] = None
    expires: DateTime | None = None
    day: Date | None = None
    uid: Uuid | None = None
    state: State | None = None
    level: Level | None = None
    details: Details | None = None
    pets: list[Pet] | None = None
    pet: Pet | None = None
    scores: dict[str, float] | None = None
    count: int | None = None
    flag: bool | None = None
    either: int | list[str] | Details | None = None
    anything: Any | None = None
    labels: Labels | None = None
    tree: Json | None = None
    parent: Thing | None = None
    moments: list[DateTime] | None = None

    def to_input(self) -> ThingInput:
        """The fields that may be sent, as they came."""
        return self._input(ThingInput)


class DetailsInput(TypedDict, total=False):
    base_model: Required[str]
    target_modules: list[str]
    parameter_count: str


class LabelsInput(TypedDict, total=False):
    owner: str


class ThingInput(TypedDict, total=False):
    display_name: str
    expires: datetime | str
    day: date | str
    uid: str
    state: Literal["UPLOADING", "READY"]
    level: Literal[1, 2]
    details: DetailsInput
    pets: list[Any]
    scores: dict[str, float]
    count: int
    flag: bool
    moments: list[datetime | str]
