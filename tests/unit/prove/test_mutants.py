"""Mutants come from syntax trees, one small fault each, and leave all other lines as they were."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from generator.prove.equivalents import WrongList, equivalent
from generator.prove.mutant import Mutant, Source, misspelt, numbered
from generator.prove.mutants import mutants_of
from generator.prove.proof import Found, Rate, rates
from generator.prove.report import missed, told
from generator.prove.runtime import CARRIERS, DUTIES
from generator.render import TEMPLATES

CHECKS = b"""\
KIND: Final = ("A", "B")

def check_thing(tree, at, found):
    if not found.is_object(tree, at, "thing"):
        return
    found.needs(tree, at, {"theName": "the_name"})
    if "theName" in tree:
        found.string(tree["theName"], at + ".the_name", max_length=63)
    if tree.get("kind") == "A" and "theName" not in tree:
        found.refuse(at + ".the_name", "name-required", "required when kind is A")
"""
MODELS = b"""\
class Thing(ResponseModel):
    the_name: Annotated[str | None, Field(alias="theName")] = None

class ThingInput(TypedDict, total=False):
    the_name: Required[str]

Kind: TypeAlias = Open[Literal["A", "B"]]
"""


def mutants(tmp_path: Path, name: str, content: bytes) -> list[Mutant]:
    path = tmp_path / "a_client" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return [each for each in mutants_of(tmp_path, "a_client") if each.file == f"a_client/{name}"]


def changes(found: list[Mutant], kind: str) -> set[tuple[str, str]]:
    return {(each.was, each.becomes) for each in found if each.kind == kind}


def test_a_bound_moves_either_way_and_goes(tmp_path: Path) -> None:
    found = mutants(tmp_path, "_checks.py", CHECKS)
    assert changes(found, "bound") == {("63", "64"), ("63", "62"), ("max_length=63", "")}


def test_a_rule_is_dropped_inverted_loses_a_condition_and_changes_its_severity(tmp_path: Path) -> None:
    found = mutants(tmp_path, "_checks.py", CHECKS)
    test = 'tree.get("kind") == "A" and "theName" not in tree'
    wanted = {(test, f"not ({test})"), (test, 'tree.get("kind") == "A"'), (test, '"theName" not in tree')}
    assert wanted <= changes(found, "rule")
    assert ("refuse", "warn") in changes(found, "severity")


def test_an_alias_is_misspelt_and_dropped_a_field_deleted_and_required_either_way(tmp_path: Path) -> None:
    found = mutants(tmp_path, "models/thing.py", MODELS)
    assert changes(found, "alias") == {('"theName"', "'theaNme'"), ('alias="theName"', "")}
    assert ("Required[str]", "str") in changes(found, "required")
    assert changes(found, "enum") == {('"A"', "'Ax'"), ('"B"', "'Bx'"), ('"A",', ""), (', "B"', "")} or changes(
        found, "enum"
    ) >= {('"A"', "'Ax'"), ('"A"', "")}


def test_every_mutant_still_parses_and_differs_in_its_own_lines_only(tmp_path: Path) -> None:
    for name, content in (("_checks.py", CHECKS), ("models/thing.py", MODELS)):
        for mutant in mutants(tmp_path, name, content):
            changed = mutant.applied(content)
            ast.parse(changed)
            assert changed != content
            assert changed.splitlines()[: mutant.line - 1] == content.splitlines()[: mutant.line - 1]


def test_mutants_that_look_alike_are_told_apart_by_their_order() -> None:
    source = Source("a.py", b"x = [1, 1]\n")
    ones = [node for node in ast.walk(source.tree) if isinstance(node, ast.Constant)]
    found = list(numbered(source.edit("bound", node, "2") for node in ones))
    assert [each.ordinal for each in found] == [0, 1]
    assert len({each.id for each in found}) == 2


@pytest.mark.parametrize(("text", "slip"), [("displayName", "displyaName"), ("aa", "aax"), ("", "x")])
def test_a_slip_changes_the_text(text: str, slip: str) -> None:
    assert misspelt(text) == slip


def listed(tmp_path: Path, **more: str) -> Path:
    entry = {"file": "_checks.py", "scope": "check_thing", "was": "63", "becomes": "64", "reason": "because", **more}
    path = tmp_path / "equivalent.toml"
    path.write_text("[[equivalent]]\n" + "".join(f"{key} = {value!r}\n" for key, value in entry.items()))
    return path


def test_an_equivalent_mutant_is_known_by_its_place_and_words(tmp_path: Path) -> None:
    found = mutants(tmp_path, "_checks.py", CHECKS)
    known = equivalent("a_client", found, [listed(tmp_path)])
    assert [each.becomes for each in found if each.id in known] == ["64"]


def test_an_entry_that_no_longer_applies_or_gives_no_reason_is_an_error(tmp_path: Path) -> None:
    found = mutants(tmp_path, "_checks.py", CHECKS)
    with pytest.raises(WrongList, match="no mutant is like this any more"):
        equivalent("a_client", found, [listed(tmp_path, becomes="65")])
    with pytest.raises(WrongList, match="lacks"):
        equivalent("a_client", found, [listed(tmp_path, reason=" ")])
    assert equivalent("a_client", found, [listed(tmp_path, file="_runtime/absent.py")]) == {}


def test_what_died_at_import_or_is_equivalent_counts_neither_way(tmp_path: Path) -> None:
    some = mutants(tmp_path, "_checks.py", CHECKS)[:4]
    found = [Found(m, v) for m, v in zip(some, ("killed", "survived", "stillborn", "equivalent"), strict=True)]
    assert rates(found)["all"] == Rate(1, 2)
    assert "50 % killed, 97 % are asked for" in missed(found, least=97, least_of_kind=0)[0].replace(".0", "")
    assert any("would be killed by" in line for line in told(found))


def test_every_module_of_the_runtime_is_mutated_or_named_as_one_that_is_not() -> None:
    modules = {path.stem for path in (TEMPLATES / "runtime").glob("*.py")} - {"__init__"}
    assert modules - {name.split(".")[0] for name in DUTIES} == set(CARRIERS)
