"""A difference between page and spec, or within one of them, as it is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from generator.audit.fact import Key

By: TypeAlias = Literal["vendor", "spec", ""]
"""Who made the difference: the page changed, the spec says otherwise; nobody knows without accepted facts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """One difference.

    `place` is the field as a person names it, `lines` those of the page and `says` its words; `pointer` the place in
    the spec and `told` what stands there; `write` the YAML to write where that is mechanical, `fix` the way out where
    it is not. `keys` are the facts of the page that it is about.
    """

    code: str
    severity: Literal["error", "warning"] = "error"
    place: str
    lines: tuple[int, ...] = ()
    says: str = ""
    pointer: str = ""
    told: str = ""
    write: str = ""
    fix: str = ""
    by: By = ""
    keys: tuple[Key, ...] = ()
