"""The text of a file, and which line and column an offset in it means."""

from __future__ import annotations

import os
from codecs import BOM_UTF8

from generator.findings import Finding, Spot, Unreadable, quoted
from generator.positions import Place

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def text_of(path: str) -> str:
    """The file as UTF-8 text, without a byte-order mark; line ends stay as they are. Raises Unreadable."""
    if not os.path.lexists(path):
        fix = "check the path, or the folder that it is relative to"
        raise unreadable(path, "file-missing", message="there is no such file", fix=fix)
    if not os.path.isfile(path):
        raise unreadable(path, "not-a-file", message="this is not a file", fix="name the OpenAPI document itself")
    try:
        with open(path, "rb") as file:
            data = file.read().removeprefix(BOM_UTF8)
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}"
        raise unreadable(path, "file-unreadable", message=message, fix="check its permissions") from None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _not_utf_8(path, data, error.start) from None


def spot_at(text: str, offset: int) -> Spot:
    """Line, column and line text of a character of the text; the end of the text is a place too."""
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    line = text[start : end if end >= 0 else len(text)].removesuffix("\r")
    return Spot(text.count("\n", 0, offset) + 1, offset - start + 1, line)


def unreadable(file: str, code: str, *, message: str, fix: str, spot: Spot | None = None) -> Unreadable:
    """The error that ends the reading of a file."""
    return Unreadable([Finding(code, "error", Place(file), message, fix, spot=spot)])


def _not_utf_8(path: str, data: bytes, offset: int) -> Unreadable:
    before = data[:offset].decode("utf-8")
    line = before.rpartition("\n")[2]
    spot = Spot(before.count("\n") + 1, len(line) + 1, line)
    encoding = "UTF-16" if data.startswith(_UTF_16) else "not UTF-8"
    message = f"the file is {encoding}: byte {quoted(f'0x{data[offset]:02x}')} stands here"
    return unreadable(path, "not-utf-8", message=message, fix="save it as UTF-8", spot=spot)
