"""OMIT, and the options of a call over those of the client."""

from __future__ import annotations

import copy
import pickle
import re
from pathlib import Path
from typing import cast

import pytest

from templates.runtime import errors
from templates.runtime.omit import OMIT
from templates.runtime.options import RequestOptions, Settings, merged_tree


def test_omit_is_one_object_however_copied_and_neither_true_nor_false() -> None:
    assert copy.copy(OMIT) is OMIT
    assert copy.deepcopy({"a": [OMIT]})["a"][0] is OMIT
    assert pickle.loads(pickle.dumps(OMIT)) is OMIT
    assert repr(OMIT) == "OMIT"
    with pytest.raises(TypeError, match="write `value is OMIT`"):
        bool(OMIT)


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"timeout": 0}, ValueError, "timeout: 0 is not a positive number of seconds"),
        ({"timeout": -1.5}, ValueError, "timeout: -1.5 is not"),
        ({"timeout": float("nan")}, ValueError, "timeout: nan is not"),
        ({"deadline": float("inf")}, ValueError, "deadline: inf is not"),
        ({"timeout": "5"}, TypeError, "timeout: '5' is not a number of seconds"),
        ({"timeout": True}, TypeError, "timeout: True is not a number of seconds"),
        ({"max_retries": -1}, ValueError, "max_retries: -1 is negative"),
        ({"max_retries": 1.0}, TypeError, "max_retries: float is not a whole number"),
        ({"max_retries": True}, TypeError, "max_retries: bool is not a whole number"),
        ({"retry_unsafe": 1}, TypeError, "retry_unsafe: int is not True or False"),
        ({"strict_responses": None}, TypeError, "strict_responses: NoneType is not True or False"),
        ({"validate": "lax"}, ValueError, "validate: 'lax' is none of 'strict', 'warn', 'off'"),
        ({"extra_headers": [("a", "b")]}, TypeError, "extra_headers: list is not a mapping"),
        ({"extra_headers": {"A": 1}}, TypeError, r"extra_headers\['A'\]: int is not a string"),
        ({"extra_query": {1: "a"}}, TypeError, "extra_query: the key: int is not a string"),
        ({"extra_body": "a"}, TypeError, "extra_body: str is not a mapping"),
        ({"time_out": 1}, TypeError, "unexpected keyword argument 'time_out'; did you mean 'timeout'"),
        ({"zzz": 1}, TypeError, "unexpected keyword argument 'zzz'; options are timeout, deadline"),
    ],
)
def test_a_value_that_an_option_cannot_have_is_named(
    options: dict[str, object], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        Settings().merged(cast(RequestOptions, options))


def test_mappings_of_the_call_are_laid_over_those_of_the_client() -> None:
    client = Settings().merged(
        {"timeout": 5, "extra_headers": {"a": "1", "b": "2"}, "extra_query": {"p": 1}, "extra_body": {"m": {"x": 1}}}
    )
    call = client.merged({"extra_headers": {"b": None}, "extra_query": {"q": 2}, "extra_body": {"m": {"y": OMIT}}})
    assert call.timeout == 5
    assert call.extra_headers == {"a": "1", "b": None}
    assert call.extra_query == {"p": 1, "q": 2}
    assert call.extra_body == {"m": {"x": 1, "y": OMIT}}
    assert client.extra_headers == {"a": "1", "b": "2"}
    assert client.merged({}) is client


def test_a_tree_is_merged_object_by_object_and_anything_else_replaced() -> None:
    tree = {"a": {"b": 1, "c": [1, 2]}, "d": 1, "e": 2}
    extra = {"a": {"c": [3], "n": None}, "d": {"x": {"y": OMIT}}, "e": OMIT, "f": OMIT}
    assert merged_tree(tree, extra) == {"a": {"b": 1, "c": [3], "n": None}, "d": {"x": {}}}
    assert tree == {"a": {"b": 1, "c": [1, 2]}, "d": 1, "e": 2}


REFERENCE = (Path(__file__).parents[2] / "templates" / "package" / "api.md.jinja2").read_text(encoding="utf-8")


def test_the_reference_has_every_option_with_its_default() -> None:
    found = re.findall(r"^\| `(\w+)` \| `([^`]+)` \| .+\. \|$", REFERENCE, re.MULTILINE)
    assert found == [
        (name, repr(getattr(Settings(), name)).replace("'", '"')) for name in RequestOptions.__annotations__
    ]


def test_the_reference_has_every_error() -> None:
    table = REFERENCE.partition("\n# Errors of a call\n")[2].partition("\n# ")[0]
    every = {
        name for name in vars(errors) if name.endswith("Error") and issubclass(vars(errors)[name], errors.APIError)
    }
    assert {name for name in re.findall(r"`(\w+Error)`", table) if name != "ValueError"} == every
