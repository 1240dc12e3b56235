"""What must be in no text that is shown: signatures of URLs, and credentials in the lines that httpx2 logs."""

from __future__ import annotations

import logging
import os
import signal
from typing import Any

import pytest

from .test_parts import HAS, part

if_logged = pytest.mark.parametrize("has", [True] if "log_lines" in HAS else [], ids=str)
NAMES = [
    "X-Amz-Signature", "x-amz-credential", "X-Amz-Security-Token", "x-goog-signature", "X-Goog-Credential", "Signature", "sig",
    "token", "access_token", "Policy", "Key-Pair-Id", "AWSAccessKeyId", "OSSAccessKeyId", "q-signature",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("before", ["?", "?a=1&", "?a=1&amp;", "?a=1\\\\u0026"])
def test_whatever_signs_a_url_is_hidden_up_to_its_end(name: str, before: str) -> None:
    signed = part("signed")
    for end in ("", "&b=2", "#c", " d", '"', "'", "<", ">", "\\\\"):
        text = f"https://a.example/p{before}{name}=s3%2Fcret{end}"
        shown = f"https://a.example/p{before}{name}=[redacted]{end}"
        assert signed.unsigned(text) == shown
        assert signed.unsigned_bytes(text.encode()) == shown.encode()
        assert signed.unsigned_bytes(b"\xff " + text.encode()) == b"\xff " + shown.encode()
    assert signed.unsigned(f"{name}=kept") == f"{name}=kept"


@pytest.mark.parametrize(
    "text", ["https://a.example/?assignature=1", "https://a.example/?signatures=1", "https://a.example/?size=1"]
)
def test_what_signs_nothing_stays(text: str) -> None:
    assert part("signed").unsigned(text) == text


@pytest.mark.parametrize(("value", "shown"), [
    ({"a": ["https://a.example/?sig=x"]}, {"a": ["https://a.example/?sig=[redacted]"]}), ("/?sig=x", "/?sig=[redacted]"),
    (["/?sig=é"], ["/?sig=[redacted]"]), (7, 7), (None, None), (b"/?sig=x", b"/?sig=x"),
])  # fmt: skip
def test_signatures_are_hidden_however_deep_in_a_tree(value: Any, shown: Any) -> None:
    assert part("signed").unsigned_tree(value) == shown


@pytest.fixture
def unfiltered() -> Any:
    """What hides texts in the log, before anything asked it to; nothing is left of it behind a test."""
    hide, logger = part("log_lines")._HIDE, logging.getLogger("httpx2")
    had = hide in logger.filters
    logger.removeFilter(hide)
    yield hide
    logger.removeFilter(hide)
    if had:
        logger.addFilter(hide)


def lines(caplog: pytest.LogCaptureFixture, *texts: str) -> list[str]:
    """What the logger of the HTTP library says, as a handler sees it."""
    caplog.clear()
    for text in texts:
        logging.getLogger("httpx2").warning("GET %s", text)
    return [record.getMessage() for record in caplog.records]


@if_logged
def test_texts_are_kept_out_of_the_log_until_everybody_is_through(
    has: bool, unfiltered: Any, caplog: pytest.LogCaptureFixture
) -> None:
    kept = part("log_lines").kept_out_of_logs
    with kept(["alpha-1", "alpha-1", "alpha-12"]):
        with kept(["alpha-1"]):
            assert lines(caplog, "/alpha-12 /alpha-1 /beta") == ["GET /[redacted] /[redacted] /beta"]
        assert lines(caplog, "/alpha-1") == ["GET /[redacted]"]
    assert lines(caplog, "/alpha-1 100%") == ["GET /alpha-1 100%"]


@if_logged
def test_texts_are_shown_again_whatever_happened(has: bool, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(ZeroDivisionError), part("log_lines").kept_out_of_logs(["gamma-1"]):
        raise ZeroDivisionError
    assert lines(caplog, "/gamma-1") == ["GET /gamma-1"]


@if_logged
def test_a_credential_is_kept_out_of_the_log_for_good(
    has: bool, unfiltered: Any, caplog: pytest.LogCaptureFixture
) -> None:
    log_lines, hide = part("log_lines"), unfiltered
    before, credential = hide.secrets, part("credentials").Scheme("query", "key", "one").credential("delta/12345")
    log_lines.hide_in_logs([credential])
    try:
        assert lines(caplog, "/?key=delta%2F12345", "delta/12345") == ["GET /?key=[redacted]", "GET [redacted]"]
        hide.unlock()
        assert lines(caplog, "delta/12345") == ["GET [redacted]"]
    finally:
        hide.hold(credential.secrets, -1)
    assert hide.secrets == before


@if_logged
@pytest.mark.parametrize("forks", [True] if hasattr(os, "fork") else [])
def test_a_forked_child_never_waits_for_a_thread_that_it_does_not_have(forks: bool, has: bool, unfiltered: Any) -> None:
    with unfiltered._lock:  # as a thread might hold it just now
        child = os.fork()
        if child == 0:
            signal.alarm(5)
            with part("log_lines").kept_out_of_logs(["epsilon"]):
                os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
