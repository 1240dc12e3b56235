"""What a response object is: equal by its values, dumped as it came, and an input again."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from pydantic import BaseModel, TypeAdapter

from templates.runtime.decode import Drift, JsonDecoder
from templates.runtime.received import Received, as_input
from tests.runtime.shapes import Details, Labels, Thing


def thing(text: str) -> Thing:
    decoder: JsonDecoder[Thing] = JsonDecoder(lambda: Thing)
    return decoder.decode(text.encode(), "application/json", False).value


DRIFTED = (
    '{"displayName": 5, "state": "NEW", "details": {"baseModel": null, "targetModules": "x"}, "pets": [3], "zap": [1],'
    ' "createTime": "2023-11-07T05:31:56.123456789Z", "uid": "6BA7B810-9DAD-11D1-80B4-00C04FD430C8", "count": "many"}'
)
COPIES: list[Callable[[Thing], Thing]] = [
    copy.copy,
    copy.deepcopy,
    lambda model: model.model_copy(),
    lambda model: model.model_copy(deep=True),
    lambda model: pickle.loads(pickle.dumps(model)),
]


@pytest.mark.parametrize("copied", COPIES)
def test_a_copy_is_equal_and_keeps_drift_and_text(copied: Callable[[Thing], Thing]) -> None:
    model = thing(DRIFTED)
    twin = copied(model)
    assert twin == model
    assert twin.drift == model.drift
    assert len(twin.drift) == 7
    assert twin.model_dump_json(by_alias=True, exclude_unset=True) == model.model_dump_json(
        by_alias=True, exclude_unset=True
    )


def test_drift_takes_no_part_in_equality_repr_and_dumps() -> None:
    drifted, same = thing('{"state": "NEW"}'), Thing.model_construct({"state"}, state="NEW")
    assert drifted == same and same == drifted
    assert repr(drifted) == repr(same)
    assert drifted.model_dump() == same.model_dump()
    assert "drift" not in str(dict(drifted)) + drifted.model_dump_json()
    assert same.drift == ()


def test_what_differs_is_dumped_as_it_came_without_a_warning() -> None:
    model = thing(DRIFTED)
    assert json.loads(model.model_dump_json(by_alias=True, exclude_unset=True)) == json.loads(DRIFTED)
    assert model.model_dump(mode="json", by_alias=True, exclude_unset=True) == json.loads(DRIFTED)
    assert model.model_dump(include={"details": {"target_modules"}}) == {"details": {"target_modules": "x"}}


def test_it_is_dumped_without_a_warning_wherever_it_stands() -> None:
    class Holder(BaseModel):
        held: Thing | int

    model = thing(DRIFTED)
    assert '"state":"NEW"' in Holder(held=model).model_dump_json()
    assert b'"state":"NEW"' in TypeAdapter(list[Thing]).dump_json([model])


def test_to_input_gives_the_writable_fields_that_came() -> None:
    model = thing(
        '{"name": "n", "displayName": "", "state": "NEW", "createTime": "2023-11-07T05:31:56Z", "flag": false,'
        ' "count": 0, "details": {"baseModel": "", "targetModules": [], "parameterCount": "0", "precision": "READY"},'
        ' "zap": 1,'
        ' "expires": "2023-11-07T05:31:56.123456789Z", "day": "2024-02-29", "level": null, "pets": [],'
        ' "uid": "6BA7B810-9DAD-11D1-80B4-00C04FD430C8", "moments": ["2023-11-07T05:31:56.100Z"]}'
    )
    given = model.to_input()
    assert given == {
        "display_name": "",
        "state": "NEW",
        "flag": False,
        "count": 0,
        "details": {"base_model": "", "target_modules": [], "parameter_count": "0"},
        "expires": "2023-11-07T05:31:56.123456789Z",
        "day": model.day,
        "pets": [],
        "uid": "6BA7B810-9DAD-11D1-80B4-00C04FD430C8",
        "moments": ["2023-11-07T05:31:56.100Z"],
    }
    assert isinstance(given, Received)
    assert type(given["details"]) is dict


def test_to_input_leaves_faulty_values_as_they_came() -> None:
    given: Any = thing('{"details": "x", "count": "many", "scores": {"a": "x"}, "pets": [null]}').to_input()
    assert given == {"details": "x", "count": "many", "scores": {"a": "x"}, "pets": [None]}


def test_an_input_remembers_what_came_whatever_is_changed_in_it() -> None:
    given: Any = thing('{"state": "NEW", "details": {"baseModel": "b"}}').to_input()
    given["state"] = "READY"
    given["details"]["base_model"] = "c"
    assert given.came == {"state": "NEW", "details": {"base_model": "b"}}
    for twin in (copy.copy(given), copy.deepcopy(given), pickle.loads(pickle.dumps(given))):
        assert (twin, twin.came) == (given, given.came)


def test_a_field_that_was_set_later_is_part_of_the_input() -> None:
    model = thing("{}")
    model.display_name = "new"
    model.expires = datetime(2030, 1, 1, tzinfo=timezone.utc)
    assert model.to_input() == {"display_name": "new", "expires": datetime(2030, 1, 1, tzinfo=timezone.utc)}


def test_declared_free_keys_are_input_and_unknown_ones_are_not() -> None:
    assert Labels.model_validate({"owner": "o", "n": 1}).to_input() == {"owner": "o", "n": 1}
    assert Details.model_validate({"baseModel": "b", "n": 1}).to_input() == {"base_model": "b"}


def test_a_response_object_stands_for_its_input_and_nothing_else_does() -> None:
    model = Thing(display_name="d")
    assert as_input(model) == {"display_name": "d"}
    assert as_input(Thing) is Thing
    assert as_input("x") == "x"


def test_a_model_is_made_by_python_names_or_wire_names() -> None:
    assert Thing(display_name="d") == Thing.model_validate({"displayName": "d"})
    assert Thing(create_time=datetime(2023, 1, 1)).model_dump(mode="json")["create_time"] == "2023-01-01T00:00:00"


def test_a_moment_behaves_as_a_datetime() -> None:
    moment = thing('{"createTime": "2023-11-07T05:31:56.100Z"}').create_time
    assert moment is not None
    assert moment == datetime(2023, 11, 7, 5, 31, 56, 100_000, tzinfo=timezone.utc)
    later = moment + timedelta(hours=1)
    assert later.hour == 6
    assert Thing(create_time=later).model_dump_json(include={"create_time"}) == (
        '{"create_time":"2023-11-07T06:31:56.100000+00:00"}'
    )
    assert pickle.loads(pickle.dumps(later)) == later


def test_the_json_schema_of_a_model_can_be_had() -> None:
    properties = Thing.model_json_schema()["$defs"]["Thing"]["properties"]
    assert properties["displayName"]["anyOf"] == [{"type": "string"}, {"type": "null"}]


def test_drift_has_a_path_in_python_names() -> None:
    assert Drift("target_modules[0]", "string", 5).below("peft_details").path == "peft_details.target_modules[0]"
    assert Drift("[0]", "string", 5).below("items").path == "items[0]"
    assert Drift("", "string", 5).below("name").path == "name"
