"""Clients of services of our own: what a client makes of what it is told of its API, also what this one is not told."""

from __future__ import annotations

import _thread
import threading
import warnings
from dataclasses import replace
from typing import Any

import httpx2
import pytest

from .flavours import KEYS, Flavour, Reply, Server, package, success
from .test_parts import part
from .test_refusals import REFUSED, generic
from .test_sending import call


def service(*schemes: Any, **more: Any) -> Any:
    """A service that nothing else is said of."""
    return part("client").Service(package="p", version="1", base_url="https://api.example/v1", schemes=schemes, **more)


def client(flavour: Flavour, server: Server, told: Any, options: Any = None, **given: str) -> Any:
    """A client of a service that talks to a server of ours."""
    is_sync = flavour.name == "sync"
    kind: Any = getattr(part("client"), "SyncClient" if is_sync else "AsyncClient")
    transport: Any = getattr(part("transport"), "Transport" if is_sync else "AsyncTransport")
    return kind(told, transport(flavour.http(server)), given=given, base_url=None, options=options or {})


def bearer(argument: str = "one") -> Any:
    """A way to authenticate."""
    return part("credentials").Scheme("bearer", "Authorization", argument)


def test_a_service_of_which_nothing_is_said_needs_a_credential_and_has_errors_of_its_own() -> None:
    told = service()
    assert (told.needs_credential, told.rpc_errors, told.base_url_env, told.parameters) == (True, False, "", ())
    assert told.guard(()) is None
    fault = part("faults").Fault("a", "b", "c")
    assert told.locate(fault, "x.y") is fault


def test_a_service_that_nobody_protects_is_called_without_a_credential(flavour: Flavour) -> None:
    server = Server(Reply(200, {}))
    for security in ((), None, ((),)):
        flavour.run(client(flavour, server, service()).send(call(security=security), {}))
    assert ["authorization" in request.headers for request in server.requests] == [False, False, False]


def test_a_guard_sees_the_credentials_before_anything_is_sent(flavour: Flavour) -> None:
    def guard(credentials: Any) -> None:
        raise package.ConfigurationError(f"{len(credentials)} is too few")

    with pytest.raises(package.ConfigurationError, match="1 is too few"):
        client(flavour, Server(), service(bearer(), bearer("two"), guard=guard), one="key")


def test_an_operation_that_must_be_authenticated_is_not_sent_without_a_credential(flavour: Flavour) -> None:
    server = Server(Reply(200, {}))
    bare = client(flavour, server, service(bearer(), needs_credential=False))
    with pytest.raises(package.ConfigurationError, match="pass one="):
        flavour.run(bare.send(call(security=(("one",),)), {}))
    assert server.requests == []
    flavour.run(bare.send(call(), {}))
    assert "authorization" not in server.request.headers


@pytest.mark.parametrize(("status", "value"), [(200, "a"), (201, b"b"), (202, b"b"), (299, "a")])
def test_an_answer_is_read_as_its_status_says_and_as_the_first_success_where_nothing_does(
    status: int, value: object, flavour: Flavour
) -> None:
    decode = part("decode")
    answers = {"200": decode.TextDecoder(), "201": decode.BytesDecoder(), "202": decode.BytesDecoder()}
    server = Server(Reply(status, text="a" if value == "a" else "b", headers={"content-type": "text/plain"}))
    assert flavour.run(client(flavour, server, service()).send(call(answers=answers), {})) == value


def test_a_drift_log_that_fails_is_told_once_and_costs_no_answer(
    flavour: Flavour, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(line: str) -> None:
        raise OSError("disk full")

    made = call(answers={"200": part("decode").JsonDecoder(lambda: dict[str, int])})
    got = client(flavour, Server(Reply(200, {"a": "x"})), service(), {"drift_log": broken})
    assert [flavour.run(got.send(made, {})) for _ in range(2)] == [{"a": "x"}, {"a": "x"}]
    assert [one.getMessage() for one in caplog.records if one.levelname == "WARNING"] == ["drift_log: disk full"]


def test_a_warning_reaches_a_call_with_nothing_of_the_callers_above_it(sync: Flavour) -> None:
    server, done = Server(Reply(200, {})), threading.Event()

    def check(found: Any) -> None:
        found.add(".a", "type", "is wrong", ("type",))

    class Told(Server):
        def __call__(self, request: Any) -> Any:
            done.set()
            return server(request)

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        arguments: tuple[Any, Any] = (call(check=check), {})
        _thread.start_new_thread(client(sync, Told(), service()).send, arguments)
        assert done.wait(5)
    assert [str(warning.message) for warning in caught] == ["things.make: a: is wrong"]


def test_a_warning_names_the_place_of_its_rule_where_it_has_one(flavour: Flavour) -> None:
    def check(found: Any) -> None:
        found.add(".a", "type", "is wrong", ("type",))
        found.add(".b", "type", "is wrong, too", ("type",))

    def locate(fault: Any, operation: str) -> Any:
        return replace(fault, source=f"{operation}, line 3") if fault.path == "a" else fault

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        flavour.run(client(flavour, Server(Reply(200, {})), service(locate=locate)).send(call(check=check), {}))
    told = ["things.make: a: is wrong (things.make, line 3)", "things.make: b: is wrong, too"]
    assert [str(warning.message) for warning in caught] == told


def test_a_text_is_read_in_the_charset_that_the_answer_names(flavour: Flavour) -> None:
    class Latin(Server):
        def __call__(self, request: Any) -> Any:
            return httpx2.Response(200, content=b"\xe9", headers={"content-type": "text/plain; charset=latin-1"})

    made = call(answers={"200": part("decode").TextDecoder()})
    assert flavour.run(client(flavour, Latin(), service()).send(made, {})) == "é"


def test_a_variable_that_is_empty_sets_no_parameter(flavour: Flavour, monkeypatch: pytest.MonkeyPatch) -> None:
    told = service(parameters=(("size", "P_SIZE"), ("other", "")))
    monkeypatch.setenv("P_SIZE", "")
    with pytest.raises(package.ConfigurationError, match="no size: pass size= to the method or to the client, or set"):
        client(flavour, Server(), told).parameter("size", None)
    with pytest.raises(package.ConfigurationError, match="no other: pass other= to the method or to the client$"):
        client(flavour, Server(), told).parameter("other", None)
    monkeypatch.setenv("P_SIZE", "7")
    assert client(flavour, Server(), told).parameter("size", None) == "7"
    assert client(flavour, Server(), told, size="8").parameter("size", None) == "8"
    assert client(flavour, Server(), told, size="8").parameter("size", "9") == "9"


def test_what_has_no_raw_answer_says_so() -> None:
    methods = part("client").RawMethods()
    with pytest.raises(AttributeError) as error:
        methods.nothing
    assert str(error.value).startswith("RawMethods has no 'nothing': only methods that make a single request")
    assert (error.value.name, error.value.obj) == ("nothing", methods)


@pytest.mark.parametrize("case", REFUSED, ids=str)
def test_a_refusal_names_the_place_of_each_rule_that_has_one(case: Any, sync: Flavour) -> None:
    rules = sync.client(Server()).rules(case.operation)
    with pytest.raises(package.RequestValidationError) as refusal:
        sync.told(case, Server(success(case.operation)))
    for fault in refusal.value.faults:
        where = generic(fault.path), fault.rule
        places = list(dict.fromkeys(one.place for one in rules if (one.path, one.rule) == where))
        assert fault.source == " or ".join(places) and fault.source in str(refusal.value)


@pytest.mark.parametrize(("security", "held", "sent"), [
    (None, ("one", "two"), ("one",)), (None, (), None), ((), ("one",), ()), (((),), ("one",), ()),
    ((("one",),), ("one", "two"), ("one",)), ((("one",),), (), None), ((("one",),), ("two",), None),
    ((("one", "two"), ("two",)), ("one", "two"), ("one", "two")), ((("one", "two"), ("two",)), ("two",), ("two",)),
    (((), ("one",)), ("one",), ("one",)), (((), ("one",)), ("two",), ()), ((("two",), ("one",)), ("one", "two"), ("two",)),
])  # fmt: skip
def test_a_call_sends_the_first_of_its_ways_that_can_be_taken(security: Any, held: Any, sent: Any) -> None:
    known = [bearer(name).credential("key") for name in held]
    found = part("credentials").chosen(security, known)
    assert (None if found is None else tuple(one.scheme for one in found)) == sent


@pytest.mark.parametrize(("kind", "header", "secrets"), [
    ("bearer", ("authorization", "Bearer u:p/4567"), ("u%3Ap%2F4567", "u:p/4567")),
    ("basic", ("authorization", "Basic dTpwLzQ1Njc="), ("dTpwLzQ1Njc=", "u%3Ap%2F4567", "u:p/4567", "p/4567")),
    ("header", ("x-key", "u:p/4567"), ("u%3Ap%2F4567", "u:p/4567")),
    ("cookie", ("cookie", "X-Key=u:p/4567"), ("u%3Ap%2F4567", "u:p/4567")), ("query", None, ("u%3Ap%2F4567", "u:p/4567")),
])  # fmt: skip
def test_a_credential_is_written_as_its_kind_says_and_hidden_in_all_its_forms(
    kind: str, header: Any, secrets: Any
) -> None:
    credential = part("credentials").Scheme(kind, "X-Key", "one").credential(" u:p/4567 ")
    assert (credential.header, sorted(credential.secrets)) == (header, sorted(secrets))
    assert [len(one) for one in credential.secrets] == sorted(map(len, secrets), reverse=True)
    assert "4567" not in repr(credential)


@pytest.mark.parametrize("url", [
    "https://user@a.example", "https://:word@a.example", "https://a.example?q=1", "https://a.example#f", "https://a.example:0",
    "ftp://a.example", "a.example", "https://", "https://a.example:x", "https://[",
])  # fmt: skip
def test_a_base_url_is_a_bare_one_or_is_refused_unseen(url: str, flavour: Flavour) -> None:
    with pytest.raises(package.ConfigurationError, match="^base_url[ =]") as error:
        flavour.bare(Server(), **KEYS, base_url=url)
    assert "word" not in str(error.value) and "user@" not in str(error.value)


def test_an_answer_that_cannot_be_read_says_what_was_asked(flavour: Flavour) -> None:
    with pytest.raises(package.ResponseValidationError) as error:
        flavour.run(client(flavour, Server(Reply(200, text="{")), service()).send(call(), {}))
    assert (error.value.operation, error.value.method, error.value.template) == ("things.make", "POST", "/things")
    assert error.value.attempts == 1


@pytest.mark.parametrize(("rule", "source", "place"), [
    ("maxLength", "docs line 268", "spec line 7, docs line 268"), ("maxLength", "", "spec line 7"),
    ("details-required", "docs line 279", "rule details-required, spec line 7, docs line 279"),
])  # fmt: skip
def test_the_place_of_a_rule_names_it_where_it_has_an_id(rule: str, source: str, place: str) -> None:
    told = {
        "operation": "a.b",
        "path": "c",
        "rule": rule,
        "says": "d",
        "severity": "refuse",
        "source": source,
        "spec": 7,
    }
    assert part("rules").Rule(**told).place == place


def test_an_attempt_that_failed_took_no_time_to_speak_of() -> None:
    assert part("retry").Failure("connect", "m") == ("connect", "m", False, 0.0)
