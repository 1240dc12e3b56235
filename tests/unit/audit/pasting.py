"""Pastes what `--suggest` prints into a document, as its comments say and without thinking. Knows nothing of the audit."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml


def pasted(file: Path, text: str) -> None:
    """Makes the edits of a suggestion in a YAML file, in their order."""
    tree = yaml.safe_load(file.read_text("utf-8"))
    for block in text.split("\n\n"):
        head, _, body = block.strip().partition("\n")
        if match := re.search(r": remove (/\S+)$", head):
            holder, key = found(tree, match[1])
            del holder[key]
        elif match := re.search(r": move (/\S+) to (/\S+)$", head):
            holder, key = found(tree, match[1])
            value = holder.pop(key)
            target, name = found(tree, match[2])
            target[name] = value
        elif body:
            entries = [int(number) - 1 for number in re.findall(r", in entry (\d+) of", head)]
            added = re.findall(r", added to (\w+)", head)
            merged(tree, yaml.safe_load(body), entries, added)
    file.write_text(yaml.safe_dump(tree, sort_keys=False), "utf-8")


def found(tree: Any, pointer: str) -> tuple[Any, Any]:
    """What holds the last step of a JSON pointer, and that step; mappings on the way are made."""
    first, *rest = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
    key = _key(tree, first)
    if not rest:
        return tree, key
    if isinstance(key, str) and key not in tree:
        tree[key] = {}
    return found(tree[key], "".join(f"/{step.replace('~', '~0').replace('/', '~1')}" for step in rest))


def _key(tree: Any, step: str) -> Any:
    return int(step) if isinstance(tree, list) else step


def merged(tree: Any, fragment: Any, entries: list[int], added: list[str]) -> None:
    """Merges a fragment: keys into mappings, the one entry of a list into the next of `entries`; other lists replace."""
    for key, value in fragment.items():
        there = tree.get(key)
        if isinstance(value, dict) and isinstance(there, dict):
            merged(there, value, entries, added)
        elif isinstance(value, list) and key in added:
            tree[key] = [*(there or []), *value]
        elif isinstance(value, list) and isinstance(there, list) and entries:
            if isinstance(value[0], dict):
                merged(there[entries[0]], value[0], entries[1:], added)
            else:
                there[entries[0]] = value[0]
        else:
            tree[key] = value


def patched(file: Path, diff: str) -> None:
    """Applies the hunks of a diff without context, where there are any, the last one first."""
    lines = file.read_text("utf-8").split("\n")
    hunks = re.findall(r"^@@ -(\d+)(?:,(\d+))? \+\d+(?:,\d+)? @@\n((?:[-+].*\n?)+)", diff, re.MULTILINE)
    for start, count, body in reversed(hunks):
        rows, size = body.rstrip("\n").split("\n"), int(count or 1)
        first = int(start) - 1 if size else int(start)
        assert lines[first : first + size] == [row[1:] for row in rows if row[0] == "-"]
        lines[first : first + size] = [row[1:] for row in rows if row[0] == "+"]
    file.write_text("\n".join(lines), "utf-8")
