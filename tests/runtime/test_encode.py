"""Python arguments -> the tree that is sent."""

from __future__ import annotations

import datetime
import decimal
import enum
import uuid

import pytest

from templates.runtime.encode import Either, Items, Shapes, Values, flat_body, plain, whole_body
from templates.runtime.faults import Fault, Faults
from templates.runtime.omit import OMIT
from templates.runtime.received import Received

SHAPES: Shapes = {
    "Toy": {"display_name": "displayName", "made_by": ("madeBy", "Maker"), "parts": ("parts", Items("Toy"))},
    "Maker": {"home_town": "homeTown", "*": ("*", "Toy")},
    "Body": {"toy_id": "toyId", "toy": ("toy", "Toy")},
    "Box": {"by_name": ("byName", Values("Toy")), "either": ("either", Either("Toy", "Maker"))},
    "Alias": Items("Toy"),
}


def faults_of(shape: str, value: object) -> list[Fault]:
    body = whole_body(SHAPES, shape, value)
    assert body is not None
    found = Faults()
    body.find_faults(found)
    return found.found


def tree(shape: str, value: object) -> object:
    body = whole_body(SHAPES, shape, value)
    assert body is not None
    return body.tree


def test_keys_are_renamed_at_every_level() -> None:
    toy = {"display_name": "a", "made_by": {"home_town": "b"}, "parts": [{"display_name": "c"}]}
    assert tree("Toy", toy) == {"displayName": "a", "madeBy": {"homeTown": "b"}, "parts": [{"displayName": "c"}]}
    assert tree("Alias", [toy])[0]["displayName"] == "a"  # type: ignore[index]  # a list of objects, as just built


def test_maps_keep_their_keys_and_rename_below_them() -> None:
    assert tree("Box", {"by_name": {"display_name": {"display_name": "x"}}}) == {
        "byName": {"display_name": {"displayName": "x"}}
    }
    assert tree("Maker", {"free key": {"display_name": "x"}}) == {"free key": {"displayName": "x"}}


def test_of_several_shapes_the_one_that_knows_the_keys_is_taken() -> None:
    assert tree("Box", {"either": {"home_town": "x"}}) == {"either": {"homeTown": "x"}}
    assert tree("Box", {"either": {"display_name": "x"}}) == {"either": {"displayName": "x"}}


def test_an_unknown_key_is_sent_as_it_is_and_is_a_fault_with_the_nearest_name() -> None:
    assert tree("Toy", {"disply_name": "x"}) == {"disply_name": "x"}
    (fault,) = faults_of("Toy", {"disply_name": "x"})
    assert (fault.path, fault.rule) == ("disply_name", "unknown-field")
    assert fault.message == "is not a field here; did you mean 'display_name'?"


def test_a_wire_name_is_told_its_python_name() -> None:
    (fault,) = faults_of("Toy", {"displayName": "x"})
    assert fault.message == "is not a field here; did you mean 'display_name'?"


def test_none_and_omit_leave_an_argument_out_but_none_inside_an_object_is_null() -> None:
    body = flat_body(SHAPES, "Body", {"toy_id": None, "toy": {"display_name": None, "made_by": OMIT}})
    assert body is not None and body.tree == {"toy": {"displayName": None}}


def test_none_is_null_for_arguments_that_may_be_null_and_everywhere_in_a_patch() -> None:
    for nulls in (("toy_id",), None):
        body = flat_body(SHAPES, "Body", {"toy_id": None, "toy": OMIT}, nulls=nulls)
        assert body is not None and body.tree == {"toyId": None}


class Colour(enum.Enum):
    RED = "RED"


@pytest.mark.parametrize(
    ("value", "sent"),
    [
        (datetime.datetime(2026, 1, 31, 12, tzinfo=datetime.timezone.utc), "2026-01-31T12:00:00Z"),
        (datetime.date(2026, 1, 31), "2026-01-31"),
        (uuid.UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (decimal.Decimal("10"), 10),
        (decimal.Decimal("1.5"), 1.5),
        (b"\xff\x00", "/wA="),
        (Colour.RED, "RED"),
    ],
)
def test_python_values_become_the_json_values_that_stand_for_them(value: object, sent: object) -> None:
    assert plain(value) == sent


def test_a_tree_that_contains_itself_is_a_fault_and_no_endless_loop() -> None:
    toy: dict[str, object] = {}
    toy["made_by"] = {"free": toy}
    assert [fault.rule for fault in faults_of("Toy", toy)][-1] == "depth"


def refuses_names(value: object, at: str, found: Faults) -> None:
    if found.is_object(value, at, "toy") and "displayName" in value:
        found.string(value["displayName"], at + ".display_name", max_length=3)


def severities(value: object) -> list[tuple[str, str]]:
    body = whole_body(SHAPES, "Toy", value, refuses_names)
    assert body is not None
    found = Faults()
    body.find_faults(found)
    return [(fault.path, fault.severity) for fault in found.found]


def test_what_the_servers_own_answer_breaks_only_warns() -> None:
    assert severities(Received({"display_name": "toolong"})) == [("display_name", "warn")]


def test_what_the_caller_changed_in_it_refuses() -> None:
    changed = Received({"display_name": "ok"})
    changed["display_name"] = "toolong"
    assert severities(changed) == [("display_name", "refuse")]


def test_a_plain_copy_is_the_callers_own() -> None:
    assert severities({**Received({"display_name": "toolong"})}) == [("display_name", "refuse")]
