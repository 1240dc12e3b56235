"""Definitions -> files of models/ -> what can be done with them."""

from __future__ import annotations

import ast
import json
import random
import subprocess
import sys
import typing
from pathlib import Path

import black
import pytest
from black.mode import TargetVersion

from generator import ir, models
from tests.unit.models.definitions import (
    alias,
    choice,
    decoded,
    field,
    imported,
    items,
    named,
    received,
    scalar,
    sent,
    union,
    written,
)

TOY = received(
    "Toy",
    field("id", required=True, doc="Given by the server."),
    field("display_name", wire="displayName", doc='The "name".'),
    field("kind", named("Kind")),
    field("made", scalar("date-time")),
    field("parts", items(named("Part"))),
    twin="ToyInput",
)
TOY_INPUT = sent(
    "ToyInput",
    field("display_name", wire="displayName", required=True, doc='The "name".'),
    field("kind", named("KindInput")),
    field("made", scalar("date-time")),
    doc="A toy.",
)
TOYS: list[ir.Definition] = [
    TOY,
    TOY_INPUT,
    choice("Kind", "WOOD", "TIN"),
    choice("KindInput", "WOOD", "TIN", direction="input"),
    received("Part", field("count", scalar("int64-string")), module="part"),
]

PRINTED = '''"""Toy as it is received and ToyInput as it is sent, with all that belongs to it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, Required, TypeAlias, TypedDict

from pydantic import Field

from .._runtime.formats import DateTime
from .._runtime.model import Open, ResponseModel
from .part import Part

Kind: TypeAlias = Open[Literal["WOOD", "TIN"]]


class Toy(ResponseModel):
    """The schema /components/schemas/Toy."""

    id: str
    """Given by the server."""
    display_name: Annotated[str | None, Field(alias="displayName")] = None
    """The "name"."""
    kind: Kind | None = None
    made: DateTime | None = None
    parts: list[Part] | None = None

    def to_input(self) -> ToyInput:
        """The fields that may be sent, as they came."""
        return self._input(ToyInput)


KindInput: TypeAlias = Literal["WOOD", "TIN"]


class ToyInput(TypedDict, total=False):
    """A toy."""

    display_name: Required[str]
    """The "name"."""
    kind: KindInput
    made: datetime | str
'''


def black_leaves(text: str) -> bool:
    mode = black.Mode(line_length=120, target_versions={TargetVersion.PY311})
    return black.format_str(text, mode=mode) == text


def test_a_module_is_printed_as_one_would_write_it() -> None:
    files = models.print_models(TOYS)
    assert list(files) == ["models/__init__.py", "models/part.py", "models/toy.py"]
    assert files["models/toy.py"] == PRINTED


def test_every_file_is_stable_under_black() -> None:
    assert [path for path, text in models.print_models(TOYS).items() if not black_leaves(text)] == []


def test_a_front_loads_no_module_before_one_of_its_names_is_asked_for(tmp_path: Path) -> None:
    written(tmp_path, TOYS)
    code = (
        "import sys, toys.models as models\n"
        "assert sorted(models.__all__) == ['Kind', 'KindInput', 'Part', 'Toy', 'ToyInput']\n"
        "assert {'Toy', '__all__'} <= set(dir(models))\n"
        "assert 'pydantic' not in sys.modules and 'toys.models.part' not in sys.modules\n"
        "from toys.models import Part\n"
        "assert 'toys.models.toy' not in sys.modules and models.Part is Part\n"
        "try:\n    models.Boat\n"
        "except AttributeError as error:\n    print(error)\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert ran.stdout == "module 'toys.models' has no attribute 'Boat'\n"


def test_a_module_of_nothing_but_inputs_does_not_load_pydantic(tmp_path: Path) -> None:
    written(tmp_path, [sent("BoatInput", field("name"), module="boat")])
    code = (
        "import sys; from toys.models import BoatInput\n"
        "assert 'pydantic' not in sys.modules; print(BoatInput(name='b'))"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert ran.stdout == "{'name': 'b'}\n"


def test_no_definitions_make_an_empty_front() -> None:
    (path, text), *rest = models.print_models([]).items()
    assert (path, rest) == ("models/__init__.py", [])
    assert "__all__: list[str] = []" in text


def test_a_received_enum_is_closed_at_run_time_and_open_for_type_checkers(tmp_path: Path) -> None:
    module = imported(tmp_path, TOYS)
    assert typing.get_args(module.Kind) == ("WOOD", "TIN")
    answer = decoded(module, "Toy", '{"id": "1", "kind": "GLASS"}')
    assert answer.value.kind == "GLASS"
    assert [(each.path, each.expected) for each in answer.drift] == [("kind", "'WOOD' | 'TIN'")]


def test_what_was_received_goes_back_as_its_input(tmp_path: Path) -> None:
    module = imported(tmp_path, TOYS)
    text = '{"id": "1", "displayName": "", "made": "2023-11-07T05:31:56.100Z", "parts": []}'
    toy = decoded(module, "Toy", text).value
    assert toy.to_input() == {"display_name": "", "made": "2023-11-07T05:31:56.100Z"}
    assert not hasattr(module.Part(), "to_input")


def test_enums_hold_any_constant(tmp_path: Path) -> None:
    hostile = ['a"b', "'", "\\", "\n", "\u202e", "{{x}}", "", "ü", "\x00"]
    definitions: list[ir.Definition] = [
        choice("Hostile", *hostile),
        choice("Numbers", 1, -2, 10**20),
        choice("Mixed", "a", 1, True, None),
        choice("Floats", 1.5, 2.0),
        choice("Broken", "a", "\ud800"),
        choice("One", "a"),
        received("Toy", *(field(each.lower(), named(each)) for each in "Hostile Numbers Mixed Floats Broken".split())),
    ]  # fmt: skip
    text = models.print_models(definitions)["models/toy.py"]
    assert "Numbers: TypeAlias = OpenInt[Literal[1, -2]] | int\n" in text
    assert 'Mixed: TypeAlias = OpenAny[Literal["a", 1, True]] | None\n' in text
    assert "Floats: TypeAlias = float\n" in text
    assert 'Broken: TypeAlias = Literal["a"] | str\n' in text
    assert 'One: TypeAlias = Literal["a"]\n' in text
    module = imported(tmp_path, definitions)
    assert list(typing.get_args(module.Hostile)) == hostile
    value = {"hostile": "\u202e", "numbers": 10**20, "mixed": None, "floats": 7.5, "broken": "b"}
    assert decoded(module, "Toy", json.dumps(value)).drift == ()


def test_a_union_with_a_discriminator_is_read_by_it(tmp_path: Path) -> None:
    pet = union(named("Cat"), named("Dog"), by="petType", mapping=[("cat", "Cat"), ("pussy", "Cat"), ("dog", "Hound")])
    definitions: list[ir.Definition] = [
        received("Cat", field("pet_type", wire="petType")),
        received("Dog", field("pet_type", wire="petType"), field("friend", named("Pet"))),
        alias("Hound", named("Dog")),
        alias("Pet", pet),
        received("Zoo", field("pets", items(pet)), field("best", ir.Nullable(type=pet), required=True)),
    ]
    module = imported(tmp_path, definitions)
    zoo = decoded(
        module,
        "Zoo",
        '{"pets": [{"petType": "pussy"}, {"petType": "dog", "friend": {"petType": "cat"}}], "best": null}',
    )
    assert zoo.drift == ()
    assert [type(pet) for pet in zoo.value.pets] == [module.Cat, module.Dog]
    assert type(zoo.value.pets[1].friend) is module.Cat
    assert [each.path for each in decoded(module, "Zoo", '{"pets": [{"petType": "newt"}], "best": null}').drift] == [
        "pets[0].pet_type"
    ]


def test_a_discriminator_that_leads_to_no_class_is_left_aside() -> None:
    both = union(named("Cat"), named("Names"), by="kind", mapping=[("cat", "Cat"), ("names", "Names")])
    definitions: list[ir.Definition] = [received("Cat"), alias("Names", items(scalar("string"))), alias("Both", both)]
    assert "Both: TypeAlias = Cat | Names\n" in models.print_models(definitions)["models/toy.py"]


def test_types_that_go_round_are_read(tmp_path: Path) -> None:
    definitions: list[ir.Definition] = [
        alias("Json", union(items(named("Json")), ir.MapOf(value=named("Json")), scalar("string")), doc="Any JSON."),
        alias("JsonInput", union(items(named("JsonInput")), scalar("string")), "input"),
        alias("Friends", items(named("Person"))),
        received("Person", field("friends", named("Friends")), field("self_", named("Person"), wire="self"),
                 field("x", named("A"))),
        received("A", field("b", named("B")), field("note", named("Json"))),
        received("B", field("a", named("A"))),
        alias("Even", items(named("Odd"))),
        alias("Odd", items(ir.Nullable(type=named("Even")))),
        received("Root", field("even", named("Even"))),
    ]  # fmt: skip
    module = imported(tmp_path, definitions)
    text = '{"friends": [{"self": {"x": {"b": {"a": {"note": [["x"], {"k": "v"}]}}}}}]}'
    answer = decoded(module, "Person", text)
    assert answer.drift == ()
    assert answer.value.friends[0].self_.x.b.a.note == [["x"], {"k": "v"}]
    assert [each.path for each in decoded(module, "Person", text.replace('"v"', "5")).drift] == [
        "friends[0].self_.x.b.a.note[1]['k']"
    ]
    assert decoded(module, "Root", '{"even": [[null, [[]]]]}').drift == ()


def test_further_properties_have_their_type(tmp_path: Path) -> None:
    definitions: list[ir.Definition] = [
        received("Labels", field("owner"), free=scalar("date-time"), twin="LabelsInput"),
        sent("LabelsInput", field("owner"), free=scalar("date-time")),
        received("Anything", free=scalar("any")),
    ]
    module = imported(tmp_path, definitions)
    answer = decoded(module, "Labels", '{"owner": "o", "at": "2023-11-07T05:31:56Z"}')
    assert answer.drift == ()
    assert answer.value.model_extra["at"].year == 2023
    assert answer.value.to_input() == {"owner": "o", "at": "2023-11-07T05:31:56Z"}
    assert [each.path for each in decoded(module, "Labels", '{"at": 5}').drift] == ["at"]
    assert decoded(module, "Anything", '{"a": 1}').drift == ()
    assert module.LabelsInput.__doc__ == "Further keys may be given."


def test_names_of_python_typing_and_the_runtime_may_be_names_of_the_document(tmp_path: Path) -> None:
    own = [
        "Literal",
        "BaseModel",
        "ResponseModel",
        "Open",
        "DateTime",
        "Annotated",
        "TypeAlias",
        "Field",
        "M_X",
        "U_0",
        "状態",
    ]
    fields = [
        "str",
        "list",
        "date",
        "datetime",
        "float",
        "int",
        "bool",
        "any_",
        "field",
        "type_",
        "values",
        "状態",
        "self",
        "cls",
    ]
    types: list[ir.Type] = [
        *(named(name) for name in own),
        scalar("date"),
        scalar("date-time"),
        items(scalar("string")),
    ]
    definitions: list[ir.Definition] = [
        choice("Literal", "a", "b"),
        choice("BaseModel", 1, 2),
        *(received(name, field("str"), field("mode", ir.Literals(values=("a", "b")))) for name in own[2:]),
        *(received(f"Holder{n}", *(field(name, kind) for name in fields), twin=f"Holder{n}Input")
          for n, kind in enumerate(types)),
        *(sent(f"Holder{n}Input", *(field(name, scalar("date")) for name in fields)) for n, _ in enumerate(types)),
    ]  # fmt: skip
    texts = models.print_models(definitions)
    assert [path for path, text in texts.items() if not black_leaves(text)] == []
    module = imported(tmp_path, definitions)
    assert decoded(module, "Holder0", '{"str": "a", "list": "b"}').drift == ()
    assert decoded(module, "Holder10", '{"状態": {"str": "a"}, "str": {"mode": "a"}}').drift == ()
    assert decoded(module, "Holder11", '{"date": "2024-02-29"}').value.date.month == 2


def test_hostile_descriptions_and_wire_names_stay_text(tmp_path: Path) -> None:
    hostile = 'x"""\nimport os  # \\" {{ 7 * 7 }} {% raw %} \u202e \x00 \ud800'
    definitions: list[ir.Definition] = [
        received("Toy", field("a", wire='a"\\\n\u202e{{x}}', doc=hostile), field("b", wire="b b")),
        alias("Text", scalar("string"), doc=hostile),
        sent("ToyInput", field("a", doc=hostile), doc=hostile),
    ]
    texts = models.print_models(definitions)
    assert not {each for text in texts.values() for each in text} & set("\u202e\x00\ud800")
    assert [path for path, text in texts.items() if not black_leaves(text)] == []
    statements = {type(each) for text in texts.values() for each in ast.parse(text).body}
    assert statements <= {ast.Expr, ast.ImportFrom, ast.AnnAssign, ast.Assign, ast.ClassDef, ast.If}
    toy = decoded(imported(tmp_path, definitions), "Toy", json.dumps({'a"\\\n\u202e{{x}}': "1", "b b": "2"}))
    assert (toy.value.a, toy.value.b, toy.drift) == ("1", "2", ())


@pytest.mark.parametrize("kind", list(typing.get_args(ir.ScalarKind)))
def test_every_kind_of_scalar_can_be_received_and_sent(tmp_path: Path, kind: ir.ScalarKind) -> None:
    values = {"integer": 5, "number": 1.5, "boolean": True, "object": {"a": 1}, "any": [None], "null": None,
              "int64-string": "5", "date-time": "2023-11-07T05:31:56Z", "date": "2023-11-07",
              "uuid": "6ba7b810-9dad-11d1-80b4-00c04fd430c8"}  # fmt: skip
    value = values.get(kind, "text")
    wanted = [field("one", scalar(kind), required=True), field("many", items(ir.Nullable(type=scalar(kind))))]
    module = imported(
        tmp_path, [received("Toy", *wanted, twin="ToyInput"), sent("ToyInput", *wanted), alias("It", scalar(kind))]
    )
    toy = decoded(module, "Toy", json.dumps({"one": value, "many": [value, None]}))
    assert toy.drift == ()
    assert json.loads(toy.value.model_dump_json()) == {"one": value, "many": [value, None]}


def test_the_same_definitions_print_the_same_bytes_in_any_process() -> None:
    code = (
        "from tests.unit.models.test_printed import TOYS\n"
        "from generator import models; print(models.print_models(TOYS))"
    )
    printed = {
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                       env={"PYTHONHASHSEED": seed, "PYTHONPATH": ".", "LC_ALL": "C", "TZ": "Asia/Tokyo"}).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert printed == {f"{models.print_models(TOYS)}\n"}


def test_descriptions_are_not_what_classes_are_printed_from() -> None:
    told: list[ir.Definition] = [
        received("Toy", field("a", doc="Other words.")),
        sent("ToyInput", field("a", doc="Other words.")),
    ]
    untold: list[ir.Definition] = [received("Toy", field("a")), sent("ToyInput", field("a"))]
    assert models.dcg_inputs(told) == models.dcg_inputs(untold)
    assert models.dcg_inputs([]) == ("", "")


def test_a_cache_may_stand_before_the_printer() -> None:
    kept: dict[str, str] = {}

    def remembered(document: str, direction: ir.Direction) -> str:
        return (
            kept.setdefault(document, "") or kept.update({document: models.dcg(document, direction)}) or kept[document]
        )

    first = models.print_models(TOYS, printed=remembered)
    assert tuple(kept) == models.dcg_inputs(TOYS)
    assert models.print_models(TOYS, printed=lambda document, _: kept[document]) == first


def test_planning_the_models_does_not_load_datamodel_code_generator() -> None:
    code = (
        "import sys; from tests.unit.models.test_printed import TOYS; from generator import models\n"
        "models.dcg_inputs(TOYS); print([name for name in sys.modules if name.startswith('datamodel')])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"


def test_whatever_the_types_the_package_is_black_and_can_be_imported(tmp_path: Path) -> None:
    chance = random.Random(11)
    names = [f"Toy{number}" for number in range(12)]
    scalars = [scalar(kind) for kind in typing.get_args(ir.ScalarKind)]

    def any_type(depth: int = 0) -> ir.Type:
        simple: list[ir.Type] = [named(chance.choice(names)), chance.choice(scalars), ir.Literals(values=("a", "b", 1))]
        if depth > 3 or chance.random() < 0.6:
            return chance.choice(simple)
        inner = [any_type(depth + 1) for _ in range(3)]
        deeper: list[ir.Type] = [items(inner[0]), ir.MapOf(value=inner[0]), ir.Nullable(type=inner[0]), union(*inner)]
        return chance.choice(deeper)

    definitions: list[ir.Definition] = []
    for name in names:
        kinds = [field(f"field_{number}", any_type(), required=chance.random() < 0.3) for number in range(6)]
        definitions.append(received(name, *kinds) if chance.random() < 0.7 else choice(name, "a", "b"))
    assert [path for path, text in models.print_models(definitions).items() if not black_leaves(text)] == []
    module = imported(tmp_path, definitions)
    assert all(getattr(module, name) for name in names)
