"""What a document says becomes text of the reference, whatever it holds."""

from __future__ import annotations

import pytest

from generator import ir
from generator.markdown import code, linked, prose, said_by, type_text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain text, 1.5 %", "plain text, 1.5 %"),
        ("a | b", "a \\| b"),
        ("<script>x</script>", "\\<script\\>x\\</script\\>"),
        ("[here](javascript:x)", "\\[here\\](javascript:x)"),
        ("two\n\n# lines", "two \\# lines"),
        ("HF_BASE_MODEL and _this_", "HF_BASE_MODEL and \\_this\\_"),
        ("use `a|b` or `", "use `a\\|b` or \\`"),
        ("\x1b[31m\u202ered", "\\[31m red"),
    ],
)
def test_text_stays_on_its_line_and_in_its_cell(text: str, written: str) -> None:
    assert prose(text) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [("a", "`a`"), ("a|b", "`a\\|b`"), ("a`b", "``a`b``"), ("`", "`` ` ``"), ("a\nb", "`a b`"), ("", "")],
)
def test_code_cannot_be_left(text: str, written: str) -> None:
    assert code(text) == written


def test_a_type_links_to_the_classes_that_it_names() -> None:
    named = ir.Nullable(type=ir.ListOf(item=ir.Named(name="Toy")))
    assert type_text(named) == "list[models.Toy] | None"
    assert linked(type_text(named)) == "`list[`[`Toy`](#toy)`] \\| None`"
    either = ir.UnionOf(
        members=(ir.Scalar(kind="int64-string"), ir.Literals(values=("a", 1)), ir.Scalar(kind="string"))
    )
    assert type_text(either) == "str | 'a' | 1"
    assert type_text(ir.MapOf(value=ir.Scalar(kind="date-time"))) == "dict[str, datetime]"


def test_who_says_a_fact_is_told_without_lines() -> None:
    def of(word: ir.Provenance) -> str:
        return said_by(ir.Source(provenance=word, pointer="", page="p", lines=(7,)))

    assert [of(word) for word in ("page", "shown", "sibling", "spec")] == ["docs", "shown on the docs", "sibling", ""]
