"""The pages of `models`: answers that know how to ask for more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .._runtime.pages import AsyncPage, Page
from ..models import ListModelsResponse

if TYPE_CHECKING:
    from .. import models


class ListModelsPage(ListModelsResponse, Page["models.Model"]):
    """One page: models has its items; iterating gives those of the pages behind it, too."""

    def __iter__(self) -> Iterator[models.Model]:  # type: ignore[override]  # pydantic gives pairs of name and value
        return self.iter_items()


class AsyncListModelsPage(ListModelsResponse, AsyncPage["models.Model"]):
    """One page: models has its items; `async for` gives those of the pages behind it, too."""
