"""The cache costs time when it fails, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import cache as caches
from generator.cache import Cache


def test_a_text_comes_back_for_what_it_was_made_from_and_for_nothing_else(tmp_path: Path) -> None:
    cache = Cache(folder=str(tmp_path))
    cache.put("é\n", "models", "0.89.0", {"a": [1]})
    assert cache.get("models", "0.89.0", {"a": [1]}) == "é\n"
    assert cache.get("models", "0.89.1", {"a": [1]}) is None
    assert cache.get("black", "0.89.0", {"a": [1]}) is None


@pytest.mark.parametrize("content", [b"", b"no digest", b"00\ntext", b"\xff\xfe"])
def test_a_damaged_entry_is_ignored_and_replaced(tmp_path: Path, content: bytes) -> None:
    cache = Cache(folder=str(tmp_path))
    cache.put("text", "models", 1)
    (entry,) = tmp_path.iterdir()
    entry.write_bytes(content)
    assert cache.get("models", 1) is None
    cache.put("text", "models", 1)
    assert cache.get("models", 1) == "text"


def test_a_cut_entry_is_ignored(tmp_path: Path) -> None:
    cache = Cache(folder=str(tmp_path))
    cache.put("a long text", "models", 1)
    (entry,) = tmp_path.iterdir()
    entry.write_bytes(entry.read_bytes()[:-1])
    assert cache.get("models", 1) is None


def test_a_cache_that_only_reads_writes_nothing(tmp_path: Path) -> None:
    Cache(folder=str(tmp_path), use="read").put("text", "models", 1)
    assert list(tmp_path.iterdir()) == []


def test_a_cache_that_is_off_gives_nothing(tmp_path: Path) -> None:
    Cache(folder=str(tmp_path)).put("text", "models", 1)
    assert Cache(folder=str(tmp_path), use="off").get("models", 1) is None


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cache = Cache(folder=str(tmp_path / "file" / "below"))
    cache.put("text", "models", 1)
    cache.prune()
    assert cache.get("models", 1) is None


def test_the_oldest_entries_are_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caches, "ENTRIES", 3)
    cache = Cache(folder=str(tmp_path))
    for number in range(5):
        cache.put("text", "models", number)
    cache.prune()
    assert len(list(tmp_path.iterdir())) == 3
