"""Differences in the call itself: method, URL, headers and parameters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.audit.fact import Fact, Side
from generator.audit.mismatch import Mismatch
from generator.audit.operations import Parameter
from generator.audit.slots import PLAIN_HEADERS
from generator.audit.view import View
from generator.load import is_object

_SIDES: dict[str, Side] = {"path": "path", "query": "query", "header": "header"}


def call_mismatches(view: View) -> Iterator[Mismatch]:
    """What the page's curl command says otherwise than the spec."""
    method, url = (view.said.facts["operation", (), aspect] for aspect in ("method", "url"))
    pointer = view.operation.pointer
    if method.value != view.operation.method:
        yield view.differs("method-changed", method, pointer, view.operation.method, f"{str(method.value).lower()}:")
    if url.value not in view.operation.urls:
        told = ", ".join(view.operation.urls)
        yield view.differs("url-changed", url, pointer.rpartition("/")[0], told, str(url.value))
        return
    yield from _with_renamed_header([*_headers(view), *_named(view)])


def _with_renamed_header(found: list[Mismatch]) -> Iterator[Mismatch]:
    """A header that is new and one that is a parameter no more are one with another name."""
    new = [each for each in found if each.code == "header-added"]
    gone = [each for each in found if each.code == "parameter-removed" and each.keys[0][0] == "header"]
    for each in found:
        if len(new) == len(gone) == 1 and each is new[0]:
            told = f"the name {gone[0].told}"
            yield replace(
                each, code="header-changed", told=told, pointer=gone[0].pointer, keys=(*each.keys, *gone[0].keys)
            )
        elif not (len(new) == len(gone) == 1 and each is gone[0]):
            yield each


def _headers(view: View) -> Iterator[Mismatch]:
    """Headers of other values, new and gone; one gone and one new is one change."""
    said = [each for fact in view.said.facts.values() if fact.aspect == "header" for each in _header(view, fact)]
    gone, new = list(_unsent_headers(view)), [each for each in said if each.code == "header-added"]
    if len(gone) == len(new) == 1:
        yield replace(new[0], code="header-changed", told=gone[0].told, keys=(*new[0].keys, *gone[0].keys))
        said.remove(new[0])
    else:
        yield from gone
    yield from said


def _header(view: View, fact: Fact) -> Iterator[Mismatch]:
    name, pointer = fact.steps[0].lower(), view.operation.pointer
    if name == "content-type":
        types = view.operation.media_types
        if types and fact.value not in types:
            place = f"{pointer}/requestBody/content"
            yield view.differs("media-type-changed", fact, place, ", ".join(types), f"{fact.value}:")
    elif name not in PLAIN_HEADERS:
        known = view.operation.headers.get(name)
        if known is None and view.parameter("header", fact.steps[0]) is None:
            yield view.differs("header-added", fact, pointer, "not in the spec")
        elif known and fact.value and known != fact.value:
            yield view.differs("header-changed", fact, "/components/securitySchemes", known, f"scheme: {fact.value}")


def _unsent_headers(view: View) -> Iterator[Mismatch]:
    """The headers that the spec sends for security, or as the type of a body, and that the page does not show."""
    shown = {fact.steps[0].lower() for fact in view.said.facts.values() if fact.aspect == "header"}
    for name, scheme in view.operation.headers.items():
        if name not in shown and len(view.operation.headers) == 1:
            told = f"{name}: {scheme}".removesuffix(": ")
            key = next((key for key in view.past_keys("header") if key[1][0].lower() == name), None)
            yield view.lost("header-removed", f"header {name}", "/components/securitySchemes", told, key)
    if "content-type" not in shown and view.said.page.request is not None and _is_typed(view):
        key = next((key for key in view.past_keys("header") if key[1][0].lower() == "content-type"), None)
        told = ", ".join(view.operation.media_types)
        pointer = f"{view.operation.pointer}/requestBody/content"
        yield view.lost("header-removed", "header Content-Type", pointer, told, key)


def _is_typed(view: View) -> bool:
    """Whether the page is said to name the type of the body."""
    body, _ = view.document.deref(view.operation.node.get("requestBody"), "")
    source = body.get("x-source") if is_object(body) else None
    told = str(source.get("content", "")) if is_object(source) else str(source or "")
    return bool(view.operation.media_types) and view.has_sources and view.states(told)


def _named(view: View) -> Iterator[Mismatch]:
    """Parameters new and gone; one gone and one new at the same place is one with another name."""
    added, gone = list[Mismatch](), [
        each for parameter in view.operation.parameters for each in _unsaid(view, parameter)
    ]
    for fact in view.said.facts.values():
        if fact.aspect == "parameter" and view.parameter(fact.side, fact.steps[0]) is None:
            write = f"- {{name: {fact.steps[0]}, in: {fact.side}, ...}}"
            added.append(view.differs("parameter-added", fact, view.operation.pointer, "not in the spec", write))
    for each in added:
        rivals = [other for other in gone if other.keys[0][0] == each.keys[0][0]]
        if len(rivals) == 1 and sum(other.keys[0][0] == each.keys[0][0] for other in added) == 1:
            gone.remove(rivals[0])
            told, write = f"the name {rivals[0].told}", f"name: {each.keys[0][1][0]}"
            each = replace(each, code="parameter-renamed", pointer=rivals[0].pointer, told=told, write=write)
        yield each
    yield from gone


def _unsaid(view: View, parameter: Parameter) -> Iterator[Mismatch]:
    """A parameter that the spec has from this page, while the page has no such parameter.

    A page need not show its query in the URL, nor its headers in the call: only a page that shows some says which.
    """
    side = _SIDES.get(parameter.place)
    if side is None or not view.states(parameter.field.source):
        return
    shown = [fact for fact in view.said.facts.values() if fact.side == side and fact.aspect in ("parameter", "header")]
    if any(fact.steps[0].lower() == parameter.name.lower() for fact in shown) or (side != "path" and not shown):
        return
    if side == "header" and not view.has_sources:
        return
    key = (side, (parameter.name,), "parameter")
    yield view.lost("parameter-removed", f"{side} {parameter.name}", parameter.pointer, parameter.name, key)
