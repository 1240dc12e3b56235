"""A package with streams and downloads, generated, used as its caller would, and held to its own suite."""

from __future__ import annotations

import asyncio
import importlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from generator.commands import main

DOCUMENT = Path(__file__).parents[1] / "golden" / "streams" / "openapi.yaml"
SUITE = ("test_streams.py", "test_downloads.py", "test_package.py", "test_testing.py", "test_requests.py")


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that it is generated into."""
    folder = tmp_path_factory.mktemp("streams")
    assert main(["generate", str(DOCUMENT), "--out", str(folder)]) == 0
    return folder


@pytest.fixture
def package(out: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The package, imported."""
    monkeypatch.setattr(sys, "path", [str(out), *sys.path])
    yield importlib.import_module("talks_client.testing")
    for loaded in [name for name in sys.modules if name.split(".")[0] == "talks_client"]:
        del sys.modules[loaded]


def test_its_own_suite_passes(out: Path) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-W", "error", "-p", "no:cacheprovider"]
    files = [str(out / "tests" / name) for name in SUITE]
    done = subprocess.run([*command, *files], cwd=out, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout[-3000:]
    assert "skipped" not in done.stdout.splitlines()[-1]


def test_items_are_objects_of_the_package(package: ModuleType) -> None:
    server = package.FakeServer()
    server.answer("chats.create", [package.make_chunk(delta="Hel"), package.make_chunk(delta="lo")])
    with server.client().chats.create_stream(prompt="Hi") as chunks:
        assert "".join(chunk.delta for chunk in chunks) == "Hello"
    assert server.requests[0].body == {"prompt": "Hi", "stream": True}
    assert server.client().chats.create(prompt="Hi").text == "text"


def test_events_that_the_document_describes_are_told_apart(package: ModuleType) -> None:
    server = package.FakeServer()
    events = [
        {"event": "joined", "data": {"text": "Ann"}},
        {"event": "left", "data": "Ann", "id": "7"},
    ]
    server.answer("chats.watch", events)

    async def watch() -> list[tuple[str, object]]:
        async with server.async_client() as client, client.chats.watch("c") as stream:
            return [(type(event).__name__, event.data) async for event in stream]

    joined, left = asyncio.run(watch())
    assert (joined[0], getattr(joined[1], "text", None)) == ("Joined", "Ann")
    assert left == ("Left", "Ann")


def test_a_download_is_there_when_it_is_complete(package: ModuleType, tmp_path: Path) -> None:
    server = package.FakeServer()
    path = server.client().other.export_download().to_file(tmp_path / "all.zip")
    assert path.read_bytes() == b"text of the fake server"
    assert server.client().other.export() == b"text of the fake server"


def test_a_package_has_no_part_of_what_it_does_not_need(out: Path) -> None:
    whole = {path.name for path in (out / "talks_client" / "_runtime").iterdir()}
    assert {"streams.py", "events.py", "sequences.py", "downloads.py", "incoming.py"} <= whole
    shipped = Path(__file__).parents[2] / "generated" / "fireworks_client"
    assert not {"streams.py", "events.py", "sequences.py", "downloads.py", "incoming.py"} & {
        path.name for path in shipped.rglob("*.py")
    }


USE = """\
from talks_client import AsyncTalks, Stream, Talks, models

def use(client: Talks) -> None:
    stream: Stream[models.Chunk] = client.chats.create_stream(prompt="p")
    for chunk in stream:
        reveal_type(chunk)
    client.chats.create_stream(prompt="p", stream=True)

async def wait(client: AsyncTalks) -> None:
    async for event in client.chats.watch("c"):
        reveal_type(event)
    async with client.other.tick() as ticks:
        reveal_type(await anext(ticks))
    reveal_type(await client.other.export_download().read())
"""


def test_a_checker_knows_what_an_item_is_and_that_the_flag_is_no_argument(out: Path) -> None:
    (out / "use.py").write_text(USE)
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "use.py"]
    done = subprocess.run(command, cwd=out, capture_output=True, text=True, timeout=300)
    told = [line.partition("use.py:")[2].replace("talks_client.", "") for line in done.stdout.splitlines()]
    told = [line for line in told if " defined in " not in line]
    assert told == [
        '6: note: Revealed type is "models.chunk.Chunk"',
        '7: error: Unexpected keyword argument "stream" for "create_stream" of "Chats"  [call-arg]',
        '11: note: Revealed type is "models.watch_chat_event.Joined | models.watch_chat_event.Left"',
        '13: note: Revealed type is "_runtime.events.ServerEvent"',
        '14: note: Revealed type is "bytes"',
    ], done.stdout
