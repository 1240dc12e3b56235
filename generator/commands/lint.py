"""`lint`: what is wrong with a document."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from generator.commands.words import asked

if TYPE_CHECKING:
    from generator.pipeline import Produce


def run(options: argparse.Namespace, _: Produce | None) -> int:
    """Prints all findings."""
    from generator import pipeline
    from generator.config import read_config
    from generator.findings import printed

    task = asked(options)
    findings = pipeline.findings_of(task, read_config(task.config))
    print(printed(findings, closing="") or f"{task.document}: nothing to report")
    return 1 if any(finding.severity == "error" for finding in findings) else 0
