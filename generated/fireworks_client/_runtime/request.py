"""The request as it goes out: URL, headers and bytes, written from a call, its options and the client's own part."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from .call import Call, header_trouble, quoted, scalar
from .credentials import Credential, chosen
from .encode import Written
from .errors import Asked, RequestValidationError
from .faults import Fault, Unwritable, is_tree
from .omit import OMIT
from .options import Settings, merged_tree

JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)


@dataclass(frozen=True, slots=True, eq=False)
class Request:
    """What is sent at each attempt. `removed` names headers that not even the HTTP library may add; `secrets` are the
    texts that must appear in no message; `is_authenticated` says that it carries a credential. The repr shows none of it.
    """

    method: str
    url: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    content: bytes | None = field(repr=False)
    removed: frozenset[str] = frozenset()
    secrets: tuple[str, ...] = field(default=(), repr=False)
    is_authenticated: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Identity:
    """The client's part of every request; `secrets` are the texts that must appear in no message."""

    base_url: str
    user_agent: str
    credentials: tuple[Credential, ...] = ()
    secrets: tuple[str, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        secrets = tuple(secret for credential in self.credentials for secret in credential.secrets)
        object.__setattr__(self, "secrets", secrets)


def written(call: Call[Any], settings: Settings, identity: Identity, faults: Iterable[Fault] = ()) -> Request:
    """The request. Raises RequestValidationError with `faults` and with all that cannot be written."""
    unwritten = [part for part in (*call.path, *call.query, *call.headers) if isinstance(part, Fault)]
    told = {part.path for part in unwritten}
    wrong = [*(fault for fault in faults if fault.path not in told), *unwritten]
    credentials = chosen(call.security, identity.credentials) or ()
    url = identity.base_url + "".join(part for part in call.path if isinstance(part, str))
    if query := _query(call, settings, credentials, wrong):
        url += "?" + query
    content, media_type = _content(call, settings, wrong) or (None, "")
    headers = _headers(call, settings, identity, wrong, media_type)
    if wrong:
        raise RequestValidationError(wrong, asked=Asked(call.operation, call.method, call.template))
    removed = frozenset(name.lower() for name, value in settings.extra_headers.items() if value is None)
    carried = any(one.header is None or one.header[0] in headers for one in credentials)
    return Request(call.method, url, headers, content, removed, identity.secrets, carried or "authorization" in headers)


def _query(call: Call[Any], settings: Settings, credentials: Iterable[Credential], wrong: list[Fault]) -> str:
    """The query string, extra parameters in place of those of the same name."""
    replaced = {quoted(name) for name in settings.extra_query}
    pairs = [pair for pair in call.query if not isinstance(pair, Fault) and pair[0] not in replaced]
    for name, value in settings.extra_query.items():
        items = cast("Iterable[object]", value) if isinstance(value, (list, tuple)) else (value,)
        try:
            pairs += [(quoted(name), quoted(scalar(item))) for item in items if item is not None]
        except ValueError as refusal:
            wrong.append(Fault(f"extra_query[{name!r}]", "query", str(refusal)))
    pairs += [(quoted(one.wire), quoted(one.value)) for one in credentials if one.header is None]
    return "&".join(f"{name}={value}" for name, value in pairs)


def _headers(
    call: Call[Any], settings: Settings, identity: Identity, wrong: list[Fault], media_type: str
) -> dict[str, str]:
    """The header fields by lower-case name; cookies are joined into one field (RFC 6265, section 5.4)."""
    credentials = chosen(call.security, identity.credentials) or ()
    pairs = [("accept", call.accept), ("user-agent", identity.user_agent)]
    pairs += [("content-type", media_type)] if media_type else []
    pairs += [one.header for one in credentials if one.header is not None]
    pairs += [pair for pair in call.headers if not isinstance(pair, Fault)]  # what is given to the call comes last
    fields: dict[str, str] = {}
    for name, value in pairs:
        key = name.lower()
        fields[key] = f"{fields[key]}; {value}" if key == "cookie" and key in fields else value
    extra = settings.extra_headers
    fields = {name: value for name, value in fields.items() if name not in {each.lower() for each in extra}}
    fields |= {name.lower(): value for name, value in extra.items() if value is not None}
    for name, value in fields.items():
        if trouble := header_trouble(name, value):
            wrong.append(Fault(f"header {name!r}", "header", trouble))
    return fields


def _content(call: Call[Any], settings: Settings, wrong: list[Fault]) -> Written | None:
    """The bytes of the body and their media type, or None where there is none."""
    tree = OMIT if call.body is None else call.body.tree
    if settings.extra_body:
        if tree is not OMIT and not is_tree(tree):
            wrong.append(Fault("extra_body", "body", "there is no object in the body to merge it into"))
            return None
        tree = merged_tree({} if tree is OMIT else tree, settings.extra_body)
    if tree is OMIT:
        return None
    try:
        if call.body is not None and call.body.write is not None:
            return call.body.write(tree)
        return JSON.encode(tree).encode("utf-8"), call.media_type
    except Unwritable as refusal:
        wrong.append(Fault("body", "body", f"cannot be written: {refusal}"))
    except (ValueError, TypeError, RecursionError):
        if not any(fault.rule == "type" for fault in wrong):  # then that is told already, and where
            wrong.append(Fault("body", "body", f"cannot be written: {_why_not(tree)}"))
    return None


def _why_not(tree: object) -> str:
    """What keeps a tree from being text: the first value in it that has no form."""
    try:
        return next(_odd(tree, ""), "it holds a key or value that has no form as text")
    except RecursionError:
        return "it is nested too deeply, or contains itself"


def _odd(value: object, at: str) -> Iterator[str]:
    """The values that have no form as text, each behind its place."""
    if is_tree(value):
        for key, item in value.items():
            yield from _odd(item, f"{at}.{key}".removeprefix("."))
    elif isinstance(value, list):
        for index, item in enumerate(cast("list[object]", value)):
            yield from _odd(item, f"{at}[{index}]")
    elif value is not None:
        try:
            scalar(value)
        except Unwritable as refusal:
            yield f"{at}: {refusal}" if at else str(refusal)
