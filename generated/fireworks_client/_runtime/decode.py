"""The bytes of an answer -> a value: read strictly first, and only where that fails leniently, noting what differs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, Literal, TypeVar, get_origin

from pydantic import TypeAdapter, ValidationError

from .errors import UndecodableBody
from .model import Drift as Drift
from .model import shown

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Decoded(Generic[T_co]):
    """A value, and in what the answer differed from the document."""

    value: T_co
    drift: tuple[Drift, ...] = ()


class JsonDecoder(Generic[T]):
    """Reads JSON of one type, which is asked for at first use: its module loads no earlier."""

    def __init__(self, wanted: Callable[[], Any]) -> None:
        self._wanted = wanted

    def decode(self, content: bytes, content_type: str, strict: bool) -> Decoded[T]:
        """The value. Raises UndecodableBody where it is of another JSON kind, or `strict` and anything differs."""
        if b"NaN" not in content and b"Infinity" not in content:  # pydantic reads them as numbers
            try:
                adapter: TypeAdapter[T] = _adapter(self._wanted())
                return Decoded(
                    adapter.validate_json(content, strict=True, extra="forbid", by_alias=True, by_name=False)
                )
            except ValidationError:
                pass  # the lenient reader finds what differs
        try:
            decoded: Decoded[T] = _leniently(self._wanted(), content)
        except RecursionError:
            raise UndecodableBody("it is nested too deeply") from None
        return _refused_if(strict, decoded)


class TextDecoder:
    """Reads text in the charset that the content type names, or in UTF-8."""

    def decode(self, content: bytes, content_type: str, strict: bool) -> Decoded[str]:
        """The text. What is not of that charset is replaced."""
        named = re.search(r"charset=\"?([\w.:-]+)", content_type, re.IGNORECASE | re.ASCII)
        charset = named[1] if named else "utf-8"
        try:
            return Decoded(content.decode(charset))
        except (LookupError, ValueError):
            drift = Drift("", f"text in {charset}", content[:100])
            return _refused_if(strict, Decoded(content.decode("utf-8", "replace"), (drift,)))


class BytesDecoder:
    """Hands on the bytes."""

    def decode(self, content: bytes, content_type: str, strict: bool) -> Decoded[bytes]:
        """The bytes as they came."""
        return Decoded(content)


class NoneDecoder:
    """For an answer without a body; what comes all the same is dropped."""

    def decode(self, content: bytes, content_type: str, strict: bool) -> Decoded[None]:
        """None."""
        return Decoded(None)


@cache
def _adapter(wanted: Any) -> TypeAdapter[Any]:
    """The adapter of a type: making one costs more than twenty times what using it does."""
    return TypeAdapter(wanted)


def _leniently(wanted: Any, content: bytes) -> Decoded[Any]:
    from .lenient import WORDS, opened, read, readable  # most answers are as promised

    if not content.strip():
        raise UndecodableBody("it is empty", expected=readable(wanted), got=content)
    try:
        tree: object = json.loads(content)
    except ValueError as error:
        raise UndecodableBody(f"it is not JSON ({error})", expected=readable(wanted)) from None
    value, drift = read(wanted, tree)
    form, marks = opened(wanted)
    written = isinstance(tree, str) and (marks or get_origin(form) is Literal)  # right in kind, whatever it says
    if any(not each.path for each in drift) and not written:
        reason = f"it is {WORDS[type(tree)]}, not {readable(wanted)}"
        raise UndecodableBody(reason, expected=readable(wanted), got=tree)
    return Decoded(value, tuple(drift))


def _refused_if(strict: bool, decoded: Decoded[T]) -> Decoded[T]:
    if not (strict and decoded.drift):
        return decoded
    first, more = decoded.drift[0], len(decoded.drift) - 1
    rest = f" (and {more} more)" if more else ""
    reason = f"{first.path or 'it'} is {shown(first.got)}, expected {first.expected}{rest}"
    raise UndecodableBody(reason, path=first.path, expected=first.expected, got=first.got)
