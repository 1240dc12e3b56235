"""The table of rules, which is the page rules.md: every sort of change, its mirror image, and whom it breaks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias, cast

from generator.changes.difference import Direction

Installed: TypeAlias = Literal["fails", "shifts", "misses", "runs", "note"]
Code: TypeAlias = Literal["breaks", "warns", "gains", "runs", "note"]
Level: TypeAlias = Literal["major", "minor", "patch", "note"]
Contract: TypeAlias = Literal["breaking", "suiting", "neutral"]
Polarity: TypeAlias = Literal["narrower", "wider", "less", "more", "other", "same"]
LEVELS: tuple[Level, ...] = ("note", "patch", "minor", "major")
"""From nothing that a caller could see to what breaks one."""

PAGE = Path(__file__).with_name("rules.md")
_PLAIN = frozenset((
    "webhooks", "callbacks", "links", "openapi", "self", "json-schema-dialect", "version", "name", "url", "email",
    "identifier",
    "encoding", "scopes", "authorization-url", "device-authorization-url", "token-url", "refresh-url", "parent", "kind",
    "open-id-connect-url", "oauth2-metadata-url", "server", "server-variable", "link", "callback", "example",
    "path-item",
    "header", "tag", "value", "data-value", "implicit", "password", "client-credentials", "authorization-code",
    "device-authorization",
))  # fmt: skip
"""Keywords and parts that nothing is generated from: a change is told, and breaks nobody."""
_PLAIN_AREAS = frozenset((
    "component", "tag", "info", "example", "external-docs", "contact", "license", "link", "callback", "xml",
    "server-variable", "server", "oauth-flow", "oauth-flows",
))  # fmt: skip


_TYPED_AREAS = ("schema", "media-type", "parameter", "header")
_EXAMPLES = ("example", "encoding", "xml", "vocabulary", "id", "anchor")


def level_of(installed: Installed, code: Code) -> Level:
    """The worse of two answers."""
    if installed == "fails" or code == "breaks":
        return "major"
    if installed == code == "note":
        return "note"
    return "patch" if installed == code == "runs" else "minor"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The two answers of one direction; `by_names` leaves the second to the names of Python, where they are known."""

    installed: Installed
    code: Code
    by_names: bool = False

    @property
    def level(self) -> Level:
        """The worse of the two."""
        return level_of(self.installed, self.code)


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the table. `verdicts` has no entry for a direction that the rule does not know."""

    name: str
    mirror: str
    polarity: Polarity
    verdicts: Mapping[Direction, Verdict]
    sentence: str

    def contract(self, direction: Direction) -> Contract:
        """What the change means for the contract, whatever a lenient client makes of it."""
        match self.polarity:
            case "narrower":
                return "suiting" if direction == "response" else "breaking"
            case "wider":
                return "breaking" if direction == "response" else "suiting"
            case "less" | "other":
                return "breaking"
            case "more":
                return "suiting"
            case "same":
                return "neutral"


@cache
def rules() -> Mapping[str, Rule]:
    """The table, by name."""
    _, rows, bounds, assertions = PAGE.read_text(encoding="utf-8").split("\n## ")
    table = [row for row in _rows(rows) if len(row) == 6]
    for keyword, limit in (row for row in _rows(bounds) if len(row) == 2):
        for row in (row for row in _rows(bounds) if len(row) == 6):
            before = limit.replace("{new}", "{old}")
            cells = [cell.replace("{limit}", limit).replace("{limit-old}", before) for cell in row]
            table.append(_of_keyword(keyword, cells))
    for keyword in re.findall(r"`([a-z-]+)`", assertions.partition(".\n")[0]):
        table += [_of_keyword(keyword, row) for row in _rows(assertions)]
    return {row[0]: _rule(row) for row in table}


def _rows(section: str) -> list[list[str]]:
    """The cells of each row of the tables in a section, heads left out."""
    lines = [line for line in section.splitlines() if line.startswith("| ")]
    rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]
    return [row for row in rows if row[0] not in ("name", "action", "keyword")]


def _of_keyword(keyword: str, row: list[str]) -> list[str]:
    """A row for one keyword of several that share it."""
    action, mirror, *rest, sentence = row
    return [f"schema.{keyword}-{action}", f"schema.{keyword}-{mirror}", *rest, sentence.replace("{keyword}", keyword)]


def _rule(row: list[str]) -> Rule:
    name, mirror, polarity, request, response, sentence = row
    cells: dict[Direction, str] = {"request": request, "response": response}
    verdicts: dict[Direction, Verdict] = {way: _verdict(cell) for way, cell in cells.items() if cell != "-"}
    return Rule(name, mirror, cast("Polarity", polarity), verdicts, sentence)


def _verdict(cell: str) -> Verdict:
    installed, code = cell.split()
    return Verdict(cast("Installed", installed), cast("Code", code.lstrip("~")), code.startswith("~"))


def rule_of(name: str) -> Rule:
    """The rule for a difference: its own row, that of `any` area, that of a plain fact, else the cautious one."""
    table, (area, _, action) = rules(), name.partition(".")
    for known in (name, f"any.{action}"):
        if known in table:
            return table[known]
    keyword = action.rpartition("-")[0]
    is_plain = area in _PLAIN_AREAS or (keyword in _PLAIN and area not in _TYPED_AREAS)
    return table["any.plain-changed" if is_plain or keyword in _EXAMPLES else "any.keyword-changed"]
