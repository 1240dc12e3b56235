"""Security requirements: each names a scheme that is defined, and that a client can meet."""

from __future__ import annotations

from collections.abc import Iterator

from generator.findings import quoted, suggested
from generator.lint.fault import Fault
from generator.load import is_object
from generator.positions import escaped
from generator.resolve import Document, Item


def security(document: Document) -> Iterator[Fault]:
    """The requirements that no scheme fulfils, and the schemes that no client argument can carry."""
    yield from _undefined(document)
    for item in document.items:
        if item.kind == "SecurityScheme":
            yield from _uncarried(item)


def _uncarried(item: Item) -> Iterator[Fault]:
    """An HTTP scheme that answers a challenge of the server, and a certificate."""
    if item.node.get("type") == "mutualTLS":
        yield Fault(
            code="left-out",
            severity="warning",
            pointer=item.pointer,
            message="nothing is generated for mutualTLS: a certificate belongs to the connection",
            fix="give the client an http_client= that has it",
        )
    scheme = item.node.get("scheme")
    if item.node.get("type") == "http" and isinstance(scheme, str) and scheme.lower() not in ("basic", "bearer"):
        yield Fault(
            code="unsupported",
            pointer=f"{item.pointer}/scheme",
            message=f"the HTTP scheme {quoted(scheme)} cannot be sent: basic and bearer can",
            fix="describe another way, or give the client an http_client= that authenticates",
            lift="no credential of this scheme is sent",
        )


def _undefined(document: Document) -> Iterator[Fault]:
    components = document.root.get("components")
    schemes = components.get("securitySchemes") if is_object(components) else None
    known = schemes if is_object(schemes) else {}
    for item in document.items:
        if item.kind != "SecurityRequirement":
            continue
        for name in item.node:
            if name not in known:
                yield Fault(
                    code="security-undefined",
                    pointer=f"{item.pointer}/{escaped(name)}",
                    on_key=True,
                    message=f"no security scheme is named {quoted(name)}{suggested(name, known)}",
                    fix="define it under components.securitySchemes",
                )
