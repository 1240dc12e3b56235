"""What the classes of a client and of its resources are called, so that no module holds a name twice."""

from __future__ import annotations

from collections.abc import Iterable

from generator.names import class_name

PUBLIC = (
    "APIConnectionError APIError APIStatusError APITimeoutError AuthenticationError BadRequestError ConfigurationError"
    " ConflictError Drift ErrorInfo Fault InternalServerError NotFoundError PermissionDeniedError RateLimitError"
    " RawResponse RequestOptions RequestValidationError RequestWarning ResponseValidationError Rule"
    " UnprocessableEntityError Violation"
).split()  # what the package exports beside its clients
IN_CLIENTS = "AsyncClient AsyncTransport Final Scheme Service SyncClient Transport Unpack".split()
IN_RESOURCES = (
    "AsyncDownload AsyncListPage AsyncPages AsyncResource AsyncStream Download FileInput ListPage Pages RawMethods Resource"
    " ServerEvent Stream TYPE_CHECKING"
).split()  # and what `resources/` imports
IN_TESTING = "FakeServer Literal Operation Request Server StreamingServer TypeAlias".split()
TAKEN = frozenset((*PUBLIC, *IN_CLIENTS, *IN_RESOURCES, *IN_TESTING))


def client_class(title: str) -> str:
    """The name of the client of an API: its title without the word API, `Client` behind it where that is taken."""
    name = plain_name(title)
    return f"{name}Client" if {name, f"Async{name}"} & TAKEN else name


def plain_name(title: str) -> str:
    """The name of an API: its title without that word."""
    return class_name(title.removesuffix("API").strip() or title, "Client")


def resource_classes(names: Iterable[str], client: str) -> dict[str, str]:
    """The name of the class of each resource: `Resource` behind it where it, or its twin that is awaited, is taken."""
    classes: dict[str, str] = {}
    used = {*TAKEN, client, f"Async{client}"}
    for name in names:
        found = class_name(name)
        while {found, f"Async{found}"} & used:
            found += "Resource"
        classes[name] = found
        used |= {found, f"Async{found}", f"{found}WithRawResponse"}
    return classes
