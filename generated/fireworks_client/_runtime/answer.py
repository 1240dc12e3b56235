"""What came back from the server, as plain data, and what it says is wrong.

Errors are read in the forms in use: google.rpc.Status bare or under "error" (AIP-193; its numbers are read as names only
where the document or a detail says that it is one), `{"error": "text"}`, RFC 9457
problem details, `{"message": …}`, `{"detail": …}`, `{"errors": […]}`, the first of a list of these, plain text, HTML.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import NamedTuple, cast

from .faults import is_tree
from .rpc import RPC_CODES, localized
from .signed import unsigned, unsigned_bytes

REQUEST_IDS = ("x-request-id", "request-id", "x-amzn-requestid", "x-amz-request-id", "x-correlation-id", "cf-ray")
LONGEST_REASON = 500
LONGEST_TEXT = 64_000
WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")  # in which JSON is read, whatever the content type says


class Headers(Mapping[str, str]):
    """Header fields by name in any case; fields of one name are joined by commas (RFC 9110, section 5.3)."""

    def __init__(self, pairs: Iterable[tuple[str, str]] = ()) -> None:
        self._fields: dict[str, str] = {}
        for name, value in pairs:
            key = name.lower()
            self._fields[key] = f"{self._fields[key]}, {value}" if key in self._fields else value

    def __getitem__(self, name: str) -> str:
        return self._fields[name.lower()]

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)

    def __repr__(self) -> str:
        return f"Headers({self._fields!r})"


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer. `elapsed` counts the seconds of the attempt that it answers."""

    status_code: int
    headers: Headers
    content: bytes = field(repr=False)
    elapsed: float = 0.0

    @property
    def charset(self) -> str:
        """What the content type names, which need not be known; UTF-8 without."""
        named = re.search(r"charset=\"?([\w.:-]+)", self.headers.get("content-type", ""), re.IGNORECASE | re.ASCII)
        return named[1] if named else "utf-8"

    @property
    def text(self) -> str:
        """The first 64,000 bytes as text, in the charset that the content type names, or in UTF-8; what is none is replaced."""
        with suppress(LookupError, ValueError):
            return self.content[:LONGEST_TEXT].decode(self.charset)
        return self.content[:LONGEST_TEXT].decode("utf-8", "replace")

    @property
    def request_id(self) -> str | None:
        """The id by which the server's people can find the request, from the first usual header that is there."""
        return next((self.headers[name] for name in REQUEST_IDS if self.headers.get(name)), None)

    def redacted(self, secrets: Collection[str]) -> Answer:
        """The answer without the caller's credentials, which some servers repeat, and without signatures of URLs."""
        content = self.content
        for secret in sorted(secrets, key=len, reverse=True):
            for charset in dict.fromkeys(("utf-8", *WIDE, self.charset)):
                with suppress(LookupError, ValueError):
                    content = content.replace(secret.encode(charset), "[redacted]".encode(charset))
        pairs = ((name, unsigned(hidden(value, secrets))) for name, value in self.headers.items())
        return replace(self, content=unsigned_bytes(content), headers=Headers(pairs))


def hidden(text: str, secrets: Iterable[str]) -> str:
    """The text without the secrets in it. The longest go first: a short one may be part of a long one."""
    for secret in sorted(secrets, key=len, reverse=True):
        text = text.replace(secret, "[redacted]")
    return text


class Problem(NamedTuple):
    """The name of an error ("ALREADY_EXISTS") or None, its sentence or "", and what else was said about it."""

    code: str | None
    reason: str
    details: tuple[object, ...]


def problem_of(body: object, text: str, *, rpc: bool = False) -> Problem:
    """The problem that an error tells of; `body` is the parsed JSON, or None where the text is something else.

    `rpc` tells that the document writes errors as google.rpc.Status.
    """
    body = next((item for item in _items(body) if is_tree(item)), body)
    error = _member(body, "error", "errors")
    inner = next(iter(_items(error)), error)
    source = inner if is_tree(inner) else body
    said = inner if isinstance(inner, str) else _member(source, "message", "detail", "title", "error_description")
    details = tuple(_items(said) or _items(_member(source, "details")))
    if _items(said):
        said = "; ".join(str(_member(item, "message", "msg") or item) for item in details)
    is_rpc = rpc or any(_is_of_google(detail) for detail in _items(_member(source, "details")))
    said = said if isinstance(said, str) else localized(details) or _plain(text[:8_000])
    return Problem(_code(source, is_rpc), _words(said), details)


def _items(value: object) -> list[object]:
    """The items of a list; of anything else, none."""
    return cast("list[object]", value) if isinstance(value, list) else []


def _member(body: object, *names: str) -> object:
    """The first member of an object that is there and not empty."""
    return next((body[name] for name in names if body.get(name)), None) if is_tree(body) else None


def _is_of_google(detail: object) -> bool:
    """Whether a detail can stand in a google.rpc.Status only."""
    return str(_member(detail, "@type")).startswith("type.googleapis.com/")


def _code(source: object, is_rpc: bool) -> str | None:
    """The name of an error: `status` where it is a name, else `code`; the number of a google.rpc.Code by its name."""
    for value in (_member(source, "status"), _member(source, "code"), _member(source, "type")):
        if isinstance(value, str) and not value.isdigit():
            return _words(value)
        number = int(value) if isinstance(value, str) and len(value) < 3 and value.isascii() else value
        if is_rpc and isinstance(number, int) and 0 < number < len(RPC_CODES):
            return RPC_CODES[number]
    return None


def _plain(text: str) -> str:
    """The words of a text or HTML page: its title where it has one."""
    title = re.search(r"<title[^>]*>(.*?)</title>", text, re.DOTALL | re.IGNORECASE)
    if title is None and "<html" not in text.lower():
        return text
    import html

    return html.unescape(re.sub(r"(?s)<(script|style).*?</\1>|<[^>]*>", " ", title[1] if title else text))


def _words(text: str) -> str:
    """The text on one line, at most 500 characters of it, without control characters."""
    words = " ".join("".join(each if each.isprintable() else " " for each in text[: 4 * LONGEST_REASON]).split())
    return words if len(words) <= LONGEST_REASON else words[: LONGEST_REASON - 1] + "…"
