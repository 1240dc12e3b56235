"""Text of the document as Python source: the only way in which it gets there.

Descriptions and names of a document are hostile. Here they become the content of a docstring or a string literal that
black leaves as it is, in which every control, bidirectional and invisible character is escaped, every quote harmless.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

WIDTH = 120

# C0 and C1 controls, soft hyphen, directional marks and overrides, zero-width space, line and paragraph separators,
# invisible operators, surrogates, byte order mark, interlinear marks, tags. Listed, as Unicode's tables differ between
# versions of Python. The joiners (U+200C, U+200D) are left: Persian, Hindi and emoji need them.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ud800-\udfff\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)
_BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_UNIT = re.compile(r"\\(?:x..|u....|U........|.)|.")  # one character as it stands in escaped text
_HALVES = re.compile("[\ud800-\udfff]")
_ENTRY = re.compile(r"\w+: ")  # an argument or error of a Google style docstring
_LIST_ITEM = re.compile(r"(?:[-*+]|\d{1,3}[.)]) +")


def literal(value: object) -> str:
    """A JSON value (or a tuple of them) as a Python literal, as black would write it on one line."""
    match value:
        case str():
            return _quoted(value)
        case list() | tuple():
            items: list[object] = list(value)  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
            inner = ", ".join(map(literal, items))
            return f"[{inner}]" if isinstance(value, list) else f"({inner}{',' if len(items) == 1 else ''})"
        case dict():
            pairs: list[tuple[object, object]] = list(value.items())  # pyright: ignore[reportUnknownArgumentType]
            return "{" + ", ".join(f"{literal(key)}: {literal(item)}" for key, item in pairs) + "}"
        case _:
            return repr(value)


def docstring(text: str, indent: int) -> str:
    """The text as a docstring, `indent` spaces deep; the first line is not indented.

    Lines are wrapped at 120 columns; list items and indented lines keep their place. Half of a surrogate pair becomes
    U+FFFD: Python makes no class whose docstring holds one.
    """
    text, width = _HALVES.sub("\ufffd", text), WIDTH - indent - 4
    lines = _aligned(list(_wrapped(text, width))) or [" "]
    if len(lines) == 1 and len(lines[0]) > width - 4:  # black wants the closing quotes beside an only line
        lines = _aligned(list(_wrapped(text, width - 4)))
    lines[0] = f"\\{lines[0]}" if lines[0].startswith('"') else lines[0]
    if len(lines) == 1:
        return f'"""{lines[0]}{" " if lines[0].endswith(chr(34)) else ""}"""'
    margin = " " * indent
    body = "\n".join(f"{margin}{line}" if line else "" for line in [*lines[1:], '"""'])
    return f'"""{lines[0]}\n{body}'


def _quoted(text: str) -> str:
    quote = "'" if text.count('"') > text.count("'") else '"'
    inner = _UNSEEN.sub(_escape, text.replace("\\", "\\\\")).replace(quote, f"\\{quote}")
    return f"{quote}{inner}{quote}"


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    short = {0x09: "\\t", 0x0A: "\\n", 0x0D: "\\r"}.get(code)
    return short or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}")


def _wrapped(text: str, width: int) -> Iterator[str]:
    """Escaped lines of at most `width` characters, without blank ones at either end or two in a row."""
    lines = _aligned([_SPACES.sub(" ", line.expandtabs(4)).rstrip() for line in _BREAKS.split(text.strip())])
    held = False
    for line in lines:
        if not line:
            held = True
            continue
        if held:
            yield ""
        held = False
        yield from _folded(line, width)


def _aligned(lines: list[str]) -> list[str]:
    """The lines, all after the first moved left together as far as they go (PEP 257)."""
    margin = min((len(line) - len(line.lstrip()) for line in lines[1:] if line), default=0)
    return [*(line.strip() for line in lines[:1]), *(line[margin:] for line in lines[1:])]


def _folded(line: str, width: int) -> Iterator[str]:
    """One line, folded at spaces, below its own indentation and list mark; longer words are cut."""
    escaped = _UNSEEN.sub(_escape, line.replace("\\", "\\\\")).replace('"""', '\\"\\"\\"')
    stripped = escaped.lstrip()
    indent = min(len(escaped) - len(stripped), width // 2)
    mark = _LIST_ITEM.match(stripped)
    hanging = " " * (indent + (len(mark[0]) if mark else 4 if indent and _ENTRY.match(stripped) else 0))
    current, empty = " " * indent, True
    for word in _words(stripped, width - len(hanging)):
        if not empty and len(current) + 1 + len(word) > width:
            yield current.rstrip()
            current, empty = hanging, True
        current, empty = current + word if empty else f"{current} {word}", False
    yield current.rstrip()


def _words(text: str, width: int) -> Iterator[str]:
    """The words of a line; one longer than `width` in several, never cut within an escape."""
    for word in text.split(" "):
        part = ""
        for unit in _UNIT.findall(word) if len(word) > width else [word]:
            if part and len(part) + len(unit) > width:
                yield part
                part = ""
            part += unit
        yield part
