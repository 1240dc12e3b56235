"""Sentences that only a person can read: each is mapped or waived in the spec, by its id and with a reason.

`x-docs-waivers` of an operation maps an id to the reason, or to `{rule: id of an x-rule, because: reason}` where a rule
of the spec says what the sentence says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.audit.fact import Fact
from generator.audit.facts import UNCLASSIFIED
from generator.audit.mismatch import Mismatch
from generator.audit.view import View
from generator.audit.weigh import bounded_kinds
from generator.load import is_object
from generator.positions import escaped

WAIVERS = "x-docs-waivers"


def waiver_mismatches(view: View) -> Iterator[Mismatch]:
    """Sentences without a waiver, waivers without a sentence, and waivers without a reason."""
    written = view.operation.node.get(WAIVERS)
    waivers = dict(written) if is_object(written) else {}
    pointer = f"{view.operation.pointer}/{WAIVERS}"
    open_facts = list[Fact]()
    for fact in view.said.facts.values():
        if fact.aspect.startswith(UNCLASSIFIED):
            id = fact.aspect.removeprefix(UNCLASSIFIED)
            if id in waivers:
                yield from _reason(view, id, waivers.pop(id))
            else:
                open_facts.append(fact)
    for fact in open_facts:
        stale = next((id for id in waivers if _subject(id) == _subject(fact.aspect.removeprefix(UNCLASSIFIED))), None)
        if stale is not None:
            waivers.pop(stale)
        yield _unclassified(view, fact, f"{pointer}/{escaped(stale)}" if stale else "")
    for id in waivers:
        place = f"{pointer}/{escaped(id)}"
        key = next((key for key in (view.accepted.facts if view.accepted else ()) if key[2] == UNCLASSIFIED + id), None)
        mismatch = view.lost("waiver-unmatched", f"waiver {id}", place, "waives a sentence", key)
        yield replace(mismatch, says="no such sentence", fix="remove it")


def is_orphan(mismatch: Mismatch, found: Iterable[Mismatch]) -> bool:
    """Whether the cause was told: a sentence refers to one that is gone, or its field has another kind by now."""
    place = mismatch.keys[0][:2] if mismatch.keys else ("operation", ())
    is_bound = place[1] and mismatch.code == "unclassified-constraint" and bounded_kinds(mismatch.says, place[1][-1])
    if is_bound and any(each.code == "kind-changed" and place in [key[:2] for key in each.keys] for each in found):
        return True
    refers = mismatch.code == "unclassified-constraint" and mismatch.says.rstrip(".").lower().endswith(" otherwise")
    return refers and any(each.code.startswith("condition-") and each.place == mismatch.place for each in found)


def _subject(id: str) -> str:
    """The field of an id: all but the three words and the mark at its end."""
    return id.partition("-")[0]


def _unclassified(view: View, fact: Fact, stale: str) -> Mismatch:
    id = fact.aspect.removeprefix(UNCLASSIFIED)
    told = "waived with another wording" if stale else "no keyword or waiver"
    is_placed = fact.side != "operation" or not fact.steps
    code = "unclassified-constraint" if is_placed else "unplaced-sentence"
    mismatch = view.differs(code, fact, stale or view.operation.pointer, told)
    fix = f"say it in the spec, then: {WAIVERS}: {{{id}: <reason, or {{rule: <x-rule>, because: <reason>}}>}}"
    return replace(mismatch, says=str(fact.value), fix=fix)


def _reason(view: View, id: str, waiver: object) -> Iterator[Mismatch]:
    pointer = f"{view.operation.pointer}/{WAIVERS}/{escaped(id)}"
    because = waiver.get("because") if is_object(waiver) else waiver
    if not isinstance(because, str) or not because.strip():
        fix = "write why the sentence needs no keyword"
        yield Mismatch(code="waiver-without-reason", place=f"waiver {id}", pointer=pointer, told="no reason", fix=fix)
    rule = waiver.get("rule") if is_object(waiver) else None
    body = view.operation.request
    if rule is not None and rule not in {each.id for each in (body.rules if body else ())}:
        fix = "name the id of an x-rule of this operation"
        yield Mismatch(code="waiver-unmatched", place=f"waiver {id}", pointer=pointer, told=f"no rule {rule}", fix=fix)
