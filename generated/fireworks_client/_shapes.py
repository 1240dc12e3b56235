"""How each input is written on the wire: Python name -> wire name, with the shape of what is nested below."""

from __future__ import annotations

from typing import Final

from ._runtime.encode import Shapes

SHAPES: Final[Shapes] = {
    "BaseModelDetailsInput": {
        "world_size": "worldSize",
        "checkpoint_format": "checkpointFormat",
        "parameter_count": "parameterCount",
        "moe": "moe",
        "tunable": "tunable",
        "model_type": "modelType",
        "supports_fireattention": "supportsFireattention",
        "supports_mtp": "supportsMtp",
    },
    "PeftDetailsInput": {
        "base_model": "baseModel",
        "r": "r",
        "target_modules": "targetModules",
        "merge_addon_model_name": "mergeAddonModelName",
    },
    "TeftDetailsInput": {},
    "ConversationConfigInput": {
        "style": "style",
        "system": "system",
        "template": "template",
    },
    "DateInput": {
        "year": "year",
        "month": "month",
        "day": "day",
    },
    "ModelInput": {
        "display_name": "displayName",
        "description": "description",
        "kind": "kind",
        "github_url": "githubUrl",
        "hugging_face_url": "huggingFaceUrl",
        "base_model_details": ("baseModelDetails", "BaseModelDetailsInput"),
        "peft_details": ("peftDetails", "PeftDetailsInput"),
        "teft_details": ("teftDetails", "TeftDetailsInput"),
        "public": "public",
        "conversation_config": ("conversationConfig", "ConversationConfigInput"),
        "context_length": "contextLength",
        "supports_image_input": "supportsImageInput",
        "supports_tools": "supportsTools",
        "default_draft_model": "defaultDraftModel",
        "default_draft_token_count": "defaultDraftTokenCount",
        "deprecation_date": ("deprecationDate", "DateInput"),
        "supports_lora": "supportsLora",
        "use_hf_apply_chat_template": "useHfApplyChatTemplate",
        "training_context_length": "trainingContextLength",
        "snapshot_type": "snapshotType",
    },
    "CreateModelBody": {
        "model_id": "modelId",
        "model": ("model", "ModelInput"),
        "cluster": "cluster",
    },
    "PrepareModelBody": {
        "precision": "precision",
        "read_mask": "readMask",
    },
    "GetModelUploadEndpointBody": {
        "filename_to_size": "filenameToSize",
        "enable_resumable_upload": "enableResumableUpload",
        "read_mask": "readMask",
    },
}
