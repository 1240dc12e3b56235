"""Uploads that meet trouble on the way: addresses that expire, many files, connections that break for good."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.spec.storage import Storage, answers, cut
from tests.spec.test_fireworks_upload import Upload, folder, package, storage, upload

__all__ = ["folder", "storage", "upload"]  # fixtures
GOOGLES = "<Error><Code>ExpiredToken</Code><Message>The provided token has expired.</Message></Error>"
AMAZONS = "<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>"


def times(storage: Storage) -> dict[str, int]:
    """How often each file was put."""
    names = [name for name, _ in storage.puts]
    return {name: names.count(name) for name in sorted(names)}


@pytest.mark.parametrize(("status", "text"), [(400, GOOGLES), (403, AMAZONS)])
def test_an_address_that_expired_is_asked_for_anew(
    upload: Upload, storage: Storage, folder: Path, status: int, text: str
) -> None:
    storage.troubles |= {"config.json": [answers(status, text)], "empty": [answers(status, text)]}
    upload(folder, concurrency=1)
    assert times(storage) == {"config.json": 2, "empty": 2, "parts/a b.bin": 1}
    assert (storage.files["config.json"], storage.validations) == (b'{"a": 1}', 1)


def test_an_address_that_expires_again_names_its_file(upload: Upload, storage: Storage, folder: Path) -> None:
    storage.troubles["empty"] = [answers(403, AMAZONS), answers(403, AMAZONS)]
    with pytest.raises(package.PermissionDeniedError, match=r"PUT 'empty': 403(.|\n)*1 of 3 files were uploaded"):
        upload(folder, concurrency=1)
    assert (times(storage), storage.validations) == ({"config.json": 1, "empty": 2}, 0)


def test_an_expired_credential_elsewhere_is_no_expired_address(upload: Upload, storage: Storage, folder: Path) -> None:
    storage.troubles["config.json"] = [answers(401, "the key has expired")]
    with pytest.raises(package.AuthenticationError, match="PUT 'config.json': 401"):
        upload(folder, concurrency=1)
    assert times(storage) == {"config.json": 1}


def test_a_connection_that_breaks_for_good_tells_how_many_files_are_there(
    upload: Upload, storage: Storage, folder: Path
) -> None:
    storage.troubles["empty"] = [cut]
    with pytest.raises(package.APIConnectionError) as caught:
        upload(folder, concurrency=1, max_retries=0)
    assert caught.value.hint == "1 of 3 files were uploaded; the model stays as it was"
    assert storage.validations == 0


def test_what_progress_says_adds_up_although_a_file_is_sent_once_more(
    upload: Upload, storage: Storage, folder: Path
) -> None:
    told: list[Any] = []
    storage.troubles["parts/a b.bin"] = [answers(503)]
    upload(folder, progress=told.append, concurrency=1)
    assert (told[-1].total_sent, told[-1].total_size) == (512_008, 512_008)
    assert max(one.total_sent for one in told) == 512_008
    assert [one.total_sent for one in told if one.name == "parts/a b.bin" and one.sent == 0] == [8, 8]


def test_what_is_no_progress_is_refused_before_anything_is_sent(upload: Upload, storage: Storage, folder: Path) -> None:
    with pytest.raises(package.RequestValidationError, match="'x' is neither a function nor True or False"):
        upload(folder, progress="x", concurrency=0)
    assert storage.sizes == {}


def test_a_path_may_be_bytes_and_a_name_only_text(upload: Upload, storage: Storage, folder: Path) -> None:
    upload(os.fsencode(folder / "config.json"))
    assert storage.files == {"config.json": b'{"a": 1}'}
    with pytest.raises(TypeError, match="5 is no name of a file"):
        upload({5: folder / "config.json"})


def test_hundreds_of_small_files_are_put_once_each(upload: Upload, storage: Storage, tmp_path: Path) -> None:
    for number in range(300):
        (tmp_path / f"{number:03}").write_bytes(b"%d" % number)
    upload(tmp_path, concurrency=8)
    assert times(storage) == {f"{number:03}": 1 for number in range(300)}
    assert storage.files["299"] == b"299"
