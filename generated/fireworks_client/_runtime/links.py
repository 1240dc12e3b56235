"""URLs that an answer has of its next page: which one it is, and whether it may be asked for."""

from __future__ import annotations

import re
from typing import TypeAlias, cast
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

Pairs: TypeAlias = "tuple[tuple[str, str], ...]"

_PARAMETER = r""";\s*(?P<name>[^\s=;,"<>]*)\s*(?:=\s*(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<bare>[^\s;,"]*)))?\s*"""
_PARAMETERS = re.compile(_PARAMETER)
_LINK = re.compile(rf"<(?P<target>[^<>]*)>\s*(?P<rest>(?:{re.sub(r'[?]P<[a-z]+>', '?:', _PARAMETER)})*)")
_USUAL = {"http": 80, "https": 443}


def next_link(header: str) -> str | None:
    """The target of the link to the next page in a header Link (RFC 8288, section 3).

    Quoted values may hold anything, and of several `rel` of one link the first one counts. Quotes of the wrong kind, which
    some servers write, are read as well.
    """
    for link in _LINK.finditer(header):
        parameters = _PARAMETERS.finditer(link["rest"])
        relation = next((one["quoted"] or one["bare"] or "" for one in parameters if one["name"].lower() == "rel"), "")
        if "next" in relation.strip("'").lower().split():
            return link["target"]
    return None


def below(base: str, here: str, link: object) -> tuple[str, Pairs]:
    """The path below `base` and the query of a link, which is read from `here` on; both stay as they are written.

    Raises ValueError for one that leads anywhere else: the credential goes nowhere else. A host may be written in any
    case, and with the port that goes without saying. Steps such as `..`, escaped or not, are refused: whoever resolves
    them on the way would leave the base.
    """
    try:
        target, home = urlsplit(urljoin(here, cast(str, link))), urlsplit(base)
        is_home = _place(target) == _place(home)
    except (ValueError, TypeError, AttributeError):
        raise ValueError("the next page has no URL that can be read") from None
    steps = re.split(r"[/\\]", unquote(target.path))
    if not is_home or not target.path.startswith(f"{home.path}/") or not {".", ".."}.isdisjoint(steps):
        raise ValueError(f"the next page is not below {base}")
    pairs = (pair.partition("=") for pair in target.query.split("&") if pair)
    return target.path.removeprefix(home.path), tuple((name, value) for name, _, value in pairs)


def _place(url: SplitResult) -> tuple[object, ...]:
    """What two URLs of one server share. The scheme is not part of it: a call keeps that of the base URL."""
    return url.hostname, None if url.port == _USUAL.get(url.scheme) else url.port, url.username
