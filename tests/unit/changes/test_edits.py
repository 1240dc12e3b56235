"""No edit of a document is missed, and no other way of writing it is told: on the shipped document and on foreign ones.

The corpus lies beside the checkout; without it the project's own documents are all that is read.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from generator.changes.document import compared
from generator.changes.judge import judged_as
from generator.changes.names import PythonNames
from generator.findings import SpecError
from generator.load import load
from generator.positions import escaped
from generator.resolve import Document, resolve

ROOT = Path(__file__).parents[3]
DEV = ROOT.parent / "shared" / "corpus" / "dev"
TEN = (
    "oai-petstore.yaml", "oai-petstore-expanded.yaml", "swagger-petstore.yaml", "redocly-museum-31.yaml",
    "redocly-cafe-32.yaml", "readme-discriminators.json", "httpbin.json", "opc-enums-31.yaml",
    "unitycatalog-delta-31.yaml", "google-drive.json",
)  # fmt: skip
DOCUMENTS = [
    ROOT / "spec" / "fireworks" / "openapi.yaml",
    *sorted((ROOT / "tests" / "golden").glob("*/openapi.yaml")),
    *(DEV / name for name in TEN if (DEV / name).is_file()),
]
EDITS = 8
Holder = dict[str, object] | list[object]


def name_of(path: Path) -> str:
    return path.parent.name if path.name == "openapi.yaml" else path.stem


def tree_of(path: Path) -> dict[str, object]:
    return cast("dict[str, object]", load(str(path)).tree)


def read(folder: Path, tree: object, near: Path) -> Document:
    """A tree as a document of its own, with the captured pages that it names."""
    for page in near.parent.rglob("*.txt"):
        copy = folder / page.relative_to(near.parent)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(page.read_bytes())
    (folder / "edited.json").write_text(json.dumps(tree), encoding="utf-8")
    return resolve(str(folder / "edited.json"))


def turned(node: object) -> object:
    """The same with the keys of every object in the opposite order."""
    if isinstance(node, dict):
        members = list(cast("dict[str, object]", node).items())
        return {key: turned(value) for key, value in reversed(members)}
    return [turned(one) for one in cast("list[object]", node)] if isinstance(node, list) else node


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_a_document_is_the_same_as_itself_reshuffled_and_as_json(path: Path, tmp_path: Path) -> None:
    old = resolve(str(path))
    assert compared(old, resolve(str(path))).found == {}
    assert compared(old, read(tmp_path, tree_of(path), path)).found == {}
    assert compared(old, read(tmp_path, turned(tree_of(path)), path)).found == {}


def members(node: object, pointer: str = "") -> Iterator[tuple[Holder, str | int, str]]:
    """Every member of a tree: what holds it, its key and its pointer."""
    if isinstance(node, dict):
        holder = cast("dict[str, object]", node)
        for key, value in holder.items():
            yield holder, key, f"{pointer}/{escaped(key)}"
            yield from members(value, f"{pointer}/{escaped(key)}")
    elif isinstance(node, list):
        items = cast("list[object]", node)
        for index, value in enumerate(items):
            yield items, index, f"{pointer}/{index}"
            yield from members(value, f"{pointer}/{index}")


def edited(tree: dict[str, object], chance: random.Random) -> str:
    """Changes, removes, adds or renames one member of a tree; gives its pointer."""
    holder, key, pointer = chance.choice(list(members(tree)))
    kind = chance.choice(("change", "remove", "add", "rename"))
    if isinstance(holder, list):
        items, index = holder, cast("int", key)
        if kind == "remove":
            del items[index]
        else:
            items[index] = other(items[index])
        return pointer
    value, name = holder[str(key)], str(key)
    if kind == "remove":
        del holder[name]
    elif kind == "rename":
        renamed = [(one if one != name else f"{one}Z", what) for one, what in holder.items()]
        holder.clear()
        holder.update(renamed)
    elif kind == "add" and isinstance(value, dict):
        cast("dict[str, object]", value)["added"] = {"type": "string"}
    else:
        holder[name] = other(value)
    return pointer


def other(value: object) -> object:
    """A value that is not the same."""
    match value:
        case bool():
            return not value
        case int() | float():
            return value + 1
        case str():
            return f"{value}z"
        case _:
            return "z"


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_any_single_edit_is_told_at_its_place(path: Path, tmp_path: Path) -> None:
    old, chance, refused = resolve(str(path)), random.Random(7), 0
    for _ in range(EDITS):
        tree = tree_of(path)
        pointer = edited(tree, chance)
        try:
            new = read(tmp_path, tree, path)
        except SpecError:
            refused += 1
            continue
        if any(finding.severity == "error" for finding in new.findings):
            refused += 1
            continue
        changes = judged_as(compared(old, new), PythonNames(), PythonNames())
        places = [place.pointer for change in changes for place in (change.old, change.new) if place]
        near = [one for one in places if f"{one}/".startswith(f"{pointer}/") or f"{pointer}/".startswith(f"{one}/")]
        assert near, (pointer, places)
    assert refused <= EDITS // 2
