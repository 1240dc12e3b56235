"""Where a client goes: what the caller says, what the environment says, and what the document says, in that order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from templates.runtime.errors import ConfigurationError
from templates.runtime.servers import Server, Servers, Variable

REGION = Variable("region", "region", "TOYS_REGION", "eu", ("eu", "us"))
VERSION = Variable("version", "version", "TOYS_VERSION", "v1")
LIVE = Server("live", "https://{region}.toys.example/{version}/", "live", (REGION, VERSION))
TEST = Server("test", "http://test.example", "test")
UPLOADS = Server("uploads", "https://uploads.example")
RELATIVE = Server("relative", "/files")
ASKED = Variable("tenant", "tenant", "TOYS_TENANT", None)


def servers(*groups: tuple[Server, ...]) -> Servers:
    return Servers(
        base_url_env="TOYS_BASE_URL", choice="environment", choice_env="TOYS_ENVIRONMENT", groups=groups, operations={}
    )


ALL = servers((LIVE, TEST), (UPLOADS,))


@pytest.mark.parametrize(
    ("chosen", "url"),
    [
        ({}, "https://eu.toys.example/v1"),
        ({"region": "us"}, "https://us.toys.example/v1"),
        ({"region": "us", "version": "v2/beta"}, "https://us.toys.example/v2/beta"),
        ({"environment": "live"}, "https://eu.toys.example/v1"),
        ({"environment": "test"}, "http://test.example"),
        ({"environment": "", "region": None}, "https://eu.toys.example/v1"),
    ],
)
def test_arguments_choose_among_the_documented_servers(chosen: Mapping[str, str | None], url: str) -> None:
    assert ALL.urls(None, chosen) == (url, "https://uploads.example")


def test_variables_of_the_environment_stand_in_for_arguments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOYS_REGION", "us")
    assert ALL.urls(None, {})[0] == "https://us.toys.example/v1"
    assert ALL.urls(None, {"region": "eu"})[0] == "https://eu.toys.example/v1"
    monkeypatch.setenv("TOYS_ENVIRONMENT", "test")
    assert ALL.urls(None, {})[0] == "http://test.example"
    monkeypatch.setenv("TOYS_BASE_URL", "http://proxy.example/")
    assert ALL.urls(None, {"environment": "live"}) == ("http://proxy.example", "http://proxy.example")


def test_one_base_url_is_that_of_every_operation() -> None:
    assert ALL.urls("http://127.0.0.1:1/p/", {"region": "us"}) == ("http://127.0.0.1:1/p", "http://127.0.0.1:1/p")


def test_a_url_for_each_server_goes_by_name_and_choice() -> None:
    urls = {"live": "http://l.example", "test": "http://t.example", "uploads": "http://u.example"}
    assert ALL.urls(urls, {}) == ("http://l.example", "http://u.example")
    assert ALL.urls(urls, {"environment": "test"}) == ("http://t.example", "http://u.example")


@pytest.mark.parametrize(
    ("base_url", "chosen", "says"),
    [
        (None, {"region": "uz"}, "region= 'uz' is none of 'eu', 'us'"),
        (None, {"environment": "tset"}, "environment= 'tset' is none of 'live', 'test'; did you mean 'test'?"),
        (None, {"environment": "test", "region": "us"}, "region= is of no use here: it goes with environment='live'"),
        (None, {"version": "v1?x=1"}, "version= cannot stand in the path of 'https://eu.toys.example/{version}/'"),
        (None, {"version": "a/%2E%2e/b"}, "version= cannot stand in the path of 'https://eu.toys.example/{version}/'"),
        ({"live": "http://l.example"}, {}, "base_url: 'uploads' is not there; give the URL of every server, or one for all"),
        ({}, {}, "base_url: 'live' is not there; give the URL of every server, or one for all"),
        ({"lve": "http://l"}, {}, "base_url: no server is named 'lve'; did you mean 'live'?"),
        ("ftp://a.example", {}, "base_url=: base_url must be http(s)://host[:port][/path], with no user, query or fragment"),
        ("https://u:p@a.example", {}, "base_url=: base_url must be http(s)://host[:port][/path], with no user, query or fragment"),
        (7, {}, "base_url= is not a URL: base_url must be http(s)://host[:port][/path]"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_by_name(base_url: Any, chosen: Mapping[str, str | None], says: str) -> None:
    with pytest.raises(ConfigurationError) as error:
        ALL.urls(base_url, chosen)
    assert str(error.value) == says


@pytest.mark.parametrize("value", ["evil.example/", "a@evil.example", "a#", "a?", "a\\b", "", "..", "a b", "é"])
def test_a_value_of_a_variable_cannot_lead_to_another_host(value: str) -> None:
    free = Server("free", "https://{tenant}.toys.example/v1", "", (ASKED,))
    with pytest.raises(ConfigurationError, match="^tenant= cannot stand in the host of "):
        servers((free,)).urls(None, {"tenant": value})
    assert servers((free,)).urls(None, {"tenant": "acme-1"}) == ("https://acme-1.toys.example/v1",)


def test_a_variable_without_a_default_must_be_given() -> None:
    asked = servers((Server("own", "https://{tenant}", "", (ASKED,)),))
    with pytest.raises(ConfigurationError) as error:
        asked.urls(None, {})
    assert str(error.value) == "no tenant: pass tenant= or set TOYS_TENANT"


def test_a_url_without_a_host_is_refused_only_where_it_is_called() -> None:
    home, refusal = servers((TEST,), (RELATIVE,)).urls(None, {})
    assert home == "http://test.example" and isinstance(refusal, ConfigurationError)
    assert str(refusal) == (
        "the document does not say on which host the API is, only '/files': "
        "pass base_url= or set TOYS_BASE_URL, to the host and the path behind it"
    )


def test_servers_of_which_none_is_so_called_are_not_chosen_for_the_caller() -> None:
    others = servers((LIVE, TEST), (Server("a", "https://a.example", "a"), Server("b", "https://b.example", "b")))
    refusal = others.urls(None, {"environment": "test"})[1]
    assert str(refusal) == "environment='test': the servers here are 'a', 'b'; pass one of them, or base_url="
