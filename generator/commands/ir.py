"""`ir`: the document as decided, as JSON."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from generator.commands.words import asked
from generator.write.lock import read_locks

if TYPE_CHECKING:
    from generator.pipeline import Produce


def run(options: argparse.Namespace, _: Produce | None) -> int:
    """Prints the IR."""
    import json

    from generator import pipeline
    from generator.config import read_config
    from generator.dump import dumped

    task = asked(options)
    past = pipeline.Past(names=read_locks(task.out).names)
    decided = pipeline.decide(task, read_config(task.config), past)
    print(json.dumps(dumped(decided.api), indent=2, ensure_ascii=False))
    return 0
