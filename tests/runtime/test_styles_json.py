"""Parameters that are JSON, in each of the four places, and unions told apart by a property."""

from __future__ import annotations

from templates.runtime.encode import Either, Shapes, whole_body, wired
from templates.runtime.omit import OMIT
from templates.runtime.styles import json_cookie, json_header, json_segment, json_text

SHAPES: Shapes = {
    "Area": {"top_left": "topLeft"},
    "Json": {"kind": "kind", "value": "value"},
    "Named": {"kind": "kind", "value": ("value", "Area")},
    "Grammar": Either("Json", "Named", by="kind", of={"json": "Json", "named": "Named"}),
}


def test_json_is_quoted_in_urls_and_cookies_and_plain_in_headers() -> None:
    value = wired(SHAPES, "Area", "area", {"top_left": "é"})
    assert json_header("area", "X-Area", value) == (("X-Area", '{"topLeft":"\\u00e9"}'),)
    assert json_text("area", "area", value) == (("area", "%7B%22topLeft%22%3A%22%5Cu00e9%22%7D"),)
    assert json_segment("area", "area", value) == "%7B%22topLeft%22%3A%22%5Cu00e9%22%7D"
    assert json_cookie("area", "area", value) == (("Cookie", "area=%7B%22topLeft%22%3A%22%5Cu00e9%22%7D"),)
    assert json_text("area", "area", wired(SHAPES, "Area", "area", OMIT)) == ()


def test_shapes_with_the_same_keys_are_told_apart_by_the_property_that_says_which_is_meant() -> None:
    for kind, key in (("json", "top_left"), ("named", "topLeft")):
        body = whole_body(SHAPES, "Grammar", {"kind": kind, "value": {"top_left": 1}})
        assert body is not None and body.tree == {"kind": kind, "value": {key: 1}}
