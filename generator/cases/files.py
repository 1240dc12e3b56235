"""Every case of a document, as the files that the generated tests read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator import ir
from generator.cases import (
    failures,
    request_leaves,
    request_paths,
    request_rules,
    request_shapes,
    responses,
    round_trips,
    streams,
)
from generator.cases.case import Fixture
from generator.cases.layout import written
from generator.cases.operation import Operation, operations
from generator.cases.places import Document, Node, Follow
from generator.cases.requests import Requests
from generator.cases.responses import Responses
from generator.cases.rpc import has_rpc_errors
from generator.cases.tour import Guide


def cases(root: Node, follow: Follow, api: ir.Api) -> Mapping[str, str]:
    """The fixtures of every operation: path below tests/ -> JSON text, in the order of the document.

    `root` is the resolved document, `follow` gives the node and pointer that a local `$ref` means.
    """
    return {fixture.path: written(fixture.as_json()) for fixture in fixtures(Document(root, follow), api)}


def fixtures(document: Document, api: ir.Api) -> Iterator[Fixture]:
    """The same as values. An operation of which no request can be made up has none: see `suite.untested`."""
    sent, answered = Guide("input"), Guide("output")
    known = tuple(operations(document, api))
    is_rpc = has_rpc_errors(known)
    for operation in known:
        body = operation.body
        stops = () if body is None or body.codec in ("text", "bytes") else sent.tour(body.view)
        shown = [one for one in operation.parameters if not sent.is_first(one.likeness)]
        requests = Requests(operation, stops, shown)
        asked = tuple(_of_requests(requests)) if requests.is_possible else ()
        if any(fixture.name == "request-minimal" for fixture in asked):
            yield from asked
            yield from _of_answers(operation, answered, is_rpc)


def _of_requests(requests: Requests) -> Iterator[Fixture]:
    yield from request_shapes.fixtures(requests)
    yield from request_leaves.fixtures(requests)
    yield from request_rules.fixtures(requests)
    yield from request_paths.fixtures(requests)
    yield from round_trips.fixtures(requests)


def _of_answers(operation: Operation, guide: Guide, is_rpc: bool) -> Iterator[Fixture]:
    answer = operation.success
    if answer is not None and answer.view is not None:
        yield from responses.fixtures(Responses(operation, answer, answer.view, guide.tour(answer.view)))
    yield from streams.fixtures(operation)
    yield from failures.fixtures(operation, guide, is_rpc)
