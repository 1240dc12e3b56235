"""The two locks: what made the output, which files it is, and the names that are settled.

`<package>/_lock.json` travels with the package: inputs (a hash for each spec and configuration file, one for all
templates, one for the generator, each tool's version), settled names, and the package's files relative to itself.
`tests/_lock.json` stays: the package's name, the hash of each template and generator file, and all other output,
relative to the output folder, the package's lock included.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.inputs import ABSENT, Inputs, Task, digest_of, hash_of, inputs_of
from generator.write.difference import Difference
from generator.objects import mapping, strings
from generator.write.paths import state_of
from generator.write.shared import owned

FORMAT = 1
NAME = "_lock.json"
REST = f"tests/{NAME}"
PINNED_AS_ONE = ("templates", "generator")
_ABOUT = "Written by the generator; `python -m generator check` reads it. Not for editing."


@dataclass(frozen=True, slots=True, kw_only=True)
class Locks:
    """Both locks as read from an output folder; everything empty where there is none.

    `pinned` are the inputs as the package's lock has them (one digest for templates, one for the generator), `details`
    the files behind these digests. `files` pairs each path relative to the output folder with its hash, `shared` each
    file that is generated in part with the hash of that part. `faults` tells
    of locks that cannot be trusted.
    """

    package: str = ""
    pinned: Mapping[str, object] | None = None
    details: Mapping[str, Mapping[str, str]]
    names: Mapping[str, object]
    files: Mapping[str, str]
    shared: Mapping[str, str] = field(default_factory=dict[str, str])
    faults: tuple[Difference, ...] = ()

    @property
    def package_lock(self) -> str:
        """The path of the package's lock, relative to the output folder."""
        return f"{self.package}/{NAME}"

    @property
    def spec_files(self) -> tuple[str, ...]:
        """The files of the spec that were read, relative to the document's folder."""
        return tuple(strings((self.pinned or {}).get("spec")))


class NotALock(Exception):
    """The text is no lock that this version reads; says why."""


def read_locks(out: str) -> Locks:
    """The locks below `out`. A lock that cannot be read is a fault of the result, not an error."""
    try:
        rest = _read(os.path.join(out, REST))
    except NotALock as why:
        return _untrusted(out, REST, str(why))
    package = rest.get("package") if rest else _only_package(out)
    if not isinstance(package, str) or not package:
        return Locks(details={}, names={}, files={})
    path = f"{package}/{NAME}"
    try:
        own = _read(os.path.join(out, path))
    except NotALock as why:
        return _untrusted(out, path, str(why))
    files = strings(rest.get("files"))
    if path in files and os.path.isdir(os.path.join(out, package)) and state_of(os.path.join(out, path)) != files[path]:
        return _untrusted(
            out, path, "edited by hand since it was generated" if own else "missing; it holds settled names"
        )
    return _joined(package, own, rest)


def _joined(package: str, own: Mapping[str, object], rest: Mapping[str, object]) -> Locks:
    files = {f"{package}/{name}": value for name, value in strings(own.get("files")).items()}
    names, pinned, details = own.get("names"), own.get("inputs"), rest.get("inputs")
    return Locks(
        package=package,
        pinned=mapping(pinned) if own else None,
        details={group: strings(value) for group, value in mapping(details).items()},
        names=mapping(names),
        files=files | strings(rest.get("files")),
        shared=strings(rest.get("shared")),
    )


def _untrusted(out: str, path: str, why: str) -> Locks:
    file = os.path.join(out, path)
    ways = (f"git checkout {file}", "or, after a merge: take one side of the whole folder, and generate again")
    fault = Difference(file=file, cause="lock", says=why, ways=ways)
    return Locks(details={}, names={}, files={}, faults=(fault,))


def _only_package(out: str) -> str:
    """The package whose lock is there although `tests/_lock.json` is not."""
    try:
        found = [name for name in os.listdir(out) if os.path.isfile(os.path.join(out, name, NAME))]
    except OSError:
        return ""
    return found[0] if len(found) == 1 else ""


def read_package_lock(folder: str) -> dict[str, str]:
    """The files that the lock inside the package at `folder` lists, with their hashes.

    Raises NotALock.
    """
    files = strings(_read(os.path.join(folder, NAME)).get("files"))
    if not files:
        raise NotALock(f"there is no {NAME} with a list of files")
    return files


def _read(path: str) -> Mapping[str, object]:
    """The object in the file at `path`, or {} where there is no file."""
    try:
        with open(path, "rb") as file:
            lock: object = json.loads(file.read())
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (ValueError, RecursionError) as why:
        raise NotALock(f"not readable as a lock: {why}") from None
    if mapping(lock).get("format") != FORMAT:
        raise NotALock(f"not a lock of format {FORMAT}, the one that this generator reads")
    return mapping(lock)


def pinned(inputs: Inputs) -> dict[str, object]:
    """`inputs` as the package's lock holds them."""
    return {group: digest_of(files) if group in PINNED_AS_ONE else dict(files) for group, files in inputs.items()}


def with_locks(
    files: Mapping[str, bytes],
    package: str,
    *,
    inputs: Inputs,
    names: Mapping[str, object],
    shared: Mapping[str, bytes] | None = None,
) -> dict[str, bytes]:
    """`files`, whose paths are relative to the output folder, and the two locks over them, last.

    Of the files that are `shared` with a person the locks keep the generated part only.
    """
    hashes = {path: hash_of(files[path]) for path in sorted(files)}
    own = {path: value for path, value in hashes.items() if path.startswith(f"{package}/")}
    lock = {"about": _ABOUT, "format": FORMAT, "inputs": pinned(inputs), "names": names}
    lock["files"] = {path.removeprefix(f"{package}/"): value for path, value in own.items()}
    package_lock = _text(lock)
    rest = {path: value for path, value in hashes.items() if path not in own}
    rest_lock = {
        "about": _ABOUT,
        "format": FORMAT,
        "package": package,
        "inputs": {group: inputs[group] for group in PINNED_AS_ONE},
        "files": {f"{package}/{NAME}": hash_of(package_lock), **rest},
    }
    if shared:
        rest_lock["shared"] = {path: hash_of(owned(content)) for path, content in shared.items()}
    return {**files, f"{package}/{NAME}": package_lock, REST: _text(rest_lock)}


def _text(lock: Mapping[str, object]) -> bytes:
    return (json.dumps(lock, indent=1, ensure_ascii=True) + "\n").encode()


def is_current(task: Task, locks: Locks) -> bool:
    """Whether a run of `task` has nothing to do: the inputs that the locks name, and every file as it was written."""
    if locks.pinned is None or not locks.details or locks.faults:
        return False
    if pinned(inputs_of(task, locks.spec_files)) != locks.pinned:
        return False
    whole = all(state_of(os.path.join(task.out, path)) == value != ABSENT for path, value in locks.files.items())
    return whole and all(_owned_hash(os.path.join(task.out, path)) == value for path, value in locks.shared.items())


def _owned_hash(path: str) -> str:
    try:
        with open(path, "rb") as file:
            return hash_of(owned(file.read()))
    except OSError:
        return ABSENT
