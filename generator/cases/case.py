"""A fixture: cases as the values that the generated tests read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from generator.cases.sources import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A fault that a request must have; `says` and `suggests` are words that its message must hold.

    `is_inferred`: the kind that is broken is not written, but follows from other keywords. `is_inside_itself`: it lies in
    a definition within itself, where the client's list of rules ends.
    """

    path: str
    rule: str
    severity: Severity
    says: str = ""
    suggests: str = ""
    is_inferred: bool = False
    is_inside_itself: bool = False

    def as_json(self) -> dict[str, object]:
        """The fault without what it leaves open."""
        held: dict[str, object] = {"path": self.path, "rule": self.rule, "severity": self.severity}
        more = {"says": self.says, "suggests": self.suggests, "is_inferred": self.is_inferred}
        more["is_inside_itself"] = self.is_inside_itself
        return held | {key: value for key, value in more.items() if value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case: its name, where it came from, and what the test of its kind reads.

    `source` is the JSON pointer of what it shows, behind `derived: ` where the document does not spell it out.
    """

    name: str
    source: str
    content: Mapping[str, object]

    def as_json(self) -> dict[str, object]:
        """The case as it is written."""
        return {"case": self.name, "source": self.source, **self.content}


def distinct(cases: Iterable[Case]) -> tuple[Case, ...]:
    """The cases, each content and each name once: of two alike the first stays, a name met again gets a number."""
    found: dict[str, Case] = {}
    for case in cases:
        found.setdefault(repr(case.content), case)
    counts: dict[str, int] = {}
    named: list[Case] = []
    for case in found.values():
        counts[case.name] = counts.get(case.name, 0) + 1
        named.append(case if counts[case.name] == 1 else replace(case, name=f"{case.name}-{counts[case.name]}"))
    return tuple(named)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixture:
    """A file of cases of one kind; `common` holds for each of them that does not say otherwise."""

    operation: str
    name: str
    about: str
    common: Mapping[str, object] = field(default_factory=dict[str, object])
    cases: tuple[Case, ...]

    @property
    def path(self) -> str:
        """The file below tests/."""
        return f"fixtures/{self.operation}/{self.name}.json"

    def as_json(self) -> dict[str, object]:
        """The file as it is written."""
        cases = [{k: v for k, v in one.as_json().items() if self.common.get(k, one) != v} for one in self.cases]
        return {"about": self.about, "operation": self.operation, **self.common, "cases": cases}
