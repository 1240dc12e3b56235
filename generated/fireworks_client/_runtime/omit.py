"""OMIT, the default of arguments that are left out: `None` is a value (null), OMIT is no value at all."""

from __future__ import annotations

from typing import Any, Final


class _Omit:
    """The class of OMIT. Copies and pickles of OMIT are OMIT itself."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "OMIT"

    def __bool__(self) -> bool:
        raise TypeError("OMIT is neither true nor false: write `value is OMIT`")

    def __reduce__(self) -> str:
        return "OMIT"


OMIT: Final[Any] = _Omit()
