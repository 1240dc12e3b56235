"""A factory for each class of objects: plausible values, and the caller's own in place of them."""

from __future__ import annotations

import datetime as _datetime
from collections.abc import Mapping
from typing import TypedDict, TypeVar, Unpack

from .. import models as _models
from .._runtime.decode import JsonDecoder
from .._runtime.model import ResponseModel
from ._fake.making import made, refuse_unknown, sample

M = TypeVar("M", bound=ResponseModel)


def _received(wanted: type[M], fields: Mapping[str, object]) -> M:
    """The sample of a class as if it had come from the server, with `fields` in place of its own."""
    refuse_unknown(wanted.__name__, fields, wanted.model_fields)
    decoder: JsonDecoder[M] = JsonDecoder(lambda: wanted)
    whole: M = decoder.decode(sample(wanted.__name__), "application/json", False).value
    return whole.model_copy(update=fields)


class StatusFields(TypedDict, total=False):
    """What may be given to `make_status`."""

    code: _models.Code | None
    message: str | None


def make_status(**fields: Unpack[StatusFields]) -> _models.Status:
    """A `Status` as it may come."""
    return _received(_models.Status, fields)


class BaseModelDetailsFields(TypedDict, total=False):
    """What may be given to `make_base_model_details`."""

    world_size: int | None
    checkpoint_format: _models.CheckpointFormat | None
    parameter_count: str | None
    moe: bool | None
    tunable: bool | None
    model_type: str | None
    supports_fireattention: bool | None
    default_precision: _models.Precision | None
    supports_mtp: bool | None


def make_base_model_details(**fields: Unpack[BaseModelDetailsFields]) -> _models.BaseModelDetails:
    """A `BaseModelDetails` as it may come."""
    return _received(_models.BaseModelDetails, fields)


def make_base_model_details_input(**fields: Unpack[_models.BaseModelDetailsInput]) -> _models.BaseModelDetailsInput:
    """A `BaseModelDetailsInput` to send."""
    value: _models.BaseModelDetailsInput = made(
        "BaseModelDetailsInput", fields, _models.BaseModelDetailsInput.__annotations__
    )
    return value


class PeftDetailsFields(TypedDict, total=False):
    """What may be given to `make_peft_details`."""

    base_model: str | None
    r: int | None
    target_modules: list[str] | None
    base_model_type: str | None
    merge_addon_model_name: str | None


def make_peft_details(**fields: Unpack[PeftDetailsFields]) -> _models.PeftDetails:
    """A `PeftDetails` as it may come."""
    return _received(_models.PeftDetails, fields)


class PeftDetailsInputFields(TypedDict, total=False):
    """What may be given to `make_peft_details_input`."""

    base_model: str
    r: int
    target_modules: list[str]
    merge_addon_model_name: str


def make_peft_details_input(**fields: Unpack[PeftDetailsInputFields]) -> _models.PeftDetailsInput:
    """A `PeftDetailsInput` to send."""
    value: _models.PeftDetailsInput = made("PeftDetailsInput", fields, _models.PeftDetailsInput.__annotations__)
    return value


class TeftDetailsFields(TypedDict, total=False):
    """What may be given to `make_teft_details`."""


def make_teft_details(**fields: Unpack[TeftDetailsFields]) -> _models.TeftDetails:
    """A `TeftDetails` as it may come."""
    return _received(_models.TeftDetails, fields)


def make_teft_details_input(**fields: Unpack[_models.TeftDetailsInput]) -> _models.TeftDetailsInput:
    """A `TeftDetailsInput` to send."""
    value: _models.TeftDetailsInput = made("TeftDetailsInput", fields, _models.TeftDetailsInput.__annotations__)
    return value


class ConversationConfigFields(TypedDict, total=False):
    """What may be given to `make_conversation_config`."""

    style: str | None
    system: str | None
    template: str | None


def make_conversation_config(**fields: Unpack[ConversationConfigFields]) -> _models.ConversationConfig:
    """A `ConversationConfig` as it may come."""
    return _received(_models.ConversationConfig, fields)


class ConversationConfigInputFields(TypedDict, total=False):
    """What may be given to `make_conversation_config_input`."""

    style: str
    system: str
    template: str


def make_conversation_config_input(**fields: Unpack[ConversationConfigInputFields]) -> _models.ConversationConfigInput:
    """A `ConversationConfigInput` to send."""
    value: _models.ConversationConfigInput = made(
        "ConversationConfigInput", fields, _models.ConversationConfigInput.__annotations__
    )
    return value


class DeployedModelRefFields(TypedDict, total=False):
    """What may be given to `make_deployed_model_ref`."""

    name: str | None
    deployment: str | None
    state: _models.DeployedModelRefState | None
    default: bool | None
    public: bool | None


def make_deployed_model_ref(**fields: Unpack[DeployedModelRefFields]) -> _models.DeployedModelRef:
    """A `DeployedModelRef` as it may come."""
    return _received(_models.DeployedModelRef, fields)


class DateFields(TypedDict, total=False):
    """What may be given to `make_date`."""

    year: int | None
    month: int | None
    day: int | None


def make_date(**fields: Unpack[DateFields]) -> _models.Date:
    """A `Date` as it may come."""
    return _received(_models.Date, fields)


def make_date_input(**fields: Unpack[_models.DateInput]) -> _models.DateInput:
    """A `DateInput` to send."""
    value: _models.DateInput = made("DateInput", fields, _models.DateInput.__annotations__)
    return value


class ModelFields(TypedDict, total=False):
    """What may be given to `make_model`."""

    name: str | None
    display_name: str | None
    description: str | None
    create_time: _datetime.datetime | None
    state: _models.ModelState | None
    status: _models.Status | None
    kind: _models.Kind | None
    github_url: str | None
    hugging_face_url: str | None
    base_model_details: _models.BaseModelDetails | None
    peft_details: _models.PeftDetails | None
    teft_details: _models.TeftDetails | None
    public: bool | None
    conversation_config: _models.ConversationConfig | None
    context_length: int | None
    supports_image_input: bool | None
    supports_tools: bool | None
    imported_from: str | None
    fine_tuning_job: str | None
    default_draft_model: str | None
    default_draft_token_count: int | None
    deployed_model_refs: list[_models.DeployedModelRef] | None
    cluster: str | None
    deprecation_date: _models.Date | None
    calibrated: bool | None
    tunable: bool | None
    supports_lora: bool | None
    use_hf_apply_chat_template: bool | None
    update_time: _datetime.datetime | None
    default_sampling_params: dict[str, float] | None
    rl_tunable: bool | None
    supported_precisions: list[_models.Precision] | None
    supported_precisions_with_calibration: list[_models.Precision] | None
    training_context_length: int | None
    snapshot_type: _models.SnapshotType | None


def make_model(**fields: Unpack[ModelFields]) -> _models.Model:
    """A `Model` as it may come."""
    return _received(_models.Model, fields)


def make_model_input(**fields: Unpack[_models.ModelInput]) -> _models.ModelInput:
    """A `ModelInput` to send."""
    value: _models.ModelInput = made("ModelInput", fields, _models.ModelInput.__annotations__)
    return value


class RpcStatusDetailsItemFields(TypedDict, total=False):
    """What may be given to `make_rpc_status_details_item`."""


def make_rpc_status_details_item(**fields: Unpack[RpcStatusDetailsItemFields]) -> _models.RpcStatusDetailsItem:
    """A `RpcStatusDetailsItem` as it may come."""
    return _received(_models.RpcStatusDetailsItem, fields)


class RpcStatusFields(TypedDict, total=False):
    """What may be given to `make_rpc_status`."""

    code: int | None
    message: str | None
    details: list[_models.RpcStatusDetailsItem] | None


def make_rpc_status(**fields: Unpack[RpcStatusFields]) -> _models.RpcStatus:
    """A `RpcStatus` as it may come."""
    return _received(_models.RpcStatus, fields)


class ListModelsResponseFields(TypedDict, total=False):
    """What may be given to `make_list_models_response`."""

    models: list[_models.Model] | None
    next_page_token: str | None
    total_size: int | None


def make_list_models_response(**fields: Unpack[ListModelsResponseFields]) -> _models.ListModelsResponse:
    """A `ListModelsResponse` as it may come."""
    return _received(_models.ListModelsResponse, fields)


class EmptyFields(TypedDict, total=False):
    """What may be given to `make_empty`."""


def make_empty(**fields: Unpack[EmptyFields]) -> _models.Empty:
    """An `Empty` as it may come."""
    return _received(_models.Empty, fields)


class GetModelUploadEndpointResponseFields(TypedDict, total=False):
    """What may be given to `make_get_model_upload_endpoint_response`."""

    filename_to_signed_urls: dict[str, str] | None
    filename_to_unsigned_uris: dict[str, str] | None


def make_get_model_upload_endpoint_response(
    **fields: Unpack[GetModelUploadEndpointResponseFields],
) -> _models.GetModelUploadEndpointResponse:
    """A `GetModelUploadEndpointResponse` as it may come."""
    return _received(_models.GetModelUploadEndpointResponse, fields)


class ValidateModelUploadResponseFields(TypedDict, total=False):
    """What may be given to `make_validate_model_upload_response`."""

    warnings: list[str] | None


def make_validate_model_upload_response(
    **fields: Unpack[ValidateModelUploadResponseFields],
) -> _models.ValidateModelUploadResponse:
    """A `ValidateModelUploadResponse` as it may come."""
    return _received(_models.ValidateModelUploadResponse, fields)


class GetModelDownloadEndpointResponseFields(TypedDict, total=False):
    """What may be given to `make_get_model_download_endpoint_response`."""

    filename_to_signed_urls: dict[str, str] | None


def make_get_model_download_endpoint_response(
    **fields: Unpack[GetModelDownloadEndpointResponseFields],
) -> _models.GetModelDownloadEndpointResponse:
    """A `GetModelDownloadEndpointResponse` as it may come."""
    return _received(_models.GetModelDownloadEndpointResponse, fields)
