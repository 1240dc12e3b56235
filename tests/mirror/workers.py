"""The edits of one document, by several processes at once, each with a folder and an old suite of its own."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.mirror import record
from tests.mirror.edit import Edit, ordered
from tests.mirror.mirror import Mirror, Seen
from tests.mirror.operations import of_operations
from tests.mirror.schemas import of_schemas
from tests.mirror.suites import warm


def run(document: Path, options: argparse.Namespace) -> list[record.Line]:
    """What came of a number of edits of a document, those of earlier runs included; each new one is kept at once."""
    warm()
    with tempfile.TemporaryDirectory(prefix="mirror-") as folder:
        first = Mirror(document, Path(folder, "first"), Path(folder, "cache"))  # loads the generator before the forks
        inputs = record.inputs_of(document, first.old.files)
        known = {line.name: line for line in record.kept(options.kept) if line.document == document.name}
        every = _asked(first.tree, known, options)
        is_new = options.again is not None
        lines = {} if is_new else {name: line for name, line in known.items() if line.inputs == inputs}
        while todo := _missing(every, lines, options.count):
            before = len(lines)
            for edit, seen in _seen(document, Path(folder), todo, options.workers):
                line = record.line_of(document, inputs, edit, seen)
                record.keep(options.kept, line)
                lines[edit.name] = line
                if seen.verdict == "wrong":
                    print(f"{document.name}{edit.pointer}: {edit.kind}: {edit.says}: {seen.why}", flush=True)
            if len(lines) == before:
                raise RuntimeError(f"{document}: the workers ended before they told of any edit")
    return [lines[edit.name] for edit in _first(every, lines, options.count)]


def _asked(tree: dict[str, Any], known: Mapping[str, record.Line], options: argparse.Namespace) -> list[Edit]:
    """The edits to be looked at, in their order."""
    every = ordered((*of_schemas(tree), *of_operations(tree)), options.seed)
    wrong = {name for name, line in known.items() if line.seen.verdict == "wrong"}
    return [
        edit
        for edit in every
        if (not options.only or edit.kind in options.only)
        and (options.again is None or edit.name in wrong and options.again in known[edit.name].seen.why)
    ]


def _first(every: Sequence[Edit], lines: dict[str, record.Line], count: int) -> Iterator[Edit]:
    """The first edits, so many that are not known to be refused, and the refused ones between them."""
    for edit in every:
        if count <= 0:
            return
        count -= edit.name not in lines or lines[edit.name].seen.verdict != "refused"
        yield edit


def _missing(every: Sequence[Edit], lines: dict[str, record.Line], count: int) -> list[Edit]:
    return [edit for edit in _first(every, lines, count) if edit.name not in lines]


def _seen(document: Path, folder: Path, edits: Sequence[Edit], workers: int) -> Iterator[tuple[Edit, Seen]]:
    """Each edit with what came of it, as soon as it is known."""
    tasks, results = _filled(len(edits)), os.pipe()
    children: list[int] = []
    for number in range(min(workers, len(edits))):
        if child := os.fork():
            children.append(child)
        else:
            _work(lambda: Mirror(document, folder / str(number), folder / "cache"), edits, tasks, results[1])
    os.close(tasks)
    os.close(results[1])
    with os.fdopen(results[0], encoding="utf-8") as stream:
        for done, line in enumerate(stream, start=1):
            index, told = json.loads(line)
            if sys.stderr.isatty():
                print(f"\r{document.name}: {done:,} of {len(edits):,} edits", end="", file=sys.stderr, flush=True)
            yield edits[index], Seen(**told)
    for child in children:
        os.waitpid(child, 0)


def _filled(count: int) -> int:
    """A pipe from which each read of four bytes gives the next task, whoever reads."""
    read, write = os.pipe()
    if os.fork() == 0:
        os.close(read)
        with contextlib.suppress(BrokenPipeError):
            for index in range(count):
                os.write(write, index.to_bytes(4, "big"))
        os._exit(0)
    os.close(write)
    return read


def _work(made: Callable[[], Mirror], edits: Sequence[Edit], tasks: int, results: int) -> None:
    """In a child: take edits until there are none, and end."""
    try:
        mirror = made()
        while number := os.read(tasks, 4):
            index = int.from_bytes(number, "big")
            os.write(results, f"{json.dumps([index, asdict(mirror.seen(edits[index]))])}\n".encode())
        mirror.suite.close()
    except Exception:  # a fault of the mirror itself, which `run` notices by what is missing
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(0)
