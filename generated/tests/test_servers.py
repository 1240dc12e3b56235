"""Where requests go: the servers of the document, what the caller chooses among them, and what leaves nobody's own server."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx2
import pytest

from .cases import OPERATIONS, SETTINGS, callable_operations, first
from .flavours import KEYS, PARAMETERS, Flavour, Server, package, smallest, success

SERVERS: dict[str, Any] = SETTINGS["servers"]
CASES: list[dict[str, Any]] = SERVERS.get("cases", [])
ENV: dict[str, str] = {one["argument"]: one["env"] for one in SERVERS.get("arguments", [])}
GROUPS: dict[str, int] = SERVERS.get("operations", {})
ONE_OF_EACH = list({GROUPS[one]: one for one in reversed(callable_operations()) if one in GROUPS}.values())
NAMED = ONE_OF_EACH if len(SERVERS.get("names", ())) > 1 else []

each_group = pytest.mark.parametrize("operation", ONE_OF_EACH)
each_named = pytest.mark.parametrize("operation", NAMED)


def gone_to(flavour: Flavour, operation: str, given: Mapping[str, Any]) -> str | None:
    """The base URL of the request that a call sends; None where it is refused, and nothing is sent."""
    server = Server(success(operation))
    own = {"http_client": flavour.http(server), **KEYS, **PARAMETERS}
    try:
        flavour.call(flavour.client_class(**own, **given), operation, {**smallest(operation), "validate": "off"})
    except package.ConfigurationError:
        assert server.requests == []
        return None
    url, path = str(server.request.url).partition("?")[0], first(operation, "request-minimal")["path"]
    assert url.endswith(path)
    return spelled(url.removesuffix(path))


def spelled(url: str) -> str:
    """A URL without the port that goes without saying, and in small letters."""
    return str(httpx2.URL(url)).rstrip("/")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
@each_group
def test_a_call_goes_to_the_server_that_is_chosen_by_arguments_or_environment(
    operation: str, case: dict[str, Any], flavour: Flavour, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = case["urls"][GROUPS[operation]]
    wanted = wanted and spelled(wanted)
    assert gone_to(flavour, operation, case["given"]) == wanted
    for argument, value in case["given"].items():
        monkeypatch.setenv(ENV[argument], value)
    assert gone_to(flavour, operation, {}) == wanted


@pytest.mark.parametrize("case", SERVERS.get("refused", []), ids=lambda case: case["argument"])
@each_group
def test_what_names_no_server_and_no_value_of_a_variable_is_refused(
    operation: str, case: dict[str, Any], flavour: Flavour
) -> None:
    assert gone_to(flavour, operation, case["given"]) is None


@each_group
def test_one_base_url_holds_for_every_operation_whatever_else_is_said(
    operation: str, flavour: Flavour, monkeypatch: pytest.MonkeyPatch
) -> None:
    for case in CASES:
        assert gone_to(flavour, operation, {**case["given"], "base_url": "http://mine.example:1/p/"}) == (
            "http://mine.example:1/p"
        )
    monkeypatch.setenv(SETTINGS["base_url_env"], "http://env.example")
    assert gone_to(flavour, operation, {}) == "http://env.example"
    assert gone_to(flavour, operation, {"base_url": ""}) == "http://env.example"


@each_named
def test_each_server_may_get_a_url_of_its_own_and_none_may_be_left_out(operation: str, flavour: Flavour) -> None:
    urls = {name: f"http://host{number}.example/p" for number, name in enumerate(SERVERS["names"])}
    name = SERVERS["called"][GROUPS[operation]]
    assert gone_to(flavour, operation, {"base_url": urls}) == urls[name]
    for given in (
        {each: url for each, url in urls.items() if each != name},
        {**urls, "no such server": "http://x"},
        {},
    ):
        with pytest.raises(package.ConfigurationError, match="^base_url: "):
            flavour.client_class(**KEYS, **PARAMETERS, base_url=given)


def test_every_operation_has_its_server() -> None:
    assert set(GROUPS) == (set(OPERATIONS) if SERVERS else set())
