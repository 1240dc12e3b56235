"""Which files and tools a run depends on, and their hashes: what decides whether there is anything to do.

Inputs are pairs of a name and a SHA-256, in groups. Names are relative to the group's own folder, so that a lock says
the same on every machine: `spec`, `config` and `extensions` to their own folder, `templates` and `generator` to the checkout. Tool
versions are read from the names of dist-info folders: `importlib.metadata` costs more than all the rest of a run that
has nothing to do.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeAlias

Inputs: TypeAlias = Mapping[str, Mapping[str, str]]
"""Group -> name -> SHA-256 (for `tools` the version, for `options` the value)."""

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
CONFIG_NAME = "generator.toml"
EXTENSIONS = "extensions"
DOCUMENT_NAMES = ("openapi.yaml", "openapi.yml", "openapi.json")
TOOLS: tuple[str, ...] = ("black", "datamodel-code-generator", "jinja2", "pydantic", "pyyaml")
ABSENT = ""
ASIDE = ("generator/prove",)  # what looks at the output and never decides it


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What a person asked for: all that decides the output, apart from the content of files.

    `document` and `out` are paths as given; `config` is the path of the configuration file, empty where there is none;
    `allow` holds the ids of `--allow`.
    """

    document: str
    config: str = ""
    out: str = "generated"
    allow: tuple[str, ...] = ()

    @property
    def folder(self) -> str:
        """The folder of the document: what the names of spec files are relative to."""
        return os.path.dirname(self.document)


def task_of(spec: str, *, config: str = "", out: str = "generated", allow: Sequence[str] = ()) -> Task:
    """The task for SPEC, a document or a folder with one in it.

    A `generator.toml` that lies beside the document is its configuration unless another file is named.
    """
    document = spec
    if os.path.isdir(spec):
        paths = [os.path.join(spec, name) for name in DOCUMENT_NAMES]
        document = next((path for path in paths if os.path.lexists(path)), paths[0])
    beside = os.path.join(os.path.dirname(document), CONFIG_NAME)
    if not config and os.path.isfile(beside):
        config = beside
    return Task(document=document, config=config, out=os.path.normpath(out), allow=tuple(dict.fromkeys(allow)))


def inputs_of(task: Task, spec_files: Iterable[str]) -> Inputs:
    """The inputs of `task` as they are now.

    `spec_files` are the files that the stages read, relative to the document's folder. A file that is gone has the
    hash "".
    """
    options = {f"--allow {name}": "given" for name in task.allow}
    return {
        "options": {"document": os.path.basename(task.document), **options},
        "spec": {name: hash_of_file(os.path.join(task.folder, name)) for name in spec_files},
        "config": {os.path.basename(task.config): hash_of_file(task.config)} if task.config else {},
        "extensions": {name: hash_of_file(os.path.join(task.folder, name)) for name in extension_files(task)},
        "templates": tree_hashes("templates"),
        "generator": tree_hashes("generator"),
        "tools": tool_versions(sys.path),
    }


def extension_files(task: Task) -> list[str]:
    """The modules written by hand beside the document, relative to its folder; without a configuration there are none."""
    if not task.config:
        return []
    found: list[str] = []
    for folder, inner, names in os.walk(os.path.join(task.folder, EXTENSIONS)):
        inner[:] = [name for name in inner if not name.startswith((".", "__pycache__"))]
        paths = [os.path.join(folder, name) for name in names if name.endswith(".py") and not name.startswith(".")]
        found += [os.path.relpath(path, task.folder or ".").replace(os.sep, "/") for path in paths]
    return sorted(found)


def hash_of(content: bytes) -> str:
    """The SHA-256 of `content`, in hex."""
    return sha256(content).hexdigest()


def hash_of_file(path: str) -> str:
    """The SHA-256 of the file at `path`, or "" where there is no file that can be read."""
    try:
        with open(path, "rb", buffering=0) as file:
            return hash_of(file.read())
    except OSError:
        return ABSENT


def digest_of(hashes: Mapping[str, str]) -> str:
    """One hash over many: whatever the order in which the files were found."""
    return hash_of("".join(f"{name}\0{hashes[name]}\n" for name in sorted(hashes)).encode())


def in_checkout(path: str) -> str:
    """The file or folder at `path` of the checkout that this program runs from."""
    return os.path.join(ROOT, path)


def tree_hashes(folder: str) -> dict[str, str]:
    """Path from the checkout -> hash, for each file below `folder` of the checkout; caches, editors' files and ASIDE apart."""
    return {name: hash_of_file(in_checkout(name)) for name in sorted(_names_below(folder))}


def _names_below(folder: str) -> Iterable[str]:
    with os.scandir(in_checkout(folder)) as entries:
        for entry in entries:
            if entry.name.startswith((".", "__pycache__")) or entry.name.endswith(("~", ".pyc")):
                continue
            if f"{folder}/{entry.name}" in ASIDE:
                continue
            if entry.is_dir():
                yield from _names_below(f"{folder}/{entry.name}")
            else:
                yield f"{folder}/{entry.name}"


def tool_versions(folders: Iterable[str]) -> dict[str, str]:
    """Tool -> version, as installed in the first of `folders` that has it; "" for a tool that none has."""
    versions = dict.fromkeys(TOOLS, ABSENT)
    for folder in folders:
        for name in _listed(folder):
            if not name.endswith(".dist-info"):
                continue
            tool, _, version = name.removesuffix(".dist-info").partition("-")
            tool = tool.lower().replace("_", "-")
            if versions.get(tool) == ABSENT:
                versions[tool] = version
    return versions


def _listed(folder: str) -> list[str]:
    try:
        return os.listdir(folder or ".")
    except OSError:
        return []
