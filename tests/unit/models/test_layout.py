"""Types that are longer than a line, as black writes them."""

from __future__ import annotations

import ast
import random

import black
import pytest
from black.mode import TargetVersion

from generator.models.layout import statement, text

MODE = black.Mode(line_length=120, target_versions={TargetVersion.PY311})
NAMES = ["str", "None", "Cat", "SomeLongClassName", "VeryLongClassNameThatGoesOnAndOn", "状態状態状態状態", "X" * 60]


def expression(chance: random.Random, depth: int = 0) -> str:
    """A type as it may be printed."""
    kind = chance.random() if depth < 4 else 0.0
    if kind < 0.35:
        return chance.choice(NAMES)
    if kind < 0.5:
        return f"list[{expression(chance, depth + 1)}]"
    if kind < 0.6:
        return f"dict[str, {expression(chance, depth + 1)}]"
    if kind < 0.75:
        values = ", ".join(f'"{"V" * chance.randint(1, 20)}{n}"' for n in range(chance.randint(1, 12)))
        return f"Open[Literal[{values}]]"
    if kind < 0.85:
        return f'Annotated[{expression(chance, depth + 1)}, Tagged("kind", ("a", "A"), ("{"b" * 40}", "B"))]'
    return " | ".join(dict.fromkeys(expression(chance, depth + 1) for _ in range(chance.randint(2, 6))))


@pytest.mark.parametrize("seed", range(8))
def test_whatever_its_length_black_leaves_a_statement_as_it_is(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(60):
        value, name = expression(chance), "x" * chance.choice([1, 10, 70])
        if chance.random() < 0.5:
            value = f'Annotated[{value}, Field(alias="{"y" * chance.choice([5, 60, 100])}")]'
        tail = chance.choice(["", " = None"])
        parsed = ast.parse(value, mode="eval").body
        assert text(parsed) == value
        field = f"class A:\n{statement(f'{name}: ', parsed, tail, 4)}\n"
        assert black.format_str(field, mode=MODE) == field
        alias = f"{statement(f'{name}: TypeAlias = ', parsed, '', 0)}\n"
        assert black.format_str(alias, mode=MODE) == alias
