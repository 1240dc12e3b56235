"""What clients saw the live API do, from the lines of their `drift_log`, as far as neither page nor spec says it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.audit.fact import ITEM, Steps, dotted
from generator.audit.facts import Said
from generator.audit.operations import Operation
from generator.audit.page import NotAPage
from generator.audit.sentences import same_name
from generator.findings import SpecError, visible
from generator.load import is_array, is_object, text_of

_FIELDS = ("operation", "method", "path", "at", "expected")
NOTHING = "nothing of this name"


@dataclass(frozen=True, slots=True)
class Seen:
    """One kind of difference, seen in so many lines of the log."""

    operation: str
    code: str
    place: str
    says: str
    expected: str
    times: int


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the log: where it was seen, and what came."""

    operation: str
    call: tuple[str, str]
    at: str
    expected: str
    kind: str
    constant: str


def observed(file: str, known: Sequence[Operation], operation: Operation | None, said: Said) -> tuple[Seen, ...]:
    """All that the log tells beyond what is known, the most frequent first.

    `operation` is the one that `said` is about; of the other ones only the spec is known. Raises NotAPage.
    """
    counts = Counter(_lines(file))
    found: list[Seen] = []
    for line, times in counts.items():
        told = next((each for each in known if (each.method, each.path) == line.call), None)
        about = said if told is not None and told == operation else None
        seen = _seen(line, told, about, times)
        if seen is not None:
            found.append(seen)
    return tuple(sorted(found, key=lambda seen: (-seen.times, seen.operation, seen.place, seen.says)))


def _lines(file: str) -> Iterator[_Line]:
    try:
        text = text_of(file)
    except SpecError as error:
        raise NotAPage(f"{visible(file)}: {error.findings[0].message}") from None
    for number, row in enumerate(text.splitlines(), 1):
        if row.strip():
            try:
                yield _line(json.loads(row))
            except (ValueError, TypeError, RecursionError):
                raise NotAPage(f"{visible(file)}:{number}: this is no line of a drift_log") from None


def _line(tree: object) -> _Line:
    if not is_object(tree) or not all(isinstance(tree.get(name), str) for name in _FIELDS):
        raise TypeError
    got = tree.get("got")
    if not is_object(got) or len(got) != 1 or not isinstance(next(iter(got.values())), str):
        raise TypeError
    texts = {name: str(tree[name]) for name in _FIELDS}
    call = (texts["method"], texts["path"])
    kind, constant = str(got.get("kind", "string")), str(got.get("constant", ""))
    return _Line(texts["operation"], call, texts["at"], texts["expected"], kind, constant)


def _seen(line: _Line, operation: Operation | None, said: Said | None, times: int) -> Seen | None:
    steps = _wire(line.at, operation)
    fields = operation.response.fields if operation and operation.response else {}
    shown = said.page.response.nodes if said and said.page.response else {}
    place = f"response.{dotted(steps)}"
    if line.expected == NOTHING:
        if steps in fields or steps in shown:
            return None
        return Seen(line.operation, "field-seen", place, f"a field ({line.kind})", "not known", times)
    if line.constant:
        word = fields[steps].words.get("enum") if steps in fields else None
        listed = said.facts.get(("response", steps, "enum")) if said else None
        for values in (word.value if word else None, listed.value if listed else None):
            if is_array(values) and line.constant in values:
                return None
        return Seen(line.operation, "value-seen", place, line.constant, line.expected, times)
    says = "left out" if line.kind == "nothing" else line.kind
    return Seen(line.operation, "kind-seen", place, says, line.expected, times)


def _wire(at: str, operation: Operation | None) -> Steps:
    """The wire names of a path that is written in Python names."""
    fields = operation.response.fields if operation and operation.response else {}
    steps: Steps = ()
    for step in at.replace("[]", f".{ITEM}").strip(".").split("."):
        beside = [known[-1] for known in fields if known and known[:-1] == steps]
        steps = (*steps, next((name for name in beside if name == step or same_name(step, name)), step))
    return steps
