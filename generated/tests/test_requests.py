"""What goes out is what the document writes: the documented requests first, then each part of them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from .cases import OPERATIONS, Case, cases
from .flavours import (
    Flavour,
    Reply,
    Server,
    expected,
    has_headers,
    has_media_type,
    is_authenticated,
    on_the_wire,
    same_faults,
    success,
)
from .values import json_equal


@pytest.mark.parametrize("case", cases("request-documented"), ids=str)
def test_the_documented_request_goes_out_byte_for_byte(case: Case, flavour: Flavour) -> None:
    server = Server(success(case.operation))
    flavour.told(case, server, validate="off")
    request = server.request
    assert json_equal(expected(case)) == on_the_wire(request)
    assert "body" not in case.content or list(json.loads(request.content)) == list(case["body"])
    assert has_media_type(request, case)
    assert request.headers["accept"] == OPERATIONS[case.operation]["accept"]
    assert request.headers["content-length"] == str(len(request.content))
    assert ("authorization" in request.headers) >= is_authenticated(case.operation) or has_headers(request, case)


@pytest.mark.parametrize("case", cases("request-documented"), ids=str)
def test_the_documented_request_has_exactly_the_faults_that_are_listed(case: Case, flavour: Flavour) -> None:
    assert same_faults(flavour.told(case, Server(success(case.operation)), validate="warn"), case.faults)


@pytest.mark.parametrize("case", cases("request-", lambda case: not case.refused and not case.raises), ids=str)
def test_a_request_goes_out_as_the_document_writes_it(case: Case, flavour: Flavour) -> None:
    server = Server(success(case.operation))
    warned = flavour.told(case, server)
    assert json_equal(expected(case)) == on_the_wire(server.request)
    assert has_headers(server.request, case) and has_media_type(server.request, case)
    assert server.request.headers["accept"] == OPERATIONS[case.operation]["accept"]
    assert same_faults(warned, case.faults)


@pytest.mark.parametrize("case", cases("request-m"), ids=str)
def test_without_checks_the_same_goes_out(case: Case, flavour: Flavour) -> None:
    server = Server(success(case.operation))
    assert flavour.told(case, server, validate="off") == []
    assert json_equal(expected(case)) == on_the_wire(server.request)


@pytest.mark.parametrize("case", cases("round-trip", lambda case: not case.refused), ids=str)
@pytest.mark.parametrize("form", ["itself", "to_input"])
def test_an_answer_handed_back_sends_its_writable_fields_as_they_came(case: Case, form: str, flavour: Flavour) -> None:
    got = answered(case, flavour)
    server = Server(success(case.operation))
    returned = got.to_input() if form == "to_input" else got
    warned = flavour.told(with_argument(case, returned), server)
    assert json_equal(expected(case)) == on_the_wire(server.request)
    assert same_faults(warned, case.faults)


def answered(case: Case, flavour: Flavour) -> Any:
    """What the client makes of the answer of a round trip."""
    return flavour.ask(Server(Reply(200, case["answer"])), case.operation)


def with_argument(case: Case, value: object) -> Case:
    """The case with the value that goes back among its arguments."""
    arguments = {**case["arguments"], case["argument"]: value}
    return Case(case.operation, case.file, case.name, case.source, {**case.content, "arguments": arguments})
