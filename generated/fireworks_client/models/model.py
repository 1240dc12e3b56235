"""Model as it is received and ModelInput as it is sent, with all that belongs to it."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias, TypedDict

from pydantic import Field

from .._runtime.formats import DateTime
from .._runtime.model import Open, ResponseModel
from .base_model_details import BaseModelDetails, BaseModelDetailsInput
from .conversation_config import ConversationConfig, ConversationConfigInput
from .date import Date, DateInput
from .kind import Kind, KindInput
from .peft_details import PeftDetails, PeftDetailsInput
from .precision import Precision
from .snapshot_type import SnapshotType, SnapshotTypeInput
from .teft_details import TeftDetails, TeftDetailsInput

ModelState: TypeAlias = Open[Literal["STATE_UNSPECIFIED", "UPLOADING", "READY"]]
"""The stages in the life of a model."""

Code: TypeAlias = Open[
    Literal[
        "OK",
        "CANCELLED",
        "UNKNOWN",
        "INVALID_ARGUMENT",
        "DEADLINE_EXCEEDED",
        "NOT_FOUND",
        "ALREADY_EXISTS",
        "PERMISSION_DENIED",
        "RESOURCE_EXHAUSTED",
        "FAILED_PRECONDITION",
        "ABORTED",
        "OUT_OF_RANGE",
        "UNIMPLEMENTED",
        "INTERNAL",
        "UNAVAILABLE",
        "DATA_LOSS",
        "UNAUTHENTICATED",
    ]
]
"""The names of google.rpc.Code."""


class Status(ResponseModel):
    """Outcome of an operation on a model."""

    code: Code | None = None
    """Sort of the failure, or OK."""
    message: str | None = None
    """What went wrong, for people to read."""


DeployedModelRefState: TypeAlias = Open[
    Literal["STATE_UNSPECIFIED", "UNDEPLOYING", "DEPLOYING", "DEPLOYED", "UPDATING"]
]
"""The stages of a deployment."""


class DeployedModelRef(ResponseModel):
    """One deployment of a model."""

    name: str | None = None
    """Resource name of the deployed model."""
    deployment: str | None = None
    """Resource name of the deployment that serves it."""
    state: DeployedModelRefState | None = None
    """How far the deployment is."""
    default: bool | None = None
    """Whether this deployment serves calls that name the model alone."""
    public: bool | None = None
    """Whether everybody may use this deployment."""


class Model(ResponseModel):
    """A model of an account."""

    name: str | None = None
    """Resource name of the model, given by the server."""
    display_name: Annotated[str | None, Field(alias="displayName")] = None
    """Title for people to read, at most 63 characters."""
    description: str | None = None
    """Free text about the model, at most 999 characters."""
    create_time: Annotated[DateTime | None, Field(alias="createTime")] = None
    """When the model was created, by the server's clock."""
    state: ModelState | None = None
    """Whether the model is ready for use, or its files are still on their way."""
    status: Status | None = None
    """Why the last operation on the model failed, if it did."""
    kind: Kind | None = None
    """What sort of model this is, which decides the details that it needs.

    The server's default is HF_PEFT_ADDON.
    """
    github_url: Annotated[str | None, Field(alias="githubUrl")] = None
    """Address of the model's repository on GitHub."""
    hugging_face_url: Annotated[str | None, Field(alias="huggingFaceUrl")] = None
    """Address of the model on Hugging Face."""
    base_model_details: Annotated[BaseModelDetails | None, Field(alias="baseModelDetails")] = None
    """What a base model needs; meant for HF_BASE_MODEL and no other kind."""
    peft_details: Annotated[PeftDetails | None, Field(alias="peftDetails")] = None
    """What a PEFT addon needs; HF_TEFT_ADDON needs it too."""
    teft_details: Annotated[TeftDetails | None, Field(alias="teftDetails")] = None
    """What a TEFT addon needs; meant for HF_TEFT_ADDON and no other kind."""
    public: bool | None = None
    """Whether everybody may read the model."""
    conversation_config: Annotated[ConversationConfig | None, Field(alias="conversationConfig")] = None
    """How a conversation becomes a prompt; setting it opens the model to Chat Completions."""
    context_length: Annotated[int | None, Field(alias="contextLength")] = None
    """Longest context that the model can take, presumably in tokens."""
    supports_image_input: Annotated[bool | None, Field(alias="supportsImageInput")] = None
    """Whether a prompt may contain images."""
    supports_tools: Annotated[bool | None, Field(alias="supportsTools")] = None
    """Whether a prompt may offer tools, which the model may then answer with calls of them."""
    imported_from: Annotated[str | None, Field(alias="importedFrom")] = None
    """Name of the model that this one is an import of; empty for all others."""
    fine_tuning_job: Annotated[str | None, Field(alias="fineTuningJob")] = None
    """Name of the fine-tuning job that made the model, where one did."""
    default_draft_model: Annotated[str | None, Field(alias="defaultDraftModel")] = None
    """Draft model that a new deployment starts with; empty leaves speculative decoding off."""
    default_draft_token_count: Annotated[int | None, Field(alias="defaultDraftTokenCount")] = None
    """Number of draft tokens that a new deployment starts with; goes with defaultDraftModel."""
    deployed_model_refs: Annotated[list[DeployedModelRef] | None, Field(alias="deployedModelRefs")] = None
    """Where the model is deployed; only the answer to getting a model fills it in."""
    cluster: str | None = None
    """Which BYOC cluster holds the model, by resource name; empty on a cluster of Fireworks."""
    deprecation_date: Annotated[Date | None, Field(alias="deprecationDate")] = None
    """Day that ends the model's serverless deployment; unset while none is planned."""
    calibrated: bool | None = None
    """Whether the model is calibrated, which other precisions than FP16 need."""
    tunable: bool | None = None
    """Whether fine-tuning is possible. The server works it out from `tunable` of the base model details and a check of
    their `modelType`.
    """
    supports_lora: Annotated[bool | None, Field(alias="supportsLora")] = None
    """Whether LoRA works with the model."""
    use_hf_apply_chat_template: Annotated[bool | None, Field(alias="useHfApplyChatTemplate")] = None
    """Whether Hugging Face's apply_chat_template turns a conversation into the prompt."""
    update_time: Annotated[DateTime | None, Field(alias="updateTime")] = None
    """When the model was last changed, by the server's clock."""
    default_sampling_params: Annotated[dict[str, float] | None, Field(alias="defaultSamplingParams")] = None
    """Sampling parameters, by name, that count where a prompt sets none."""
    rl_tunable: Annotated[bool | None, Field(alias="rlTunable")] = None
    """Whether the model can be tuned by reinforcement learning."""
    supported_precisions: Annotated[list[Precision] | None, Field(alias="supportedPrecisions")] = None
    """Precisions that the model can be deployed in as it is."""
    supported_precisions_with_calibration: Annotated[
        list[Precision] | None, Field(alias="supportedPrecisionsWithCalibration")
    ] = None
    """Precisions that the model can be deployed in once it is calibrated."""
    training_context_length: Annotated[int | None, Field(alias="trainingContextLength")] = None
    """Longest context that the model can take (in training, by its name), presumably in tokens."""
    snapshot_type: Annotated[SnapshotType | None, Field(alias="snapshotType")] = None
    """Whether a snapshot is whole, or builds on an earlier one."""

    def to_input(self) -> ModelInput:
        """The fields that may be sent, as they came."""
        return self._input(ModelInput)


class ModelInput(TypedDict, total=False):
    """A model of an account."""

    display_name: str
    """Title for people to read, at most 63 characters."""
    description: str
    """Free text about the model, at most 999 characters."""
    kind: KindInput
    """What sort of model this is, which decides the details that it needs.

    The server's default is HF_PEFT_ADDON.
    """
    github_url: str
    """Address of the model's repository on GitHub."""
    hugging_face_url: str
    """Address of the model on Hugging Face."""
    base_model_details: BaseModelDetailsInput
    """What a base model needs; meant for HF_BASE_MODEL and no other kind."""
    peft_details: PeftDetailsInput
    """What a PEFT addon needs; HF_TEFT_ADDON needs it too."""
    teft_details: TeftDetailsInput
    """What a TEFT addon needs; meant for HF_TEFT_ADDON and no other kind."""
    public: bool
    """Whether everybody may read the model."""
    conversation_config: ConversationConfigInput
    """How a conversation becomes a prompt; setting it opens the model to Chat Completions."""
    context_length: int
    """Longest context that the model can take, presumably in tokens."""
    supports_image_input: bool
    """Whether a prompt may contain images."""
    supports_tools: bool
    """Whether a prompt may offer tools, which the model may then answer with calls of them."""
    default_draft_model: str
    """Draft model that a new deployment starts with; empty leaves speculative decoding off."""
    default_draft_token_count: int
    """Number of draft tokens that a new deployment starts with; goes with defaultDraftModel."""
    deprecation_date: DateInput
    """Day that ends the model's serverless deployment; unset while none is planned."""
    supports_lora: bool
    """Whether LoRA works with the model."""
    use_hf_apply_chat_template: bool
    """Whether Hugging Face's apply_chat_template turns a conversation into the prompt."""
    training_context_length: int
    """Longest context that the model can take (in training, by its name), presumably in tokens."""
    snapshot_type: SnapshotTypeInput
    """Whether a snapshot is whole, or builds on an earlier one."""
