"""The styles in which OpenAPI writes parameters, by tables: also those that this document happens not to use."""

from __future__ import annotations

from typing import Any

import pytest

from .flavours import package
from .test_parts import HAS, part
from .values import is_object

COLORS = ["blue", "bl/ck", "br,wn"]
RGB = {"R": 100, "G": 200.5}
QUOTED = "blue,bl%2Fck,br%2Cwn"
LEFT_OUT = object()  # stands for OMIT, which is the package's: that is not loaded while tests are collected
RESERVED = "a/b:c?d[e]@f!g$h'i(j)k*l,m;n&o#p+q=r s"
KEPT = "a/b:c?d[e]@f!g$h'i(j)k*l,m;n%26o%23p%2Bq%3Dr%20s"

IN_PATH: list[tuple[str, object, str | None]] = [
    ("simple", "b/c", "b%2Fc"), ("simple", COLORS, QUOTED), ("simple", tuple(COLORS), QUOTED),
    ("simple", RGB, "R,100,G,200.5"), ("simple", {"x/y": "a/b"}, "x%2Fy,a%2Fb"), ("simple", {"R": 1, "G": LEFT_OUT}, "R,1"), ("simple", "...", "..."),
    ("simple", "", None), ("simple", ".", None), ("simple", "..", None), ("simple", [], None), ("simple", None, None),
    ("simple", object(), None), ("simple_explode", COLORS, QUOTED), ("simple_explode", RGB, "R=100,G=200.5"),
    ("label", "blue", ".blue"), ("label", COLORS, f".{QUOTED}"), ("label", RGB, ".R,100,G,200.5"),
    ("label", "", None), ("label", ".", None), ("label_explode", COLORS, ".blue.bl%2Fck.br%2Cwn"),
    ("label_explode", RGB, ".R=100.G=200.5"), ("matrix", "blue", ";a%20b=blue"), ("matrix", "", ";a%20b"),
    ("matrix", COLORS, f";a%20b={QUOTED}"), ("matrix", RGB, ";a%20b=R,100,G,200.5"),
    ("matrix_explode", COLORS, ";a%20b=blue;a%20b=bl%2Fck;a%20b=br%2Cwn"), ("matrix_explode", RGB, ";R=100;G=200.5"),
    ("matrix_explode", "x y", ";a%20b=x%20y"), ("json_segment", {"a": "é/"}, "%7B%22a%22%3A%22%5Cu00e9%2F%22%7D"),
    ("json_segment", float("nan"), None),
]  # fmt: skip
IN_PAIRS: list[tuple[str, object, list[tuple[str, str]] | None]] = [
    ("form", "a b&c=d", [("a%20b", "a%20b%26c%3Dd")]), ("form", COLORS, [("a%20b", QUOTED)]),
    ("form", RGB, [("a%20b", "R,100,G,200.5")]), ("form", "", [("a%20b", "")]), ("form", None, []),
    ("form", LEFT_OUT, []), ("form", object(), None), ("form", {"a": {"b": 1}}, None),
    ("form_explode", COLORS, [("a%20b", "blue"), ("a%20b", "bl%2Fck"), ("a%20b", "br%2Cwn")]),
    ("form_explode", {"x y": 1, "z": LEFT_OUT}, [("x%20y", "1")]), ("form_explode", [], []),
    ("form_explode", True, [("a%20b", "true")]), ("form_explode", float("inf"), None),
    ("form_reserved", RESERVED, [("a%20b", KEPT)]), ("form_reserved", ["a/b", "c d"], [("a%20b", "a/b,c%20d")]),
    ("form_reserved", {"k/": "v/ "}, [("a%20b", "k/,v/%20")]),
    ("form_explode_reserved", [RESERVED, "/"], [("a%20b", KEPT), ("a%20b", "/")]),
    ("space_delimited", COLORS, [("a%20b", "blue%20bl%2Fck%20br%2Cwn")]),
    ("pipe_delimited", COLORS, [("a%20b", "blue%7Cbl%2Fck%7Cbr%2Cwn")]),
    ("deep_object", RGB, [("a%20b%5BR%5D", "100"), ("a%20b%5BG%5D", "200.5")]),
    ("deep_object", {"a": [1, 2], "b": LEFT_OUT}, [("a%20b%5Ba%5D", "1"), ("a%20b%5Ba%5D", "2")]),
    ("deep_object", "text", None),
    ("json_text", {"a": [1, None, "é"]}, [("a%20b", "%7B%22a%22%3A%5B1%2Cnull%2C%22%5Cu00e9%22%5D%7D")]),
    ("json_text", object(), None), ("json_text", float("nan"), None),
    ("json_header", {"a": [1, "é"]}, [("a b", '{"a":[1,"\\u00e9"]}')]),
    ("json_cookie", {"a": 1}, [("Cookie", "a%20b=%7B%22a%22%3A1%7D")]),
    ("header", "x y", [("a b", "x y")]), ("header", COLORS, [("a b", "blue,bl/ck,br,wn")]),
    ("header", RGB, [("a b", "R,100,G,200.5")]), ("header", "a\r\nX-Evil: 1", None), ("header", None, []),
    ("header_explode", RGB, [("a b", "R=100,G=200.5")]), ("header_explode", COLORS, [("a b", "blue,bl/ck,br,wn")]),
    ("cookie", "a;b", [("Cookie", "a%20b=a%3Bb")]), ("cookie", COLORS, [("Cookie", f"a%20b={QUOTED}")]),
]  # fmt: skip


def meant(value: Any) -> Any:
    """A value of the tables, with OMIT where that is meant."""
    if is_object(value):
        return {key: meant(item) for key, item in value.items()}
    return package.OMIT if value is LEFT_OUT else value


@pytest.mark.parametrize(("style", "value", "text"), IN_PATH if "styles" in HAS else [])
def test_a_parameter_of_the_path_is_written_in_its_style_or_refused(
    style: str, value: object, text: str | None
) -> None:
    got = getattr(part("styles"), style)("the_name", "a b", meant(value))
    assert got == text if text is not None else (got.path, got.rule, got.severity) == ("the_name", "path", "refuse")


@pytest.mark.parametrize(("style", "value", "pairs"), IN_PAIRS if "styles" in HAS else [])
def test_any_other_parameter_is_pairs_in_its_style_or_refused(
    style: str, value: object, pairs: list[tuple[str, str]] | None
) -> None:
    got = getattr(part("styles"), style)("the_name", "a b", meant(value))
    if pairs is None:
        assert [(one.path, one.rule, one.severity) for one in got] == [("the_name", "parameter", "refuse")]
    else:
        assert list(got) == pairs


AREAS: list[tuple[str, list[tuple[str, str]]]] = [
    ("form_explode", [("topLeft", "7"), ("other", "8")]), ("form", [("area", "topLeft,7,other,8")]),
    ("deep_object", [("area%5BtopLeft%5D", "7"), ("area%5Bother%5D", "8")]),
    ("json_text", [("area", "%7B%22topLeft%22%3A7%2C%22other%22%3A8%7D")]),
]  # fmt: skip


@pytest.mark.parametrize(("style", "pairs"), AREAS if "styles" in HAS else [])
def test_an_object_goes_out_under_its_wire_names_and_tells_of_keys_that_are_none(
    style: str, pairs: list[tuple[str, str]]
) -> None:
    encode, shapes = part("encode"), {"Area": {"top_left": "topLeft"}}
    value = encode.wired(shapes, "Area", "area", {"top_left": 7, "other": 8})
    assert list(getattr(part("styles"), style)("area", "area", value)) == pairs
    assert [(one.path, one.rule) for one in value.faults] == [("area.other", "unknown-field")]
    assert encode.wired(shapes, "Area", "area", None) is None
    assert encode.wired(shapes, "Area", "area", package.OMIT) is package.OMIT

    def fine(tree: object, at: str, found: Any) -> None:
        found.add(at, "seen", repr(tree))

    faults = part("faults").Faults()
    encode.given_parameters(fine, {"area": value})(faults)
    assert [one.rule for one in faults.found] == ["unknown-field", "seen"]
    assert "topLeft" in faults.found[1].message
