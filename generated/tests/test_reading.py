"""How answers are read, by tables over small types of our own: also what this document happens not to use."""

from __future__ import annotations

import copy
import importlib
import pickle
from datetime import date, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from pydantic import TypeAdapter

from .flavours import package
from .test_parts import part


def toys() -> Any:
    """The types to read with, as they are while a test runs."""
    return importlib.import_module(".toys", __package__)


def hint_of(text: str) -> Any:
    """A type from its text."""
    return toys().hint(text)


def read(hint: str, value: object) -> tuple[Any, list[tuple[str, str, object]]]:
    """A value as it is read, and its drift."""
    got, drift = part("lenient").read(hint_of(hint), value)
    return got, [(one.path, one.expected, one.got) for one in drift]


VALUES: list[tuple[str, Any, list[Any]]] = [
    ('int', 7, []), ('int', 7.0, []), ('int', 7.5, [("", "integer", 7.5)]), ('int', True, [("", "integer", True)]),
    ('float', 7, []), ('float', 7.5, []), ('float', "7", [("", "number", "7")]), ('float', float("inf"), [("", "number", float("inf"))]),
    ('bool', 1, [("", "boolean", 1)]), ('str', "a", []), ('str', 7, [("", "string", 7)]), ('str', "\ud800", [("", "string", "\ud800")]),
    ('int | None', None, []), ('int', None, [("", "integer", None)]), ('int | str', "a", []), ('int | str', 7, []),
    ('int | str', [], [("", "integer | string", [])]), ('int | None', "a", [("", "integer", "a")]),
    ('list[int]', [1, "a", 2.0], [("[1]", "integer", "a")]), ('list[int]', 7, [("", "array of integer", 7)]),
    ('dict[str, int]', {"a": 1, "b": "x"}, [("['b']", "integer", "x")]), ('dict[str, int]', [], [("", "object of integer", [])]),
    ('dict[str, Any]', {"a": [1]}, []), ('list[Any]', {}, [("", "array", {})]), ('Any', float("inf"), []),
    ('Literal["A", 1]', "A", []), ('Literal["A", 1]', "B", [("", "'A' | 1", "B")]), ('formats.Int64Str', "12", []),
    ('formats.Int64Str', "x", [("", "integer in a string", "x")]), ('formats.DateTime', "x", [("", "date-time", "x")]),
    ('formats.Date', "x", [("", "date", "x")]), ('formats.Uuid', "x", [("", "uuid", "x")]),
    ('list[int | None]', [None, 1], []), ('list[list[int]]', [[1], ["a"]], [("[1][0]", "integer", "a")]),
    ('dict[str, list[int]]', {"a": ["b"]}, [("['a'][0]", "integer", "b")]), ('int | str', None, [("", "integer | string", None)]),
    ('Literal["A", 1]', {"a": 1}, [("", "'A' | 1", {"a": 1})]), ('Any', "\ud800", []), ('Any', 7.0, []),
    ('list[int] | list[str]', ["a"], []), ('Literal["A"] | int', "B", [("", "'A' | integer", "B")]), ('Cats', {}, [("", "Cats", {})]),
]  # fmt: skip


@pytest.mark.parametrize(("hint", "value", "drift"), VALUES)
def test_a_value_is_read_as_its_type_wants_or_kept_as_it_came(hint: str, value: Any, drift: list[Any]) -> None:
    got, told = read(hint, value)
    assert told == drift
    assert got == value or hint in ("formats.DateTime", "formats.Date", "formats.Uuid")
    if hint == "int" and not drift:
        assert type(got) is int
    assert hint != "Any" or type(got) is type(value)


@pytest.mark.parametrize(("hint", "words"), [
    ('str', "string"), ('int', "integer"), ('float', "number"), ('bool', "boolean"), ('list[int]', "array of integer"),
    ('dict[str, bool]', "object of boolean"), ('list[Any]', "array"), ('int | None', "integer"), ('int | str | None', "integer | string"),
    ('Literal["A", 2]', "'A' | 2"), ('Cat', "Cat"), ('list[Cat]', "array of Cat"), ('formats.DateTime', "date-time"),
    ('dict[str, list[str]]', "object of array of string"), ('type(None)', "null"), ('Pet', "Cat | Dog"), ('Cats', "Cats"),
])  # fmt: skip
def test_a_type_is_named_as_a_person_would(hint: str, words: str) -> None:
    assert part("lenient").readable(hint_of(hint)) == words


def test_the_tag_tells_which_member_of_a_union_is_meant() -> None:
    cat, drift = read("Pet", {"kind": "cat", "theName": "a"})
    assert (type(cat), cat.the_name, drift) == (toys().Cat, "a", [])
    dog, drift = read("Pet", {"kind": "dog", "cats": [{"kind": "cat", "theName": 7}], "more": 1})
    assert (type(dog), dog.cats[0].the_name) == (toys().Dog, 7)
    assert drift == [("cats[0].the_name", "string", 7), ("more", "nothing of this name", 1)]
    other, drift = read("Pet", {"kind": "cow"})
    assert (other, drift) == ({"kind": "cow"}, [("kind", "'cat' | 'dog'", "cow")])
    named, drift = read('Annotated[Dog, part("model").Tagged("kind", ("dog", "Dog"))]', {"kind": "pig"})
    assert (named, drift) == ({"kind": "pig"}, [("the_kind", "'dog'", "pig")])
    nothing, drift = read("Pet", {"theName": "a", "lives": 7})
    assert (type(nothing), drift) == (toys().Cat, [("kind", "'cat'", ...)])
    assert type(TypeAdapter(hint_of("Pet")).validate_json('{"kind": "dog"}')) is toys().Dog
    assert read("Pet", 7) == (7, [("", "Cat | Dog", 7)])


def test_a_tag_that_may_be_left_out_may_be_null_but_not_another_one() -> None:
    assert read("Sound", {"kind": "horn"}) == ({"kind": "horn"}, [("kind", "'ring' | 'bell'", "horn")])
    sound, drift = read("Sound", {"kind": None})
    assert (type(sound), drift) == (toys().Ring, [])
    assert type(read("Sound", {"kind": "bell"})[0]) is toys().Bell
    assert read("Pet", {"kind": None}) == ({"kind": None}, [("kind", "'cat' | 'dog'", None)])


def test_of_a_union_without_a_tag_the_member_that_fits_best_is_taken() -> None:
    got, drift = read("Dog | Cat", {"kind": "cat", "theName": 7})
    assert (type(got), drift) == (toys().Cat, [("the_name", "string", 7)])
    assert type(read("Cat | Dog", {"kind": "dog"})[0]) is toys().Dog
    assert read("Cat | list[int]", [1, "a"]) == ([1, "a"], [("[1]", "integer", "a")])
    assert type(read("list[int] | Cat", {"kind": "cat"})[0]) is toys().Cat
    assert type(read("Ring | Cat", {"kind": "cat"})[0]) is toys().Cat
    assert type(read("Meta | Loose", {"cursor": "a", "x": 1})[0]) is toys().Loose
    assert read("list[int] | Pet", {"kind": "cow"}) == ({"kind": "cow"}, [("kind", "'cat' | 'dog'", "cow")])
    assert type(read("Meta | Loose", {"cursor": "a"})[0]) is toys().Meta
    assert type(read("Open | Cat", {"kind": "cat", "theName": "a"})[0]) is toys().Cat
    assert type(read("Open | Cat", {"kind": "cat", "the_name": "a"})[0]) is toys().Open  # names are no wire names


def test_a_type_with_a_name_of_its_own_is_read_as_what_it_stands_for() -> None:
    (cat,), drift = read("Cats", [{"kind": "cat", "theName": 7}])
    assert (type(cat), cat.the_name, drift) == (toys().Cat, 7, [("[0].the_name", "string", 7)])


def test_a_type_may_hold_one_that_comes_later() -> None:
    egg, drift = read("Egg", {"hen": {"theEgg": {"hen": {"theEgg": 7}}}})
    assert (type(egg.hen), type(egg.hen.the_egg.hen), egg.hen.the_egg.hen.the_egg) == (toys().Hen, toys().Hen, 7)
    assert drift == [("hen.the_egg.hen.the_egg", "Egg", 7)]


def test_further_members_keep_the_marks_of_their_type() -> None:
    got, drift = read("Times", {"a": "2026-01-31T12:00:00Z", "b": "soon"})
    assert got.model_extra["a"] == datetime(2026, 1, 31, 12, tzinfo=timezone.utc)
    assert drift == [("b", "date-time", "soon")]


def test_a_value_is_shown_in_a_hundred_characters() -> None:
    shown = part("model").shown
    assert (shown(10**98), shown(10**99), shown("a" * 97)) == (f"1{'0' * 98}", f"1{'0' * 98}…", repr("a" * 97))
    assert (shown("a" * 200), shown(b"a" * 200)) == (f"'{'a' * 98}…", f"b'{'a' * 97}…")
    drift = part("model").Drift
    assert len({drift("a", "b", []), drift("a", "b", []), drift("a", "c", [])}) == 2


def test_however_much_is_wrong_with_a_member_it_is_the_nearest() -> None:
    got, drift = read("str | list[int]", ["a"] * 1200)
    assert (got, len(drift), drift[7]) == (["a"] * 1200, 1200, ("[7]", "integer", "a"))


def test_what_is_required_and_missing_is_none_and_told() -> None:
    got, drift = read("Cat", {"kind": "cat"})
    assert (got.the_name, got.lives, got.model_fields_set) == (None, None, {"kind"})
    assert drift == [("the_name", "string", ...)]
    assert [(one.path, one.got) for one in got.drift] == [("the_name", ...)]
    assert got == read("Cat", {"kind": "cat"})[0] and got != read("Cat", {"kind": "cat", "theName": "a"})[0]


def test_further_members_are_read_by_their_type_where_there_is_one() -> None:
    got, drift = read("Open", {"fixed": "a", "b": 1, "c-d": "x"})
    assert (got.fixed, got.model_extra) == ("a", {"b": 1, "c-d": "x"})
    assert drift == [("['c-d']", "integer", "x")]
    assert got.model_dump_json() == '{"fixed":"a","b":1,"c-d":"x"}'  # without a warning of pydantic's
    got, drift = read("Cat", {"kind": "cat", "theName": "a", "c-d": 1, "e": 2})
    assert (got.model_extra, drift) == (
        {"c-d": 1, "e": 2},
        [("['c-d']", "nothing of this name", 1), ("e", "nothing of this name", 2)],
    )


@pytest.mark.parametrize(("text", "value"), [
    ("2026-01-31T12:00:00Z", datetime(2026, 1, 31, 12, tzinfo=timezone.utc)),
    ("2026-01-31t12:00:00.5z", datetime(2026, 1, 31, 12, 0, 0, 500000, timezone.utc)),
    ("2026-01-31 12:00:00+02:30", datetime(2026, 1, 31, 12, tzinfo=timezone(timedelta(hours=2, minutes=30)))),
    ("2026-01-31T12:00:00.123456789Z", datetime(2026, 1, 31, 12, 0, 0, 123456, timezone.utc)),
    ("2026-01-31T12:00", datetime(2026, 1, 31, 12)), ("2026-01-31", None), ("20260131T120000Z", None), ("12:00", None), ("", None),
    ("2026-13-31T12:00:00Z", None),
])  # fmt: skip
def test_a_time_is_read_and_keeps_how_it_was_written(text: str, value: datetime | None) -> None:
    if value is None:
        with pytest.raises(ValueError, match=".*"):
            part("formats").moment(text)
        return
    got = part("formats").moment(text)
    assert (got, got.utcoffset(), got.text) == (value, value.utcoffset(), text)
    for other in (copy.deepcopy(got), pickle.loads(pickle.dumps(got))):
        assert (other, other.text) == (value, text)
    assert TypeAdapter(Any).dump_json(got) == f'"{text}"'.encode()
    assert TypeAdapter(Any).dump_python(got) is got
    assert TypeAdapter(Any).dump_python(got + timedelta(days=1), mode="json") == (value + timedelta(days=1)).isoformat()


def test_dates_uuids_and_long_integers_are_read_from_their_texts_only() -> None:
    assert part("formats").day("2026-01-31") == date(2026, 1, 31)
    assert part("formats").digits("-12") == "-12"
    for reader, text in ((part("formats").day, "20260131"), (part("formats").day, "2026-01-3１"), (part("formats").digits, "1.5"), (part("formats").digits, ""),
                         (part("formats").digits, "--1"), (part("formats").digits, "１")):  # fmt: skip
        with pytest.raises(ValueError, match=".*"):
            reader(text)
    got = TypeAdapter(hint_of("formats.Uuid")).validate_json('"0123ABCD-0123-0123-0123-0123456789AB"')
    assert got == UUID("0123abcd-0123-0123-0123-0123456789ab") and got.text == "0123ABCD-0123-0123-0123-0123456789AB"
    assert pickle.loads(pickle.dumps(got)).text == got.text
    assert TypeAdapter(hint_of("formats.Uuid")).validate_python(UUID(int=7)) == UUID(int=7)
    assert TypeAdapter(hint_of("formats.Int64Str")).validate_python("7") == "7"
    with pytest.raises(ValueError, match="string"):
        TypeAdapter(hint_of("formats.Int64Str")).validate_python(b"7")


def test_an_answer_becomes_input_as_it_came_and_remembers_what_that_was() -> None:
    dog, _ = read(
        "Dog", {"kind": "dog", "born": "2026-01-31T12:00:00.000Z", "cats": [{"kind": "cat", "lives": None}], "x": 1}
    )
    got = dog.to_input()
    assert got == {"the_kind": "dog", "born": "2026-01-31T12:00:00.000Z", "cats": [{"kind": "cat"}]}
    got["cats"].append(7)
    assert got.came["cats"] == [{"kind": "cat"}]
    assert part("received").as_input(dog) == {**got, "cats": [{"kind": "cat"}]}
    assert part("received").as_input("text") == "text"
    dog, _ = read("Dog", {"kind": "dog", "byName": {"tom": {"kind": "cat", "theName": "a", "x": 1}}})
    assert dog.to_input() == {"the_kind": "dog", "by_name": {"tom": {"kind": "cat", "the_name": "a", "x": 1}}}
    born = dog.born = part("formats").moment("2026-01-31T12:00:00.000Z") + timedelta(days=1)
    assert dog.to_input()["born"] is born


def test_further_members_go_back_where_the_document_declares_them() -> None:
    def back(thing: Any) -> Any:
        return getattr(thing, "_input")(toys().DogInput)

    assert back(read("Open", {"fixed": "a", "b": 1})[0]) == {"b": 1}
    assert back(read("Cat", {"kind": "cat", "theName": "a", "b": 1})[0]) == {}


def test_a_class_takes_names_of_either_kind_and_no_number_that_json_lacks() -> None:
    assert toys().Cat(kind="cat", the_name="a") == toys().Cat(kind="cat", theName="a")
    with pytest.raises(ValueError, match="finite"):
        toys().Dog(kind="dog", weight=float("inf"))
    named = type("Named", (toys().Base,), {"__annotations__": {"model_validate_it": str}, "__module__": __name__})
    assert named(model_validate_it="a").model_dump() == {"model_validate_it": "a"}


def test_drift_has_a_path_from_above_and_a_short_repr() -> None:
    drift = part("model").Drift("b", "string", "x" * 200)
    assert [drift.below(step).path for step in ("a", "[0]")] == ["a.b", "[0].b"]
    assert (
        part("model").Drift("", "string", 1).below("a").path == "a"
        and part("model").Drift("[1]", "string", 1).below("a").path == "a[1]"
    )
    assert (
        len(repr(drift)) < 180
        and repr(part("model").Drift("a", "string", 7)) == "Drift(path='a', expected='string', got=7)"
    )


@pytest.mark.parametrize(("content", "media_type", "text", "drift"), [
    ("é".encode(), "text/plain", "é", 0), ("é".encode("latin-1"), "text/plain; charset=iso-8859-1", "é", 0),
    (b"\xff", "text/plain", "\ufffd", 1), (b"a", 'text/plain; Charset="utf-8"', "a", 0), (b"a", "text/plain; charset=none", "a", 1),
])  # fmt: skip
def test_text_is_read_in_the_charset_that_it_names(content: bytes, media_type: str, text: str, drift: int) -> None:
    decode = part("decode")
    got = decode.TextDecoder().decode(content, media_type, False)
    assert (got.value, len(got.drift)) == (text, drift)
    if drift:
        with pytest.raises(part("errors").UndecodableBody):
            decode.TextDecoder().decode(content, media_type, True)
    assert [len(one.got) for one in decode.TextDecoder().decode(b"\xff" * 101, "text/plain", False).drift] == [100]
    assert decode.BytesDecoder().decode(content, media_type, True).value == content
    assert decode.NoneDecoder().decode(content, media_type, True).value is None


@pytest.mark.parametrize(("wanted", "content", "value", "drift"), [
    ('Cat', b'{"kind": "cat", "theName": NaN}', None, 1), ('list[int]', b"[1, Infinity]", None, 1),
    ('int', b"7", 7, 0), ('Literal["A"]', b'"B"', "B", 1), ('formats.DateTime', b'"soon"', "soon", 1),
    ('int | None', b"null", None, 0), ('Cat', b'{"kind": "cat", "the_name": "not its name on the wire"}', None, 2),
])  # fmt: skip
def test_what_differs_is_kept_and_strictly_an_error(wanted: str, content: bytes, value: object, drift: int) -> None:
    decoder = part("decode").JsonDecoder(lambda: hint_of(wanted))
    got = decoder.decode(content, "application/json", False)
    assert len(got.drift) == drift and (value is None or got.value == value)
    if drift:
        with pytest.raises(part("errors").UndecodableBody):
            decoder.decode(content, "application/json", True)


@pytest.mark.parametrize(("wanted", "content", "said"), [
    ('int', b"", "empty"), ('int', b" \n", "empty"), ('int', b"{", "not JSON"), ('int', b'"7"', "string, not integer"),
    ('Cat', b"[]", "array, not Cat"), ('Cat', b"null", "null, not Cat"), ('list[int]', b"{}", "object, not array of integer"),
    ('str', b"7", "integer, not string"), ('Literal["A"]', b"7", "integer, not "), ('formats.DateTime', b"[]", "array, not "), ('Cat', b"[" * 100_000, "nested too deeply|not JSON"),
])  # fmt: skip
def test_a_body_of_another_kind_is_not_read_at_all(wanted: str, content: bytes, said: str) -> None:
    with pytest.raises(part("errors").UndecodableBody, match=said):
        part("decode").JsonDecoder(lambda: hint_of(wanted)).decode(content, "application/json", False)


@pytest.mark.parametrize(("wanted", "content", "strict", "told"), [
    ('int', b"", False, ("it is empty", "", "integer", b"")), ('int', b'"7"', False, ("it is string, not integer", "", "integer", "7")),
    ('Cat', b"{", False, ("it is not JSON", "", "Cat", None)),
    ('list[int]', b'[1, "b"]', True, ("[1] is 'b', expected integer", "[1]", "integer", "b")),
    ('list[int]', b'["a", "b", 1, "c"]', True, ("[0] is 'a', expected integer (and 2 more)", "[0]", "integer", "a")),
])  # fmt: skip
def test_a_body_that_cannot_be_read_says_where_and_what_was_promised(
    wanted: str, content: bytes, strict: bool, told: tuple[str, str, str, object]
) -> None:
    with pytest.raises(part("errors").UndecodableBody) as error:
        part("decode").JsonDecoder(lambda: hint_of(wanted)).decode(content, "application/json", strict)
    one = error.value
    assert (str(one).partition(" (Exp")[0], one.path, one.expected, one.got) == told and one.reason == str(one)


BODIES: list[tuple[object, str | None, str, tuple[object, ...]]] = [
    ({"code": 5, "message": "m", "details": [{"a": 1}]}, "NOT_FOUND", "m", ({"a": 1},)),
    ({"error": {"code": 404, "status": "NOT_FOUND", "message": "m"}}, "NOT_FOUND", "m", ()),
    ({"error": "text"}, None, "text", ()), ({"error": [{"message": "m", "code": "x"}]}, "x", "m", ()),
    ({"errors": [{"message": "m"}]}, None, "m", ()), ({"errors": ["a", "b"]}, None, "a", ()),
    ({"title": "t", "type": "about:blank", "detail": "d"}, "about:blank", "d", ()), ({"title": "t"}, None, "t", ()),
    ({"detail": [{"msg": "a"}, {"msg": "b"}]}, None, "a; b", ({"msg": "a"}, {"msg": "b"})),
    ({"error": "code", "error_description": "d"}, None, "code", ()), ({"code": 16, "message": "m"}, "UNAUTHENTICATED", "m", ()),
    ({"code": 17, "message": "m"}, None, "m", ()), ({"code": 0, "message": "m"}, None, "m", ()), ({"code": "404"}, None, "T", ()),
    ({"code": 1, "message": "a\nb\tc"}, "CANCELLED", "a b c", ()), (None, None, "T", ()), ([], None, "T", ()), ({}, None, "T", ()),
]  # fmt: skip


@pytest.mark.parametrize(("body", "code", "reason", "details"), BODIES)
def test_an_error_is_read_in_all_forms_in_use(
    body: object, code: str | None, reason: str, details: tuple[object, ...]
) -> None:
    problem = part("answer").problem_of(body, "T", rpc=True)
    assert (problem.code, problem.reason, problem.details) == (code, reason, details)


GOOGLE: dict[str, object] = {"@type": "type.googleapis.com/google.rpc.Help", "links": []}


@pytest.mark.parametrize(("body", "code"), [
    ({"code": 4, "message": "m"}, None), ({"error": {"code": 5, "message": "m", "details": []}}, None),
    ({"code": 9, "details": [{"@type": "type.example.com/x"}, 7, "type.googleapis.com/"]}, None),
    ({"code": 9, "details": [7, GOOGLE]}, "FAILED_PRECONDITION"), ({"error": {"code": 9, "details": [GOOGLE]}}, "FAILED_PRECONDITION"),
    ({"code": 9, "status": "ABORTED"}, "ABORTED"), ({"code": "4004"}, None), ({"code": "no_key"}, "no_key"),
])  # fmt: skip
def test_a_number_is_a_code_of_google_only_where_something_says_so(body: object, code: str | None) -> None:
    assert part("answer").problem_of(body, "T").code == code


@pytest.mark.parametrize(("text", "reason"), [
    ("<html><head><title>502 Bad\n Gateway</title></head><body>b</body></html>", "502 Bad Gateway"),
    ("<HTML><style>s</style><script>x</script><body>a &amp; b</body></HTML>", "a & b"), ("plain\x00text", "plain text"),
    ("x" * 500, "x" * 500), ("x" * 501, "x" * 499 + "…"), ("<TITLE>t</TITLE>", "t"),
])  # fmt: skip
def test_a_text_or_page_is_one_line(text: str, reason: str) -> None:
    assert part("answer").problem_of(None, text).reason == reason


def test_header_fields_are_found_in_any_case_and_joined() -> None:
    headers = part("answer").Headers([("A-b", "1"), ("a-B", "2"), ("c", "3")])
    assert (headers["a-B"], headers["C"], len(headers), list(headers)) == ("1, 2", "3", 2, ["a-b", "c"])
    assert "x" not in headers and headers.get("x") is None


def test_the_names_of_errors_are_public() -> None:
    assert package.APIError is part("errors").APIError
