"""All decisions: the normalized document and the names -> the Api that templates print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from generator import ir
from generator.build.checks import Checks
from generator.build.classes import client_class, plain_name, resource_classes
from generator.build.definitions import Definitions
from generator.build.factories import factories
from generator.build.docs import client_doc, package_doc
from generator.build.naming import Called, called
from generator.build.operations import Operations, chosen, flat_body
from generator.build.paging import Misfit, Pagings
from generator.build.rpc import has_rpc_errors
from generator.build.security import Ways, schemes
from generator.build.servers import base_url, is_one_url, places, servers
from generator.build.shapes import flat_shapes, known_of, shapes
from generator.config import Config
from generator.names import Names, snake_case
from generator.normalize.schema import Normal, Schema


DIRECTIONS: tuple[ir.Direction, ...] = ("output", "input")
_BUILTIN = re.compile(r"(?<![\w.])(list|dict|object|str|int|float|bool|bytes)(?!\w)")


def api(normal: Normal, names: Names, config: Config) -> tuple[ir.Api, tuple[Misfit, ...]]:
    """The API as decided, and what was said of pages in vain. Names are settled in this order: classes, fields, resources, methods, arguments, checks."""
    title = normal.title or "API"
    client, stem = config.client or client_class(title), config.client or plain_name(title)
    prefix = config.env_prefix or snake_case(stem, "api").upper()
    definitions = Definitions(normal=normal, names=names)
    _reach(definitions)
    checks = Checks(definitions)
    known = known_of(definitions)
    pagings = Pagings(definitions, config.pagination)
    securities = tuple(schemes(normal, prefix, names))
    operations = Operations(definitions, checks, known, pagings, Ways(normal.schemes, securities))
    by_pointer = called(normal.operations, names, config.names)
    resources = tuple(_resources(normal, operations, by_pointer, client))
    parameters = tuple(_client_parameters(normal, prefix))
    where = places(normal, config.document_url)
    server, ids = base_url(where.groups), {pointer: f"{one.resource}.{one.method}" for pointer, one in by_pointer.items()}
    given = (*(one.argument for one in securities), *(one.name for one in parameters))
    several = None if is_one_url(normal, where.groups) else servers(where, ids, prefix, names, given)
    decided = ir.Api(
        package=config.package or f"{snake_case(stem, 'api')}_client",
        client=client,
        title=title,
        package_doc=package_doc(title, normal.description),
        client_doc=client_doc(title, securities, parameters, several, server, f"{prefix}_BASE_URL"),
        version=config.version or "0.1.0",
        base_url=server,
        base_url_env=f"{prefix}_BASE_URL",
        securities=securities,
        client_parameters=parameters,
        resources=resources,
        definitions=tuple(definitions.all()),
        shapes=(*shapes(definitions), *flat_shapes(definitions, known)),
        checks=checks.printed(),
        constants=tuple(_constants(definitions)),
        factories=tuple(factories(tuple(definitions.all()))),
        rpc_errors=has_rpc_errors(normal),
        servers=several,
    )
    return decided, (*pagings.misfits, *pagings.unused())


def _constants(definitions: Definitions) -> Iterator[tuple[str, tuple[ir.Constant, ...]]]:
    """The lists of values that checks compare with."""
    for one in definitions.all():
        if isinstance(one, ir.Enum) and one.direction == "input":
            yield one.constant, one.values


def _reach(definitions: Definitions) -> None:
    """Walk from the operations to every schema that is sent or received, then name them all."""
    roots: list[Schema] = []
    for operation in definitions.normal.operations:
        content = chosen(operation.body)
        body = flat_body(operation.body, definitions)
        sent = [parameter.schema for parameter in operation.parameters]
        if body is not None:
            definitions.flatten(body.pointer)
            sent += [prop.schema for prop in body.properties if not prop.schema.read_only]
        elif content is not None and content.schema is not None:
            sent.append(content.schema)
        for schema in sent:
            definitions.reach(schema, "input")
        received = [one.schema for answer in operation.answers for one in answer.contents if one.schema is not None]
        for schema in received:
            definitions.reach(schema, "output")
        roots += [*received, *sent]
    for schema in definitions.normal.alone:
        for direction in DIRECTIONS:
            definitions.reach(schema, direction)
        roots.append(schema)
    definitions.settle(roots)


def _resources(
    normal: Normal, operations: Operations, by_pointer: dict[str, Called], client: str
) -> Iterator[ir.Resource]:
    grouped: dict[str, list[ir.Operation]] = {}
    homes: dict[str, str] = {}
    for source in normal.operations:
        names = by_pointer[source.pointer]
        grouped.setdefault(names.resource, []).append(operations.operation(source, names))
        homes.setdefault(names.resource, source.tags[0] if source.tags else "")
    classes = resource_classes(grouped, client)
    for name, members in grouped.items():
        members = [_unshadowed(member, {one.name for one in members}) for member in members]
        doc = normal.tags.get(homes[name]) or f"The operations on {name.replace('_', ' ')}."
        yield ir.Resource(name=name, class_name=classes[name], module=name, doc=doc, operations=tuple(members))


def _unshadowed(operation: ir.Operation, methods: set[str]) -> ir.Operation:
    """The operation with types that a method of its class would hide: a method `list` makes `list[str]` no type."""

    def plain(text: str) -> str:
        return _BUILTIN.sub(lambda match: f"builtins.{match[0]}" if match[0] in methods else match[0], text)

    return replace(
        operation,
        returns=plain(operation.returns),
        streamings=tuple(replace(one, item=plain(one.item)) for one in operation.streamings),
        pagination=replace(paging, item=plain(paging.item)) if (paging := operation.pagination) else None,
        arguments=tuple(replace(one, annotation=plain(one.annotation)) for one in operation.arguments),
    )


def _client_parameters(normal: Normal, prefix: str) -> Iterator[ir.ClientParameter]:
    """Parameters that may be set once for the client."""
    found = [p for operation in normal.operations for p in operation.parameters if p.from_client]
    for wire, parameter in {p.wire: p for p in reversed(found)}.items():
        name = snake_case(wire)
        yield ir.ClientParameter(name=name, wire=wire, env=f"{prefix}_{name.upper()}", doc=parameter.description)
