"""A fixture: cases as the values that the generated tests read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.cases.sources import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A fault that a request must have; `says` and `suggests` are words that its message must hold."""

    path: str
    rule: str
    severity: Severity
    says: str = ""
    suggests: str = ""

    def as_json(self) -> dict[str, object]:
        """The fault without what it leaves open."""
        held = {"path": self.path, "rule": self.rule, "severity": self.severity}
        return {**held, **{key: text for key, text in (("says", self.says), ("suggests", self.suggests)) if text}}


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
