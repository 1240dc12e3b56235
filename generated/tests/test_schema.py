"""Another reader of the document agrees with the fixtures, and with what the client really sends: jsonschema-rs."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from .cases import OPERATIONS, Case, cases, every_case
from .flavours import Flavour, Server, on_the_wire, success
from .projection import Direction, validator
from .test_requests import answered

KNOWN = ("request-", "response-", "stream-", "error-", "round-trip")
PARTS = {"request-parameter", "request-key"}  # what a schema of bodies does not tell


@cache
def schema(pointer: str, direction: Direction) -> Any:
    """A validator, made once."""
    return validator(pointer, direction)


def sent(case: Case) -> bool:
    """Whether a case has a body that the schema judges."""
    is_argument = any(fault["rule"] == "required" and "." not in fault["path"] for fault in case.refused)
    is_open = case.get("is_open") or any(fault.get("is_inferred") for fault in case.faults)
    return "body" in case.content and case.file not in PARTS and not (case.raises or is_argument or is_open)


def judged(case: Case) -> bool:
    """Whether an answer can be judged by kinds alone: unknown and missing fields are no matter of kinds."""
    drift = case.get("drift", [])
    is_open = case.get("is_open") or any("absent" in one or one["got"] is None for one in drift)
    return "body" in case.content and not is_open


def test_there_are_fixtures_and_a_test_for_each_of_their_files() -> None:
    assert {case.operation for case in every_case()} <= OPERATIONS.keys()
    assert [str(case) for case in every_case() if not case.file.startswith(KNOWN)] == []
    assert any(case.file.startswith("request-") for case in every_case()) or not OPERATIONS


def test_every_case_says_where_it_came_from_and_has_a_name_of_its_own() -> None:
    assert [str(case) for case in every_case() if "/" not in case.source] == []
    assert len({str(case) for case in every_case()}) == len(every_case())


@pytest.mark.parametrize("case", cases("request-", sent), ids=str)
def test_a_request_is_refused_exactly_where_the_stated_schema_refuses_it(case: Case) -> None:
    judge = schema(OPERATIONS[case.operation]["request_schema"], "request")
    assert judge.is_valid(case["body"]) == (not case.refused)


@pytest.mark.parametrize("case", cases("request-", sent), ids=str)
def test_a_request_has_a_fault_exactly_where_the_whole_schema_finds_one(case: Case) -> None:
    judge = schema(OPERATIONS[case.operation]["request_schema"], "whole")
    assert judge.is_valid(case["body"]) == (not case.faults)


@pytest.mark.parametrize("case", cases("request-documented", lambda case: "body" in case.content), ids=str)
def test_the_documented_request_breaks_what_it_is_said_to_break_and_nothing_else(case: Case) -> None:
    errors = list(schema(OPERATIONS[case.operation]["request_schema"], "whole").iter_errors(case["body"]))
    places = {".".join(str(step) for step in error.instance_path) for error in errors}
    assert len(places) == len({fault["path"] for fault in case.faults})


@pytest.mark.parametrize("case", cases("request-m", sent), ids=str)
def test_what_really_goes_out_keeps_the_stated_schema(case: Case, flavour: Flavour) -> None:
    server = Server(success(case.operation))
    flavour.told(case, server)
    assert schema(OPERATIONS[case.operation]["request_schema"], "request").is_valid(on_the_wire(server.request)["body"])


@pytest.mark.parametrize("case", cases("round-trip", lambda case: not case.refused), ids=str)
def test_what_goes_back_holds_nothing_that_is_only_the_servers_to_write(case: Case, flavour: Flavour) -> None:
    arguments = {**case["arguments"], case["argument"]: answered(case, flavour)}
    server = Server(success(case.operation))
    flavour.ask(server, case.operation, arguments)
    body = on_the_wire(server.request)["body"]
    assert body.keys() == case["body"].keys()


@pytest.mark.parametrize("case", cases("response-", judged), ids=str)
def test_an_answer_drifts_exactly_where_its_kinds_are_not_those_of_the_schema(case: Case) -> None:
    judge = schema(OPERATIONS[case.operation]["response_schema"], "answer")
    wrong = [one for one in case.get("drift", []) if one.get("expected") != "nothing of this name"]
    assert judge.is_valid(case["body"]) == (not wrong)
