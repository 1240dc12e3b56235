"""`release`: closes the section Unreleased of the changelog, and keeps document and public surface as released."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.commands.generate import applied_plan, plan_of, stopped
from generator.commands.words import asked, command_of, product_of, version_line
from generator.inputs import inputs_of
from generator.write.lock import is_current, read_locks

if TYPE_CHECKING:
    from generator.changes.report import Report
    from generator.inputs import Task
    from generator.pipeline import Produce, Product


def run(options: argparse.Namespace, produce: Produce | None) -> int:
    """Writes the release; 1 where the output is not up to date, the version too low, or nothing changed."""
    task = asked(options)
    locks = read_locks(task.out)
    if not is_current(task, locks):
        print(f"{task.out} is not up to date; first: {command_of(task, options.config)}", file=sys.stderr)
        return 1
    before = inputs_of(task, locks.spec_files)
    product = product_of(task, locks, produce, cache="off" if options.no_cache else "on")
    report = product.report
    if report is None:
        return 0
    if why := _obstacle(report, task):
        print(why, file=sys.stderr)
        return 1
    if obstacles := applied_plan(plan_of(task, locks, _released(product, report), before)):
        return stopped(obstacles)
    print(f"released {report.version}: commit and tag it; set the next version in the configuration once it changes")
    return 0


def _obstacle(report: Report, task: Task) -> str:
    """Why there can be no release now."""
    if not report.released:
        return ""
    if not report.changes:
        return f"nothing changed since {report.released}: there is nothing to release"
    return "" if report.is_version_enough else version_line(report, task)


def _released(product: Product, report: Report) -> Product:
    """The output as it is once the version is released."""
    from generator.changes.changelog import closed
    from generator.changes.released import CHANGELOG, Released

    surface = tuple(product.files["tests/api.txt"].splitlines())
    kept = Released(version=report.version, surface=surface, spec=product.files["tests/spec.json"])
    return replace(
        product,
        files={**product.files, **kept.files},
        shared={CHANGELOG: closed(product.shared[CHANGELOG], report.version)},
    )
