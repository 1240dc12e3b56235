"""Values in paths, queries and headers."""

from __future__ import annotations

import datetime
import decimal
import enum
import uuid
from collections.abc import Callable

import pytest

from templates.runtime import styles
from templates.runtime.call import Piece, scalar, segment
from templates.runtime.faults import Fault
from templates.runtime.omit import OMIT

COLORS = ["blue", "bl/ck", "br,wn"]
RGB = {"R": 100, "G": 200.5}


class Color(enum.Enum):
    BLUE = "blue"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a-b.c_d~e", "a-b.c_d~e"),
        ("a/b?c#d e", "a%2Fb%3Fc%23d%20e"),
        ("é%2e:@", "%C3%A9%252e%3A%40"),
        ("...", "..."),
        ("\r\n\0", "%0D%0A%00"),
        (7, "7"),
        (Color.BLUE, "blue"),
        (uuid.UUID(int=1), "00000000-0000-0000-0000-000000000001"),
    ],
)
def test_a_segment_is_quoted(value: object, text: str) -> None:
    assert segment("id", value) == text


@pytest.mark.parametrize("value", ["", ".", "..", None, True, OMIT, [], {}, object(), "\ud800", float("nan")])
def test_what_cannot_be_a_segment_is_a_fault_that_names_the_argument(value: object) -> None:
    fault = segment("account_id", value)
    assert isinstance(fault, Fault)
    assert (fault.path, fault.severity) == ("account_id", "refuse")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        (False, "false"),
        (1.0, "1"),
        (0.1, "0.1"),
        (-0.5, "-0.5"),
        (10**20, "100000000000000000000"),
        (decimal.Decimal("1.50"), "1.5"),
        (datetime.date(2026, 1, 2), "2026-01-02"),
        (datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC), "2026-01-02T03:04:05Z"),
        (b"\x00\xff", "AP8="),
    ],
)
def test_scalars_have_one_form(value: object, text: str) -> None:
    assert scalar(value) == text


@pytest.mark.parametrize(
    ("encoder", "value", "text"),
    [
        (styles.simple, "b/c", "b%2Fc"),
        (styles.simple, COLORS, "blue,bl%2Fck,br%2Cwn"),
        (styles.simple, RGB, "R,100,G,200.5"),
        (styles.simple_explode, RGB, "R=100,G=200.5"),
        (styles.label, "blue", ".blue"),
        (styles.label, COLORS, ".blue,bl%2Fck,br%2Cwn"),
        (styles.label_explode, COLORS, ".blue.bl%2Fck.br%2Cwn"),
        (styles.label_explode, RGB, ".R=100.G=200.5"),
        (styles.matrix, "blue", ";color=blue"),
        (styles.matrix, "", ";color"),
        (styles.matrix, RGB, ";color=R,100,G,200.5"),
        (styles.matrix_explode, COLORS, ";color=blue;color=bl%2Fck;color=br%2Cwn"),
        (styles.matrix_explode, RGB, ";R=100;G=200.5"),
    ],
)
def test_path_styles_are_those_of_openapi(
    encoder: Callable[[str, str, object], Piece], value: object, text: str
) -> None:
    assert encoder("color", "color", value) == text


@pytest.mark.parametrize("value", ["", ".", "..", [], {}, None, OMIT, object()])
def test_what_leaves_no_segment_is_a_fault_in_simple_style(value: object) -> None:
    assert isinstance(styles.simple("the_color", "color", value), Fault)


@pytest.mark.parametrize(
    ("encoder", "value", "text"),
    [
        (styles.form, "a b&c=d", "color=a%20b%26c%3Dd"),
        (styles.form, "", "color="),
        (styles.form, COLORS, "color=blue,bl%2Fck,br%2Cwn"),
        (styles.form, RGB, "color=R,100,G,200.5"),
        (styles.form_explode, COLORS, "color=blue&color=bl%2Fck&color=br%2Cwn"),
        (styles.form_explode, RGB, "R=100&G=200.5"),
        (styles.form_explode, [], ""),
        (styles.form_explode, True, "color=true"),
        (styles.form_reserved, "a/b:c&d#e+f=g", "color=a/b:c%26d%23e%2Bf%3Dg"),
        (styles.form_explode_reserved, ["a/b", "c d"], "color=a/b&color=c%20d"),
        (styles.space_delimited, COLORS, "color=blue%20bl%2Fck%20br%2Cwn"),
        (styles.pipe_delimited, COLORS, "color=blue%7Cbl%2Fck%7Cbr%2Cwn"),
        (styles.deep_object, RGB, "color%5BR%5D=100&color%5BG%5D=200.5"),
        (styles.deep_object, {"a": [1, 2], "b": OMIT}, "color%5Ba%5D=1&color%5Ba%5D=2"),
        (styles.json_text, {"a": [1, None]}, "color=%7B%22a%22%3A%5B1%2Cnull%5D%7D"),
        (styles.form, None, ""),
        (styles.form_explode, OMIT, ""),
    ],
)
def test_query_styles_are_those_of_openapi(
    encoder: Callable[[str, str, object], styles.Pairs], value: object, text: str
) -> None:
    pairs = encoder("the_color", "color", value)
    assert "&".join("=".join(pair) for pair in pairs if not isinstance(pair, Fault)) == text


def test_headers_and_cookies_are_pairs_too() -> None:
    assert styles.header("n", "X-N", ["a b", "c"]) == (("X-N", "a b,c"),)
    assert styles.header_explode("n", "X-N", RGB) == (("X-N", "R=100,G=200.5"),)
    assert styles.cookie("n", "sid", "a;b") == (("Cookie", "sid=a%3Bb"),)


@pytest.mark.parametrize(
    ("encoder", "value"),
    [
        (styles.form, object()),
        (styles.form, {"a": {"b": 1}}),
        (styles.form_explode, float("inf")),
        (styles.deep_object, "text"),
        (styles.json_text, float("nan")),
        (styles.json_text, object()),
        (styles.header, "a\r\nX-Evil: 1"),
    ],
)
def test_what_has_no_form_is_a_fault_that_names_the_argument(
    encoder: Callable[[str, str, object], styles.Pairs], value: object
) -> None:
    (fault,) = encoder("the_color", "color", value)
    assert isinstance(fault, Fault)
    assert fault.path == "the_color"
