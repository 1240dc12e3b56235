"""The words that page and spec share: where a fact holds (side and steps), what it is about, and its value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias

Side: TypeAlias = Literal["operation", "header", "path", "query", "request", "success", "response"]
Steps: TypeAlias = tuple[str, ...]
"""The keys on the way to a JSON value; `[]` is an item of a list."""
Key: TypeAlias = "tuple[Side, Steps, str]"
ITEM = "[]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that a page says.

    `aspect` is `kind`, `shown`, `enum`, `default`, a keyword (`maxLength`), a condition (`required-if`,
    `forbidden-with`), `unclassified:<id>` or `sentence`; `value` is plain JSON; `text` is how the
    page puts it.
    """

    side: Side
    steps: Steps
    aspect: str
    value: object
    line: int
    text: str = ""
    joins: bool = False
    """Whether it goes on with the list of another fact."""

    @property
    def key(self) -> Key:
        """What a fact is recognised by when its value has changed."""
        return self.side, self.steps, self.aspect


def dotted(steps: Steps) -> str:
    """`peftDetails.targetModules[]`."""
    return ".".join(steps).replace(f".{ITEM}", ITEM)


def place_name(side: Side, steps: Steps) -> str:
    """A place as a person reads it: `model.kind` in the request, `response.state`, `query pageSize`."""
    match side:
        case "request":
            return dotted(steps) or "request"
        case "response":
            return f"response.{dotted(steps)}".removesuffix(".").replace(f".{ITEM}", ITEM)
        case "operation" | "success":
            return side
        case "header" | "path" | "query":
            return f"{side} {dotted(steps)}"


@cache
def name_words(name: str) -> tuple[str, ...]:
    """The words of a wire name in lower case: `useHfApplyChatTemplate`, `page_size`, `X-Request-ID`."""
    return tuple(word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+", name))
