"""The types of the API. A module is loaded when one of its names is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .model import (
        BaseModelDetails, BaseModelDetailsInput, CheckpointFormat, CheckpointFormatInput, Code, ConversationConfig,
        ConversationConfigInput, Date, DateInput, DeployedModelRef, DeployedModelRefState, Kind, KindInput, Model,
        ModelInput, ModelState, PeftDetails, PeftDetailsInput, Precision, SnapshotType, SnapshotTypeInput, Status,
        TeftDetails, TeftDetailsInput,
    )  # fmt: skip
    from .rpc_status import RpcStatus, RpcStatusDetailsItem

__all__ = [
    "BaseModelDetails", "BaseModelDetailsInput", "CheckpointFormat", "CheckpointFormatInput", "Code",
    "ConversationConfig", "ConversationConfigInput", "Date", "DateInput", "DeployedModelRef", "DeployedModelRefState",
    "Kind", "KindInput", "Model", "ModelInput", "ModelState", "PeftDetails", "PeftDetailsInput", "Precision",
    "RpcStatus", "RpcStatusDetailsItem", "SnapshotType", "SnapshotTypeInput", "Status", "TeftDetails",
    "TeftDetailsInput",
]  # fmt: skip

if not TYPE_CHECKING:
    _MODULES = {
        "model": (
            "BaseModelDetails", "BaseModelDetailsInput", "CheckpointFormat", "CheckpointFormatInput", "Code",
            "ConversationConfig", "ConversationConfigInput", "Date", "DateInput", "DeployedModelRef",
            "DeployedModelRefState", "Kind", "KindInput", "Model", "ModelInput", "ModelState", "PeftDetails",
            "PeftDetailsInput", "Precision", "SnapshotType", "SnapshotTypeInput", "Status", "TeftDetails",
            "TeftDetailsInput",
        ),
        "rpc_status": ("RpcStatus", "RpcStatusDetailsItem"),
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
