"""The client under test, sync and async alike, and what stands in for the server."""

from __future__ import annotations

import asyncio
import importlib
import inspect
import json
import warnings
from collections.abc import Awaitable, Iterator, Mapping
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from operator import attrgetter
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import httpx2

from .cases import OPERATIONS, SETTINGS, Case, first, has

BODIES = ("body", "form", "parts", "content")  # the members of a case that say what the body is, one of them at most
package: Any = importlib.import_module(SETTINGS["package"])

USERS = {one["argument"]: "test-user:" if one["kind"] == "basic" else "" for one in SETTINGS["credentials"]}
KEYS = {argument: f"{user}test-key-{argument}-f00d" for argument, user in USERS.items()}
BASES = {str(one.get("base_url", SETTINGS["base_url"])) for one in OPERATIONS.values()} | {str(SETTINGS["base_url"])}
WHERE = {} if all(BASES) else {"base_url": "https://api.example"}  # some documents name no server, or no host
BASE_PATH = urlsplit(str(WHERE.get("base_url") or SETTINGS["base_url"])).path
PARAMETERS = {one["argument"]: one["value"] for one in SETTINGS["parameters"]}


@dataclass(frozen=True)
class Reply:
    """What the server answers: JSON, or text as it stands."""

    status: int = 200
    body: Any = None
    text: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str])

    def response(self) -> httpx2.Response:
        """The answer in the library's form."""
        content = json.dumps(self.body) if self.text is None else self.text
        headers = {"content-type": "application/json", **self.headers}
        return httpx2.Response(self.status, content=content.encode(), headers=headers)


class Server:
    """Answers each request with the next reply (an exception is raised), the last one again and again."""

    def __init__(self, *replies: Reply | BaseException) -> None:
        self.replies = replies
        self.requests: list[httpx2.Request] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        reply = self.replies[min(len(self.requests), len(self.replies)) - 1]
        if isinstance(reply, BaseException):
            raise reply
        return reply.response()

    @property
    def request(self) -> httpx2.Request:
        """The only request."""
        assert len(self.requests) == 1, f"{len(self.requests)} requests in place of one"
        return self.requests[0]


def reply_to(case: Case) -> Reply:
    """The answer that a case tells of."""
    return Reply(case["status"], case.get("body"), case.get("text"))


def success(operation: str) -> Reply:
    """The smallest success of an operation."""
    return reply_to(first(operation, "response-minimal")) if has(operation, "response-minimal") else Reply(200, text="")


def smallest(operation: str) -> dict[str, Any]:
    """The arguments of the smallest request."""
    return dict(first(operation, "request-minimal")["arguments"])


def fullest(operation: str) -> dict[str, Any]:
    """The arguments of the fullest request that can be made up."""
    return dict(first(operation, "request-maximal")["arguments"]) if has(operation, "request-maximal") else {}


def on_the_wire(request: httpx2.Request) -> dict[str, Any]:
    """A request as the fixtures write it; the path is as it was sent, byte by byte, and no credential is told."""
    target = request.url.raw_path.decode("ascii")
    url = str(request.url)
    base = max((one for one in BASES if one and not WHERE and url.startswith(one)), key=len, default="")
    path = urlsplit(base).path if base else BASE_PATH
    assert target.startswith(path), f"{target} is not below the server's own path {path}"
    media_type = request.headers.get("content-type", "")
    return as_written(request.method, target[len(path) :], request.content, media_type)


def as_written(method: str, target: str, content: bytes, media_type: str) -> dict[str, Any]:
    """A request line and its body as the fixtures write them."""
    path, _, query = target.partition("?")
    secret = tuple(f"{one['wire']}=" for one in SETTINGS["credentials"] if one["kind"] == "query")
    query = "&".join(pair for pair in query.split("&") if not (secret and pair.startswith(secret)))
    return {"method": method, "path": path, "query": query, **written_body(content, media_type)}


def written_body(content: bytes, media_type: str) -> dict[str, Any]:
    """A body as the fixtures write it, read by parsers of the standard library."""
    kind = media_type.partition(";")[0]
    if kind == "application/x-www-form-urlencoded" and (b"=" in content or not content):
        return {
            "form": [list(pair) for pair in parse_qsl(content.decode(), keep_blank_values=True, strict_parsing=True)]
        }
    if kind.startswith("multipart/"):
        return {"parts": list(parts_of(content, media_type))}
    if not content:
        return {}
    return {"body": json.loads(content)} if kind.endswith("json") else {"content": content.decode()}


def parts_of(content: bytes, media_type: str) -> Iterator[dict[str, str]]:
    """The parts of a multipart form."""
    if content.startswith(b"--") and content.endswith(b"--\r\n") and b"\n" not in content[:-2]:
        return  # nothing but the closing delimiter
    message = BytesParser(policy=HTTP).parsebytes(f"content-type: {media_type}\r\n\r\n".encode() + content)
    assert not message.defects, message.defects
    yield from map(part_of, message.iter_parts())


def part_of(part: Any) -> dict[str, str]:
    """A part of a multipart form."""
    name, filename = (part.get_param(key, header="content-disposition") for key in ("name", "filename"))
    text = part.get_payload(decode=True).decode()
    return {"name": name, **({} if filename is None else {"filename": filename}), "content": text}


def expected(case: Case) -> dict[str, Any]:
    """What must be on the wire."""
    return {key: case[key] for key in ("method", "path", "query", *BODIES) if key in case.content}


def has_headers(request: httpx2.Request, case: Case) -> bool:
    """Whether a request has the headers and cookies that its case asks for."""
    cookies = dict(pair.split("=", 1) for pair in request.headers.get("cookie", "").split("; ") if pair)
    headers = {name: request.headers.get(name) for name in case.get("headers", {})}
    wanted = {name: unquote(text) for name, text in case.get("cookies", {}).items()}
    return headers == case.get("headers", {}) and {name: unquote(cookies.get(name, "")) for name in wanted} == wanted


def has_media_type(request: httpx2.Request, case: Case) -> bool:
    """Whether a body goes out as what the document says, whatever its boundary, and nothing as nothing."""
    told = request.headers.get("content-type", "").partition("; boundary=")[0]
    return told == (OPERATIONS[case.operation]["media_type"] if any(key in case.content for key in BODIES) else "")


async def _awaited(value: Awaitable[Any]) -> Any:
    """What an awaitable gives, awaited on a line of ours."""
    return await value


class Flavour:
    """One of the two clients; calls of either end before they are looked at."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.client_class: Any = getattr(package, SETTINGS["client" if name == "sync" else "async_client"])
        self.http_class: Any = httpx2.Client if name == "sync" else httpx2.AsyncClient
        self.runner = asyncio.Runner()
        self._server: Server | None = None
        self._http: Any = None

    def __repr__(self) -> str:
        return self.name

    def http(self, server: Server) -> Any:
        """The HTTP client whose requests go to a server of ours; one for all tests, as making one costs."""
        self._server = server
        if self._http is None:
            transport = httpx2.MockTransport(self._answer)
            self._http = self.http_class(transport=transport, follow_redirects=True)  # which no call of ours may do
        return self._http

    def _answer(self, request: httpx2.Request) -> httpx2.Response:
        assert self._server is not None, "no request without a server"
        return self._server(request)

    def client(self, server: Server, **given: Any) -> Any:
        """A client that talks to the server."""
        return self.bare(server, **{**KEYS, **PARAMETERS, **given})

    def bare(self, server: Server, **given: Any) -> Any:
        """A client that is given nothing else: neither credentials nor parameters."""
        return self.client_class(**{**WHERE, "http_client": self.http(server), **given})

    def run(self, value: Any) -> Any:
        """A value, awaited where it wants to be."""
        return self.runner.run(_awaited(value)) if inspect.isawaitable(value) else value

    def call(self, client: Any, operation: str, arguments: Mapping[str, Any]) -> Any:
        """What a method of the client gives; of a stream the items."""
        value = self.run(attrgetter(operation)(client)(**arguments))
        is_stream = operation.rpartition(".")[2] in OPERATIONS.get(operation, {}).get("streams", {})
        return self.items(value) if is_stream else value

    def items(self, stream: Any) -> list[Any]:
        """What a stream gives, to its end."""

        async def main() -> list[Any]:
            return [item async for item in stream]

        return list(stream) if self.name == "sync" else self.runner.run(main())

    def ask(self, server: Server, operation: str, arguments: Mapping[str, Any] | None = None, **options: Any) -> Any:
        """What a fresh client's method gives; warnings of requests are not looked at."""
        given = smallest(operation) if arguments is None else arguments
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", package.RequestWarning)
            return self.call(self.client(server), operation, {**given, **options})

    def ask_raw(self, server: Server, operation: str) -> Any:
        """The raw answer of the smallest request."""
        resource, _, method = operation.rpartition(".")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", package.RequestWarning)
            raw = attrgetter(f"{resource}.with_raw_response.{method}")(self.client(server))
            return self.run(raw(**smallest(operation)))

    def told(self, case: Case, server: Server, **options: Any) -> list[str]:
        """The warnings that a call gives, behind the operation's name: `model.r: 65, 64 at most`."""
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            self.call(self.client(server), case.operation, {**case["arguments"], **options})
        assert all(warning.category is package.RequestWarning for warning in caught), caught
        assert {Path(warning.filename) for warning in caught} <= {Path(__file__)}, "warned at another line than ours"
        texts = [str(warning.message) for warning in caught]
        assert all(text.startswith(f"{case.operation}: ") for text in texts), texts
        return [text.removeprefix(f"{case.operation}: ") for text in texts]


def same_faults(texts: list[str], faults: list[dict[str, Any]]) -> bool:
    """Whether warnings tell of exactly these faults, each in the words that it must have."""
    places = sorted(text.partition(": ")[0] for text in texts)
    said = all(any(text.startswith(f"{one['path']}: {one.get('says', '')}") for text in texts) for one in faults)
    return said and places == sorted(one["path"] for one in faults)


def ways(operation: str) -> list[list[str]]:
    """The ways to authenticate an operation, each the arguments that it takes together."""
    found: list[list[str]] = OPERATIONS[operation]["security"]
    return found


def is_authenticated(operation: str) -> bool:
    """Whether an operation cannot be called without a credential."""
    return bool(ways(operation)) and all(ways(operation))
