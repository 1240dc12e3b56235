"""Empty as it is received, with all that belongs to it."""

from __future__ import annotations

from .._runtime.model import ResponseModel


class Empty(ResponseModel):
    """An answer that says no more than that the call was carried out."""
