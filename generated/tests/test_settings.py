"""Credentials, options, retries and what they say, by tables: also the kinds that this API does not have."""

from __future__ import annotations

import base64
import email.utils
import json
from dataclasses import replace
from typing import Any

import pytest

from .flavours import package
from .test_parts import part

ENCODED = base64.b64encode(b"user:pass word").decode()


@pytest.mark.parametrize(("kind", "wire", "value", "header", "secrets"), [
    ("bearer", "Authorization", "s3cret", ("authorization", "Bearer s3cret"), ("s3cret",)),
    ("basic", "Authorization", "user:pass word", ("authorization", f"Basic {ENCODED}"),
     (ENCODED, "user%3Apass%20word", "user:pass word", "pass word")),
    ("header", "X-Key", "a&bc", ("x-key", "a&bc"), ("a%26bc", "a&bc")), ("header", "X-Key", "abc", ("x-key", "abc"), ()),
    ("cookie", "sid", "s3cret", ("cookie", "sid=s3cret"), ("s3cret",)), ("query", "key", "s3cret", None, ("s3cret",)),
])  # fmt: skip
def test_a_credential_of_each_kind_goes_where_it_belongs_and_is_hidden(
    kind: str, wire: str, value: str, header: tuple[str, str] | None, secrets: tuple[str, ...]
) -> None:
    one = part("credentials").Scheme(kind, wire, "key").credential(value)
    assert (one.header, one.secrets) == (header, secrets) or set(one.secrets) == set(secrets)
    assert list(one.secrets) == sorted(one.secrets, key=len, reverse=True)
    assert value not in repr(one)


def test_a_credential_is_given_or_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    scheme = part("credentials").Scheme("bearer", "Authorization", "api_key", "A_KEY")
    assert scheme.credential(None) is None and scheme.credential(" k ").value == "k"
    monkeypatch.setenv("A_KEY", "")
    assert scheme.credential(None) is None
    monkeypatch.setenv("A_KEY", "from-there")
    assert scheme.credential(None).value == "from-there"
    for given, says in (("", "api_key"), ("a\x1f", "api_key"), ("a\x7f", "api_key")):
        with pytest.raises(package.ConfigurationError, match=f"^{says} is empty"):
            scheme.credential(given)
    monkeypatch.setenv("A_KEY", "a\nb")
    with pytest.raises(package.ConfigurationError, match="^A_KEY is empty"):
        scheme.credential(None)
    assert scheme.credential("a ~!").value == "a ~!"


def test_a_user_without_a_password_is_refused_and_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    scheme = part("credentials").Scheme("basic", "Authorization", "login", "A_LOGIN")
    for value in ("u:p", "u:", ":p", "u:p:q"):
        assert scheme.credential(value).value == value
    with pytest.raises(package.ConfigurationError) as error:
        scheme.credential("s3cret")
    assert str(error.value) == 'login= must be "user:password", with the colon (RFC 7617)'
    monkeypatch.setenv("A_LOGIN", "s3cret")
    with pytest.raises(package.ConfigurationError, match='^A_LOGIN must be "user:password"'):
        scheme.credential(None)


def test_a_missing_credential_names_every_way() -> None:
    schemes = (
        part("credentials").Scheme("bearer", "A", "one", "ONE"),
        part("credentials").Scheme("header", "B", "two"),
    )
    assert str(part("credentials").missing_credential(schemes)) == "no credential: pass one= or set ONE, or pass two="


@pytest.mark.parametrize("needs", [True, False])
def test_a_client_without_a_credential_is_made_only_where_some_operation_needs_none(needs: bool) -> None:
    schemes = (part("credentials").Scheme("bearer", "A", "one"),)
    service = part("client").Service(
        package="p", version="1", base_url="https://a.example", schemes=schemes, needs_credential=needs
    )
    more: dict[str, Any] = {"given": {}, "base_url": None, "options": {}}
    if not needs:
        assert part("client").BaseClient(service, None, **more)
        return
    with pytest.raises(package.ConfigurationError, match="pass one="):
        part("client").BaseClient(service, None, **more)


def test_a_parameter_of_the_client_is_given_or_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    service = part("client").Service(
        package="p", version="1", base_url="https://a.example", schemes=(), needs_credential=False,
        parameters=(("place", "A_PLACE"),),
    )  # fmt: skip

    def made(place: str | None = None) -> Any:
        return part("client").BaseClient(service, None, given={"place": place}, base_url=None, options={})

    monkeypatch.delenv("A_PLACE", raising=False)
    for _ in ("no variable", "an empty one"):
        with pytest.raises(
            package.ConfigurationError, match="^no place: pass place= to the method or to the client, or set A_PLACE$"
        ):
            made().parameter("place", None)
        assert made().parameter("place", "here") == "here" and "place" not in repr(made())
        monkeypatch.setenv("A_PLACE", "")
    monkeypatch.setenv("A_PLACE", "there")
    assert (made().parameter("place", None), made("here").parameter("place", None)) == ("there", "here")
    assert (made("").parameter("place", None), made("here").parameter("place", "")) == ("", "")


def failing(error: Any, content: bytes) -> Any:
    """The error of a call whose 400 is read by a decoder of our own."""
    call = part("call").Call(
        operation="o", method="GET", template="/t", path=("/t",), answers={}, errors={"400": error}
    )
    sent = part("request").Request("GET", "https://a.example/t", {}, None)
    exchange = part("exchange").Exchange(call, sent, part("options").Settings())
    headers = part("answer").Headers([("Content-Type", "application/json; charset=x")])
    return exchange.status_error(part("answer").Answer(400, headers, content))


def test_the_body_of_an_error_is_read_as_the_document_types_it_where_it_is_json() -> None:
    told: list[tuple[bytes, str, bool]] = []

    class Decoder:
        """Notes what it is given."""

        def decode(self, content: bytes, content_type: str, strict: bool) -> Any:
            """The type that the answer says it is of."""
            told.append((content, content_type, strict))
            if content == b"[]":
                raise part("errors").UndecodableBody("no")
            return part("decode").Decoded(content_type)

    typed: Any = Decoder()
    assert failing(typed, b"{}").body == "application/json; charset=x"
    assert failing(typed, b"[]").body == []
    assert failing(None, b'{"a": 1}').body == {"a": 1}
    html = failing(typed, b"<p>no</p>")
    assert (html.body, html.text) == (None, "<p>no</p>")
    assert told == [(b"{}", "application/json; charset=x", False), (b"[]", "application/json; charset=x", False)]


@pytest.mark.parametrize(("content", "charset", "body", "text"), [
    (b'{"a": "\xf6"}', "; charset=iso-8859-1", {"a": "ö"}, '{"a": "ö"}'), (b"\xf6", "; charset=nonesuch", None, "�"),
    ('{"a": "ö"}'.encode(), "; charset=nonesuch", {"a": "ö"}, '{"a": "ö"}'), (b"\xf6", '; charset="cp1252"', None, "ö"),
    (b'{"a": "\xf6"}', "", {"a": "�"}, '{"a": "�"}'), ('{"a": "ö"}'.encode("utf-16"), "; Charset=UTF-16", {"a": "ö"}, '{"a": "ö"}'),
])  # fmt: skip
def test_a_failure_is_read_in_the_charset_that_it_names(content: bytes, charset: str, body: Any, text: str) -> None:
    headers = part("answer").Headers([("content-type", f"application/json{charset}")])
    error = package.APIStatusError(part("answer").Answer(400, headers, content))
    assert (error.body, error.text) == (body, text)


@pytest.mark.parametrize(("body", "rpc", "code", "reason"), [
    ([7, {"error": {"code": 5, "message": "gone"}}], True, "NOT_FOUND", "gone"), ({"code": "5", "message": "a"}, True, "NOT_FOUND", "a"),
    ({"code": "5", "message": "a"}, False, None, "a"), ({"code": "17", "message": "a"}, True, None, "a"),
    ({"code": "005", "message": "a"}, True, None, "a"), ([], True, None, "text"),
    ({"code": 9, "details": [{"@type": "x/google.rpc.LocalizedMessage", "message": "no"}]}, True, "FAILED_PRECONDITION", "no"),
    ({"code": 9, "details": [{"locale": "en", "message": "no"}]}, True, "FAILED_PRECONDITION", "no"),
    ({"code": 9, "details": [{"message": "no"}]}, True, "FAILED_PRECONDITION", "text"),
])  # fmt: skip
def test_the_problem_that_an_error_tells_of_has_a_name_and_a_sentence(
    body: Any, rpc: bool, code: str | None, reason: str
) -> None:
    found = part("answer").problem_of(body, "text", rpc=rpc)
    assert (found.code, found.reason) == (code, reason)
    assert (
        part("answer").problem_of({"code": 5, "message": "gone"}, "").code is None
    )  # a number has a name only in gRPC


def test_an_error_that_no_call_made_was_never_sent() -> None:
    error = package.APIError("x")
    assert (error.operation, error.method, error.template, error.attempts, str(error)) == ("", "", "", 0, "x")


@pytest.mark.parametrize(("name", "value", "error"), [
    ("timeout", 0, ValueError), ("timeout", -1, ValueError), ("timeout", float("inf"), ValueError), ("timeout", True, TypeError),
    ("timeout", "1", TypeError), ("deadline", 0, ValueError), ("deadline", float("nan"), ValueError), ("deadline", [], TypeError),
    ("max_retries", -1, ValueError), ("max_retries", 1.5, TypeError), ("max_retries", True, TypeError),
    ("retry_unsafe", 1, TypeError), ("strict_responses", "yes", TypeError), ("validate", "maybe", ValueError),
    ("extra_headers", [], TypeError), ("extra_headers", {"a": 1}, TypeError), ("extra_headers", {1: "a"}, TypeError),
    ("extra_query", 1, TypeError), ("extra_query", {1: 1}, TypeError), ("extra_body", [], TypeError), ("extra_body", {1: 1}, TypeError),
    ("max_retry", 1, TypeError), ("nothing_alike", 1, TypeError),
])  # fmt: skip
def test_an_option_of_the_wrong_kind_or_size_is_refused_by_name(name: str, value: Any, error: type[Exception]) -> None:
    with pytest.raises(error, match=name):
        part("options").Settings().merged({name: value})


@pytest.mark.parametrize(("name", "value"), [
    ("timeout", None), ("timeout", 0.001), ("deadline", None), ("deadline", 3), ("max_retries", 0), ("validate", "warn"),
    ("validate", "off"), ("retry_unsafe", True), ("strict_responses", True), ("extra_headers", {"a": None, "b": "c"}),
])  # fmt: skip
def test_an_option_that_is_one_is_taken(name: str, value: Any) -> None:
    assert getattr(part("options").Settings().merged({name: value}), name) == value


def test_the_defaults_and_how_options_lie_over_one_another() -> None:
    plain = part("options").Settings()
    assert (plain.timeout, plain.deadline, plain.max_retries, plain.retry_unsafe) == (60.0, None, 2, False)
    assert (plain.validate, plain.strict_responses, plain.merged({}) is plain) == ("strict", False, True)
    client = plain.merged({"extra_body": {"a": {"b": 1, "c": 2}}, "extra_headers": {"x": "1"}, "timeout": 5})
    call = client.merged({"extra_body": {"a": {"b": package.OMIT, "d": None}}, "extra_headers": {"y": "2"}})
    assert (call.timeout, call.extra_headers) == (5, {"x": "1", "y": "2"})
    assert part("options").merged_tree({"a": {"b": 0, "e": 5}, "f": 6}, call.extra_body) == {
        "a": {"e": 5, "c": 2, "d": None},
        "f": 6,
    }
    assert part("options").merged_tree([1], {"a": 1}) == {"a": 1} and part("options").merged_tree({"a": 1}, [2]) == [2]
    with pytest.raises(TypeError, match="did you mean 'max_retries'"):
        plain.merged({"max_retry": 1})
    with pytest.raises(TypeError, match="options are timeout, deadline"):
        plain.merged({"zzz": 1})


def outcome(status: int, **headers: str) -> Any:
    """An answer with these headers, underscores as hyphens."""
    pairs = [(name.replace("_", "-"), value) for name, value in headers.items()]
    return part("answer").Answer(status, part("answer").Headers(pairs), b"")


@pytest.mark.parametrize(("headers", "seconds"), [
    ({"retry_after": "7"}, 7.0), ({"retry_after": " 7 "}, 7.0), ({"retry_after": "1.5"}, 1.5), ({"retry_after_ms": "250"}, 0.25),
    ({"retry_after_ms": "x", "retry_after": "2"}, 2.0), ({"retry_after_ms": "250", "retry_after": "2"}, 0.25),
    ({"retry_after": "-1"}, None), ({"retry_after": "soon"}, None), ({}, None), ({"retry_after": "9" * 12}, 999999999999.0),
    ({"retry_after": "9" * 13}, None), ({"retry_after": email.utils.formatdate(1010, usegmt=True)}, 10.0),
    ({"retry_after": email.utils.formatdate(990, usegmt=True)}, 0.0),
])  # fmt: skip
def test_what_the_server_asks_to_wait_is_read_in_every_form(headers: dict[str, str], seconds: float | None) -> None:
    assert part("retry").retry_after(outcome(429, **headers).headers, 1000.0) == seconds


def asking(content: bytes, **headers: str) -> Any:
    """The seconds that an answer asks to wait, in a header or in its body."""
    return part("retry").asked_wait(replace(outcome(429, **headers), content=content), 1000.0)


def test_a_header_goes_before_what_an_error_asks_to_wait() -> None:
    for detail in (
        {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "3.5s"},
        {"retryDelay": {"seconds": "3"}},
    ):
        content = json.dumps({"error": {"code": 8, "message": "slowly", "details": [{"other": 1}, detail]}}).encode()
        assert asking(content) == (3.5 if "@type" in detail else 3.0)
        assert (asking(content, retry_after="7"), asking(content, retry_after="0")) == (7.0, 0.0)
        assert (asking(content, retry_after_ms="250"), asking(content, retry_after="soon")) == (0.25, asking(content))
    for said in (b'{"retry": 1}', b"[]", b"<p>Retry later</p>", b"retry", b"[" * 100_000 + b"etry"):
        assert asking(said) is None


def decided(result: Any, method: str = "POST", attempt: int = 1, **given: Any) -> float | None:
    """The pause before the next attempt at a chance of 1, or None."""
    made = part("retry").decision(
        result, part("options").Settings().merged(given), method, attempt, now=lambda: 1000.0, random=lambda: 1.0
    )
    return getattr(made, "seconds", None)


@pytest.mark.parametrize(
    "method", ["GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE", "QUERY", "get", "POST", "PATCH"]
)
def test_only_what_is_safe_to_repeat_is_repeated(method: str) -> None:
    safe = method.upper() not in ("POST", "PATCH")
    for status in (400, 401, 404, 408, 409, 412, 425, 429, 500, 501, 502, 503, 504, 505):
        wanted = status in (429, 503) or (safe and status in (408, 500, 502, 504))
        assert (decided(outcome(status), method) is not None) == wanted, status
        assert (decided(outcome(status), method, retry_unsafe=True) is not None) == (
            status in (408, 429, 500, 502, 503, 504)
        )
        assert decided(outcome(status, x_should_retry=" False "), method) is None
        assert (decided(outcome(status, x_should_retry="true"), method) is not None) == wanted
    for stage, wanted in (("connect", True), ("exchange", safe), ("hopeless", False)):
        assert (decided(part("retry").Failure(stage, "x"), method) is not None) == wanted
        assert (decided(part("retry").Failure(stage, "x"), method, retry_unsafe=True) is not None) == (
            stage != "hopeless"
        )


def test_pauses_double_end_at_eight_seconds_and_the_server_has_a_minute() -> None:
    assert [decided(outcome(503), attempt=one, max_retries=99) for one in (1, 2, 3, 4, 5, 6, 40)] == [
        0.5,
        1,
        2,
        4,
        8,
        8,
        8,
    ]
    assert decided(outcome(503), attempt=10_000, max_retries=10_000) == 8
    assert [decided(outcome(503, retry_after=text)) for text in ("59", "60", "61")] == [59, 60, 60]
    assert [decided(outcome(503), attempt=one) for one in (2, 3)] == [1.0, None]
    assert decided(outcome(503), max_retries=0) is None


def test_what_a_caller_sends_or_gets_is_in_no_repr() -> None:
    call, secret = part("call"), "s3cret-f00d"
    body = part("encode").Body(secret)
    made = call.Call(
        operation="o", method="GET", template="/t", path=("/t",), answers={"200": secret}, headers=(("a", secret),), body=body,
        errors={"400": secret},
    )  # fmt: skip
    assert secret not in repr(made) and "lambda" not in repr(made)
    sent = part("request").Request("GET", f"http://a/?{secret}", {"a": secret}, secret.encode(), frozenset(), (secret,))
    got = part("answer").Answer(200, part("answer").Headers(), secret.encode())
    raw = package.RawResponse(200, part("answer").Headers([("a", secret)]), secret.encode(), None, 0.5, lambda: secret)
    assert [one for one in (sent, got, raw) if secret in repr(one) or "lambda" in repr(one)] == []
    assert (made.media_type, made.query, sent.method, raw.elapsed) == ("application/json", (), "GET", 0.5)


def test_a_secret_is_hidden_in_texts_headers_and_bytes() -> None:
    got = part("answer").Answer(200, part("answer").Headers([("a", "x s3cret y")]), b"s3cret and s3cret")
    hidden = got.redacted(("s3cret",))
    assert (hidden.content, hidden.headers["a"]) == (b"[redacted] and [redacted]", "x [redacted] y")
    assert replace(hidden, content=b"", headers=got.headers) == replace(got, content=b"")
    for charset in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "cp037"):
        headers = part("answer").Headers(
            [("content-type", f"text/plain; charset={charset}")] if charset == "cp037" else []
        )
        written = part("answer").Answer(200, headers, "a s3cret b".encode(charset))
        assert written.redacted(("s3cret",)).content.decode(charset) == "a [redacted] b"
    assert part("answer").hidden("xx b yy", ("xx", "yy")) == "[redacted] b [redacted]"


@pytest.mark.parametrize(("status", "name"), [
    (400, "BadRequestError"), (401, "AuthenticationError"), (403, "PermissionDeniedError"), (404, "NotFoundError"),
    (409, "ConflictError"), (422, "UnprocessableEntityError"), (429, "RateLimitError"), (500, "InternalServerError"),
    (503, "InternalServerError"), (599, "InternalServerError"), (600, "APIStatusError"), (418, "APIStatusError"), (499, "APIStatusError"),
])  # fmt: skip
def test_each_status_has_its_class(status: int, name: str) -> None:
    asked = part("errors").Asked("o", "GET", "/t", 1)
    error = package.APIStatusError.of(outcome(status), asked=asked, hint="h")
    assert type(error) is getattr(package, name)
    assert (error.operation, error.method, error.template, error.attempts, error.hint) == ("o", "GET", "/t", 1, "h")
    assert str(error).startswith(f"GET /t: {status}") and str(error).endswith("\n  (h)")


@pytest.mark.parametrize(
    "name", ["x-request-id", "request-id", "x-amzn-requestid", "x-amz-request-id", "x-correlation-id", "cf-ray"]
)
def test_a_request_id_has_many_names(name: str) -> None:
    assert outcome(200, **{name: "i"}).request_id == "i"
    assert outcome(200, cf_ray="last", **{name: "i"} if name != "cf-ray" else {}).request_id in ("i", "last")
    assert outcome(200, x_other="i").request_id is None
