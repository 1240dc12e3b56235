"""Where new files wait for their journal, inside the output folder: cheap to ask about, as every run does."""

from __future__ import annotations

import os

STAGE = ".clientsmith"
JOURNAL = "journal.json"


def is_pending(out: str) -> bool:
    """Whether a run into `out` was killed after its journal was complete."""
    return os.path.lexists(os.path.join(out, STAGE, JOURNAL))


def is_left(out: str) -> bool:
    """Whether a run into `out` was killed at all, or is writing at this moment."""
    return os.path.lexists(os.path.join(out, STAGE))
