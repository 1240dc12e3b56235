"""Credentials: each call sends those of one way to authenticate that the document lists for it, and no others."""

from __future__ import annotations

import base64

import httpx2
import pytest

from .cases import SETTINGS, callable_operations
from .flavours import KEYS, PARAMETERS, Flavour, Server, is_authenticated, package, smallest, success, ways

CREDENTIALS: dict[str, dict[str, str]] = {one["argument"]: one for one in SETTINGS["credentials"]}
OPERATIONS = {
    str(ways(operation)): operation for operation in reversed(callable_operations())
}  # one of each list of ways
guarded = pytest.mark.parametrize("operation", [one for one in OPERATIONS.values() if is_authenticated(one)])
every_way = pytest.mark.parametrize(
    ("operation", "way"), [(one, way) for one in OPERATIONS.values() for way in ways(one) if way], ids=str
)


def carried(request: httpx2.Request, credential: dict[str, str]) -> str | None:
    """What a request holds where a credential belongs."""
    match credential["kind"]:
        case "query":
            found: str | None = request.url.params.get(credential["wire"])
            return found
        case "cookie":
            pairs = dict(pair.split("=", 1) for pair in request.headers.get("cookie", "").split("; ") if pair)
            return pairs.get(credential["wire"])
        case _:
            return request.headers.get(credential["wire"])


def written(credential: dict[str, str], key: str) -> str:
    """How a credential must be written."""
    match credential["kind"]:
        case "bearer":
            return f"Bearer {key}"
        case "basic":
            return f"Basic {base64.b64encode(key.encode()).decode()}"
        case _:
            return key


def sent(request: httpx2.Request, keys: dict[str, str]) -> list[str]:
    """The arguments whose credentials a request carries, each exactly where the document says."""
    return [
        name for name, key in keys.items() if carried(request, CREDENTIALS[name]) == written(CREDENTIALS[name], key)
    ]


@every_way
def test_a_credential_goes_exactly_where_the_document_says(operation: str, way: list[str], flavour: Flavour) -> None:
    server, keys = Server(success(operation)), {name: f"{name}-f00d:secret" for name in way}
    flavour.call(flavour.bare(server, **PARAMETERS, **keys), operation, smallest(operation))
    assert sent(server.request, keys) == way


@pytest.mark.parametrize("operation", callable_operations())
def test_who_has_every_credential_sends_those_of_the_first_way_and_no_others(operation: str, flavour: Flavour) -> None:
    server = Server(success(operation))
    flavour.call(flavour.client(server), operation, smallest(operation))
    first = next((way for way in ways(operation) if way), list[str]())
    assert set(sent(server.request, KEYS)) == set(first)


@every_way
def test_a_credential_comes_from_the_environment_where_none_is_given(
    operation: str, way: list[str], flavour: Flavour, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in way:
        monkeypatch.setenv(CREDENTIALS[name]["env"], f"{name}:from-environment")
    for keys, given in (
        ({name: f"{name}:from-environment" for name in way}, {}),
        ({name: f"{name}:given" for name in way}, {name: f"{name}:given" for name in way}),
    ):
        server = Server(success(operation))
        flavour.call(flavour.bare(server, **PARAMETERS, **given), operation, smallest(operation))
        assert sent(server.request, keys) == way


@guarded
def test_a_missing_credential_names_the_argument_and_the_variable(operation: str, flavour: Flavour) -> None:
    server = Server(success(operation))
    with pytest.raises(package.ConfigurationError) as error:
        client = flavour.bare(server, **PARAMETERS)
        flavour.call(client, operation, smallest(operation))
    wanted = [CREDENTIALS[name] for way in ways(operation) for name in way]
    assert all(one["argument"] in str(error.value) and one["env"] in str(error.value) for one in wanted)
    assert server.requests == []


@pytest.mark.parametrize("needs", [bool(SETTINGS["needs_credential"] and SETTINGS["credentials"])])
def test_a_client_that_can_call_nothing_without_a_credential_is_not_made_without_one(
    needs: bool, flavour: Flavour
) -> None:
    if needs:
        with pytest.raises(package.ConfigurationError):
            flavour.bare(Server(), **PARAMETERS)
    else:
        assert flavour.bare(Server(), **PARAMETERS)
