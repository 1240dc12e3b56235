"""SnapshotType as it is received and SnapshotTypeInput as it is sent, with all that belongs to it."""

from __future__ import annotations

from typing import Literal, TypeAlias

from .._runtime.model import Open

SnapshotType: TypeAlias = Open[Literal["FULL_SNAPSHOT", "INCREMENTAL_SNAPSHOT"]]
"""The sorts of snapshot."""

SnapshotTypeInput: TypeAlias = Literal["FULL_SNAPSHOT", "INCREMENTAL_SNAPSHOT"]
"""The sorts of snapshot."""
