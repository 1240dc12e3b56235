"""The fake server and the factories of `testing`, held against the fixtures, which know nothing of them."""

from __future__ import annotations

import importlib
import json
import re
import warnings
from contextlib import suppress
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest

from .cases import OPERATIONS, Case, callable_operations, cases, first
from .flavours import Flavour, package

HOME = Path(str(package.__file__)).parent
WRITTEN = "".join(path.read_text(encoding="utf-8") for path in HOME.glob("testing/factories.py"))
FACTORIES = sorted(re.findall(r"^def (make_\w+)", WRITTEN, re.MULTILINE))


def fakes() -> Any:
    """The module under test, imported as a test runs."""
    return importlib.import_module(f"{package.__name__}.testing")


def told_apart() -> list[str]:
    """The operations that a server can tell apart: what follows `?` or `#` in a path is no part of the way."""
    return [operation for operation in callable_operations() if not {"?", "#"} & set(OPERATIONS[operation]["path"])]


def faults_of(server: Any, client: Any, case: Case) -> list[str] | None:
    """What the fake server finds wrong with the request of a case; None where the client sends nothing."""
    before = len(server.requests)
    with suppress(package.APIError, TypeError), warnings.catch_warnings():
        warnings.simplefilter("ignore", fakes().IgnoredParameterWarning)
        attrgetter(case.operation)(client)(**case["arguments"], validate="off", max_retries=0)
    return [str(fault) for fault in server.requests[-1].faults] if len(server.requests) > before else None


def is_of_the_document(case: Case) -> bool:
    """Whether what is refused is refused by the document, and not as a wrong call of a method of Python.

    Of bodies the fake server reads JSON. Where two readers of a schema may differ, nothing is asked. The text of a
    parameter does not tell "7" from 7.
    """
    is_argument = any(fault["rule"] == "required" and "." not in fault["path"] for fault in case.refused)
    if case.file == "request-parameter" and any(fault["rule"] == "type" for fault in case.refused):
        return False
    is_clear = not (case.get("is_open") or any(fault.get("is_inferred") for fault in case.faults))
    return is_clear and is_json(case.operation) and not (is_argument or case.raises or case.file == "request-key")


def is_json(operation: str) -> bool:
    """Whether an operation sends JSON, or no body at all."""
    media_type = OPERATIONS[operation]["media_type"]
    return not media_type or "json" in media_type


@pytest.mark.parametrize("operation", told_apart())
def test_the_fake_server_refuses_the_requests_that_the_document_refuses_and_no_others(operation: str) -> None:
    server = fakes().FakeServer()
    client = server.client()
    wrong: list[str] = []
    for case in cases("request-", lambda case: case.operation == operation and is_of_the_document(case)):
        found = faults_of(server, client, case)
        if found is not None and bool(found) != bool(case.refused):
            wrong.append(f"{case}: {found or 'taken'}")
    assert wrong == []
    assert {one.operation for one in server.requests} <= {operation}


@pytest.mark.parametrize("operation", told_apart())
def test_the_smallest_request_is_answered_as_the_document_says(operation: str, flavour: Flavour) -> None:
    server, case = fakes().FakeServer(), first(operation, "request-minimal")
    client = server.client() if flavour.name == "sync" else server.async_client()
    refused = (404, 400) if "pages" in OPERATIONS[operation] else (404,)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", package.RequestWarning)
        warnings.simplefilter("ignore", fakes().IgnoredParameterWarning)
        try:
            flavour.call(client, operation, case["arguments"])
        except package.APIStatusError as error:
            # nothing was created yet under that name, or the page that is asked for is none
            assert error.status_code in refused or case.get("is_open")
    (request,) = server.calls(operation)
    assert request.faults == () or case.get("is_open")
    assert request.status in (200, *refused, *statuses(operation)) or case.get("is_open")


def statuses(operation: str) -> list[int]:
    """The documented successes."""
    return [int(status) for status in OPERATIONS[operation]["successes"] if status.isdigit()]


@pytest.mark.parametrize("operation", told_apart()[:1])
def test_troubles_reach_the_caller_as_errors_of_the_tree(operation: str, flavour: Flavour) -> None:
    server = fakes().FakeServer()
    client = server.client(max_retries=0) if flavour.name == "sync" else server.async_client(max_retries=0)
    arguments = first(operation, "request-minimal")["arguments"]
    server.rate_limit(operation, retry_after=7)
    server.time_out(operation)
    server.break_off(operation)
    raised: list[Any] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", package.RequestWarning)
        for _ in range(3):
            with pytest.raises(package.APIError) as error:
                flavour.call(client, operation, arguments)
            raised.append(error.value)
    assert [type(one).__name__ for one in raised] == ["RateLimitError", "APITimeoutError", "APIConnectionError"]
    assert raised[0].retry_after == 7
    assert [one.status for one in server.requests] == [429, None, None]


@pytest.mark.parametrize("name", FACTORIES)
def test_a_factory_gives_what_the_document_describes(name: str) -> None:
    made = getattr(fakes(), name)()
    assert made == getattr(fakes(), name)()
    if hasattr(made, "drift"):
        assert made.drift == ()
    else:
        json.dumps(made, default=lambda value: value.decode())
    with pytest.raises(TypeError, match="no_such_field"):
        getattr(fakes(), name)(no_such_field=1)
