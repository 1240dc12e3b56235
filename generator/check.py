"""Compares locks, inputs, tree and what would be generated now; names the cause of each difference; writes nothing."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from shlex import quote
from typing import TYPE_CHECKING

from generator.inputs import ABSENT, CONFIG_NAME, Inputs, Task, digest_of, inputs_of
from generator.write.difference import Cause, Difference, diff_of
from generator.write.lock import NAME, PINNED_AS_ONE, REST, NotALock, Locks, read_package_lock, with_locks
from generator.objects import strings
from generator.write.paths import is_in_git, state_of
from generator.write.plan import edited, encoded
from generator.write.stage import STAGE, is_pending

if TYPE_CHECKING:
    from generator.pipeline import Product

_GROUPS: Mapping[str, tuple[Cause, str]] = {
    "spec": ("spec", "the spec"),
    "config": ("config", "the configuration"),
    "extensions": ("extension", "an extension"),
    "templates": ("template", "a template"),
    "generator": ("generator", "the generator"),
}
_TOLD = 3
_IMPORTABLE = (".py", ".pyi", ".so", ".pyd")
_READ_BY_TESTS = (*_IMPORTABLE, ".json")


def differences(task: Task, locks: Locks, product: Product | None) -> Iterator[Difference]:
    """Why the output of `task` is not what it would be now; nothing where it is.

    `product` is what the stages make now, None where they refuse the document.
    """
    if is_pending(task.out):
        yield journal_pending(task.out)
        return
    if locks.faults or not locks.files:
        says = "nothing was generated here yet"
        yield from locks.faults or (Difference(file=task.out, cause="missing", says=says),)
        return
    now = inputs_of(task, product.spec_files if product else locks.spec_files)
    causes = tuple(_input_differences(task, locks, now))
    yield from causes
    files: Mapping[str, bytes] = {}
    if product:
        texts = encoded(product.files)
        shared = encoded(product.shared)
        files = with_locks(texts, product.package, inputs=now, names=product.names, shared=shared) | shared
    touched = tuple(_tree_differences(task.out, locks, files))
    yield from touched
    if product:
        yield from _version(task, product)
        skip = {difference.file for difference in touched}
        yield from (
            difference
            for difference in _output(task.out, locks, files, inputs_changed=bool(causes), shared=product.shared)
            if difference.file not in skip
        )


def _version(task: Task, product: Product) -> Iterator[Difference]:
    """That the configured version is lower than the changes deserve."""
    report = product.report
    if report and not report.is_version_enough:
        says = (
            f"version {report.version} is too low: the changes since {report.since} deserve {report.demanded} at least"
        )
        reasons = [change for change in report.changes if change.level == report.level]
        ways = [f"{change.level}: {change.says}" for change in reasons[:_TOLD]]
        ways += [f"and {len(reasons) - _TOLD} more"] if len(reasons) > _TOLD else []
        file = task.config or os.path.join(task.folder, CONFIG_NAME)
        yield Difference(file=file, cause="version", says=says, ways=(*ways, f'write: version = "{report.demanded}"'))


def journal_pending(out: str) -> Difference:
    """That a run was killed in `out` and waits to be finished."""
    says = "a run was killed while it wrote; the files are partly new"
    ways = ("generate again: that finishes it",)
    return Difference(file=os.path.join(out, STAGE), cause="journal", says=says, ways=ways)


def _input_differences(task: Task, locks: Locks, now: Inputs) -> Iterator[Difference]:
    """One difference for each input that changed since the locks were written."""
    for group, files in now.items():
        then = _then(locks, group)
        if group in PINNED_AS_ONE and (locks.pinned or {}).get(group) == digest_of(files):
            continue
        changed = [name for name in dict.fromkeys((*then, *files)) if then.get(name) != files.get(name)]
        if group == "tools":
            yield from (_tool(name, then.get(name, ABSENT), files[name]) for name in changed if name in files)
        elif group == "options":
            yield from (_option(task, name, then.get(name), files.get(name)) for name in changed)
        elif changed or group in PINNED_AS_ONE:
            yield _file(task, group, changed, files)


def _then(locks: Locks, group: str) -> Mapping[str, str]:
    return strings((locks.pinned or {}).get(group)) or locks.details.get(group, {})


def _file(task: Task, group: str, changed: list[str], now: Mapping[str, str]) -> Difference:
    cause, noun = _GROUPS[group]
    folder = {
        "spec": task.folder,
        "extensions": task.folder,
        "config": os.path.dirname(task.config) or task.folder,
    }.get(group, "")
    names = [os.path.normpath(os.path.join(folder, name)) for name in changed] or [group]
    gone = bool(changed) and now.get(changed[0], ABSENT) == ABSENT
    says = f"{noun} {'is gone' if gone else 'changed'} since {task.out} was written"
    if len(names) > 1:
        says += (
            f" (as did {', '.join(names[1:_TOLD])}{f' and {len(names) - _TOLD} more' if len(names) > _TOLD else ''})"
        )
    return Difference(file=names[0], cause=cause, says=says)


def _tool(name: str, then: str, now: str) -> Difference:
    says = f"tool version changed: generated with {then or 'none'}, installed is {now or 'none'}"
    ways = (f"install the one that was used: pip install {name}=={then}",) if then else ()
    return Difference(file=name, cause="tool", says=says, ways=ways)


def _option(task: Task, name: str, then: str | None, now: str | None) -> Difference:
    if name == "document":
        says = f"{task.out} was generated from another document, {then}"
        return Difference(file=task.document, cause="option", says=says)
    says = f"generated {'with' if then else 'without'} {name}"
    return Difference(file=task.out, cause="option", says=says, ways=(f"check {'with' if then else 'without'} it too",))


def _tree_differences(out: str, locks: Locks, files: Mapping[str, bytes]) -> Iterator[Difference]:
    """Each file that the locks list and that is not as it was written, and modules that no lock lists."""
    for path, expected in locks.files.items():
        name = os.path.join(out, path)
        state = state_of(name)
        if state == ABSENT:
            says = "missing: it was generated and is not there any more"
            ways = (f"put it back: git checkout {name}" if is_in_git(name) else "put it back: generate again",)
            yield Difference(file=name, cause="missing", says=says, ways=ways)
        elif state != expected:
            yield edited(name, files.get(path))
    package = {path.removeprefix(f"{locks.package}/") for path in locks.files}
    yield from _extra(os.path.join(out, locks.package), package)
    suite = {path.removeprefix("tests/") for path in (*locks.files, REST)}
    yield from _extra(os.path.join(out, "tests"), suite, where="lies among the generated tests", endings=_READ_BY_TESTS)


def _extra(
    package: str,
    listed: set[str],
    *,
    where: str = "lies in the generated package",
    endings: tuple[str, ...] = _IMPORTABLE,
) -> Iterator[Difference]:
    """The files that no lock lists and that would be imported, or read as fixtures."""
    for folder, _, names in sorted(os.walk(package)):
        for name in sorted(names):
            path = os.path.join(folder, name)
            if name.endswith(endings) and os.path.relpath(path, package).replace(os.sep, "/") not in listed:
                says = f"extra: it {where} and was not generated"
                yield Difference(file=path, cause="extra", says=says, ways=("move it out of there, or delete it",))


def _output(
    out: str, locks: Locks, files: Mapping[str, bytes], *, inputs_changed: bool, shared: Collection[str]
) -> Iterator[Difference]:
    """Each file that a run would now write, replace or delete."""
    for path in sorted({*files, *locks.files}):
        name, content = os.path.join(out, path), files.get(path)
        found = b""
        if os.path.isfile(name):
            with open(name, "rb") as file:
                found = file.read()
        if content == found or inputs_changed and os.path.basename(path) == NAME:
            continue
        says = "would be removed" if content is None else "would change" if found else "would be new"
        if path in shared:
            says = "its section Unreleased is not what the changes since the last release make it"
        elif not inputs_changed:
            says += ", though no input changed: the output is not the same each time, which is a bug of the generator"
        yield Difference(file=name, cause="output", says=says, diff=diff_of(found, content or b""))


def mending(differences: Iterable[Difference], again: str) -> str:
    """The one command that mends all of them; `again` is the command that generates.

    What was edited is taken from git, or deleted where there is none, and what is extra is moved away: generating would
    stop at the one, and leave the other. A version that is too low is for a person to write.
    """
    found = tuple(differences)
    files = [one.file for one in found if one.cause in ("edited", "lock")]
    kept = [file for file in files if is_in_git(file)]
    lost = [file for file in files if file not in kept]
    commands = [f"git checkout {' '.join(map(quote, kept))}"] if kept else []
    commands += [f"rm {' '.join(map(quote, lost))}"] if lost else []
    commands += [f"mv {quote(one.file)} ." for one in found if one.cause == "extra"]
    if any(one.cause not in ("edited", "extra", "lock") for one in found) or lost or not commands:
        commands.append(again)
    by_hand = "write the version, then " if any(one.cause == "version" for one in found) else ""
    return by_hand + " && ".join(commands)


def verified(package: str) -> Iterator[Difference]:
    """What was changed in a copy of a generated package, by the lock inside it alone; nothing where it is whole."""
    try:
        files = read_package_lock(package)
    except NotALock as why:
        yield Difference(file=os.path.join(package, NAME), cause="lock", says=str(why))
        return
    for path, expected in files.items():
        name = os.path.join(package, path)
        state = state_of(name)
        if state == ABSENT:
            yield Difference(file=name, cause="missing", says="missing: it was generated and is not there any more")
        elif state != expected:
            yield Difference(file=name, cause="edited", says="edited since it was generated")
    yield from _extra(package, set(files))
