"""Hostile text as Python source."""

from __future__ import annotations

import ast
import random

import black
import pytest

from generator.docstrings import docstring, literal

PIECES = [
    '"', '""', '"""', "'", "\\", " ", "  ", "\n", "\n\n", "\n    ", "- ", "1. ", "a", "word", "ü", "状態",
    "\u202e", "\x00", "\t", "\ud800", "\x85", "{{x}}", "{% raw %}",
    "#", "\r", "\U0001f600", "x" * 130, "\u3000", "\\N{DASH}", "\\x41",
]  # fmt: skip


def black_leaves(source: str) -> bool:
    return black.format_str(source, mode=black.Mode(line_length=120)) == source


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("A toy.", '"""A toy."""'),
        ("  A toy.\n\n\n  More.\r\n", '"""A toy.\n\n    More.\n    """'),
        ('Say "hello"', '"""Say "hello" """'),
        ('"quoted"', '"""\\"quoted" """'),
        ('ends """', '"""ends \\"\\"\\" """'),
        ("back\\slash \\N{x}", '"""back\\\\slash \\\\N{x}"""'),
        ("a\u202eb\x00c\u200b\ud800", '"""a\\u202eb\\x00c\\u200b\ufffd"""'),
        ("no\u00a0break", '"""no break"""'),
        ("a\u2028b", '"""a\n    b\n    """'),
        ("{{ 7 * 7 }} {% if %}", '"""{{ 7 * 7 }} {% if %}"""'),
        ("", '""" """'),
        ("Items:\n  - one\n  - two", '"""Items:\n    - one\n    - two\n    """'),
    ],
)
def test_a_text_becomes_a_docstring_that_says_the_same(text: str, printed: str) -> None:
    assert docstring(text, 4) == printed


def test_a_long_line_is_folded_at_spaces_below_its_mark() -> None:
    printed = docstring("Kinds:\n- " + "word " * 30, 0)
    assert printed.splitlines()[1:3] == ["- " + " ".join(["word"] * 23), "  " + " ".join(["word"] * 7)]


def test_a_word_longer_than_a_line_is_cut_but_no_escape_is() -> None:
    printed = docstring("\x00" * 60, 0)
    assert ast.literal_eval(printed).count("\x00") == 60


def test_any_text_is_stable_under_black_and_keeps_its_words() -> None:
    chance = random.Random(7)
    for _ in range(400):
        text = "".join(chance.choice(PIECES) for _ in range(chance.randint(0, 40)))
        for indent in (0, 4):
            printed = docstring(text, indent)
            source = f"class A:\n    {printed}\n\n    x = 1\n" if indent else f"{printed}\n\nx = 1\n"
            assert black_leaves(source), ascii(text)
            assert max(map(len, source.split("\n"))) <= 120, ascii(text)
            assert "".join(str(ast.literal_eval(printed)).split()) == "".join(
                text.replace("\ud800", "\ufffd").split()
            ), ascii(text)
            assert not set(printed) & set("\x00\u202e\ud800\x85\r"), ascii(text)


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("a", '"a"'),
        ('say "hi"', "'say \"hi\"'"),
        ('it\'s ""', "'it\\'s \"\"'"),
        ("\\", '"\\\\"'),
        ("\u202e\n\x7f\ud800\U000e0001", '"\\u202e\\n\\x7f\\ud800\\U000e0001"'),
        (1, "1"),
        (1.5, "1.5"),
        (None, "None"),
        (True, "True"),
        (("a",), '("a",)'),
        (["a", 1], '["a", 1]'),
        ({"k": ("a", None)}, '{"k": ("a", None)}'),
    ],
)
def test_a_value_becomes_a_literal_in_double_quotes(value: object, printed: str) -> None:
    assert literal(value) == printed
    assert ast.literal_eval(printed) == value
    assert black_leaves(f"x = {printed}\n")
