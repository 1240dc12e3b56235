"""GetModelDownloadEndpointResponse as it is received, with all that belongs to it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .._runtime.model import ResponseModel


class GetModelDownloadEndpointResponse(ResponseModel):
    """Where the files of a model are."""

    filename_to_signed_urls: Annotated[dict[str, str] | None, Field(alias="filenameToSignedUrls")] = None
    """URL to GET each file from, by the file's name; whoever has it may download."""
