"""What the document forbids never leaves the machine, unless the caller wants it to."""

from __future__ import annotations

import re
from typing import Any

import pytest

from .cases import OPERATIONS, Case, callable_operations, cases
from .flavours import Flavour, Server, expected, fullest, on_the_wire, package, same_faults, smallest, success
from .test_requests import answered, with_argument
from .values import is_object, json_equal

REFUSED = cases("request-", lambda case: bool(case.refused))


def faults(error: Any) -> list[dict[str, str]]:
    """The faults of an error, as the fixtures write them."""
    found = [{"path": one.path, "rule": one.rule, "severity": one.severity} for one in error.faults]
    return sorted(found, key=lambda fault: (fault["path"], fault["rule"]))


def bare(case: Case) -> list[dict[str, str]]:
    """The refusing faults of a case, without words."""
    found = [{key: fault[key] for key in ("path", "rule", "severity")} for fault in case.refused]
    return sorted(found, key=lambda fault: (fault["path"], fault["rule"]))


@pytest.mark.parametrize("case", REFUSED, ids=str)
def test_a_request_that_breaks_a_stated_rule_is_refused_before_any_io(case: Case, flavour: Flavour) -> None:
    server = Server(success(case.operation))
    with pytest.raises(package.RequestValidationError) as refusal:
        flavour.told(case, server)
    assert faults(refusal.value) == bare(case)
    assert server.requests == []


@pytest.mark.parametrize("case", REFUSED, ids=str)
def test_a_refusal_says_what_is_wrong_and_what_was_meant(case: Case, sync: Flavour) -> None:
    with pytest.raises(package.RequestValidationError) as refusal:
        sync.told(case, Server(success(case.operation)))
    text = str(refusal.value)
    assert text.startswith(f"{case.operation}: {len(case.refused)} fault")
    for fault in case.refused:
        line = next(line for line in text.splitlines() if line.startswith(f"  {fault['path']}: "))
        assert fault.get("says", "") in line
        assert not fault.get("suggests") or f"did you mean {fault['suggests']!r}?" in line
        assert not fault.get("lists") or f"one of {', '.join(map(repr, fault['lists']))}" in line


@pytest.mark.parametrize("case", [case for case in REFUSED if not case.get("never_sent")], ids=str)
def test_a_refused_request_goes_out_as_written_where_the_caller_checks_nothing(case: Case, sync: Flavour) -> None:
    server = Server(success(case.operation))
    assert sync.told(case, server, validate="off") == []
    assert json_equal(expected(case)) == on_the_wire(server.request)


@pytest.mark.parametrize("case", [case for case in REFUSED if not case.get("never_sent")], ids=str)
def test_a_refused_request_goes_out_with_a_warning_for_each_fault_where_the_caller_says_so(
    case: Case, sync: Flavour
) -> None:
    server = Server(success(case.operation))
    assert same_faults(sync.told(case, server, validate="warn"), case.faults)
    assert json_equal(expected(case)) == on_the_wire(server.request)


@pytest.mark.parametrize("case", [case for case in REFUSED if case.get("never_sent")], ids=str)
@pytest.mark.parametrize("validate", ["off", "warn"])
def test_what_cannot_be_written_is_refused_whatever_is_checked(case: Case, validate: str, flavour: Flavour) -> None:
    server = Server(success(case.operation))
    with pytest.raises(package.RequestValidationError) as refusal:
        flavour.told(case, server, validate=validate)
    assert faults(refusal.value) == bare(case)
    assert server.requests == []


@pytest.mark.parametrize("case", cases("request-", lambda case: case.raises == "TypeError"), ids=str)
def test_a_missing_argument_is_a_type_error_as_everywhere_in_python(case: Case, flavour: Flavour) -> None:
    server = Server(success(case.operation))
    with pytest.raises(TypeError):
        flavour.told(case, server)
    assert server.requests == []


@pytest.mark.parametrize("case", cases("round-trip", lambda case: bool(case.refused)), ids=str)
@pytest.mark.parametrize("form", ["joined", "changed"])
def test_what_a_caller_changes_for_the_worse_in_an_answer_is_refused(case: Case, form: str, flavour: Flavour) -> None:
    server, got = Server(success(case.operation)), answered(case, flavour).to_input()
    if form == "changed":
        got.update(case["changes"])
    with pytest.raises(package.RequestValidationError) as refusal:
        flavour.told(with_argument(case, got if form == "changed" else got | case["changes"]), server)
    assert faults(refusal.value) == bare(case)
    assert server.requests == []


@pytest.mark.parametrize("case", cases("request-", lambda case: bool(case.faults)), ids=str)
def test_every_fault_is_among_the_rules_that_the_client_lists(case: Case, sync: Flavour) -> None:
    listed = {(one.path, one.rule, one.severity) for one in sync.client(Server()).rules(case.operation)}
    unlisted = {"unknown-field", "path", "parameter"}
    known = [one for one in case.faults if one["rule"] not in unlisted and not one.get("is_inside_itself")]
    assert {(generic(one["path"]), one["rule"], one["severity"]) for one in known} - listed == set()


@pytest.mark.parametrize("operation", callable_operations())
def test_an_argument_that_contains_itself_is_refused(operation: str, flavour: Flavour) -> None:
    arguments = fullest(operation)
    for name, value in arguments.items():
        if is_object(value) and name not in OPERATIONS[operation]["arguments"]:
            endless: dict[str, Any] = dict(value)
            endless["itself"] = endless
            server = Server(success(operation))
            with pytest.raises(package.RequestValidationError) as refusal:
                flavour.ask(server, operation, {**arguments, name: endless})
            assert "depth" in {fault.rule for fault in refusal.value.faults}
            assert server.requests == []


@pytest.mark.parametrize(
    ("operation", "name"),
    [(operation, name) for operation in callable_operations() for name in OPERATIONS[operation]["arguments"]],
)
@pytest.mark.parametrize("validate", ["strict", "off"])
def test_what_has_no_form_on_the_wire_is_refused_by_its_argument(
    operation: str, name: str, validate: str, flavour: Flavour
) -> None:
    server = Server(success(operation))
    with pytest.raises(package.RequestValidationError) as refusal:
        flavour.ask(server, operation, {**smallest(operation), name: object()}, validate=validate)
    assert {re.split(r"[.\[]", fault.path)[0] for fault in refusal.value.faults} == {name}
    assert server.requests == []


def generic(path: str) -> str:
    """A path that stands for any item: `target_modules[]`."""
    return re.sub(r"\[[^\]]*\]", "[]", path)
