"""The stages as lines of one function: a document goes in, every output file comes out as text in memory.

Stages are imported when they run, so that a run with nothing to do imports none.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

from generator.cache import Cache
from generator.slow import slow
from generator.inputs import Task, hash_of_file, in_checkout, tool_versions
from generator.write.lock import Locks
from generator.objects import strings

if TYPE_CHECKING:
    from generator import build, ir
    from generator.changes.names import PythonNames
    from generator.changes.report import Report
    from generator.changes.released import Released
    from generator.config import Config
    from generator.findings import Finding
    from generator.names import Names
    from generator.resolve import Document
    from generator.suite import Misstated


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What earlier runs left: settled names, texts on the disk that black would leave alone, the cache, the last release
    and the changelog.
    """

    names: Mapping[str, object] = field(default_factory=dict[str, object])
    texts: Mapping[str, str] = field(default_factory=dict[str, str])
    cache: Cache = field(default_factory=Cache)
    released: Released | None = None
    changelog: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """All that a run makes, before anything is written.

    `files` maps paths relative to the output folder (`<package>/...`, `tests/...`) to text; `names` are the settled
    names for the next run; `spec_files` what was read, relative to the document's folder, the document first;
    `summary` pairs of what was done and its figures; `findings` warnings only. `shared` are files that a person may
    write in as well, and `report` tells what changed since the last release.
    """

    package: str
    files: Mapping[str, str]
    names: Mapping[str, object]
    spec_files: tuple[str, ...]
    summary: tuple[tuple[str, str], ...] = ()
    findings: tuple[Finding, ...] = ()
    shared: Mapping[str, str] = field(default_factory=dict[str, str])
    report: Report | None = None


Produce: TypeAlias = "Callable[[Task, Config, Past], Product]"


def past_of(task: Task, locks: Locks, cache: Cache) -> Past:
    """What the run of `task` may build on.

    Texts count only while black and the way it is called are the ones that made them.
    """
    from generator.changes.released import read_changelog, read_released

    kept = Past(names=locks.names, cache=cache, released=read_released(task.out), changelog=read_changelog(task.out))
    tools, own = strings((locks.pinned or {}).get("tools")), "generator/format.py"
    same_black = tools.get("black") == tool_versions(sys.path)["black"]
    if not same_black or locks.details.get("generator", {}).get(own) != hash_of_file(in_checkout(own)):
        return kept
    texts: dict[str, str] = {}
    for path, expected in locks.files.items():
        name = os.path.join(task.out, path)
        if path.endswith(".py") and hash_of_file(name) == expected:
            with open(name, encoding="utf-8", newline="") as file:
                texts[path] = file.read()
    return replace(kept, texts=texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A document after all decisions: what the printing stages see, and what is told about it."""

    document: Document
    api: ir.Api
    extensions: Mapping[str, str]
    names: Mapping[str, object]
    spec_files: tuple[str, ...]
    summary: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]


def generate(task: Task, config: Config, past: Past) -> Product:
    """Everything that the document of `task` becomes.

    Raises SpecError with all findings where the document cannot be read or has errors.
    """
    from generator import fakes, format, models, render, suite
    from generator.changes import changelog
    from generator.changes.released import CHANGELOG

    decided = decide(task, config, past)
    document, api = decided.document, decided.api
    _agreed(document, suite.misstated(document.root, document.follow, api))
    with slow("printing models"):
        printed = models.print_models(api.definitions, printed=_cached(past.cache))
    by_hand = decided.extensions
    texts = render.render(api, models=printed, extensions=by_hand, lines=_lines(document, api))
    made = fakes.fakes(document.root, document.follow, api)
    texts |= {f"{api.package}/{path}": text for path, text in made.items()}
    with slow("making up cases for the tests"):
        texts |= {f"tests/{path}": text for path, text in suite.suite(document.root, document.follow, api).items()}
    report = since_release(task, decided, config=config, past=past)
    texts |= past.released.files if past.released else {}
    with slow("formatting"):
        formatted = format.formatted(texts, kept=past.texts, cache=past.cache)
    return Product(
        package=api.package,
        shared={CHANGELOG: changelog.merged(past.changelog, api.package, changelog.section(report))},
        report=report,
        files=formatted | {f"{api.package}/{path}": text for path, text in by_hand.items()},
        names=decided.names,
        spec_files=decided.spec_files,
        summary=decided.summary,
        findings=(*decided.findings, *_untested(document, suite.untested(texts, api))),
    )


def _agreed(document: Document, wrong: Iterable[Misstated]) -> None:
    """Raises Refused where documented examples break something else than their `x-breaks` says."""
    from generator.findings import Refused

    findings = [_misstated(document, one) for one in wrong]
    if findings:
        raise Refused(document.located(findings))


def _misstated(document: Document, one: Misstated) -> Finding:
    from generator.findings import Finding

    entry = f"{{path: {json.dumps(one.path, ensure_ascii=False)}, rule: {one.rule}, severity: {one.severity}}}"
    if one.is_listed:
        message, fix = f"the example does not break {one.rule} at {one.path} ({one.severity})", f"take out {entry}"
    else:
        message = f"the example breaks {one.rule} at {one.path} ({one.severity}), which x-breaks does not list"
        fix = f"mend the schema or the example, or add {entry}"
    return Finding(
        code="x-breaks",
        severity="error",
        place=document.place(one.pointer, on_key=not one.is_listed),
        message=message,
        fix=fix,
    )


def _untested(document: Document, operations: Iterable[ir.Operation]) -> tuple[Finding, ...]:
    """A warning for each operation that the generated suite does not call."""
    from generator.findings import Finding

    return document.located(
        Finding(
            code="untested",
            severity="warning",
            place=document.place(operation.pointer),
            message=f"no request could be made up for {operation.id}: the generated tests do not call it",
            fix="give examples of its required parameters and body",
        )
        for operation in operations
    )


def decide(task: Task, config: Config, past: Past) -> Decided:
    """The IR of the document, and the warnings on the way to it. Raises SpecError."""
    from generator import build, extend, lint, normalize, resolve

    allow = frozenset((*config.allow, *task.allow))
    document = resolve.resolve(task.document)
    findings = lint.checked(document, allow)
    normal, more = normalize.normalize(document, allow)
    misfits: list[build.Misfit] = []
    api, names = build.build(normal, config=config, settled=past.names, misfits=misfits)
    _refuse(document, misfits)
    extensions: Mapping[str, str] = extend.extension_texts(task) if config.extensions else {}
    return Decided(
        document=document,
        api=extend.extended(api, task, config.extensions, extensions),
        extensions=extensions,
        names=names.given,
        spec_files=tuple(_spec_files(task, document)),
        summary=(_read(task, document.sources[document.file].text, api),),
        findings=(*findings, *more, *document.located(_clashes(document, names))),
    )


def _refuse(document: Document, misfits: Iterable[build.Misfit]) -> None:
    """Raises Refused with all that was said of pages in vain."""
    from generator.findings import Finding, Refused

    found = tuple(
        Finding("pagination", "error", document.place(one.pointer, on_key=True), one.message, one.fix)
        for one in misfits
    )
    if found:
        raise Refused(document.located(found))


def _clashes(document: Document, names: Names) -> Iterator[Finding]:
    """A warning for each name that another one kept from being what its text asks for."""
    from generator.findings import Finding, quoted

    for clash in names.clashes:
        if clash.why:
            yield Finding(
                code="name-clash",
                severity="warning",
                place=document.place(clash.pointer),
                message=f"{clash.why}: the argument for {quoted(clash.wanted)} is called '{clash.name}'",
                fix=f"write {clash.name}=; what is sent keeps its name",
            )
            continue
        where = next((part for part in clash.key.split(" ") if part.startswith("/")), "")
        yield Finding(
            code="name-clash",
            severity="warning",
            place=document.place(where),
            message=f"the name '{clash.wanted}' ({clash.scope}) is taken: this one is '{clash.name}'",
            fix="names stay as they are in the lock; give the operation a name in generator.toml, or rename it here",
        )


def _lines(document: Document, api: ir.Api) -> dict[str, int]:
    """The line in its file of every fact, by the fact's pointer."""
    operations = [operation for resource in api.resources for operation in resource.operations]
    return dict(document.lines({fact.source.pointer for operation in operations for fact in operation.facts}))


def _cached(cache: Cache) -> Callable[[str, ir.Direction], str]:
    """datamodel-code-generator, asked only what it was not asked before: it is the slowest stage by far."""
    from generator.inputs import digest_of, tree_hashes

    version, own = tool_versions(sys.path)["datamodel-code-generator"], digest_of(tree_hashes("templates/models"))

    def printed(document: str, direction: ir.Direction) -> str:
        from generator.models import dcg

        key = ("models", version, own, hash_of_file(in_checkout("generator/models/dcg.py")), direction, document)
        text = cache.get(*key)
        if text is None:
            text = dcg(document, direction)
            cache.put(text, *key)
        return text

    return printed


def findings_of(task: Task, config: Config) -> tuple[Finding, ...]:
    """All findings in the document, warnings included. Raises Unreadable."""
    from generator.findings import Refused

    try:
        return decide(task, config, Past()).findings
    except Refused as refused:
        return refused.findings


def _spec_files(task: Task, document: Document) -> Iterator[str]:
    """The files of the spec that were read, relative to the document's folder, the document first."""
    paths = dict.fromkeys((document.file, *document.files, *(page.file for page in document.pages.values())))
    for path in paths:
        yield os.path.relpath(path, task.folder or ".").replace(os.sep, "/")


def _read(task: Task, text: str, api: ir.Api) -> tuple[str, str]:
    operations = sum(len(resource.operations) for resource in api.resources)
    figures = f"{len(text.splitlines()):,} lines, {operations:,} operations, {len(api.definitions):,} types"
    return f"read {os.path.normpath(task.document)}", figures


# --- changes ---------------------------------------------------------------------------------------------------------


def since_release(task: Task, decided: Decided, *, config: Config, past: Past) -> Report:
    """What changed since the last release: in the document, and in what today's generator makes of the released one."""
    from generator import resolve
    from generator.changes.document import compared
    from generator.changes.judge import judged_as
    from generator.changes.names import PythonNames, names_of
    from generator.changes.released import SPEC
    from generator.changes.report import Report, with_waivers
    from generator.changes.surface import surface_changes
    from generator.suite.surface import surface, surface_by_hand

    version, released = decided.api.version, past.released
    if released is None:
        return Report(since="", version=version)
    old = resolve.resolve(os.path.join(task.out, SPEC))
    comparison = compared(old, decided.document)
    before = _built(old, config, past.names) if comparison.found else decided.api
    lines = (*(surface(before) if before else released.surface), *surface_by_hand(decided.api))
    names = names_of(before, lines) if before else PythonNames()
    changes = judged_as(comparison, names, names_of(decided.api, surface(decided.api)))
    told, stale = with_waivers((*changes, *surface_changes(released.surface, lines)), config.waive)
    return Report(since=released.version, changes=told, released=released.version, version=version, stale=stale)


def _built(document: Document, config: Config, settled: Mapping[str, object]) -> ir.Api | None:
    """The API of a document that was linted before; None where this generator does not understand it any more."""
    from generator import build, normalize
    from generator.findings import Refused

    try:
        normal, _ = normalize.normalize(document, frozenset(("unsupported", *config.allow)))
    except Refused:
        return None
    return build.build(normal, config=config, settled=settled)[0]


def names_in(
    document: Document, config: Config, settled: Mapping[str, object]
) -> tuple[PythonNames, Mapping[str, object]]:
    """The Python names of any document, and the names to settle its successor's with.

    Whatever may be allowed is; nothing is known of a document that is refused all the same.
    """
    from generator import build, lint, normalize
    from generator.changes.names import PythonNames, names_of
    from generator.findings import Refused
    from generator.suite.surface import surface

    allow = frozenset(("unsupported", *(finding.code for finding in lint.lint(document))))
    try:
        lint.checked(document, allow)
        normal, _ = normalize.normalize(document, allow)
    except Refused:
        return PythonNames(), settled
    api, names = build.build(normal, config=config, settled=settled)
    return names_of(api, surface(api)), names.given
