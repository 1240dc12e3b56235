"""The JSON examples of a page: every path in them, with its line and the kind that its placeholder stands for.

Documentation generators print a placeholder for each type: `"<string>"`, 123, true, a moment, the first value of an
enum, `{}`. What two items of a list show is taken together.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from generator.audit.fact import ITEM, Steps
from generator.load import Source, is_array, is_object, locate
from generator.positions import escaped

Kind: TypeAlias = Literal["string", "constant", "integer", "number", "boolean", "object", "array", "null"]
FORMATS = (
    ("date-time", re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d)?(\.\d+)?([Zz]|[+-]\d\d:?\d\d)?")),
    ("date", re.compile(r"\d{4}-\d\d-\d\d")),
    ("uuid", re.compile(r"[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")),
)
CONSTANT = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")
_PLACEHOLDER = re.compile(r"<[^<>]*>|string")
_WORD = re.compile(r"[A-Za-z][\w.:/-]*")
DEEPEST = 100


class NoJson(Exception):
    """Text that is no complete JSON value; the arguments are a sentence and the offset in the text."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.message, self.offset = message, offset


@dataclass(frozen=True, slots=True)
class Node:
    """One value of an example; `format` is what a string's placeholder implies, `value` a scalar as shown."""

    steps: Steps
    kind: Kind
    line: int
    format: str = ""
    value: object = None


@dataclass(frozen=True, slots=True)
class Example:
    """One JSON example: its nodes by path, the root first, in the page's order; `tree` is the whole value."""

    nodes: dict[Steps, Node]
    tree: object
    first: int
    last: int


def example_at(text: str, start: int, line: int) -> tuple[Example, int]:
    """The JSON value that begins at `start`, on that line of the page, and where it ends. Raises NoJson."""
    try:
        tree, end = json.JSONDecoder().raw_decode(text, start)
    except json.JSONDecodeError as error:
        raise NoJson(error.msg[:1].lower() + error.msg[1:], error.pos) from None
    except RecursionError:
        raise NoJson("it is nested too deeply", start) from None
    except ValueError:
        raise NoJson("a number in it has too many digits", start) from None
    found = list(_nodes(tree, (), ""))
    if any(len(steps) > DEEPEST for steps, _, _ in found):
        raise NoJson("it is nested too deeply", start)
    source = Source("", text[start:end], "json", tree)
    marks = locate(source, [pointer for _, pointer, _ in found])
    nodes: dict[Steps, Node] = {}
    for steps, pointer, value in found:
        nodes.setdefault(steps, _node(steps, value, line + marks[pointer].key[0] - 1))
    return Example(nodes, tree, line, line + text.count("\n", start, end)), end


def query_node(name: str, text: str, line: int) -> Node:
    """A parameter of a URL as shown there: `123`, `true`, `<string>`, `UPPER_CASE`; null where that tells no kind."""
    named: dict[str, Kind] = {"<integer>": "integer", "<number>": "number", "<boolean>": "boolean", "<array>": "array"}
    if text in named or re.fullmatch(r"\{[^{}]*\}|", text):
        return Node((name,), named.get(text, "null"), line)
    if re.fullmatch(r"-?\d{1,18}(\.\d+)?", text):
        return Node((name,), "number" if "." in text else "integer", line, value=text)
    if text in ("true", "false"):
        return Node((name,), "boolean", line, value=text == "true")
    return _string((name,), text, line)


def _nodes(tree: object, steps: Steps, pointer: str) -> Iterator[tuple[Steps, str, object]]:
    pending: list[tuple[Steps, str, object]] = [(steps, pointer, tree)]
    while pending:
        steps, pointer, value = pending.pop()
        yield steps, pointer, value
        if len(steps) > DEEPEST:
            return
        if is_object(value):
            below = [((*steps, key), f"{pointer}/{escaped(key)}", item) for key, item in value.items()]
        else:
            items = value if is_array(value) else []
            below = [((*steps, ITEM), f"{pointer}/{index}", item) for index, item in enumerate(items)]
        pending.extend(reversed(below))


def _node(steps: Steps, value: object, line: int) -> Node:
    match value:
        case bool():
            return Node(steps, "boolean", line, value=value)
        case int():
            return Node(steps, "integer", line, value=value)
        case float():
            return Node(steps, "number", line, value=value)
        case str():
            return _string(steps, value, line)
        case None:
            return Node(steps, "null", line)
        case _:
            return Node(steps, "array" if is_array(value) else "object", line)


def _string(steps: Steps, value: str, line: int) -> Node:
    """A string by its placeholder: any string, one in a format, or a constant."""
    for name, pattern in FORMATS:
        if pattern.fullmatch(value):
            return Node(steps, "string", line, format=name, value=value)
    is_constant = _WORD.fullmatch(value) and not _PLACEHOLDER.fullmatch(value)
    return Node(steps, "constant" if is_constant else "string", line, value=value)
