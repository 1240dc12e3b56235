"""`client.models.upload` against a real server on loopback: what it sends, what fails, and what is left behind."""

from __future__ import annotations

import asyncio
import importlib.util
import io
import logging
import os
import signal
import sys
import threading
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.spec.storage import SIGNATURE, Put, Storage, answers, cut, eventually, stall, storing

HOME = Path(__file__).parents[2] / "generated" / "fireworks_client"


def loaded() -> Any:
    """The generated package, found without sys.path: beside it lies a package that is called tests, too."""
    if HOME.name not in sys.modules:
        spec = importlib.util.spec_from_file_location(
            HOME.name, HOME / "__init__.py", submodule_search_locations=[str(HOME)]
        )
        assert spec is not None and spec.loader is not None
        sys.modules[HOME.name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[HOME.name])
    return sys.modules[HOME.name]


package = loaded()
Upload = Callable[..., Any]


@pytest.fixture
def storage() -> Iterator[Storage]:
    with storing() as made:
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "model"
    (made / "parts").mkdir(parents=True)
    (made / "config.json").write_bytes(b'{"a": 1}')
    (made / "parts" / "a b.bin").write_bytes(bytes(range(256)) * 2000)
    (made / "empty").write_bytes(b"")
    return made


@pytest.fixture(params=["sync", "async"])
def upload(request: pytest.FixtureRequest, storage: Storage) -> Upload:
    """Uploads with the one client or the other."""
    given = {"api_key": "key-0123456789", "account_id": "my-account", "base_url": storage.url}

    def sync(*arguments: Any, **named: Any) -> Any:
        with package.Fireworks(**given) as client:
            return client.models.upload("my-model", *arguments, **named)

    async def in_a_task(*arguments: Any, **named: Any) -> Any:
        async with package.AsyncFireworks(**given) as client:
            return await client.models.upload("my-model", *arguments, **named)

    return sync if request.param == "sync" else lambda *one, **two: asyncio.run(in_a_task(*one, **two))


def test_every_file_is_put_as_it_is_and_then_validated(upload: Upload, storage: Storage, folder: Path) -> None:
    storage.unseen = 1
    assert upload(folder).warnings == ["no tokenizer"]
    assert storage.sizes == {"config.json": "8", "empty": "0", "parts/a b.bin": "512000"}
    assert storage.files == {
        "config.json": b'{"a": 1}',
        "empty": b"",
        "parts/a b.bin": bytes(range(256)) * 2000,
    }
    assert storage.validations == 2
    for name, headers in storage.puts:
        size = storage.sizes[name]
        assert headers["content-length"] == size
        assert headers["content-type"] == "application/octet-stream"
        assert headers["x-goog-content-length-range"] == f"{size},{size}"
        assert not {"authorization", "cookie", "transfer-encoding"} & headers.keys()
    assert len(storage.puts) == 3


def test_files_may_be_given_one_by_one_or_by_name(upload: Upload, storage: Storage, folder: Path) -> None:
    upload(str(folder / "config.json"))
    assert list(storage.sizes) == ["config.json"]
    upload([folder / "config.json", folder / "empty"])
    assert list(storage.sizes) == ["config.json", "empty"]
    upload({"deep/one.json": folder / "config.json"})
    assert storage.files["deep/one.json"] == b'{"a": 1}'


@pytest.mark.parametrize("trouble", [answers(503), answers(500), cut])
def test_a_file_that_fails_once_is_put_once_more_and_no_other(
    upload: Upload, storage: Storage, folder: Path, trouble: Any
) -> None:
    storage.troubles["parts/a b.bin"] = [trouble]
    upload(folder)
    names = [name for name, _ in storage.puts]
    assert {name: names.count(name) for name in names} == {"config.json": 1, "empty": 1, "parts/a b.bin": 2}
    assert storage.files["parts/a b.bin"] == bytes(range(256)) * 2000


def test_a_file_that_is_refused_is_named_and_nothing_is_validated(
    upload: Upload, storage: Storage, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    storage.troubles["config.json"] = [answers(403, f"<Error>SignatureProvided {SIGNATURE}</Error>")]
    with caplog.at_level(logging.DEBUG), pytest.raises(package.PermissionDeniedError) as caught:
        upload(folder, concurrency=1)
    error = caught.value
    assert str(error).startswith("PUT 'config.json': 403: ")
    assert "0 of 3 files were uploaded" in str(error)
    assert (error.operation, storage.validations) == ("models.upload", 0)
    shown = f"{error!r} {error} {vars(error)} {caplog.text}"
    assert "[redacted]" in shown
    assert SIGNATURE not in shown
    assert "key-0123456789" not in shown


def test_a_file_that_never_arrives_ends_as_a_connection_error(upload: Upload, storage: Storage, folder: Path) -> None:
    storage.troubles["config.json"] = [cut, cut]
    with pytest.raises(package.APIConnectionError, match="PUT 'config.json': "):
        upload(folder, max_retries=1)
    assert [name for name, _ in storage.puts].count("config.json") == 2


def grown(path: Path) -> Callable[[Put], None]:
    def grow(put: Put) -> None:
        path.write_bytes(path.read_bytes() + b"more")

    return grow


def shrunk(path: Path) -> Callable[[Put], None]:
    return lambda put: os.truncate(path, 100_000)


def touched(path: Path) -> Callable[[Put], None]:
    return lambda put: os.utime(path, (1, 1))


def gone(path: Path) -> Callable[[Put], None]:
    return lambda put: path.unlink()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (grown, "'big' changed while it was uploaded"),
        (shrunk, "'big' changed while it was uploaded"),
        (touched, "'big' changed while it was uploaded"),
        (gone, "'big' cannot be read any more: No such file"),
    ],
)
def test_a_file_that_changes_meanwhile_is_told_and_not_reported_as_done(
    upload: Upload, storage: Storage, tmp_path: Path, change: Any, says: str
) -> None:
    path = tmp_path / "big"
    path.write_bytes(b"x" * 8_000_000)
    storage.troubles["big"] = [change(path)]
    with pytest.raises(package.APIError, match=says) as caught:
        upload(path)
    assert type(caught.value) is package.APIError
    assert storage.validations == 0


def test_a_file_without_an_address_is_named(upload: Upload, storage: Storage, folder: Path) -> None:
    storage.without = ("empty",)
    with pytest.raises(package.APIError, match="the server gave no address for 'empty'"):
        upload(folder)
    assert (storage.puts, storage.validations) == ([], 0)


def test_all_that_is_wrong_with_the_files_is_told_before_anything_is_sent(
    upload: Upload, storage: Storage, tmp_path: Path
) -> None:
    for name in ("one", "two", "void", "real"):
        (tmp_path / name).mkdir()
    (tmp_path / "one" / "same").write_bytes(b"1")
    (tmp_path / "two" / "same").write_bytes(b"2")
    (tmp_path / "two" / "lost").symlink_to(tmp_path / "nowhere")
    (tmp_path / "two" / "linked").symlink_to(tmp_path / "real", target_is_directory=True)
    os.mkfifo(tmp_path / "two" / "pipe")
    with pytest.raises(package.RequestValidationError) as caught:
        upload([tmp_path / "one", tmp_path / "two", tmp_path / "void", tmp_path / "missing"])
    told = {fault.message.replace(f"{tmp_path}/", "") for fault in caught.value.faults}
    assert told == {
        "two/linked: a link to a folder",
        "two/lost: No such file or directory",
        "two/pipe: not a file",
        "void: there is no file in it",
        "missing: No such file or directory",
        "2 files would be called 'same'",
    }
    nothing: list[str] = []
    for files, says in ((nothing, "there is no file to upload"), ({"../up": "x"}, "'../up' is not a relative name")):
        with pytest.raises(package.RequestValidationError, match=says):
            upload(files)
    assert (storage.sizes, storage.puts) == ({}, [])


def test_links_to_files_are_followed(upload: Upload, storage: Storage, folder: Path) -> None:
    (folder / "blob").write_bytes(b"blob")
    (folder / "weights").symlink_to(folder / "blob")
    upload(folder)
    assert storage.files["weights"] == b"blob"


def test_a_large_file_takes_no_memory(upload: Upload, storage: Storage, tmp_path: Path) -> None:
    path = tmp_path / "large"
    path.touch()
    os.truncate(path, 200_000_000)
    storage.keeps = False
    upload(tmp_path / "large")  # what is imported and made once is not counted
    tracemalloc.start()
    try:
        upload(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert [headers["content-length"] for _, headers in storage.puts] == ["200000000"] * 2
    assert peak < 6_000_000


def test_files_are_put_side_by_side_but_not_too_many(upload: Upload, storage: Storage, tmp_path: Path) -> None:
    for number in range(9):
        (tmp_path / f"file{number}").write_bytes(b"x" * 1000)
        storage.troubles[f"file{number}"] = [lambda put: time.sleep(0.05)]
    upload(tmp_path, concurrency=3)
    assert (len(storage.files), storage.most_under_way) == (9, 3)


def test_progress_is_told_and_ends_with_everything(upload: Upload, storage: Storage, folder: Path) -> None:
    told: list[Any] = []
    storage.troubles["config.json"] = [answers(503)]
    upload(folder, progress=told.append)
    last = told[-1]
    assert (last.total_sent, last.total_size) == (512_008, 512_008)
    assert {one.name for one in told} == {"config.json", "empty", "parts/a b.bin"}
    assert all(0 <= one.sent <= one.size for one in told)


def test_what_the_function_for_progress_raises_comes_out_as_it_is(
    upload: Upload, storage: Storage, folder: Path
) -> None:
    def refuse(now: object) -> None:
        raise OSError("mine")

    with pytest.raises(OSError, match="^mine$"):
        upload(folder, progress=refuse)
    assert storage.validations == 0


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_a_bar_and_anything_else_nothing(
    upload: Upload, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for stream in (Terminal(), io.StringIO()):
        monkeypatch.setattr(sys, "stderr", stream)
        upload(folder)
        last = stream.getvalue().split("\r")[-1].rstrip()
        assert last.startswith("[########################] 100% of 512.0 kB  ") if stream.isatty() else last == ""


def test_a_server_that_does_not_see_the_files_ends_the_wait(upload: Upload, storage: Storage, folder: Path) -> None:
    storage.unseen = 1000
    with pytest.raises(package.APITimeoutError, match="not seen them in time: model files are still landing"):
        upload(folder, validation_timeout=3.2)
    assert storage.validations == 3


def test_a_validation_that_fails_otherwise_is_not_asked_again(upload: Upload, storage: Storage, folder: Path) -> None:
    storage.unseen, storage.refusal = 1000, "INVALID_ARGUMENT"
    with pytest.raises(package.BadRequestError, match="INVALID_ARGUMENT"):
        upload(folder)
    assert storage.validations == 1


def test_the_deadline_ends_an_upload_that_stalls(upload: Upload, storage: Storage, tmp_path: Path) -> None:
    (tmp_path / "big").write_bytes(b"x" * 30_000_000)
    storage.troubles["big"] = [stall]
    began = time.monotonic()
    with pytest.raises(package.APITimeoutError):
        upload(tmp_path, deadline=0.5)
    assert time.monotonic() - began < 20
    assert eventually(no_thread_of_an_upload)


def test_a_socket_that_stalls_ends_the_attempt(upload: Upload, storage: Storage, tmp_path: Path) -> None:
    (tmp_path / "big").write_bytes(b"x" * 30_000_000)
    storage.troubles["big"] = [stall]
    upload(tmp_path, timeout=1.5)
    assert len(storage.puts) == 2


def no_thread_of_an_upload() -> bool:
    return not [thread for thread in threading.enumerate() if thread.name.startswith("upload")]


def test_an_interrupt_from_the_keyboard_passes_and_leaves_no_thread(storage: Storage, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).write_bytes(b"x" * 30_000_000)
        storage.troubles[name] = [stall]
    client = package.Fireworks(api_key="k", account_id="a", base_url=storage.url)
    timer = threading.Timer(0.4, lambda: os.kill(os.getpid(), signal.SIGINT))
    timer.start()
    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        client.models.upload("m", tmp_path)
    assert time.monotonic() - began < 20
    assert no_thread_of_an_upload()
    client.close()


def test_cancelling_a_task_ends_its_upload(storage: Storage, tmp_path: Path) -> None:
    (tmp_path / "big").write_bytes(b"x" * 30_000_000)
    storage.troubles["big"] = [stall]

    async def cancelled() -> int:
        async with package.AsyncFireworks(api_key="k", account_id="a", base_url=storage.url) as client:
            task = asyncio.create_task(client.models.upload("m", tmp_path))
            await asyncio.sleep(0.4)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            return len(asyncio.all_tasks())

    assert asyncio.run(cancelled()) == 1
    assert storage.validations == 0
