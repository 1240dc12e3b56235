"""Date as it is received and DateInput as it is sent, with all that belongs to it."""

from __future__ import annotations

from typing import TypedDict

from .._runtime.model import ResponseModel


class Date(ResponseModel):
    """A day, or part of one, as google.type.Date; 0 stands for a part that is not given."""

    year: int | None = None
    """Year from 1 to 9999, or 0 for none."""
    month: int | None = None
    """Month from 1 to 12, or 0 for none."""
    day: int | None = None
    """Day of the month from 1 to 31, or 0 for none."""

    def to_input(self) -> DateInput:
        """The fields that may be sent, as they came."""
        return self._input(DateInput)


class DateInput(TypedDict, total=False):
    """A day, or part of one, as google.type.Date; 0 stands for a part that is not given."""

    year: int
    """Year from 1 to 9999, or 0 for none."""
    month: int
    """Month from 1 to 12, or 0 for none."""
    day: int
    """Day of the month from 1 to 31, or 0 for none."""
