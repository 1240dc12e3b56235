"""The types of the API. A module is loaded when one of its names is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .base_model_details import BaseModelDetails, BaseModelDetailsInput, CheckpointFormat, CheckpointFormatInput
    from .conversation_config import ConversationConfig, ConversationConfigInput
    from .date import Date, DateInput
    from .empty import Empty
    from .get_model_download_endpoint_response import GetModelDownloadEndpointResponse
    from .get_model_upload_endpoint_response import GetModelUploadEndpointResponse
    from .kind import Kind, KindInput
    from .list_models_response import ListModelsResponse
    from .model import Code, DeployedModelRef, DeployedModelRefState, Model, ModelInput, ModelState, Status
    from .peft_details import PeftDetails, PeftDetailsInput
    from .precision import Precision, PrecisionInput
    from .rpc_status import RpcStatus, RpcStatusDetailsItem
    from .snapshot_type import SnapshotType, SnapshotTypeInput
    from .teft_details import TeftDetails, TeftDetailsInput
    from .validate_model_upload_response import ValidateModelUploadResponse

__all__ = [
    "BaseModelDetails", "BaseModelDetailsInput", "CheckpointFormat", "CheckpointFormatInput", "Code",
    "ConversationConfig", "ConversationConfigInput", "Date", "DateInput", "DeployedModelRef", "DeployedModelRefState",
    "Empty", "GetModelDownloadEndpointResponse", "GetModelUploadEndpointResponse", "Kind", "KindInput",
    "ListModelsResponse", "Model", "ModelInput", "ModelState", "PeftDetails", "PeftDetailsInput", "Precision",
    "PrecisionInput", "RpcStatus", "RpcStatusDetailsItem", "SnapshotType", "SnapshotTypeInput", "Status", "TeftDetails",
    "TeftDetailsInput", "ValidateModelUploadResponse",
]  # fmt: skip

if not TYPE_CHECKING:
    _MODULES = {
        "base_model_details": (
            "BaseModelDetails", "BaseModelDetailsInput", "CheckpointFormat", "CheckpointFormatInput",
        ),
        "conversation_config": ("ConversationConfig", "ConversationConfigInput"),
        "date": ("Date", "DateInput"),
        "empty": ("Empty",),
        "get_model_download_endpoint_response": ("GetModelDownloadEndpointResponse",),
        "get_model_upload_endpoint_response": ("GetModelUploadEndpointResponse",),
        "kind": ("Kind", "KindInput"),
        "list_models_response": ("ListModelsResponse",),
        "model": ("Code", "DeployedModelRef", "DeployedModelRefState", "Model", "ModelInput", "ModelState", "Status"),
        "peft_details": ("PeftDetails", "PeftDetailsInput"),
        "precision": ("Precision", "PrecisionInput"),
        "rpc_status": ("RpcStatus", "RpcStatusDetailsItem"),
        "snapshot_type": ("SnapshotType", "SnapshotTypeInput"),
        "teft_details": ("TeftDetails", "TeftDetailsInput"),
        "validate_model_upload_response": ("ValidateModelUploadResponse",),
    }  # fmt: skip

    def __getattr__(name: str) -> object:
        from importlib import import_module

        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        module = next(module for module, names in _MODULES.items() if name in names)
        value = getattr(import_module(f".{module}", __name__), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
