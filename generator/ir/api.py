"""The whole: a document, decided."""

from __future__ import annotations

from dataclasses import dataclass

from generator.ir.checks import Check, Shape
from generator.ir.definitions import Definition
from generator.ir.operations import Resource
from generator.ir.types import Constant, CredentialKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Security:
    """A way to authenticate: where the credential goes and which environment variable holds it."""

    id: str
    kind: CredentialKind
    wire: str
    argument: str
    env: str
    doc: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientParameter:
    """A parameter that may be set once for the client: `account_id`."""

    name: str
    wire: str
    env: str
    doc: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """A document, decided."""

    package: str
    client: str
    title: str
    package_doc: str
    client_doc: str
    version: str
    base_url: str
    base_url_env: str
    securities: tuple[Security, ...]
    client_parameters: tuple[ClientParameter, ...]
    resources: tuple[Resource, ...]
    definitions: tuple[Definition, ...]
    shapes: tuple[Shape, ...]
    checks: tuple[Check, ...]
    constants: tuple[tuple[str, tuple[Constant, ...]], ...]

    @property
    def needs_credential(self) -> bool:
        """Whether no operation can be called without a credential."""
        return all(operation.authenticated for resource in self.resources for operation in resource.operations)

    @property
    def has_query_credential(self) -> bool:
        """Whether a credential goes into the query, which HTTP libraries log."""
        return any(security.kind == "query" for security in self.securities)

    @property
    def shape_classes(self) -> tuple[str, ...]:
        """The runtime's classes that the shapes name."""
        texts = [
            text for shape in self.shapes for text in (shape.free, shape.alias, *(one[2] for one in shape.entries))
        ]
        return tuple(name for name in ("Either", "Items", "Shapes", "Values")
                     if name == "Shapes" or any(f"{name}(" in text for text in texts))  # fmt: skip

    @property
    def check_names(self) -> tuple[str, ...]:
        """The runtime's names that the check functions use."""
        tests = [
            one for check in self.checks for one in (check.test, *(member.test for member in check.members)) if one
        ]
        methods = {test.method for one in tests for test in one.nested if test.item}
        maps = "mapping" in methods or any(check.additional for check in self.checks)
        kinds = any(one.only_kind_refuses for test in tests for one in test.nested)
        return (
            *(["BUT_KIND"] if kinds else []),
            "Faults",
            *(["is_tree"] if any(check.extends for check in self.checks) else []),
            *(["items"] if "array" in methods else []),
            *(["values"] if maps else []),
        )
