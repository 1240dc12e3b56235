"""The rows of a trace: each fact of a page with its place, its name in Python, its checks and its fixtures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.audit.audit import Audit
from generator.audit.fact import Fact, name_words, place_name
from generator.audit.facts import CONDITIONS, UNCLASSIFIED
from generator.audit.view import View
from generator.load import is_array, is_object
from generator.positions import unescaped
from generator.trace.outputs import Case, Outputs, RuleRow
from generator.trace.places import place_of, waiver_of
from generator.trace.proven import Fault, Proven, faults_of, unproven

_KINDS = ("type", "integer", "format")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One fact: `says` in words, `spec` as `file:line`, `python` the names that it has, `why` where it has no check.

    `faults` are those that `prove` put into what the fact became, and those anywhere that its fixtures noticed;
    `unproven` is what they say against the fixtures of a rule.
    """

    line: int
    place: str
    says: str
    pointer: str
    spec: str
    python: tuple[str, ...]
    rules: tuple[RuleRow, ...]
    checks: tuple[str, ...]
    fixtures: tuple[Case, ...]
    faults: tuple[Fault, ...] = ()
    why: str = ""
    unproven: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """A fact without a place, a place without a fact, a rule without a fixture, or one that no fixture proves."""

    code: str
    about: str
    at: str


@dataclass(frozen=True, slots=True)
class Trace:
    """One page traced."""

    page: str
    lines: tuple[str, ...]
    operation: str
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]


def trace(audit: Audit, outputs: Outputs, names: Mapping[str, Sequence[str]], id: str, proven: Proven) -> Trace:
    """The trace of an audited page; `names` are Python names by pointer, `id` the operation's name in the package."""
    view = audit.view
    page = audit.said.page
    if view is None:
        problem = Problem(
            "fact-without-place", f"{page.call.method} {page.call.url} is no operation of the spec", page.file
        )
        return Trace(page.file, page.lines, "", (), (problem,))
    rows = _rows(view, outputs, names, id, proven)
    found = [*_problems(audit, outputs, rows, id), *(_unproven(rows) if proven.state == "current" else ())]
    return Trace(page.file, page.lines, audit.operation.title if audit.operation else "", rows, tuple(found))


def _rows(view: View, outputs: Outputs, names: Mapping[str, Sequence[str]], id: str, proven: Proven) -> tuple[Row, ...]:
    facts = list(view.said.facts.values())
    places = [place_of(view, fact) for fact in facts]
    lines = view.document.lines({place for place in places if place})
    own = [case for case in outputs.cases if case.operation == id]
    rules = [rule for rule in outputs.rules if rule.operation == id]
    found: list[Row] = []
    for fact, place in zip(facts, places, strict=True):
        row_rules = tuple(_rules_of(view, fact, place, rules))
        file = view.document.place(place).file if place else ""
        python = tuple(_python(names, fact, place, id, row_rules))
        checks = tuple(_checks(outputs, fact, place, row_rules))
        fixtures = tuple(_fixtures(fact, place, own, row_rules))
        faults = faults_of(proven, fact, id, fixtures, (*checks, *python)) if fixtures else ()
        found.append(
            Row(
                line=fact.line,
                place=place_name(fact.side, fact.steps) if fact.aspect in ("kind", "shown") else view.name(fact),
                says=_says(fact),
                pointer=place,
                spec=f"{file}:{lines[place]}" if place else "",
                python=python,
                rules=row_rules,
                checks=checks,
                fixtures=fixtures,
                faults=faults,
                why=_why(view, fact),
                unproven=unproven(fact, faults) if row_rules else "",
            )
        )
    return tuple(sorted(found, key=lambda row: row.line))


def _says(fact: Fact) -> str:
    value = fact.value
    if fact.aspect in CONDITIONS and is_object(value):
        values, (verb, _, sense) = value.get("values"), fact.aspect.partition("-")
        told = " or ".join(map(str, values)) if is_array(values) else "specified"
        link = {"with": "when", "without": "unless"}.get(sense, sense)
        return f"{verb} {link} {value.get('field')} is {told}"
    if fact.aspect.startswith(UNCLASSIFIED):
        return f"a sentence for people: {value}"
    if fact.aspect == "sentence":
        return "what it is"
    told = ", ".join(map(str, value)) if is_array(value) else str(value)
    return f"{fact.aspect} {told}"


def _why(view: View, fact: Fact) -> str:
    """Why a fact has no check of its own."""
    if fact.aspect.startswith(UNCLASSIFIED):
        return f"waived: {waiver_of(view, fact)}"
    if fact.aspect == "sentence":
        return "documentation"
    return "never enforced on a response" if fact.side == "response" and fact.aspect == "kind" else ""


def _rules_of(view: View, fact: Fact, place: str, rules: Sequence[RuleRow]) -> Iterator[RuleRow]:
    """The rules that are printed for a fact: by their id, or by the line of the spec and the keyword."""
    if not place or fact.aspect == "sentence" or fact.side == "response" and fact.aspect in ("kind", "shown"):
        return
    node, _ = view.document.follow(f"#{place}")
    if fact.aspect in CONDITIONS:
        rule = node.get("x-rule") if is_object(node) else None
        id = rule.get("id") if is_object(rule) else None
        yield from (row for row in rules if row.rule == id)
        return
    path = (
        ".".join("_".join(name_words(step)) for step in view.places(fact)[0][1])
        .replace(".[]", "[]")
        .replace("._", "[]")
    )
    wanted = _KINDS if fact.aspect in ("kind", "parameter") else (fact.aspect, "enum" if fact.aspect == "shown" else "")
    yield from (row for row in rules if row.rule in wanted and row.path.replace("[]", "") == path.replace("[]", ""))


def _python(
    names: Mapping[str, Sequence[str]], fact: Fact, place: str, id: str, rules: Sequence[RuleRow]
) -> Iterator[str]:
    if fact.side in ("operation", "header", "success"):
        yield f"client.{id}"
        return
    yield from dict.fromkeys(f"{id}({row.path}=)" for row in rules)
    pointer = place
    while pointer and pointer not in names:
        pointer = pointer.rpartition("/")[0]
    yield from names.get(pointer, ())


def _checks(outputs: Outputs, fact: Fact, place: str, rules: Sequence[RuleRow]) -> Iterator[str]:
    steps = [unescaped(step) for step in place.split("/")[1:]]
    if fact.aspect in CONDITIONS:
        for row in rules:
            yield from outputs.check_lines(f'"{row.rule}"')
    elif rules and fact.steps:
        schema = steps[steps.index("schemas") + 1] if "schemas" in steps else ""
        function = f"check_{'_'.join(name_words(schema))}"
        wire = f'["{fact.steps[-1]}"]'
        yield from (outputs.check_lines(wire, function) or outputs.check_lines(wire))[:2]


def _fixtures(fact: Fact, place: str, cases: Sequence[Case], rules: Sequence[RuleRow]) -> Iterator[Case]:
    """The cases that break one of the rules, that were derived from the place, or that are the page's example."""
    if not place or fact.aspect == "sentence" or fact.aspect.startswith(UNCLASSIFIED):
        return
    broken = {(row.path, row.rule) for row in rules}
    allowed = {place, f"{place}/type", f"{place}/format"} if fact.aspect in ("kind", "parameter") else {place}
    side = {"request": "/requestBody/", "response": "/responses/", "success": "/responses/"}.get(
        fact.side, "/requestBody/"
    )
    breaking = [case for case in cases if broken & set(case.faults)]
    yield from breaking
    for case in cases:
        is_example = "/examples/" in case.pointer and side in case.pointer and fact.aspect not in CONDITIONS
        if (case.pointer in allowed or is_example) and case not in breaking:
            yield case


def _problems(audit: Audit, outputs: Outputs, rows: Sequence[Row], id: str) -> Iterator[Problem]:
    for each in audit.mismatches:
        if each.severity == "error":
            at = f"{audit.said.page.file}:{each.lines[0]}" if each.lines else each.pointer
            code = "place-without-fact" if each.says == "not on the page" else "fact-without-place"
            yield Problem(code, f"{each.code} {each.place}", at)
    for row in rows:
        if not row.pointer and not audit.mismatches:
            yield Problem("fact-without-place", f"{row.place}: {row.says}", f"{audit.said.page.file}:{row.line}")
    yield from _untested(outputs, id)


def _untested(outputs: Outputs, id: str) -> Iterator[Problem]:
    """The rules of an operation that no fixture breaks, its own or one of an operation with the same schema."""
    broken = _broken(outputs)
    kept = {(row.rule, row.spec) for row in outputs.rules if (row.operation, row.path, row.rule) in broken}
    for rule in outputs.rules:
        if rule.operation == id and (rule.rule, rule.spec) not in kept:
            yield Problem("rule-without-fixture", f"{rule.path}: {rule.rule} ({rule.says})", rule.at)


def _broken(outputs: Outputs) -> frozenset[tuple[str, str, str]]:
    return frozenset((case.operation, *fault) for case in outputs.cases for fault in case.faults)


def beside(outputs: Outputs, traced: Collection[str]) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """The rules without a fixture of their own: those that only other operations' fixtures break, as `things.update 3`,
    and those of the operations that are not `traced` which none breaks.
    """
    broken = _broken(outputs)
    lent = Counter(row.operation for row in outputs.rules if (row.operation, row.path, row.rule) not in broken)
    others = dict.fromkeys(row.operation for row in outputs.rules if row.operation not in traced)
    problems = tuple(problem for id in others for problem in _untested(outputs, id))
    lent.subtract(Counter(row.operation for row in outputs.rules if row.at in {problem.at for problem in problems}))
    return tuple(f"{operation} {count}" for operation, count in lent.items() if count > 0), problems


def _unproven(rows: Sequence[Row]) -> Iterator[Problem]:
    """The rules whose faults nothing notices, or nothing of their own."""
    for row in rows:
        if row.unproven:
            yield Problem("rule-unproven", f"{row.place}: {row.says}: {row.unproven}", row.spec)
