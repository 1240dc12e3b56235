"""Parameters as they must stand on the wire (OpenAPI 3.1, section 4.8.12; RFC 6570), written a second time.

The client has its own encoders; sharing one line with them would make a wrong escape right.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from generator.cases.operation import Operation, Parameter
from generator.cases.places import as_list, as_node, is_list, is_node

UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")  # RFC 3986, section 2.3
KEPT_IN_QUERY = ":/?[]@!$'()*,;"  # allowReserved keeps these; #, &, = and + end or split a query
DELIMITERS = {"spaceDelimited": "%20", "pipeDelimited": "%7C"}


@dataclass(frozen=True, slots=True)
class Line:
    """What a request says beside its body: raw path and query, headers, cookies."""

    path: str
    query: str
    headers: Mapping[str, str]
    cookies: Mapping[str, str]


def line(operation: Operation, given: Mapping[tuple[str, str], object]) -> Line:
    """The request line and headers for parameters given by location and wire name."""
    path, _, fixed = operation.path.partition("#")[0].partition("?")  # a fragment never leaves the machine
    path = re.sub("[^!-~]", lambda found: quoted(found[0]), path)  # a document may write any character in a path
    query = [fixed] if fixed else []
    headers, cookies = dict[str, str](), dict[str, str]()
    for parameter in operation.parameters:
        value = given.get((parameter.location, parameter.wire))
        if value is None:
            continue
        match parameter.location:
            case "path":
                path = path.replace("{" + parameter.wire + "}", in_path(parameter, value))
            case "query":
                query += in_query(parameter, value)
            case "header":
                text = json_of(value) if parameter.is_json else simple(value, parameter.explodes, str)
                headers[parameter.wire.lower()] = text
            case _:
                cookies[quoted(parameter.wire)] = in_query(parameter, value)[0].partition("=")[2]
    return Line(path, "&".join(query), headers, cookies)


def is_settled(parameter: Parameter, value: object) -> bool:
    """Whether it is said how a value is written: of exploded arrays and objects in a cookie it is not, nor of a header
    whose name is none (RFC 9110, section 5.1).
    """
    if parameter.location == "header" and not re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", parameter.wire):
        return value is None
    return not (parameter.location == "cookie" and parameter.explodes and (is_list(value) or is_node(value)))


def quoted(text: str, kept: str = "") -> str:
    """Text with all but the unreserved characters percent-encoded, as UTF-8."""
    return "".join(
        character if character in kept or (character.isascii() and ord(character) in UNRESERVED)
        else "".join(f"%{byte:02X}" for byte in character.encode())
        for character in text
    )  # fmt: skip


def scalar(value: object) -> str:
    """A JSON scalar as text."""
    if isinstance(value, str):
        return value
    return json.dumps(int(value) if isinstance(value, float) and value.is_integer() else value)


def simple(value: object, explodes: bool, escape: Callable[[str], str]) -> str:
    """The style `simple`: `3,4,5`, `role,admin` or exploded `role=admin`."""
    if is_list(value):
        return ",".join(escape(scalar(item)) for item in as_list(value))
    if is_node(value):
        equals = "=" if explodes else ","
        return ",".join(f"{escape(key)}{equals}{escape(scalar(item))}" for key, item in as_node(value).items())
    return escape(scalar(value))


def json_of(value: object) -> str:
    """A value as JSON of ASCII letters, as a parameter with `content` is written."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=True)


def in_path(parameter: Parameter, value: object) -> str:
    """A value in the path: `simple`, `label` or `matrix`."""
    if parameter.is_json:
        return quoted(json_of(value))
    name, joined = parameter.wire, simple(value, parameter.explodes, quoted)
    match parameter.style:
        case "label":
            return "." + (joined.replace(",", ".") if parameter.explodes else joined)
        case "matrix" if parameter.explodes and is_list(value):
            return "".join(f";{name}={quoted(scalar(item))}" for item in as_list(value))
        case "matrix" if parameter.explodes and is_node(value):
            return ";" + joined.replace(",", ";")
        case "matrix":
            return f";{name}={joined}"
        case _:
            return joined


def in_query(parameter: Parameter, value: object) -> list[str]:
    """A value in the query, as its pieces `name=text`."""
    name = quoted(parameter.wire)
    kept = KEPT_IN_QUERY if parameter.node.get("allowReserved") is True else ""
    if parameter.is_json:
        return [f"{name}={quoted(json_of(value))}"]
    if parameter.style in DELIMITERS:
        return [f"{name}={simple(value, False, quoted).replace(',', DELIMITERS[parameter.style])}"]
    if parameter.style == "deepObject":
        return _deep(parameter.wire, as_node(value))
    if parameter.explodes and is_list(value):
        return [f"{name}={quoted(scalar(item), kept)}" for item in as_list(value)]
    if parameter.explodes and is_node(value):
        return [f"{quoted(key)}={quoted(scalar(item), kept)}" for key, item in as_node(value).items()]
    return [f"{name}={simple(value, False, lambda text: quoted(text, kept))}"]


def _deep(wire: str, value: Mapping[str, object]) -> list[str]:
    """`color[R]=100&color[G]=200`, brackets escaped; an array inside repeats its key."""
    return [
        f"{quoted(f'{wire}[{key}]')}={quoted(scalar(item))}"
        for key, member in value.items()
        for item in (as_list(member) if is_list(member) else [member])
    ]
