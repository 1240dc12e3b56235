"""What the last release left below tests/: its spec, its public surface and its version."""

from __future__ import annotations

import os
from dataclasses import dataclass

SPEC = "tests/released.json"
SURFACE = "tests/released.txt"
CHANGELOG = "CHANGELOG.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """The last release: its version, the lines of its api.txt, and the text of its spec."""

    version: str
    surface: tuple[str, ...]
    spec: str

    @property
    def files(self) -> dict[str, str]:
        """Both files as they stand in the output folder: generated once, then carried along."""
        return {SPEC: self.spec, SURFACE: "".join(f"{line}\n" for line in (f"version {self.version}", *self.surface))}


def read_released(out: str) -> Released | None:
    """The last release as the output folder has it; None where nothing was released yet."""
    spec, surface = _text(out, SPEC), _text(out, SURFACE)
    first, *lines = surface.splitlines() or [""]
    if not spec or not first.startswith("version "):
        return None
    return Released(version=first.removeprefix("version "), surface=tuple(lines), spec=spec)


def read_changelog(out: str) -> str:
    """The changelog in the output folder; empty where there is none."""
    return _text(out, CHANGELOG)


def _text(out: str, path: str) -> str:
    try:
        with open(os.path.join(out, path), encoding="utf-8", newline="") as file:
            return file.read()
    except (OSError, UnicodeDecodeError):
        return ""
