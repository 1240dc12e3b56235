"""A fault as a check sees it: by pointer into the joined document, with the change that makes it harmless."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.findings import Severity
from generator.positions import unescaped
from generator.resolve import Item, Mend


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault. `lift` says what happens where an error is allowed, `mends` make it so; a warning is always mended.

    `on_key` points at the key and not at its value; `also` is the pointer of the other place that a message speaks of.
    """

    code: str
    pointer: str
    message: str
    fix: str
    severity: Severity = "error"
    lift: str = ""
    on_key: bool = False
    also: str = ""
    mends: tuple[Mend, ...] = ()


def operation_name(item: Item) -> str:
    """An operation as people speak of it: `GET /items`."""
    method = item.step.rpartition("/")[2].upper()
    path = item.up.step.rpartition("/")[2] if item.up is not None else ""
    return f"{method} {unescaped(path)}"


def listed(words: Iterable[str]) -> str:
    """`a, b or c`."""
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last
