"""The lifecycle around Create Model, as its callers see it."""

from __future__ import annotations

import asyncio
import importlib
import json
import re
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

GENERATED = Path(__file__).parents[2] / "generated"
Serve = Callable[[httpx2.Request], httpx2.Response]


@pytest.fixture(scope="module")
def package() -> Iterator[Any]:
    """The generated package as it is committed."""
    sys.path.insert(0, str(GENERATED))
    yield importlib.import_module("fireworks_client")
    sys.path.remove(str(GENERATED))


def client(package: Any, serve: Serve) -> Any:
    http = httpx2.Client(transport=httpx2.MockTransport(serve))
    return package.Fireworks(api_key="k", account_id="a", http_client=http, max_retries=0)


def sent(package: Any, method: str, *arguments: Any, **named: Any) -> tuple[Any, list[str]]:
    """The body that a call sends, and what it warns of."""
    bodies: list[Any] = []

    def serve(request: httpx2.Request) -> httpx2.Response:
        bodies.append(json.loads(request.content) if request.content else None)
        return httpx2.Response(200, json={})

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        getattr(client(package, serve).models, method)(*arguments, **named)
    return bodies[0], [str(one.message) for one in caught]


# --- updates ---------------------------------------------------------------------------------------------------------


def test_an_update_sends_only_what_was_set(package: Any) -> None:
    assert sent(package, "update", "m", description="", public=False) == ({"description": "", "public": False}, [])
    assert sent(package, "update", "m", display_name=package.OMIT, context_length=1) == ({"contextLength": 1}, [])


def test_null_is_refused_where_the_api_is_not_known_to_take_it(package: Any) -> None:
    with pytest.raises(package.RequestValidationError) as error:
        sent(package, "update", "m", display_name=None, deprecation_date=None)
    assert [(one.path, one.rule) for one in error.value.faults] == [
        ("display_name", "type"),
        ("deprecation_date", "type"),
    ]
    body, _ = sent(package, "update", "m", extra_body={"displayName": None})
    assert body == {"displayName": None}
    assert sent(package, "update", "m", display_name=None, validate="off")[0] == {"displayName": None}


def test_the_conditions_of_creating_do_not_hold_for_an_update_but_the_bounds_of_its_fields_do(package: Any) -> None:
    given: dict[str, Any] = {"kind": "HF_BASE_MODEL", "default_draft_model": "d", "teft_details": {}}
    with pytest.raises(package.RequestValidationError):
        sent(package, "create", model_id="m", model=given)
    assert sent(package, "update", "m", **given)[1] == []
    with pytest.raises(package.RequestValidationError, match="display_name: 64 characters, 63 at most"):
        sent(package, "update", "m", display_name="x" * 64)


def test_what_no_page_states_is_sent_with_a_warning(package: Any) -> None:
    body, told = sent(package, "get_upload_endpoint", "m", filename_to_size={"a": "big"})
    assert body == {"filenameToSize": {"a": "big"}}
    assert len(told) == 1 and told[0].startswith("models.get_upload_endpoint: filename_to_size['a']: ")
    _, told = sent(package, "list", page_size="ten")
    assert len(told) == 1 and told[0].startswith("models.list: page_size: ")


# --- errors ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("code", "name"), [(9, "FAILED_PRECONDITION"), (3, "INVALID_ARGUMENT"), (11, "OUT_OF_RANGE")])
def test_an_upload_that_is_still_landing_is_told_from_one_that_is_wrong(code: int, name: str, package: Any) -> None:
    def serve(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(400, json={"code": code, "message": "files", "details": []})

    with pytest.raises(package.BadRequestError) as error:
        client(package, serve).models.validate_upload("m")
    assert (error.value.code, error.value.reason) == (name, "files")
    assert error.value.body == package.models.RpcStatus(code=code, message="files", details=[])


# --- pages -----------------------------------------------------------------------------------------------------------

SHELF: dict[str, Any] = {
    "": {"models": [{"name": "a"}], "nextPageToken": "1", "totalSize": 2},
    "1": {"models": [], "nextPageToken": "2", "totalSize": 2},
    "2": {"models": [{"name": "b"}], "totalSize": 2},
}


def shelf(request: httpx2.Request) -> httpx2.Response:
    assert request.url.params["filter"] == "x"
    return httpx2.Response(200, json=SHELF[request.url.params.get("pageToken", "")])


def test_models_are_listed_across_pages_and_a_page_has_its_total(package: Any) -> None:
    page = client(package, shelf).models.list(filter="x")
    assert (page.total_size, [one.name for one in page.models], page.next_page_token) == (2, ["a"], "1")
    assert [one.name for one in page] == ["a", "b"]
    assert [len(one.models) for one in page.iter_pages()] == [1, 0, 1]
    assert isinstance(page, package.models.ListModelsResponse)


def test_models_are_listed_across_pages_by_whoever_awaits(package: Any) -> None:
    async def main() -> None:
        http = httpx2.AsyncClient(transport=httpx2.MockTransport(shelf))
        async with package.AsyncFireworks(api_key="k", account_id="a", http_client=http) as found:
            page = await found.models.list(filter="x")
            assert (page.total_size, page.has_next_page()) == (2, True)
            assert [one.name async for one in found.models.list(filter="x")] == ["a", "b"]
            raw = await found.models.with_raw_response.list(filter="x")
            assert [one.name async for one in raw.parse()] == ["a", "b"]

    asyncio.run(main())


def test_the_raw_answer_of_a_page_leads_to_all_pages(package: Any) -> None:
    raw = client(package, shelf).models.with_raw_response.list(filter="x")
    assert raw.status_code == 200
    assert [one.name for one in raw.parse()] == ["a", "b"]


# --- the reference ---------------------------------------------------------------------------------------------------

REFERENCE = (GENERATED / "fireworks_client" / "api.md").read_text(encoding="utf-8")


def test_the_reference_has_every_method_type_and_error_of_the_document(package: Any) -> None:
    headings = {line.lstrip("# ") for line in REFERENCE.splitlines() if line.startswith("#")}
    methods = "create list get update delete prepare get_upload_endpoint validate_upload get_download_endpoint".split()
    assert {f"models.{name}" for name in methods} | set(package.models.__all__) <= headings
    assert "| `ConflictError` | 409 | The id exists." in REFERENCE
    assert "| `model.display_name` | at most 63 characters | refuses | docs |" in REFERENCE
    assert "| `model.peft_details.r` | at least 4 | warns | sibling |" in REFERENCE
    assert "Pages: pageToken takes nextPageToken of the answer; the items are models. Inferred: " in REFERENCE


def test_every_link_of_the_reference_leads_to_a_heading() -> None:
    anchors = {
        line.lstrip("# ").lower().replace(".", "").replace(" ", "-")
        for line in REFERENCE.splitlines()
        if line.startswith("#")
    }
    links = re.findall(r"\]\(#([^)]*)\)", REFERENCE)
    assert len(links) > 50 and set(links) <= anchors


# --- the fake server, as a caller's test sees it ---------------------------------------------------------------------


def test_a_filter_is_warned_of_in_the_line_of_the_test_until_the_test_says_what_it_means(package: Any) -> None:
    server = importlib.import_module("fireworks_client.testing").FakeServer()
    found, other = server.client(), server.async_client()
    for kind in ("CUSTOM_MODEL", "HF_BASE_MODEL"):
        server.add(f"/v1/accounts/my-account/models/{kind.lower()}", {"name": kind, "kind": kind})

    async def awaited() -> list[Any]:
        return [one.name async for one in other.models.list(filter='kind="CUSTOM_MODEL"')]

    with pytest.warns(UserWarning, match="models.list: the fake server does not know what filter means") as told:
        assert len(list(found.models.list(filter='kind="CUSTOM_MODEL"'))) == 2
        assert len(asyncio.run(awaited())) == 2
    assert {one.filename for one in told} == {__file__}

    def which(model: dict[str, Any], given: dict[str, Any]) -> bool:
        return model["kind"] in given["filter"]

    server.select("models.list", which)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert [one.name for one in found.models.list(filter='kind="CUSTOM_MODEL"', order_by="name")] == [
            "CUSTOM_MODEL"
        ]
        assert asyncio.run(awaited()) == ["CUSTOM_MODEL"]


def test_a_failed_precondition_can_be_told_to_the_fake_server_by_name(package: Any) -> None:
    server = importlib.import_module("fireworks_client.testing").FakeServer()
    for code in ("FAILED_PRECONDITION", "INVALID_ARGUMENT"):
        server.fail("models.delete", 400, code=code, message="deployed")
        with pytest.raises(package.BadRequestError) as error:
            server.client().models.delete("m")
        assert (error.value.code, error.value.reason) == (code, "deployed")
