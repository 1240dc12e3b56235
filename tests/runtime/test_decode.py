"""Bytes -> value: strictly first, then leniently, with what differed."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any

import pytest

from templates.runtime.decode import BytesDecoder, Decoded, Drift, JsonDecoder, NoneDecoder, TextDecoder
from templates.runtime.errors import UndecodableBody
from tests.runtime.shapes import Cat, Details, Dog, Json, Labels, Level, Pet, State, Thing

THING: JsonDecoder[Thing] = JsonDecoder(lambda: Thing)


def decoded(text: str | bytes, decoder: JsonDecoder[Any] = THING, strict: bool = False) -> Decoded[Any]:
    content = text if isinstance(text, bytes) else text.encode()
    return decoder.decode(content, "application/json", strict)


def drifts(text: str, decoder: JsonDecoder[Any] = THING) -> list[tuple[str, str, object]]:
    return [(each.path, each.expected, each.got) for each in decoded(text, decoder).drift]


FITTING = """{
    "name": "n", "displayName": "d", "createTime": "2023-11-07T05:31:56.123456789Z", "day": "2024-02-29",
    "uid": "6BA7B810-9DAD-11D1-80B4-00C04FD430C8", "state": "READY", "level": 2,
    "details": {"baseModel": "b", "targetModules": ["q"], "parameterCount": "9223372036854775807"},
    "pets": [{"petType": "cat", "lives": 9}, {"petType": "dog", "bark": "w"}], "scores": {"a": 1, "b": 2.5},
    "count": 99999999999, "flag": false, "either": ["x"], "anything": {"z": [1, null]}, "tree": [["a"], {"k": "v"}],
    "parent": {"name": "p"}, "moments": ["2023-11-07T05:31:56.120Z"], "pet": null
}"""


def test_an_answer_that_is_as_promised_has_no_drift() -> None:
    value, drift = (answer := decoded(FITTING)).value, answer.drift
    assert drift == ()
    assert value.details.target_modules == ["q"]
    assert (type(value.pets[0]), type(value.pets[1])) == (Cat, Dog)
    assert value.create_time.microsecond == 123456
    assert value.uid.hex == "6ba7b8109dad11d180b400c04fd430c8"
    assert value.parent.name == "p"


@pytest.mark.parametrize("extra", ["", '"brandNew": {"deep": [1]}, '])
def test_what_came_is_dumped_again_as_it_was_written(extra: str) -> None:
    text = FITTING.replace('"name": "n"', f'{extra}"name": "n"')
    value = decoded(text).value
    assert json.loads(value.model_dump_json(by_alias=True, exclude_unset=True)) == json.loads(text)
    assert value.model_dump(mode="json", by_alias=True, exclude_unset=True) == json.loads(text)


def test_absent_and_null_are_no_drift_where_the_document_does_not_require_the_field() -> None:
    assert decoded("{}") == Decoded(Thing())
    assert decoded('{"name": null, "details": null, "unknown": null}').drift == (
        Drift("unknown", "nothing of this name", None),
    )


def test_an_unknown_value_of_an_enum_stays_as_it_came() -> None:
    answer = decoded('{"state": "QUARANTINED"}')
    assert answer.value.state == "QUARANTINED"
    assert answer.drift == (Drift("state", "'UPLOADING' | 'READY'", "QUARANTINED"),)
    assert answer.value.drift == answer.drift
    assert repr(answer.drift) == "(Drift(path='state', expected=\"'UPLOADING' | 'READY'\", got='QUARANTINED'),)"


@pytest.mark.parametrize(
    ("text", "path", "expected", "got"),
    [
        ('{"displayName": 5}', "display_name", "string", 5),
        ('{"count": "5"}', "count", "integer", "5"),
        ('{"count": 1.5}', "count", "integer", 1.5),
        ('{"count": true}', "count", "integer", True),
        ('{"flag": 1}', "flag", "boolean", 1),
        ('{"level": 3}', "level", "1 | 2", 3),
        ('{"scores": {"a b": "x"}}', "scores['a b']", "number", "x"),
        ('{"scores": [1]}', "scores", "object of number", [1]),
        ('{"createTime": "yesterday"}', "create_time", "date-time", "yesterday"),
        ('{"createTime": "1699335116"}', "create_time", "date-time", "1699335116"),
        ('{"createTime": 1699335116}', "create_time", "date-time", 1699335116),
        ('{"day": "2023-02-30"}', "day", "date", "2023-02-30"),
        ('{"day": "20230228"}', "day", "date", "20230228"),
        ('{"uid": "no"}', "uid", "uuid", "no"),
        ('{"details": "x"}', "details", "Details", "x"),
        ('{"details": []}', "details", "Details", []),
        ('{"details": {"baseModel": "b", "targetModules": [1]}}', "details.target_modules[0]", "string", 1),
        ('{"details": {"baseModel": "b", "parameterCount": "<string>"}}', "details.parameter_count",
         "integer in a string", "<string>"),
        ('{"details": {"baseModel": "b", "parameterCount": 5}}', "details.parameter_count", "integer in a string", 5),
        ('{"details": {}}', "details.base_model", "string", ...),
        ('{"details": {"baseModel": null}}', "details.base_model", "string", None),
        ('{"parent": {"parent": {"zap": 1}}}', "parent.parent.zap", "nothing of this name", 1),
        ('{"zap zap": 1}', "['zap zap']", "nothing of this name", 1),
        ('{"display_name": "d"}', "display_name", "nothing of this name", "d"),
        ('{"labels": {"n": "x"}}', "labels.n", "integer", "x"),
        ('{"tree": [["a"], {"k": 5}]}', "tree[1]['k']", "Json", 5),
        ('{"moments": ["2023-11-07T05:31:56Z", "x"]}', "moments[1]", "date-time", "x"),
        ('{"either": {"baseModel": 5}}', "either.base_model", "string", 5),
        ('{"either": "x"}', "either", "integer | array of string | Details", "x"),
        ('{"either": [5]}', "either[0]", "string", 5),
        ('{"pets": [{"petType": "cat", "lives": "x"}]}', "pets[0].lives", "integer", "x"),
        ('{"pets": [{"petType": "newt"}]}', "pets[0].pet_type", "'cat' | 'dog'", "newt"),
        ('{"pet": {"petType": "newt"}}', "pet.pet_type", "'cat' | 'dog'", "newt"),
        ('{"pet": {"petType": ["newt"]}}', "pet.pet_type", "'cat' | 'dog'", ["newt"]),
        ('{"pet": {"bark": "w"}}', "pet.pet_type", "string", ...),
        ('{"scores": {"a": NaN}}', "scores['a']", "number", pytest.approx(float("nan"), nan_ok=True)),
        ('{"scores": {"a": -Infinity}}', "scores['a']", "number", float("-inf")),
        ('{"scores": {"a": 1e999}}', "scores['a']", "number", float("inf")),
        ('{"displayName": "\\ud800"}', "display_name", "string", "\ud800"),
    ],
)  # fmt: skip
def test_what_does_not_fit_stays_as_it_came_and_is_told(text: str, path: str, expected: str, got: object) -> None:
    answer = decoded(text)
    assert [(each.path, each.expected, each.got) for each in answer.drift] == [(path, expected, got)]


@pytest.mark.parametrize(
    "text",
    [
        '{"count": 1.0}',
        '{"level": 2.0}',
        '{"scores": {"a": 12345678901234567890}}',
        '{"labels": {"owner": "o", "n": 5}}',
        '{"expires": "2023-11-07t05:31:56z"}',
        '{"expires": "2023-11-07 05:31"}',
        '{"expires": "2023-11-07T05:31:56.1-08:00"}',
        '{"anything": "free"}',
        '{"pet": {"petType": "dog", "friend": {"petType": "cat"}}}',
    ],
)
def test_what_fits_in_spirit_is_no_drift(text: str) -> None:
    assert decoded(text).drift == ()


def test_the_rest_of_an_answer_is_read_although_one_leaf_differs() -> None:
    value = decoded('{"state": "X", "createTime": "2023-11-07T05:31:56Z", "details": {"baseModel": "b"}}').value
    assert value.create_time.year == 2023
    assert value.details == Details(base_model="b")


def test_an_integer_written_as_1_0_is_an_int() -> None:
    value = decoded('{"count": 1.0, "zap": 1}').value
    assert (value.count, type(value.count)) == (1, int)


def test_of_several_shapes_the_one_that_fits_best_is_taken() -> None:
    value = decoded('{"pets": [{"bark": "w"}, {"lives": 1}]}').value
    assert [type(pet) for pet in value.pets] == [Dog, Cat]


def test_an_object_of_an_unknown_tag_stays_a_plain_object() -> None:
    assert decoded('{"pet": {"petType": "newt", "tail": 1}}').value.pet == {"petType": "newt", "tail": 1}


def test_an_unknown_field_is_kept() -> None:
    value = decoded('{"brandNew": {"a": 1}}').value
    assert value.brandNew == {"a": 1}
    assert value.model_extra == {"brandNew": {"a": 1}}


def test_an_object_within_knows_its_own_drift() -> None:
    value = decoded('{"parent": {"details": {"baseModel": 5}}}').value
    assert value.drift == (Drift("parent.details.base_model", "string", 5),)
    assert value.parent.drift == (Drift("details.base_model", "string", 5),)
    assert value.parent.details.drift == (Drift("base_model", "string", 5),)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "it is empty"),
        (b" \n", "it is empty"),
        (b"<html>", "it is not JSON (Expecting value: line 1 column 1 (char 0))"),
        (b'{"name": "n', "it is not JSON (Unterminated string starting at: line 1 column 10 (char 9))"),
        (b"null", "it is null, not Thing"),
        (b"[]", "it is array, not Thing"),
        (b'"x"', "it is string, not Thing"),
        (b"5", "it is integer, not Thing"),
        (b"[" * 10_000, "it is nested too deeply"),
        (b"[" * 10_000 + b"]" * 10_000, "it is nested too deeply"),
        (b'{"tree": ' + b"[" * 10_000 + b"]" * 10_000 + b"}", "it is nested too deeply"),
        (
            b'{"name": "\xff"}',
            "it is not JSON ('utf-8' codec can't decode byte 0xff in position 10: invalid start byte)",
        ),
    ],
)
def test_what_is_not_of_the_promised_kind_at_all_cannot_be_read(content: bytes, reason: str) -> None:
    with pytest.raises(UndecodableBody) as error:
        decoded(content)
    assert error.value.reason == reason


def test_a_number_too_long_for_python_cannot_be_read() -> None:
    with pytest.raises(UndecodableBody, match="it is not JSON .Exceeds the limit"):
        decoded('{"count": ' + "9" * 5000 + "}")


@pytest.mark.parametrize("depth", [150, 250, 700])
def test_deep_objects_are_read_or_refused_but_never_break(depth: int) -> None:
    text = '{"parent":' * depth + '{"state": "X"}' + "}" * depth
    try:
        assert len(decoded(text).drift) == 1
    except UndecodableBody as error:
        assert error.reason == "it is nested too deeply"


@pytest.mark.parametrize(
    ("wanted", "text", "value"),
    [
        (list[Thing], '[{"name": "n"}]', [Thing(name="n")]),
        (dict[str, int], '{"a": 1}', {"a": 1}),
        (Pet, '{"petType": "cat"}', Cat(pet_type="cat")),
        (State, '"READY"', "READY"),
        (State, '"NEW"', "NEW"),
        (Json, '[["x"]]', [["x"]]),
        (Level, "1", 1),
        (Any, "null", None),
        (int | None, "null", None),
        (Labels, '{"n": 1}', Labels.model_validate({"n": 1})),
    ],
)
def test_any_type_may_stand_at_the_top(wanted: Any, text: str, value: object) -> None:
    assert decoded(text, JsonDecoder(lambda: wanted)).value == value


@pytest.mark.parametrize(("wanted", "text"), [(list[Thing], "{}"), (dict[str, int], "[]"), (int, '"x"'), (str, "1"),
                                              (Pet, "[]"), (State, "5"), (Json, "5"), (bool | int, "[]")])  # fmt: skip
def test_another_kind_at_the_top_cannot_be_read(wanted: Any, text: str) -> None:
    with pytest.raises(UndecodableBody):
        decoded(text, JsonDecoder(lambda: wanted))


def test_where_the_answer_is_an_array_paths_begin_with_its_index() -> None:
    assert drifts('[{}, {"details": {"baseModel": 1}}]', JsonDecoder(lambda: list[Thing])) == [
        ("[1].details.base_model", "string", 1)
    ]


def test_strictly_any_difference_is_refused_with_the_first_named() -> None:
    with pytest.raises(UndecodableBody) as error:
        decoded('{"state": "X", "zap": 1, "zip": 2}', strict=True)
    assert error.value.reason == "state is 'X', expected 'UPLOADING' | 'READY' (and 2 more)"
    assert (error.value.path, error.value.expected, error.value.got) == ("state", "'UPLOADING' | 'READY'", "X")
    assert decoded('{"count": 1.0}', strict=True).value.count == 1


def test_a_drift_shows_long_values_cut_and_survives_pickle_and_copy() -> None:
    (drift,) = decoded(json.dumps({"count": "x" * 500})).drift
    assert len(repr(drift)) < 160
    assert pickle.loads(pickle.dumps(drift)) == drift == copy.deepcopy(drift)


@pytest.mark.parametrize(
    ("content", "content_type", "text"),
    [
        ("grün".encode(), "text/plain", "grün"),
        ("grün".encode("latin-1"), "text/plain; charset=ISO-8859-1", "grün"),
        ("grün".encode("latin-1"), 'text/plain; charset="iso-8859-1"; x=y', "grün"),
    ],
)
def test_text_is_read_in_its_charset(content: bytes, content_type: str, text: str) -> None:
    assert TextDecoder().decode(content, content_type, True) == Decoded(text)


@pytest.mark.parametrize("content_type", ["text/plain", "text/plain; charset=klingon", "text/plain; charset=zlib"])
def test_text_of_another_charset_is_read_with_replacements(content_type: str) -> None:
    answer = TextDecoder().decode(b"gr\xfcn", content_type, False)
    assert answer.value == "gr\ufffdn"
    assert [each.path for each in answer.drift] == [""]
    with pytest.raises(UndecodableBody):
        TextDecoder().decode(b"gr\xfcn", content_type, True)


def test_bytes_are_handed_on_and_nothing_is_none() -> None:
    assert BytesDecoder().decode(b"\xff", "", True) == Decoded(b"\xff")
    assert NoneDecoder().decode(b"{}", "", True) == Decoded(None)
