"""Servers: URLs whose variables are defined, and defaults that are among the values that there are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.findings import quoted, suggested
from generator.lint.fault import Fault
from generator.load import is_array, is_object
from generator.positions import escaped
from generator.resolve import Document, Item


def servers(document: Document) -> Iterator[Fault]:
    """The faults of every server, in the order of the document; none keeps a client from being made."""
    for item in document.items:
        if item.kind == "Server":
            yield from _variables(item)
        elif item.kind == "ServerVariable":
            yield from _default(item)


def _variables(item: Item) -> Iterator[Fault]:
    """Names in the URL that nothing is said of, and variables that do not stand in it."""
    url, written = str(item.node.get("url") or ""), item.node.get("variables")
    defined, named = written if is_object(written) else {}, re.findall(r"\{([^{}]*)\}", url)
    for name in dict.fromkeys(named):
        if name not in defined:
            yield Fault(
                code="server-variable",
                severity="warning",
                pointer=f"{item.pointer}/url",
                message=f"no variable is named {quoted(name)}{suggested(name, defined)}: the caller must give its value",
                fix="define it under variables, with a default",
            )
    for name in defined:
        if name not in named:
            yield Fault(
                code="server-variable",
                severity="warning",
                pointer=f"{item.pointer}/variables/{escaped(name)}",
                on_key=True,
                message=f"the variable {quoted(name)} does not stand in the URL {quoted(url)}",
                fix="write it there in braces, or remove it",
            )


def _default(item: Item) -> Iterator[Fault]:
    """A default that is none of the values (OpenAPI 3.1, section 4.8.6)."""
    values, default = item.node.get("enum"), item.node.get("default")
    if is_array(values) and default is not None and default not in values:
        yield Fault(
            code="server-variable",
            severity="warning",
            pointer=f"{item.pointer}/default",
            message=f"the default {quoted(default)} is none of the values in enum",
            fix="add it to enum; until then it counts as one of them",
        )
