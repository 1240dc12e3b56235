"""Which paths may be written: below the output folder, the same on every file system, through no symbolic link."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator

from generator.inputs import ABSENT, hash_of
from generator.write.difference import Difference

PART_BYTES = 200
LINK, FOLDER, SPECIAL = "a symbolic link", "a folder", "a special file"
"""What may stand at a path besides a file, which is told by its hash, and nothing, which is ABSENT."""


def path_faults(paths: Iterable[str]) -> Iterator[Difference]:
    """What forbids writing to each of `paths`, which are POSIX paths relative to the output folder."""
    seen: dict[str, str] = {}
    for path in paths:
        if fault := _fault(path):
            yield Difference(file=repr(path), cause="output", says=f"{fault}; give it another name in generator.toml")
        twin = seen.setdefault(unicodedata.normalize("NFC", path).casefold(), path)
        if twin != path:
            says = f"is the same file as {twin!r} where case does not count; give one another name in generator.toml"
            yield Difference(file=repr(path), cause="output", says=says)


def is_in_git(path: str) -> bool:
    """Whether a path lies in a working tree of git, whose files `git checkout` brings back."""
    folder = os.path.dirname(os.path.abspath(path))
    while not os.path.lexists(os.path.join(folder, ".git")):
        above = os.path.dirname(folder)
        if above == folder:
            return False
        folder = above
    return True


def _fault(path: str) -> str:
    parts = path.split("/")
    if any(part in ("", ".", "..") for part in parts):
        return "a generated path must stay below the output folder"
    if any(character in '\\:*?"<>|' or unicodedata.category(character)[0] == "C" for character in path):
        return "a generated path must not hold a character that a file system reserves"
    if any(len(part.encode("utf-8", "surrogatepass")) > PART_BYTES for part in parts):
        return f"a generated file name has at most {PART_BYTES} bytes"
    return ""


def link_faults(out: str, paths: Iterable[str], leaving: Iterable[str]) -> Iterator[Difference]:
    """The folders below `out` that are symbolic links or files, though one of `paths` leads through them.

    `leaving` are files that are deleted first.
    """
    for folder in sorted({parent for path in paths for parent in _parents(path)}.difference(leaving)):
        found = state_of(os.path.join(out, folder))
        if found not in (ABSENT, FOLDER):
            what = found if found in (LINK, SPECIAL) else "a file"
            says = f"{what} stands where a folder of generated files must be"
            yield Difference(file=os.path.join(out, folder), cause="taken", says=says, ways=("move it away",))


def _parents(path: str) -> Iterator[str]:
    parts = path.split("/")
    return ("/".join(parts[:count]) for count in range(1, len(parts)))


def state_of(path: str) -> str:
    """What stands at `path`: the hash of a file, else ABSENT, LINK, FOLDER or SPECIAL. Links are not followed."""
    try:
        mode = os.lstat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return ABSENT
    if stat.S_ISREG(mode):
        with open(path, "rb", buffering=0) as file:
            return hash_of(file.read())
    return LINK if stat.S_ISLNK(mode) else FOLDER if stat.S_ISDIR(mode) else SPECIAL
