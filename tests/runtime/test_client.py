"""The client around a call: configuration, checks, warnings, answers, logs, and that no credential shows."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import pickle
import subprocess
import sys
import traceback
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import cast

import httpx2
import pytest

from templates.runtime.call import Decoder
from templates.runtime.client import BaseClient, RawResponse, Resource, Service, SyncClient, raw_method, raw_sender
from templates.runtime.credentials import Scheme
from templates.runtime.decode import Decoded, Drift
from templates.runtime.errors import APIError, APIStatusError, BadRequestError, ConfigurationError
from templates.runtime.errors import RequestValidationError, ResponseValidationError
from templates.runtime.faults import Fault, Faults, RequestWarning
from templates.runtime.log_lines import hide_in_logs
from templates.runtime.transport import AsyncTransport, Transport
from tests.runtime.serving import FLAVOURS, KEY, SERVICE, Flavour, Json, answered, async_client, make_thing, sync_client

both = pytest.mark.parametrize("flavour", FLAVOURS)


def fine(request: httpx2.Request) -> httpx2.Response:
    return httpx2.Response(200, json={"url": str(request.url), "key": request.headers.get("authorization")})


def client(service: Service = SERVICE, base_url: str | None = None, **given: str | None) -> SyncClient:
    return SyncClient(service, Transport(None), given=given, base_url=base_url, options={})


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ACME_API_KEY", "ACME_ACCOUNT_ID", "ACME_BASE_URL"):
        monkeypatch.delenv(name, raising=False)


# --- configuration ---------------------------------------------------------------------------------------------------


def test_a_missing_key_names_the_variable() -> None:
    with pytest.raises(ConfigurationError, match="^no credential: pass api_key= or set ACME_API_KEY$"):
        client()


def test_a_missing_parameter_names_the_variable() -> None:
    with pytest.raises(
        ConfigurationError,
        match="^no account_id: pass account_id= to the method or to the client, or set ACME_ACCOUNT_ID$",
    ):
        client(api_key=KEY).parameter("account_id", None)


def test_an_argument_goes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACME_API_KEY", "sk-of-env")
    monkeypatch.setenv("ACME_ACCOUNT_ID", "of-env")
    monkeypatch.setenv("ACME_BASE_URL", "http://env.test/")
    assert repr(client()) == "SyncClient(base_url='http://env.test', account_id='of-env')"
    assert client().parameter("account_id", "of-call") == "of-call"
    given = client(base_url="http://arg.test", api_key="sk-of-arg", account_id="of-arg")
    assert repr(given) == "SyncClient(base_url='http://arg.test', account_id='of-arg')"
    assert given.parameter("account_id", None) == "of-arg"
    assert client(api_key=KEY, account_id="").parameter("account_id", None) == ""
    monkeypatch.setenv("ACME_API_KEY", "")
    with pytest.raises(ConfigurationError, match="no credential"):
        client()


@pytest.mark.parametrize("key", ["", " ", "sk-x\n", "sk-é", "sk\0", "sk\tx"])
def test_a_key_that_no_header_can_hold_is_refused_and_not_shown(key: str) -> None:
    with pytest.raises(ConfigurationError) as error:
        client(api_key=key)
    assert str(error.value) == "api_key is empty, or holds a line break or another character that no header can"


@pytest.mark.parametrize(
    "url",
    ["api.acme.test", "ftp://a.test", "https://", "http://u:secret@a.test", "http://a.test?q=secret", "http://a.test:x",
     "http://a.test#secret", "http://[", "/v1"],
)  # fmt: skip
def test_a_base_url_that_cannot_be_used_is_refused_and_not_shown(url: str) -> None:
    with pytest.raises(ConfigurationError, match="^base_url ") as error:
        client(api_key=KEY, base_url=url)
    assert "secret" not in str(error.value)


def test_an_unauthenticated_operation_needs_no_key() -> None:
    optional = replace(SERVICE, needs_credential=False)
    with httpx2.Client(transport=httpx2.MockTransport(fine)) as http_client:
        free = SyncClient(optional, Transport(http_client), given={}, base_url=None, options={})
        assert free.send(replace(make_thing(), security=()), {})["key"] is None
        with pytest.raises(ConfigurationError, match="no credential"):
            free.send(make_thing(), {})


def test_an_http_client_of_the_wrong_kind_is_a_type_error() -> None:
    with (
        httpx2.Client() as sync,
        pytest.raises(TypeError, match="http_client must be an httpx2.AsyncClient, not a httpx2"),
    ):
        AsyncTransport(cast(httpx2.AsyncClient, sync))
    with pytest.raises(TypeError, match="http_client must be an httpx2.Client, not a builtins.dict"):
        Transport(cast(httpx2.Client, {}))


def test_a_callers_own_http_client_stays_open_and_its_end_is_told() -> None:
    with httpx2.Client(transport=httpx2.MockTransport(fine)) as http_client:
        with sync_client(http_client) as own:
            assert own.send(make_thing(), {})["key"] == f"Bearer {KEY}"
        assert not http_client.is_closed
        with pytest.raises(ConfigurationError, match="this client is closed"):
            own.send(make_thing(), {})
        again = sync_client(http_client)
    with pytest.raises(ConfigurationError, match="this client is closed"):
        again.send(make_thing(), {})


def test_with_options_changes_a_copy() -> None:
    seen: list[str | None] = []

    def handler(request: httpx2.Request) -> httpx2.Response:
        seen.append(request.headers.get("x-a"))
        return httpx2.Response(200, json={})

    with httpx2.Client(transport=httpx2.MockTransport(handler)) as http_client, sync_client(http_client) as one:
        other = one.with_options(extra_headers={"X-A": "1"})
        other.send(make_thing(), {})
        other.send(make_thing(), {"extra_headers": {"x-a": "2"}})
        one.send(make_thing(), {})
        with pytest.raises(TypeError, match="unexpected keyword argument 'retries'"):
            one.with_options(retries=1)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    assert seen == ["1", "2", None]


# --- checks ----------------------------------------------------------------------------------------------------------


def faulty(found: Faults) -> None:
    found.add(".name", "maxLength", "81 characters, 63 at most")
    found.add(".size", "maximum", "9, 5 at most", ("maximum",))


def never(request: httpx2.Request) -> httpx2.Response:
    raise AssertionError("a request went out")


@both
def test_a_wrong_request_is_refused_before_any_io(flavour: Flavour) -> None:
    with pytest.raises(RequestValidationError) as error:
        answered(flavour, never, replace(make_thing(account_id=".."), check=faulty))
    assert [fault.path for fault in error.value.faults] == ["name", "account_id"]


@both
def test_warnings_point_at_the_caller(flavour: Flavour) -> None:
    with pytest.warns(RequestWarning) as caught:
        answered(flavour, fine, replace(make_thing(), check=faulty), validate="warn")
    assert [str(each.message) for each in caught] == [
        "things.make: name: 81 characters, 63 at most",
        "things.make: size: 9, 5 at most",
    ]
    assert {Path(each.filename).name for each in caught} == {"serving.py"}


@both
def test_validation_can_be_switched_off_but_not_for_paths(flavour: Flavour) -> None:
    answered(flavour, fine, replace(make_thing(), check=faulty), validate="off")
    with pytest.raises(RequestValidationError):
        answered(flavour, never, make_thing(account_id=".."), validate="off")


def test_the_place_of_a_rule_is_added_to_its_fault() -> None:
    def locate(fault: Fault, operation: str) -> Fault:
        return replace(fault, source=f"rule of {operation}")

    service = replace(SERVICE, locate=locate)
    with SyncClient(service, Transport(None), given={"api_key": KEY}, base_url=None, options={}) as located:
        with pytest.raises(RequestValidationError) as error:
            located.send(replace(make_thing(), check=faulty), {})
    assert str(error.value).splitlines() == [
        "things.make: 1 fault, nothing was sent",
        "  name: 81 characters, 63 at most",
        "      rule of things.make",
    ]


# --- answers ---------------------------------------------------------------------------------------------------------


class Drifting(Json):
    """Always finds the same differences."""

    def decode(self, content: bytes, content_type: str, strict: bool) -> Decoded[dict[str, object]]:
        drift = (Drift("items[0].state", "'A' | 'B'", "secret-value"), Drift("items[1].state", "'A' | 'B'", "C"))
        return Decoded(super().decode(content, content_type, strict).value, drift)


@both
def test_drift_is_logged_once_for_each_place_without_its_value(
    flavour: Flavour, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "templates")
    answered(flavour, fine, replace(make_thing(), answers={"200": Drifting()}))
    lines = [record.getMessage() for record in caplog.records if record.name == "templates"]
    assert lines == ["things.make: items[].state is a str, expected 'A' | 'B'"]


@both
@pytest.mark.parametrize("body", [b"", b"null", b"[]", b"<html>", b'{"a": '])
def test_a_success_that_is_not_what_was_promised_is_an_error_of_the_tree(flavour: Flavour, body: bytes) -> None:
    def handler(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, content=body, headers={"x-request-id": "r-1", "x-echo": KEY})

    with pytest.raises(ResponseValidationError) as error:
        answered(flavour, handler, make_thing())
    assert (error.value.status_code, error.value.request_id, error.value.attempts) == (200, "r-1", 1)
    assert str(error.value).startswith("POST /v1/accounts/{account_id}/things: 200, but the body is not as promised: ")
    assert KEY not in repr(error.value.headers)


@both
def test_a_success_of_another_status_is_read_like_the_documented_one(flavour: Flavour) -> None:
    assert answered(flavour, lambda request: httpx2.Response(202, json={"a": 1}), make_thing()) == {"a": 1}


class Upper:
    """An error type of the document."""

    def decode(self, content: bytes, content_type: str, strict: bool) -> Decoded[object]:
        return Decoded({"typed": json.loads(content)["message"]}, ())


@both
@pytest.mark.parametrize("key", ["400", "4XX", "default"])
def test_an_error_body_is_typed_where_the_document_types_it(flavour: Flavour, key: str) -> None:
    errors: dict[str, Decoder[object]] = {key: Upper()}
    with pytest.raises(BadRequestError) as error:
        answered(flavour, lambda request: httpx2.Response(400, json={"message": "no"}), make_thing(errors=errors))
    assert error.value.body == {"typed": "no"}
    assert error.value.reason == "no"


class Things(Resource):
    """As the generator prints it."""

    def make(self, name: str) -> dict[str, object]:
        return self._client.send(make_thing({"name": name}), {})

    @property
    def with_raw_response(self) -> ThingsWithRawResponse:
        return ThingsWithRawResponse(Things(raw_sender(self._client)))


class ThingsWithRawResponse:
    """One line a method."""

    def __init__(self, things: Things) -> None:
        self.make = raw_method(things.make)


def test_the_raw_response_comes_with_its_reader() -> None:
    def handler(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, content=request.content, headers={"X-Request-Id": "r-1"})

    with httpx2.Client(transport=httpx2.MockTransport(handler)) as http_client, sync_client(http_client) as one:
        things = Things(one)
        raw = things.with_raw_response.make("n")
        assert type(raw) is RawResponse
        assert (raw.status_code, raw.content, raw.request_id) == (200, b'{"name":"n"}', "r-1")
        assert raw.headers["x-request-id"] == "r-1"
        assert raw.parse() == {"name": "n"} == things.make("n")


@both
def test_retry_after_is_told_and_the_pause_kept_within_the_deadline(flavour: Flavour) -> None:
    def handler(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(429, headers={"retry-after": "30"})

    with pytest.raises(APIStatusError) as error:
        answered(flavour, handler, make_thing(), deadline=5)
    assert (error.value.retry_after, error.value.attempts) == (30.0, 1)


@both
def test_attempts_are_counted_and_made_again(flavour: Flavour) -> None:
    statuses = iter([503, 429, 200])

    def handler(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(next(statuses), json={}, headers={"retry-after": "0"})

    assert answered(flavour, handler, make_thing()) == {}
    assert list(statuses) == []


# --- exceptions ------------------------------------------------------------------------------------------------------


@both
@pytest.mark.parametrize(
    "raised",
    [
        httpx2.ReadError("r"),
        httpx2.LocalProtocolError(f"Illegal header value b'Bearer {KEY}'"),
        httpx2.UnsupportedProtocol("u"),
        httpx2.DecodingError("d"),
        httpx2.TooManyRedirects("t"),
        httpx2.ProxyError("p"),
        httpx2.InvalidURL("i"),
        httpx2.StreamClosed(),
        httpx2.ReadTimeout("t"),
        httpx2.PoolTimeout("t"),
        OSError(5, "io"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_no_exception_of_the_library_or_system_comes_out(flavour: Flavour, raised: Exception) -> None:
    def handler(request: httpx2.Request) -> httpx2.Response:
        raise raised

    with pytest.raises(APIError) as error:
        answered(flavour, handler, make_thing(), max_retries=0)
    told = "".join(traceback.format_exception(error.value)) + repr(error.value) + repr(vars(error.value))
    assert KEY not in told
    assert error.value.__cause__ is None and error.value.__context__ is None
    assert pickle.loads(pickle.dumps(error.value)).message == error.value.message


@both
@pytest.mark.parametrize("raised", [KeyboardInterrupt(), TypeError("t"), asyncio.CancelledError(), ZeroDivisionError()])
def test_what_is_not_about_the_call_passes(flavour: Flavour, raised: BaseException) -> None:
    def handler(request: httpx2.Request) -> httpx2.Response:
        raise raised

    with pytest.raises(type(raised)):
        answered(flavour, handler, make_thing())


# --- secrets ---------------------------------------------------------------------------------------------------------


@both
def test_the_log_tells_of_attempts_but_of_no_value(flavour: Flavour, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    statuses = iter([503, 200])

    def handler(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(next(statuses), json={"b": "answer-value"}, headers={"x-request-id": "r-1"})

    answered(flavour, handler, make_thing({"a": "body-value"}), extra_query={"q": "query-value"})
    ours = [record.getMessage() for record in caplog.records if record.name == "templates"]
    assert len(ours) == 3
    assert ours[0].startswith("POST /v1/accounts/{account_id}/things: 503, attempt 1, 0.0")
    assert ours[1].startswith("POST /v1/accounts/{account_id}/things: once more in 0.")
    assert ours[2].endswith(" s, request id r-1")
    assert not [line for line in ours for value in (KEY, "-value", "my-account") if value in line]
    assert KEY not in caplog.text


def test_a_key_in_the_query_is_in_no_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    service = replace(SERVICE, schemes=(Scheme("query", "key", "api_key"),), guard=hide_in_logs)
    with httpx2.Client(transport=httpx2.MockTransport(fine)) as http_client:
        keyed = SyncClient(service, Transport(http_client), given={"api_key": KEY}, base_url=None, options={})
        assert str(keyed.send(make_thing(), {})["url"]).endswith(f"?key={KEY}")
    assert "?key=[redacted]" in caplog.text
    assert KEY not in caplog.text


@pytest.mark.parametrize("make", [sync_client, async_client])
def test_no_repr_shows_a_key(make: Callable[[], BaseClient[Transport] | BaseClient[AsyncTransport]]) -> None:
    made = make()
    assert KEY not in repr(made)
    assert KEY not in repr(vars(made))


# --- import ----------------------------------------------------------------------------------------------------------


def test_importing_the_client_imports_neither_httpx2_nor_pydantic() -> None:
    code = (
        "import sys; import templates.runtime.client, templates.runtime.styles; "
        "print(sorted({'httpx2', 'httpcore2', 'pydantic', 'anyio', 'asyncio'} & set(sys.modules)))"
    )
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=root, env=environment)
    assert (run.stdout, run.stderr) == ("[]\n", "")
