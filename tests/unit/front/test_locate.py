"""Which line and column a JSON pointer means."""

from __future__ import annotations

from generator.load import Mark, locate, read

YAML = """\
# a comment
paths:
  /a b:
    get: {tags: [x, "y"], none: }
common: &c
  deep: {er: 1}
copy: *c
merged:
  <<: *c
  own: 1
emoji: "😀 and a\u2028separator"
last: 1
"""
JSON = """\
 {
  "a": [1, {"b": "\\ud83d\\ude00", "c~/d": null}, [], "]"],
\t"é": {"x": true}
}"""


def test_keys_and_values_of_yaml_have_lines_and_columns_counted_from_1() -> None:
    assert locate(read(YAML, "a.yaml"), ["", "/paths/~1a b", "/paths/~1a b/get/tags/1", "/paths/~1a b/get"]) == {
        "": Mark((2, 1), (2, 1)),
        "/paths/~1a b": Mark((3, 3), (4, 5)),
        "/paths/~1a b/get": Mark((4, 5), (4, 10)),
        "/paths/~1a b/get/tags/1": Mark((4, 21), (4, 21)),
    }


def test_a_pointer_through_an_alias_or_a_merge_means_the_text_at_the_anchor() -> None:
    assert locate(read(YAML, "a.yaml"), ["/copy", "/copy/deep/er", "/merged/deep/er", "/merged/own"]) == {
        "/copy": Mark((7, 1), (5, 9)),
        "/copy/deep/er": Mark((6, 10), (6, 14)),
        "/merged/deep/er": Mark((6, 10), (6, 14)),
        "/merged/own": Mark((10, 3), (10, 8)),
    }


def test_columns_count_characters_and_lines_end_where_an_editor_ends_them() -> None:
    assert locate(read(YAML, "a.yaml"), ["/last"]) == {"/last": Mark((12, 1), (12, 7))}
    assert locate(read(YAML.replace("\n", "\r\n"), "a.yaml"), ["/last"]) == {"/last": Mark((12, 1), (12, 7))}


def test_a_pointer_to_nothing_means_its_nearest_ancestor() -> None:
    assert locate(read(YAML, "a.yaml"), ["/common/deep/no/where"])["/common/deep/no/where"] == Mark((6, 3), (6, 9))
    assert locate(read(JSON, "a.json"), ["/a/1/z/z"])["/a/1/z/z"] == Mark((2, 12), (2, 12))


def test_keys_and_values_of_json_have_lines_and_columns() -> None:
    assert locate(read(JSON, "a.json"), ["", "/a", "/a/1/b", "/a/1/c~0~1d", "/a/3", "/é/x"]) == {
        "": Mark((1, 2), (1, 2)),
        "/a": Mark((2, 3), (2, 8)),
        "/a/1/b": Mark((2, 13), (2, 18)),
        "/a/1/c~0~1d": Mark((2, 34), (2, 42)),
        "/a/3": Mark((2, 53), (2, 53)),
        "/é/x": Mark((3, 8), (3, 13)),
    }
