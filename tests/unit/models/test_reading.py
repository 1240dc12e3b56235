"""What datamodel-code-generator printed is held against what was asked of it."""

from __future__ import annotations

import pytest

from generator import ir, models
from tests.unit.models.definitions import alias, choice, field, items, named, received, scalar, sent, union

DEFINITIONS: list[ir.Definition] = [
    received("Toy", field("name", wire="Name", required=True), field("kind", named("Kind")), twin="ToyInput"),
    choice("Kind", "WOOD", "TIN"),
    received("Box", field("toys", items(union(named("Toy"), named("Box"), by="k",
                                              mapping=[("t", "Toy"), ("b", "Box")])))),
    sent("ToyInput", field("name", wire="Name", required=True)),
    alias("TextInput", scalar("string"), "input"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("class M_Toy(", "class M_Toy1(",
         "/components/schemas/Toy: datamodel-code-generator printed no class 'M_Toy'"),
        ("f_kind:", "f_kind_1:",
         "/components/schemas/Toy: datamodel-code-generator printed class 'M_Toy' with the fields ['f_name',"
         " 'f_kind_1'], not ['f_name', 'f_kind']"),
        ("f_kind: M_Kind | None = None", "f_kind: M_Kind | None",
         "/components/schemas/Toy: datamodel-code-generator printed M_Toy.f_kind as required"),
        ("f_name: Required[str]", "f_name: str",
         "/components/schemas/ToyInput: datamodel-code-generator printed M_ToyInput.f_name as optional"),
        ("M_Kind | None", "str | None",
         "/components/schemas/Toy: datamodel-code-generator printed M_Toy.f_kind as str | None"),
        ("'TIN'", "'LEAD'",
         "/Kind: datamodel-code-generator printed V_Kind.value as Literal['WOOD', 'LEAD']"),
        ('alias="Name"', 'alias="name"',
         "/components/schemas/Toy: datamodel-code-generator printed M_Toy.f_name as Annotated[str, Field(alias='name')]"
         ' without Field(alias="Name")'),
        ("class M_Toy(ResponseModel)", "class M_Toy(BaseModel)",
         "/components/schemas/Toy: datamodel-code-generator printed class 'M_Toy' with other bases than ResponseModel"),
        ("value: Required[str]", "value: Required[int]",
         "/TextInput: datamodel-code-generator printed V_TextInput.value as Required[int]"),
        ("list[U_0]", "U_0",
         "/components/schemas/Box: datamodel-code-generator printed M_Box.f_toys as U_0 | None"),
        ("value: M_Toy | M_Box", "value: M_Toy",
         "the union by 'k': datamodel-code-generator printed W_0.value as M_Toy"),
    ],
)  # fmt: skip
def test_whatever_is_renamed_dropped_or_changed_is_told_with_its_schema(old: str, new: str, problem: str) -> None:
    with pytest.raises(models.ModelsMismatch) as error:
        models.print_models(DEFINITIONS, printed=lambda document, way: models.dcg(document, way).replace(old, new))
    assert str(error.value) == problem


def test_all_problems_are_told_at_once() -> None:
    with pytest.raises(models.ModelsMismatch) as error:
        models.print_models(DEFINITIONS, printed=lambda _document, _way: "")
    assert [pointer for pointer, _ in error.value.problems] == [
        "/components/schemas/Toy", "/Kind", "/components/schemas/Box", "the union by 'k'",
    ]  # fmt: skip


def test_what_is_asked_for_is_printed() -> None:
    assert "class Toy(ResponseModel):" in models.print_models(DEFINITIONS)["models/toy.py"]
