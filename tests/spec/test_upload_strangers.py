"""What `client.models.upload` tells the storage, a stranger, and what it refuses before anything is sent."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.spec.test_fireworks_upload import package

ADDRESS = "https://storage.example/{name}?X-Amz-Security-Token=token-of-all-files&X-Amz-Signature=signature-of-{name}"
Handler = Callable[[httpx2.Request], httpx2.Response]


def api(request: httpx2.Request) -> httpx2.Response:
    """What the API answers; the storage takes everything."""
    if request.method == "POST":
        names = json.loads(request.content)["filenameToSize"]
        return httpx2.Response(200, json={"filenameToSignedUrls": {name: ADDRESS.format(name=name) for name in names}})
    return httpx2.Response(200, json={})


def uploaded(flavour: str, handler: Handler, own: dict[str, Any], *files: Path, **named: Any) -> Any:
    """Upload files with a caller's own HTTP client."""
    transport, given = httpx2.MockTransport(handler), {"api_key": "key-0123456789", "account_id": "a"}
    if flavour == "sync":
        with package.Fireworks(**given, http_client=httpx2.Client(transport=transport, **own)) as client:
            return client.models.upload("m", files, **named)

    async def main() -> Any:
        async with package.AsyncFireworks(
            **given, http_client=httpx2.AsyncClient(transport=transport, **own)
        ) as client:
            return await asyncio.wait_for(client.models.upload("m", files, **named), 10)

    return asyncio.run(main())


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    for number in range(3):
        (tmp_path / f"{number}.bin").write_bytes(b"x" * 10)
    return [tmp_path / f"{number}.bin" for number in range(3)]


both = pytest.mark.parametrize("flavour", ["sync", "async"])


@both
def test_the_storage_gets_the_address_and_the_files_own_headers_only(flavour: str, files: list[Path]) -> None:
    puts: list[httpx2.Request] = []

    def note(request: httpx2.Request) -> httpx2.Response:
        puts.extend([request] if request.method == "PUT" else [])
        return api(request)

    own = {
        "params": {"api_key": "mine-1"},
        "headers": {"x-api-key": "mine-2"},
        "cookies": {"session": "mine-3"},
        "auth": ("me", "mine-4"),
    }
    uploaded(flavour, note, own, files[0])
    assert [str(put.url) for put in puts] == [ADDRESS.format(name="0.bin")]
    assert dict(puts[0].headers) == {
        "host": "storage.example",
        "content-type": "application/octet-stream",
        "content-length": "10",
        "x-goog-content-length-range": "10,10",
        "connection": "close",
    }
    assert puts[0].content == b"x" * 10


@both
@pytest.mark.parametrize("concurrency", [0, -1, True, 1.5, None])
def test_a_concurrency_of_none_is_refused_before_anything_is_sent(
    flavour: str, files: list[Path], concurrency: Any
) -> None:
    seen: list[httpx2.Request] = []

    def note(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return api(request)

    with pytest.raises(package.RequestValidationError, match=f"concurrency: {concurrency} is not a whole number of 1"):
        uploaded(flavour, note, {}, *files, concurrency=concurrency, deadline=5)
    assert seen == []


@both
def test_what_all_addresses_share_is_in_no_log_as_long_as_one_file_is_under_way(
    flavour: str, files: list[Path], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)

    def slowly(request: httpx2.Request) -> httpx2.Response:
        if request.method == "PUT":
            time.sleep(0.05 * int(request.url.path[1]))
        return api(request)

    uploaded(flavour, slowly, {}, *files)
    assert sum("PUT" in line for line in caplog.messages) == 3
    assert "token-of-all-files" not in caplog.text and "signature-of" not in caplog.text
