"""PeftDetails as it is received and PeftDetailsInput as it is sent, with all that belongs to it."""

from __future__ import annotations

from typing import Annotated, Required, TypedDict

from pydantic import Field

from .._runtime.model import ResponseModel


class PeftDetails(ResponseModel):
    """What the server must know of a PEFT addon."""

    base_model: Annotated[str | None, Field(alias="baseModel")] = None
    """Resource name of the model under the addon, as in `accounts/fireworks/models/m`."""
    r: int | None = None
    """Rank of the addon's matrices, from 4 to 64."""
    target_modules: Annotated[list[str] | None, Field(alias="targetModules")] = None
    """Names of the modules that the addon changes, such as `q_proj`."""
    base_model_type: Annotated[str | None, Field(alias="baseModelType")] = None
    """Architecture of the model under the addon, looked up by the server."""
    merge_addon_model_name: Annotated[str | None, Field(alias="mergeAddonModelName")] = None
    """Name of an addon to merge, going by the name; the vendor does not explain it."""

    def to_input(self) -> PeftDetailsInput:
        """The fields that may be sent, as they came."""
        return self._input(PeftDetailsInput)


class PeftDetailsInput(TypedDict, total=False):
    """What the server must know of a PEFT addon."""

    base_model: Required[str]
    """Resource name of the model under the addon, as in `accounts/fireworks/models/m`."""
    r: Required[int]
    """Rank of the addon's matrices, from 4 to 64."""
    target_modules: Required[list[str]]
    """Names of the modules that the addon changes, such as `q_proj`."""
    merge_addon_model_name: str
    """Name of an addon to merge, going by the name; the vendor does not explain it."""
