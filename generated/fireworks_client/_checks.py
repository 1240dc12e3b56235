"""What is checked of a request before anything is sent: one function for each object of the document.

A function notes all that is wrong and goes on. `warns` lists what no docs page states: breaking it warns, and is sent.
"""

from __future__ import annotations

from typing import Final

from ._runtime.faults import BUT_KIND, Faults, Tree, is_tree, items, values

KIND: Final = (
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
)
CHECKPOINT_FORMAT: Final = ("CHECKPOINT_FORMAT_UNSPECIFIED", "NATIVE", "HUGGINGFACE")
PRECISION: Final = (
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
)
SNAPSHOT_TYPE: Final = ("FULL_SNAPSHOT", "INCREMENTAL_SNAPSHOT")


def check_base_model_details(tree: object, at: str, found: Faults) -> None:
    """Check `BaseModelDetails` as it is sent (#/components/schemas/BaseModelDetails)."""
    if not found.is_object(tree, at, "base model details"):
        return
    if "worldSize" in tree:
        found.number(tree["worldSize"], at + ".world_size", integer=True, format="int32", warns=BUT_KIND)
    if "checkpointFormat" in tree:
        found.choice(
            tree["checkpointFormat"], at + ".checkpoint_format", CHECKPOINT_FORMAT, "checkpoint format", warns=("enum",)
        )
    if "parameterCount" in tree:
        found.string(tree["parameterCount"], at + ".parameter_count", format="int64", warns=("format",))
    if "moe" in tree:
        found.boolean(tree["moe"], at + ".moe")
    if "tunable" in tree:
        found.boolean(tree["tunable"], at + ".tunable")
    if "modelType" in tree:
        found.string(tree["modelType"], at + ".model_type")
    if "supportsFireattention" in tree:
        found.boolean(tree["supportsFireattention"], at + ".supports_fireattention")
    if "supportsMtp" in tree:
        found.boolean(tree["supportsMtp"], at + ".supports_mtp")


def check_peft_details(tree: object, at: str, found: Faults) -> None:
    """Check `PeftDetails` as it is sent (#/components/schemas/PeftDetails)."""
    if not found.is_object(tree, at, "peft details"):
        return
    found.needs(tree, at, {"baseModel": "base_model", "r": "r", "targetModules": "target_modules"}, warns=("required",))
    if "baseModel" in tree:
        found.string(tree["baseModel"], at + ".base_model")
    if "r" in tree:
        found.number(tree["r"], at + ".r", integer=True, minimum=4, maximum=64, format="int32", warns=BUT_KIND)
    if "targetModules" in tree:
        if found.array(tree["targetModules"], at + ".target_modules"):
            for item_at, item in items(tree["targetModules"], at + ".target_modules"):
                found.string(item, item_at)
    if "mergeAddonModelName" in tree:
        found.string(tree["mergeAddonModelName"], at + ".merge_addon_model_name")


def check_teft_details(tree: object, at: str, found: Faults) -> None:
    """Check `TeftDetails` as it is sent (#/components/schemas/TeftDetails)."""
    if not found.is_object(tree, at, "teft details"):
        return


def check_conversation_config(tree: object, at: str, found: Faults) -> None:
    """Check `ConversationConfig` as it is sent (#/components/schemas/ConversationConfig)."""
    if not found.is_object(tree, at, "conversation config"):
        return
    found.needs(tree, at, {"style": "style"}, warns=("required",))
    if "style" in tree:
        found.string(tree["style"], at + ".style")
    if "system" in tree:
        found.string(tree["system"], at + ".system")
    if "template" in tree:
        found.string(tree["template"], at + ".template")


def check_date(tree: object, at: str, found: Faults) -> None:
    """Check `Date` as it is sent (#/components/schemas/Date)."""
    if not found.is_object(tree, at, "date"):
        return
    if "year" in tree:
        found.number(tree["year"], at + ".year", integer=True, minimum=0, maximum=9999, format="int32", warns=BUT_KIND)
    if "month" in tree:
        found.number(tree["month"], at + ".month", integer=True, minimum=0, maximum=12, format="int32", warns=BUT_KIND)
    if "day" in tree:
        found.number(tree["day"], at + ".day", integer=True, minimum=0, maximum=31, format="int32", warns=BUT_KIND)


def check_model(tree: object, at: str, found: Faults) -> None:
    """Check `Model` as it is sent (#/components/schemas/Model)."""
    if not found.is_object(tree, at, "model"):
        return
    if "displayName" in tree:
        found.string(tree["displayName"], at + ".display_name", max_length=63)
    if "description" in tree:
        found.string(tree["description"], at + ".description", max_length=999)
    if "kind" in tree:
        found.choice(tree["kind"], at + ".kind", KIND, "kind")
    if "githubUrl" in tree:
        found.string(tree["githubUrl"], at + ".github_url")
    if "huggingFaceUrl" in tree:
        found.string(tree["huggingFaceUrl"], at + ".hugging_face_url")
    if "baseModelDetails" in tree:
        check_base_model_details(tree["baseModelDetails"], at + ".base_model_details", found)
    if "peftDetails" in tree:
        check_peft_details(tree["peftDetails"], at + ".peft_details", found)
    if "teftDetails" in tree:
        check_teft_details(tree["teftDetails"], at + ".teft_details", found)
    if "public" in tree:
        found.boolean(tree["public"], at + ".public")
    if "conversationConfig" in tree:
        check_conversation_config(tree["conversationConfig"], at + ".conversation_config", found)
    if "contextLength" in tree:
        found.number(tree["contextLength"], at + ".context_length", integer=True, format="int32", warns=BUT_KIND)
    if "supportsImageInput" in tree:
        found.boolean(tree["supportsImageInput"], at + ".supports_image_input")
    if "supportsTools" in tree:
        found.boolean(tree["supportsTools"], at + ".supports_tools")
    if "defaultDraftModel" in tree:
        found.string(tree["defaultDraftModel"], at + ".default_draft_model")
    if "defaultDraftTokenCount" in tree:
        found.number(
            tree["defaultDraftTokenCount"],
            at + ".default_draft_token_count",
            integer=True,
            format="int32",
            warns=BUT_KIND,
        )
    if "deprecationDate" in tree:
        check_date(tree["deprecationDate"], at + ".deprecation_date", found)
    if "supportsLora" in tree:
        found.boolean(tree["supportsLora"], at + ".supports_lora")
    if "useHfApplyChatTemplate" in tree:
        found.boolean(tree["useHfApplyChatTemplate"], at + ".use_hf_apply_chat_template")
    if "trainingContextLength" in tree:
        found.number(
            tree["trainingContextLength"], at + ".training_context_length", integer=True, format="int32", warns=BUT_KIND
        )
    if "snapshotType" in tree:
        found.choice(tree["snapshotType"], at + ".snapshot_type", SNAPSHOT_TYPE, "snapshot type")


def check_create_model_body_model(tree: object, at: str, found: Faults) -> None:
    """Check `Model` and what is asked of it here (#/components/schemas/CreateModelBody/properties/model)."""
    check_model(tree, at, found)
    if not is_tree(tree):
        return
    if tree.get("kind") == "HF_BASE_MODEL" and "baseModelDetails" not in tree:
        found.refuse(
            at + ".base_model_details",
            "base-model-details-required",
            "required when kind is HF_BASE_MODEL",
            given=("kind", tree.get("kind")),
        )
    if tree.get("kind") != "HF_BASE_MODEL" and "baseModelDetails" in tree:
        found.warn(
            at + ".base_model_details",
            "base-model-details-otherwise",
            "must not be set unless kind is HF_BASE_MODEL",
            given=("kind", tree.get("kind")),
        )
    if tree.get("kind") in ("HF_PEFT_ADDON", "HF_TEFT_ADDON") and "peftDetails" not in tree:
        found.refuse(
            at + ".peft_details",
            "peft-details-required",
            "required when kind is HF_PEFT_ADDON or HF_TEFT_ADDON",
            given=("kind", tree.get("kind")),
        )
    if ("kind" not in tree or tree.get("kind") == "KIND_UNSPECIFIED") and "peftDetails" not in tree:
        found.warn(
            at + ".peft_details",
            "peft-details-default",
            "required when kind is not specified, as the server then takes HF_PEFT_ADDON",
            given=("kind", tree.get("kind")),
        )
    if tree.get("kind") == "HF_TEFT_ADDON" and "teftDetails" not in tree:
        found.refuse(
            at + ".teft_details",
            "teft-details-required",
            "required when kind is HF_TEFT_ADDON",
            given=("kind", tree.get("kind")),
        )
    if tree.get("kind") != "HF_TEFT_ADDON" and "teftDetails" in tree:
        found.warn(
            at + ".teft_details",
            "teft-details-otherwise",
            "must not be set unless kind is HF_TEFT_ADDON",
            given=("kind", tree.get("kind")),
        )
    if tree.get("defaultDraftModel") not in (None, "") and "defaultDraftTokenCount" not in tree:
        found.refuse(
            at + ".default_draft_token_count",
            "draft-token-count-required",
            "required when defaultDraftModel is specified",
            given=("default_draft_model", tree.get("defaultDraftModel")),
        )


def check_create_model_body(tree: Tree, at: str, found: Faults) -> None:
    """Check `CreateModelBody` as it is sent (#/components/schemas/CreateModelBody)."""
    found.needs(tree, at, {"modelId": "model_id"})
    if "modelId" in tree:
        found.string(tree["modelId"], at + ".model_id")
    if "model" in tree:
        check_create_model_body_model(tree["model"], at + ".model", found)
    if "cluster" in tree:
        found.string(tree["cluster"], at + ".cluster")


def check_list_models_parameters(tree: Tree, at: str, found: Faults) -> None:
    """Check the parameters of list_models (#/paths/~1v1~1accounts~1{account_id}~1models/get)."""
    if "page_size" in tree:
        found.number(
            tree["page_size"], at + ".page_size", integer=True, format="int32", warns=("type", "integer", "format")
        )
    if "page_token" in tree:
        found.string(tree["page_token"], at + ".page_token", warns=("type",))
    if "filter" in tree:
        found.string(tree["filter"], at + ".filter", warns=("type",))
    if "order_by" in tree:
        found.string(tree["order_by"], at + ".order_by", warns=("type",))
    if "read_mask" in tree:
        found.string(tree["read_mask"], at + ".read_mask", warns=("type",))


def check_get_model_parameters(tree: Tree, at: str, found: Faults) -> None:
    """Check the parameters of get_model (#/paths/~1v1~1accounts~1{account_id}~1models~1{model_id}/get)."""
    if "read_mask" in tree:
        found.string(tree["read_mask"], at + ".read_mask", warns=("type",))


def check_prepare_model_body(tree: Tree, at: str, found: Faults) -> None:
    """Check `PrepareModelBody` as it is sent (#/components/schemas/PrepareModelBody)."""
    if "precision" in tree:
        found.choice(tree["precision"], at + ".precision", PRECISION, "precision")
    if "readMask" in tree:
        found.string(tree["readMask"], at + ".read_mask", warns=("type",))


def check_get_model_upload_endpoint_body(tree: Tree, at: str, found: Faults) -> None:
    """Check `GetModelUploadEndpointBody` as it is sent (#/components/schemas/GetModelUploadEndpointBody)."""
    found.needs(tree, at, {"filenameToSize": "filename_to_size"})
    if "filenameToSize" in tree:
        if found.mapping(tree["filenameToSize"], at + ".filename_to_size", warns=("type",)):
            for item_at, item in values(tree["filenameToSize"], at + ".filename_to_size"):
                found.string(item, item_at, format="int64", warns=("type", "format"))
    if "enableResumableUpload" in tree:
        found.boolean(tree["enableResumableUpload"], at + ".enable_resumable_upload", warns=("type",))
    if "readMask" in tree:
        found.string(tree["readMask"], at + ".read_mask", warns=("type",))


def check_validate_model_upload_parameters(tree: Tree, at: str, found: Faults) -> None:
    """Check the parameters of validate_model_upload
    (#/paths/~1v1~1accounts~1{account_id}~1models~1{model_id}:validateUpload/get).
    """
    if "skip_hf_config_validation" in tree:
        found.boolean(tree["skip_hf_config_validation"], at + ".skip_hf_config_validation", warns=("type",))
    if "trust_remote_code" in tree:
        found.boolean(tree["trust_remote_code"], at + ".trust_remote_code", warns=("type",))
    if "config_only" in tree:
        found.boolean(tree["config_only"], at + ".config_only", warns=("type",))


def check_get_model_download_endpoint_parameters(tree: Tree, at: str, found: Faults) -> None:
    """Check the parameters of get_model_download_endpoint
    (#/paths/~1v1~1accounts~1{account_id}~1models~1{model_id}:getDownloadEndpoint/get).
    """
    if "read_mask" in tree:
        found.string(tree["read_mask"], at + ".read_mask", warns=("type",))
