"""ValidateModelUploadResponse as it is received, with all that belongs to it."""

from __future__ import annotations

from .._runtime.model import ResponseModel


class ValidateModelUploadResponse(ResponseModel):
    """What was found in the uploaded files."""

    warnings: list[str] | None = None
    """What looks wrong and does no harm, for people to read."""
