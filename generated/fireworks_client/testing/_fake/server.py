"""The fake server: checks each request against the document, keeps what is created, answers, and records."""

from __future__ import annotations

import difflib
import json
import sys
import threading
import warnings
from collections import deque
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from types import FrameType
from typing import Any, Generic, TypeVar
from urllib.parse import parse_qsl

import httpx2

from . import listing, parameters
from .asked import Asked, Refusal, Which
from .document import Document, Operation, Role
from .loopback import listening
from .schema import Fault, Schemas, is_array, is_object
from .store import Store
from .surprise import surprising
from .troubles import Changed, Failing, Given, NoReply, Reply, Silent, Trouble

Name = TypeVar("Name", bound=str)
PACKAGE = __name__.rpartition(".testing.")[0]
ORIGIN = "https://fake.example"  # in-process, no host is ever looked up


@dataclass(slots=True, kw_only=True)
class Request:
    """A request as it came.

    `operation` is its name ("models.create"), "" where the document has none for it; `arguments` are its parameters by
    wire name, as JSON values; `headers` are by lower-case name; `body` is the JSON, or None where there is none.
    `status` is what it was answered, None where no answer went out; `faults` is what is wrong with it, in wire names;
    `ignored` are parameters that the server took no notice of, as it does not know what they mean.
    """

    operation: str = ""
    method: str
    path: str
    query: str
    headers: Mapping[str, str] = field(repr=False)
    content: bytes = field(repr=False)
    arguments: Mapping[str, Any] = field(default_factory=dict[str, Any])
    body: Any = None
    status: int | None = None
    faults: tuple[Fault, ...] = ()
    ignored: tuple[str, ...] = ()


class IgnoredParameterWarning(UserWarning):
    """The fake server does not know what a parameter means, such as a filter, and answered as if it were not there."""


class Server(Generic[Name]):
    """A server in the memory of a test.

    `requests` holds every request, oldest first. `things` holds what was created, by path (`/v1/models/m`): read it,
    change it, or put things there with `add`. `puts` holds what was put to URLs that an answer of the test told (`answer`), as signed URLs
    of an upload are, by URL: any in this process, those below the server's own on a port. With `strict`, what only warns in
    the client is refused, too, and so is a parameter that the document does not know.
    """

    def __init__(self, document: Document, *, strict: bool = False) -> None:
        self.requests: list[Request] = []
        self._document = document
        self._schemas = Schemas(document.schemas, strict)
        self._store = Store()
        self.puts: dict[str, bytes] = {}
        self._addresses: set[str] = set()
        self._troubles: dict[str, deque[Trouble]] = {}
        self._which: dict[str, Which] = {}
        self._lock = threading.RLock()

    @property
    def things(self) -> dict[str, Any]:
        """What is kept, by path."""
        return self._store.things

    @property
    def base_url(self) -> str:
        """The URL that a client in this process needs."""
        return ORIGIN + self._document.base_path

    def add(self, path: str, thing: object) -> None:
        """Keep a thing under a path: a JSON object in wire names, or a response object of the package."""
        dump = getattr(thing, "model_dump_json", None)
        self.things[path] = thing if dump is None else json.loads(dump(by_alias=True, exclude_unset=True))

    def calls(self, operation: Name) -> list[Request]:
        """The requests of one operation, oldest first."""
        return [one for one in self.requests if one.operation == self._known(operation)]

    def fail(
        self,
        operation: Name,
        status: int,
        *,
        times: int = 1,
        message: str = "told to fail",
        code: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Answer the next calls with this status, in the shape that the document gives to it.

        `code` is the name of the error where that shape has one, such as "FAILED_PRECONDITION", which is 400 like
        "INVALID_ARGUMENT"; left out, it is the usual one of the status.
        """
        self._plan(operation, Failing(status, message, dict(headers or {}), code), times)

    def rate_limit(self, operation: Name, *, times: int = 1, retry_after: float = 0) -> None:
        """Answer the next calls with 429 and Retry-After (seconds; 0, so that tests do not wait)."""
        self.fail(operation, 429, times=times, message="too many requests", headers={"retry-after": f"{retry_after:g}"})

    def answer(
        self,
        operation: Name,
        body: object,
        *,
        status: int = 200,
        times: int = 1,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Answer the next calls with this JSON, or this response object of the package."""
        dump = getattr(body, "model_dump_json", None)
        told = body if dump is None else json.loads(dump(by_alias=True, exclude_unset=True))
        self._plan(operation, Given(status, told, dict(headers or {})), times)
        self._addresses.update(_urls(told))

    def select(self, operation: Name, which: Which) -> None:
        """Let a list show only what `which(thing, parameters)` is true for: both are JSON in wire names.

        This is how a test says what a filter means, as no document tells: `lambda thing, given: thing["kind"] == "dog"`.
        """
        role = self._document.operations[self._known(operation)].role
        if role is None or role.does not in ("list", "page"):
            raise ValueError(f"{operation!r} answers no list of things that are kept; say what with answer()")
        self._which[operation] = which

    def time_out(self, operation: Name, *, times: int = 1, carried_out: bool = False) -> None:
        """Let the next calls run into their timeout: at once in this process, after their time on a port."""
        self._plan(operation, Silent("time_out", carried_out), times)

    def break_off(self, operation: Name, *, times: int = 1, carried_out: bool = False) -> None:
        """Break the connection of the next calls once the request is read."""
        self._plan(operation, Silent("break_off", carried_out), times)

    def malform(self, operation: Name, *, times: int = 1) -> None:
        """Answer the next calls with half of the JSON."""
        self._plan(operation, Changed("malformed"), times)

    def surprise(self, operation: Name, *, times: int = 1) -> None:
        """Answer the next calls with an unknown value in every enum and a field that the document does not know."""
        self._plan(operation, Changed("surprising"), times)

    def http_client(self) -> httpx2.Client:
        """An HTTP client whose requests end here, whatever their host."""
        return httpx2.Client(transport=httpx2.MockTransport(self._handle))

    def async_http_client(self) -> httpx2.AsyncClient:
        """The same for an async client."""
        return httpx2.AsyncClient(transport=httpx2.MockTransport(self._handle))

    @contextmanager
    def listening(self) -> Generator[str]:
        """Serve on a port of 127.0.0.1 as well; gives the base URL."""
        with listening(self.reply) as origin:
            yield origin + self._document.base_path

    def reply(self, method: str, url: str, headers: Mapping[str, str], content: bytes) -> Reply | NoReply:
        """The answer to one request; `url` begins with its path, `headers` are in lower case."""
        if method == "PUT" and (told := f"http://{headers.get('host')}{url}") in self._addresses:
            self.puts[told] = content
            return Reply(200)
        path, _, query = url.partition("?")
        request = Request(method=method, path=path, query=query, headers=headers, content=content)
        with self._lock:
            self.requests.append(request)
            reply = self._replied(request)
            request.status = reply.status if isinstance(reply, Reply) else None
            return reply

    def _handle(self, request: httpx2.Request) -> httpx2.Response:
        """The same in the form of the HTTP library."""
        if request.method == "PUT" and (url := str(request.url)) in self._addresses:
            self.puts[url] = request.read()
            return httpx2.Response(200)
        headers = {name.lower(): value for name, value in request.headers.items()}
        reply = self.reply(request.method, request.url.raw_path.decode("ascii"), headers, request.read())
        match reply:
            case NoReply("time_out"):
                raise httpx2.ReadTimeout("the server was told to time out", request=request)
            case NoReply():
                raise httpx2.ReadError("the server was told to break off", request=request)
            case Reply():
                return httpx2.Response(reply.status, headers=dict(reply.headers), content=reply.content)

    def _known(self, operation: str) -> str:
        if operation not in self._document.operations:
            near = difflib.get_close_matches(operation, self._document.operations, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise ValueError(f"{operation!r} is not an operation{hint}")
        return operation

    def _plan(self, operation: str, trouble: Trouble, times: int) -> None:
        self._troubles.setdefault(self._known(operation), deque()).extend([trouble] * times)

    def _replied(self, request: Request) -> Reply | NoReply:
        found = self._document.operation(request.method, request.path)
        if found is None:
            return self._problem(None, 404, f"{request.method} {request.path} is no operation of the document")
        operation, path = found
        request.operation = operation.id
        request.faults = tuple(self._faults(operation, path, request))
        planned = self._troubles.get(operation.id)
        trouble = planned.popleft() if planned else None
        match trouble:
            case Failing():
                body = self._document.problem(operation, trouble.status, trouble.message, trouble.code)
                return _json(trouble.status, body, "application/json", trouble.headers)
            case Given():
                return _json(trouble.status, trouble.body, "application/json", trouble.headers)
            case Silent(carried_out=False):
                return NoReply(trouble.how)
            case _:
                reply = self._carried_out(operation, path, request, trouble)
                return NoReply(trouble.how) if isinstance(trouble, Silent) else reply

    def _carried_out(
        self, operation: Operation, path: Mapping[str, str], request: Request, trouble: Trouble | None
    ) -> Reply:
        """The answer as it should be, but for the change that was asked for."""
        if operation.authenticated and not self._is_authenticated(request):
            return self._problem(operation, 401, "there is no credential in the request")
        if request.faults:
            said = "; ".join(map(str, request.faults))
            return self._problem(operation, self._document.refusal(operation), f"{len(request.faults)} wrong: {said}")
        success, body = operation.success, operation.success.example
        headers: Mapping[str, str] = {}
        try:
            if operation.role:
                body, headers = self._store.answer(
                    self._asked(operation, operation.role, path, request), operation.role
                )
        except Refusal as refusal:
            return self._problem(operation, refusal.status, refusal.says)
        if not success.media_type or success.status == 204:
            return Reply(success.status)
        if success.schema is None:
            return Reply(success.status, {"content-type": success.media_type}, b"text of the fake server")
        if trouble == Changed("surprising"):
            body = surprising(self._schemas, success.schema, body)
        reply = _json(success.status, body, success.media_type, headers)
        return Reply(reply.status, reply.headers, reply.content[:-1]) if trouble == Changed("malformed") else reply

    def _asked(self, operation: Operation, role: Role, path: Mapping[str, str], request: Request) -> Asked:
        """The request as the store sees it; a parameter that means nothing to it is told."""
        which = self._which.get(operation.id)
        asked = Asked(
            operation=operation,
            url=request.path,
            path=path,
            pairs=parse_qsl(request.query, keep_blank_values=True),
            arguments=request.arguments,
            body=request.body,
            which=which,
        )
        if which is None and role.does not in ("answer", "echo"):
            request.ignored = tuple(listing.ignored(asked, role))
        if request.ignored:
            names, way = ", ".join(request.ignored), "select()" if role.does in ("list", "page") else "answer()"
            said = f"{operation.id}: the fake server does not know what {names} means and ignored it; {way} tells it"
            warnings.warn(said, IgnoredParameterWarning, stacklevel=_frames_to_the_test())
        return asked

    def _faults(self, operation: Operation, path: Mapping[str, str], request: Request) -> Iterator[Fault]:
        """What is wrong with a request; what it says is noted in it."""
        given = parameters.Given(path=path, query=request.query, headers=request.headers)
        request.arguments, found = parameters.read(operation, given, self._schemas)
        yield from found
        if self._schemas.strict:
            yield from parameters.unknown(operation, given, self._document.credentials)
        if not request.content:
            yield from [Fault("body", "required, and not there")] if operation.body_required else []
            return
        if operation.codec != "json":
            return
        if "json" not in request.headers.get("content-type", ""):
            yield Fault("content-type", "is not that of JSON")
        try:
            request.body = json.loads(request.content)
        except ValueError as wrong:
            yield Fault("body", f"is not JSON ({wrong})")
            return
        if operation.body is not None:
            yield from self._schemas.faults(operation.body, request.body)

    def _is_authenticated(self, request: Request) -> bool:
        """Whether one of the document's credentials is there; of what it says nothing is asked."""
        query, cookies = parse_qsl(request.query), request.headers.get("cookie", "")
        for wire, kind in self._document.credentials.items():
            in_query = kind == "query" and wire in dict(query)
            if in_query or wire.lower() in request.headers or (kind == "cookie" and f"{wire}=" in cookies):
                return True
        return not self._document.credentials

    def _problem(self, operation: Operation | None, status: int, message: str) -> Reply:
        return _json(status, self._document.problem(operation, status, message), "application/json")


def _frames_to_the_test() -> int:
    """How many frames above the caller the one is that called the package (for `stacklevel`); the library lies between."""
    frame: FrameType | None = sys._getframe(1)  # pyright: ignore[reportPrivateUsage]
    count, found = 1, 1
    while frame is not None:
        found = count + 1 if f"{frame.f_globals.get('__name__')}.".startswith(f"{PACKAGE}.") else found
        frame, count = frame.f_back, count + 1
    return found


def _urls(told: object) -> Iterator[str]:
    """The URLs in the JSON of an answer, as the HTTP library spells them."""
    if is_object(told) or is_array(told):
        for each in told.values() if is_object(told) else told:
            yield from _urls(each)
    elif isinstance(told, str) and told.startswith(("http://", "https://")):
        with suppress(httpx2.InvalidURL):
            yield str(httpx2.URL(told))


def _json(status: int, body: Any, media_type: str, headers: Mapping[str, str] | None = None) -> Reply:
    content = json.dumps(body, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return Reply(status, {"content-type": media_type, **(headers or {})}, content)
