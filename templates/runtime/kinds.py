"""JSON kinds that are told apart where a value may be of several: "5" is no number, and true no integer.

Elsewhere a field has one kind, and what came is held against that alone.
"""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import BeforeValidator, Strict


def whole(value: object) -> object:
    """A whole number as an integer, whatever way it is written (JSON Schema core, section 4.2.3); all else as it is."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Integer: TypeAlias = Annotated[int, BeforeValidator(whole), Strict()]
Number: TypeAlias = Annotated[float, Strict()]
Boolean: TypeAlias = Annotated[bool, Strict()]
