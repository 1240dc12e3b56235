"""What is wrong with a document: its structure, its meaning, and where its facts come from. All faults in one run."""

from generator.lint.report import checked, lint

__all__ = ["checked", "lint"]
