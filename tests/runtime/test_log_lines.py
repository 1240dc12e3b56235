"""What the logger "httpx2" says while secrets are under way."""

from __future__ import annotations

import logging
import threading

import pytest

from templates.runtime.answer import hidden
from templates.runtime.credentials import Credential
from templates.runtime.log_lines import hide_in_logs, kept_out_of_logs

LOG = logging.getLogger("httpx2")


@pytest.fixture(autouse=True)
def said(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, "httpx2")
    return caplog


def test_a_secret_of_two_files_is_hidden_until_both_are_through(said: pytest.LogCaptureFixture) -> None:
    with kept_out_of_logs(["shared-token", "signature-1"]):
        with kept_out_of_logs(["shared-token", "signature-2"]):
            pass
        LOG.info("PUT ?token=%s&signature=%s", "shared-token", "signature-1")
    LOG.info("over: shared-token")
    assert said.messages == ["PUT ?token=[redacted]&signature=[redacted]", "over: shared-token"]


def test_a_credential_stays_hidden_when_a_file_with_the_same_text_is_through(said: pytest.LogCaptureFixture) -> None:
    hide_in_logs([Credential("query", "key", "key-of-both")])
    with kept_out_of_logs(["key-of-both"]):
        pass
    LOG.info("?key=key-of-both")
    assert said.messages == ["?key=[redacted]"]


def test_of_secrets_that_lie_in_each_other_the_longest_is_hidden_first(said: pytest.LogCaptureFixture) -> None:
    texts = ["abcdefgh", "abcdefgh&sig=12345678", "https://a.test/?t=abcdefgh&sig=12345678"]
    for secrets in (texts, texts[::-1]):
        assert hidden("<https://a.test/?t=abcdefgh&sig=12345678>", secrets) == "<[redacted]>"
    with kept_out_of_logs(texts):
        LOG.info("<%s>", texts[2])
    assert said.messages == ["<[redacted]>"]


def test_no_secret_is_lost_among_threads(said: pytest.LogCaptureFixture) -> None:
    def churn(name: str) -> None:
        for number in range(300):
            with kept_out_of_logs([f"{name}-{number}"]):
                pass

    with kept_out_of_logs(["held-all-the-while"]):
        threads = [threading.Thread(target=churn, args=(f"thread{number}",)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        LOG.info("held-all-the-while thread3-299")
    assert said.messages == ["[redacted] thread3-299"]
