"""Signed URLs that a server answered are in no error, whatever was wrong with the answer."""

from __future__ import annotations

import json
import pickle
from dataclasses import replace
from typing import Any, Literal

import httpx2
import pytest

from templates.runtime.decode import JsonDecoder
from templates.runtime.errors import APIStatusError, ResponseValidationError
from templates.runtime.signed import unsigned
from tests.runtime.serving import FLAVOURS, Flavour, answered, make_thing

S3 = "https://b.s3.test/k?X-Amz-Credential=AKIA0001%2Fx&X-Amz-Date=20260101T000000Z&X-Amz-Signature=5161616161"
URLS = {
    S3: "https://b.s3.test/k?X-Amz-Credential=[redacted]&X-Amz-Date=20260101T000000Z&X-Amz-Signature=[redacted]",
    "https://s.test/k?X-Goog-Algorithm=RSA&x-goog-signature=0a1b#top": (
        "https://s.test/k?X-Goog-Algorithm=RSA&x-goog-signature=[redacted]#top"
    ),
    "https://a.test/k?sv=1&sig=ab%2Fc%3D&se=2": "https://a.test/k?sv=1&sig=[redacted]&se=2",
    "https://f.test/k?alt=media&token=0-1-2": "https://f.test/k?alt=media&token=[redacted]",
    "https://c.test/k?Policy=eyJ9&Signature=a~b&Key-Pair-Id=K1": (
        "https://c.test/k?Policy=[redacted]&Signature=[redacted]&Key-Pair-Id=[redacted]"
    ),
    r"https://g.test/k?a=1\u0026Signature=abc\u0026b=2": r"https://g.test/k?a=1\u0026Signature=[redacted]\u0026b=2",
    "https://h.test/k?a=1&amp;sig=abc&amp;b=2": "https://h.test/k?a=1&amp;sig=[redacted]&amp;b=2",
    "https://p.test/k?page_token=abc&design=1&tokens=5": "https://p.test/k?page_token=abc&design=1&tokens=5",
    "the signature=abc of a text": "the signature=abc of a text",
}
both = pytest.mark.parametrize("flavour", FLAVOURS)


@pytest.mark.parametrize("url", URLS)
def test_what_signs_a_url_is_redacted_and_nothing_else(url: str) -> None:
    assert unsigned(f'{{"u": "{url}"}}') == f'{{"u": "{URLS[url]}"}}'


def everything(error: Exception) -> str:
    """All that an error shows and holds."""
    return f"{error} {error!r} {vars(error)} {pickle.dumps(error)!r}"


@both
def test_a_success_that_was_cut_short_does_not_show_the_urls_in_it(flavour: Flavour) -> None:
    def cut(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, content=json.dumps({"urls": {"a": S3, "b": S3}})[:-30].encode())

    with pytest.raises(ResponseValidationError, match="it is not JSON") as error:
        answered(flavour, cut, make_thing())
    assert "X-Amz-Signature=[redacted]" in error.value.text
    assert "5161616161" not in everything(error.value) and "AKIA0001" not in everything(error.value)


@both
@pytest.mark.parametrize("wanted", [int, list[int], Literal["a"]])
def test_a_url_in_place_of_something_else_is_not_shown_either(flavour: Flavour, wanted: Any) -> None:
    body = [S3] if wanted == list[int] else S3
    call: Any = replace(make_thing(), answers={"200": JsonDecoder(lambda: wanted)})
    with pytest.raises(ResponseValidationError) as error:
        answered(flavour, lambda request: httpx2.Response(200, json=body), call, strict_responses=True)
    assert "5161616161" not in everything(error.value)


@both
def test_a_failure_that_tells_of_a_url_hides_its_signature(flavour: Flavour) -> None:
    def refuse(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(400, json={"message": f"see {S3}"}, headers={"location": S3})

    with pytest.raises(APIStatusError) as error:
        answered(flavour, refuse, make_thing())
    assert error.value.reason == f"see {URLS[S3]}"
    assert error.value.headers["location"] == URLS[S3]
    assert "5161616161" not in everything(error.value)
