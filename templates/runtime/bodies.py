"""Bodies that are no JSON: forms, multipart forms, text and bytes."""

from __future__ import annotations

import hashlib
import json
import mimetypes
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, TypeAlias, cast
from urllib.parse import urlencode

from .call import scalar
from .encode import Body, Written
from .faults import Fault, is_tree
from .omit import OMIT

FileInput: TypeAlias = "bytes | str | os.PathLike[str] | IO[bytes] | tuple[str, bytes | os.PathLike[str] | IO[bytes]]"
"""A file to send: its content, its path, an open file, or a pair of file name and one of these. A `str` is content."""


def raw_body(value: object, media_type: str) -> Body | None:
    """A body that is sent as it is: bytes, text as UTF-8, the file of a path, or an open file, read from where it is."""
    if value is None or value is OMIT:
        return None
    try:
        return Body(_content(value), write=lambda tree: (cast(bytes, tree), media_type))
    except (OSError, TypeError, ValueError) as refusal:
        return Body(b"", known=(Fault("body", "body", f"cannot be read: {refusal}"),))


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
        filename, source = _filename(value), value
        if isinstance(value, tuple):
            filename, source = cast("tuple[str, object]", value)
        guessed = mimetypes.guess_type(filename)[0] or "application/octet-stream"
        head = f'Content-Disposition: form-data; name="{_quoted(name)}"; filename="{_quoted(filename)}"'
        yield f"{head}\r\nContent-Type: {guessed}\r\n\r\n".encode() + _content(source)
    else:
        kind = "Content-Type: application/json\r\n" if is_tree(value) else ""
        yield f'Content-Disposition: form-data; name="{_quoted(name)}"\r\n{kind}\r\n{_text(value)}'.encode()


def _is_file(value: object) -> bool:
    return isinstance(value, (bytes, bytearray, os.PathLike, tuple)) or hasattr(value, "read")


def _content(value: object) -> bytes:
    """The bytes of a file input."""
    if isinstance(value, (bytes, bytearray)):
        return bytes(value)
    if isinstance(value, str):
        return value.encode()
    if isinstance(value, os.PathLike):
        return Path(cast("os.PathLike[str]", value)).read_bytes()
    read = getattr(value, "read", None)
    if read is None:
        raise TypeError(f"{type(value).__name__} is no bytes, text, path or open file")
    content = read()
    return content.encode() if isinstance(content, str) else bytes(content)


def _filename(value: object) -> str:
    path = os.fspath(cast("os.PathLike[str]", value)) if isinstance(value, os.PathLike) else getattr(value, "name", "")
    return os.path.basename(str(path)) or "file"


def _quoted(text: str) -> str:
    """A name inside a header, as browsers write it (WHATWG HTML, multipart form data)."""
    return text.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
