"""`changes`: what changed from one document to another, whom it breaks, and which version it deserves."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.inputs import CONFIG_NAME, DOCUMENT_NAMES, task_of
from generator.write.lock import read_locks

if TYPE_CHECKING:
    from generator.changes.report import Report
    from generator.pipeline import Produce

SPECS = "spec"


def run(options: argparse.Namespace, _: Produce | None) -> int:
    """Prints the changes; 1 where one is as bad as `--fail-on` says, 2 where there is nothing to compare."""
    from generator.changes.reading import CannotCompare

    try:
        old, new = asked_for(options.old, options.new)
        report = _since_release(new, options) if not old else _between(old, new, options)
    except CannotCompare as why:
        print(why, file=sys.stderr)
        return 2
    _print(report, options.format)
    return 1 if options.fail_on and _is_as_bad(report, options.fail_on) else 0


def asked_for(old: str, new: str) -> tuple[str, str]:
    """Both documents; the first is empty where the last release is meant.

    Today's document is the only one below spec/. Alone it is compared with the last release; another one alone is
    compared with it, and `git:REVISION:PATH` alone with PATH as it is now. Raises CannotCompare.
    """
    from generator.changes.reading import GIT, CannotCompare

    if new:
        return old, new
    if old.startswith(GIT):
        return old, old.removeprefix(GIT).partition(":")[2]
    today = _today()
    if old and (not today or os.path.realpath(_document(old)) == os.path.realpath(_document(today))):
        return "", old
    if not today:
        raise CannotCompare(f"there is not one document below {SPECS}/: name today's")
    return old, today


def _document(spec: str) -> str:
    return task_of(spec).document


def _today() -> str:
    """The folder of the only document below spec/; empty where there is none or more than one."""
    folders = [os.path.join(SPECS, name) for name in sorted(os.listdir(SPECS))] if os.path.isdir(SPECS) else []
    found = [
        one for one in (SPECS, *folders) if any(os.path.isfile(os.path.join(one, name)) for name in DOCUMENT_NAMES)
    ]
    return found[0] if len(found) == 1 else ""


def _since_release(new: str, options: argparse.Namespace) -> Report:
    from generator import pipeline
    from generator.cache import Cache
    from generator.changes.reading import CannotCompare
    from generator.config import read_config
    from generator.findings import Refused

    task = task_of(new, config=options.config, out=options.out)
    config = read_config(task.config)
    past = pipeline.past_of(task, read_locks(task.out), Cache(use="off"))
    if past.released is None:
        raise CannotCompare(f"{task.out}: nothing was released yet; name two documents, or release with: make release")
    try:
        decided = pipeline.decide(task, config, past)
    except Refused as refused:
        count = sum(finding.severity == "error" for finding in refused.findings)
        raise CannotCompare(f"{new}: the document has errors ({count}): python -m generator lint {new}") from None
    return pipeline.since_release(task, decided, config=config, past=past)


def _between(old: str, new: str, options: argparse.Namespace) -> Report:
    from generator import pipeline
    from generator.changes.document import compared
    from generator.changes.judge import judged_as
    from generator.changes.reading import read, same_api
    from generator.changes.report import Report, with_waivers
    from generator.config import read_config

    before, after = read(old), read(new)
    same_api(before, after, (old, new))
    config = read_config(_config(new, options.config))
    comparison = compared(before.document, after.document)
    if not comparison.found:
        return Report(since=old, stale=tuple(config.waive))
    settled: Mapping[str, object] = read_locks(options.out).names if _is_generated(new, options.out) else {}
    names, settled = pipeline.names_in(before.document, config, settled)
    changes = judged_as(comparison, names, pipeline.names_in(after.document, config, settled)[0])
    changes = tuple(
        replace(
            one,
            old=one.old and replace(one.old, file=before.told(one.old.file)),
            new=one.new and replace(one.new, file=after.told(one.new.file)),
        )
        for one in changes
    )
    told, stale = with_waivers(changes, config.waive)
    return Report(since=old, changes=told, stale=stale)


def _config(new: str, given: str) -> str:
    beside = os.path.join(os.path.dirname(_document(new)), CONFIG_NAME)
    return given or (beside if os.path.isfile(beside) else "")


def _is_generated(new: str, out: str) -> bool:
    """Whether the output is what this document generates, so that its settled names count."""
    known: Mapping[str, object] = read_locks(out).pinned or {}
    return bool(known) and os.path.isdir(new) and os.path.realpath(new) == os.path.realpath(_today() or ".")


def _print(report: Report, form: str) -> None:
    from generator.changes.changelog import markdown
    from generator.changes.report import as_json, as_text

    match form:
        case "json":
            print(as_json(report))
        case "markdown":
            print("\n".join(markdown(report)) if report.noticed else f"No changes since {report.since}.")
        case _:
            print(*as_text(report), sep="\n")


def _is_as_bad(report: Report, level: str) -> bool:
    return report.level == "major" or level == "minor" and report.level == "minor"
