"""Normalized document + names -> the Api: everything that is decided is decided here."""

from __future__ import annotations

from collections.abc import Mapping

from generator import ir
from generator.build.api import api
from generator.config import Config
from generator.names import Clash, Names
from generator.normalize import Normal


def build(normal: Normal, *, config: Config, settled: Mapping[str, object]) -> tuple[ir.Api, Names]:
    """The Api, and the names given: those of `settled` are kept (they come from the lock)."""
    names = Names(settled={key: name for key, name in settled.items() if isinstance(name, str)})
    return api(normal, names, config), names


__all__ = ["Clash", "build"]
