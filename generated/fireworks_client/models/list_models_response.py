"""ListModelsResponse as it is received, with all that belongs to it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .._runtime.model import ResponseModel
from .model import Model


class ListModelsResponse(ResponseModel):
    """One page of the models of an account."""

    models: list[Model] | None = None
    """The models on this page; a page may be empty and not the last."""
    next_page_token: Annotated[str | None, Field(alias="nextPageToken")] = None
    """What to ask the next page with; empty on the last page."""
    total_size: Annotated[int | None, Field(alias="totalSize")] = None
    """Number of models on all pages."""
