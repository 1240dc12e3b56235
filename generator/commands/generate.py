"""`generate`: writes the package and its tests, and tells what it did."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from generator.commands.words import DIFF_LINES, asked, counted, product_of, spec_of, tell, tell_changes
from generator.inputs import Inputs, Task, inputs_of
from generator.write.difference import CannotWrite
from generator.write.lock import Locks, is_current, read_locks, with_locks
from generator.write.stage import is_left, is_pending

if TYPE_CHECKING:
    from generator.pipeline import Produce, Product
    from generator.write.difference import Difference
    from generator.write.plan import Plan

_LABEL_WIDTH = 46


def run(options: argparse.Namespace, produce: Produce | None) -> int:
    """Writes the output; 0 also where there is nothing to do."""
    task, started = asked(options), time.perf_counter()
    if obstacles := _left_behind(task.out, options.dry_run):
        return stopped(obstacles)
    locks = read_locks(task.out)
    if is_current(task, locks):
        print(f"nothing to do: {task.out} is what {spec_of(task)} generates")
        return 0
    print(f"reading {os.path.normpath(task.document)}", flush=True)
    before = inputs_of(task, locks.spec_files or [os.path.basename(task.document)])
    product = product_of(task, locks, produce, cache="off" if options.no_cache else "read" if options.dry_run else "on")
    plan = plan_of(task, locks, product, before)
    for label, figures in product.summary:
        print(f"{label:<{_LABEL_WIDTH}} {figures}")
    if product.report:
        tell_changes(product.report, task)
    if plan.differences:
        return stopped(plan.differences)
    if options.dry_run:
        _tell_plan(plan)
        return 0
    if obstacles := applied_plan(plan):
        return stopped(obstacles)
    print(f"{f'writing {task.out}':<{_LABEL_WIDTH}} {_counts(plan)}")
    print(f"done in {time.perf_counter() - started:.1f} s")
    return 0


def _left_behind(out: str, dry_run: bool) -> Sequence[Difference]:
    """Brings a run to its end that was killed in `out`; gives what keeps it from that."""
    if not is_left(out):
        return ()
    pending = is_pending(out)
    if dry_run:
        from generator.check import journal_pending

        return (journal_pending(out),) if pending else ()
    from generator.write.journal import finish

    obstacles = finish(out)
    if pending and not obstacles:
        print(f"finished the run that was killed while it wrote {out}")
    return obstacles


def plan_of(task: Task, locks: Locks, product: Product, before: Inputs) -> Plan:
    """What is to be written, locks included. Raises CannotWrite where an input changed under the stages' hands."""
    from generator.write.plan import encoded, planned

    inputs = inputs_of(task, product.spec_files)
    for group, files in inputs.items():
        for name, value in files.items():
            if before[group].get(name, value) != value:
                raise CannotWrite(f"{name}: changed while it was read; nothing was written, generate again")
    texts = encoded(product.files)
    shared = encoded(product.shared)
    complete = with_locks(texts, product.package, inputs=inputs, names=product.names, shared=shared)
    return planned(task.out, complete, locks, shared)


def applied_plan(plan: Plan) -> Sequence[Difference]:
    from generator.write.journal import applied

    return () if plan.changes_nothing else applied(plan)


def stopped(obstacles: Sequence[Difference]) -> int:
    tell(obstacles, at_most=DIFF_LINES, to=sys.stderr)
    print(f"{counted(len(obstacles), 'file')} in the way. Nothing was written.", file=sys.stderr)
    return 1


def _tell_plan(plan: Plan) -> None:
    for path in plan.writes:
        print(f"would {'change' if path in plan.before else 'add'} {os.path.join(plan.out, path)}")
    for path in plan.deletes:
        print(f"would remove {os.path.join(plan.out, path)}")
    print(f"{f'would write {plan.out}':<{_LABEL_WIDTH}} {_counts(plan)}")


def _counts(plan: Plan) -> str:
    changed = sum(path in plan.before for path in plan.writes)
    return f"{counted(changed, 'file')} changed, {len(plan.writes) - changed:,} new, {len(plan.deletes):,} removed"
