"""`check`: whether the output is what the document generates, and the cause of each difference. Writes nothing."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from generator.commands.words import DIFF_LINES, asked, command_of, counted, product_of, spec_of, tell
from generator.inputs import Task
from generator.write.lock import Locks, read_locks
from generator.write.stage import is_pending

if TYPE_CHECKING:
    from generator.findings import SpecError
    from generator.pipeline import Produce, Product


def run(options: argparse.Namespace, produce: Produce | None) -> int:
    """Tells each difference with its cause."""
    from generator.check import differences, mending
    from generator.findings import Unreadable

    if options.verify:
        return _verify(options.verify)
    if options.spec is None:
        print("check: name a document or a folder, or a package with --verify DIR", file=sys.stderr)
        return 2
    task = asked(options)
    locks = read_locks(task.out)
    product, refused = _product_or_error(task, locks, produce, options.no_cache)
    if isinstance(refused, Unreadable):
        raise refused
    found = tuple(differences(task, locks, product))
    tell(found, at_most=None if options.diff else DIFF_LINES, to=sys.stdout)
    if refused:
        raise refused
    if found:
        again = command_of(task, options.config)
        print(f"{counted(len(found), 'difference')}. To mend: {mending(found, again)}")
        return 1
    print(f"{task.out} is what {spec_of(task)} generates: {counted(len(locks.files), 'file')}, nothing edited")
    return 0


def _product_or_error(
    task: Task, locks: Locks, produce: Produce | None, no_cache: bool
) -> tuple[Product | None, SpecError | None]:
    """What the stages make now, or why they make nothing; neither where the locks alone tell enough."""
    from generator.findings import SpecError

    if is_pending(task.out) or locks.faults:
        return None, None
    try:
        return product_of(task, locks, produce, cache="off" if no_cache else "read"), None
    except SpecError as error:
        return None, error


def _verify(package: str) -> int:
    from generator.check import verified

    if not os.path.isdir(package):
        print(f"{package}: no such folder; name the folder of a generated package", file=sys.stderr)
        return 2
    found = tuple(verified(package))
    is_readable = all(difference.cause != "lock" for difference in found)
    tell(found, at_most=None, to=sys.stdout if is_readable else sys.stderr)
    if not found:
        print(f"{package} is as generated: nothing was edited, added or removed")
    return (1 if is_readable else 2) if found else 0
