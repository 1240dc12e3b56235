"""The document as a whole, normalized, with findings on what no later stage understands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

from generator.findings import Finding, Refused, allowed
from generator.normalize.operations import Operations, deref
from generator.normalize.parts import Node, as_node
from generator.normalize.schema import Normal, Schema
from generator.normalize.schemas import Schemas
from generator.normalize.servers import servers
from generator.normalize.streams import Stream
from generator.normalize.tagged import tagged
from generator.normalize.unions import MOST
from generator.normalize.unused import unused
from generator.positions import escaped
from generator.resolve import Document


def normalize(document: Document, allow: frozenset[str] = frozenset()) -> tuple[Normal, tuple[Finding, ...]]:
    """The document in its one flat shape, and warnings. Raises Refused where something unsupported is not allowed."""
    root = document.root
    pages = as_node(root.get("x-docs"))
    page = next(iter(pages), "")
    schemas = Schemas(document.follow, page=page, documented=bool(pages))
    normalizer = Operations(root, document.follow, schemas, page)
    operations = tuple(normalizer.all())
    alone = () if operations else tuple(_alone(root, schemas))
    left_out = [*(["/webhooks"] if root.get("webhooks") else []), *dict.fromkeys(normalizer.left_out)]
    found = (
        *_unsupported(document, schemas, allow),
        *_left_out(document, left_out),
        *_streams(document, normalizer.streams),
        *_unchecked(document, schemas),
        *_unused(document),
    )
    findings = document.located(found)
    if any(finding.severity == "error" for finding in findings):
        raise Refused(findings)
    info = as_node(root.get("info"))
    components = as_node(root.get("components"))
    normal = Normal(
        title=str(info.get("title") or ""),
        description=str(info.get("description") or ""),
        version=str(info.get("version") or ""),
        servers=servers(root),
        tags=_tags(root),
        schemes={
            name: deref(document.follow, scheme, f"/components/securitySchemes/{name}")[0]
            for name, scheme in as_node(components.get("securitySchemes")).items()
        },
        operations=operations,
        definitions=tagged(schemas.definitions, operations),
        alone=alone,
    )
    return normal, findings


def _alone(root: Node, schemas: Schemas) -> Iterator[Schema]:
    """The component schemas of a document that may be nothing but them (OpenAPI 3.1, section 4.8.1)."""
    for name, node in as_node(as_node(root.get("components")).get("schemas")).items():
        yield schemas.of(node, f"/components/schemas/{escaped(name)}", (name,))


KEYS_ONLY = {"patternProperties": "read as free keys: they are not held to their patterns"}
INSTEAD = {
    "webhooks": "the client receives nothing",
    "callbacks": "the client receives nothing",
    "links": "the caller passes values on",
    "headers": "the raw answer has them: with_raw_response",
}


def _left_out(document: Document, pointers: Iterable[str]) -> Iterator[Finding]:
    """A warning for each part of the document that nothing is generated for."""
    for pointer in pointers:
        keyword = pointer.rpartition("/")[2]
        yield Finding(
            code="left-out",
            severity="warning",
            place=document.place(pointer, on_key=True),
            message=f"nothing is generated for {keyword}",
            fix=INSTEAD[keyword],
        )


def _unused(document: Document) -> Iterator[Finding]:
    """One warning for all schemas that no operation uses."""
    if names := unused(document.root):
        yield Finding(
            code="left-out",
            severity="warning",
            place=document.place("/components/schemas", on_key=True),
            message=f"nothing is generated for schemas that no operation uses: {', '.join(names)}",
            fix="a document of schemas alone, without paths, is made classes of all of them",
        )


def _streams(document: Document, found: Iterable[Stream]) -> Iterator[Finding]:
    """A warning for each stream, once however many operations share the place."""
    for one in {stream.pointer: stream for stream in found}.values():
        place = document.place(one.pointer, on_key=True)
        yield Finding(code="left-out", severity="warning", place=place, message=one.message, fix=one.fix)


def _unsupported(document: Document, schemas: Schemas, allow: frozenset[str]) -> Iterator[Finding]:
    """A finding for each condition that cannot be said as clauses, and each union that cannot be joined."""
    for pointer in dict.fromkeys(schemas.not_understood):
        finding = Finding(
            code="unsupported",
            severity="error",
            place=document.place(pointer),
            message="this condition cannot be checked: understood are const, enum and minLength: 1 of properties",
            fix="say it so, or leave it to the description",
            about=pointer.removeprefix("/components/schemas/").replace("/", "."),
            lift="the condition is documented and not checked",
        )
        yield allowed(finding, allow)
    for pointer in dict.fromkeys(schemas.not_joined):
        finding = Finding(
            code="unsupported",
            severity="error",
            place=document.place(pointer, on_key=True),
            message=f"an object joined with this and other unions may have more than {MOST} shapes",
            fix="name fewer options, or declare their properties beside the union",
            about=pointer.removeprefix("/components/schemas/").replace("/", "."),
            lift="the properties of the options are no fields of the object",
        )
        yield allowed(finding, allow)


def _unchecked(document: Document, schemas: Schemas) -> Iterator[Finding]:
    """A warning for each keyword of a schema that is documented only: neither types nor checks keep to it."""
    for pointer in dict.fromkeys(schemas.unchecked):
        keyword = pointer.rpartition("/")[2]
        yield Finding(
            code="unchecked",
            severity="warning",
            place=document.place(pointer, on_key=True),
            message=f"'{keyword}' is {KEYS_ONLY.get(keyword, 'neither typed nor checked here')}",
            fix="the server keeps to it; a value that breaks it is sent, and received without drift",
        )


def _tags(root: Node) -> dict[str, str]:
    """What each tag is for."""
    found: dict[str, str] = {}
    for tag in cast(list[object], root.get("tags") or []):
        node = as_node(tag)
        found[str(node.get("name"))] = str(node.get("description") or "")
    return found
