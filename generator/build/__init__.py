"""Normalized document + names -> the Api: everything that is decided is decided here."""

from __future__ import annotations

from collections.abc import Mapping

from generator import ir
from generator.build.api import api
from generator.build.paging import Misfit
from generator.config import Config
from generator.names import Clash, Names
from generator.normalize import Normal


def build(
    normal: Normal, *, config: Config, settled: Mapping[str, object], misfits: list[Misfit] | None = None
) -> tuple[ir.Api, Names]:
    """The Api, and the names given: those of `settled` are kept (they come from the lock).

    What was said of pages and fits nothing goes into `misfits`.
    """
    names = Names(settled={key: name for key, name in settled.items() if isinstance(name, str)})
    decided, unfit = api(normal, names, config)
    if misfits is not None:
        misfits.extend(unfit)
    return decided, names


__all__ = ["Clash", "Misfit", "build"]
