"""Streams cut into items: by the rules of the HTML standard for events, and wherever the bytes are split."""

from __future__ import annotations

import json
from collections.abc import Iterable

import pytest

from templates.runtime.errors import UndecodableBody
from templates.runtime.events import EventDecoder, EventCutter, ServerEvent
from templates.runtime.sequences import Cutter, LineCutter, RecordCutter, Unfinished

EVENTS = '\ufeff: hello\nid: 1\nevent: add\ndata: {"a": "é🙂"}\nretry: 250\n\ndata:one\ndata\ndata:  two\n\n:\n\nid\ndata: x\n\n'


def cut(cutter: Cutter, pieces: Iterable[bytes]) -> list[str]:
    """All items of a stream, to its end."""
    found = [item for piece in pieces for item in cutter.feed(piece)]
    return [item.decode() for item in (*found, *cutter.end())]


def events(text: str, *, size: int = 1 << 20) -> list[ServerEvent]:
    """The events of a text that comes in pieces of so many bytes."""
    content = text.encode()
    pieces = [content[start : start + size] for start in range(0, len(content), size)]
    return [EventDecoder().decode(item.encode(), "", True).value for item in cut(EventCutter(whole="event"), pieces)]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1 << 20])
@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_events_are_the_same_with_any_line_end_and_however_the_bytes_are_split(end: str, size: int) -> None:
    assert events(EVENTS.replace("\n", end), size=size) == [
        ServerEvent('{"a": "é🙂"}', "add", "1", 250),
        ServerEvent("one\n\n two", "message", "1"),
        ServerEvent("x", "message", ""),
    ]


def test_every_place_to_split_gives_the_same_events() -> None:
    content = EVENTS.encode()
    whole = cut(EventCutter(whole="event"), [content])
    assert all(cut(EventCutter(whole="event"), [content[:at], content[at:]]) == whole for at in range(len(content)))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("\n\n\n", []),
        (": only\n: comments\n\n", []),
        ("event: alone\n\n", []),
        ("data\n\n", [ServerEvent("")]),
        ("data\ndata\n\n", [ServerEvent("\n")]),
        ("data:\tx\n\n", [ServerEvent("\tx")]),
        ("data: a: b\n\n", [ServerEvent("a: b")]),
        ("event: e\ndata: 1\n\ndata: 2\n\n", [ServerEvent("1", "e"), ServerEvent("2")]),
        ("id: 7\n\ndata: 1\n\n", [ServerEvent("1", id="7")]),
        ("id: a\0b\ndata: 1\n\n", [ServerEvent("1")]),
        ("retry: soon\ndata: 1\n\n", [ServerEvent("1")]),
        ("retry: 10\ndata: 1\n\ndata: 2\n\n", [ServerEvent("1", retry=10), ServerEvent("2")]),
        ("Data: 1\ndata: 2\nfoo: 3\n\n", [ServerEvent("2")]),
        (" data: 1\ndata: 2\n\n", [ServerEvent("2")]),
        ("data: \ufeff\n\n", [ServerEvent("\ufeff")]),
    ],
)
def test_fields_are_read_as_the_standard_says(text: str, found: list[ServerEvent]) -> None:
    assert events(text) == found


def test_bytes_that_are_no_utf_8_are_replaced() -> None:
    assert cut(EventCutter(), [b"data: a\xffb\xe2\n\n"]) == ["a\ufffdb\ufffd"]


def test_an_event_that_ends_in_cr_does_not_wait_for_the_next_byte() -> None:
    assert [item.decode() for item in EventCutter().feed(b"data: 1\r\r")] == ["1"]


def test_the_data_that_ends_a_stream_is_no_item_and_nothing_behind_it_is() -> None:
    cutter = EventCutter(end="[DONE]")
    assert cut(cutter, [b"data: 1\n\ndata: [DONE]\n\ndata: 2\n\n"]) == ["1"]
    assert cutter.is_over
    assert cut(EventCutter(), [b"data: 1\n\ndata: [DONE]\n\n"]) == ["1", "[DONE]"]


def test_the_data_that_ends_a_stream_needs_no_empty_line_behind_it() -> None:
    assert cut(EventCutter(end="[DONE]"), [b"data: 1\n\ndata: [DONE]"]) == ["1"]


@pytest.mark.parametrize("text", ["data: 1", "data: 1\n", "data: 0\n\nda", "data: 0\n\nevent: e\ndata: 1\n"])
def test_an_event_without_its_end_is_told(text: str) -> None:
    with pytest.raises(Unfinished):
        cut(EventCutter(), [text.encode()])


@pytest.mark.parametrize("text", ["data: 0\n\n: comm", "data: 0\n\nevent: e\n", "data: 0\n\nid: 3"])
def test_what_would_have_been_no_event_is_not_missed(text: str) -> None:
    assert cut(EventCutter(), [text.encode()]) == ["0"]


@pytest.mark.parametrize("text", ['{"error": "none"}\n', "<html>\n</html>\n", "[1]\n\n"])
def test_what_is_no_stream_of_events_at_all_is_told(text: str) -> None:
    with pytest.raises(UndecodableBody, match="no stream of events"):
        cut(EventCutter(), [text.encode()])


def test_an_event_that_the_document_describes_as_a_whole_is_an_object_of_its_fields() -> None:
    text = b'id: 5\nevent: add\ndata: {"n": 1}\nretry: 9\n\ndata: not json\n\n'
    assert list(map(json.loads, cut(EventCutter(whole="text"), [text]))) == [
        {"id": "5", "event": "add", "data": '{"n": 1}', "retry": 9},
        {"data": "not json"},
    ]
    assert list(map(json.loads, cut(EventCutter(whole="json"), [text]))) == [
        {"id": "5", "event": "add", "data": {"n": 1}, "retry": 9},
        {"data": "not json"},
    ]


@pytest.mark.parametrize("size", [1, 2, 5, 1 << 20])
@pytest.mark.parametrize("last", ["\n", ""])
def test_lines_are_items_wherever_they_are_split(last: str, size: int) -> None:
    content = f'\ufeff{{"a": "é🙂"}}\r\n\n  \n[1,\t2]\n3{last}'.encode()
    pieces = [content[start : start + size] for start in range(0, len(content), size)]
    assert list(map(json.loads, cut(LineCutter(), pieces))) == [{"a": "é🙂"}, [1, 2], 3]


def test_a_last_line_that_is_half_an_item_is_told() -> None:
    with pytest.raises(Unfinished):
        cut(LineCutter(), [b'{"a": 1}\n{"a":'])


@pytest.mark.parametrize("size", [1, 2, 5, 1 << 20])
def test_records_are_items_though_they_hold_line_breaks(size: int) -> None:
    content = b'\x1e{"a":\n 1}\n\x1e\x1e[2]\x1e"x"\n\x1e4\n'
    pieces = [content[start : start + size] for start in range(0, len(content), size)]
    assert list(map(json.loads, cut(RecordCutter(), pieces))) == [{"a": 1}, [2], "x", 4]


def test_a_record_that_is_whole_does_not_wait_for_the_next_separator() -> None:
    assert list(RecordCutter().feed(b'\x1e{"a": 1}\n')) == [b'{"a": 1}\n']


@pytest.mark.parametrize("rest", [b'{"a":', b"12", b"tru"])
def test_a_last_record_that_may_have_been_cut_off_is_told(rest: bytes) -> None:
    with pytest.raises(Unfinished):
        cut(RecordCutter(), [b"\x1e1\n\x1e" + rest])


def test_what_was_complete_counts_as_a_sign_of_life() -> None:
    cutter = EventCutter()
    signs: list[int] = []
    for piece in (b"data: 1", b"\n", b": ping", b"\n", b"\n", b"da"):
        list(cutter.feed(piece))
        signs.append(cutter.signs)
    assert signs == [0, 0, 0, 1, 2, 2]
    assert cutter.held == 2
