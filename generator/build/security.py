"""Security schemes as arguments of the client, and the ways in which they authenticate an operation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator import ir
from generator.build.naming import OPTIONS
from generator.names import Names, snake_case
from generator.normalize.schema import Normal, Operation

Scheme = Mapping[str, object]


def schemes(normal: Normal, prefix: str, names: Names) -> Iterator[ir.Security]:
    """The schemes that some operation uses, each with its argument and variable: the first is `api_key`."""
    ways = (alternative for operation in normal.operations for alternative in operation.security)
    used = [name for alternative in ways for name in apart(alternative, normal.schemes)]
    known = [name for name in dict.fromkeys(used) if carrier(normal.schemes.get(name, {})) is not None]
    wishes = [(name, "api_key" if index == 0 else snake_case(name, "credential")) for index, name in enumerate(known)]
    arguments = names.settle("credential", wishes, taken=("base_url", "http_client", *OPTIONS))
    for name in known:
        scheme, argument = normal.schemes[name], arguments[name]
        kind, wire = carrier(scheme) or ("bearer", "")
        yield ir.Security(
            id=name, kind=kind, wire=wire, argument=argument, env=f"{prefix}_{argument.upper()}",
            doc=str(scheme.get("description") or "The credential."),
        )  # fmt: skip


def carrier(scheme: Scheme) -> tuple[ir.CredentialKind, str] | None:
    """Where a credential travels; OAuth2 and OpenID Connect tokens are bearer tokens (RFC 6750).

    None for what no argument can carry: certificates, and HTTP schemes that answer a challenge.
    """
    match scheme.get("type"), str(scheme.get("scheme", "")).lower():
        case "apiKey", _:
            place = scheme.get("in")
            name = str(scheme.get("name"))
            return ("query" if place == "query" else "cookie" if place == "cookie" else "header"), name
        case "http", "basic":
            return "basic", "Authorization"
        case ("http", "bearer") | ("oauth2" | "openIdConnect", _):
            return "bearer", "Authorization"
        case _:
            return None


def apart(names: tuple[str, ...], schemes: Mapping[str, Scheme]) -> tuple[str, ...]:
    """The schemes of an alternative without those whose credential would take the place of an earlier one.

    Two flows of OAuth2 in one alternative are two ways to the one token that a request can carry.
    """
    places = {name: carrier(schemes.get(name, {})) for name in names}
    first = {place: name for name, place in reversed(places.items())}
    return tuple(name for name in names if places[name] is None or first[places[name]] == name)


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways to authenticate operations, in the names of the client's arguments."""

    schemes: Mapping[str, Scheme]
    securities: tuple[ir.Security, ...]

    @property
    def usual(self) -> tuple[tuple[str, ...], ...]:
        """Each scheme alone."""
        return tuple((one.argument,) for one in self.securities)

    def of(self, operation: Operation) -> tuple[tuple[str, ...], ...]:
        """The alternatives of an operation that the client can take (OpenAPI 3.1, section 4.8.30)."""
        arguments = {one.id: one.argument for one in self.securities}
        ways = [
            tuple(arguments[name] for name in names if name in arguments)
            for names in (apart(one, self.schemes) for one in operation.security)
            if all(name in arguments or self._is_of_the_connection(name) for name in names)
        ]
        return tuple(dict.fromkeys(ways)) if any(ways) else ()

    def _is_of_the_connection(self, name: str) -> bool:
        """Whether a scheme asks for nothing in the request: certificates belong to the connection."""
        return self.schemes.get(name, {}).get("type") == "mutualTLS"
