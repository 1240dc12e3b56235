"""Makes a plan real so that a kill at any moment leaves the old tree, or a journal that finishes the new one.

All new files are written to a staging folder inside the output folder; then the journal is renamed into place, and from
that moment on the run counts as done: `finish` carries it out, now or in the next run. Each step may be repeated.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from generator.inputs import ABSENT, hash_of
from generator.write.difference import CannotWrite, Difference
from generator.objects import mapping, strings
from generator.write.paths import FOLDER, LINK, SPECIAL, link_faults, path_faults, state_of
from generator.write.plan import Plan, unwritable
from generator.write.stage import JOURNAL, STAGE, is_pending


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """What a run does once its journal is there: `writes` maps each path to the name of its staged file, `before` and
    `after` map paths to hashes."""

    writes: Mapping[str, str]
    deletes: tuple[str, ...]
    before: Mapping[str, str]
    after: Mapping[str, str]


def applied(plan: Plan) -> tuple[Difference, ...]:
    """Makes the tree what `plan` says; gives what was edited in that very moment and stopped it.

    Raises CannotWrite, with the old tree in place, or with a journal where the disk failed half-way.
    """
    made = not os.path.lexists(plan.out)
    try:
        os.makedirs(plan.out, exist_ok=True)
        unwritable(plan)
        with _alone(plan.out):
            _staged(plan)
            obstacles = _carried_out(plan.out)
            if obstacles:
                shutil.rmtree(os.path.join(plan.out, STAGE))
            return obstacles
    except OSError as why:
        raise CannotWrite(f"{why.filename or plan.out}: {why.strerror or why}") from why
    finally:
        if made and os.path.isdir(plan.out) and not os.listdir(plan.out):
            os.rmdir(plan.out)


def _staged(plan: Plan) -> None:
    """Writes every new file and then the journal beside the tree; takes all back where that fails."""
    stage = os.path.join(plan.out, STAGE)
    _clear(plan.out)
    os.mkdir(stage)
    try:
        names = {path: f"{number:05}" for number, path in enumerate(plan.writes)}
        for path, content in plan.writes.items():
            _write(os.path.join(stage, names[path]), content, like=os.path.join(plan.out, path))
        after = {path: hash_of(content) for path, content in plan.writes.items()}
        journal = {
            "writes": names,
            "deletes": dict.fromkeys(plan.deletes, "delete"),
            "before": plan.before,
            "after": after,
        }
        _write(os.path.join(stage, f"{JOURNAL}.new"), json.dumps(journal, indent=1).encode())
        os.replace(os.path.join(stage, f"{JOURNAL}.new"), os.path.join(stage, JOURNAL))
        _sync_folder(stage)
    except BaseException:
        if not is_pending(plan.out):
            shutil.rmtree(stage, ignore_errors=True)
        raise


def _write(path: str, content: bytes, *, like: str = "") -> None:
    """Writes a new file, down to the disk, with the permissions of the file at `like` where there is one."""
    with open(path, "xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if like and os.path.isfile(like):
        shutil.copymode(like, path)


def _clear(out: str) -> None:
    """Removes what a run left that was killed before its journal was complete; the tree is the old one then."""
    stage = os.path.join(out, STAGE)
    if os.path.islink(stage) or os.path.lexists(stage) and not os.path.isdir(stage):
        raise CannotWrite(f"{stage}: stands where new files are staged; move it away")
    if os.path.isdir(stage):
        shutil.rmtree(stage)


def finish(out: str) -> tuple[Difference, ...]:
    """Carries out the journal of a killed run, or clears away what has none; gives what was edited since and stops it.

    Raises CannotWrite where the journal is of no use.
    """
    try:
        with _alone(out):
            if is_pending(out):
                return _carried_out(out)
            _clear(out)
            return ()
    except OSError as why:
        raise CannotWrite(f"{why.filename or out}: {why.strerror or why}") from why


def _carried_out(out: str) -> tuple[Difference, ...]:
    """Does each step of the journal that is not done yet, then removes it. A keyboard interrupt waits until then."""
    stage = os.path.join(out, STAGE)
    journal = _read(stage)
    if differences := tuple(_obstacles(out, journal)):
        return differences
    with _uninterrupted():
        for path in journal.deletes:
            with suppress(FileNotFoundError, NotADirectoryError):
                os.unlink(os.path.join(out, path))
            _prune(out, os.path.dirname(path))
        for path, name in journal.writes.items():
            staged, target = os.path.join(stage, name), os.path.join(out, path)
            if os.path.lexists(staged):
                _prune(out, path)
                os.makedirs(os.path.dirname(target), exist_ok=True)
                os.replace(staged, target)
        for folder in {os.path.dirname(os.path.join(out, path)) for path in journal.writes}:
            _sync_folder(folder)
        os.unlink(os.path.join(stage, JOURNAL))
        shutil.rmtree(stage, ignore_errors=True)
    return ()


def _read(stage: str) -> Journal:
    path = os.path.join(stage, JOURNAL)
    try:
        with open(path, "rb") as file:
            text: object = json.loads(file.read())
    except (ValueError, RecursionError):
        text = None
    writes, before, after = (strings(mapping(text).get(key)) for key in ("writes", "before", "after"))
    deletes = tuple(strings(mapping(text).get("deletes")))
    whole = (writes or deletes) and all(name.isdigit() for name in writes.values())
    if not whole or any(path_faults((*writes, *deletes))):
        raise CannotWrite(f"{path}: damaged; {_start_over(stage)}")
    return Journal(writes=writes, deletes=deletes, before=before, after=after)


def _start_over(stage: str) -> str:
    out = os.path.dirname(stage) or "."
    return f"start over with: rm -r {stage} && git checkout {out}"


def _obstacles(out: str, journal: Journal) -> Iterator[Difference]:
    """What was edited between the kill and now; raises CannotWrite where a staged file was lost."""
    yield from link_faults(out, (*journal.writes, *journal.deletes), journal.deletes)
    for path in (*journal.writes, *journal.deletes):
        name = os.path.join(out, path)
        state, before, after = state_of(name), journal.before.get(path, ABSENT), journal.after.get(path, ABSENT)
        if path in journal.writes and state != after:
            staged = os.path.join(out, STAGE, journal.writes[path])
            if state_of(staged) != after:
                raise CannotWrite(f"{staged}: damaged; {_start_over(os.path.join(out, STAGE))}")
        if state not in (before, after, ABSENT):
            ways = (f"drop the change: git checkout {name}", f"keep it: mv {name} {name}.mine")
            what = state if state in (LINK, FOLDER, SPECIAL) else "edited"
            says = f"{what} since a run was killed that would replace it"
            yield Difference(file=name, cause="edited", says=says, ways=ways)


def _prune(out: str, folder: str) -> None:
    """Removes `folder` and its parents up to `out` where nothing is left but bytecode of modules that are gone."""
    while folder and os.path.isdir(os.path.join(out, folder)):
        path = os.path.join(out, folder)
        if any(name != "__pycache__" for name in os.listdir(path)) or not _only_bytecode(
            os.path.join(path, "__pycache__")
        ):
            return
        shutil.rmtree(path)
        folder = os.path.dirname(folder)


def _only_bytecode(folder: str) -> bool:
    names: Iterable[str] = os.listdir(folder) if os.path.isdir(folder) else ()
    return all(name.endswith(".pyc") for name in names)


def _sync_folder(folder: str) -> None:
    """Makes the renames in `folder` outlast a power cut, where the system lets a folder be opened."""
    with suppress(PermissionError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _alone(out: str) -> Generator[None]:
    """Keeps a second run out of `out`, on systems with flock(2); the system releases the lock of a killed run."""
    try:
        from fcntl import LOCK_EX, LOCK_NB, flock
    except ImportError:
        yield
        return
    handle = os.open(out, os.O_RDONLY)
    try:
        try:
            flock(handle, LOCK_EX | LOCK_NB)
        except BlockingIOError:
            raise CannotWrite(f"{out}: another run is writing there; wait for it and generate again") from None
        yield
    finally:
        os.close(handle)


@contextmanager
def _uninterrupted() -> Generator[None]:
    """Puts a keyboard interrupt off until the block is done."""
    asked: list[int] = []
    try:
        before = signal.signal(signal.SIGINT, lambda number, _: asked.append(number))
    except ValueError:  # not in the main thread: no signal arrives here
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if asked:
            raise KeyboardInterrupt
