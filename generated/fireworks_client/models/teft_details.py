"""TeftDetails as it is received and TeftDetailsInput as it is sent, with all that belongs to it."""

from __future__ import annotations

from typing import TypedDict

from .._runtime.model import ResponseModel


class TeftDetails(ResponseModel):
    """Says that the model is a TEFT addon; there is nothing to fill in."""

    def to_input(self) -> TeftDetailsInput:
        """The fields that may be sent, as they came."""
        return self._input(TeftDetailsInput)


class TeftDetailsInput(TypedDict, total=False):
    """Says that the model is a TEFT addon; there is nothing to fill in."""
