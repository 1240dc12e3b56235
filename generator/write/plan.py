"""What a run would change on the disk, decided before it writes: tree, old locks and new text compared."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.inputs import ABSENT, hash_of
from generator.write.difference import CannotWrite, Difference, diff_of
from generator.write.lock import REST, Locks
from generator.write.paths import FOLDER, LINK, SPECIAL, is_in_git, link_faults, path_faults, state_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The writes and deletions that make the tree below `out` what it should be.

    Paths are relative to `out`. `before` gives the hash of each file that is replaced or deleted. Where there are
    `differences` nothing may be applied.
    """

    out: str
    writes: Mapping[str, bytes]
    deletes: tuple[str, ...]
    before: Mapping[str, str]
    differences: tuple[Difference, ...]

    @property
    def changes_nothing(self) -> bool:
        """Whether the tree already is what it should be."""
        return not (self.writes or self.deletes or self.differences)


def encoded(files: Mapping[str, str]) -> dict[str, bytes]:
    """Each text as it stands in its file: UTF-8, and line ends as printed, which is LF.

    Raises CannotWrite for text that UTF-8 has no bytes for.
    """
    try:
        return {path: text.encode() for path, text in files.items()}
    except UnicodeEncodeError as why:
        text = ascii(why.object[max(0, why.start - 20) : why.end])
        raise CannotWrite(
            f"half of a surrogate pair cannot be written: {text}; correct that text in the document"
        ) from None


def planned(out: str, files: Mapping[str, bytes], locks: Locks, shared: Mapping[str, bytes] | None = None) -> Plan:
    """How the tree below `out` becomes `files`, locks included, without touching what a person wrote.

    `shared` are further files that are generated in part: what a person wrote is in them already, and no lock lists
    them.
    """
    shared = shared or {}
    faults = (*locks.faults, *path_faults({**files, **shared}))
    if faults:
        return Plan(out=out, writes={}, deletes=(), before={}, differences=faults)
    stale = tuple(path for path in locks.files if path not in files)
    states = {path: state_of(os.path.join(out, path)) for path in (*files, *stale)}
    differences = (*link_faults(out, (*files, *stale), stale), *_kept_back(out, files, locks=locks, states=states))
    for path in shared:
        states[path] = state_of(os.path.join(out, path))
        if states[path] in (LINK, FOLDER, SPECIAL):
            says = f"{states[path]} stands where a generated file must go"
            differences += (Difference(file=os.path.join(out, path), cause="taken", says=says),)
    writes = {path: content for path, content in {**files, **shared}.items() if states[path] != hash_of(content)}
    deletes = tuple(path for path in stale if states[path] != ABSENT)
    before = {path: states[path] for path in (*writes, *deletes) if states[path] != ABSENT}
    return Plan(out=out, writes=writes, deletes=deletes, before=before, differences=differences)


def _kept_back(
    out: str, files: Mapping[str, bytes], *, locks: Locks, states: Mapping[str, str]
) -> Iterator[Difference]:
    """What stands in the way of each path and is not known to be generated."""
    for path, state in states.items():
        content, name = files.get(path), os.path.join(out, path)
        wanted = hash_of(content) if content is not None else ABSENT
        is_file = state not in (LINK, FOLDER, SPECIAL)
        if state in (ABSENT, wanted, locks.files.get(path)) or is_file and path == REST:
            continue
        if is_file and path in locks.files:
            yield edited(name, content)
        elif not _all_stale(out, path, locks=locks, new=files):
            says = f"{'a file that no lock lists' if is_file else state} stands where a generated file must go"
            yield Difference(file=name, cause="taken", says=says, ways=(f"move it away: mv {name} {name}.mine",))


def _all_stale(out: str, path: str, *, locks: Locks, new: Mapping[str, bytes]) -> bool:
    """Whether `path` is a folder of which nothing is left once stale files are deleted."""
    folder = os.path.join(out, path)
    found = [
        os.path.join(base, name) for base, _, names in os.walk(folder) for name in names if not name.endswith(".pyc")
    ]
    return bool(found) and all(
        (below := os.path.relpath(file, out).replace(os.sep, "/")) not in new
        and state_of(file) == locks.files.get(below)
        for file in found
    )


def edited(name: str, content: bytes | None) -> Difference:
    """The generated file at `name` was edited; `content` is what would stand there now, None where nothing would."""
    with open(name, "rb") as file:
        found = file.read()
    says = "edited by hand since it was generated"
    if content is not None and found.replace(b"\r\n", b"\n") == content:
        says = "its line endings were changed to CRLF since it was generated"
    elif content is None:
        says += ", and no longer generated"
    ways = (
        "keep the change: move it to spec/ or templates/ and generate again",
        (
            f"drop the change: git checkout {name}"
            if is_in_git(name)
            else f"drop the change: rm {name}, and generate again"
        ),
    )
    diff = diff_of(content, found) if content is not None else ()
    return Difference(file=name, cause="edited", says=says, diff=diff, ways=ways)


def unwritable(plan: Plan) -> None:
    """Raises CannotWrite where a folder of `plan` cannot be written, before anything is."""
    folders = {os.path.dirname(os.path.join(plan.out, path)) for path in (*plan.writes, *plan.deletes)}
    for folder in sorted(folders):
        if os.path.isdir(folder) and not os.access(folder, os.W_OK | os.X_OK):
            raise CannotWrite(f"{folder}: the folder cannot be written; change its permissions (chmod u+w {folder})")
