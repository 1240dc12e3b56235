"""`client.models.upload` beside what is generated: with the fake server, and among the raw methods."""

from __future__ import annotations

import asyncio
import importlib
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.spec.test_fireworks_upload import package

URL = "https://storage.example/bucket/weights?X-Goog-Signature=abc"


@pytest.mark.parametrize("flavour", ["sync", "async"])
def test_an_upload_to_the_fake_server_goes_to_the_urls_that_the_test_tells(flavour: str, tmp_path: Path) -> None:
    testing: Any = importlib.import_module(f"{package.__name__}.testing")
    (tmp_path / "weights").write_bytes(b"w" * 10)
    server = testing.FakeServer()
    server.add("/v1/accounts/my-account/models/m", testing.make_model())
    server.answer("models.get_upload_endpoint", {"filenameToSignedUrls": {"weights": URL}})
    if flavour == "sync":
        server.client().models.upload("m", tmp_path)
    else:
        asyncio.run(server.async_client().models.upload("m", tmp_path))
    assert server.puts == {URL: b"w" * 10}
    assert [one.operation for one in server.requests] == ["models.get_upload_endpoint", "models.validate_upload"]


def test_an_upload_to_a_port_goes_to_the_urls_below_it_that_the_test_tells(tmp_path: Path) -> None:
    testing: Any = importlib.import_module(f"{package.__name__}.testing")
    (tmp_path / "weights").write_bytes(b"w" * 10)
    server = testing.FakeServer()
    server.add("/v1/accounts/a/models/m", testing.make_model())
    with server.listening() as url, package.Fireworks(api_key="k", account_id="a", base_url=url) as client:
        told = f"{url}/bucket/weights?signature=a%2Fb"
        server.answer("models.get_upload_endpoint", {"filenameToSignedUrls": {"weights": told}})
        client.models.upload("m", tmp_path)
        assert httpx2.put(f"{url}/bucket/other", content=b"o").status_code == 404
    assert server.puts == {told: b"w" * 10}


def test_a_method_of_several_requests_has_no_raw_answer_and_says_so() -> None:
    client = package.Fireworks(api_key="k", account_id="a")
    says = "ModelsWithRawResponse has no 'upload': only methods that make a single request give its raw answer"
    with pytest.raises(AttributeError, match=says):
        client.models.with_raw_response.upload("m", "file")
    with pytest.raises(AttributeError, match=f"^Async{says}$"):
        package.AsyncFireworks(api_key="k", account_id="a").models.with_raw_response.upload
    assert callable(client.models.with_raw_response.create)
