"""A caller's own `http_client`: what of its settings goes out with a call, and what never does."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

import httpx2
import pytest

from templates.runtime.client import AsyncClient, Service, SyncClient
from templates.runtime.credentials import Scheme
from templates.runtime.options import RequestOptions
from templates.runtime.transport import AsyncTransport, Transport
from tests.runtime.serving import FLAVOURS, KEY, SERVICE, Flavour, make_thing

both = pytest.mark.parametrize("flavour", FLAVOURS)
IN_QUERY = replace(SERVICE, schemes=(Scheme("query", "key", "api_key"),))
OPEN = replace(SERVICE, needs_credential=False)
BASIC = "Basic bWU6bWluZQ=="  # me:mine


def sent(
    flavour: Flavour, own: Mapping[str, Any], service: Service = SERVICE, key: str | None = KEY, **call: Any
) -> httpx2.Request:
    """What goes out where the caller's client was made with the settings `own`."""
    seen: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(200, json={})

    query = call.pop("query", ())
    options = cast(RequestOptions, call)
    asked, transport = replace(make_thing(method="GET"), query=query), httpx2.MockTransport(answer)
    given: dict[str, Any] = {"given": {"api_key": key}, "base_url": "http://acme.test", "options": {}}
    if flavour == "sync":
        own_client = httpx2.Client(transport=transport, **own)
        SyncClient(service, Transport(own_client), **given).send(asked, options)
        return seen[0]

    async def main() -> None:
        own_client = httpx2.AsyncClient(transport=transport, **own)
        await AsyncClient(service, AsyncTransport(own_client), **given).send(asked, options)

    asyncio.run(main())
    return seen[0]


@both
def test_its_parameters_come_behind_those_of_the_call_and_replace_none(flavour: Flavour) -> None:
    own = {"params": {"trace": "1", "size": "99"}}
    query = (("size", "2"), ("name", "a%20b%2Bc"))
    there = "http://acme.test/v1/accounts/my-account/things"
    assert str(sent(flavour, own, query=query).url) == f"{there}?size=2&name=a%20b%2Bc&trace=1"
    assert str(sent(flavour, own).url) == f"{there}?trace=1&size=99"
    assert str(sent(flavour, {}, query=query).url) == f"{there}?size=2&name=a%20b%2Bc"
    assert str(sent(flavour, own, IN_QUERY).url) == f"{there}?key={KEY}&trace=1&size=99"
    assert str(sent(flavour, {"params": {"key": "mine"}}, IN_QUERY).url) == f"{there}?key={KEY}"


@both
def test_its_authentication_does_not_replace_the_credential_of_a_call(flavour: Flavour) -> None:
    own = {"auth": ("me", "mine")}
    assert sent(flavour, own).headers["authorization"] == f"Bearer {KEY}"
    assert "authorization" not in sent(flavour, own, IN_QUERY).headers
    given = sent(flavour, own, extra_headers={"Authorization": "Token given"})
    assert given.headers["authorization"] == "Token given"


@both
def test_its_authentication_holds_where_a_call_carries_no_credential(flavour: Flavour) -> None:
    own = {"auth": ("me", "mine")}
    assert sent(flavour, own, replace(OPEN, schemes=())).headers["authorization"] == BASIC
    assert sent(flavour, own, extra_headers={"Authorization": None}).headers["authorization"] == BASIC
