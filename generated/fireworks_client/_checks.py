"""What is checked of a request before anything is sent: one function for each object of the document.

A function notes all that is wrong and goes on. `warns` lists what no docs page states: breaking it warns, and is sent.
"""

from __future__ import annotations

from typing import Final

from ._runtime.faults import BUT_KIND, Faults, is_tree, items

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


def check_create_model_body(tree: object, at: str, found: Faults) -> None:
    """Check `CreateModelBody` as it is sent (#/components/schemas/CreateModelBody)."""
    if not found.is_object(tree, at, "create model body"):
        return
    found.needs(tree, at, {"modelId": "model_id"})
    if "modelId" in tree:
        found.string(tree["modelId"], at + ".model_id")
    if "model" in tree:
        check_create_model_body_model(tree["model"], at + ".model", found)
    if "cluster" in tree:
        found.string(tree["cluster"], at + ".cluster")
