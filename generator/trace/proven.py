"""Which faults in the package, put there by `prove`, belong to a fact of the page, and which its own fixtures noticed.

A fault is noticed by the first test that fails, which need not be one of the fact's own: so each is told with its test.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

from generator.audit.fact import Fact, name_words
from generator.audit.facts import CONDITIONS
from generator.prove import proof
from generator.prove.mutant import Mutant
from generator.prove.mutants import mutants_of
from generator.trace.outputs import Case

State: TypeAlias = Literal["current", "stale", "missing"]
_OF_OPERATION = {"method": {"method"}, "url": {"path", "base-url"}, "header": {"header", "auth", "body"}}
_OF_RULES = {"required": {"required"}, "enum": {"enum"}}
_OF_VALUES = {"field", "alias", "type", "body"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One mutant: `at` is its `file:line` now; `by` the test that noticed it first.

    `of_fact`: it lies in what the fact became. `own`: that test runs one of the fact's fixtures.
    """

    kind: str
    at: str
    was: str
    becomes: str
    verdict: str
    by: str
    of_fact: bool
    own: bool

    @property
    def says(self) -> str:
        """What was changed."""
        return f"{self.was}  ->  {self.becomes or 'nothing'}"


@dataclass(slots=True)
class Proven:
    """The record of `prove` beside the package as it is: each mutant that is still in it, with what became of it."""

    state: State
    record: str
    out: Path = Path()
    package: str = ""
    found: Sequence[proof.Found] = ()
    _trees: dict[str, ast.Module] = field(default_factory=dict[str, ast.Module])

    @property
    def words(self) -> str:
        """What there is to say of the record; "" where it holds."""
        if self.state == "missing":
            return f"{self.record}: there is no record of `prove`, so nothing is told of faults"
        told = "package, suite or mutants changed since, so its faults may not be those of today and are no findings"
        return f"{self.record} is stale: {told}" if self.state == "stale" else ""

    def tree(self, file: str) -> ast.Module:
        """The syntax tree of a file of the output."""
        if file not in self._trees:
            self._trees[file] = ast.parse((self.out / file).read_bytes())
        return self._trees[file]


def read_proven(record: Path, out: Path, package: str, lists: Sequence[Path]) -> Proven:
    """The record and the mutants that it tells of."""
    known = proof.read(record)
    if not known.verdicts:
        return Proven("missing", str(record))
    state: State = "current" if known.inputs == proof.inputs_hash(out, package, lists) else "stale"
    found = [
        proof.Found(mutant, known.verdicts[mutant.id], known.killers.get(mutant.id, ""))
        for mutant in mutants_of(out, package)
        if known.verdicts.get(mutant.id) in ("killed", "survived")
    ]
    return Proven(state, str(record), out, package, found)


def faults_of(
    proven: Proven, fact: Fact, operation: str, fixtures: Sequence[Case], places: Sequence[str]
) -> tuple[Fault, ...]:
    """The faults in what a fact became, and those anywhere that its fixtures noticed; the own ones first.

    `places` are the lines of the checks, as `file:line`, and the Python names of the fact.
    """
    if not proven.found:
        return ()
    names = {f"{case.operation}/{Path(case.at.rpartition(':')[0]).stem}/{case.name}" for case in fixtures}
    belongs = _belongs(proven, fact, operation, places)
    told = [
        Fault(
            kind=each.mutant.kind, at=f"{proven.out / each.mutant.file}:{each.mutant.line}", was=each.mutant.was,
            becomes=each.mutant.becomes, verdict=each.verdict, by=each.by, of_fact=belongs(each.mutant),
            own=any(name in names for name in _cases_of(each.by)),
        )
        for each in proven.found
    ]  # fmt: skip
    return tuple(sorted((each for each in told if each.of_fact or each.own), key=lambda one: not one.of_fact))


def _cases_of(test: str) -> Iterator[str]:
    """The names of cases among the parameters of a test: `test_x[sync-models.create/request-bound/above]`."""
    inside = test.partition("[")[2].removesuffix("]")
    yield inside
    yield from (inside[match.end() :] for match in re.finditer("-", inside))
    yield from (inside[: match.start()] for match in re.finditer("-", inside))


def _belongs(proven: Proven, fact: Fact, operation: str, places: Sequence[str]) -> Callable[[Mutant], bool]:
    """Whether a mutant lies in what a fact became."""
    if fact.aspect in _OF_OPERATION:
        return _in_call(proven, operation, _kinds(fact))
    spans = [*_spans(proven, places), *_members(proven, places, fact)]
    kinds = _kinds(fact)

    def belongs(mutant: Mutant) -> bool:
        is_there = any(file == mutant.file and first <= mutant.line <= last for file, first, last in spans)
        return is_there and mutant.kind in kinds and _is_about(mutant, fact)

    return belongs


def _kinds(fact: Fact) -> set[str]:
    if fact.aspect in _OF_OPERATION:
        return _OF_OPERATION[fact.aspect]
    if fact.aspect in CONDITIONS:
        return {"rule", "severity"}
    if fact.aspect in ("kind", "shown", "parameter"):
        return _OF_VALUES
    return _OF_RULES.get(fact.aspect, {"bound"})


def _is_about(mutant: Mutant, fact: Fact) -> bool:
    """Of several bounds of one line, and of several members that one line asks for, the one that is meant."""
    if mutant.kind == "bound":
        keyword = "_".join(name_words(fact.aspect))
        return keyword in mutant.was or mutant.was == str(fact.value)
    return mutant.kind != "required" or f'"{fact.steps[-1]}"' in mutant.was


def _in_call(proven: Proven, operation: str, kinds: set[str]) -> Callable[[Mutant], bool]:
    """Whether a mutant lies in the function that makes the call of an operation."""
    spans: list[tuple[str, int, int]] = []
    for file in {each.mutant.file for each in proven.found if "/_calls/" in each.mutant.file}:
        for node in proven.tree(file).body:
            texts = {each.value for each in ast.walk(node) if isinstance(each, ast.Constant)}
            if isinstance(node, ast.FunctionDef) and operation in texts:
                spans.append((file, node.lineno, node.end_lineno or node.lineno))
    return lambda mutant: mutant.kind in kinds and any(
        mutant.file == file and first <= mutant.line <= last for file, first, last in spans
    )


def _spans(proven: Proven, places: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """The smallest statements with an `if` around lines of the checks, and the constants that they name."""
    file = f"{proven.package}/_checks.py"
    lines = [int(place.rpartition(":")[2]) for place in places if place.endswith(tuple("0123456789")) and ":" in place]
    if not lines:
        return
    tree = proven.tree(file)
    for line in lines:
        around = [node for node in ast.walk(tree) if isinstance(node, ast.If) and _holds(node, line)]
        for node in sorted(around, key=lambda one: (one.end_lineno or 0) - one.lineno)[:1]:
            yield file, node.lineno, node.end_lineno or node.lineno
            names = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
            yield from (
                (file, each.lineno, each.end_lineno or each.lineno)
                for each in tree.body
                if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name) and each.target.id in names
            )
        yield from _needs(tree, file, line)


def _needs(tree: ast.Module, file: str, line: int) -> Iterator[tuple[str, int, int]]:
    """What the function around a line asks to be there."""
    for function in (node for node in tree.body if isinstance(node, ast.FunctionDef) and _holds(node, line)):
        for node in ast.walk(function):
            if isinstance(node, ast.Expr) and ".needs(" in ast.unparse(node):
                yield file, node.lineno, node.end_lineno or node.lineno


def _members(proven: Proven, names: Iterable[str], fact: Fact) -> Iterator[tuple[str, int, int]]:
    """The lines of the models that declare fields and enums, by their Python names: `Model.kind`, `Kind`."""
    wanted = {name for name in names if re.fullmatch(r"\w+(\.\w+)?", name)}
    if fact.aspect == "required":
        return
    for file in {each.mutant.file for each in proven.found if "/models/" in each.mutant.file}:
        for node in proven.tree(file).body:
            inner = node.body if isinstance(node, ast.ClassDef) else [node]
            prefix = f"{node.name}." if isinstance(node, ast.ClassDef) else ""
            for each in inner:
                if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name):
                    if f"{prefix}{each.target.id}" in wanted:
                        yield file, each.lineno, each.end_lineno or each.lineno


def _holds(node: ast.stmt, line: int) -> bool:
    return node.lineno <= line <= (node.end_lineno or node.lineno)


def unproven(fact: Fact, faults: Sequence[Fault]) -> str:
    """What the record says against the fixtures of a fact; "" for nothing.

    A kind is looked at by nearly every fixture, so that the first to notice may be any; a rule has fixtures of its own.
    """
    own = [each for each in faults if each.of_fact]
    if own and all(each.verdict == "survived" for each in own):
        return f"all {len(own)} faults in it survive the whole suite"
    if not own or _kinds(fact) & _OF_VALUES or any(each.own for each in own):
        return ""
    return f"none of the {len(own)} faults in it is noticed by its own fixtures"
