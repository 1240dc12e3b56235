"""What datamodel-code-generator printed is held against what was asked of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator import ir, models
from tests.unit.models.definitions import choice, field, items, named, received, sent, union

DEFINITIONS: list[ir.Definition] = [
    received("Toy", field("name", wire="Name", required=True), field("kind", named("Kind")), twin="ToyInput"),
    choice("Kind", "WOOD", "TIN"),
    received("Box", field("toys", items(union(named("Toy"), named("Box"), by="k", mapping=[("t", "Toy"), ("b", "Box")])))),
    sent("ToyInput", field("name", wire="Name", required=True)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (lambda text: text.replace("class M_Toy(", "class M_Toy1("),
         "/components/schemas/Toy: datamodel-code-generator printed no class 'M_Toy'"),
        (lambda text: text.replace("f_kind:", "f_kind_1:"),
         "/components/schemas/Toy: datamodel-code-generator printed class 'M_Toy' with the fields ['f_name', 'f_kind_1'],"
         " not ['f_name', 'f_kind']"),
        (lambda text: text.replace("f_kind: M_Kind | None = None", "f_kind: M_Kind | None"),
         "/components/schemas/Toy: datamodel-code-generator printed M_Toy.f_kind as required"),
        (lambda text: text.replace("Required[str]", "str"),
         "/components/schemas/ToyInput: datamodel-code-generator printed M_ToyInput.f_name as optional"),
        (lambda text: text.replace("M_Kind | None", "str | None"),
         "/components/schemas/Toy: datamodel-code-generator printed M_Toy.f_kind as str | None"),
        (lambda text: text.replace("'TIN'", "'LEAD'"),
         "/Kind: datamodel-code-generator printed V_Kind.value as Literal['WOOD', 'LEAD']"),
        (lambda text: text.replace('alias="Name"', 'alias="name"'),
         "/components/schemas/Toy: datamodel-code-generator printed M_Toy.f_name as Annotated[str, Field(alias='name')]"
         ' without Field(alias="Name")'),
        (lambda text: text.replace("class M_Toy(ResponseModel)", "class M_Toy(BaseModel)"),
         "/components/schemas/Toy: datamodel-code-generator printed class 'M_Toy' with other bases than ResponseModel"),
        (lambda text: text.replace("value: M_Toy | M_Box", "value: M_Toy"),
         "the union by 'k': datamodel-code-generator printed W_0.value as M_Toy"),
    ],
)  # fmt: skip
def test_whatever_is_renamed_dropped_or_changed_is_told_with_its_schema(
    spoil: Callable[[str], str], problem: str
) -> None:
    with pytest.raises(models.ModelsMismatch) as error:
        models.print_models(DEFINITIONS, printed=lambda document, way: spoil(models.dcg(document, way)))
    assert str(error.value) == problem


def test_all_problems_are_told_at_once() -> None:
    with pytest.raises(models.ModelsMismatch) as error:
        models.print_models(DEFINITIONS, printed=lambda _document, _way: "")
    assert [pointer for pointer, _ in error.value.problems] == [
        "/components/schemas/Toy", "/Kind", "/components/schemas/Box", "the union by 'k'",
    ]  # fmt: skip


def test_a_name_that_no_import_is_known_for_is_told() -> None:
    with pytest.raises(models.ModelsMismatch) as error:
        models.print_models(
            DEFINITIONS,
            printed=lambda document, way: models.dcg(document, way).replace("Annotated[str,", "Annotated[AnyStr,"),
        )
    assert str(error.value) == "/components/schemas/Toy: no import is known for AnyStr"


def test_what_is_asked_for_is_printed() -> None:
    assert "class Toy(ResponseModel):" in models.print_models(DEFINITIONS)["models/toy.py"]
