"""A file of an OpenAPI document as a tree of plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.findings import Finding, Unreadable
from generator.load.json_tree import json_tree
from generator.load.text import spot_at, text_of, unreadable
from generator.load.yaml_tree import yaml_tree


@dataclass(frozen=True, slots=True)
class Source:
    """One file: its path as given, its text, and the tree that the text means.

    The tree is made of dict (keys are strings as written, in the order of the text), list, str, int, float, bool and
    None. `findings` are the faults that did not keep it from being read: repeated keys, tags.
    """

    file: str
    text: str
    kind: Literal["json", "yaml"]
    tree: object
    findings: tuple[Finding, ...] = ()


def load(path: str) -> Source:
    """The file at `path`. Raises Unreadable (missing, empty, no YAML or JSON) and Refused (aliases without bounds)."""
    return read(text_of(path), path)


def read(text: str, file: str) -> Source:
    """The text of `file`, read as JSON where it is named or begins so, else as YAML."""
    if not text.strip():
        raise unreadable(file, "empty", message="the file is empty", fix="write an OpenAPI document into it")
    if file.endswith(".json"):
        return Source(file, text, "json", *json_tree(text, file))
    if text.lstrip().startswith("{"):
        try:
            return Source(file, text, "json", *json_tree(text, file))
        except Unreadable:  # flow style YAML begins like this too, and has the better message if it is neither
            return Source(file, text, "yaml", *yaml_tree(text, file))
    tree, findings = yaml_tree(text, file)
    if tree is None:
        fix = "write an OpenAPI document into it"
        raise unreadable(file, "empty", message="the file holds no value", fix=fix, spot=spot_at(text, 0))
    return Source(file, text, "yaml", tree, findings)
