"""The one file of data below testing/: api.json, one line an entry, so that a small change is a small diff."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from generator import ir
from generator.cases.operation import Operation, operations
from generator.cases.places import Document, Follow, Node
from generator.cases.responses import status_of
from generator.cases.streams import Streams
from generator.fakes.operations import Writer
from generator.fakes.resources import roles
from generator.fakes.samples import samples
from generator.fakes.schemas import Schemas


def fakes(root: Node, follow: Follow, api: ir.Api) -> Mapping[str, str]:
    """Path below the package -> text.

    `root` is the resolved document, `follow` gives the node and pointer that a local `$ref` means.
    """
    document = Document(root, follow)
    every = tuple(operations(document, api))
    does = roles(every, {one.id: one.pagination for resource in api.resources for one in resource.operations})
    writer = Writer(document, Schemas(document))
    authenticated = {one.id: one.authenticated for resource in api.resources for one in resource.operations}
    written = {one.id: writer.operation(one, authenticated[one.id], does.get(one.id, {})) for one in every}
    streams = {one.id: told for one in every if (told := _stream(one)) is not None}
    groups: dict[str, object] = {
        "base_path": urlsplit(api.base_url).path.rstrip("/"),
        **({"base_paths": _base_paths(api.servers)} if api.servers else {}),
        "credentials": {one.wire: one.kind for one in api.securities},
        "operations": written,
        "problems": writer.problems,
        "schemas": writer.schemas.definitions,
        "samples": samples(document, every, api),
    }
    return {"testing/api.json": _text(groups | ({"streams": streams} if streams else {}))}


def _stream(operation: Operation) -> dict[str, object] | None:
    """What a fake server streams for an operation, None where it streams nothing."""
    answer = operation.streamed
    if answer is None or answer.stream is None:
        return None
    items = list(Streams(operation, answer.stream, status_of(answer)).items())
    is_whole = answer.stream.is_whole or (answer.stream.kind == "events" and answer.stream.view is None)
    told: dict[str, object] = {"kind": answer.stream.kind, "media_type": answer.stream.media_type, "items": items}
    return told | ({"is_whole": True} if is_whole else {})


def _base_paths(servers: ir.Servers) -> list[str]:
    """The paths of all servers, the longest first, variables in braces."""
    urls = (one.url.partition("://")[2] or one.url for one in servers.every)
    return sorted({f"/{url.partition('/')[2]}".rstrip("/") for url in urls}, key=lambda path: (-len(path), path))


def _text(groups: Mapping[str, object]) -> str:
    """JSON with a line for each entry of each group."""
    return "{\n" + ",\n".join(f'"{name}": {_group(group)}' for name, group in groups.items()) + "\n}\n"


def _group(group: object) -> str:
    if not isinstance(group, Mapping):
        return json.dumps(group)
    return "{" + ",".join(_lines(group)) + "\n}" if group else "{}"  # pyright: ignore[reportUnknownArgumentType]


def _lines(group: Mapping[str, object]) -> Iterator[str]:
    for name, value in group.items():
        yield f"\n{json.dumps(name)}: {json.dumps(value)}"
