"""`dependentSchemas`: what must and must not be there is a rule; the rest is told by name and line."""

from __future__ import annotations

from pathlib import Path

from generator.normalize import normalize
from generator.resolve import resolve
from tests.unit.build.documents import HEAD, api_of, only

ORDER = """paths:
  /orders:
    post:
      operationId: createOrder
      tags: [orders]
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
      responses: {"204": {description: done}}
components:
  schemas:
    Order:
      type: object
      properties: {card: {type: string}, cash: {type: boolean}}
      dependentSchemas:
        card:
          properties: {address: {type: string}, cash: false}
          required: [address]
        cash: {minProperties: 2}
"""


def test_what_must_and_must_not_be_there_is_a_rule(tmp_path: Path) -> None:
    (check,) = api_of(tmp_path, ORDER).checks
    assert [(rule.outcome, rule.name, rule.severity, rule.sentence) for rule in check.rules] == [
        ("required", "address", "refuse", "required when card is set"),
        ("forbidden", "cash", "refuse", "must not be set when card is set"),
    ]


def test_a_property_that_only_it_declares_is_a_field_of_any_value(tmp_path: Path) -> None:
    arguments = {one.name: one.annotation for one in only(api_of(tmp_path, ORDER)).arguments}
    assert arguments == {"card": "str | None", "cash": "bool | None", "address": "object | None"}


def test_what_is_not_checked_is_told_where_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "openapi.yaml"
    path.write_text(HEAD + ORDER)
    _, findings = normalize(resolve(str(path)))
    assert [(finding.code, finding.spot.line if finding.spot else 0, finding.message) for finding in findings] == [
        ("unchecked", 18, "'properties' is neither typed nor checked here"),
        ("unchecked", 20, "'minProperties' is neither typed nor checked here"),
    ]


def test_a_rule_stands_below_the_property_that_it_depends_on_whatever_that_is_called(tmp_path: Path) -> None:
    (check,) = api_of(tmp_path, ORDER.replace("card:", "card/no:")).checks
    assert {rule.source.pointer.partition("dependentSchemas/")[2].split("/")[0] for rule in check.rules} == {"card~1no"}


def test_no_request_is_asked_for_what_only_the_server_writes(tmp_path: Path) -> None:
    more = """      dependentRequired: {card: [receipt, cash]}
      if: {required: [cash]}
      then: {required: [receipt]}
"""
    text = ORDER.replace("cash: {type: boolean}}", "cash: {type: boolean}, receipt: {type: string, readOnly: true}}")
    text = text[: text.index("      dependentSchemas")] + more
    (check,) = api_of(tmp_path, text).checks
    assert [(rule.outcome, rule.name) for rule in check.rules] == [("required", "cash")]
    path = tmp_path / "openapi.yaml"
    path.write_text(HEAD + text)
    _, findings = normalize(resolve(str(path)))
    assert [(finding.spot.line if finding.spot else 0, finding.message) for finding in findings] == [
        (16, "'dependentRequired' is neither typed nor checked here"),
        (18, "'required' is neither typed nor checked here"),
    ]
