"""A page as a spec: what can be written down from it mechanically, each fact with its provenance.

The draft leaves to a person what no page says: names, descriptions in own words, what is required.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from generator.audit.bounds import STATED
from generator.audit.fact import ITEM, Fact, Side, Steps, name_words
from generator.audit.facts import CONDITIONS, UNCLASSIFIED, Said
from generator.audit.page import Call
from generator.audit.slots import PLAIN_HEADERS
from generator.load import is_array, is_object
from generator.resolve import Document

Node = dict[str, object]
_CREDENTIAL = re.compile(r"^authorization$|api[-_ ]?key|token|secret|^x-auth|-key$")


def draft(said: Said, page_name: str, page_file: str, document: Document | None = None) -> Node:
    """A whole document with the operation of the page; `page_file` is the page's path from the spec.

    With a `document` that is there already, only what it lacks.
    """
    call, url = said.page.call, urlsplit(said.page.call.url)
    name = "".join(word.title() for word in name_words(page_name)) or "Operation"
    taken = _components(document, "schemas")
    schemas: Node = {}
    operation: Node = {
        "operationId": name[:1].lower() + name[1:],
        "x-docs-page": page_name,
        "x-source": {"field": f"shown {_lines([call.method_line, call.url_line])}"},
    }
    parameters = [*_parameters(said), *_headers(said)]
    if parameters:
        operation["parameters"] = parameters
    answer = _shared(said, name, schemas, taken)
    if said.page.request is not None:
        operation["requestBody"] = _request(said, _free(f"{name}Body", "Sent", taken), answer, schemas)
    operation["responses"] = {"200": _response(said, answer)}
    server: Node = {"url": f"{url.scheme}://{url.netloc}", "x-source": f"shown {call.url_line}"}
    if document is not None:
        return _part(document, {page_name: page_file}, operation, (schemas, dict(_schemes(said))), said.page.call)
    whole: Node = {
        "openapi": "3.1.0",
        "info": {"title": url.netloc, "version": "0"},
        "x-docs": {page_name: page_file},
        "servers": [server],
    }
    schemes = dict(_schemes(said))
    if schemes:
        whole["security"] = [{scheme: [] for scheme in schemes}]
    whole["paths"] = {url.path or "/": {call.method.lower(): operation}}
    whole["components"] = {**({"securitySchemes": schemes} if schemes else {}), "schemas": schemas}
    return whole


def _components(document: Document | None, kind: str) -> Node:
    components = document.root.get("components") if document else None
    found = components.get(kind) if is_object(components) else None
    return found if is_object(found) else {}


def _free(name: str, prefix: str, taken: Node) -> str:
    """The name, or one that no schema of the document has."""
    while name in taken:
        name = f"{prefix}{name}"
    return name


def _part(document: Document, docs: Node, operation: Node, parts: tuple[Node, Node], call: Call) -> Node:
    """What a document lacks of the operation: its servers and credentials stay as they are where they do."""
    schemas, schemes = parts
    servers = document.root.get("servers")
    urls = [str(each.get("url", "")).rstrip("/") for each in (servers if is_array(servers) else []) if is_object(each)]
    server = next((each for each in urls if call.url.startswith(f"{each}/")), "")
    path = call.url.removeprefix(server) if server else urlsplit(call.url).path or "/"
    known = _components(document, "securitySchemes")
    new = {name: node for name, node in schemes.items() if name not in known}
    if {name: [] for name in schemes} != _asked(document):
        operation["security"] = [{name: [] for name in schemes}] if schemes else []
    components: Node = {**({"securitySchemes": new} if new else {}), **({"schemas": schemas} if schemas else {})}
    part: Node = {
        "paths": {path: {call.method.lower(): operation}},
        **({"components": components} if components else {}),
    }
    return {"x-docs": docs, **_citing(part, next(iter(docs)))}


def _citing(node: Node, page: str) -> Node:
    """A node whose provenances name the page that their lines are of, and whose rules begin with its name."""
    found: Node = {}
    for key, value in node.items():
        if key in ("x-source", "source") and isinstance(value, str):
            found[key] = re.sub(r"^(page|shown) ", rf"\1 {page}:", value)
        elif key == "x-source" and is_object(value):
            found[key] = {name: re.sub(r"^(page|shown) ", rf"\1 {page}:", str(told)) for name, told in value.items()}
        elif key == "x-rule" and is_object(value):
            found[key] = {**_citing(value, page), "id": f"{page}-{value.get('id')}"}
        elif is_array(value):
            found[key] = [_citing(each, page) if is_object(each) else each for each in value]
        else:
            found[key] = _citing(value, page) if is_object(value) else value
    return found


def _asked(document: Document) -> Node:
    """The credentials that the document asks for everywhere."""
    security = document.root.get("security")
    for first in security if is_array(security) else ():
        return first if is_object(first) else {}
    return {}


def left_open(said: Said) -> Iterator[tuple[str, int, str]]:
    """The sentences that a person must read: id, line and text."""
    for fact in said.facts.values():
        if fact.aspect.startswith(UNCLASSIFIED):
            yield fact.aspect.removeprefix(UNCLASSIFIED), fact.line, str(fact.value)


def _lines(lines: Iterable[int]) -> str:
    return ", ".join(map(str, sorted(set(lines))))


def _schemes(said: Said) -> Iterator[tuple[str, Node]]:
    headers = [fact for fact in said.facts.values() if fact.aspect == "header" and is_credential(fact)]
    for fact in headers:
        yield scheme_of(fact, is_only=sum(fact.steps[0].lower() != "authorization" for fact in headers) == 1)


def is_credential(fact: Fact) -> bool:
    """Whether a header of the page is one that says who calls."""
    name = fact.steps[0].lower()
    return name not in PLAIN_HEADERS and _CREDENTIAL.search(name) is not None


def scheme_of(fact: Fact, *, is_only: bool = True) -> tuple[str, Node]:
    """A security scheme for a header of the page, with an id for it; `is_only` where it is the only key."""
    name, source = fact.steps[0], f"shown {fact.line}"
    if name.lower() == "authorization" and fact.value:
        scheme = str(fact.value)
        return scheme, {"type": "http", "scheme": scheme, "x-source": {"type": source, "scheme": source}}
    id = "key" if is_only else "-".join(name_words(name))
    return id, {"type": "apiKey", "in": "header", "name": name, "x-source": {"type": source}}


def _headers(said: Said) -> Iterator[Node]:
    """The headers that are neither credentials nor what the media types say."""
    for fact in said.facts.values():
        if fact.aspect == "header" and fact.steps[0].lower() not in PLAIN_HEADERS and not is_credential(fact):
            yield header_parameter(fact)


def header_parameter(fact: Fact) -> Node:
    """A header of the page as a parameter."""
    source: Node = {"type": f"shown {fact.line}"}
    return {"name": fact.steps[0], "in": "header", "schema": {"type": "string"}, "x-source": source}


def _parameters(said: Said) -> Iterator[Node]:
    for fact in said.facts.values():
        if fact.aspect == "parameter":
            where: Node = {"name": fact.steps[0], "in": fact.side}
            stated = said.facts.get((fact.side, fact.steps, "required"))
            if fact.side == "path" or stated is not None:
                where["required"] = True
            node = schema(said, {fact.side: fact.steps})
            source = node.pop("x-source", None)
            sources: Node = dict(source) if is_object(source) else {}
            sources.setdefault("type", f"shown {fact.line}")
            if stated is not None:
                sources["required"] = f"page {stated.line}"
            if "description" in node:
                where["description"] = node.pop("description")
            yield {**where, "schema": {"type": "string", **node}, "x-source": sources}


def _shared(said: Said, name: str, schemas: Node, taken: Node) -> str:
    """The name of the response's schema, which is written down; empty where the page shows no object."""
    response = said.page.response
    if response is None:
        return ""
    twin = said.twin
    own = _free("".join(word.title() for word in name_words(twin[-1])) if twin else f"{name}Result", name, taken)
    places: dict[Side, Steps] = {"response": ()}
    if twin is not None:
        places["request"] = twin
    schemas[own] = schema(said, places)
    return own


def _request(said: Said, name: str, answer: str, schemas: Node) -> Node:
    twin = said.twin
    lines = f"shown {said.facts['request', (), 'kind'].line}"
    body = schema(said, {"request": ()})
    if twin is not None:
        holder: Node = {
            "allOf": [
                {"$ref": f"#/components/schemas/{answer}"},
                *rules(said, "response", ()),
                *_required(said, {"response": (), "request": twin}),
            ]
        }
        if twin:
            above = _inside(body, twin[:-1])
            source = above[twin[-1]]
            above[twin[-1]] = {**holder, "x-source": source["x-source"] if is_object(source) else lines}
        else:
            body = {**holder, "x-source": {"type": lines}}
    elif conditions := list(rules(said, "request", ())):
        body["allOf"] = conditions
    if twin != () and (demanded := list(_required(said, {"request": ()}))):
        body = {**body, **demanded[0]}
    schemas[name] = body
    content = {_media_type(said): {"schema": {"$ref": f"#/components/schemas/{name}"}}}
    typed = [header.line for header in said.page.call.headers if header.name.lower() == "content-type"]
    cited: Node = {"content": f"shown {typed[0]}" if typed else "inferred", "required": lines}
    return {"required": True, "x-source": cited, "content": content}


def _required(said: Said, places: Mapping[Side, Steps]) -> Iterator[Node]:
    """The names of the fields that sentences call required, as a schema; nothing where there are none."""
    stated = [
        fact
        for fact in said.facts.values()
        if fact.aspect == "required" and fact.side in places and fact.steps[:-1] == places[fact.side] and fact.steps
    ]
    sent = [fact for fact in stated if fact.side == "request" or said.twin_of(fact.steps) is not None]
    if sent:
        names = list(dict.fromkeys(fact.steps[-1] for fact in sent))
        yield {"required": names}


def _media_type(said: Said) -> str:
    named = (header.value for header in said.page.call.headers if header.name.lower() == "content-type")
    return next(named, "application/json")


def _inside(node: Node, steps: Steps) -> Node:
    """The properties of the object at `steps`."""
    for step in (*steps, ""):
        properties = node.get("properties")
        node = properties if is_object(properties) else {}
        if step:
            inner = node[step]
            node = inner if is_object(inner) else {}
    return node


def _response(said: Said, answer: str) -> Node:
    success = said.facts.get(("success", (), "sentence"))
    source: Node = {"field": "inferred"}
    if success is not None:
        source["description"] = f"page {success.line}"
    node: Node = {"description": "The call succeeded.", "x-source": source}
    if answer:
        source["content"] = f"shown {said.facts['response', (), 'kind'].line}"
        node["content"] = {"application/json": {"schema": {"$ref": f"#/components/schemas/{answer}"}}}
    return node


def schema(said: Said, places: Mapping[Side, Steps]) -> Node:
    """The schema of what the page shows at one place, or at two that are the same object in request and response."""
    facts = [fact for side, steps in places.items() if (fact := said.facts.get((side, steps, "kind")))]
    node: Node = {}
    sources: Node = {}
    if facts:
        kind, _, format = str(facts[0].value).partition(" ")
        cited = f"shown {_lines(fact.line for fact in facts)}"
        node["type"] = {"constant": "string", "null": "string"}.get(kind, kind)
        sources["type"] = cited
        if format:
            node["format"], sources["format"] = format, cited
        if kind == "constant":
            node["enum"], sources["enum"] = [facts[0].text.strip('"')], cited
    _state(said, places, node, sources)
    _children(said, places, node, sources)
    if sources:
        node["x-source"] = sources
    return node


def _state(said: Said, places: Mapping[Side, Steps], node: Node, sources: Node) -> None:
    """Adds what sentences say of a value: its enum, bounds and default."""
    for side, steps in places.items():
        for aspect in ("enum", *STATED, "default"):
            fact = said.facts.get((side, steps, aspect))
            if fact is not None:
                keyword = "x-server-default" if aspect == "default" else aspect
                node[keyword], sources[keyword] = fact.value, f"page {fact.line}"
        stated = said.facts.get((side, steps, "required"))
        if stated is not None and "request" in places and side not in ("path", "query", "header"):
            sources["required"] = f"page {stated.line}"
        sentence = said.facts.get((side, steps, "sentence"))
        if sentence is not None:
            node["description"] = f"In words of your own what line {sentence.line} of the page says."
            sources["description"] = f"page {sentence.line}"


def _children(said: Said, places: Mapping[Side, Steps], node: Node, sources: Node) -> None:
    """Adds properties or items, each from all places that show it."""
    names = list(dict.fromkeys(name for side, steps in places.items() for name in _names(said, side, steps)))
    if node.get("type") == "array":
        node["items"] = schema(said, {side: (*steps, ITEM) for side, steps in places.items()})
        shown_items = [said.facts.get((side, (*steps, ITEM), "kind")) for side, steps in places.items()]
        lines = [fact.line for fact in shown_items if fact is not None]
        sources["items"] = f"shown {_lines(lines)}" if lines else sources["type"]
    elif names:
        properties: Node = {}
        for name in names:
            shown: dict[Side, Steps] = {
                side: (*steps, name) for side, steps in places.items() if (side, (*steps, name), "kind") in said.facts
            }
            inner = schema(said, shown)
            if "request" in places and "request" not in shown:
                inner = _marked(inner, "readOnly")
            elif "response" in places and "response" not in shown:
                inner = _marked(inner, "writeOnly")
            properties[name] = inner
        node["properties"] = properties


def _marked(node: Node, keyword: str) -> Node:
    source = node.pop("x-source", {})
    return {**node, keyword: True, "x-source": {keyword: "inferred", **(source if is_object(source) else {})}}


def _names(said: Said, side: Side, steps: Steps) -> Iterator[str]:
    return (
        key[1][-1]
        for key in said.facts
        if key[0] == side and key[2] == "kind" and len(key[1]) == len(steps) + 1 and key[1][:-1] == steps
    )


def rules(said: Said, side: Side, above: Steps) -> Iterator[Node]:
    """The conditions between the fields of one object, as the members of its `allOf`."""
    for fact in said.facts.values():
        if fact.aspect in CONDITIONS and fact.side == side and fact.steps[:-1] == above:
            yield rule(fact)


def rule(fact: Fact) -> Node:
    """One condition as a schema with its `x-rule`."""
    name, value = fact.steps[-1], fact.value if is_object(fact.value) else {}
    verb, _, sense = fact.aspect.partition("-")
    field, values = str(value.get("field")), value.get("values")
    when: Node = {"required": [field]}
    told = f"{field} is specified"
    if is_array(values):
        when = {"properties": {field: {"const": values[0]} if len(values) == 1 else {"enum": values}}, **when}
        told = f"{field} is {' or '.join(json.dumps(each) if isinstance(each, bool) else str(each) for each in values)}"
    asks = "required" if verb == "required" else "must not be set"
    says = f"{asks} {'when' if sense in ('if', 'with') else 'unless'} {told}"
    ending = "required" if verb == "required" else "otherwise" if sense in ("unless", "without") else "excluded"
    id = "-".join((*name_words(name), ending))
    outcome: Node = {"required": [name]} if verb == "required" else {"properties": {name: False}}
    rule: Node = {"id": id, "says": says, "source": f"page {fact.line}"}
    return {"if": when, "then" if sense in ("if", "with") else "else": {**outcome, "x-rule": rule}}
