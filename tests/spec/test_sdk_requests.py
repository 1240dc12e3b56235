"""The client sends what the vendor's SDK sends, for every operation: method, path, query and JSON body.

`sdk_requests.json` is a recording, made by `record_sdk.py`; the same calls go to the same server here. Path and query are
compared as what they mean: the SDK writes a space in a query as `+`, this client as `%20`, which every reader of either
takes for a space. Where the two differ, `DIFFERENT` says why.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote

import pytest

from tests.spec import record_sdk

GENERATED = Path(__file__).parents[2] / "generated"
RECORDED: list[dict[str, Any]] = json.loads(record_sdk.FILE.read_text(encoding="utf-8"))["calls"]
HOME = "/v1/accounts/my-account/models"

# The call, why the SDK is not followed, and what is sent instead of what it sends.
DIFFERENT: dict[str, tuple[str, list[dict[str, Any]]]] = {
    "create with None": (
        "The SDK sends null for a field that no page calls nullable, and its own types do not allow None there; here None"
        " leaves an argument out of a create.",
        [{"method": "POST", "path": HOME, "query": "", "body": {"modelId": "m"}}],
    ),
    "list nothing of note": (
        "The SDK drops a parameter whose value is the empty text, although the caller set it.",
        [{"method": "GET", "path": "/v1/accounts/other/models", "query": "filter=&pageSize=0"}],
    ),
    "list past an empty page": (
        "The SDK stops at an empty page, although it names a next one: items are lost. AIP-158: a page may be empty"
        " before the end.",
        [
            {"method": "GET", "path": HOME, "query": "pageSize=3"},
            {"method": "GET", "path": HOME, "query": "pageSize=3&pageToken=t1"},
            {"method": "GET", "path": HOME, "query": "pageSize=3&pageToken=t2"},
        ],
    ),
}


@pytest.fixture(scope="module")
def package() -> Iterator[Any]:
    """The generated package as it is committed."""
    sys.path.insert(0, str(GENERATED))
    yield importlib.import_module("fireworks_client")
    sys.path.remove(str(GENERATED))


def meant(request: dict[str, Any]) -> dict[str, Any]:
    """A request as what it means: segments and pairs unquoted, pairs in any order."""
    query: str = request["query"]
    pairs = sorted(parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query)))
    return {**request, "path": [unquote(part) for part in request["path"].split("/")], "query": pairs}


def expected(call: dict[str, Any]) -> list[dict[str, Any]]:
    _, instead = DIFFERENT.get(call["call"], ("", call["requests"]))
    return [meant(request) for request in instead]


async def awaited(package: Any, call: dict[str, Any], base_url: str) -> None:
    async with package.AsyncFireworks(api_key="k", account_id="my-account", base_url=base_url) as client:
        answer = getattr(client.models, call["method"])(**call["arguments"])
        if call["call"] in record_sdk.PAGES:
            assert [item.name async for item in answer] == items(call)
        else:
            await answer


def items(call: dict[str, Any]) -> list[str]:
    return [item["name"] for page in record_sdk.PAGES[call["call"]].values() for item in page["models"]]


@pytest.mark.parametrize("call", RECORDED, ids=[one["call"] for one in RECORDED])
def test_the_same_call_sends_what_the_sdk_sends(call: dict[str, Any], package: Any) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", package.RequestWarning)
        sent = record_sdk.requests_of(package.Fireworks, call["call"], call["method"], call["arguments"])
    assert [meant(request) for request in sent] == expected(call)


@pytest.mark.parametrize("call", RECORDED, ids=[one["call"] for one in RECORDED])
def test_the_same_call_awaited_sends_what_the_sdk_sends(call: dict[str, Any], package: Any) -> None:
    seen: list[dict[str, Any]] = []
    server = record_sdk.listened(record_sdk.PAGES.get(call["call"], {}), seen)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", package.RequestWarning)
        asyncio.run(awaited(package, call, f"http://127.0.0.1:{server.server_port}"))
    server.shutdown()
    server.server_close()
    assert [meant(request) for request in seen] == expected(call)


def test_every_operation_is_among_the_recorded_calls_and_every_difference_is_one() -> None:
    assert {one["method"] for one in RECORDED} == {
        "create", "list", "get", "update", "delete", "prepare",
        "get_upload_endpoint", "validate_upload", "get_download_endpoint",
    }  # fmt: skip
    recorded = {one["call"]: [meant(request) for request in one["requests"]] for one in RECORDED}
    assert [name for name, (_, ours) in DIFFERENT.items() if recorded[name] == list(map(meant, ours))] == []
    assert {one["call"]: (one["method"], one["arguments"]) for one in RECORDED} == {
        name: (method, arguments) for name, method, arguments in record_sdk.CALLS
    }
