"""Set-up of the generated tests: where the package is, and the two flavours of the client."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from .cases import SETTINGS
from .flavours import Flavour


@pytest.fixture(scope="session", params=["sync", "async"])
def flavour(request: pytest.FixtureRequest) -> Iterator[Flavour]:
    """The sync and the async client in turn: every test that uses this runs with both."""
    made = Flavour(request.param)
    yield made
    made.runner.close()


@pytest.fixture(scope="session")
def sync() -> Iterator[Flavour]:
    """The sync client alone, for what the two do not do apart."""
    made = Flavour("sync")
    yield made
    made.runner.close()


@pytest.fixture(scope="session")
def asynchronous() -> Iterator[Flavour]:
    """The async client alone."""
    made = Flavour("async")
    yield made
    made.runner.close()


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody's own credentials or addresses take part."""
    for one in (*SETTINGS["credentials"], *SETTINGS["parameters"], *SETTINGS["servers"].get("arguments", ())):
        monkeypatch.delenv(one["env"], raising=False)
    monkeypatch.delenv(SETTINGS["base_url_env"], raising=False)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out the tests of what this API does not have, rather than skip them."""
    empty = [item for item in items for mark in item.iter_markers("skip") if "empty parameter set" in str(mark.kwargs)]
    items[:] = [item for item in items if item not in empty]
