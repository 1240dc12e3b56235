"""What commands have in common: the task that was asked for, what the stages make of it, and how both are told."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from generator.inputs import CONFIG_NAME, DOCUMENT_NAMES, Task, task_of
from generator.options import PROGRAM

if TYPE_CHECKING:
    from generator.cache import Cache
    from generator.changes.report import Report
    from generator.pipeline import Produce, Product
    from generator.write.difference import Difference
    from generator.write.lock import Locks

DIFF_LINES = 12


def asked(options: argparse.Namespace) -> Task:
    """The task that the options of a command ask for."""
    return task_of(options.spec, config=options.config, out=getattr(options, "out", ""), allow=options.allow)


def product_of(task: Task, locks: Locks, produce: Produce | None, *, cache: str) -> Product:
    """What the stages make of the document; warnings are told at once. Raises SpecError."""
    from generator import pipeline
    from generator.config import read_config
    from generator.findings import printed

    config = read_config(task.config)
    past = pipeline.past_of(task, locks, _cache(cache))
    product = (produce or pipeline.generate)(task, config, past)
    past.cache.prune()
    if product.findings:
        print(printed(product.findings), file=sys.stderr)
    return product


def _cache(use: str) -> Cache:
    from generator.cache import Cache

    return Cache(use="off" if use == "off" else "read" if use == "read" else "on")


def tell(found: Iterable[Difference], *, at_most: int | None, to: TextIO) -> None:
    """Prints each difference; of a file that only waits to be generated again, the diff is shown where all are."""
    for difference in found:
        lines = difference.lines(at_most=0 if difference.cause == "output" and at_most is not None else at_most)
        print(*lines, sep="\n", file=to)


def tell_changes(report: Report, task: Task) -> None:
    """Prints what changed since the last release and which version that deserves; nothing before the first one."""
    from generator.changes.report import TOLD, as_text

    if not report.released:
        return
    print(*as_text(report, at_most=TOLD), sep="\n")
    if report.noticed:
        print(version_line(report, task))


def version_line(report: Report, task: Task) -> str:
    """Which version comes next, and who has to write it where."""
    config = task.config or os.path.join(task.folder, CONFIG_NAME)
    if report.is_version_enough:
        return f"next version: {report.version}, as {config} says; the changes deserve {report.demanded} at least"
    write = f'write version = "{report.demanded}" into {config}, which says {report.version}'
    return f"next version: {report.demanded}; {write}"


def spec_of(task: Task) -> str:
    """SPEC as a person would type it again."""
    in_folder = os.path.basename(task.document) in DOCUMENT_NAMES and task.folder
    return task.folder if in_folder else task.document


def command_of(task: Task, config: str) -> str:
    """What a person types to generate the same again."""
    words = [f"{PROGRAM} generate", spec_of(task), *(f"--allow {name}" for name in task.allow)]
    words += [f"--config {config}"] if config else []
    words += [f"--out {task.out}"] if task.out != "generated" else []
    return " ".join(words)


def counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
