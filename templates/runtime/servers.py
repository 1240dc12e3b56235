"""Where requests go, for an API with more than one server: names, variables, and servers of single operations.

What the caller says comes first: one `base_url` holds for every operation, so that nothing leaves a proxy or a server of
tests; a mapping gives the URL of each server by its name, and must have all that may be called. Next comes the variable
of the environment, then the documented servers.
"""

from __future__ import annotations

import copy
import difflib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from .client import AsyncClient, BaseClient, Carrier, Service, SyncClient
from .errors import ConfigurationError
from .transport import AsyncTransport, Transport

if TYPE_CHECKING:
    from .call import Call
    from .connections import AsyncConnections, Connections
    from .exchange import Exchange
    from .options import RequestOptions

_IN_HOST = re.compile(r"[A-Za-z0-9._:\[\]-]+")  # RFC 3986, section 3.2, without the user
_IN_PATH = re.compile(r"[A-Za-z0-9._~%!$&'()*+,;=:@/-]+")  # section 3.3


@dataclass(frozen=True, slots=True)
class Variable:
    """A part of a server's URL that the caller may choose: `values` are all there are, or () where any text will do.

    A `default` of None: the document has none.
    """

    name: str
    argument: str
    env: str
    default: str | None
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Server:
    """A server as the document has it. `choice` is what the caller says to get it, where there are others beside it."""

    name: str
    url: str
    choice: str = ""
    variables: tuple[Variable, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Servers:
    """All servers. `groups` lists those among which the caller chooses, the usual one first; `operations` gives the
    group of each operation that has servers of its own.
    """

    base_url_env: str
    choice: str = ""
    choice_env: str = ""
    groups: tuple[tuple[Server, ...], ...]
    operations: Mapping[str, int] = field(default_factory=dict[str, int])

    def urls(
        self, base_url: str | Mapping[Any, str] | None, chosen: Mapping[str, str | None]
    ) -> tuple[str | ConfigurationError, ...]:
        """The URL of each group, or why it has none. ConfigurationError for an argument that cannot be meant."""
        if not isinstance(base_url, Mapping):
            one, place = (base_url, "base_url=") if base_url else (os.environ.get(self.base_url_env), self.base_url_env)
            if one:
                return (_checked(one, place),) * len(self.groups)
        choice = self._choice(chosen.get(self.choice) if self.choice else None)
        servers = [self._server(group, choice) for group in self.groups]
        if isinstance(base_url, Mapping):
            return tuple(self._named(base_url, servers))
        self._refuse_useless(chosen, [one for one in servers if isinstance(one, Server)])
        return tuple(self._url(one, chosen) if isinstance(one, Server) else one for one in servers)

    def _choice(self, given: str | None) -> str:
        """What the caller chooses, or "". Raises ConfigurationError for what no server is called."""
        choice, place = (given, f"{self.choice}=") if given else (os.environ.get(self.choice_env), self.choice_env)
        known = tuple(dict.fromkeys(one.choice for group in self.groups for one in group if one.choice))
        if choice and choice not in known:
            raise ConfigurationError(f"{place} {choice!r} is none of {_listed(known)}{_nearest(choice, known)}")
        return choice or ""

    def _server(self, group: tuple[Server, ...], choice: str) -> Server | ConfigurationError:
        """The server of a group that is chosen; one alone is never chosen. Among others it must be there."""
        if not choice or len(group) == 1:
            return group[0]
        known = _listed(one.choice for one in group)
        wrong = ConfigurationError(
            f"{self.choice}={choice!r}: the servers here are {known}; pass one of them, or base_url="
        )
        return next((one for one in group if one.choice == choice), wrong)

    def _named(
        self, given: Mapping[Any, str], servers: Iterable[Server | ConfigurationError]
    ) -> Iterator[str | ConfigurationError]:
        """The caller's own URL of each server. One that is left out would be the real one: that must be said, too."""
        known = tuple(dict.fromkeys(one.name for group in self.groups for one in group))
        for name in given:
            if name not in known:
                raise ConfigurationError(f"base_url: no server is named {name!r}{_nearest(str(name), known)}")
        for one in servers:
            if isinstance(one, Server) and one.name not in given:
                raise ConfigurationError(
                    f"base_url: {one.name!r} is not there; give the URL of every server, or one for all"
                )
            yield _checked(given[one.name], f"base_url[{one.name!r}]") if isinstance(one, Server) else one

    def _refuse_useless(self, chosen: Mapping[str, str | None], servers: Iterable[Server]) -> None:
        """Raises ConfigurationError for an argument that no chosen server has a place for."""
        used = {variable.argument for one in servers for variable in one.variables}
        for argument, value in chosen.items():
            if value is not None and argument != self.choice and argument not in used:
                owners = [one.choice for group in self.groups for one in group
                          if argument in {variable.argument for variable in one.variables} and one.choice]  # fmt: skip
                raise ConfigurationError(f"{argument}= is of no use here: it goes with {self.choice}={_listed(owners)}")

    def _url(self, server: Server, chosen: Mapping[str, str | None]) -> str | ConfigurationError:
        """The documented URL with the variables filled in."""
        if "://" not in server.url:
            where = f"pass base_url= or set {self.base_url_env}, to the host and the path behind it"
            return ConfigurationError(
                f"the document does not say on which host the API is, only {server.url!r}: {where}"
            )
        url = server.url
        for variable in server.variables:
            value = _value(variable, chosen.get(variable.argument))
            url = _filled(url, variable, value)
        return _checked(url, f"the server {server.name!r}")


def _value(variable: Variable, given: str | None) -> str:
    """The value of a variable: the caller's, that of the environment, or the documented one."""
    value, place = given, f"{variable.argument}="
    if value is None and (value := os.environ.get(variable.env) or None):
        place = variable.env
    if value is None:
        if variable.default is None:
            raise ConfigurationError(f"no {variable.argument}: pass {place} or set {variable.env}")
        return variable.default
    if variable.values and value not in variable.values and value != variable.default:
        hint = _nearest(value, variable.values)
        raise ConfigurationError(f"{place} {value!r} is none of {_listed(variable.values)}{hint}")
    return value


def _filled(url: str, variable: Variable, value: str) -> str:
    """The URL with a value in its place. One that would lead out of that place is refused: another host, say."""
    name = "{" + variable.name + "}"
    before = url.partition(name)[0]
    if "://" in before:
        in_path = "/" in before.partition("://")[2]
        fits = (_IN_PATH if in_path else _IN_HOST).fullmatch(value)
        if not fits or not {".", ".."}.isdisjoint(value.lower().replace("%2e", ".").split("/")):
            place = "path" if in_path else "host"
            raise ConfigurationError(f"{variable.argument}= cannot stand in the {place} of {url!r}")
    return url.replace(name, value)


def _checked(url: str, place: str) -> str:
    """A URL that paths can be put behind. One with a user, query or fragment is refused, and not shown."""
    try:
        parts = urlsplit(url)
        bare = parts.port != 0 and not (parts.username or parts.password or parts.query or parts.fragment)
    except (ValueError, AttributeError, TypeError):
        raise ConfigurationError(f"{place} is not a URL: base_url must be http(s)://host[:port][/path]") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or not bare:
        raise ConfigurationError(
            f"{place}: base_url must be http(s)://host[:port][/path], with no user, query or fragment"
        )
    return url.rstrip("/")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(map(repr, names))


def _nearest(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), n=1)
    return f"; did you mean {near[0]!r}?" if near else ""


class Served(BaseClient[Carrier]):
    """A client that knows for each operation where it goes; `chosen` holds what the caller says of servers."""

    def __init__(
        self,
        service: Service,
        transport: Carrier,
        *,
        servers: Servers,
        chosen: Mapping[str, str | None],
        base_url: str | Mapping[Any, str] | None,
        given: Mapping[str, str | None],
        options: RequestOptions,
    ) -> None:
        urls = servers.urls(base_url, chosen)
        known = [url for url in urls if isinstance(url, str)]
        if not known:
            raise next(url for url in urls if isinstance(url, ConfigurationError))
        # mypy: within `super` a type with constraints is no longer one of them
        super().__init__(service, transport, base_url=known[0], given=given, options=options)  # type: ignore[arg-type]
        if any(url.startswith("https:") for url in known):
            _secure(transport)
        self._urls, self._groups = urls, servers.operations

    def _exchange(self, call: Call[Any], options: RequestOptions) -> Exchange:
        """A call whose request was checked and written, to the server of its operation."""
        url = self._urls[self._groups.get(call.operation, 0)]
        if isinstance(url, ConfigurationError):
            raise ConfigurationError(f"{call.operation}: {url}")
        if url == self._identity.base_url:
            return super()._exchange(call, options)
        clone = copy.copy(self)
        clone._identity = replace(self._identity, base_url=url)
        return clone._exchange(call, options)


class ServedClient(Served[Transport], SyncClient):
    """A client of several servers whose calls block."""


class AsyncServedClient(Served[AsyncTransport], AsyncClient):
    """A client of several servers whose calls are awaited."""


class ServedTransport(Transport):
    """Connections of one kind for all servers: with `secure`, certificates are read though the first call is http://."""

    secure = False

    def _connections(self, url: str) -> Connections:
        return super()._connections(url.replace("http://", "https://", 1) if self.secure else url)


class AsyncServedTransport(AsyncTransport):
    """The same for an async client."""

    secure = False

    def _connections(self, url: str) -> AsyncConnections:
        return super()._connections(url.replace("http://", "https://", 1) if self.secure else url)


def _secure(transport: object) -> None:
    """Has certificates read for whatever is called first: some server is https://."""
    if isinstance(transport, (ServedTransport, AsyncServedTransport)):
        transport.secure = True
