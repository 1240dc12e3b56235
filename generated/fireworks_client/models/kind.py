"""Kind as it is received and KindInput as it is sent, with all that belongs to it."""

from __future__ import annotations

from typing import Literal, TypeAlias

from .._runtime.model import Open

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
