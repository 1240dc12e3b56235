"""What to write: for every difference that is mechanical, the YAML in its place, with its provenance."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass

from generator.audit.audit import Audit
from generator.audit.draft import draft, rule, schema
from generator.audit.fact import Fact, Side, Steps
from generator.audit.mismatch import Mismatch
from generator.audit.renumber import patch, renumbered
from generator.audit.view import View
from generator.audit.waivers import WAIVERS
from generator.audit.yaml_text import block
from generator.findings import visible
from generator.load import is_array, is_object
from generator.positions import unescaped


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One piece of YAML at a place of the spec: `value` is what to write there, None where lines are to be removed."""

    about: Mismatch
    pointer: str
    value: object


def suggested(audit: Audit, spec_file: str) -> str:
    """All suggestions as text; a draft of the whole document where the spec has no operation for the page."""
    if audit.view is None:
        return drafted(audit, spec_file)
    changes = renumbered(audit.view)
    blocks = [_printed(audit.view, each) for each in suggestions(audit.view, audit.mismatches)]
    if changes:
        head = f"# {len(changes)} citations name lines that have moved: patch -p0, before anything else is edited"
        blocks.insert(0, f"{head}\n{patch(audit.view, changes)}")
    return "\n\n".join(blocks) or "# nothing to write: the spec says what the page says"


def drafted(audit: Audit, spec_file: str) -> str:
    """The page as a document of its own."""
    page = audit.said.page.file
    name = os.path.splitext(os.path.basename(page))[0]
    way = os.path.relpath(page, os.path.dirname(spec_file) or ".").replace(os.sep, "/")
    head = f"# Drafted from {visible(way)}: what is required, and all descriptions, are left to you."
    return "\n".join([head, *block(draft(audit.said, name, way))])


def suggestions(view: View, mismatches: tuple[Mismatch, ...]) -> Iterator[Suggestion]:
    """What to write for each difference, in the order of the report; nothing where only a person can know."""
    for mismatch in mismatches:
        found = _suggestion(view, mismatch)
        if found is not None:
            yield Suggestion(mismatch, *found)


def _suggestion(view: View, mismatch: Mismatch) -> tuple[str, object] | None:
    code, pointer = mismatch.code, mismatch.pointer
    facts = [view.said.facts[key] for key in mismatch.keys if key in view.said.facts]
    if code == "waiver-unmatched" or (code.endswith("-removed") and not facts):
        return pointer, None
    if not facts:
        return None
    fact = facts[0]
    if code == "field-added" and fact.steps:
        return _field(view, facts)
    if code in ("enum-added", "enum-changed", "bound-added", "bound-changed", "default-added", "default-changed"):
        return _keyword(view, fact, pointer)
    if code == "enum-removed" or code == "value-shown":
        return _keyword(view, fact, pointer)
    if code in ("condition-added", "condition-changed"):
        return _rules(view, facts, pointer, is_new=code == "condition-added")
    if code == "kind-changed":
        return pointer.removesuffix("/type"), schema(view.said, {fact.side: fact.steps})
    if code in ("unclassified-constraint", "unplaced-sentence"):
        id = fact.aspect.partition(":")[2]
        return view.operation.pointer, {WAIVERS: {id: "why it needs no keyword, or {rule: id, because: reason}"}}
    return _simple(view, mismatch, fact)


def _simple(view: View, mismatch: Mismatch, fact: Fact) -> tuple[str, object] | None:
    """Differences whose YAML is one key."""
    pointer = mismatch.pointer
    match mismatch.code:
        case "field-renamed":
            name = mismatch.keys[0][1][-1]
            return pointer.rpartition("/")[0], {name: {"x-source": {"type": f"shown {fact.line}"}}}
        case "parameter-renamed":
            return pointer, {"name": fact.steps[0], "x-source": {"type": f"shown {fact.line}"}}
        case "parameter-added":
            node = schema(view.said, {fact.side: fact.steps})
            node.pop("x-source", None)
            entry = {"name": fact.steps[0], "in": fact.side, "schema": {"type": "string", **node}}
            return pointer, {"parameters": [{**entry, "x-source": {"type": f"shown {fact.line}"}}]}
        case "required-added":
            return pointer, {"required": True if fact.side != "request" else [fact.steps[-1]]}
        case "method-changed":
            return pointer.rpartition("/")[0], {str(fact.value).lower(): {"x-source": {"field": f"shown {fact.line}"}}}
        case "citation-wrong":
            return pointer.removesuffix("/x-source"), {"x-source": mismatch.write}
        case _:
            return None


def _field(view: View, facts: list[Fact]) -> tuple[str, object]:
    """A new property in the schema that holds its neighbours; read-only where a request might have it and has not."""
    places: dict[Side, Steps] = {fact.side: fact.steps for fact in facts}
    side, steps = facts[0].side, facts[0].steps
    node = schema(view.said, places)
    twin = view.said.twin_of(steps[:-1]) if side == "response" else None
    if "request" not in places and twin is not None and view.field("request", twin) is not None:
        source = node.pop("x-source", {})
        node = {**node, "readOnly": True, "x-source": {**(source if is_object(source) else {}), "readOnly": "inferred"}}
    above = view.field(side, steps[:-1])
    return above.holder if above else "", {"properties": {steps[-1]: node}}


def _keyword(view: View, fact: Fact, pointer: str) -> tuple[str, object]:
    keyword = pointer.rpartition("/")[2]
    is_there = keyword in (fact.aspect, "default", "x-server-default", "enum")
    name = keyword if is_there else {"default": "x-server-default"}.get(fact.aspect, fact.aspect)
    place = pointer.rpartition("/")[0] if is_there else pointer
    source = f"page {fact.line}" if fact.aspect != "shown" else f"shown {fact.line}"
    value = [fact.value] if fact.aspect == "shown" else fact.value
    return place, {name: value, "x-source": {name: source}}


def _rules(view: View, facts: list[Fact], pointer: str, *, is_new: bool) -> tuple[str, object]:
    """The rules of one sentence; a changed one is written over that at its pointer."""
    written = [rule(fact) for fact in facts]
    if not is_new:
        return pointer.rpartition("/")[0], written[0] if len(written) == 1 else {**written[0], **written[1]}
    side, steps = view.places(facts[0])[0]
    above = view.field(side, steps[:-1])
    place = above.words["allOf"].pointer.removesuffix("/allOf") if above and "allOf" in above.words else pointer
    return place, {"allOf": written}


def _printed(view: View, suggestion: Suggestion) -> str:
    about, pointer = suggestion.about, suggestion.pointer
    line = view.document.lines([pointer]).get(pointer, 1) if pointer else 1
    page = f", page line {', '.join(map(str, about.lines))}" if about.lines else ""
    head = f"# {view.document.place(pointer).file}:{line}: {about.code} {about.place}{page}"
    steps = [unescaped(step) for step in pointer.split("/")[1:]]
    if suggestion.value is None:
        return visible(f"{head}: remove {'.'.join(steps)}")
    value, place = suggestion.value, pointer
    for step in reversed(steps):
        place = place.rpartition("/")[0]
        above, _ = view.document.follow(f"#{place}")
        if is_array(above):
            head += f", in place of item {int(step) + 1} of {place.rpartition('/')[2]}"
            value = [value]
        else:
            value = {step: value}
    return "\n".join([visible(head), *block(value)])
