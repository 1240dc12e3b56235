"""All mutants of a generated package, in a fixed order."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

from generator.prove.calls import in_calls, in_client, in_resources
from generator.prove.checks import in_checks
from generator.prove.models import in_models, in_shapes
from generator.prove.mutant import Mutant, Source, numbered
from generator.prove.runtime import in_runtime


def mutants_of(out: Path, package: str) -> tuple[Mutant, ...]:
    """Every mutant of the package that lies in an output folder."""
    return tuple(numbered(_all(out, package)))


def _all(out: Path, package: str) -> Iterator[Mutant]:
    for path in sorted((out / package).rglob("*.py")):
        mutate = _of_file(path.relative_to(out / package).as_posix())
        content = path.read_bytes()
        if mutate is not None and content.strip():
            yield from mutate(Source(path.relative_to(out).as_posix(), content))


def _of_file(name: str) -> Callable[[Source], Iterator[Mutant]] | None:
    """How a file of a package is mutated, by its place."""
    folder, _, base = name.rpartition("/")
    if base == "__init__.py":
        return None if folder else in_names
    by_folder = {"models": in_models, "_calls": in_calls, "resources": in_resources, "_runtime": in_runtime}
    by_name = {"_checks.py": in_checks, "_shapes.py": in_shapes, "_client.py": in_client}
    return by_folder.get(folder, by_name.get(base, in_runtime))


def in_names(source: Source) -> Iterator[Mutant]:
    """A public name that is offered no longer."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.List):
            yield from (source.without("surface", node.value.elts, at) for at in range(len(node.value.elts)))
        elif isinstance(node, ast.Dict):
            yield from (source.without_entry("surface", node, at) for at in range(len(node.keys)))
