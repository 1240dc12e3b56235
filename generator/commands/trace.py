"""`trace`: from each line of the captured pages to the spec, the name in Python, the check and the fixtures."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator.commands.words import asked
from generator.write.lock import read_locks

if TYPE_CHECKING:
    from generator import ir
    from generator.audit.audit import Audit
    from generator.inputs import Task
    from generator.pipeline import Produce
    from generator.resolve import Document
    from generator.trace.proven import Proven
    from generator.trace.rows import Trace


def run(options: argparse.Namespace, _: Produce | None) -> int:
    """0 where every fact has its place and every rule its fixture, 1 where one has not, 2 where something is unreadable."""
    from generator import pipeline
    from generator.audit.lock import BadLock
    from generator.audit.page import NotAPage
    from generator.config import read_config
    from generator.findings import Refused, on_one_line
    from generator.trace.outputs import NotGenerated, read_outputs
    from generator.trace.rows import beside, trace

    task = asked(options)
    try:
        audits = _audits(task.document)
        if not audits:
            raise NotAPage(f"{task.document}: no captured page is named under x-docs, so there is nothing to trace")
        decided = pipeline.decide(task, read_config(task.config), pipeline.Past(names=read_locks(task.out).names))
        outputs = read_outputs(task.out, decided.api.package)
    except Refused as refused:
        print(on_one_line(refused.findings), file=sys.stderr)
        return 2
    except (NotAPage, BadLock, NotGenerated) as error:
        print(error, file=sys.stderr)
        return 2
    names = _names(decided.api)
    ids = [_id(decided.api, each) for each in audits]
    proven = _proven(task, decided.api.package)
    if proven.words:
        print(proven.words, file=sys.stderr)
    traces = [trace(each, outputs, names, id, proven) for each, id in zip(audits, ids, strict=True)]
    lent, problems = beside(outputs, ids)
    traces[-1] = replace(traces[-1], problems=(*traces[-1].problems, *problems))
    _tell(options, traces)
    if lent:
        told = "rules whose fixtures are those of another operation with the same schema"
        print(f"note: {told}: {', '.join(lent)}", file=sys.stderr)
    return 1 if any(each.problems for each in traces) else 0


def _tell(options: argparse.Namespace, traces: Sequence[Trace]) -> None:
    """To the file of `--html`, or in the format asked for."""
    from generator.trace.printed import as_html, as_json, as_text

    if options.html:
        with open(options.html, "w", encoding="utf-8", newline="\n") as file:
            file.write(as_html(traces))
        print(f"wrote {options.html}: {sum(len(each.rows) for each in traces):,} facts")
    else:
        print(as_json(traces) if options.format == "json" else as_text(traces))


def _proven(task: Task, package: str) -> Proven:
    """What `prove` put on record beside the document."""
    from generator.prove import equivalents, proof
    from generator.trace.proven import read_proven

    folder = Path(task.folder or ".")
    lists = (equivalents.OF_ANY_PACKAGE, folder / equivalents.NAME)
    return read_proven(folder / proof.NAME, Path(task.out), package, lists)


def _audits(path: str) -> list[Audit]:
    """An audit of each page that the document names. The document is read anew: deciding changed the other one."""
    from generator.audit.audit import audit
    from generator.resolve import resolve

    document: Document = resolve(path)
    return [audit(page.file, document) for page in document.pages.values()]


def _names(api: ir.Api) -> dict[str, list[str]]:
    """The Python names of every property and enum, by its pointer in the document."""
    names: dict[str, list[str]] = {}
    for definition in api.definitions:
        if definition.is_model or definition.is_enum:
            pointer = getattr(definition, "pointer", "")
            names.setdefault(pointer, []).append(definition.name)
        for field in getattr(definition, "fields", ()):
            names.setdefault(field.source.pointer, []).append(f"{definition.name}.{field.name}")
    return names


def _id(api: ir.Api, audit: Audit) -> str:
    """The name of the audited operation in the package: `models.create`."""
    operations = [operation for resource in api.resources for operation in resource.operations]
    pointer = audit.operation.pointer if audit.operation else ""
    return next((operation.id for operation in operations if operation.pointer == pointer), "")
