"""Where new files wait for their journal, inside the output folder: cheap to ask about, as every run does."""

from __future__ import annotations

import os

from generator.write.difference import CannotWrite

STAGE = ".clientsmith"
JOURNAL = "journal.json"


def is_pending(out: str) -> bool:
    """Whether a run into `out` was killed after its journal was complete."""
    return os.path.lexists(os.path.join(out, STAGE, JOURNAL))


def clear_stage(out: str) -> None:
    """Removes what a run left that was killed before its journal was complete; the tree is the old one then."""
    stage = os.path.join(out, STAGE)
    if os.path.islink(stage) or os.path.lexists(stage) and not os.path.isdir(stage):
        raise CannotWrite(f"{stage}: stands where new files are staged; move it away")
    if os.path.isdir(stage) and not is_pending(out):
        from shutil import rmtree

        rmtree(stage)
