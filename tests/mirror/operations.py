"""Edits of operations: paths, methods, parameters, headers, security, statuses, media types."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from tests.mirror.edit import Edit, Keys, with_key, with_value, without

METHODS = ("get", "put", "post", "delete", "patch")
OTHER = {"get": "delete", "post": "put", "put": "post", "patch": "put", "delete": "post"}
OTHER_STATUS = {"200": "201", "201": "200", "204": "200", "400": "422", "401": "403", "404": "410", "403": "401"}
HEADER = {"name": "X-Mirrored", "in": "header", "schema": {"type": "string"}}


def of_operations(tree: dict[str, Any]) -> Iterator[Edit]:
    """Every edit of every operation, and of what they share."""
    for path, item in tree.get("paths", {}).items():
        yield from _paths(path, item, tree)
        for method in (each for each in METHODS if each in item):
            keys = ("paths", path, method)
            yield from _operation(keys, item[method])
            other = OTHER[method]
            if other not in item:
                yield Edit("method", ("paths", path), f"{method} -> {other}", with_key(method, other))
            yield from _security(keys, item[method], tree)
        yield from _parameters(("paths", path), item)
    for name, parameter in tree.get("components", {}).get("parameters", {}).items():
        yield from _parameter(("components", "parameters", name), parameter)
    yield from _schemes(tree)


def _paths(path: str, item: dict[str, Any], tree: dict[str, Any]) -> Iterator[Edit]:
    parts = path.split("/")
    at = max((index for index, part in enumerate(parts) if part and "{" not in part), default=0)
    changed = "/".join([*parts[:at], f"{parts[at]}-mirrored", *parts[at + 1 :]])
    if at and changed not in tree["paths"] and any(method in item for method in METHODS):
        yield Edit("path", ("paths",), f"{path} -> {changed}", with_key(path, changed))


def _operation(keys: Keys, operation: dict[str, Any]) -> Iterator[Edit]:
    yield from _parameters(keys, operation)
    for required in (False, True):
        added = [*operation.get("parameters", ()), HEADER | {"required": required}]
        words = "X-Mirrored is required" if required else "X-Mirrored is new"
        yield Edit("header", keys, words, with_value("parameters", added))
    body = operation.get("requestBody", {})
    if "content" in body:
        yield from _media_types((*keys, "requestBody"), body)
        at, is_needed = (*keys, "requestBody"), body.get("required") is True
        change = without("required") if is_needed else with_value("required", True)
        yield Edit("not required" if is_needed else "required", at, "the body", change)
    for status, response in operation.get("responses", {}).items():
        other = OTHER_STATUS.get(str(status))
        if other and other not in operation["responses"]:
            yield Edit("status", (*keys, "responses"), f"{status} -> {other}", with_key(status, other))
        yield from _media_types((*keys, "responses", status), response)
        for name in response.get("headers", {}):
            at = (*keys, "responses", status)
            yield Edit("header", at, f"{name} -> {name}-Renamed", with_key(name, f"{name}-Renamed", "headers"))


def _media_types(keys: Keys, holder: dict[str, Any]) -> Iterator[Edit]:
    for name in holder.get("content", {}):
        other = "application/vnd.mirrored+json" if "json" in name else "application/vnd.mirrored"
        yield Edit("media type", keys, f"{name} -> {other}", with_key(name, other, "content"))


def _parameters(keys: Keys, holder: dict[str, Any]) -> Iterator[Edit]:
    for index, parameter in enumerate(holder.get("parameters", ())):
        yield from _parameter((*keys, "parameters", index), parameter)
        if parameter.get("in") == "header":
            rest = [each for at, each in enumerate(holder["parameters"]) if at != index]
            yield Edit("header", keys, f"no {parameter['name']}", with_value("parameters", rest))


def _parameter(keys: Keys, parameter: dict[str, Any]) -> Iterator[Edit]:
    if parameter.get("in") in ("query", "header", "cookie"):
        kind = "header" if parameter["in"] == "header" else "renamed"
        name = f"{parameter['name']}{'-Renamed' if kind == 'header' else 'Renamed'}"
        yield Edit(kind, keys, f"{parameter['name']} -> {name}", with_value("name", name))
        is_needed = parameter.get("required") is True
        change = without("required") if is_needed else with_value("required", True)
        yield Edit("not required" if is_needed else "required", keys, f"the parameter {parameter['name']}", change)


def _security(keys: Keys, operation: dict[str, Any], tree: dict[str, Any]) -> Iterator[Edit]:
    if operation.get("security", tree.get("security")):
        yield Edit("security", keys, "no credential", with_value("security", []))
    elif schemes := tree.get("components", {}).get("securitySchemes"):
        name = next(iter(schemes))
        yield Edit("security", keys, f"{name} is asked for", with_value("security", [{name: []}]))


def _schemes(tree: dict[str, Any]) -> Iterator[Edit]:
    """Each scheme is another one; where there is none, all operations ask for a key."""
    schemes = tree.get("components", {}).get("securitySchemes", {})
    for name, scheme in schemes.items():
        keys = ("components", "securitySchemes", name)
        if scheme.get("type") == "apiKey":
            yield Edit("security", keys, "another name", with_value("name", f"{scheme['name']}-Mirrored"))
        elif scheme.get("type") == "http":
            other = "basic" if scheme.get("scheme") == "bearer" else "bearer"
            yield Edit("security", keys, f"{scheme.get('scheme')} -> {other}", with_value("scheme", other))
    if not schemes and "security" not in tree:
        yield Edit("security", (), "a key is asked for", _guarded())


def _guarded() -> Callable[[dict[str, Any]], None]:
    def change(tree: dict[str, Any]) -> None:
        scheme = {"type": "apiKey", "in": "header", "name": "X-Mirrored-Key"}
        tree.setdefault("components", {})["securitySchemes"] = {"mirrored": scheme}
        tree["security"] = [{"mirrored": []}]

    return change
