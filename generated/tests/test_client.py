"""The client itself: credentials, settings, what it sends with every request, and what it never shows."""

from __future__ import annotations

import logging
import sys
from typing import Any

import httpx2
import pytest

from .cases import OPERATIONS, SETTINGS, callable_operations, first, one_of_each_method
from .flavours import KEYS, PARAMETERS, Flavour, Reply, Server, expected, on_the_wire, package
from .flavours import fullest, smallest, success
from .values import json_equal

CREDENTIALS: list[dict[str, str]] = SETTINGS["credentials"]
every_operation = pytest.mark.parametrize("operation", callable_operations())
methods = pytest.mark.parametrize("operation", one_of_each_method())
credentials = pytest.mark.parametrize("credential", CREDENTIALS, ids=lambda one: one["argument"])
parameters = pytest.mark.parametrize("parameter", SETTINGS["parameters"], ids=lambda one: one["argument"])


@credentials
@pytest.mark.parametrize("key", ["a\nb", "a\r\nx-injected: 1", "", "  ", "ключ"])
def test_a_credential_that_no_header_can_hold_is_refused_and_not_shown(
    key: str, credential: dict[str, str], flavour: Flavour
) -> None:
    with pytest.raises(package.ConfigurationError) as error:
        flavour.client(Server(), **{credential["argument"]: key})
    assert credential["argument"] in str(error.value)
    assert not key.strip() or key not in str(error.value)


def parts_of(client: object) -> list[object]:
    """A client and all that it holds."""
    return [client, *vars(client).values()]


@methods
def test_a_credential_is_in_no_repr_log_or_warning(
    operation: str, flavour: Flavour, caplog: pytest.LogCaptureFixture
) -> None:
    server = Server(Reply(503, {}, headers={"retry-after": "0"}), success(operation))
    with caplog.at_level(logging.DEBUG):
        client = flavour.client(server)
        flavour.call(client, operation, smallest(operation))
    own = [record for record in caplog.records if record.name == package.__name__]
    assert own and {record.levelno for record in own} <= {logging.DEBUG, logging.INFO}
    inside = [repr(value) for one in parts_of(client) for value in (one, getattr(one, "__dict__", None))]
    told = [str(client), repr(client.with_options(timeout=1)), *inside, *map(str, caplog.messages)]
    assert [text for text in told for key in KEYS.values() if key in text] == []


@methods
def test_a_log_line_tells_what_was_asked_and_what_came_without_the_values(
    operation: str, flavour: Flavour, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, logger=package.__name__):
        flavour.ask(Server(success(operation)), operation)
    line = next(record.getMessage() for record in caplog.records if record.name == package.__name__)
    known = OPERATIONS[operation]
    assert line.startswith(f"{known['method']} {known['path']}: {success(operation).status}, attempt 1")


@parameters
@every_operation
def test_a_parameter_of_the_client_holds_for_each_call_that_has_it(
    operation: str, parameter: dict[str, str], flavour: Flavour, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = first(operation, "request-minimal")
    for given, env in (({}, parameter["value"]), ({parameter["argument"]: parameter["value"]}, "other")):
        monkeypatch.setenv(parameter["env"], env)
        server, others = Server(success(operation)), {k: v for k, v in PARAMETERS.items() if k != parameter["argument"]}
        client = flavour.bare(server, **KEYS, **others, **given)
        flavour.call(client, operation, case["arguments"])
        assert json_equal(expected(case)) == on_the_wire(server.request)


@parameters
@every_operation
def test_a_missing_parameter_names_the_argument_and_the_variable(
    operation: str, parameter: dict[str, str], flavour: Flavour
) -> None:
    if "{" + parameter["argument"] + "}" not in OPERATIONS[operation]["path"]:
        return
    server, others = Server(success(operation)), {k: v for k, v in PARAMETERS.items() if k != parameter["argument"]}
    client = flavour.bare(server, **KEYS, **others)
    with pytest.raises(package.ConfigurationError) as error:
        flavour.call(client, operation, smallest(operation))
    assert parameter["argument"] in str(error.value) and parameter["env"] in str(error.value)
    assert server.requests == []


@methods
def test_requests_go_to_the_documented_server_unless_the_caller_has_another(
    operation: str, flavour: Flavour, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = first(operation, "request-minimal")["path"]
    home = OPERATIONS[operation].get("base_url", SETTINGS["base_url"])
    documented = [(None, None, home)] if home and SETTINGS["base_url"] else []
    wanted = [*documented, (None, "http://env.example:8080/v", "http://env.example:8080/v"),
              ("http://given.example/", "http://env.example", "http://given.example")]  # fmt: skip
    for given, env, base in wanted:
        monkeypatch.setenv(SETTINGS["base_url_env"], env or "")
        server = Server(success(operation))
        flavour.call(flavour.client(server, base_url=given), operation, smallest(operation))
        assert str(server.request.url).partition("?")[0] == f"{base}{path}"


@pytest.mark.parametrize("url", ["ftp://a.example", "a.example", "https://user:pass@a.example", "https://a.example?k=v",
                                 "https://a.example#f", "http://", "https://a.example:0"])  # fmt: skip
def test_a_base_url_that_is_none_is_refused(url: str, flavour: Flavour) -> None:
    with pytest.raises(package.ConfigurationError, match="base_url"):
        flavour.client(Server(), base_url=url)


@methods
def test_every_request_says_who_asks(operation: str, flavour: Flavour) -> None:
    server = Server(success(operation))
    flavour.ask(server, operation)
    version = f"python/{sys.version_info.major}.{sys.version_info.minor}"
    assert server.request.headers["user-agent"] == f"{package.__name__}/{SETTINGS['version']} {version}"
    assert package.__version__ == SETTINGS["version"]


@methods
def test_extra_headers_are_added_replace_and_remove(operation: str, flavour: Flavour) -> None:
    server = Server(success(operation))
    client = flavour.client(server, extra_headers={"X-One": "client", "x-two": "client"})
    flavour.call(client, operation, {**smallest(operation), "extra_headers": {"x-one": "é", "User-Agent": None}})
    headers = server.request.headers
    assert (headers.get("x-two"), "user-agent" in headers) == ("client", False)
    assert dict(headers.raw)[b"x-one"].decode() == "é"


@methods
@pytest.mark.parametrize("header", [("x-a", "1\r\nx-b: 2"), ("x-a", "1\n"), ("x a", "1"), ("x-a:", "1"), ("", "1")])
def test_a_header_cannot_be_used_to_inject_others(header: tuple[str, str], operation: str, flavour: Flavour) -> None:
    server = Server(success(operation))
    with pytest.raises(package.RequestValidationError) as error:
        flavour.ask(server, operation, extra_headers=dict([header]))
    assert server.requests == [] and error.value.faults[0].rule == "header"


@methods
def test_extra_query_and_body_reach_the_wire(operation: str, flavour: Flavour) -> None:
    server, case = Server(success(operation)), first(operation, "request-minimal")
    flavour.ask(server, operation, extra_query={"a b": ["1&2", True], "none": None})
    wanted = "&".join(filter(None, [case["query"], "a%20b=1%262&a%20b=true"]))
    assert on_the_wire(server.request)["query"] == wanted
    with pytest.raises(package.RequestValidationError):
        flavour.ask(Server(success(operation)), operation, extra_query={"a": {"b": 1}})
    if isinstance(case.get("body"), dict):
        server = Server(success(operation))
        flavour.ask(server, operation, extra_body={"newField": {"deep": [1]}})
        assert json_equal({**case["body"], "newField": {"deep": [1]}}) == on_the_wire(server.request)["body"]


@methods
def test_omit_leaves_an_argument_out(operation: str, flavour: Flavour) -> None:
    case, server = first(operation, "request-minimal"), Server(success(operation))
    flavour.ask(server, operation, {**dict.fromkeys(fullest(operation), package.OMIT), **smallest(operation)})
    assert json_equal(expected(case)) == on_the_wire(server.request)


@methods
def test_options_of_a_call_lie_over_those_of_the_client(operation: str, flavour: Flavour) -> None:
    server = Server(Reply(503, {}, headers={"retry-after": "0"}))
    client = flavour.client(server, max_retries=0)
    other = client.with_options(max_retries=1)
    for chosen, options, count in ((client, {}, 1), (other, {}, 2), (other, {"max_retries": 0}, 1), (client, {}, 1)):
        server.requests.clear()
        with pytest.raises(package.APIStatusError):
            flavour.call(chosen, operation, {**smallest(operation), **options})
        assert len(server.requests) == count


@every_operation
def test_each_method_takes_options_of_its_call(operation: str, flavour: Flavour) -> None:
    server = Server(success(operation))
    flavour.ask(server, operation, extra_headers={"x-told": "1"})
    assert [request.headers["x-told"] for request in server.requests] == ["1"]


@methods
@pytest.mark.parametrize("options", [{"timeouts": 1}, {"timeout": "1"}, {"max_retries": True}, {"extra_headers": 1}])
def test_an_option_that_is_none_is_a_type_error_that_names_it(
    options: dict[str, Any], operation: str, flavour: Flavour
) -> None:
    server = Server(success(operation))
    with pytest.raises(TypeError, match=next(iter(options))):
        flavour.ask(server, operation, **options)
    assert server.requests == []


@methods
def test_the_timeout_reaches_the_library(operation: str, flavour: Flavour) -> None:
    server = Server(success(operation))
    flavour.ask(server, operation, timeout=3.5)
    assert set(server.request.extensions["timeout"].values()) == {3.5}


@methods
def test_a_client_of_the_callers_own_stays_open_and_a_closed_one_says_so(operation: str, flavour: Flavour) -> None:
    server = Server(success(operation))
    client = flavour.client(server)
    flavour.run(client.with_options(timeout=1).close())
    flavour.call(client, operation, smallest(operation))
    flavour.run(client.close())
    flavour.run(client.close())
    assert not flavour.http(server).is_closed
    with pytest.raises(package.ConfigurationError, match="closed"):
        flavour.call(client, operation, smallest(operation))


@methods
def test_a_client_is_closed_at_the_end_of_its_block(operation: str, flavour: Flavour) -> None:
    client = flavour.client(Server(success(operation)))
    enter, leave = ("__enter__", "__exit__") if flavour.name == "sync" else ("__aenter__", "__aexit__")
    assert flavour.run(getattr(client, enter)()) is client
    flavour.run(getattr(client, leave)(None, None, None))
    with pytest.raises(package.ConfigurationError, match="closed"):
        flavour.call(client, operation, smallest(operation))


def test_a_client_of_another_kind_is_refused(flavour: Flavour) -> None:
    other = httpx2.AsyncClient if flavour.name == "sync" else httpx2.Client
    with pytest.raises(TypeError, match="http_client"):
        flavour.client(Server(), http_client=other(transport=httpx2.MockTransport(Server())))


@every_operation
def test_rules_of_a_misspelt_operation_are_refused_with_the_right_name(operation: str, flavour: Flavour) -> None:
    client = flavour.client(Server())
    wrong = next(name for end in ("s", "z", "zz") if (name := operation + end) not in OPERATIONS)
    with pytest.raises(package.ConfigurationError) as error:
        client.rules(wrong)
    assert str(error.value).startswith(f"there is no operation '{wrong}'; did you mean '")
    with pytest.raises(package.ConfigurationError, match='^there is no operation .*"resource.method"$'):
        client.rules("#" * 40)
    with pytest.raises(package.ConfigurationError):
        client.rules(f"{operation.rpartition('.')[0]}.with_raw_response")


@every_operation
def test_every_rule_says_where_it_stands(operation: str, flavour: Flavour) -> None:
    rules = flavour.client(Server()).rules(operation)
    assert all(rule.operation == operation and rule.says and rule.spec > 0 for rule in rules)
    assert {rule.severity for rule in rules} <= {"refuse", "warn"}
    assert len(set(rules)) == len(rules)
