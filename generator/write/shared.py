"""The part of a file that is generated where the rest of it is a person's: the section *Unreleased* of a changelog."""

from __future__ import annotations

import re

SECTION = re.compile(r"^## Unreleased[ \t]*$.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)


def owned(content: bytes) -> bytes:
    """What the generator owns of a changelog, without the white space around it; nothing where the section is gone."""
    found = SECTION.search(content.decode("utf-8", "replace"))
    return found[0].strip().encode() if found else b""
