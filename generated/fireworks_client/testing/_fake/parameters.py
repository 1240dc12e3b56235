"""The parameters of a request, read back from its path, query and headers, and what is wrong with them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qsl, unquote

from .document import Operation, Parameter
from .schema import Fault, Schemas

SEPARATORS = {"spaceDelimited": " ", "pipeDelimited": "|"}
UNREAD = object()  # a value in a style that this reader cannot take apart: it is not checked


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Where the parameters of one request stand: decoded values of the path, the raw query, headers in lower case."""

    path: Mapping[str, str]
    query: str
    headers: Mapping[str, str]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The query as pairs."""
        return parse_qsl(self.query, keep_blank_values=True)


def read(operation: Operation, given: Given, schemas: Schemas) -> tuple[dict[str, Any], list[Fault]]:
    """The parameters by wire name, as JSON values, and all that is wrong with them."""
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for one in operation.parameters:
        texts = list(_texts(one, given))
        if not texts:
            may_be_nothing = one.location == "query" and one.kind in ("array", "object", "any")
            if one.required and not may_be_nothing:
                faults.append(Fault(one.name, f"required in the {one.location}, and not there"))
            continue
        value = _value(one, texts)
        if value is not UNREAD:
            values[one.name] = value
            faults += schemas.faults(one.schema, value, one.name)
    return values, faults


def unknown(operation: Operation, given: Given, credentials: Mapping[str, str]) -> Iterator[Fault]:
    """The names in a query that the document does not know; none beside objects, whose members stand there by name."""
    declared = [one for one in operation.parameters if one.location == "query"]
    if any(one.kind in ("object", "any") and not one.json for one in declared):
        return
    known = {one.name for one in declared} | {f"{one.name}[]" for one in declared if one.kind == "array"}
    for name in dict.fromkeys(name for name, _ in given.pairs):
        if name not in known and credentials.get(name) != "query":
            yield Fault(name, "is no parameter of the query")


def _texts(one: Parameter, given: Given) -> Iterator[str]:
    """The texts of a parameter: several where each item stands by itself. Members of objects are not found."""
    match one.location:
        case "path":
            yield from [given.path[one.name]] if one.name in given.path else []
        case "query":
            yield from (value for name, value in given.pairs if name in (one.name, f"{one.name}[]"))
        case "header":
            yield from [given.headers[one.name.lower()]] if one.name.lower() in given.headers else []
        case _:
            found = SimpleCookie(given.headers.get("cookie", "")).get(one.name)
            yield from [unquote(found.value)] if found else []


def _value(one: Parameter, texts: list[str]) -> Any:
    """The JSON value that texts mean."""
    if one.json:
        try:
            return json.loads(texts[0])
        except ValueError:
            return texts[0]
    if one.kind == "array":
        if one.location == "path" and one.style != "simple":
            return UNREAD
        if len(texts) == 1 and not (one.explode and one.location == "query"):
            texts = texts[0].split(SEPARATORS.get(one.style, ",")) if texts[0] else []
        items = [typed(text, one.items) for text in texts]
        return UNREAD if UNREAD in items else items
    if one.kind in ("object", "any") or (one.location == "path" and one.style != "simple"):
        return UNREAD
    return typed(texts[0], one.kind)


def typed(text: str, kind: str) -> Any:
    """A text as a value of a kind; one that says nothing of that kind stays text, and is found wrong."""
    if kind in ("integer", "number") and re.fullmatch(r"-?\d+", text):
        return int(text)
    if kind in ("integer", "number") and re.fullmatch(r"-?\d+(\.\d+)?([eE][+-]?\d+)?", text):
        return float(text)
    if kind == "boolean" and text in ("true", "false"):
        return text == "true"
    return text if kind != "any" else UNREAD
