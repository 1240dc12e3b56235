"""Runs audits of altered pages and specs, and gives the differences in a form that tests can name."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from generator.audit.audit import Audit, audit
from generator.resolve import resolve
from tests.unit.audit.captures import Capture, capture_of

FIREWORKS = Path(__file__).resolve().parents[3] / "spec" / "fireworks"
PAGE = FIREWORKS / "docs" / "create-model.txt"
CAPTURE = capture_of(PAGE)
SPEC: dict[str, Any] = yaml.safe_load((FIREWORKS / "openapi.yaml").read_text("utf-8"))


class Told(NamedTuple):
    """What a test wants to know of a difference."""

    severity: str
    code: str
    place: str
    by: str


class Bench:
    """A folder with a copy of the Fireworks spec, its page and its accepted facts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.page = folder / "docs" / "create-model.txt"
        self.lock = folder / "docs" / "create-model.facts.json"
        self.spec = folder / "openapi.json"
        shutil.copytree(FIREWORKS / "docs", folder / "docs")
        self.write(SPEC)
        self._document = resolve(str(self.spec))

    def write(self, spec: dict[str, Any]) -> None:
        """Makes this the spec."""
        self.spec.write_text(json.dumps(spec), "utf-8")

    def of_page(self, page: Capture | str) -> list[Told]:
        """The differences when this is the page."""
        text = page if isinstance(page, str) else page.text()
        other = self.folder / "altered" / "create-model.txt"
        other.parent.mkdir(exist_ok=True)
        other.write_text(text, "utf-8", newline="")
        return told(audit(str(other), self._document))

    def of_spec(self, spec: dict[str, Any]) -> list[Told]:
        """The differences when this is the spec."""
        self.write(spec)
        return told(audit(str(self.page), resolve(str(self.spec))))


def told(found: Audit) -> list[Told]:
    """The differences of an audit, in its order."""
    return [Told(each.severity, each.code, each.place, each.by) for each in found.mismatches]
