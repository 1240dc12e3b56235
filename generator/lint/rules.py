"""Rules of hand-written documents (`x-rule`), and which of them the documented examples break (`x-breaks`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.findings import described, quoted, suggested
from generator.grammar import shapes
from generator.lint.citation import BadCitation, citation
from generator.lint.fault import Fault
from generator.load import is_array, is_object
from generator.positions import escaped
from generator.resolve import Document, Item

_KEYS = ("id", "says", "source", "severity", "because")
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def rules(document: Document) -> Iterator[Fault]:
    """The faults of all rules: malformed ones, ids that stand twice, demands without a rule."""
    first: dict[str, str] = {}
    for item in document.items:
        if item.kind != "Schema":
            continue
        yield from _unnamed(item)
        if "x-rule" not in item.node:
            continue
        yield from _rule(document, item)
        rule, pointer = item.node["x-rule"], f"{item.pointer}/x-rule/id"
        id = rule.get("id") if is_object(rule) else None
        other = first.setdefault(id, pointer) if isinstance(id, str) else pointer
        if other != pointer:
            message = f"another rule is named {quoted(id)} too"
            fix = "give each rule an id of its own"
            yield Fault(code="x-rule", pointer=pointer, also=other, message=message, fix=fix)


def _unnamed(item: Item) -> Iterator[Fault]:
    """Demands that have no rule to name them."""
    demands: list[tuple[str, object]] = [(key, item.node[key]) for key in ("then", "else") if key in item.node]
    if "dependentRequired" in item.node:
        demands.append(("dependentRequired", item.node))
    for key, holder in demands:
        if not is_object(holder) or "x-rule" not in holder:
            message = f"{quoted(key)} makes a demand that no rule names"
            fix = "add x-rule: {id: …, says: …, source: …} beside the demand"
            pointer = f"{item.pointer}/{escaped(key)}"
            yield Fault(code="x-rule-missing", pointer=pointer, on_key=True, message=message, fix=fix)


def _rule(document: Document, item: Item) -> Iterator[Fault]:
    rule, pointer = item.node["x-rule"], f"{item.pointer}/x-rule"
    if not is_object(rule):
        fix = "write x-rule: {id: …, says: …, source: …}"
        yield Fault(code="x-rule", pointer=pointer, message=f"x-rule is {described(rule)}", fix=fix)
        return
    for key in rule:
        if key not in _KEYS:
            message = f"{quoted(key)} is not a field of a rule{suggested(key, _KEYS)}"
            fix = "a rule has id, says, source, severity and because"
            yield Fault(code="x-rule", pointer=f"{pointer}/{escaped(key)}", on_key=True, message=message, fix=fix)
    for key in ("id", "says", "source"):
        if not isinstance(rule.get(key), str):
            fix = f"add {key}: as text"
            yield Fault(code="x-rule", pointer=pointer, on_key=True, message=f"a rule has no {quoted(key)}", fix=fix)
    id = rule.get("id")
    if isinstance(id, str) and not _ID.fullmatch(id):
        fix = "write lower-case words with dashes"
        yield Fault(code="x-rule", pointer=f"{pointer}/id", message=f"{quoted(id)} is no id of a rule", fix=fix)
    yield from _weight(document, rule, pointer)


def _weight(document: Document, rule: dict[str, object], pointer: str) -> Iterator[Fault]:
    """The faults of a rule's source and severity: what no page states may not refuse."""
    stated = False
    try:
        stated = "source" in rule and citation(rule["source"], document.pages).provenance == "page"
    except BadCitation as bad:
        yield Fault(code=bad.code, pointer=f"{pointer}/source", message=bad.message, fix=bad.fix)
    severity = rule.get("severity")
    if severity is None or (severity == "refuse" and stated):
        return
    if severity != "warn":
        message = f"{quoted(severity)}: only what a page states refuses, and a severity is never raised"
        fix = "write 'warn', or name the page that states it"
        yield Fault(code="severity-raised", pointer=f"{pointer}/severity", message=message, fix=fix)
    elif stated and not isinstance(rule.get("because"), str):
        message = "the severity of what a page states is lowered without a reason"
        fix = "add because: with a sentence"
        yield Fault(code="x-rule", pointer=f"{pointer}/severity", on_key=True, message=message, fix=fix)


def breaks(document: Document) -> Iterator[Fault]:
    """The faults of what documented examples are said to break."""
    named = [item.node["x-rule"] for item in document.items if item.kind == "Schema" and "x-rule" in item.node]
    ids = [str(rule["id"]) for rule in named if is_object(rule) and "id" in rule]
    known = {*ids, *shapes()["Schema"].fields}
    for item in document.items:
        written = item.node.get("x-breaks")
        if written is None:
            continue
        pointer = f"{item.pointer}/x-breaks"
        if not is_array(written):
            fix = "write x-breaks: [{path: …, rule: …, severity: warn}]"
            yield Fault(code="x-breaks", pointer=pointer, message="x-breaks is a list", fix=fix)
            continue
        for index, entry in enumerate(written):
            flaw = _flaw(entry, known)
            if flaw:
                fix = "write {path: model.peftDetails.r, rule: maximum, severity: warn}"
                yield Fault(code="x-breaks", pointer=f"{pointer}/{index}", message=flaw, fix=fix)


def _flaw(entry: object, known: set[str]) -> str:
    """What is wrong with one entry of `x-breaks`, or nothing."""
    if not is_object(entry) or set(entry) != {"path", "rule", "severity"} or not isinstance(entry["path"], str):
        return "a breach has a path, a rule and a severity"
    if entry["severity"] not in ("warn", "refuse"):
        return f"{quoted(entry['severity'])} is no severity: warn or refuse"
    rule = entry["rule"]
    if not isinstance(rule, str) or rule not in known:
        return f"no rule or keyword is named {quoted(rule)}{suggested(str(rule), known)}"
    return ""
