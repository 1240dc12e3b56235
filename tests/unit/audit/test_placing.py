"""Which field a sentence is about, by the kind of its bounds, the name that it says, and where it stands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.audit.audit import Audit, alone, audit
from generator.resolve import resolve

ITEMS = {"items": [{"id": "<string>", "price": 123, "tax": 123, "code": "<string>"}], "next": "<string>"}
ORDER = {"customerEmail": "<string>", "quantity": 123, "note": "<string>"}


def page(folder: Path, response: object, *prose: str) -> Path:
    """A page of a GET without a query."""
    call = "curl --request GET \\\n--url https://shop.example/v2/items \\\n--header 'Authorization: Bearer <token>'"
    closing = "Was this page helpful?\n"
    file = folder / "items.txt"
    head = f"{call}{json.dumps(response, indent=0)}Bearer authentication with a token."
    file.write_text("\n".join([head, "A successful response.", *prose, closing]))
    return file


def told(found: Audit) -> list[tuple[str, str, object]]:
    """Place, aspect and value of all that the sentences on fields of the response say."""
    facts = found.said.facts.values()
    skipped = ("kind", "shown", "method", "url", "header")
    return [
        (".".join(fact.steps), fact.aspect.partition(":")[0], fact.value)
        for fact in facts
        if fact.side in ("response", "operation") and fact.aspect not in skipped
    ]


def test_the_fields_of_a_lists_items_have_the_sentences_where_the_list_is_the_payload(tmp_path: Path) -> None:
    lines = ("The id of the item.", "The price, never less than 5.", "The tax. Must be less than 30.")
    more = ("The code, up to 8 characters long.", "The next page.")
    assert told(alone(str(page(tmp_path, ITEMS, *lines, *more)))) == [
        ("items.[].id", "sentence", "The id of the item."),
        ("items.[].price", "sentence", "The price, never less than 5."),
        ("items.[].price", "minimum", 5),
        ("items.[].tax", "sentence", "The tax. Must be less than 30."),
        ("items.[].tax", "exclusiveMaximum", 30),
        ("items.[].code", "sentence", "The code, up to 8 characters long."),
        ("items.[].code", "maxLength", 8),
        ("next", "sentence", "The next page."),
    ]


def test_where_children_are_folded_the_list_keeps_its_sentence(tmp_path: Path) -> None:
    found = alone(str(page(tmp_path, ITEMS, "The items, at most 50.", "Show child attributes", "The next page.")))
    assert told(found) == [
        ("items", "sentence", "The items, at most 50."),
        ("items", "maxItems", 50),
        ("next", "sentence", "The next page."),
    ]


@pytest.mark.parametrize(
    ("text", "field", "keyword", "value"),
    [
        ("The quantity. No more than 50.", "quantity", "maximum", 50),
        ("Must be no more than 50.", "quantity", "maximum", 50),
        ("At most 120 characters.", "customerEmail", "maxLength", 120),
        ("The note. At most 120.", "note", "maxLength", 120),
    ],
)
def test_a_sentence_goes_to_the_field_whose_kind_or_name_it_has(
    tmp_path: Path, text: str, field: str, keyword: str, value: int
) -> None:
    found = told(alone(str(page(tmp_path, ORDER, text))))
    assert found == [(field, "sentence", text), (field, keyword, value)]


@pytest.mark.parametrize(
    ("response", "text"),
    [
        ({"price": 123, "paid": True}, "The code, up to 8 characters long."),
        ({"name": "<string>", "paid": True}, "The tags. At most 5 items."),
        ({"name": "<string>", "tags": ["<string>"]}, "Required range: 1 <= x <= 5"),
    ],
)
def test_a_constraint_that_no_field_can_have_is_told_with_its_line(tmp_path: Path, response: object, text: str) -> None:
    spec = tmp_path / "spec.yaml"
    spec.write_text(
        "openapi: 3.1.0\ninfo: {title: Shop, version: '1'}\nservers: [{url: 'https://shop.example'}]\n"
        "security: [{b: []}]\npaths: {/v2/items: {get: {responses: {'200': {description: ok}}}}}\n"
        "components: {securitySchemes: {b: {type: http, scheme: bearer}}}\n"
    )
    file = page(tmp_path, response, text)
    line = file.read_text().split("\n").index(text) + 1
    found = audit(str(file), resolve(str(spec)))
    unplaced = [each for each in found.mismatches if each.code == "unplaced-sentence"]
    assert [(each.severity, each.lines, each.says) for each in unplaced] == [("error", (line,), text)]


def test_a_constraint_with_a_subject_is_not_glued_to_a_sentence_before_it(tmp_path: Path) -> None:
    found = told(alone(str(page(tmp_path, {"name": "<string>"}, "The name.", "The slug, at most 8 characters."))))
    assert found[0] == ("name", "sentence", "The name.")
    assert found[1][1:] == ("unclassified", "The slug, at most 8 characters.")


def test_a_constraint_without_a_subject_goes_on_about_the_field_before_it(tmp_path: Path) -> None:
    found = told(alone(str(page(tmp_path, {"name": "<string>"}, "The name.", "Must have at most 8 characters."))))
    assert found == [("name", "sentence", "The name.\nMust have at most 8 characters."), ("name", "maxLength", 8)]
