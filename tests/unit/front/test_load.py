"""What a text means: YAML 1.2 by its core schema, JSON, and the limits of both."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from generator.findings import Refused, SpecError, Unreadable
from generator.load import load, read


def tree(text: str, file: str = "a.yaml") -> object:
    """The tree of a text without a fault."""
    source = read(text, file)
    assert source.findings == ()
    return source.tree


def fault(text: str, file: str) -> str:
    """The first line of what keeps a text from being read."""
    with pytest.raises(SpecError) as error:
        read(text, file)
    return str(error.value).partition("\n")[0]


def test_plain_scalars_mean_what_the_core_schema_of_yaml_1_2_says() -> None:
    assert tree("[no, yes, on, off, y, 2020-01-01, '12:30', 12:30:45, 1_000, 0b1, 1e, .]") == [
        *("no", "yes", "on", "off", "y", "2020-01-01", "12:30", "12:30:45", "1_000", "0b1", "1e", "."),
    ]
    assert tree("[~, null, Null, NULL, , true, True, FALSE]".replace(", ,", ", '',")) == [
        *(None, None, None, None, "", True, True, False),
    ]
    assert tree("[1, -2, +3, 007, 0o17, 0x1F, 1.5, .5, 1., 1e3, -.inf]") == [
        *(1, -2, 3, 7, 15, 31, 1.5, 0.5, 1.0, 1000.0, -math.inf),
    ]
    assert str(tree("a: .nan")) == "{'a': nan}"
    assert tree("a: 1e400") == {"a": math.inf}


def test_quoted_and_tagged_scalars_keep_the_authors_kind() -> None:
    assert tree("""["no", 'null', "1", !!str 1, ! 1, !!int "5", !!float 1, !!bool "true", !!null ""]""") == [
        *("no", "null", "1", "1", "1", 5, 1.0, True, None),
    ]


def test_keys_are_the_text_that_the_author_wrote() -> None:
    assert tree("{200: a, 1.50: b, no: c, null: d, ~: e, 2020-01-01: f, 0x1F: g, true: h}") == {
        **{"200": "a", "1.50": "b", "no": "c", "null": "d", "~": "e"},
        **{"2020-01-01": "f", "0x1F": "g", "true": "h"},
    }


def test_an_empty_value_is_null() -> None:
    assert tree("a:\nb: {c: }\n") == {"a": None, "b": {"c": None}}


def test_an_alias_shares_its_node_and_may_stand_for_a_key() -> None:
    node = tree("a: &x {k: &name v}\nb: *x\n*name : c\n")
    assert node == {"a": {"k": "v"}, "b": {"k": "v"}, "v": "c"}
    assert isinstance(node, dict) and node["a"] is node["b"]


def test_merged_keys_come_first_and_own_keys_have_the_last_word() -> None:
    text = "a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc: {z: 3, <<: [*a, *b]}\nd: {'<<': 1}\n"
    node = tree(text)
    assert isinstance(node, dict)
    assert json.dumps(node["c"]) == '{"y": 1, "z": 3, "x": 1}'
    assert node["d"] == {"<<": 1}


def test_aliases_that_would_add_up_without_bounds_are_refused() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    with pytest.raises(Refused) as error:
        read("\n".join(lines), "a.yaml")
    assert str(error.value).startswith(
        "a.yaml:6:45: error[alias-bomb]: with all aliases written out, the document has more than 1,000,000 nodes\n"
    )


def test_256_levels_can_be_read_and_257_cannot() -> None:
    for file in ("a.yaml", "a.json"):
        assert tree("[" * 256 + "]" * 256, file)
        assert fault("[" * 257 + "]" * 257, file) == f"{file}:1:257: error[too-deep]: more than 256 levels of nesting"
        assert "error[too-deep]" in fault("[" * 100_000, file)


def test_levels_behind_aliases_count() -> None:
    text = f"a: &a {'[' * 200}{']' * 200}\nb: {'[' * 100}*a{']' * 100}\n"
    assert "error[too-deep]" in fault(text, "a.yaml")


def test_a_byte_order_mark_and_windows_line_ends_are_accepted(own_folder: Path) -> None:
    (own_folder / "a.yaml").write_bytes(b"\xef\xbb\xbfa: 1\r\nb:\r\n  c: x\r\n")
    assert load("a.yaml").tree == {"a": 1, "b": {"c": "x"}}
    (own_folder / "a.json").write_bytes(b'\xef\xbb\xbf{"a": 1\r\n}')
    assert load("a.json").tree == {"a": 1}


def test_files_that_cannot_be_read_are_told_with_the_reason(own_folder: Path) -> None:
    (own_folder / "latin.yaml").write_bytes(b"a: b\nc: Caf\xe9\n")
    (own_folder / "wide.yaml").write_bytes(b"\xff\xfea\x00")
    (own_folder / "marked.yaml").write_bytes(b"\xef\xbb\xbf\x88")
    for path, line in (
        ("none.yaml", "none.yaml: error[file-missing]: there is no such file"),
        (".", ".: error[not-a-file]: this is not a file"),
        ("latin.yaml", "latin.yaml:2:7: error[not-utf-8]: the file is not UTF-8: byte '0xe9' stands here"),
        ("wide.yaml", "wide.yaml:1:1: error[not-utf-8]: the file is UTF-16: byte '0xff' stands here"),
        ("marked.yaml", "marked.yaml:1:1: error[not-utf-8]: the file is not UTF-8: byte '0x88' stands here"),
    ):
        with pytest.raises(Unreadable) as error:
            load(path)
        assert str(error.value).partition("\n")[0] == line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('{"a": "b', "1:7: error[json-syntax]: this is not JSON: this string is not closed"),
        ('{"a": ', "1:7: error[json-syntax]: this is not JSON: the file ends in the middle"),
        ('{"a": 1,}', "1:9: error[json-syntax]: this is not JSON: a comma stands before the closing bracket"),
        ('{"a": [1 2]}', "1:10: error[json-syntax]: this is not JSON: a comma or a closing bracket is missing here"),
        ("{'a': 1}", "1:2: error[json-syntax]: this is not JSON: JSON strings stand in double quotes"),
        ('{"a": 1} // x', "1:10: error[json-syntax]: this is not JSON: JSON has no comments"),
        ('{"a": 1} {}', "1:10: error[json-syntax]: this is not JSON: the document ends before this"),
        ('{"a" 1}', "1:6: error[json-syntax]: this is not JSON: a colon is missing after the key"),
        ('{"a": tru}', "1:7: error[json-syntax]: this is not JSON: a value is missing here"),
        ('{"a":\n"NaN", "b": NaN}', "2:13: error[json-syntax]: this is not JSON: it has no such number"),
        ('{"a": ' + "1" * 4300 + "}", "1:7: error[number-too-long]: an integer too long to be read"),
    ],
)
def test_broken_json_is_told_as_a_person_would(text: str, line: str) -> None:
    assert fault(text, "a.json") == f"a.json:{line}"


def test_a_second_equal_key_of_json_is_a_finding_with_both_lines() -> None:
    source = read('{"a": {"k": 1,\n "k": 2},\n "a": 1}', "a.json")
    assert [(found.code, found.message) for found in source.findings] == [
        ("duplicate-key", "'k' stands twice in one mapping, first on line 1"),
        ("duplicate-key", "'a' stands twice in one mapping, first on line 1"),
    ]


def test_surrogate_pairs_of_json_are_characters_and_halves_are_refused() -> None:
    assert tree(r'{"a": "\ud83d\ude00", "b": "\\ud83d"}', "a.json") == {"a": "😀", "b": r"\ud83d"}
    [found] = read(r'{"a": "\ud83d"}', "a.json").findings
    assert (found.code, found.spot and found.spot.column) == ("json-surrogate", 7)


def test_json_is_read_as_json_whatever_its_file_is_named() -> None:
    assert read('\n{"a": "\\ud83d\\ude00"}', "a.yaml").kind == "json"
    assert read("{a: b}", "a.yaml").kind == "yaml"
