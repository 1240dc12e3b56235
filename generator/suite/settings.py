"""What the tests must know of an API beside its fixtures: names of Python from the IR, everything else from the document."""

from __future__ import annotations

from collections.abc import Mapping

from generator import ir
from generator.cases.operation import Operation, operations
from generator.cases.places import Document, Place, as_list, as_node
from generator.cases.requests import client_value


def settings(document: Document, api: ir.Api) -> dict[str, object]:
    """The content of suite.json."""
    schemes = as_node(as_node(document.root.get("components")).get("securitySchemes"))
    return {
        "package": api.package,
        "client": api.client,
        "async_client": f"Async{api.client}",
        "version": api.version,
        "base_url": _base_url(document, api),
        "base_url_env": api.base_url_env,
        "needs_credential": all(_is_authenticated(document, one) for one in operations(document, api)),
        "credentials": [_credential(document, schemes, one) for one in api.securities],
        "parameters": [
            {"argument": one.name, "env": one.env, "value": client_value(one.name)} for one in api.client_parameters
        ],
        "operations": {one.id: _operation(document, one) for one in operations(document, api)},
    }


def _operation(document: Document, operation: Operation) -> dict[str, object]:
    body, answer = operation.body, operation.success
    return {
        "method": operation.method,
        "path": operation.path,
        "is_authenticated": _is_authenticated(document, operation),
        "request_schema": body.view.pointer if body else "",
        "media_type": body.media_type if body else "",
        "response_schema": answer.view.pointer if answer and answer.view else "",
        "successes": [one.status for one in operation.answers if one.status.startswith("2")],
        "arguments": [parameter.name for parameter in operation.parameters if not parameter.from_client],
    }


def _base_url(document: Document, api: ir.Api) -> str:
    """The first server, its variables replaced by their defaults; what is no whole URL, the IR has made one."""
    servers = as_list(document.root.get("servers"))
    server = as_node(servers[0] if servers else None)
    url = str(server.get("url") or "")
    for name, variable in as_node(server.get("variables")).items():
        url = url.replace("{" + name + "}", str(as_node(variable).get("default") or ""))
    return url.rstrip("/") if url.startswith(("http://", "https://")) else api.base_url


def _credential(document: Document, schemes: Mapping[str, object], security: ir.Security) -> dict[str, object]:
    """Where a credential goes, as the document says, and what its argument and variable are called."""
    scheme = document.resolved(
        Place(as_node(schemes.get(security.id)), f"/components/securitySchemes/{security.id}")
    ).node
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


def _is_authenticated(document: Document, operation: Operation) -> bool:
    """Whether an operation demands a credential: an empty alternative makes it optional (OpenAPI 3.1, section 4.8.30)."""
    demands = as_list(operation.place.node.get("security", document.root.get("security")))
    return bool(demands) and all(as_node(one) for one in demands)
