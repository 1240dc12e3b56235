"""Altering any one fact, on the page or in the spec, makes the audit name exactly that one.

Which facts there are is read from the page's two examples and its prose by this test, and from the spec as plain YAML.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any, TypeAlias

import pytest

from tests.unit.audit.auditing import CAPTURE, SPEC, Bench, Told
from tests.unit.audit.captures import Capture, Steps, holder, keys, leaves, renamed, wire

Alter: TypeAlias = "Callable[[dict[str, Any]], None]"
ENUM = re.compile(r"[A-Z][A-Z0-9_]+(?:, [A-Z][A-Z0-9_]+)+")
SCHEMAS: dict[str, Any] = SPEC["components"]["schemas"]
PATH = "/v1/accounts/{account_id}/models"
POST: Steps = ("paths", PATH, "post")
OPERATION: dict[str, Any] = SPEC["paths"][PATH]["post"]
TWIN = "model."
"""The object of the request that has the fields of the response."""


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(tmp_path_factory.mktemp("audit"))


def expected(place: str, code: str, by: str) -> list[Told]:
    return [Told("error", code, place, by)]


def on_page(side: str, steps: Steps) -> str:
    return wire(steps) if side == "request" else f"response.{wire(steps)}"


def in_request(name: str) -> bool:
    """Whether a response field is one of the request's as well, which is then what a sentence is about."""
    return name in CAPTURE.request["model"]


def stated(name: str) -> str:
    return TWIN + name if in_request(name) else f"response.{name}"


def test_the_page_and_spec_as_they_are_differ_in_nothing(bench: Bench) -> None:
    assert bench.of_page(CAPTURE) == []
    assert bench.of_spec(SPEC) == []


@pytest.mark.parametrize("side", ["request", "response"])
def test_a_field_that_the_page_shows_no_more_is_named(bench: Bench, side: str) -> None:
    for steps in keys(getattr(CAPTURE, side)):
        page = _altered(side, partial(_drop, steps))
        assert bench.of_page(page) == expected(on_page(side, steps), "field-removed", "vendor")


@pytest.mark.parametrize("side", ["request", "response"])
def test_a_field_with_another_name_is_named(bench: Bench, side: str) -> None:
    for steps in list(keys(getattr(CAPTURE, side)))[::2]:  # that each is missed when it goes is tested above
        page = _altered(side, partial(_rename, steps))
        assert bench.of_page(page) == expected(on_page(side, (*steps[:-1], "zzNew")), "field-renamed", "vendor")


@pytest.mark.parametrize("side", ["request", "response"])
def test_a_field_that_is_new_in_any_object_is_named(bench: Bench, side: str) -> None:
    tree = getattr(CAPTURE, side)
    for above in sorted({steps[:-1] for steps in keys(tree)}, key=str):
        page = _altered(side, partial(_set, (*above, "zzNew"), True))
        assert bench.of_page(page) == expected(on_page(side, (*above, "zzNew")), "field-added", "vendor")


@pytest.mark.parametrize("side", ["request", "response"])
def test_a_value_of_another_kind_is_named(bench: Bench, side: str) -> None:
    for steps, value in leaves(getattr(CAPTURE, side)):
        other = "<string>" if isinstance(value, int) and not isinstance(value, bool) else 123
        page = _altered(side, partial(_set, steps, other))
        assert bench.of_page(page) == expected(on_page(side, steps), "kind-changed", "vendor")


def _altered(side: str, alter: Callable[[Any], None]) -> Capture:
    return CAPTURE.with_request(alter) if side == "request" else CAPTURE.with_response(alter)


def _set(steps: Steps, value: object, tree: Any) -> None:
    holder(tree, steps)[steps[-1]] = value


def _drop(steps: Steps, tree: Any) -> None:
    del holder(tree, steps)[steps[-1]]


def renamed_to(name: str, steps: Steps, tree: Any) -> None:
    renamed(tree, steps, name)


_rename = partial(renamed_to, "zzNew")


def enums() -> Iterator[tuple[str, int, re.Match[str]]]:
    """Each list of values on the page with the field that it belongs to: those that show a constant, in order."""
    shown = [
        (name, value) for name, value in CAPTURE.response.items() if re.fullmatch(r"\[?'[A-Z][A-Z_]+'\]?", repr(value))
    ]
    lists = [(index, match) for index, line in enumerate(CAPTURE.prose) for match in ENUM.finditer(line)]
    for (name, value), (index, match) in zip(shown, lists, strict=True):
        yield (stated(name) + ("[]" if isinstance(value, list) else "")), index, match


@pytest.mark.parametrize("number", range(5))
def test_each_value_of_an_enum_that_goes_or_comes_is_named_with_its_field(bench: Bench, number: int) -> None:
    place, index, match = list(enums())[number]
    values = match[0].split(", ")
    for position in range(len(values)):
        fewer = ", ".join([*values[:position], *values[position + 1 :]])
        assert bench.of_page(_spliced(index, match, fewer)) == expected(place, "enum-removed", "vendor")
    assert bench.of_page(_spliced(index, match, f"{match[0]}, ZZ_NEW")) == expected(place, "enum-added", "vendor")
    other = match[0].replace(values[1], "ZZ_NEW", 1)
    assert bench.of_page(_spliced(index, match, other)) == expected(place, "enum-changed", "vendor")


def _spliced(index: int, match: re.Match[str], text: str) -> Capture:
    line = CAPTURE.prose[index]
    return _with_line(index, line[: match.start()] + text + line[match.end() :])


def _with_line(index: int, *lines: str) -> Capture:
    return replace(CAPTURE, prose=(*CAPTURE.prose[:index], *lines, *CAPTURE.prose[index + 1 :]))


@pytest.mark.parametrize(
    ("old", "new", "place", "code"),
    [
        ("fewer than 64", "fewer than 128", "model.displayName", "bound-changed"),
        (" Must be fewer than 64 characters long.", "", "model.displayName", "bound-removed"),
        ("fewer than 1000", "at most 1000", "model.description", "bound-changed"),
        (" Must be fewer than 1000 characters long.", "", "model.description", "bound-removed"),
        ("default is HF_PEFT_ADDON", "default is CUSTOM_MODEL", "model.kind", "default-changed"),
        (" If not specified, the default is HF_PEFT_ADDON.", "", "model.kind", "default-removed"),
        ("if kind is HF_BASE_MODEL", "if kind is CUSTOM_MODEL", "model.baseModelDetails", "condition-changed"),
        (
            " Required if kind is HF_BASE_MODEL. Must not be set otherwise.",
            "",
            "model.baseModelDetails",
            "condition-removed",
        ),
        (
            "Base model details. Required if kind is HF_BASE_MODEL. Must not be set otherwise.",
            "Base model details. Required if kind is HF_BASE_MODEL.",
            "model.baseModelDetails",
            "condition-removed",
        ),
        ("HF_PEFT_ADDON or HF_TEFT_ADDON", "HF_PEFT_ADDON", "model.peftDetails", "condition-changed"),
        (" Required if kind is HF_PEFT_ADDON or HF_TEFT_ADDON.", "", "model.peftDetails", "condition-removed"),
        (
            "kind is HF_PEFT_ADDON or HF_TEFT_ADDON.",
            "kind is HF_PEFT_ADDON or HF_TEFT_ADDON. Must not be set otherwise.",
            "model.peftDetails",
            "condition-added",
        ),
        (
            "if kind is HF_TEFT_ADDON.",
            "if kind is HF_TEFT_ADDON or CUSTOM_MODEL.",
            "model.teftDetails",
            "condition-changed",
        ),
        (
            " Required if kind is HF_TEFT_ADDON. Must not be set otherwise.",
            "",
            "model.teftDetails",
            "condition-removed",
        ),
        ("if default_draft_model is", "if display_name is", "model.defaultDraftTokenCount", "condition-changed"),
        (
            " Must be specified if default_draft_model is specified.",
            "",
            "model.defaultDraftTokenCount",
            "condition-removed",
        ),
        ("GetModel API call only", "ListModels API call only", "response.deployedModelRefs", "unclassified-constraint"),
        (" API call only.", " API call.", "waiver deployedModelRefs-populated-from-getmodel-eafe", "waiver-unmatched"),
        ("publicly readable.", "publicly readable. Must be at least 5.", "model.public", "unclassified-constraint"),
        (
            "The URL to the Hugging Face model.",
            "The URL to the Hugging Face model. At most 99 characters.",
            "model.huggingFaceUrl",
            "bound-added",
        ),
    ],
)
def test_each_demand_of_a_sentence_is_named(bench: Bench, old: str, new: str, place: str, code: str) -> None:
    assert bench.of_page(CAPTURE.with_prose(old, new)) == expected(place, code, "vendor")


def test_a_demand_that_no_pattern_reads_is_an_error_wherever_it_is_added(bench: Bench) -> None:
    for index, line in enumerate(CAPTURE.prose):
        if line != "Show child attributes" and "Was this page helpful?" not in line:
            [found] = bench.of_page(_with_line(index, f"{line} Must not be a palindrome."))
            assert (found.severity, found.code, found.by) == ("error", "unclassified-constraint", "vendor")


def test_other_words_for_the_same_facts_are_a_warning(bench: Bench) -> None:
    for index, line in enumerate(CAPTURE.prose):
        if line != "Show child attributes" and not ENUM.match(line) and "GetModel" not in line:
            [found] = bench.of_page(_with_line(index, f"In short: {line}"))
            assert (found.severity, found.code, found.by) == ("warning", "wording-changed", "vendor")


@pytest.mark.parametrize(
    ("index", "line", "place", "code"),
    [
        (0, "curl --request PUT", "operation", "method-changed"),
        (1, "--url https://api.fireworks.ai/v1/accounts/{account_id}/modelz", "operation", "url-changed"),
        (1, "--url https://api.fireworks.com/v1/accounts/{account_id}/models", "operation", "url-changed"),
        (1, "--url https://api.fireworks.ai/v1/accounts/{acc}/models", "operation", "url-changed"),
        (2, "--header 'Authorization: Basic <token>'", "header Authorization", "header-changed"),
        (2, "--header 'X-API-Key: <api-key>'", "header X-API-Key", "header-changed"),
        (3, "--header 'Content-Type: application/merge-patch+json'", "header Content-Type", "media-type-changed"),
        (2, None, "header authorization", "header-removed"),
        (3, None, "header Content-Type", "header-removed"),
    ],
)
def test_each_part_of_the_call_is_named(bench: Bench, index: int, line: str | None, place: str, code: str) -> None:
    call = (*CAPTURE.call[:index], *([line] if line else []), *CAPTURE.call[index + 1 :])
    assert bench.of_page(replace(CAPTURE, call=call)) == expected(place, code, "vendor")


# --- the spec ---------------------------------------------------------------------------------------------------------


def spec_with(alter: Alter) -> dict[str, Any]:
    spec = copy.deepcopy(SPEC)
    alter(spec)
    return spec


def properties() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Schema, name and node of every property that the page shows."""
    for schema, node in SCHEMAS.items():
        for name, inner in node.get("properties", {}).items():
            if re.search(r"'(shown|page) ", repr(inner.get("x-source"))):
                yield schema, name, inner


def property_steps(schema: str, name: str) -> Steps:
    return "components", "schemas", schema, "properties", name


def of(spec: dict[str, Any], schema: str) -> dict[str, Any]:
    found: dict[str, Any] = spec["components"]["schemas"][schema]
    return found


def test_a_property_that_the_spec_has_under_another_name_is_named(bench: Bench) -> None:
    assert len(list(properties())) == 65
    for schema, name, _ in list(properties())[::2]:
        spec = spec_with(partial(_rename, property_steps(schema, name)))
        [found] = bench.of_spec(spec)
        assert (found.code, found.place.split(".")[-1], found.by) == ("field-renamed", name, "spec")


def test_every_property_that_the_spec_lacks_is_named(bench: Bench) -> None:
    for schema, name, _ in properties():
        spec = spec_with(partial(_drop, property_steps(schema, name)))
        [found] = bench.of_spec(spec)
        assert (found.code, found.place.split(".")[-1], found.by) == ("field-added", name, "spec")


def test_every_type_and_format_that_is_not_the_shown_one_is_named(bench: Bench) -> None:
    for schema, name, node in properties():
        for key in {"type", "format"} & node.keys():
            if key == "format" and node["format"] != "date-time":
                continue
            other = ("string" if node["type"] == "boolean" else "boolean") if key == "type" else "date"
            spec = spec_with(partial(_set, (*property_steps(schema, name), key), other))
            [found] = bench.of_spec(spec)
            assert (found.code, found.place.split(".")[-1], found.by) == ("kind-changed", name, "spec")


def test_every_value_of_an_enum_that_the_page_lists_or_shows_is_named(bench: Bench) -> None:
    for schema, node in SCHEMAS.items():
        listed = str(node.get("x-source", {})).count("'enum': 'page") == 1
        for index, value in enumerate(node.get("enum", [])[: None if listed else 1]):
            spec = spec_with(partial(_drop, ("components", "schemas", schema, "enum", index)))
            [found] = bench.of_spec(spec)
            assert (value, found.code, found.by) == (value, "enum-added" if listed else "value-shown", "spec")
        if listed:
            more = [*node["enum"], "ZZ_NEW"]
            [found] = bench.of_spec(spec_with(partial(_set, ("components", "schemas", schema, "enum"), more)))
            assert (found.code, found.by) == ("enum-removed", "spec")


@pytest.mark.parametrize(
    ("name", "keyword", "other", "code"),
    [
        ("displayName", "maxLength", 64, "bound-changed"),
        ("displayName", "maxLength", None, "bound-added"),
        ("description", "maxLength", 1000, "bound-changed"),
        ("description", "maxLength", None, "bound-added"),
        ("kind", "x-server-default", "CUSTOM_MODEL", "default-changed"),
        ("kind", "x-server-default", None, "default-added"),
    ],
)
def test_every_bound_and_default_of_the_spec_is_named(
    bench: Bench, name: str, keyword: str, other: object, code: str
) -> None:
    def alter(spec: dict[str, Any]) -> None:
        node = of(spec, "Model")["properties"][name]
        node.pop(keyword)
        node.update({} if other is None else {keyword: other})

    assert bench.of_spec(spec_with(alter)) == expected(f"model.{name}", code, "spec")


RULES: Steps = ("components", "schemas", "CreateModelBody", "properties", "model", "allOf")
FIELDS = {1: "baseModelDetails", 2: "peftDetails", 4: "teftDetails", 5: "defaultDraftTokenCount"}


@pytest.mark.parametrize("index", FIELDS)
def test_every_rule_that_the_spec_lacks_or_has_otherwise_is_named(bench: Bench, index: int) -> None:
    place = TWIN + FIELDS[index]
    assert bench.of_spec(spec_with(partial(_drop, (*RULES, index)))) == expected(place, "condition-added", "spec")
    other = {"properties": {"kind": {"const": "CUSTOM_MODEL"}}, "required": ["kind"]}
    found = bench.of_spec(spec_with(partial(_set, (*RULES, index, "if"), other)))
    assert found == expected(place, "condition-changed", "spec")
    moved = bench.of_spec(spec_with(partial(_set, (*RULES, index, "then", "required"), ["displayName"])))
    assert moved == expected(place, "condition-changed", "spec")
    rule = SCHEMAS["CreateModelBody"]["properties"]["model"]["allOf"][index]
    for branch in ("then", "else"):
        if "else" in rule:
            assert bench.of_spec(spec_with(partial(_drop, (*RULES, index, branch)))) == expected(
                place, "condition-added", "spec"
            )


def test_a_citation_of_a_wrong_line_is_named(bench: Bench) -> None:
    cited = 0
    for schema, name, node in list(properties())[::3]:
        for keyword, source in node["x-source"].items():
            if source.startswith(("page", "shown")) and keyword not in ("readOnly", "items", "format"):
                wrong = re.sub(r"\d+", lambda match: str(int(match[0]) + 1), source)
                spec = spec_with(partial(_set, (*property_steps(schema, name), "x-source", keyword), wrong))
                [found] = bench.of_spec(spec)
                assert (found.code, found.place.split(".")[-1], found.by) == ("citation-wrong", name, "spec")
                cited += 1
    assert cited > 25


@pytest.mark.parametrize(
    ("alter", "place", "code"),
    [
        (partial(_set, ("servers", 0, "url"), "https://example.com"), "operation", "url-changed"),
        (partial(renamed_to, "/v1/models", ("paths", PATH)), "operation", "url-changed"),
        (partial(_set, ("paths", PATH), {"put": OPERATION}), "operation", "method-changed"),
        (partial(_set, ("security",), []), "header Authorization", "header-added"),
        (
            partial(_set, ("components", "securitySchemes", "bearer", "scheme"), "basic"),
            "header Authorization",
            "header-changed",
        ),
        (partial(_set, (*POST, "parameters", 0, "name"), "acc"), "path account_id", "parameter-renamed"),
        (partial(_set, (*POST, "parameters"), []), "path account_id", "parameter-added"),
        (
            partial(renamed_to, "application/x+json", (*POST, "requestBody", "content", "application/json")),
            "header Content-Type",
            "media-type-changed",
        ),
        (partial(_drop, (*POST, "requestBody")), "request", "field-added"),
        (partial(_drop, (*POST, "responses", "200", "content")), "response", "field-added"),
        (partial(_set, (*POST, "x-docs-waivers"), {}), "response.deployedModelRefs", "unclassified-constraint"),
        (
            partial(_set, (*POST, "x-docs-waivers", "public-a-b-c-1234"), "a reason"),
            "waiver public-a-b-c-1234",
            "waiver-unmatched",
        ),
    ],
)
def test_each_part_of_the_operation_is_named(bench: Bench, alter: Alter, place: str, code: str) -> None:
    found = bench.of_spec(spec_with(alter))
    assert [(each.place, each.code) for each in found] == [(place, code)]


def test_an_example_that_is_not_the_pages_is_named(bench: Bench) -> None:
    def alter(spec: dict[str, Any]) -> None:
        content = spec["paths"][PATH]["post"]["requestBody"]["content"]["application/json"]
        content["examples"]["documented"]["value"]["model"]["public"] = False

    assert bench.of_spec(spec_with(alter)) == expected("model.public", "example-differs", "spec")
