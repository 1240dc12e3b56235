"""Plain values as YAML text, in the style of the specs here: blocks, and flow for what is small.

Only `load` may use a YAML library, and none prints what is to be pasted between hand-written lines.
"""

from __future__ import annotations

import json
import re

from generator.load import is_array, is_object

WIDTH = 100
_PLAIN = re.compile(r"[A-Za-z_][\w./-]*(?: [\w.'/-]+)*")
_PATH = re.compile(r"/[\w./{}:-]*")
_WORDS = frozenset("true false null yes no on off y n ~".split())


def block(value: object, indent: int = 0) -> list[str]:
    """The lines of a value, each indented by so many spaces."""
    pad = " " * indent
    if is_object(value) and value:
        lines: list[str] = []
        for key, inner in value.items():
            lines += _entry(f"{pad}{scalar(key)}:", inner, indent)
        return lines
    if is_array(value) and value:
        return [line for item in value for line in _item(item, indent)]
    return [pad + flow(value)]


def flow(value: object) -> str:
    """The value on one line."""
    if is_object(value):
        return "{" + ", ".join(f"{scalar(key)}: {flow(inner)}" for key, inner in value.items()) + "}"
    if is_array(value):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    return scalar(value)


def scalar(value: object) -> str:
    """A scalar, in quotes where YAML would read it as something else."""
    if not isinstance(value, str):
        return json.dumps(value)
    is_plain = (_PLAIN.fullmatch(value) or _PATH.fullmatch(value)) and value.lower() not in _WORDS
    return value if is_plain and "{" not in value else json.dumps(value, ensure_ascii=False)


def _entry(head: str, value: object, indent: int) -> list[str]:
    one_line = f"{head} {flow(value)}"
    if not (is_object(value) or is_array(value)) or (_is_small(value) and len(one_line) <= WIDTH):
        return [one_line]
    return [head, *block(value, indent + 2)]


def _item(value: object, indent: int) -> list[str]:
    pad = " " * indent
    if _is_small(value) and len(flow(value)) + indent < WIDTH:
        return [f"{pad}- {flow(value)}"]
    first, *rest = block(value, indent + 2)
    return [f"{pad}- {first.lstrip()}", *rest]


def _is_small(value: object) -> bool:
    """Whether a value is a scalar, or a collection of scalars alone."""
    inner = list(value.values()) if is_object(value) else value if is_array(value) else []
    return not any(is_object(item) or is_array(item) for item in inner)
