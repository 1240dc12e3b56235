"""How arguments become the tree that is sent, by tables: also what this document happens not to use."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

import pytest

from .flavours import package
from .test_parts import part


class Colour(Enum):
    """A value of Python that stands for one of JSON."""

    RED = "red"
    DAY = date(2026, 1, 31)


@pytest.mark.parametrize(("value", "written"), [
    (Colour.RED, "red"), (Colour.DAY, "2026-01-31"), (datetime(2026, 1, 31, 12, tzinfo=timezone.utc), "2026-01-31T12:00:00Z"),
    (datetime(2026, 1, 31, 12, tzinfo=timezone(timedelta(hours=2))), "2026-01-31T12:00:00+02:00"),
    (date(2026, 1, 31), "2026-01-31"), (time(12, 30), "12:30:00"), (UUID(int=7), str(UUID(int=7))),
    (Decimal("2"), 2), (Decimal("2.5"), 2.5), (b"\xff", "/w=="), (bytearray(b"a"), "YQ=="), ("text", "text"), (None, None),
])  # fmt: skip
def test_a_value_of_python_is_written_as_json_writes_it(value: object, written: object) -> None:
    plain = part("encode").plain(value)
    assert (plain, type(plain)) == (written, type(written))
    assert part("encode").whole_body({}, None, {"k": [value]}).tree == {"k": [written]}
    if not isinstance(value, bytearray):
        assert part("encode").whole_body({}, None, {"of": {value: value}}).tree == {"of": {str(written): written}}


def test_an_object_is_written_by_its_shape_however_deep() -> None:
    encode = part("encode")
    shapes = {
        "Cat": {"the_name": "theName", "lives": "lives"},
        "Dog": {"the_name": "theName", "barks": "doesBark", "more": "more"},
        "Pet": encode.Either("Cat", "Dog"),
        "Zoo": {"pets": ("thePets", encode.Items("Pet")), "by_key": ("byKey", encode.Values("Cat")), "best": ("best", "Pet")},
        "Open": {"own_one": "ownOne", "*": ("*", "Cat")},
        "Free": {"own_one": "ownOne", "*": "*"},
        "Either": encode.Either(encode.Items("Cat"), "Dog"),
        "Named": encode.Items("Cat"),
    }  # fmt: skip
    given = {"pets": [{"the_name": "a", "barks": True}, {"the_name": "b"}], "by_key": {"the_name": {"the_name": "c"}}}
    body = encode.whole_body(shapes, "Zoo", {**given, "best": {"lives": 7, "the_name": "d"}})
    assert body.tree == {
        "thePets": [{"theName": "a", "doesBark": True}, {"theName": "b"}],
        "byKey": {"the_name": {"theName": "c"}},
        "best": {"lives": 7, "theName": "d"},
    }
    assert body.known == ()
    opened = encode.whole_body(shapes, "Open", {"own_one": 1, "x_y": {"the_name": "e"}})
    assert (opened.tree, opened.known) == ({"ownOne": 1, "x_y": {"theName": "e"}}, ())
    free = encode.whole_body(shapes, "Free", {"own_one": 1, "x_y": {"the_name": "e"}})
    assert (free.tree, free.known) == ({"ownOne": 1, "x_y": {"the_name": "e"}}, ())
    assert encode.whole_body(shapes, "Either", [{"the_name": "f"}]).tree == [{"theName": "f"}]
    assert encode.whole_body(shapes, "Either", {"barks": 1}).tree == {"doesBark": 1}
    assert encode.whole_body(shapes, "Named", ({"the_name": "g"},)).tree == [{"theName": "g"}]
    assert encode.whole_body(shapes, None, {"the_name": {1, 2}}).tree == {"the_name": [1, 2]}
    assert encode.whole_body(shapes, "Cat", package.OMIT) is None
    assert encode.whole_body(shapes, "Cat", {"the_name": package.OMIT, "lives": None}).tree == {"lives": None}


def test_of_several_shapes_that_one_is_written_which_knows_most_and_least_besides() -> None:
    encode = part("encode")
    shapes = {
        "Big": {"own": "bigOwn", "more": "more", "rest": "rest"}, "Small": {"own": "smallOwn"}, "List": encode.Items("Small"),
    }  # fmt: skip
    either = encode.Either("Big", "Small", by="kind", of={"big": "Big", "red": "Big"})
    for value, written in (
        ({"own": 1}, {"smallOwn": 1}),
        ({"own": 1, "rest": 2}, {"bigOwn": 1, "rest": 2}),
        ({"own": 1, "kind": "big"}, {"bigOwn": 1, "kind": "big"}),
        ({"own": 1, "kind": Colour.RED}, {"bigOwn": 1, "kind": "red"}),
    ):
        assert encode.whole_body(shapes, either, value).tree == written
    assert encode.whole_body(shapes, encode.Either(encode.Values("Big"), "Small"), {"own": 1}).tree == {"smallOwn": 1}
    assert encode.whole_body(shapes, encode.Either("List"), {"own": 1}).tree == {"own": 1}
    lists = encode.Either(encode.Items("Big"), "List")
    assert encode.whole_body(shapes, lists, [{"own": 1}, {"own": 1, "rest": 2}]).tree == [
        {"smallOwn": 1},
        {"bigOwn": 1, "rest": 2},
    ]


@pytest.mark.parametrize(("levels", "rules"), [(200, []), (201, ["depth"])])
def test_the_levels_of_a_parameter_and_of_what_came_are_counted_alike(levels: int, rules: list[str]) -> None:
    encode, value = part("encode"), date(2026, 1, 31)
    inner: Any = value
    for _ in range(levels - 1):
        inner = [inner]
    assert [one.rule for one in encode.wired({"B": {}}, encode.Values("B"), "name", {"a": inner}).faults] == rules
    body = encode.whole_body({}, None, part("received").Received({"a": inner}))
    assert [one.rule for one in body.known] == rules and body.came == body.tree


def nothing_is_asked(tree: object, at: str, found: Any) -> None:
    """The check of parameters of which nothing is asked."""


def test_a_time_without_a_time_zone_is_refused_wherever_it_stands() -> None:
    encode, naive = part("encode"), datetime(2026, 1, 31, 12)
    body = encode.whole_body({}, None, {"at": [naive, naive.astimezone()]}, at="thing")
    assert [(one.path, one.rule, one.severity) for one in body.known] == [("thing['at'][0]", "time-zone", "refuse")]
    assert body.tree == {"at": [naive.astimezone().isoformat().replace("+00:00", "Z")] * 2}
    faults = part("faults").Faults()
    given = {"since": naive, "days": [naive], "until": naive.astimezone()}
    encode.given_parameters(nothing_is_asked, given)(faults)
    assert [one.path for one in faults.found] == ["since", "days"]
    assert faults.found[0].message.startswith(
        "a time without a time zone; give it one, as datetime.now(timezone.utc) has"
    )


def test_a_time_of_an_answer_goes_back_as_it_came() -> None:
    came = part("formats").moment("2026-01-31T12:00:00.123456789")
    body = part("encode").whole_body({}, None, {"at": came})
    assert (body.tree, body.known) == ({"at": "2026-01-31T12:00:00.123456789"}, ())


def test_among_files_a_pair_is_a_file_with_its_name_and_no_array() -> None:
    sequence = part("encode").is_sequence
    for value, plain, named in ((("a.txt", b""), True, False), (["a.txt", b""], True, True), ("ab", False, False)):
        assert (sequence(value, named_files=False), sequence(value, named_files=True)) == (plain, named)


def nothing_is_written(tree: object) -> tuple[bytes, str]:
    """The bytes and the media type of a body that nobody looks at."""
    return b"", ""


def test_only_where_a_body_is_written_in_parts_files_stay_what_they_are() -> None:
    encode = part("encode")
    given: dict[str, Any] = {"file": b"\xff", "named": ("a.txt", b"b"), "time": date(2026, 1, 31), "text": "c"}
    tree = encode.whole_body({}, None, given, write=nothing_is_written).tree
    assert tree == {"file": b"\xff", "named": ("a.txt", b"b"), "time": "2026-01-31", "text": "c"}
    assert encode.flat_body({"B": {"file": "theFile"}}, "B", {"file": b"\xff"}, write=nothing_is_written).tree == {
        "theFile": b"\xff"
    }
    assert encode.whole_body({}, None, given).tree["file"] == "/w=="
    assert encode.wired({}, encode.Values("B"), "name", {"file": b"\xff"}).tree == {"file": "/w=="}


def test_a_body_that_nothing_checks_may_come_from_the_server() -> None:
    faults = part("faults").Faults()
    part("encode").Body({"a": 1}, came={"a": 2}).find_faults(faults)
    assert faults.found == []


def test_a_key_that_no_field_has_is_told_with_what_was_meant() -> None:
    encode = part("encode")
    shapes = {"Cat": {"the_name": "theName", "kind": ("kind", "Cat"), "owner": "proprietor", "pet": ("animal", "Cat")}}
    for wrong, meant in (("proprietr", "owner"), ("animals", "pet")):
        (fault,) = encode.whole_body(shapes, "Cat", {wrong: 1}).known
        assert fault.message == f"is not a field here; did you mean {meant!r}?"
    body = encode.whole_body(shapes, "Cat", {"the_nam": 1, "kind": {"theName": 2}, "zzz": 3}, at="cat")
    assert [(one.path, one.rule, one.message) for one in body.known] == [
        ("cat.the_nam", "unknown-field", "is not a field here; did you mean 'the_name'?"),
        ("cat.kind.theName", "unknown-field", "is not a field here; did you mean 'the_name'?"),
        ("cat.zzz", "unknown-field", "is not a field here; to send it all the same: extra_body"),
    ]
    assert body.tree == {"the_nam": 1, "kind": {"theName": 2}, "zzz": 3}


def in_array(value: object) -> object:
    """An array around a value."""
    return [value]


def in_object(value: object) -> object:
    """An object around a value."""
    return {"a": value}


@pytest.mark.parametrize(("levels", "rules"), [(199, []), (200, []), (201, ["depth"])])
@pytest.mark.parametrize("around", [in_array, in_object])
def test_a_body_of_very_many_levels_is_taken_for_one_that_contains_itself(
    around: Any, levels: int, rules: list[str]
) -> None:
    value: Any = date(2026, 1, 31)
    for _ in range(levels):
        value = around(value)
    known = part("encode").whole_body({}, None, value).known
    assert [one.rule for one in known] == rules and {len(one.path) for one in known} <= {200}


def test_what_the_server_sent_is_no_fault_of_the_callers() -> None:
    faults = part("faults").Faults()

    def check(tree: Any, at: str, found: Any) -> None:
        for name in tree:
            found.add(f".{name}", "type", "is wrong")

    part("encode").Body({"came": 1, "new": 2}, check, came={"came": 1, "gone": 3}).find_faults(faults)
    assert [(one.path, one.severity) for one in faults.found] == [("came", "warn"), ("new", "refuse")]


def test_an_argument_is_left_out_or_null_as_its_method_says() -> None:
    flat = part("encode").flat_body
    shapes = {"B": {"a": "theA", "b": "theB"}}
    given = {"a": None, "b": package.OMIT}
    assert flat(shapes, "B", given).tree == {}
    assert flat(shapes, "B", given, nulls=("a",)).tree == {"theA": None}
    assert flat(shapes, "B", given, nulls=None).tree == {"theA": None}

    def seen(tree: object, at: str, faults: Any) -> None:
        faults.add(at, "seen", repr(tree))

    faults = part("faults").Faults()
    part("encode").given_parameters(seen, {"a": None, "b": package.OMIT, "c": Colour.RED})(faults)
    assert faults.found[0].message == "{'c': 'red'}"


def test_faults_speak_of_arguments_where_a_field_had_to_be_called_differently() -> None:
    encode, faults = part("encode"), part("faults").Faults()

    def check(tree: object, at: str, found: Any) -> None:
        found.add(".from.x[0]", "a", "wrong")
        found.add(".other", "b", "wrong")

    body = encode.flat_body({"B": {"from": "from"}}, "B", {"from": 1}, check, renamed={"from": "from_"})
    body.find_faults(faults)
    assert [one.path for one in faults.found] == ["from_.x[0]", "other"]
