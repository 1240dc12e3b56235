"""What came of the edits so far: a line of JSON for each, so that a run that was stopped goes on; and the table."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from generator.inputs import digest_of, hash_of, hash_of_file
from tests.mirror.edit import KINDS, Edit
from tests.mirror.mirror import Seen

VERDICTS = ("followed", "silent", "refused", "wrong")


@dataclass(frozen=True, slots=True)
class Line:
    """One edit of one document, and what came of it; `inputs` stands for the document and what is made of it."""

    document: str
    inputs: str
    kind: str
    pointer: str
    says: str
    seen: Seen

    @property
    def name(self) -> str:
        """The name of the edit."""
        return f"{self.kind} {self.pointer} {self.says}"


def inputs_of(document: Path, files: Mapping[str, str]) -> str:
    """One hash of a document and of what is generated from it as it is.

    A generator that makes the same of it is supposed to make the same of its edits.
    """
    made = hash_of(json.dumps(files, sort_keys=True).encode())
    return digest_of({"document": hash_of_file(str(document)) or "", "made": made})


def line_of(document: Path, inputs: str, edit: Edit, seen: Seen) -> Line:
    """What is kept of an edit."""
    return Line(document.name, inputs, edit.kind, edit.pointer, edit.says, seen)


def kept(path: Path) -> Iterator[Line]:
    """The lines of a file; none where there is no such file. A line that was cut off by a kill is left out."""
    for text in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
        if text.endswith("}"):
            told: dict[str, Any] = json.loads(text)
            yield Line(seen=Seen(**told.pop("seen")), **told)


def keep(path: Path, line: Line) -> None:
    """Add a line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{json.dumps(asdict(line), ensure_ascii=False)}\n")


def table(lines: Sequence[Line]) -> Iterator[str]:
    """Counts by kind of edit, then by document."""
    yield f"{'':<28}" + "".join(f"{verdict:>10}" for verdict in VERDICTS)
    for key in ("kind", "document"):
        groups: Mapping[str, Counter[str]] = counted(lines, key)
        for name in (*(each for each in KINDS if each in groups), *(each for each in groups if each not in KINDS)):
            yield f"{name:<28}" + "".join(f"{groups[name][verdict]:>10}" for verdict in VERDICTS)
        yield ""
    every: Counter[str] = Counter(line.seen.verdict for line in lines)
    yield f"{'all':<28}" + "".join(f"{every[verdict]:>10}" for verdict in VERDICTS)


def written(lines: Sequence[Line]) -> str:
    """What is committed of a run: figures by document and by kind, what was silent and why, and what was wrong."""
    told: dict[str, object] = {
        "about": "What came of edits of documents, each one fact told otherwise; `make mirror` writes it.",
        "documents": {name: dict(sorted(each.items())) for name, each in counted(lines, "document").items()},
        "kinds": {name: dict(sorted(each.items())) for name, each in sorted(counted(lines, "kind").items())},
        "silent": dict(sorted(Counter(line.seen.why for line in lines if line.seen.verdict == "silent").items())),
        "wrong": sorted(
            f"{line.document}: {line.name}: {line.seen.why}" for line in lines if line.seen.verdict == "wrong"
        ),
    }
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def counted(lines: Sequence[Line], key: str) -> dict[str, Counter[str]]:
    """Verdicts by kind or document."""
    groups: dict[str, Counter[str]] = {}
    for line in lines:
        groups.setdefault(str(getattr(line, key)), Counter())[line.seen.verdict] += 1
    return groups
