"""What the tests must know of an API beside its fixtures: names of Python from the IR, everything else from the document."""

from __future__ import annotations

from collections.abc import Mapping

from generator import ir
from generator.cases.negotiation import accept
from generator.cases.operation import Operation, operations
from generator.cases.places import Document, Node, Place, as_list, as_node
from generator.cases.requests import client_value
from generator.suite.servers import own_urls, server_settings


def settings(document: Document, api: ir.Api) -> dict[str, object]:
    """The content of suite.json."""
    own = {id: {"base_url": url} for id, url in own_urls(document, api).items()}
    known = [one for resource in api.resources for one in resource.operations]
    pages = {one.id: _pages(one) for one in known}
    streams = {one.id: one.streamings for one in known}
    return {
        "package": api.package,
        "client": api.client,
        "async_client": f"Async{api.client}",
        "version": api.version,
        "base_url": _base_url(document, api),
        "servers": server_settings(document, api),
        "base_url_env": api.base_url_env,
        "needs_credential": all(_is_authenticated(document, api, one) for one in operations(document, api)),
        "credentials": [_credential(document, one) for one in api.securities],
        "parameters": [
            {"argument": one.name, "env": one.env, "value": client_value(one.name)} for one in api.client_parameters
        ],
        "operations": {
            one.id: {
                **_operation(document, api, one, own.get(one.id, {})),
                **pages.get(one.id, {}),
                **_streams(one, streams[one.id]),
            }
            for one in operations(document, api)
        },
    }


def _pages(operation: ir.Operation) -> dict[str, object]:
    """How the pages of an operation are turned; nothing for one without pages."""
    paging = operation.pagination
    if paging is None:
        return {}
    known = {"style": paging.style, "parameter": paging.parameter, "in_body": paging.in_body, "first": paging.first}
    told = {"header": paging.header} if paging.header else {}
    return {"pages": {**known, **told, **dict(paging.wire)}}


def _streams(operation: Operation, streamings: tuple[ir.Streaming, ...]) -> dict[str, object]:
    """What the methods that read an answer bit by bit are called, and what they ask for; nothing where there is none."""
    found: dict[str, object] = {}
    items = {one.status: one.stream.media_type for one in operation.answers if one.stream is not None}
    octets = {one.status: one.bytes for one in operation.answers if one.bytes}
    for one in streamings:
        stream = operation.streamed.stream if operation.streamed and one.kind != "bytes" else None
        told: dict[str, object] = {"kind": stream.kind if stream else "bytes"}
        told["accept"] = accept(operation, items if stream else octets)
        told |= {"flag": _flag(operation, one.flag)} if one.flag else {}
        told |= {"is_bare": True} if stream and stream.kind == "events" and stream.view is None else {}
        found[one.method] = told
    return {"streams": found} if found else {}


def _flag(operation: Operation, argument: str) -> dict[str, str]:
    """Where an argument goes that is sent as true."""
    names: Mapping[str, str] = operation.body.names if operation.body else {}
    in_body = next((wire for wire, name in names.items() if name == argument), "")
    in_query = next((one.wire for one in operation.parameters if one.name == argument), "")
    return {"argument": argument, "in": "body" if in_body else "query", "wire": in_body or in_query}


def _operation(document: Document, api: ir.Api, operation: Operation, own: Mapping[str, object]) -> dict[str, object]:
    body, answer = operation.body, operation.success
    return {
        "method": operation.method,
        "path": operation.path,
        **own,
        "security": _security(document, api, operation),
        "request_schema": body.view.pointer if body else "",
        "media_type": body.media_type if body else "",
        "accept": accept(operation),
        "response_schema": answer.view.pointer if answer and answer.view else "",
        "successes": [one.status for one in operation.answers if one.status.startswith("2")],
        "arguments": [parameter.name for parameter in operation.parameters if not parameter.from_client],
    }


def _base_url(document: Document, api: ir.Api) -> str:
    """The first server, its variables replaced by their defaults; what is no whole URL, the IR has made one."""
    servers = as_list(document.root.get("servers"))
    server = as_node(servers[0] if servers else None)
    url = str(server.get("url") or "")
    if api.servers:
        return api.base_url
    for name, variable in as_node(server.get("variables")).items():
        url = url.replace("{" + name + "}", str(as_node(variable).get("default") or ""))
    return url.rstrip("/") if url.startswith(("http://", "https://")) else api.base_url


def _credential(document: Document, security: ir.Security) -> dict[str, object]:
    """Where a credential goes, as the document says, and what its argument and variable are called."""
    scheme = _scheme(document, security.id)
    kind = "bearer"
    match scheme.get("type"):
        case "http":
            kind = str(scheme.get("scheme")).lower()
        case "apiKey":
            kind = str(scheme.get("in"))
        case _:
            pass
    wire = str(scheme.get("name")) if scheme.get("type") == "apiKey" else "Authorization"
    return {"argument": security.argument, "env": security.env, "kind": kind, "wire": wire}


def _is_authenticated(document: Document, api: ir.Api, operation: Operation) -> bool:
    """Whether an operation demands a credential: an empty alternative makes it optional (OpenAPI 3.1, section 4.8.30)."""
    ways = _security(document, api, operation)
    return bool(ways) and all(ways)


def _security(document: Document, api: ir.Api, operation: Operation) -> list[list[str]]:
    """The ways to authenticate an operation, each the arguments that it takes; certificates are no business of a call."""
    arguments = {one.id: one.argument for one in api.securities}
    demands = as_list(operation.place.node.get("security", document.root.get("security")))
    ways: list[list[str]] = []
    for demand in demands:
        carried = {_carried(document, name): name for name in reversed(list(as_node(demand)))}
        names = [name for place, name in reversed(list(carried.items())) if place != "mutualTLS"]
        if all(name in arguments for name in names):
            ways.append([arguments[name] for name in names])
    return ways


def _carried(document: Document, name: str) -> str:
    """Where the credential of a scheme stands in a request: a header holds one, whatever flows lead to it."""
    scheme = _scheme(document, name)
    if scheme.get("type") == "apiKey":
        return f"{scheme.get('in')} {str(scheme.get('name')).lower()}"
    return "mutualTLS" if scheme.get("type") == "mutualTLS" else "header authorization"


def _scheme(document: Document, name: str) -> Node:
    """The security scheme of a name."""
    schemes = as_node(as_node(document.root.get("components")).get("securitySchemes"))
    return document.resolved(Place(as_node(schemes.get(name)), f"/components/securitySchemes/{name}")).node
