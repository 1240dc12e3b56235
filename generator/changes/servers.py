"""Servers: where requests go, however the URL is spelled."""

from __future__ import annotations

import re

from generator.changes.comparison import Comparison, Edge, Spotted
from generator.changes.difference import Pair
from generator.changes.raw import Spots, is_same
from generator.load import is_array, is_object


def servers(comparison: Comparison, pair: Pair, spots: Spots, values: tuple[object, object]) -> None:
    """The first server of the document is where requests go; the others are only told."""
    before, after = ((list(value) if is_array(value) else []) for value in values)
    if is_same(before, after):
        return
    left, right = first_url(before[:1]), first_url(after[:1])
    if pair.kind == "OpenAPI" and spelled(left) != spelled(right):
        at = Spots(f"{spots.old}/0/url" if before else spots.old, f"{spots.new}/0/url" if after else spots.new)
        comparison.add(pair, "server.changed", at, left, right)
    for url in dict.fromkeys((*_by_url(before), *_by_url(after))):
        old, new = _by_url(before).get(url), _by_url(after).get(url)
        spot = Spots(None if old is None else f"{spots.old}/{old}", None if new is None else f"{spots.new}/{new}")
        if old is not None and new is not None:
            nodes = Spotted(before[old], spot.old or ""), Spotted(after[new], spot.new or "")
            comparison.enter("Server", *nodes, Edge(pair))
        elif 0 not in (old, new):
            action = "added" if old is None else "removed"
            comparison.add(pair, f"document.server-{action}", spot, url if new is None else None, url, what=url)


def _by_url(servers: list[object]) -> dict[str, int]:
    """URL, however it is spelled -> number of the server."""
    return {spelled(str(server.get("url"))): number for number, server in enumerate(servers) if is_object(server)}


def spelled(url: str | None) -> str:
    """A URL as every client reads it: case of scheme and host, the usual port and a slash at the end mean nothing."""
    found = re.fullmatch(r"(?i)(https?)://([^/?#]*)(.*)", url or "")
    if not found:
        return (url or "").rstrip("/")
    scheme = found[1].lower()
    host = found[2].lower().removesuffix(":443" if scheme == "https" else ":80")
    return f"{scheme}://{host}{found[3].rstrip('/')}"


def first_url(servers: list[object]) -> str | None:
    """The URL of a server, its variables replaced by their defaults."""
    server = servers[0] if servers else None
    if not is_object(server):
        return None
    url, variables = str(server.get("url")), server.get("variables")
    for name, variable in variables.items() if is_object(variables) else ():
        url = url.replace("{" + name + "}", str(variable.get("default")) if is_object(variable) else "")
    return url
