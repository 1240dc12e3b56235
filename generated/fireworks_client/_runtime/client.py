"""What every generated client is built on: its settings and credentials, and the one way in which a call is sent."""

from __future__ import annotations

import copy
import functools
import os
import re
import sys
import warnings
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, Self, TypeVar, Unpack, cast
from urllib.parse import urlsplit

from .answer import Answer, Headers
from .call import Call, status_entry
from .credentials import Credential, Scheme, chosen, missing_credential
from .errors import ConfigurationError, ResponseValidationError, UndecodableBody
from .exchange import Exchange, log
from .faults import Fault, Faults, RequestWarning
from .options import RequestOptions, Settings
from .request import Identity, written
from .transport import AsyncTransport, Transport

if TYPE_CHECKING:
    from .decode import Decoded, Drift
    from .drift_log import DriftLog

P = ParamSpec("P")
T = TypeVar("T")
Carrier = TypeVar("Carrier", Transport, AsyncTransport)
AnyClient = TypeVar("AnyClient", "SyncClient", "AsyncClient")
PACKAGE = log.name


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Service:
    """What a client knows of the API: `parameters` pairs the client's own parameters with their variables.

    `needs_credential`: whether every operation is authenticated, so that a client without a credential is useless.
    `rpc_errors`: whether the document writes errors as google.rpc.Status, so that a number in `code` is a google.rpc.Code.
    `locate` adds to a fault of an operation where its rule stands; `guard` is told of the credentials.
    """

    package: str
    version: str
    base_url: str
    base_url_env: str = ""
    schemes: tuple[Scheme, ...] = ()
    parameters: tuple[tuple[str, str], ...] = ()
    needs_credential: bool = True
    rpc_errors: bool = False
    locate: Callable[[Fault, str], Fault] = lambda fault, operation: fault
    guard: Callable[[tuple[Credential, ...]], None] = lambda credentials: None


@dataclass(frozen=True, slots=True, eq=False)
class RawResponse(Generic[T]):
    """An answer of a success before it is read; `elapsed` counts the seconds of its attempt."""

    status_code: int
    headers: Headers = field(repr=False)
    content: bytes = field(repr=False)
    request_id: str | None
    elapsed: float
    read: Callable[[], Decoded[T]] = field(repr=False)

    def parse(self) -> T:
        """The value. Raises ResponseValidationError where the body is not what the document promises."""
        return self.read().value

    @property
    def drift(self) -> tuple[Drift, ...]:
        """In what the answer differs from the document: the only place for it where the value is a list or a text."""
        return self.read().drift


class BaseClient(Generic[Carrier]):
    """The part of a client that does no I/O. `given` holds its arguments: credentials and parameters by name."""

    def __init__(
        self,
        service: Service,
        transport: Carrier,
        *,
        given: Mapping[str, str | None],
        base_url: str | None,
        options: RequestOptions,
    ) -> None:
        self._service, self._settings = service, Settings().merged(options)
        self._transport: Carrier = transport
        found = (scheme.credential(given.get(scheme.argument)) for scheme in service.schemes)
        credentials = tuple(credential for credential in found if credential is not None)
        if service.schemes and service.needs_credential and not credentials:
            raise missing_credential(service.schemes)
        service.guard(credentials)
        agent = f"{service.package}/{service.version} python/{sys.version_info.major}.{sys.version_info.minor}"
        self._identity = Identity(_base_url(service, base_url), agent, credentials)
        self._parameters = {
            name: (os.environ.get(env) or None) if given.get(name) is None else given[name]
            for name, env in service.parameters
        }
        self._told: set[tuple[str, str]] = set()
        self._borrows = False

    def __repr__(self) -> str:
        known = {"base_url": self._identity.base_url, **self._parameters}
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in known.items() if value is not None)})"

    def parameter(self, name: str, given: str | None) -> str:
        """The value of a parameter that may be set for the whole client. ConfigurationError where nobody gave it."""
        value = self._parameters.get(name) if given is None else given
        if value is None:
            env = dict(self._service.parameters).get(name)
            way = f", or set {env}" if env else ""
            raise ConfigurationError(f"no {name}: pass {name}= to the method or to the client{way}")
        return value

    def with_options(self, **options: Unpack[RequestOptions]) -> Self:
        """A client with other options on the same connections; closing it does not close them."""
        clone = copy.copy(self)
        clone._settings, clone._borrows = self._settings.merged(options), True
        return clone

    def _exchange(self, call: Call[Any], options: RequestOptions) -> Exchange:
        """A call whose request was checked and written. Raises RequestValidationError, warns RequestWarning."""
        settings, found = self._settings.merged(options), Faults()
        if self._service.schemes and chosen(call.security, self._identity.credentials) is None:
            raise missing_credential(self._service.schemes, call.security)
        for find_faults in (call.check, call.body.find_faults if call.body else None):
            if find_faults is not None and settings.validate != "off":
                find_faults(found)
        faults = [self._service.locate(fault, call.operation) for fault in found.found]
        refused = [fault for fault in faults if fault.severity == "refuse" and settings.validate == "strict"]
        request = written(call, settings, self._identity, refused)
        for fault in faults:
            said = f"{call.operation}: {fault.path}: {fault.message}" + (f" ({fault.source})" if fault.source else "")
            warnings.warn(said, RequestWarning, stacklevel=_frames_within_package())
        return Exchange(call, request, settings, rpc=self._service.rpc_errors)

    def _response(self, call: Call[T], exchange: Exchange, answer: Answer) -> RawResponse[T]:
        """The answer with the function that reads it."""
        read = functools.partial(self._decoded, call, exchange, answer)
        return RawResponse(answer.status_code, answer.headers, answer.content, answer.request_id, answer.elapsed, read)

    def _decoded(self, call: Call[T], exchange: Exchange, answer: Answer) -> Decoded[T]:
        """The value of an answer; a status that the document lacks is read like the first success that it has."""
        decoder = status_entry(call.answers, answer.status_code) or next(iter(call.answers.values()))
        media_type, strict = answer.headers.get("content-type", ""), exchange.settings.strict_responses
        try:
            decoded = decoder.decode(answer.content, media_type, strict)
        except UndecodableBody as undecodable:
            answer = answer.redacted(exchange.request.secrets)
            raise ResponseValidationError(undecodable, answer, asked=exchange.asked) from None
        for drift in decoded.drift:
            key = call.operation, re.sub(r"\[\d+\]", "[]", drift.path)
            if key not in self._told:  # without the value: it is the caller's
                self._told.add(key)
                log.info("%s: %s is a %s, expected %s", *key, type(drift.got).__name__, drift.expected)
            if exchange.settings.drift_log is not None:
                self._log_drift(call, exchange.settings.drift_log, drift)
        if call.then is None:
            return decoded
        return replace(decoded, value=call.then(decoded.value, answer, exchange.request))

    def _log_drift(self, call: Call[Any], drift_log: DriftLog, drift: Drift) -> None:
        """Tells a difference to the log of the maintainer, each once for a client."""
        from .drift_log import line_of, write_line

        line = line_of(call, drift)
        if (line, "") in self._told:
            return
        self._told.add((line, ""))
        try:
            write_line(drift_log, line)
        except Exception as error:  # whatever it is, the answer is worth more
            log.warning("drift_log: %s", error)


class SyncClient(BaseClient[Transport]):
    """A client whose calls block."""

    def send(self, call: Call[T], options: RequestOptions) -> T:
        """The value that the server answers. Raises any error of the tree."""
        return self.raw(call, options).parse()

    def raw(self, call: Call[T], options: RequestOptions) -> RawResponse[T]:
        """The answer of a success, not yet read."""
        exchange = self._exchange(call, options)
        return self._response(call, exchange, self._transport.run(exchange.steps()))

    def close(self) -> None:
        """Close the connections; a second time does nothing."""
        if not self._borrows:
            self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


class AsyncClient(BaseClient[AsyncTransport]):
    """A client whose calls are awaited. Each event loop gets its own connections; close it in the last that used it."""

    async def send(self, call: Call[T], options: RequestOptions) -> T:
        """The value that the server answers. Raises any error of the tree."""
        return (await self.raw(call, options)).parse()

    async def raw(self, call: Call[T], options: RequestOptions) -> RawResponse[T]:
        """The answer of a success, not yet read."""
        exchange = self._exchange(call, options)
        return self._response(call, exchange, await self._transport.run(exchange.steps()))

    async def close(self) -> None:
        """Close the connections; a second time does nothing."""
        if not self._borrows:
            await self._transport.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exception: object) -> None:
        await self.close()


class Resource:
    """A group of operations of a client."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client


class AsyncResource:
    """A group of operations of an async client."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client


class RawMethods:
    """The methods of a resource that make one request each. What a resource has beside them is refused with a sentence."""

    if not TYPE_CHECKING:  # to whom any attribute would be one

        def __getattr__(self, name: str) -> Any:
            told = "only methods that make a single request give its raw answer"
            raise AttributeError(f"{type(self).__name__} has no {name!r}: {told}", name=name, obj=self)


def raw_sender(client: AnyClient) -> AnyClient:
    """A copy of a client whose `send` gives the RawResponse; `raw_method` tells so to type checkers."""
    clone = copy.copy(client)
    vars(clone)["send"] = clone.raw
    return clone


def raw_method(method: Callable[P, T]) -> Callable[P, RawResponse[T]]:
    """The type of a method of a resource that was made with `raw_sender`."""
    return cast("Callable[P, RawResponse[T]]", method)


def async_raw_method(method: Callable[P, Coroutine[Any, Any, T]]) -> Callable[P, Coroutine[Any, Any, RawResponse[T]]]:
    """The type of a method of an async resource that was made with `raw_sender`."""
    return cast("Callable[P, Coroutine[Any, Any, RawResponse[T]]]", method)


def async_raw_pages(method: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[RawResponse[T]]]:
    """The type of a method with pages of an async resource that was made with `raw_sender`: the answer of the first."""
    return cast("Callable[P, Awaitable[RawResponse[T]]]", method)


def _base_url(service: Service, given: str | None) -> str:
    """The URL that every path is put behind. A URL with a user, query or fragment is refused, and not shown."""
    text = given or os.environ.get(service.base_url_env) or service.base_url
    try:
        parts = urlsplit(text)
        bare = parts.port != 0 and not (parts.username or parts.password or parts.query or parts.fragment)
    except ValueError:
        raise ConfigurationError(f"base_url is not a URL (argument or {service.base_url_env})") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or not bare:
        raise ConfigurationError("base_url must be http(s)://host[:port][/path], with no user, query or fragment")
    return text.rstrip("/")


def _frames_within_package() -> int:
    """How many frames above the caller the first one outside the package is (for `stacklevel`)."""
    frame, count = sys._getframe(1), 1  # pyright: ignore[reportPrivateUsage]
    while frame.f_back and f"{frame.f_globals.get('__name__')}.".startswith(f"{PACKAGE}."):
        frame, count = frame.f_back, count + 1
    return count
