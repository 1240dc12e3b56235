"""Servers of single operations, on real sockets: each call reaches its own, and none leaves a server of tests."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from types import ModuleType

import pytest

from generator.commands import main
from tests.behaviour.loopback import loopback

DOCUMENT = """\
openapi: 3.1.0
info: {title: Depots, version: "1"}
servers:
  - {url: "https://{region}.depots.invalid/v1", description: Live, variables: {region: {default: eu, enum: [eu, us]}}}
  - {url: "https://staging.depots.invalid", description: Staging}
security: [{key: []}]
paths:
  /boxes:
    get: {operationId: listBoxes, tags: [boxes], responses: {"200": {description: ok, content: {application/json: {schema: {type: object, properties: {a: {type: integer}}}}}}}}
  /files/{id}:
    servers: [{url: "https://uploads.depots.invalid/up", description: Uploads}]
    put:
      operationId: putFile
      tags: [files]
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {"200": {description: ok, content: {application/json: {schema: {type: object}}}}}
components: {securitySchemes: {key: {type: http, scheme: bearer}}}
"""


@pytest.fixture(scope="module")
def depots(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    folder = tmp_path_factory.mktemp("depots")
    (folder / "openapi.yaml").write_text(DOCUMENT)
    assert main(["generate", str(folder / "openapi.yaml"), "--out", str(folder / "out")]) == 0
    sys.path.insert(0, str(folder / "out"))
    yield importlib.import_module("depots_client")
    sys.path.remove(str(folder / "out"))
    for loaded in [name for name in sys.modules if name.split(".")[0] == "depots_client"]:
        del sys.modules[loaded]


def test_each_call_reaches_the_server_of_its_operation(depots: ModuleType) -> None:
    with loopback({"a": 1}) as live, loopback({}) as staging, loopback({}) as uploads:
        urls = {"live": live.url, "staging": staging.url, "uploads": f"{uploads.url}/in"}
        with depots.Depots(api_key="k", base_url=urls) as client:
            assert client.boxes.list().a == 1
            client.files.put("f")
        with depots.Depots(api_key="k", base_url=urls, environment="staging") as client:
            client.boxes.list()
            client.files.put("g")
    assert [(method, path) for method, path, _, _ in live.seen] == [("GET", "/boxes")]
    assert [(method, path) for method, path, _, _ in staging.seen] == [("GET", "/boxes")]
    assert [(method, path) for method, path, _, _ in uploads.seen] == [("PUT", "/in/files/f"), ("PUT", "/in/files/g")]
    assert {headers["authorization"] for _, _, headers, _ in uploads.seen} == {"Bearer k"}


def test_one_base_url_keeps_every_call_and_credential_at_home(
    depots: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    with loopback({}) as server:
        with depots.Depots(api_key="k", base_url=server.url, region="us") as client:
            client.boxes.list()
            client.files.put("f")
            client.with_options(max_retries=0).files.with_raw_response.put("g")
        monkeypatch.setenv("DEPOTS_BASE_URL", server.url)
        with depots.Depots(api_key="k") as client:
            client.files.put("h")
    assert [path for _, path, _, _ in server.seen] == ["/boxes", "/files/f", "/files/g", "/files/h"]


def test_the_fake_server_takes_the_calls_of_all_servers(depots: ModuleType) -> None:
    fakes = importlib.import_module("depots_client.testing")
    server = fakes.FakeServer()
    server.client().files.put("f")
    own = depots.Depots(api_key="k", region="us", http_client=server.http_client())
    own.files.put("g")
    own.boxes.list()
    assert [(one.operation, one.faults) for one in server.requests] == [
        ("files.put", ()), ("files.put", ()), ("boxes.list", ()),
    ]  # fmt: skip
