"""Which credentials a call sends, and what is said where some are missing."""

from __future__ import annotations

import pytest

from templates.runtime.credentials import Credential, Scheme, Security, chosen, missing_credential

KEY = Credential("header", "X-Key", "k", "api_key")
USER = Credential("header", "X-User", "u", "user")
TOKEN = Credential("bearer", "", "t", "token")
SCHEMES = (Scheme("header", "X-Key", "api_key", "A_KEY"), Scheme("header", "X-User", "user"), Scheme("bearer", "", "token", "A_TOKEN"))  # fmt: skip
COMBINED: Security = (("api_key", "user"), ("token",))


@pytest.mark.parametrize(
    ("security", "held", "sent"),
    [
        (None, (KEY, TOKEN), (KEY,)),
        (None, (), None),
        ((), (KEY, TOKEN), ()),
        (COMBINED, (TOKEN, USER, KEY), (KEY, USER)),
        (COMBINED, (KEY, TOKEN), (TOKEN,)),
        (COMBINED, (USER,), None),
        (((), ("token",)), (TOKEN,), (TOKEN,)),
        (((), ("token",)), (KEY,), ()),
    ],
)
def test_all_of_the_first_way_that_can_be_taken_is_sent(
    security: Security, held: tuple[Credential, ...], sent: tuple[Credential, ...] | None
) -> None:
    assert chosen(security, held) == sent


def test_what_is_missing_is_told_with_all_that_a_way_takes_together() -> None:
    assert str(missing_credential(SCHEMES, COMBINED)) == (
        "no credential: pass api_key= or set A_KEY, and pass user=; or pass token= or set A_TOKEN"
    )
    assert str(missing_credential(SCHEMES[:1])) == "no credential: pass api_key= or set A_KEY"
