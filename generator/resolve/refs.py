"""The text of a `$ref`: what it is, and which node of a tree it means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias
from urllib.parse import unquote

from generator.load import is_array, is_object
from generator.positions import escaped, unescaped

RefKind: TypeAlias = Literal["pointer", "url", "anchor"]
MISSING = object()
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference, taken apart: `path` is a relative path or empty; `tokens` are decoded steps from the root."""

    kind: RefKind
    path: str
    tokens: tuple[str, ...]

    @property
    def pointer(self) -> str:
        """The JSON pointer of the target in its file."""
        return pointer_of(self.tokens)


def parsed(text: str) -> Ref:
    """A reference as it is written (RFC 3986 with a JSON pointer of RFC 6901 as fragment)."""
    if _SCHEME.match(text):
        return Ref("url", text, ())
    path, _, fragment = text.partition("#")
    fragment = unquote(fragment)
    if fragment and not fragment.startswith("/"):
        return Ref("anchor", unquote(path), (fragment,))
    return Ref("pointer", unquote(path), tuple(unescaped(token) for token in fragment.split("/")[1:]))


def pointer_of(tokens: tuple[str, ...]) -> str:
    """The JSON pointer of decoded steps."""
    return "".join("/" + escaped(token) for token in tokens)


def local(pointer: str) -> str:
    """The `$ref` for a pointer into the same document."""
    return "#" + pointer.replace("%", "%25")


def node_at(tree: object, tokens: tuple[str, ...]) -> object:
    """The node behind the steps, or MISSING."""
    for token in tokens:
        if is_object(tree):
            tree = tree.get(token, MISSING)
        elif is_array(tree) and token.isascii() and token.isdigit() and len(token) < 10 and int(token) < len(tree):
            tree = tree[int(token)]
        else:
            return MISSING
    return tree


def neighbours(tree: object, tokens: tuple[str, ...]) -> list[str]:
    """The keys that stand where the steps go astray."""
    for token in tokens:
        below = node_at(tree, (token,))
        if below is MISSING:
            break
        tree = below
    return list(tree) if is_object(tree) else []


def copied(node: object) -> object:
    """A tree of its own; as deep as the reading of a file allows."""
    if is_object(node):
        return {key: copied(value) for key, value in node.items()}
    return [copied(value) for value in node] if is_array(node) else node
