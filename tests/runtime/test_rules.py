"""Where a fault says that its rule stands."""

from __future__ import annotations

import pytest

from templates.runtime import rules
from templates.runtime.faults import Fault
from templates.runtime.rules import Rule


def rule(path: str, spec: int, operation: str = "toys.make") -> Rule:
    return Rule(operation, path, "maxLength", "at most 3 characters", "refuse", "", spec)


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("parts[2].name", "spec line 7 or spec line 9"),
        ("parts['a key'].name", "spec line 7 or spec line 9"),
        ("name", "spec line 3"),
        ("size", ""),
    ],
)
def test_a_fault_names_each_place_that_asks_the_same(path: str, source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    known = rule("parts[].name", 7), rule("name", 3), rule("parts[].name", 9), rule("parts[].name", 8, "toys.mend")
    monkeypatch.setattr(rules, "rules", lambda: known)
    rules._by_place.cache_clear()  # pyright: ignore[reportPrivateUsage]
    fault = Fault(path=path, rule="maxLength", message="4 characters, 3 at most", severity="refuse")
    try:
        assert rules.located(fault, "toys.make").source == source
    finally:
        rules._by_place.cache_clear()  # pyright: ignore[reportPrivateUsage]
