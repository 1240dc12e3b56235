"""Cases around unions: what may be tested of a value that is one of several things."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cases.breaches import Option
from generator.cases.doubt import is_foreign
from generator.cases.limits import limit_values
from generator.cases.pairs import Pairs, called, meant
from generator.cases.patterns import of_length
from generator.cases.places import Place
from generator.cases.reading import leaves
from generator.cases.round_trips import writable
from generator.cases.samples import Wish, around
from generator.cases.view import View
from tests.unit.cases.documents import operation, read, view

CAR = {"type": "object", "properties": {"kind": {"enum": ["car"]}, "wheels": {"type": "integer"}}}
DOLL = {"type": "object", "properties": {"kind": {"enum": ["doll"]}, "made": {"type": "string", "readOnly": True}}}
TOLD = {"oneOf": [CAR, DOLL], "discriminator": {"propertyName": "kind"}}


def test_an_option_is_sampled_with_the_discriminator_that_tells_it_although_that_may_be_left_out() -> None:
    seen = view(TOLD)
    assert around(seen, (Option(0), "wheels"), 4, Wish("input")) == {"kind": "car", "wheels": 4}
    assert around(seen, (Option(0), "kind"), "ship", Wish("input")) == {"kind": "ship"}
    assert around(view({"oneOf": [CAR, DOLL]}), (Option(0), "wheels"), 4, Wish("input")) == {"wheels": 4}


def test_a_key_that_no_option_has_a_field_for_shows_nothing() -> None:
    union = {"anyOf": [CAR, {"type": "array", "items": CAR}]}
    assert is_foreign(view({"type": "object", "properties": {"toy": union}}), {"toy": {"key": "text"}})
    assert not is_foreign(view({"type": "object", "properties": {"toy": union}}), {"toy": {"wheels": "x"}, "key": 1})
    assert not is_foreign(view({"anyOf": [CAR, {"type": "object", "additionalProperties": True}]}), {"key": 1})
    assert is_foreign(view({"type": "array", "items": union}), [{"wheels": 1}, {"key": 1}])


def test_a_caller_names_fields_as_the_option_that_knows_most_keys_does() -> None:
    seen = view({"anyOf": [{"type": "object", "additionalProperties": True}, CAR]})
    assert called(seen, {"wheels": "four"}) is seen.options[1]
    assert meant(seen, {"wheels": "four"}) is seen.options[0]
    told = view(TOLD)
    assert called(told, {"kind": "doll", "wheels": 4}) is told.options[1]


def test_of_a_union_the_writable_members_of_its_option_go_back() -> None:
    assert writable(view(TOLD), {"kind": "doll", "made": "here"}) == {"kind": "doll"}
    assert writable(view(TOLD), {"kind": "car", "wheels": 4, "new": 1}) == {"kind": "car", "wheels": 4}


@pytest.mark.parametrize(
    ("array", "path"),
    [
        ("{type: array, prefixItems: [{$ref: '#/components/schemas/Toy'}]}", "[0]"),
        ("{type: array, prefixItems: [{$ref: '#/components/schemas/Toy'}], items: false}", "[0].the_name"),
        ("{type: array, prefixItems: [{$ref: '#/components/schemas/Toy'}], maxItems: 1}", "[0].the_name"),
    ],
)
def test_an_item_is_a_model_only_where_no_other_may_be_anything(array: str, path: str, tmp_path: Path) -> None:
    more = "components: {schemas: {Toy: {type: object, properties: {theName: {type: string}}}}}\n"
    found = read(tmp_path, operation("{type: string}", response=array, more=more))
    assert list(found.file("response-maximal")["maximal"]["leaves"])[0].startswith(path)
    assert ("the_name" in str(found.file("response-maximal")["maximal"]["leaves"])) == ("." in path)


def test_a_new_key_that_is_called_like_a_field_in_python_is_not_looked_for_under_that_name(tmp_path: Path) -> None:
    more = "components: {schemas: {Toy: {type: object, properties: {Message: {type: string}}}}}\n"
    toy = "{$ref: '#/components/schemas/Toy'}"
    found = read(tmp_path, operation(toy, response=toy, more=more))

    seen = View.of(found.document, Place({"$ref": "#/components/schemas/Toy"}, "/here"))
    assert leaves(Pairs(found.api), seen, {"message": "new", "other": 1}) == {"other": 1}
    assert leaves(Pairs(found.api), seen, {"Message": "known"}) == {"message": "known"}


@pytest.mark.parametrize(
    ("pattern", "length", "text"),
    [
        ("^[A-Za-z]+(?:[ -][A-Za-z]+)*$", 5, "aaaaa"),
        ("^x(?:ab)*y$", 6, "xababy"),
        ("^x(?:ab)*y$", 5, None),
        ("^[a-z]{2,4}$", 5, None),
        ("^id-[0-9]{2,}$", 9, "id-000000"),
        ("(?<=x)\\p{L}", 3, None),
    ],
)
def test_a_text_of_a_length_matches_its_pattern_or_there_is_none(pattern: str, length: int, text: str | None) -> None:
    assert next(of_length(pattern, length), None) == text


def test_bounds_beside_a_pattern_are_tried_with_texts_that_match() -> None:
    seen = view({"type": "string", "pattern": "^[a-z]+$", "minLength": 2, "maxLength": 4})
    found = {name: value for name, _, value in limit_values(seen, "name")}
    assert {name: value for name, value in found.items() if "Length" in name} == {
        "below-minLength": "a", "at-minLength": "aa", "above-minLength": "aaa",
        "below-maxLength": "aaa", "at-maxLength": "aaaa", "above-maxLength": "aaaaa",
    }  # fmt: skip
