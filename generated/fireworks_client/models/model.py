"""Model as it is received and ModelInput as it is sent, with all that belongs to it."""

from __future__ import annotations

from typing import Annotated, Literal, Required, TypeAlias, TypedDict

from pydantic import Field

from .._runtime.formats import DateTime, Int64Str
from .._runtime.model import Open, ResponseModel

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


Kind: TypeAlias = Open[
    Literal[
        "KIND_UNSPECIFIED",
        "HF_BASE_MODEL",
        "HF_PEFT_ADDON",
        "HF_TEFT_ADDON",
        "FLUMINA_BASE_MODEL",
        "FLUMINA_ADDON",
        "DRAFT_ADDON",
        "FIRE_AGENT",
        "LIVE_MERGE",
        "CUSTOM_MODEL",
        "EMBEDDING_MODEL",
        "SNAPSHOT_MODEL",
    ]
]
"""The sorts of model. KIND_UNSPECIFIED counts as not given."""

CheckpointFormat: TypeAlias = Open[Literal["CHECKPOINT_FORMAT_UNSPECIFIED", "NATIVE", "HUGGINGFACE"]]
"""The layouts of model files. CHECKPOINT_FORMAT_UNSPECIFIED counts as not given."""

Precision: TypeAlias = Open[
    Literal[
        "PRECISION_UNSPECIFIED",
        "FP16",
        "FP8",
        "FP8_MM",
        "FP8_AR",
        "FP8_MM_KV_ATTN",
        "FP8_KV",
        "FP8_MM_V2",
        "FP8_V2",
        "FP8_MM_KV_ATTN_V2",
        "NF4",
        "FP4",
        "BF16",
        "FP4_BLOCKSCALED_MM",
        "FP4_MX_MOE",
    ]
]
"""The number formats that a model can be deployed in."""


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


class TeftDetails(ResponseModel):
    """Says that the model is a TEFT addon; there is nothing to fill in."""

    def to_input(self) -> TeftDetailsInput:
        """The fields that may be sent, as they came."""
        return self._input(TeftDetailsInput)


class ConversationConfig(ResponseModel):
    """How the messages of a conversation become one prompt."""

    style: str | None = None
    """Name of the prompt's style; `jinja` takes the template given beside it."""
    system: str | None = None
    """System prompt that conversations start with."""
    template: str | None = None
    """Jinja template of the prompt, used when the style is `jinja`."""

    def to_input(self) -> ConversationConfigInput:
        """The fields that may be sent, as they came."""
        return self._input(ConversationConfigInput)


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


class Date(ResponseModel):
    """A day, or part of one, as google.type.Date; 0 stands for a part that is not given."""

    year: int | None = None
    """Year from 1 to 9999, or 0 for none."""
    month: int | None = None
    """Month from 1 to 12, or 0 for none."""
    day: int | None = None
    """Day of the month from 1 to 31, or 0 for none."""

    def to_input(self) -> DateInput:
        """The fields that may be sent, as they came."""
        return self._input(DateInput)


SnapshotType: TypeAlias = Open[Literal["FULL_SNAPSHOT", "INCREMENTAL_SNAPSHOT"]]
"""The sorts of snapshot."""


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


KindInput: TypeAlias = Literal[
    "KIND_UNSPECIFIED",
    "HF_BASE_MODEL",
    "HF_PEFT_ADDON",
    "HF_TEFT_ADDON",
    "FLUMINA_BASE_MODEL",
    "FLUMINA_ADDON",
    "DRAFT_ADDON",
    "FIRE_AGENT",
    "LIVE_MERGE",
    "CUSTOM_MODEL",
    "EMBEDDING_MODEL",
    "SNAPSHOT_MODEL",
]
"""The sorts of model. KIND_UNSPECIFIED counts as not given."""

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


class TeftDetailsInput(TypedDict, total=False):
    """Says that the model is a TEFT addon; there is nothing to fill in."""


class ConversationConfigInput(TypedDict, total=False):
    """How the messages of a conversation become one prompt."""

    style: Required[str]
    """Name of the prompt's style; `jinja` takes the template given beside it."""
    system: str
    """System prompt that conversations start with."""
    template: str
    """Jinja template of the prompt, used when the style is `jinja`."""


class DateInput(TypedDict, total=False):
    """A day, or part of one, as google.type.Date; 0 stands for a part that is not given."""

    year: int
    """Year from 1 to 9999, or 0 for none."""
    month: int
    """Month from 1 to 12, or 0 for none."""
    day: int
    """Day of the month from 1 to 31, or 0 for none."""


SnapshotTypeInput: TypeAlias = Literal["FULL_SNAPSHOT", "INCREMENTAL_SNAPSHOT"]
"""The sorts of snapshot."""


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
