"""The command line: what each command does, in sentences, and the exit status that follows.

0 is fine; 1 means findings in a document that can be read, or output that is not up to date; 2 means that there is no
document to read, or that the command cannot run; 130 is an interrupt from the keyboard.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TextIO

from generator.inputs import DOCUMENT_NAMES, Inputs, Task, inputs_of, task_of
from generator.options import PROGRAM, parser
from generator.write.difference import CannotWrite
from generator.write.lock import Locks, is_current, read_locks, with_locks
from generator.write.stage import is_left, is_pending

if TYPE_CHECKING:
    from generator.cache import Cache
    from generator.findings import SpecError
    from generator.pipeline import Produce, Product
    from generator.write.difference import Difference
    from generator.write.plan import Plan

DIFF_LINES = 12
_LABEL_WIDTH = 46


def main(arguments: Sequence[str], produce: Produce | None = None) -> int:
    """The exit status of one command. `produce` stands for all stages together; None means the real ones."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        options = parser().parse_args(arguments)
        status = _COMMANDS[options.command](options, produce)
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except (Exception, KeyboardInterrupt) as error:
        told = _told(error, arguments)
        if told is None:
            raise
        return told


def _told(error: BaseException, arguments: Sequence[str]) -> int | None:
    """The exit status of an error that is not a bug, once its sentence is printed; None for a bug."""
    from generator.findings import SpecError, printed

    if isinstance(error, SpecError):
        print(printed(error.findings, "Nothing was written." if "generate" in arguments[:1] else ""), file=sys.stderr)
        return error.exit_status
    if isinstance(error, KeyboardInterrupt):
        print("interrupted; no file is half-written", file=sys.stderr)
        return 130
    if isinstance(error, CannotWrite):
        print(error, file=sys.stderr)
        return 2
    if isinstance(error, OSError):
        print(f"{error.filename or 'the system'}: {error.strerror or error}", file=sys.stderr)
        return 2
    return None


def _task(options: argparse.Namespace) -> Task:
    return task_of(options.spec, config=options.config, out=getattr(options, "out", ""), allow=options.allow)


# --- generate --------------------------------------------------------------------------------------------------------


def _generate(options: argparse.Namespace, produce: Produce | None) -> int:
    task, started = _task(options), time.perf_counter()
    if obstacles := _left_behind(task.out, options.dry_run):
        return _stopped(obstacles)
    locks = read_locks(task.out)
    if is_current(task, locks):
        print(f"nothing to do: {task.out} is what {_spec(task)} generates")
        return 0
    before = inputs_of(task, locks.spec_files or [os.path.basename(task.document)])
    product = _product(task, locks, produce, cache="off" if options.no_cache else "read" if options.dry_run else "on")
    plan = _plan(task, locks, product, before)
    for label, figures in product.summary:
        print(f"{label:<{_LABEL_WIDTH}} {figures}")
    if plan.differences:
        return _stopped(plan.differences)
    if options.dry_run:
        _tell_plan(plan)
        return 0
    if obstacles := _applied(plan):
        return _stopped(obstacles)
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


def _product(task: Task, locks: Locks, produce: Produce | None, *, cache: str) -> Product:
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


def _plan(task: Task, locks: Locks, product: Product, before: Inputs) -> Plan:
    """What is to be written, locks included. Raises CannotWrite where an input changed under the stages' hands."""
    from generator.write.plan import encoded, planned

    inputs = inputs_of(task, product.spec_files)
    for group, files in inputs.items():
        for name, value in files.items():
            if before[group].get(name, value) != value:
                raise CannotWrite(f"{name}: changed while it was read; nothing was written, generate again")
    texts = encoded(product.files)
    return planned(task.out, with_locks(texts, product.package, inputs=inputs, names=product.names), locks)


def _applied(plan: Plan) -> Sequence[Difference]:
    from generator.write.journal import applied

    return () if plan.changes_nothing else applied(plan)


def _stopped(obstacles: Sequence[Difference]) -> int:
    _tell(obstacles, at_most=DIFF_LINES, to=sys.stderr)
    print(f"{_counted(len(obstacles), 'file')} in the way. Nothing was written.", file=sys.stderr)
    return 1


def _tell_plan(plan: Plan) -> None:
    for path in plan.writes:
        print(f"would {'change' if path in plan.before else 'add'} {os.path.join(plan.out, path)}")
    for path in plan.deletes:
        print(f"would remove {os.path.join(plan.out, path)}")
    print(f"{f'would write {plan.out}':<{_LABEL_WIDTH}} {_counts(plan)}")


def _counts(plan: Plan) -> str:
    changed = sum(path in plan.before for path in plan.writes)
    return f"{_counted(changed, 'file')} changed, {len(plan.writes) - changed:,} new, {len(plan.deletes):,} removed"


# --- check, lint, ir -------------------------------------------------------------------------------------------------


def _check(options: argparse.Namespace, produce: Produce | None) -> int:
    from generator.check import differences

    if options.verify:
        return _verify(options.verify)
    if options.spec is None:
        print("check: name a document or a folder, or a package with --verify DIR", file=sys.stderr)
        return 2
    task = _task(options)
    locks = read_locks(task.out)
    product, refused = _product_or_error(task, locks, produce, options.no_cache)
    found = tuple(differences(task, locks, product))
    _tell(found, at_most=None if options.diff else DIFF_LINES, to=sys.stdout)
    if refused:
        raise refused
    if found:
        print(f"{_counted(len(found), 'difference')}. To generate again: {_command(task, options.config)}")
        return 1
    print(f"{task.out} is what {_spec(task)} generates: {_counted(len(locks.files), 'file')}, nothing edited")
    return 0


def _product_or_error(
    task: Task, locks: Locks, produce: Produce | None, no_cache: bool
) -> tuple[Product | None, SpecError | None]:
    """What the stages make now, or why they make nothing; neither where the locks alone tell enough."""
    from generator.findings import SpecError

    if is_pending(task.out) or locks.faults:
        return None, None
    try:
        return _product(task, locks, produce, cache="off" if no_cache else "read"), None
    except SpecError as error:
        return None, error


def _verify(package: str) -> int:
    from generator.check import verified

    if not os.path.isdir(package):
        print(f"{package}: no such folder; name the folder of a generated package", file=sys.stderr)
        return 2
    found = tuple(verified(package))
    _tell(found, at_most=None, to=sys.stdout)
    if not found:
        print(f"{package} is as generated: nothing was edited, added or removed")
    return 1 if found else 0


def _lint(options: argparse.Namespace, _: Produce | None) -> int:
    from generator import pipeline
    from generator.config import read_config
    from generator.findings import printed

    task = _task(options)
    findings = pipeline.findings_of(task, read_config(task.config))
    print(printed(findings, closing="") or f"{task.document}: nothing to report")
    return 1 if any(finding.severity == "error" for finding in findings) else 0


def _ir(options: argparse.Namespace, _: Produce | None) -> int:
    import json

    from generator import pipeline
    from generator.config import read_config
    from generator.dump import dumped

    task = _task(options)
    past = pipeline.Past(names=read_locks(task.out).names)
    decided = pipeline.decide(task, read_config(task.config), past)
    print(json.dumps(dumped(decided.api), indent=2, ensure_ascii=False))
    return 0


_COMMANDS: Mapping[str, Callable[[argparse.Namespace, Produce | None], int]] = {
    "generate": _generate,
    "check": _check,
    "lint": _lint,
    "ir": _ir,
}


# --- words -----------------------------------------------------------------------------------------------------------


def _tell(found: Iterable[Difference], *, at_most: int | None, to: TextIO) -> None:
    """Prints each difference; of a file that only waits to be generated again, the diff is shown where all are."""
    for difference in found:
        lines = difference.lines(at_most=0 if difference.cause == "output" and at_most is not None else at_most)
        print(*lines, sep="\n", file=to)


def _spec(task: Task) -> str:
    """SPEC as a person would type it again."""
    in_folder = os.path.basename(task.document) in DOCUMENT_NAMES and task.folder
    return task.folder if in_folder else task.document


def _command(task: Task, config: str) -> str:
    """What a person types to generate the same again."""
    words = [f"{PROGRAM} generate", _spec(task), *(f"--allow {name}" for name in task.allow)]
    words += [f"--config {config}"] if config else []
    words += [f"--out {task.out}"] if task.out != "generated" else []
    return " ".join(words)


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
