"""Servers: what they are called, which operations go to them, and what the caller of a client may choose."""

from __future__ import annotations

from pathlib import Path

from generator import ir
from generator.config import Config
from tests.unit.build.documents import api_of

INFO = 'openapi: 3.2.0\ninfo: {title: Toys, version: "1"}\n'
GET = "responses: {'204': {description: done}}"
PATHS = f"paths: {{/toys: {{get: {{operationId: listToys, tags: [toys], {GET}}}}}}}\n"


def of(folder: Path, servers: str, paths: str = PATHS, config: Config | None = None) -> ir.Api:
    return api_of(folder, f"servers: {servers}\n{paths}", config, INFO)


def several(folder: Path, servers: str, paths: str = PATHS) -> ir.Servers:
    found = of(folder, servers, paths).servers
    assert found is not None
    return found


def test_one_fixed_url_is_no_choice(tmp_path: Path) -> None:
    api = of(tmp_path, "[{url: 'https://toys.example/v1/', description: Production}]")
    assert (api.servers, api.base_url) == (None, "https://toys.example/v1")
    assert api_of(tmp_path, PATHS, head=INFO).servers is None


def test_servers_are_named_by_name_description_or_host(tmp_path: Path) -> None:
    found = several(
        tmp_path,
        "[{url: 'https://a.example', name: Main EU}, {url: 'https://b.example', description: The staging server},"
        " {url: 'https://api.sandbox.example', description: Where you may try whatever you like to},"
        " {url: 'https://{x}:1', variables: {x: {default: y}}}, {url: 'https://{z}.b', variables: {z: {default: y}}}]",
    )
    assert [one.name for one in found.every] == ["main_eu", "staging", "sandbox", "server", "b"]
    assert found.choice is not None
    assert found.choice.name == "environment" and found.choice.env == "TOYS_ENVIRONMENT"
    assert found.choice.annotation == "Literal['main_eu', 'staging', 'sandbox', 'server', 'b']"


def test_the_innermost_servers_replace_all_others(tmp_path: Path) -> None:
    paths = f"""paths:
  /a:
    servers: [{{url: 'https://path.example'}}]
    get: {{operationId: getA, tags: [a], {GET}}}
    put: {{operationId: putA, tags: [a], servers: [{{url: 'https://own.example'}}], {GET}}}
  /b: {{get: {{operationId: getB, tags: [b], {GET}}}}}
"""
    found = several(tmp_path, "[{url: 'https://toys.example'}]", paths)
    assert [[one.url for one in group] for group in found.groups] == [
        ["https://toys.example"],
        ["https://path.example"],
        ["https://own.example"],
    ]
    assert dict(found.operations) == {"a.get": 1, "a.put": 2}
    assert found.choice is None


def test_servers_that_no_operation_goes_to_are_none(tmp_path: Path) -> None:
    paths = f"paths: {{/a: {{servers: [{{url: 'https://own.example'}}], get: {{{GET}}}}}}}\n"
    api = of(tmp_path, "[{url: 'https://toys.example'}]", paths)
    assert (api.servers, api.base_url) == (None, "https://own.example")


def test_variables_become_arguments_with_defaults_and_values(tmp_path: Path) -> None:
    found = several(
        tmp_path,
        "[{url: 'https://{region}.toys.example/{timeout}', variables: {region: {default: eu, enum: [eu, us],"
        " description: Where it is}, timeout: {default: v1}}}]",
    )
    assert [(one.name, one.annotation, one.env) for one in found.arguments] == [
        ("region", "Literal['eu', 'us']", "TOYS_REGION"),
        ("timeout_2", "str", "TOYS_TIMEOUT_2"),
    ]
    assert found.variables[0].doc == "Where it is. Usually 'eu'."
    (server,) = found.every
    assert [(one.name, one.default, one.values) for one in server.variables] == [
        ("region", "eu", ("eu", "us")),
        ("timeout", "v1", ()),
    ]


def test_a_variable_called_environment_leaves_the_choice_another_name(tmp_path: Path) -> None:
    url = "{url: 'https://{environment}.a.example', variables: {environment: {default: live}}}"
    found = several(tmp_path, f"[{url}, {{url: 'https://b.example'}}]")
    assert [one.name for one in found.arguments] == ["server", "environment"]


def test_a_relative_url_has_a_host_only_where_the_configuration_says_so(tmp_path: Path) -> None:
    api = of(tmp_path, "[{url: /v1}]")
    assert api.servers is not None and (api.base_url, api.servers.every[0].url) == ("", "/v1")
    config = Config(document_url="https://toys.example/docs/openapi.json")
    assert of(tmp_path, "[{url: /v1}]", config=config).base_url == "https://toys.example/v1"
    assert of(tmp_path, "[{url: ../v1}]", config=config).base_url == "https://toys.example/v1"
    assert api_of(tmp_path, PATHS, config, INFO).base_url == "https://toys.example"
