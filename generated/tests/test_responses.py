"""What comes back reads leaf by leaf, and whatever the document does not foresee is kept and told."""

from __future__ import annotations

import copy
import json
import logging
import pickle
import re
from typing import Any

import pytest

from .cases import OPERATIONS, Case, cases, one_of_each_method
from .flavours import Flavour, Server, package, reply_to, smallest, success
from .values import Exactly, class_of, drift_of, dumped, is_model, json_equal, leaf

ANSWERS = cases("response-", lambda case: not case.raises)
MODELS = [case for case in ANSWERS if case.file in ("response-documented", "response-maximal", "response-unknown")]


def pairs(case: Case, raw: Any) -> list[tuple[dict[str, Any], Any]]:
    """The differences that a case tells of, each with the one that was found."""
    return list(zip(case.get("drift", []), raw.drift, strict=True))


@pytest.mark.parametrize("case", ANSWERS, ids=str)
def test_an_answer_reads_leaf_by_leaf_and_drift_tells_the_rest(case: Case, sync: Flavour) -> None:
    raw = sync.ask_raw(Server(reply_to(case)), case.operation)
    value = raw.parse()
    same = json_equal if case.get("is_open") else Exactly  # 0 may be one option's integer and the other's number
    assert same(case["leaves"]) == {path: leaf(value, path) for path in case["leaves"]}
    bare = [{key: one[key] for key in one if key not in ("expected", "lists")} for one in case.get("drift", [])]
    assert json_equal(bare) == list(drift_of(raw))
    assert all(one.get("expected", "") in drift.expected for one, drift in pairs(case, raw))
    assert not is_model(value) or value.drift == raw.drift
    assert json_equal(case["body"]) == dumped(value)


@pytest.mark.parametrize(
    "case", [case for case in ANSWERS if case.file.startswith("response-m") or case in MODELS], ids=str
)
def test_whoever_awaits_an_answer_gets_the_same(case: Case, asynchronous: Flavour) -> None:
    raw = asynchronous.ask_raw(Server(reply_to(case)), case.operation)
    assert json_equal(case["body"]) == dumped(raw.parse())
    assert [one["path"] for one in case.get("drift", [])] == [one["path"] for one in drift_of(raw)]


@pytest.mark.parametrize("case", [case for case in ANSWERS if case.get("drift")], ids=str)
def test_drift_is_an_error_where_the_caller_wants_it_to_be(case: Case, sync: Flavour) -> None:
    with pytest.raises(package.ResponseValidationError) as refusal:
        sync.ask(Server(reply_to(case)), case.operation, strict_responses=True)
    assert refusal.value.path == case["drift"][0]["path"]
    assert refusal.value.expected
    assert json_equal(case["body"]) == refusal.value.body


@pytest.mark.parametrize("case", [case for case in ANSWERS if not case.get("drift")], ids=str)
def test_what_the_document_promises_is_no_drift_however_strict_the_caller_is(case: Case, sync: Flavour) -> None:
    value = sync.ask(Server(reply_to(case)), case.operation, strict_responses=True)
    assert json_equal(case["body"]) == dumped(value)


@pytest.mark.parametrize("case", cases("response-malformed"), ids=str)
def test_a_success_that_cannot_be_read_is_an_error_of_the_tree(case: Case, flavour: Flavour) -> None:
    server = Server(reply_to(case))
    with pytest.raises(package.ResponseValidationError) as refusal:
        flavour.ask(server, case.operation)
    assert refusal.value.status_code == case["status"]
    assert refusal.value.text == case["text"]
    assert len(server.requests) == 1


@pytest.mark.parametrize("case", cases("response-enum", lambda case: bool(case.get("drift"))), ids=str)
def test_drift_names_what_was_expected(case: Case, sync: Flavour) -> None:
    raw = sync.ask_raw(Server(reply_to(case)), case.operation)
    assert [set(drift.expected.split(" | ")) >= set(map(repr, one["lists"])) for one, drift in pairs(case, raw)] == [
        True
    ]


@pytest.mark.parametrize("case", cases("response-enum", lambda case: bool(case.get("drift"))), ids=str)
def test_drift_is_logged_once_for_each_place_and_without_the_value(
    case: Case, flavour: Flavour, caplog: pytest.LogCaptureFixture
) -> None:
    client = flavour.client(Server(reply_to(case)))
    with caplog.at_level(logging.INFO, logger=package.__name__):
        for _ in range(2):
            flavour.call(client, case.operation, smallest(case.operation))
    place = re.sub(r"\[\d+\]", "[]", case["drift"][0]["path"])
    assert [text.partition(" is a ")[0] for text in caplog.messages] == [f"{case.operation}: {place}"]
    assert str(case["drift"][0]["got"]) not in caplog.text


@pytest.mark.parametrize("case", MODELS, ids=str)
def test_a_value_survives_copies_pickles_and_its_own_json(case: Case, sync: Flavour) -> None:
    value = sync.ask(Server(reply_to(case)), case.operation)
    if not is_model(value):
        return
    for other in (copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value))):
        assert other == value
        assert json_equal(case["body"]) == dumped(other)
        assert other.drift == value.drift


@pytest.mark.parametrize("case", cases("response-maximal"), ids=str)
def test_a_value_can_be_built_by_keyword_and_from_json(case: Case, sync: Flavour) -> None:
    value = sync.ask(Server(reply_to(case)), case.operation)
    if not is_model(value):
        return
    kind = class_of(value)
    by_keyword = kind(**{name: getattr(value, name) for name in kind.model_fields if name in value.model_fields_set})
    assert by_keyword == value == kind.model_validate_json(json.dumps(case["body"]))
    assert json_equal(case["body"]) == dumped(by_keyword)


@pytest.mark.parametrize("case", MODELS, ids=str)
def test_drift_takes_no_part_in_equality(case: Case, sync: Flavour) -> None:
    value = sync.ask(Server(reply_to(case)), case.operation)
    kind = class_of(value)
    if is_model(value) and not value.drift and not case.get("is_open"):
        assert value == kind.model_validate_json(json.dumps(case["body"]))


@pytest.mark.parametrize("operation", [one for one in one_of_each_method() if len(OPERATIONS[one]["successes"]) == 1])
def test_a_success_that_the_document_does_not_list_is_read_like_one_that_it_does(
    operation: str, flavour: Flavour
) -> None:
    reply = success(operation)
    listed = flavour.ask(Server(reply), operation)
    for status in (200, 201, 202):
        assert flavour.ask(Server(type(reply)(status, reply.body, reply.text)), operation) == listed


@pytest.mark.parametrize("case", cases("response-maximal"), ids=str)
def test_an_answer_is_read_whatever_content_type_it_claims(case: Case, flavour: Flavour) -> None:
    reply = reply_to(case)
    for media_type in ("text/plain", "application/octet-stream", "application/json; charset=utf-8"):
        claimed = type(reply)(reply.status, reply.body, headers={"content-type": media_type})
        assert json_equal(case["body"]) == dumped(flavour.ask(Server(claimed), case.operation))


@pytest.mark.parametrize("case", cases("response-maximal"), ids=str)
def test_a_raw_answer_is_read_when_it_is_asked(case: Case, flavour: Flavour) -> None:
    headers = {"x-request-id": "id-1"}
    reply = reply_to(case)
    server = Server(type(reply)(reply.status, reply.body, headers=headers))
    resource, _, method = case.operation.rpartition(".")
    raw = flavour.ask(server, f"{resource}.with_raw_response.{method}", smallest(case.operation))
    assert (raw.status_code, raw.request_id, raw.headers["X-Request-Id"]) == (reply.status, "id-1", "id-1")
    assert json.loads(raw.content) == case["body"]
    assert raw.elapsed >= 0
    assert json_equal(case["body"]) == dumped(raw.parse())
