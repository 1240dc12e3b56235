"""Bodies that are no JSON: forms, multipart forms, text and bytes."""

from __future__ import annotations

import hashlib
import json
import mimetypes
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, NamedTuple, TypeAlias, cast
from urllib.parse import urlencode

from .call import header_trouble, scalar
from .encode import Body, Written
from .faults import Unwritable, is_tree, shown
from .omit import OMIT

FileContent: TypeAlias = "bytes | str | os.PathLike[str] | IO[bytes]"
FileInput: TypeAlias = "FileContent | tuple[str, FileContent] | tuple[str, FileContent, str]"
"""A file to send: its content, its path, an open file, or `(name, one of these)` or `(name, one of these, media type)`.

A `str` is content, not a path. Without a media type that of the name is sent.
"""


class File(NamedTuple):
    """A file as it is sent; `media_type` is "" where the caller gave none."""

    name: str
    content: bytes
    media_type: str


def raw_body(value: object, media_type: str) -> Body | None:
    """A body that is sent as it is: bytes, text as UTF-8, the file of a path, or an open file, read from where it is.

    The media type of a triple goes before that of the document.
    """
    if value is None or value is OMIT:
        return None

    def write(tree: object) -> Written:
        file = _file(tree)
        return file.content, file.media_type or media_type

    return Body(value, write=write)


def form(tree: object) -> Written:
    """application/x-www-form-urlencoded: arrays repeat their key, objects are JSON (OpenAPI 3.1, section 4.8.14.4)."""
    return urlencode(list(_pairs(tree))).encode("ascii"), "application/x-www-form-urlencoded"


def multipart(tree: object) -> Written:
    """multipart/form-data (RFC 7578): files as files, arrays as parts of the same name, objects as JSON."""
    parts = [part for name, value in _members(tree) for part in _parts(name, value)]
    boundary = "part-" + hashlib.sha256(b"".join(parts)).hexdigest()[:32]
    lines = b"".join(b"--%s\r\n%s\r\n" % (boundary.encode(), part) for part in parts)
    return lines + b"--%s--\r\n" % boundary.encode(), f"multipart/form-data; boundary={boundary}"


def _members(tree: object) -> Iterator[tuple[str, object]]:
    for name, value in tree.items() if is_tree(tree) else ():
        yield name, value


def _pairs(tree: object) -> Iterator[tuple[str, str]]:
    for name, value in _members(tree):
        for item in cast("list[object]", value) if isinstance(value, list) else [value]:
            yield name, _text(item)


def _text(value: object) -> str:
    """A value of a form as text: scalars as in a URL, objects and arrays as JSON, null as nothing."""
    if value is None:
        return ""
    if isinstance(value, (Mapping, list)):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return scalar(value)


def _parts(name: str, value: object) -> Iterator[bytes]:
    if isinstance(value, list):
        for item in cast("list[object]", value):
            yield from _parts(name, item)
    elif _is_file(value):
        try:
            file = _file(value)
        except Unwritable as refusal:
            raise Unwritable(f"{name}: {refusal}") from None
        media_type = file.media_type or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        head = f'Content-Disposition: form-data; name="{_quoted(name)}"; filename="{_quoted(file.name)}"'
        yield f"{head}\r\nContent-Type: {media_type}\r\n\r\n".encode() + file.content
    else:
        kind = "Content-Type: application/json\r\n" if is_tree(value) else ""
        yield f'Content-Disposition: form-data; name="{_quoted(name)}"\r\n{kind}\r\n{_text(value)}'.encode()


def _is_file(value: object) -> bool:
    return isinstance(value, (bytes, bytearray, os.PathLike, tuple)) or hasattr(value, "read")


def _file(value: object) -> File:
    """A file input, read. Raises Unwritable."""
    if not isinstance(value, tuple):
        return File(_filename(value), _content(value), "")
    parts = cast("tuple[object, ...]", value)
    name, content, media_type = (*parts, "", "")[:3] if len(parts) in (2, 3) else ("", None, None)
    if not isinstance(name, str) or not isinstance(media_type, str):
        raise Unwritable("a tuple is (name, content) or (name, content, media type), name and media type being texts")
    if trouble := header_trouble("content-type", media_type):
        raise Unwritable(f"the media type {trouble}")
    return File(name, _content(content), media_type)


def _content(value: object) -> bytes:
    """The bytes of a file. Raises Unwritable."""
    if isinstance(value, (bytes, bytearray)):
        return bytes(value)
    given = value
    try:
        if isinstance(value, os.PathLike):
            return Path(cast("os.PathLike[str]", value)).read_bytes()
        content: object = value if isinstance(value, str) else getattr(value, "read", lambda: None)()
        content = content.encode() if isinstance(content, str) else content
    except (OSError, ValueError) as refusal:
        raise Unwritable(_unreadable(given, refusal)) from None
    if isinstance(content, (bytes, bytearray)):
        return bytes(content)
    raise Unwritable(f"{shown(value)} is not bytes, text, a path or an open file")


def _unreadable(value: object, refusal: OSError | ValueError) -> str:
    """Why a file gives no bytes."""
    if isinstance(value, str):
        return f"{shown(value)} holds half a surrogate pair, which UTF-8 cannot write"
    if getattr(value, "closed", False) is True:
        return "the file is closed"
    named = repr(os.fspath(cast("os.PathLike[str]", value))) if isinstance(value, os.PathLike) else "the file"
    return f"{named} cannot be read" + (f": {refusal.strerror}" if isinstance(refusal, OSError) else "")


def _filename(value: object) -> str:
    path = os.fspath(cast("os.PathLike[str]", value)) if isinstance(value, os.PathLike) else getattr(value, "name", "")
    return os.path.basename(str(path)) or "file"


def _quoted(text: str) -> str:
    """A name inside a header, as browsers write it (WHATWG HTML, multipart form data)."""
    return text.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
