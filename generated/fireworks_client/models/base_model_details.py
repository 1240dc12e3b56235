"""BaseModelDetails as it is received and BaseModelDetailsInput as it is sent, with all that belongs to it."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias, TypedDict

from pydantic import Field

from .._runtime.formats import Int64Str
from .._runtime.model import Open, ResponseModel
from .precision import Precision

CheckpointFormat: TypeAlias = Open[Literal["CHECKPOINT_FORMAT_UNSPECIFIED", "NATIVE", "HUGGINGFACE"]]
"""The layouts of model files. CHECKPOINT_FORMAT_UNSPECIFIED counts as not given."""


class BaseModelDetails(ResponseModel):
    """What the server must know of a base model."""

    world_size: Annotated[int | None, Field(alias="worldSize")] = None
    """Number of GPUs that the model is served on.

    The server's default is 1.
    """
    checkpoint_format: Annotated[CheckpointFormat | None, Field(alias="checkpointFormat")] = None
    """How the files of the model are laid out."""
    parameter_count: Annotated[Int64Str | None, Field(alias="parameterCount")] = None
    """Number of parameters, in decimal digits."""
    moe: bool | None = None
    """Whether the model is a mixture of experts."""
    tunable: bool | None = None
    """Whether the model is offered for fine-tuning; the model's own `tunable` follows it."""
    model_type: Annotated[str | None, Field(alias="modelType")] = None
    """Architecture of the model; whether it can be fine-tuned depends on it."""
    supports_fireattention: Annotated[bool | None, Field(alias="supportsFireattention")] = None
    """Whether the model runs on FireAttention."""
    default_precision: Annotated[Precision | None, Field(alias="defaultPrecision")] = None
    """Precision of a deployment that asks for none."""
    supports_mtp: Annotated[bool | None, Field(alias="supportsMtp")] = None
    """Whether the model can predict several tokens at once."""

    def to_input(self) -> BaseModelDetailsInput:
        """The fields that may be sent, as they came."""
        return self._input(BaseModelDetailsInput)


CheckpointFormatInput: TypeAlias = Literal["CHECKPOINT_FORMAT_UNSPECIFIED", "NATIVE", "HUGGINGFACE"]
"""The layouts of model files. CHECKPOINT_FORMAT_UNSPECIFIED counts as not given."""


class BaseModelDetailsInput(TypedDict, total=False):
    """What the server must know of a base model."""

    world_size: int
    """Number of GPUs that the model is served on.

    The server's default is 1.
    """
    checkpoint_format: CheckpointFormatInput
    """How the files of the model are laid out."""
    parameter_count: str
    """Number of parameters, in decimal digits."""
    moe: bool
    """Whether the model is a mixture of experts."""
    tunable: bool
    """Whether the model is offered for fine-tuning; the model's own `tunable` follows it."""
    model_type: str
    """Architecture of the model; whether it can be fine-tuned depends on it."""
    supports_fireattention: bool
    """Whether the model runs on FireAttention."""
    supports_mtp: bool
    """Whether the model can predict several tokens at once."""
