"""The error tree: classes, messages, what is read from bodies, copies."""

from __future__ import annotations

import copy
import json
import pickle

import pytest

from templates.runtime import errors
from templates.runtime.answer import Answer, Headers
from templates.runtime.errors import APIConnectionError, APIError, APIStatusError, APITimeoutError, Asked
from templates.runtime.errors import ConfigurationError, ConflictError, RequestValidationError, ResponseValidationError
from templates.runtime.errors import UndecodableBody
from templates.runtime.faults import Fault

ASKED = Asked("things.make", "POST", "/v1/things/{id}", 2, rpc=True)


def status_error(status: int, content: bytes | object = b"", **headers: str) -> APIStatusError:
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    pairs = ((name.replace("_", "-"), value) for name, value in headers.items())
    return APIStatusError.of(Answer(status, Headers(pairs), body), asked=ASKED)


@pytest.mark.parametrize(
    ("status", "name"),
    [
        (302, "APIStatusError"),
        (400, "BadRequestError"),
        (401, "AuthenticationError"),
        (402, "APIStatusError"),
        (403, "PermissionDeniedError"),
        (404, "NotFoundError"),
        (408, "APIStatusError"),
        (409, "ConflictError"),
        (422, "UnprocessableEntityError"),
        (429, "RateLimitError"),
        (500, "InternalServerError"),
        (503, "InternalServerError"),
        (599, "InternalServerError"),
        (600, "APIStatusError"),
    ],
)
def test_each_status_has_its_class(status: int, name: str) -> None:
    assert type(status_error(status)) is getattr(errors, name)


@pytest.mark.parametrize(
    ("body", "code", "reason"),
    [
        ({"code": 6, "message": "it exists", "details": []}, "ALREADY_EXISTS", "it exists"),
        ({"error": {"code": 5, "message": "gone"}}, "NOT_FOUND", "gone"),
        ({"error": {"code": 404, "message": "gone", "status": "NOT_FOUND"}}, "NOT_FOUND", "gone"),
        ({"code": "ALREADY_EXISTS", "message": "it exists"}, "ALREADY_EXISTS", "it exists"),
        ({"error": "plain words"}, None, "plain words"),
        ({"error": {"message": "no key", "type": "auth", "code": "no_key"}}, "no_key", "no key"),
        ({"errors": [{"message": "first"}, {"message": "second"}]}, None, "first"),
        ([{"error": {"code": 5, "message": "gone"}}], "NOT_FOUND", "gone"),
        (["odd", {"code": 9, "message": "not now"}, {"code": 5, "message": "gone"}], "FAILED_PRECONDITION", "not now"),
        ({"code": "9", "message": "not now"}, "FAILED_PRECONDITION", "not now"),
        ({"code": "99", "message": "odd"}, None, "odd"),
        (
            {
                "code": 9,
                "message": "",
                "details": [{"@type": "x/google.rpc.LocalizedMessage", "message": "jetzt nicht"}],
            },
            "FAILED_PRECONDITION",
            "jetzt nicht",
        ),
        ({"detail": "not here"}, None, "not here"),
        ({"detail": [{"msg": "too short", "loc": ["a"]}, {"msg": "too long"}]}, None, "too short; too long"),
        ({"type": "https://x.test/p", "title": "Out of credit", "status": 403}, "https://x.test/p", "Out of credit"),
        ({"code": 409, "message": "m"}, None, "m"),
        ("just text in JSON", None, '"just text in JSON"'),
        ({"other": 1}, None, '{"other": 1}'),
        (b"upstream connect error", None, "upstream connect error"),
        (b"<html><head><title>502 Bad\n Gateway</title></head></html>", None, "502 Bad Gateway"),
        (b"<!DOCTYPE html><HTML><style>x{}</style><p>a &amp; b</p></HTML>", None, "a & b"),
        (b"\x1b[31mred\x00", None, "[31mred"),
        (b"\xff\xfe", None, "��"),
        (b"", None, ""),
    ],
)
def test_every_form_of_error_body_is_understood(body: object, code: str | None, reason: str) -> None:
    error = status_error(400, body)
    assert (error.code, error.reason) == (code, reason)


@pytest.mark.parametrize(
    ("content_type", "content", "reason", "body"),
    [
        ("application/json; charset=iso-8859-1", '{"message": "möp"}'.encode("latin-1"), "möp", {"message": "möp"}),
        ('application/json; CHARSET="UTF-16"', '{"message": "möp"}'.encode("utf-16"), "möp", {"message": "möp"}),
        ("application/json; charset=utf-16", '{"message": "möp"}'.encode(), "möp", {"message": "möp"}),
        ("application/json; charset=klingon", '{"message": "möp"}'.encode("latin-1"), "m�p", {"message": "m�p"}),
        ("text/plain; charset=cp1252", "möp".encode("cp1252"), "möp", None),
        ("text/plain; charset=klingon", "möp".encode(), "möp", None),
        ("text/plain; charset=utf-8", "möp".encode("latin-1"), "m�p", None),
        ("text/html; charset=shift_jis", "<title>もぷ</title>".encode("shift_jis"), "もぷ", None),
    ],
)
def test_an_error_is_read_in_the_charset_that_it_names_or_in_utf_8(
    content_type: str, content: bytes, reason: str, body: object
) -> None:
    error = APIStatusError.of(Answer(400, Headers([("Content-Type", content_type)]), content), asked=ASKED)
    assert (error.reason, error.body) == (reason, body)


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "utf-16-be", "utf-32-le", "cp037", "iso-8859-1", "klingon"])
@pytest.mark.parametrize("is_named", [True, False])
def test_a_secret_is_hidden_in_whatever_charset_the_server_repeats_it(charset: str, is_named: bool) -> None:
    written = '{"message": "the key s3cret-f00d is not known"}'.encode("utf-8" if charset == "klingon" else charset)
    headers = Headers([("Content-Type", f"application/json; charset={charset}" if is_named else "application/json")])
    error = APIStatusError.of(Answer(401, headers, written).redacted(("s3cret-f00d",)), asked=ASKED)
    assert "s3cret" not in f"{error} {error!r} {error.text} {error.body}"
    assert "the key [redacted] is not known" in error.reason or (charset == "cp037" and not is_named)


def test_the_error_holds_what_came_and_prints_as_one_line_and_one_of_notes() -> None:
    body = {"code": 6, "message": "thing 'a' exists", "details": [{"@type": "x"}]}
    error = status_error(409, body, x_request_id="7f3c", retry_after="3")
    assert isinstance(error, ConflictError)
    assert str(error) == ("POST /v1/things/{id}: 409 ALREADY_EXISTS: thing 'a' exists\n  request id 7f3c")
    assert (error.operation, error.method, error.template, error.attempts) == (
        "things.make", "POST", "/v1/things/{id}", 2,
    )  # fmt: skip
    assert (error.status_code, error.request_id, error.body, error.details) == (409, "7f3c", body, ({"@type": "x"},))
    assert error.headers["X-Request-ID"] == "7f3c"
    assert str(status_error(404)) == "POST /v1/things/{id}: 404"


@pytest.mark.parametrize("name", ["X-Request-Id", "request-id", "x-amzn-RequestId", "CF-Ray"])
def test_the_request_id_is_found_under_its_usual_names(name: str) -> None:
    assert APIStatusError.of(Answer(500, Headers([(name, "i")]), b""), asked=ASKED).request_id == "i"


def test_long_bodies_are_bounded_in_text_and_message() -> None:
    error = status_error(500, b"x" * 10_000_000)
    assert len(error.text) == 2000
    assert len(str(error)) < 600


def test_wrong_requests_list_all_faults_with_their_sources() -> None:
    faults = [
        Fault("model.display_name", "maxLength", "81 characters, 63 at most"),
        Fault("model.peft", "peft-required", "required when kind is A (kind is A)", "refuse", "rule peft-required"),
    ]
    error = RequestValidationError(faults, asked=ASKED)
    assert str(error) == (
        "things.make: 2 faults, nothing was sent\n"
        "  model.display_name: 81 characters, 63 at most\n"
        "  model.peft: required when kind is A (kind is A)\n"
        "      rule peft-required"
    )
    assert str(RequestValidationError(faults[:1])).startswith("1 fault, nothing was sent\n")
    assert error.faults == tuple(faults)
    assert isinstance(error, ValueError)


def test_a_body_that_is_not_as_promised_says_where_and_what() -> None:
    undecodable = UndecodableBody("an object is wanted", path="a.b", expected="object", got=[1])
    error = ResponseValidationError(undecodable, Answer(200, Headers(), b"[1]" * 1000), asked=ASKED)
    assert (error.path, error.expected, error.got) == ("a.b", "object", [1])
    assert str(error).startswith(
        "POST /v1/things/{id}: 200, but the body is not as promised: an object is wanted; it begins '[1][1]"
    )
    assert len(str(error)) < 300


@pytest.mark.parametrize(
    "error",
    [
        APIError("m", asked=ASKED),
        APIConnectionError("m", asked=ASKED, hint="h"),
        APITimeoutError("m", asked=ASKED),
        status_error(409, {"code": 6, "message": "x"}, x_request_id="i"),
        RequestValidationError([Fault("a", "b", "c")], asked=ASKED),
        ResponseValidationError(UndecodableBody("r"), Answer(200, Headers(), b"x"), asked=ASKED),
        ConfigurationError("m"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_every_error_survives_pickling_and_copying(error: APIError) -> None:
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert type(again) is type(error)
        assert str(again) == str(error)
        assert {k: str(v) for k, v in vars(again).items()} == {k: str(v) for k, v in vars(error).items()}


def test_everything_is_one_tree() -> None:
    kinds = [value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, Exception)]
    assert [kind.__name__ for kind in kinds if not issubclass(kind, APIError)] == ["UndecodableBody"]
    assert issubclass(APITimeoutError, APIConnectionError)
