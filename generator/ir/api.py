"""The whole: a document, decided."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.ir.checks import Check, Shape, Test
from generator.ir.definitions import Definition
from generator.ir.factories import Factory
from generator.ir.resources import Resource
from generator.ir.servers import Servers
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

    @property
    def sample(self) -> str:
        """A value for tests."""
        return "test-user:test-key" if self.kind == "basic" else "test-key"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientParameter:
    """A parameter that may be set once for the client: `account_id`."""

    name: str
    wire: str
    env: str
    doc: str

    @property
    def sample(self) -> str:
        """A value for tests: `my-account` for `account_id`."""
        return f"my-{self.name.replace('_', '-').removesuffix('-id')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """A document, decided. `rpc_errors` tells that its errors are written as google.rpc.Status.

    `base_url` is where requests usually go if nobody says anything, "" where the document does not tell; `servers` is None
    where that is all there is to say.
    """

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
    factories: tuple[Factory, ...]
    rpc_errors: bool = False
    servers: Servers | None = None

    @property
    def needs_credential(self) -> bool:
        """Whether no operation can be called without a credential."""
        return all(operation.authenticated for resource in self.resources for operation in resource.operations)

    @property
    def has_query_credential(self) -> bool:
        """Whether a credential goes into the query, which HTTP libraries log."""
        return any(security.kind == "query" for security in self.securities)

    @property
    def operation_ids(self) -> tuple[str, ...]:
        """The name of every operation, in the order of the document."""
        return tuple(operation.id for resource in self.resources for operation in resource.operations)

    @property
    def factory_modules(self) -> tuple[str, ...]:
        """The modules of the standard library that the factories name types by."""
        return tuple(name for name in ("builtins", "datetime", "uuid") if self._in_factories(f"_{name}."))

    @property
    def factory_typing(self) -> tuple[str, ...]:
        """The names of `typing` that the factories need."""
        needed = {
            "Any": any(re.search(r"\bAny\b", text) for one in self.factories for _, text in one.fields),
            "Literal": self._in_factories("Literal["),
            "TypedDict": any(one.has_own_fields for one in self.factories),
            "TypeVar": self.has_received_factories,
            "Unpack": True,
        }
        return tuple(name for name, is_needed in needed.items() if is_needed)

    @property
    def factory_helpers(self) -> tuple[str, ...]:
        """The functions that the factories are made of."""
        sends = any(not one.is_received for one in self.factories)
        return (*(["made"] if sends else []), *(["refuse_unknown", "sample"] if self.has_received_factories else []))

    @property
    def factory_names(self) -> tuple[str, ...]:
        """The functions that make objects, sorted."""
        return tuple(sorted(one.name for one in self.factories))

    @property
    def has_received_factories(self) -> bool:
        """Whether some factory gives what is received."""
        return any(one.is_received for one in self.factories)

    def _in_factories(self, text: str) -> bool:
        return any(text in annotation for one in self.factories for _, annotation in one.fields)

    @property
    def has_page_classes(self) -> bool:
        """Whether some pages have classes of their own."""
        return any(resource.page_classes for resource in self.resources)

    @property
    def has_streams(self) -> bool:
        """Whether some answer is a stream of items."""
        return any(resource.has_streams for resource in self.resources)

    @property
    def has_downloads(self) -> bool:
        """Whether some answer is a download."""
        return any(resource.has_downloads for resource in self.resources)

    @property
    def stream_exports(self) -> tuple[tuple[str, str], ...]:
        """The public names that methods reading bit by bit bring along, each with the runtime's module, sorted."""
        has = {
            "downloads": self.has_downloads,
            "events": any(resource.has_plain_events for resource in self.resources),
            "streams": self.has_streams,
        }
        names = (("AsyncDownload", "downloads"), ("AsyncStream", "streams"), ("Download", "downloads"),
                 ("ServerEvent", "events"), ("Stream", "streams"))  # fmt: skip
        taken = (self.client, f"Async{self.client}")
        return tuple((name, module) for name, module in names if has[module] and name not in taken)

    @property
    def stream_modules(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The runtime's modules that these names are in, each with its names."""
        modules = sorted({module for _, module in self.stream_exports})
        return tuple((one, tuple(name for name, module in self.stream_exports if module == one)) for one in modules)

    @property
    def shape_classes(self) -> tuple[str, ...]:
        """The runtime's classes that the shapes name."""
        texts = [
            text for shape in self.shapes for text in (shape.free, shape.alias, *(one[2] for one in shape.entries))
        ]
        return tuple(name for name in ("Either", "Items", "Shapes", "Values")
                     if name == "Shapes" or any(f"{name}(" in text for text in texts))  # fmt: skip

    @property
    def _tests(self) -> list[Test]:
        """The tests of the check functions, with those of their items."""
        tests = [(check.test, check.additional, *(member.test for member in check.members)) for check in self.checks]
        return [inner for each in tests for one in each if one for inner in one.nested]

    @property
    def keyword_names(self) -> tuple[str, ...]:
        """The runtime's names that only some documents need for their checks."""
        used = [function for test in self._tests for _, function in test.kinds]
        used += [function for test in self._tests for function in (*test.first, test.rest)]
        more = {"of_kinds": any(test.kinds for test in self._tests), "in_turn": any(test.first for test in self._tests)}
        own = {function for function in used if function and not function.startswith("check_")}
        return tuple(sorted({*own, *(name for name, is_used in more.items() if is_used)}))

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
            *(["Tree"] if not all(check.noun for check in self.checks) else []),
            *(
                ["is_tree"]
                if any(check.extends and check.noun for check in self.checks) or any(one.told for one in tests)
                else []
            ),
            *(["items"] if "array" in methods else []),
            *(["values"] if maps else []),
        )
