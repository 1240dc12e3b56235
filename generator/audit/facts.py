"""A page as facts: everything that it says, each with its line. No spec is looked at here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.audit.align import Placed, aligned
from generator.audit.bounds import STATED
from generator.audit.example import Kind, Node, query_node
from generator.audit.fact import ITEM, Fact, Key, Side, Steps
from generator.audit.page import Page, Prose
from generator.audit.prose import Token, tokens
from generator.audit.sentences import demands, same_name, sentence_id, sentences
from generator.audit.slots import PLAIN_HEADERS, Anchors, Slot, shown_constants, slots, twin
from generator.load import is_array, is_object

CONDITIONS = tuple(
    f"{verb}-{sense}" for verb in ("required", "forbidden") for sense in ("if", "unless", "with", "without")
)
"""What a field can be, depending on the value of another one, or on whether that is there."""
UNCLASSIFIED = "unclassified:"


@dataclass(frozen=True, slots=True)
class Said:
    """All that a page says: its facts by key, in its order, and where a response's fields stand in the request."""

    page: Page
    facts: dict[Key, Fact]
    twin: Steps | None

    def twin_of(self, steps: Steps) -> Steps | None:
        """The place in the request of a response field, where the request has it."""
        if self.twin is None or self.page.request is None:
            return None
        place = (*self.twin, *steps)
        return place if place in self.page.request.nodes else None


def said(page: Page, anchors: Anchors) -> Said:
    """The facts of a page; `anchors` only help to tell which sentence is about what."""
    known = {*shown_constants(page), *(value for values in anchors.values.values() for value in values)}
    placed = aligned(tokens(page.prose, known), slots(page, anchors), anchors)
    facts: dict[Key, Fact] = {}
    for fact in (*_call(page), *_queries(page), *_examples(page), *_prose(page, placed), *_before(page.before)):
        kept = facts.setdefault(fact.key, fact)
        if kept is fact:
            continue
        if fact.aspect == "sentence":
            facts[fact.key] = replace(kept, value=f"{kept.value}\n{fact.value}")
        elif is_array(kept.value) and is_array(fact.value) and fact.joins:
            facts[fact.key] = replace(kept, value=[*kept.value, *fact.value], text=f"{kept.text}, {fact.text}")
        elif fact.aspect in (*STATED, "default", "enum", *CONDITIONS) and fact.value != kept.value:
            second = _contradicting(fact)
            facts.setdefault(second.key, second)
    return Said(page, facts, twin(page))


def _contradicting(fact: Fact) -> Fact:
    """A second statement of another sort than the first: nobody can know which one holds, or how both do."""
    name = next((step for step in reversed(fact.steps) if step != ITEM), fact.side)
    return replace(fact, aspect=f"{UNCLASSIFIED}{sentence_id(name, fact.text)}", value=fact.text)


def _call(page: Page) -> Iterator[Fact]:
    call = page.call
    yield Fact(side="operation", steps=(), aspect="method", value=call.method, line=call.method_line)
    yield Fact(side="operation", steps=(), aspect="url", value=call.url, line=call.url_line, text=call.url)
    for header in call.headers:
        value = header.value
        if header.name.lower() not in PLAIN_HEADERS:
            value = value.partition(" ")[0].lower() if " " in value else ""
        yield Fact(
            side="header",
            steps=(header.name,),
            aspect="header",
            value=value,
            line=header.line,
            text=f"{header.name}: {header.value}",
        )
    for name in call.path_names:
        yield Fact(side="path", steps=(name,), aspect="parameter", value=True, line=call.url_line, text=f"{{{name}}}")
    for name, value in call.query:
        yield Fact(
            side="query", steps=(name,), aspect="parameter", value=True, line=call.url_line, text=f"{name}={value}"
        )


def _queries(page: Page) -> Iterator[Fact]:
    """The kinds of the parameters that the URL shows."""
    for name, value in page.call.query:
        node = query_node(name, value, page.call.url_line)
        kind = f"{node.kind} {node.format}".strip()
        if node.kind != "null":
            yield Fact(side="query", steps=(name,), aspect="kind", value=kind, line=node.line, text=f"{name}={value}")


def _examples(page: Page) -> Iterator[Fact]:
    for example in (page.request, page.response):
        for node in example.nodes.values() if example else ():
            side: Side = "request" if example is page.request else "response"
            kind, text = f"{node.kind} {node.format}".strip(), _shown(node)
            yield Fact(side=side, steps=node.steps, aspect="kind", value=kind, line=node.line, text=text)
            if node.kind == "constant":
                yield Fact(side=side, steps=node.steps, aspect="shown", value=node.value, line=node.line, text=text)


def _shown(node: Node) -> str:
    match node.kind:
        case "object":
            return "{ }"
        case "array":
            return "[ ]"
        case "string" | "constant":
            return f'"{node.value}"'
        case "boolean":
            return "true" if node.value else "false"
        case "integer" | "number" | "null":
            return "null" if node.value is None else str(node.value)


def _prose(page: Page, placed: tuple[Placed, ...]) -> Iterator[Fact]:
    gone = [each.slot for each in placed if each.slot is not None and each.slot.is_gone]
    for each in placed:
        token, slot = each.token, each.slot
        if slot is None:
            yield from _unplaced(token)
        elif token.what == "values":
            steps = (*slot.steps, ITEM) if slot.kind == "array" else slot.steps
            text = ", ".join(token.values)
            yield Fact(
                side=slot.side,
                steps=steps,
                aspect="enum",
                value=list(token.values),
                line=token.line,
                text=text,
                joins=token.joins,
            )
        elif token.what == "text":
            yield _sentence(token, slot)
            yield from _demands(page, token, slot, gone)


def _sentence(token: Token, slot: Slot) -> Fact:
    return Fact(side=slot.side, steps=slot.steps, aspect="sentence", value=token.text, line=token.line, text=token.text)


def _demands(page: Page, token: Token, slot: Slot, gone: Sequence[Slot]) -> Iterator[Fact]:
    kind: Kind = "string" if slot.kind == "constant" else slot.kind
    for demand in demands(token.text, kind, slot.name):
        aspect, value, steps = demand.aspect, demand.value, slot.steps
        if aspect == "enum" and slot.kind == "array":
            steps = (*slot.steps, ITEM)
        if aspect in CONDITIONS and is_object(value):
            field = _sibling(page, slot, str(value["field"]), gone)
            if field is None:
                whole = next((each for each in sentences(token.text) if demand.text in each), demand.text)
                aspect, value = "unclassified", whole
            else:
                value = {**value, "field": field}
        if aspect == "unclassified":
            aspect = f"{UNCLASSIFIED}{sentence_id(slot.name or slot.side, str(value))}"
        yield Fact(side=slot.side, steps=steps, aspect=aspect, value=value, line=token.line, text=demand.text)


def _sibling(page: Page, slot: Slot, name: str, gone: Sequence[Slot]) -> str | None:
    """The wire name of the field beside `slot` that prose calls `name`."""
    example = {"request": page.request, "response": page.response}.get(slot.side)
    if example is None:
        beside = [*page.call.path_names, *(key for key, _ in page.call.query)]
    else:
        beside = [steps[-1] for steps in example.nodes if steps and steps[:-1] == slot.steps[:-1]]
    beside += [each.name for each in gone if each.side == slot.side]
    return next((wire for wire in beside if same_name(name, wire)), None)


def _unplaced(token: Token) -> Iterator[Fact]:
    """A sentence that is about nothing known: whatever it demands, a person must read it."""
    text = token.text or ", ".join(token.values) or "folded children"
    name = sentence_id("page", text)
    has_demand = token.what == "values" or any(demands(text, "string"))
    aspect = f"{UNCLASSIFIED}{name}" if has_demand else "unplaced"
    yield Fact(side="operation", steps=(name,), aspect=aspect, value=text, line=token.line, text=text)


def _before(prose: tuple[Prose, ...]) -> Iterator[Fact]:
    """What stands in front of the call; only its demands matter."""
    for piece in prose:
        for sentence in sentences(piece.text):
            if any(demand.aspect == "unclassified" for demand in demands(sentence, "null")):
                name = sentence_id("page", sentence)
                aspect = f"{UNCLASSIFIED}{name}"
                yield Fact(side="operation", steps=(), aspect=aspect, value=sentence, line=piece.line, text=sentence)
