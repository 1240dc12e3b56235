"""Runs black over the Python text that changed: it costs as much as all other stages together."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from generator.cache import Cache
from generator.inputs import tool_versions

LINE_LENGTH = 120


def formatted(files: Mapping[str, str], *, kept: Mapping[str, str], cache: Cache) -> dict[str, str]:
    """`files` with each .py text as black leaves it; other texts, and paths, as they are.

    `kept` are texts on the disk that this version of black has formatted: black leaves them alone, so an equal new text
    is final. Templates emit text that is stable under black, so this is the usual case.
    """
    version = tool_versions(sys.path)["black"]
    return {
        path: text if not path.endswith(".py") or text == kept.get(path) else _by_black(path, text, version, cache)
        for path, text in files.items()
    }


def _by_black(path: str, text: str, version: str, cache: Cache) -> str:
    made_from = (version, LINE_LENGTH, text)
    done = cache.get("black", *made_from)
    if done is None:
        done = _formatted_now(path, text)
        cache.put(done, "black", *made_from)
    return done


def _formatted_now(path: str, text: str) -> str:
    from black import format_file_contents
    from black.mode import Mode, TargetVersion
    from black.parsing import InvalidInput
    from black.report import NothingChanged

    try:
        mode = Mode(line_length=LINE_LENGTH, target_versions={TargetVersion.PY311})
        return format_file_contents(text, fast=True, mode=mode)
    except NothingChanged:
        return text
    except InvalidInput as why:
        raise SyntaxError(f"{path}: the templates printed text that is not Python: {why}") from why
