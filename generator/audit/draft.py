"""A page as a spec: what can be written down from it mechanically, each fact with its provenance.

The draft leaves to a person what no page says: names, descriptions in own words, what is required.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from generator.audit.bounds import STATED
from generator.audit.fact import ITEM, Fact, Side, Steps, name_words
from generator.audit.facts import CONDITIONS, Said
from generator.audit.slots import PLAIN_HEADERS
from generator.load import is_array, is_object

Node = dict[str, object]


def draft(said: Said, page_name: str, page_file: str) -> Node:
    """A whole document with the operation of the page; `page_file` is the page's path from the spec."""
    call, url = said.page.call, urlsplit(said.page.call.url)
    name = "".join(word.title() for word in name_words(page_name)) or "Operation"
    schemas: Node = {}
    operation: Node = {
        "operationId": name[:1].lower() + name[1:],
        "x-docs-page": page_name,
        "x-source": {"field": f"shown {_lines([call.method_line, call.url_line])}"},
    }
    parameters = list(_parameters(said))
    if parameters:
        operation["parameters"] = parameters
    answer = _shared(said, name, schemas)
    if said.page.request is not None:
        operation["requestBody"] = _request(said, f"{name}Body", answer, schemas)
    operation["responses"] = {"200": _response(said, answer)}
    server: Node = {"url": f"{url.scheme}://{url.netloc}", "x-source": f"shown {call.url_line}"}
    document: Node = {
        "openapi": "3.1.0",
        "info": {"title": url.netloc, "version": "0"},
        "x-docs": {page_name: page_file},
        "servers": [server],
    }
    schemes = dict(_schemes(said))
    if schemes:
        document["security"] = [{scheme: []} for scheme in schemes]
    document["paths"] = {url.path or "/": {call.method.lower(): operation}}
    document["components"] = {**({"securitySchemes": schemes} if schemes else {}), "schemas": schemas}
    return document


def _lines(lines: Iterable[int]) -> str:
    return ", ".join(map(str, sorted(set(lines))))


def _schemes(said: Said) -> Iterator[tuple[str, Node]]:
    for fact in said.facts.values():
        if fact.aspect != "header" or fact.steps[0].lower() in PLAIN_HEADERS:
            continue
        if fact.steps[0].lower() == "authorization" and fact.value:
            source = {"type": f"shown {fact.line}", "scheme": f"shown {fact.line}"}
            yield str(fact.value), {"type": "http", "scheme": fact.value, "x-source": source}
        else:
            node: Node = {"type": "apiKey", "in": "header", "name": fact.steps[0]}
            yield "key", {**node, "x-source": {"type": f"shown {fact.line}"}}


def _parameters(said: Said) -> Iterator[Node]:
    for fact in said.facts.values():
        if fact.aspect == "parameter":
            where: Node = {"name": fact.steps[0], "in": fact.side}
            if fact.side == "path":
                where["required"] = True
            node = schema(said, {fact.side: fact.steps})
            source = node.pop("x-source", None)
            sources: Node = dict(source) if is_object(source) else {}
            sources.setdefault("type", f"shown {fact.line}")
            if "description" in node:
                where["description"] = node.pop("description")
            yield {**where, "schema": {"type": "string", **node}, "x-source": sources}


def _shared(said: Said, name: str, schemas: Node) -> str:
    """The name of the response's schema, which is written down; empty where the page shows no object."""
    response = said.page.response
    if response is None:
        return ""
    twin = said.twin
    own = "".join(word.title() for word in name_words(twin[-1])) if twin else f"{name}Result"
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
        holder: Node = {"allOf": [{"$ref": f"#/components/schemas/{answer}"}, *rules(said, "response", ())]}
        if twin:
            above = _inside(body, twin[:-1])
            source = above[twin[-1]]
            above[twin[-1]] = {**holder, "x-source": source["x-source"] if is_object(source) else lines}
        else:
            body = {**holder, "x-source": {"type": lines}}
    elif conditions := list(rules(said, "request", ())):
        body["allOf"] = conditions
    schemas[name] = body
    content = {_media_type(said): {"schema": {"$ref": f"#/components/schemas/{name}"}}}
    typed = [header.line for header in said.page.call.headers if header.name.lower() == "content-type"]
    cited: Node = {"content": f"shown {typed[0]}" if typed else lines, "required": lines}
    return {"required": True, "x-source": cited, "content": content}


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
    return {**node, keyword: True, "x-source": {**(source if is_object(source) else {}), keyword: "inferred"}}


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
    says = f"{'required' if verb == 'required' else 'must not be set'} {'when' if sense in ('if', 'with') else 'unless'} {told}"
    ending = "required" if verb == "required" else "otherwise" if sense in ("unless", "without") else "excluded"
    id = "-".join((*name_words(name), ending))
    outcome: Node = {"required": [name]} if verb == "required" else {"properties": {name: False}}
    rule: Node = {"id": id, "says": says, "source": f"page {fact.line}"}
    return {"if": when, "then" if sense in ("if", "with") else "else": {**outcome, "x-rule": rule}}
