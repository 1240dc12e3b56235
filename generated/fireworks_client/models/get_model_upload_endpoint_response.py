"""GetModelUploadEndpointResponse as it is received, with all that belongs to it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .._runtime.model import ResponseModel


class GetModelUploadEndpointResponse(ResponseModel):
    """Where the files of a model go."""

    filename_to_signed_urls: Annotated[dict[str, str] | None, Field(alias="filenameToSignedUrls")] = None
    """URL to PUT each file to, by the file's name; whoever has it may upload."""
    filename_to_unsigned_uris: Annotated[dict[str, str] | None, Field(alias="filenameToUnsignedUris")] = None
    """Where each file will lie, by its name, without the right to write there."""
