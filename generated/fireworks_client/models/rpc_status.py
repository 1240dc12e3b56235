"""RpcStatus as it is received, with all that belongs to it."""

from __future__ import annotations

from .._runtime.model import ResponseModel


class RpcStatusDetailsItem(ResponseModel):
    """The schema /components/schemas/RpcStatus/properties/details/items."""


class RpcStatus(ResponseModel):
    """Why a call failed, as google.rpc.Status."""

    code: int | None = None
    """Number of the google.rpc.Code."""
    message: str | None = None
    """What went wrong, for people to read."""
    details: list[RpcStatusDetailsItem] | None = None
    """Further facts on the failure, each an object of its own sort."""
