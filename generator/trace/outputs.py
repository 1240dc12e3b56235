"""What was generated, as files: the rules, the lines of the checks, and the cases of the fixtures with their sources."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.findings import visible
from generator.load import is_array, is_object

_OTHER = "this is not what was generated: restore it, or generate again"
_ENDS = re.compile(r"^derived: | [-+] 1$")


class NotGenerated(Exception):
    """An output that cannot be traced, in one line that names it."""


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One line of `_rules.jsonl`: what is asked of a request, on which line of the spec."""

    operation: str
    path: str
    rule: str
    says: str
    severity: str
    spec: int
    at: str


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a fixture: its file and line, the pointer that it was derived from, and (path, rule) of its faults."""

    operation: str
    at: str
    name: str
    pointer: str
    faults: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Outputs:
    """All that was read below the output folder; `checks` are the lines of `_checks.py`, and `package` its folder."""

    package: str
    rules: tuple[RuleRow, ...]
    cases: tuple[Case, ...]
    checks: tuple[str, ...]

    def check_lines(self, text: str, function: str = "") -> list[str]:
        """Where a text stands in the checks, as `file:line`; with `function` only within that one."""
        found: list[str] = []
        inside = ""
        for number, line in enumerate(self.checks, 1):
            head = re.match(r"def (\w+)\(", line)
            inside = head[1] if head else inside
            if text in line and function in ("", inside):
                found.append(f"{self.package}/_checks.py:{number}")
        return found


def read_outputs(out: str, package: str) -> Outputs:
    """What stands in the folder `out`. Raises NotGenerated where nothing does, or a file is no longer what it was."""
    folder = os.path.join(out, package)
    if not os.path.isfile(os.path.join(folder, "_rules.jsonl")):
        raise NotGenerated(
            f"{visible(folder)}: nothing was generated here yet: generate first, or name the folder with --out"
        )
    rules = tuple(_rules(os.path.join(folder, "_rules.jsonl")))
    fixtures = os.path.join(out, "tests", "fixtures")
    cases = tuple(case for path in _files(fixtures) for case in _cases(path))
    checks = tuple(_text(os.path.join(folder, "_checks.py")).split("\n"))
    return Outputs(folder, rules, cases, checks)


def _text(path: str) -> str:
    if not os.path.isfile(path):
        return ""
    with open(path, encoding="utf-8") as file:
        try:
            return file.read()
        except UnicodeDecodeError:
            raise NotGenerated(f"{visible(path)}: {_OTHER}") from None


def _tree(path: str, text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise NotGenerated(f"{visible(path)}: {_OTHER}") from None


def _files(folder: str) -> Iterator[str]:
    for above, _, names in sorted(os.walk(folder)):
        yield from (os.path.join(above, name) for name in sorted(names) if name.endswith(".json"))


def _rules(path: str) -> Iterator[RuleRow]:
    for number, line in enumerate(_text(path).splitlines(), 1):
        row = _tree(f"{path}:{number}", line)
        if is_object(row):
            texts = {key: str(row.get(key, "")) for key in ("operation", "path", "rule", "says", "severity")}
            spec = row.get("spec")
            yield RuleRow(**texts, spec=spec if isinstance(spec, int) else 0, at=f"{path}:{number}")


def _cases(path: str) -> Iterator[Case]:
    text = _text(path)
    tree = _tree(path, text)
    if not is_object(tree):
        return
    cases = tree.get("cases")
    lines = [number for number, line in enumerate(text.split("\n"), 1) if re.match(r' +(?:\{)?"case": ', line)]
    for index, case in enumerate(cases if is_array(cases) else []):
        if is_object(case):
            at = f"{path}:{lines[index]}" if index < len(lines) else path
            pointer = _ENDS.sub("", str(case.get("source", "")))
            yield Case(
                str(tree.get("operation", "")), at, str(case.get("case", "")), _ENDS.sub("", pointer), _faults(case)
            )


def _faults(case: dict[str, object]) -> tuple[tuple[str, str], ...]:
    faults = case.get("faults")
    return tuple(
        (re.sub(r"\[[^\]]*\]", "[]", str(fault.get("path"))), str(fault.get("rule")))
        for fault in (faults if is_array(faults) else [])
        if is_object(fault)
    )
