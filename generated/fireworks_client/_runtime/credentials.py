"""Credentials: where they come from, where they go in a request, and which texts must therefore never be shown."""

from __future__ import annotations

import base64
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias
from urllib.parse import quote

from .errors import ConfigurationError

Kind: TypeAlias = Literal["bearer", "basic", "header", "query", "cookie"]
Security: TypeAlias = "tuple[tuple[str, ...], ...] | None"
"""The ways to authenticate a call, each the schemes that it takes together; None where every scheme is one way."""


@dataclass(frozen=True, slots=True)
class Credential:
    """One credential; `wire` names its header, query parameter or cookie, `scheme` the argument that it came by.

    The value is in no repr.
    """

    kind: Kind
    wire: str
    value: str = field(repr=False)
    scheme: str = ""

    @property
    def header(self) -> tuple[str, str] | None:
        """The header field that carries it, or None where it goes into the query."""
        match self.kind:
            case "bearer":
                return "authorization", f"Bearer {self.value}"
            case "basic":
                return "authorization", f"Basic {base64.b64encode(self.value.encode()).decode('ascii')}"
            case "header":
                return self.wire.lower(), self.value
            case "cookie":
                return "cookie", f"{self.wire}={self.value}"
            case "query":
                return None

    @property
    def secrets(self) -> tuple[str, ...]:
        """The texts to hide, longest first; those of three characters or less would tear up every message."""
        parts = {self.value, quote(self.value, safe="")}
        if self.kind == "basic":
            parts |= {base64.b64encode(self.value.encode()).decode("ascii"), self.value.partition(":")[2]}
        return tuple(sorted((part for part in parts if len(part) > 3), key=len, reverse=True))


class Scheme(NamedTuple):
    """A way to authenticate: `argument` is the client's argument and `env` the variable that stands in for it.

    A "basic" credential is written `user:password`.
    """

    kind: Kind
    wire: str
    argument: str
    env: str = ""

    def credential(self, given: str | None) -> Credential | None:
        """The credential from the argument, or else the environment; None where there is none."""
        value = (os.environ.get(self.env) or None) if given is None else given
        if value is None:
            return None
        value = str(value).strip(" ")
        if not value or not all(" " <= character <= "~" for character in value):
            says = self.env if given is None else self.argument
            raise ConfigurationError(f"{says} is empty, or holds a line break or another character that no header can")
        if self.kind == "basic" and ":" not in value:
            says = self.env if given is None else f"{self.argument}="
            raise ConfigurationError(f'{says} must be "user:password", with the colon (RFC 7617)')
        return Credential(self.kind, self.wire, value, self.argument)


def chosen(security: Security, held: Sequence[Credential]) -> tuple[Credential, ...] | None:
    """The credentials that a call sends: all of the first way that can be taken (OpenAPI 3.1, section 4.8.30).

    A way that asks for nothing comes last. None where no way can be taken.
    """
    if security is None:
        return tuple(held[:1]) or None
    known = {each.scheme: each for each in held}
    for names in sorted(security, key=lambda names: not names):
        if all(name in known for name in names):
            return tuple(known[name] for name in names)
    return None if security else ()


def missing_credential(schemes: Iterable[Scheme], security: Security = None) -> ConfigurationError:
    """The error that says how to give a credential, or all that a way takes together."""
    says = {each.argument: f"pass {each.argument}=" + (f" or set {each.env}" if each.env else "") for each in schemes}
    ways = says.values() if security is None else (", and ".join(says[name] for name in names) for names in security)
    return ConfigurationError(f"no credential: {'; or '.join(ways) if security else ', or '.join(ways)}")
