"""How findings are printed: place, line with caret, way out, closing count."""

from __future__ import annotations

from generator.findings import Finding, Refused, Severity, Spot, Unreadable, printed, suggested
from generator.positions import Place
from tests.unit.front.documents import HEAD, schema, told


def finding(message: str, spot: Spot | None = None, severity: Severity = "error") -> Finding:
    """A finding in a.yaml."""
    return Finding("code", severity, Place("a.yaml"), message, spot=spot)


def test_a_mistyped_reference_is_told_with_its_line_a_caret_and_a_way_out() -> None:
    text = schema("{type: object}").replace("B: {type: string}", "C:\n      $ref: '#/components/schemas/AA'")
    assert told(text) == (
        "openapi.yaml:8:13: error[ref-not-found]: '#/components/schemas/AA' is not defined\n"
        "    8 |       $ref: '#/components/schemas/AA'\n"
        "      |             ^\n"
        "  fix: define it, or correct the reference; or --allow ref-not-found:schemas/C to go on: "
        "the schema is treated as any value\n"
        "1 error. Nothing was written."
    )


def test_all_findings_are_told_at_once_sorted_by_line_with_a_count() -> None:
    text = told(schema("{type: strng, colour: 5}") + "    C: {type: integr}\n")
    assert [line.partition(" ")[0] for line in text.splitlines() if ".yaml" in line] == [
        "openapi.yaml:6:15:",
        "openapi.yaml:6:22:",
        "openapi.yaml:8:15:",
    ]
    assert text.splitlines()[-1] == "2 errors, 1 warning. Nothing was written."


def test_warnings_alone_do_not_say_that_nothing_was_written() -> None:
    assert told(schema("{type: string, colour: 5}")).splitlines()[-1] == "1 warning."


def test_a_clean_document_is_told_of_with_nothing() -> None:
    assert told(schema("{type: string}")) == ""


def test_more_than_50_findings_are_counted_by_code_errors_first() -> None:
    findings = [finding(f"w{number}", severity="warning") for number in range(60)] + [finding("the error")]
    lines = printed(findings).splitlines()
    assert len(lines) == 52
    assert "a.yaml: error[code]: the error" in lines
    assert lines[-2:] == ["and 11 more: 11 code", "1 error, 60 warnings. Nothing was written."]


def test_a_long_line_is_cut_around_the_caret() -> None:
    spot = Spot(7, 501, "a" * 500 + "X" + "b" * 500)
    header, line, caret, _ = printed([finding("m", spot)]).splitlines()
    assert header == "a.yaml:7:501: error[code]: m"
    assert line == "    7 | …" + "a" * 66 + "X" + "b" * 33 + "…"
    assert caret.index("^") == line.index("X")


def test_control_and_bidirectional_characters_are_shown_escaped_and_the_caret_stays_true() -> None:
    spot = Spot(1, 4, "a\u202eb\x1bX")
    _, line, caret, _ = printed([finding("m\u202e\nn", spot)]).splitlines()
    assert printed([finding("m\u202e\nn")]).startswith("a.yaml: error[code]: m\\u202e\\nn\n")
    assert line == "    1 | a\\u202eb\\x1bX"
    assert caret.index("^") == line.index("\\x1b")


def test_the_caret_stands_under_the_character_after_wide_ones() -> None:
    _, line, caret, _ = printed([finding("m", Spot(1, 3, "漢字X"))]).splitlines()
    assert (line, caret) == ("    1 | 漢字X", "      |     ^")


def test_an_unreadable_document_exits_with_2_and_a_refused_one_with_1() -> None:
    assert (Unreadable([]).exit_status, Refused([]).exit_status) == (2, 1)


def test_a_very_long_name_is_compared_with_nothing() -> None:
    assert suggested("a" * 5000, ["a" * 4999]) == ""
    assert suggested("modle", ["model"]) == "; did you mean 'model'?"


def test_a_value_in_a_message_is_cut() -> None:
    line = told(f"{HEAD}paths:\n  {'a' * 300}: {{}}\n").partition("\n")[0]
    assert line == f"openapi.yaml:4:3: error[path-slash]: the path '{'a' * 80}…' does not begin with a slash"


def test_warnings_that_say_the_same_are_told_once_with_the_first_places_and_errors_each() -> None:
    same = [finding("left out", Spot(number, 2, "xy"), "warning") for number in range(1, 16)]
    assert printed([*same, finding("other", Spot(20, 1, ""), "warning")]).splitlines() == [
        "a.yaml:1:2: warning[code]: left out",
        "    1 | xy",
        "      |  ^",
        "  likewise 14 times: a.yaml:2:2, a.yaml:3:2, a.yaml:4:2, a.yaml:5:2, a.yaml:6:2 and 9 more",
        "a.yaml:20:1: warning[code]: other",
        "16 warnings.",
    ]
    assert printed(same[:2]).splitlines()[3:] == ["  likewise 1 time: a.yaml:2:2", "2 warnings."]
    assert printed([finding("e"), finding("e")]).splitlines()[:2] == ["a.yaml: error[code]: e"] * 2
