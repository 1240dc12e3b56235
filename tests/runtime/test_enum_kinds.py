"""Integers in lists of constants: Python takes true for 1, JSON does not."""

from __future__ import annotations

from typing import Any, Literal

import pytest

from templates.runtime.decode import JsonDecoder
from templates.runtime.model import OpenAny, OpenInt, ResponseModel


class Switch(ResponseModel):
    """A list of integers, a mixed list, and a list that has booleans of its own."""

    whole: OpenInt[Literal[1, 0]] | None = None
    mixed: OpenAny[Literal[1, "a"]] | None = None
    boolean: OpenAny[Literal[True, "a"]] | None = None


@pytest.mark.parametrize(
    ("text", "differs"),
    [
        (b'{"whole": true, "mixed": true, "boolean": true}', ["whole", "mixed"]),
        (b'{"whole": 1, "mixed": 1, "boolean": "a"}', []),
        (b'{"whole": 0, "mixed": "a", "boolean": "b"}', ["boolean"]),
    ],
)
def test_a_boolean_is_none_of_a_list_of_integers(text: bytes, differs: list[str]) -> None:
    decoded: Any = JsonDecoder[Switch](lambda: Switch).decode(text, "application/json", False)
    assert [each.path for each in decoded.drift] == differs
    assert decoded.value.model_dump_json().replace(" ", "") == text.decode().replace(" ", "")
