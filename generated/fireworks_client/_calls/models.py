"""The calls of `models`: what each method sends, as a value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .. import _checks as checks
from .. import models
from .._runtime.call import Call, segment
from .._runtime.decode import JsonDecoder
from .._runtime.encode import flat_body, given_parameters
from .._runtime.pages import Paging
from .._runtime.styles import form_explode
from .._shapes import SHAPES

if TYPE_CHECKING:
    from .._runtime.client import AsyncClient, SyncClient


LIST_MODELS_PAGES: Final = Paging(style="token", items=("models",), next=("next_page_token",), parameter="pageToken")


def create_model(
    client: SyncClient | AsyncClient,
    model_id: str,
    model: models.ModelInput,
    cluster: str | None,
    account_id: str | None,
) -> Call[models.Model]:
    """POST /v1/accounts/{account_id}/models"""
    return Call(
        operation="models.create",
        method="POST",
        template="/v1/accounts/{account_id}/models",
        path=(
            "/v1/accounts/",
            segment("account_id", client.parameter("account_id", account_id)),
            "/models",
        ),
        body=flat_body(
            SHAPES,
            "CreateModelBody",
            {
                "model_id": model_id,
                "model": model,
                "cluster": cluster,
            },
            checks.check_create_model_body,
        ),
        answers={
            "200": JsonDecoder(lambda: models.Model),
        },
        errors={
            **dict.fromkeys(
                ("400", "401", "403", "404", "409", "429", "499", "500", "501", "503", "504"),
                JsonDecoder(lambda: models.RpcStatus),
            ),
        },
    )


def list_models(
    client: SyncClient | AsyncClient,
    page_size: int | None,
    page_token: str | None,
    filter: str | None,
    order_by: str | None,
    read_mask: str | None,
    account_id: str | None,
) -> Call[models.ListModelsResponse]:
    """GET /v1/accounts/{account_id}/models"""
    return Call(
        operation="models.list",
        method="GET",
        template="/v1/accounts/{account_id}/models",
        path=(
            "/v1/accounts/",
            segment("account_id", client.parameter("account_id", account_id)),
            "/models",
        ),
        query=(
            *form_explode("page_size", "pageSize", page_size),
            *form_explode("page_token", "pageToken", page_token),
            *form_explode("filter", "filter", filter),
            *form_explode("order_by", "orderBy", order_by),
            *form_explode("read_mask", "readMask", read_mask),
        ),
        check=given_parameters(
            checks.check_list_models_parameters,
            {
                "page_size": page_size,
                "page_token": page_token,
                "filter": filter,
                "order_by": order_by,
                "read_mask": read_mask,
            },
        ),
        answers={
            "200": JsonDecoder(lambda: models.ListModelsResponse),
        },
        errors={
            "default": JsonDecoder(lambda: models.RpcStatus),
        },
    )


def get_model(
    client: SyncClient | AsyncClient,
    model_id: str,
    read_mask: str | None,
    account_id: str | None,
) -> Call[models.Model]:
    """GET /v1/accounts/{account_id}/models/{model_id}"""
    return Call(
        operation="models.get",
        method="GET",
        template="/v1/accounts/{account_id}/models/{model_id}",
        path=(
            "/v1/accounts/",
            segment("account_id", client.parameter("account_id", account_id)),
            "/models/",
            segment("model_id", model_id),
        ),
        query=(*form_explode("read_mask", "readMask", read_mask),),
        check=given_parameters(
            checks.check_get_model_parameters,
            {
                "read_mask": read_mask,
            },
        ),
        answers={
            "200": JsonDecoder(lambda: models.Model),
        },
        errors={
            "default": JsonDecoder(lambda: models.RpcStatus),
        },
    )


def update_model(
    client: SyncClient | AsyncClient,
    model_id: str,
    display_name: str,
    description: str,
    kind: models.KindInput,
    github_url: str,
    hugging_face_url: str,
    base_model_details: models.BaseModelDetailsInput,
    peft_details: models.PeftDetailsInput,
    teft_details: models.TeftDetailsInput,
    public: bool,
    conversation_config: models.ConversationConfigInput,
    context_length: int,
    supports_image_input: bool,
    supports_tools: bool,
    default_draft_model: str,
    default_draft_token_count: int,
    deprecation_date: models.DateInput,
    supports_lora: bool,
    use_hf_apply_chat_template: bool,
    training_context_length: int,
    snapshot_type: models.SnapshotTypeInput,
    account_id: str | None,
) -> Call[models.Model]:
    """PATCH /v1/accounts/{account_id}/models/{model_id}"""
    return Call(
        operation="models.update",
        method="PATCH",
        template="/v1/accounts/{account_id}/models/{model_id}",
        path=(
            "/v1/accounts/",
            segment("account_id", client.parameter("account_id", account_id)),
            "/models/",
            segment("model_id", model_id),
        ),
        body=flat_body(
            SHAPES,
            "ModelInput",
            {
                "display_name": display_name,
                "description": description,
                "kind": kind,
                "github_url": github_url,
                "hugging_face_url": hugging_face_url,
                "base_model_details": base_model_details,
                "peft_details": peft_details,
                "teft_details": teft_details,
                "public": public,
                "conversation_config": conversation_config,
                "context_length": context_length,
                "supports_image_input": supports_image_input,
                "supports_tools": supports_tools,
                "default_draft_model": default_draft_model,
                "default_draft_token_count": default_draft_token_count,
                "deprecation_date": deprecation_date,
                "supports_lora": supports_lora,
                "use_hf_apply_chat_template": use_hf_apply_chat_template,
                "training_context_length": training_context_length,
                "snapshot_type": snapshot_type,
            },
            checks.check_model,
            nulls=None,
        ),
        answers={
            "200": JsonDecoder(lambda: models.Model),
        },
        errors={
            "default": JsonDecoder(lambda: models.RpcStatus),
        },
    )


def delete_model(
    client: SyncClient | AsyncClient,
    model_id: str,
    account_id: str | None,
) -> Call[models.Empty]:
    """DELETE /v1/accounts/{account_id}/models/{model_id}"""
    return Call(
        operation="models.delete",
        method="DELETE",
        template="/v1/accounts/{account_id}/models/{model_id}",
        path=(
            "/v1/accounts/",
            segment("account_id", client.parameter("account_id", account_id)),
            "/models/",
            segment("model_id", model_id),
        ),
        answers={
            "200": JsonDecoder(lambda: models.Empty),
        },
        errors={
            "default": JsonDecoder(lambda: models.RpcStatus),
        },
    )


def prepare_model(
    client: SyncClient | AsyncClient,
    model_id: str,
    precision: models.PrecisionInput | None,
    read_mask: str | None,
    account_id: str | None,
) -> Call[models.Empty]:
    """POST /v1/accounts/{account_id}/models/{model_id}:prepare"""
    return Call(
        operation="models.prepare",
        method="POST",
        template="/v1/accounts/{account_id}/models/{model_id}:prepare",
        path=(
            "/v1/accounts/",
            segment("account_id", client.parameter("account_id", account_id)),
            "/models/",
            segment("model_id", model_id),
            ":prepare",
        ),
        body=flat_body(
            SHAPES,
            "PrepareModelBody",
            {
                "precision": precision,
                "read_mask": read_mask,
            },
            checks.check_prepare_model_body,
        ),
        answers={
            "200": JsonDecoder(lambda: models.Empty),
        },
        errors={
            "default": JsonDecoder(lambda: models.RpcStatus),
        },
    )


def get_model_upload_endpoint(
    client: SyncClient | AsyncClient,
    model_id: str,
    filename_to_size: dict[str, str],
    enable_resumable_upload: bool | None,
    read_mask: str | None,
    account_id: str | None,
) -> Call[models.GetModelUploadEndpointResponse]:
    """POST /v1/accounts/{account_id}/models/{model_id}:getUploadEndpoint"""
    return Call(
        operation="models.get_upload_endpoint",
        method="POST",
        template="/v1/accounts/{account_id}/models/{model_id}:getUploadEndpoint",
        path=(
            "/v1/accounts/",
            segment("account_id", client.parameter("account_id", account_id)),
            "/models/",
            segment("model_id", model_id),
            ":getUploadEndpoint",
        ),
        body=flat_body(
            SHAPES,
            "GetModelUploadEndpointBody",
            {
                "filename_to_size": filename_to_size,
                "enable_resumable_upload": enable_resumable_upload,
                "read_mask": read_mask,
            },
            checks.check_get_model_upload_endpoint_body,
        ),
        answers={
            "200": JsonDecoder(lambda: models.GetModelUploadEndpointResponse),
        },
        errors={
            "default": JsonDecoder(lambda: models.RpcStatus),
        },
    )


def validate_model_upload(
    client: SyncClient | AsyncClient,
    model_id: str,
    skip_hf_config_validation: bool | None,
    trust_remote_code: bool | None,
    config_only: bool | None,
    account_id: str | None,
) -> Call[models.ValidateModelUploadResponse]:
    """GET /v1/accounts/{account_id}/models/{model_id}:validateUpload"""
    return Call(
        operation="models.validate_upload",
        method="GET",
        template="/v1/accounts/{account_id}/models/{model_id}:validateUpload",
        path=(
            "/v1/accounts/",
            segment("account_id", client.parameter("account_id", account_id)),
            "/models/",
            segment("model_id", model_id),
            ":validateUpload",
        ),
        query=(
            *form_explode("skip_hf_config_validation", "skipHfConfigValidation", skip_hf_config_validation),
            *form_explode("trust_remote_code", "trustRemoteCode", trust_remote_code),
            *form_explode("config_only", "configOnly", config_only),
        ),
        check=given_parameters(
            checks.check_validate_model_upload_parameters,
            {
                "skip_hf_config_validation": skip_hf_config_validation,
                "trust_remote_code": trust_remote_code,
                "config_only": config_only,
            },
        ),
        answers={
            "200": JsonDecoder(lambda: models.ValidateModelUploadResponse),
        },
        errors={
            "default": JsonDecoder(lambda: models.RpcStatus),
        },
    )


def get_model_download_endpoint(
    client: SyncClient | AsyncClient,
    model_id: str,
    read_mask: str | None,
    account_id: str | None,
) -> Call[models.GetModelDownloadEndpointResponse]:
    """GET /v1/accounts/{account_id}/models/{model_id}:getDownloadEndpoint"""
    return Call(
        operation="models.get_download_endpoint",
        method="GET",
        template="/v1/accounts/{account_id}/models/{model_id}:getDownloadEndpoint",
        path=(
            "/v1/accounts/",
            segment("account_id", client.parameter("account_id", account_id)),
            "/models/",
            segment("model_id", model_id),
            ":getDownloadEndpoint",
        ),
        query=(*form_explode("read_mask", "readMask", read_mask),),
        check=given_parameters(
            checks.check_get_model_download_endpoint_parameters,
            {
                "read_mask": read_mask,
            },
        ),
        answers={
            "200": JsonDecoder(lambda: models.GetModelDownloadEndpointResponse),
        },
        errors={
            "default": JsonDecoder(lambda: models.RpcStatus),
        },
    )
