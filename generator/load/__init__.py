"""Bytes to a tree of plain values: YAML and JSON, strictly, and lines and columns on demand."""

from generator.load.files import Source, load, read
from generator.load.spots import Mark, locate, located
from generator.load.text import text_of
from generator.load.tree import is_array, is_object

__all__ = ["Mark", "Source", "is_array", "is_object", "load", "locate", "located", "read", "text_of"]
